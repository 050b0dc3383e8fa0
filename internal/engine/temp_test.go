package engine

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// openIn counts the open files in a directory, removed ones included.
func openIn(t *testing.T, dir string) int {
	t.Helper()
	fds, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, fd := range fds {
		if target, err := os.Readlink("/proc/self/fd/" + fd.Name()); err == nil && strings.HasPrefix(target, dir+"/") {
			n++
		}
	}
	return n
}

// What outgrows the memory goes to files in the engine's own directory, which
// have no name there and end with the rows.
func TestTemporaryFiles(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("looks at /proc")
	}
	dirs := []string{t.TempDir(), t.TempDir()}
	for _, sql := range []string{
		"SELECT c1, c2 FROM t1 ORDER BY c1 COLLATE my_ci",
		"WITH a AS MATERIALIZED (SELECT c0, c1, c2 FROM t1) SELECT x.c0 FROM a AS x JOIN a AS y ON x.c1 = y.c1",
		"SELECT DISTINCT c0, c1 FROM t1",
	} {
		for i, dir := range dirs {
			e := newEngine(t, Options{TempDir: dir, Memory: 8 << 20})
			t1, _ := people("t1", 100_000)
			r, err := e.Query(context.Background(), &Query{Tables: []Table{t1}, SQL: sql})
			if err != nil {
				t.Fatal(err)
			}
			for range 90_000 {
				if err := r.Next(); err != nil {
					t.Fatal(err)
				}
			}
			if openIn(t, dir) == 0 || openIn(t, dirs[1-i]) != 0 {
				t.Errorf("%s: %d files open in its directory, %d in the other engine's", sql, openIn(t, dir), openIn(t, dirs[1-i]))
			}
			if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
				t.Errorf("%s: a crash would leave %v (%v)", sql, entries, err)
			}
			r.Close()
			if n := openIn(t, dir); n != 0 {
				t.Errorf("%s: %d files open behind Close", sql, n)
			}
		}
	}
}

func TestNoDirectory(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, file + "/none"} {
		e := newEngine(t, Options{TempDir: dir})
		if _, err := e.Query(context.Background(), &Query{SQL: "SELECT 1"}); err == nil || !strings.Contains(err.Error(), dir) {
			t.Errorf("%s: got %v", dir, err)
		}
	}
}

// A directory that vanishes is an error once a statement needs it, and named.
func TestVanishedDirectory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "spill")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	e := newEngine(t, Options{TempDir: dir, Memory: 8 << 20})
	mustQuery(t, e, "SELECT 1", nil)
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	t1, _ := people("t1", 100_000)
	if _, err := query(t, e, "SELECT c1, c2 FROM t1 ORDER BY c1", nil, t1); err == nil || !strings.Contains(err.Error(), dir) {
		t.Errorf("got %v", err)
	}
}
