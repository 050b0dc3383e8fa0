package engine

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"testing"
	"time"
)

const memoryRows = 1_000_000

// large are statements over a million rows or two, whose intermediate results
// have 50 to 150 MB.
var large = []struct{ name, sql string }{
	{"count", "SELECT count(*) FROM t1"},
	{"group by 500,000 groups", "SELECT c4, count(*), my_dsum(c2), min(c1 COLLATE my_ci) FROM t1 GROUP BY c4"},
	{"order by", "SELECT c0, c1, c2, c3, c4 FROM t1 ORDER BY c1 COLLATE my_ci, c0"},
	{"distinct", "SELECT count(*) FROM (SELECT DISTINCT c1 FROM t1)"},
	{"join", `WITH a AS MATERIALIZED (SELECT c0, c1, c4 FROM t1), b AS MATERIALIZED (SELECT c0, c1, c4 FROM t2)
		SELECT a.c0, b.c1 FROM a JOIN b ON a.c4 = b.c4`},
}

const memoryChild = "SCALE_ENGINE_MEMORY_TEST"

// TestMemory runs each of the large statements in a process of its own, whose
// memory it looks at: SQLite's is not on Go's heap.
func TestMemory(t *testing.T) {
	if testing.Short() || slowness > 1 || runtime.GOOS != "linux" {
		t.Skip("takes long, and needs /proc")
	}
	for i, test := range large {
		t.Run(test.name, func(t *testing.T) {
			cmd := exec.Command(os.Args[0], "-test.run=^TestMemoryOfOne$", "-test.v")
			cmd.Env = append(os.Environ(), memoryChild+"="+strconv.Itoa(i), "GOMEMLIMIT=128MiB")
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			var kb, rows int
			var took string
			at := bytes.Index(out, []byte("peak "))
			if at < 0 {
				t.Fatalf("no report in %s", out)
			}
			if _, err := fmt.Sscanf(string(out[at:]), "peak %d kB, %d rows, %s", &kb, &rows, &took); err != nil {
				t.Fatalf("%v in %s", err, out)
			}
			t.Logf("peak %d MB, %d rows, %s", kb>>10, rows, took)
			if kb > 128<<10 {
				t.Errorf("the process had %d MB", kb>>10)
			}
		})
	}
}

// TestMemoryOfOne is the process that TestMemory starts.
func TestMemoryOfOne(t *testing.T) {
	i, err := strconv.Atoi(os.Getenv(memoryChild))
	if err != nil {
		t.Skip("started by TestMemory")
	}
	e := newEngine(t, Options{TempDir: t.TempDir()})
	t1, _ := people("t1", memoryRows)
	t2, _ := people("t2", memoryRows)
	start := time.Now()
	r, err := e.Query(context.Background(), &Query{Tables: []Table{t1, t2}, SQL: large[i].sql})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	rows := 0
	for err = r.Next(); err == nil; err = r.Next() {
		rows++
	}
	if err != io.EOF {
		t.Fatal(err)
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	var kb int
	if _, err := fmt.Sscanf(string(status[bytes.Index(status, []byte("VmHWM:")):]), "VmHWM: %d kB", &kb); err != nil {
		t.Fatal(err)
	}
	t.Logf("peak %d kB, %d rows, %v", kb, rows, time.Since(start).Round(time.Millisecond))
}
