package engine

import (
	"context"
	"fmt"
	"runtime"
	"testing"

	"github.com/scale-sql/scale/schema"
)

// storing makes t1 a stored table called s1 before the statement.
func storing(s *Setup) error { return s.Store("t1", "s1", "c0, c4") }

// A stored table is read as often as the statement likes, from one pass of the
// scan, and does not outlive the query.
func TestStore(t *testing.T) {
	e := newEngine(t, Options{})
	for range 2 {
		t1, scan := people("t1", 1000)
		r, err := e.Query(context.Background(), &Query{Tables: []Table{t1}, Before: storing,
			SQL: "SELECT count(*), sum(a.c0 = b.c0) FROM s1 AS a JOIN s1 AS b USING (c4)"})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := readAll(r); err != nil || len(got) != 1 {
			t.Errorf("got %v, %v", got, err)
		}
		if scan.opened != 1 || scan.closed != 1 {
			t.Errorf("opened %d and closed %d times", scan.opened, scan.closed)
		}
	}
	if _, err := query(t, e, "SELECT * FROM s1", nil); err == nil {
		t.Error("the stored table is still there")
	}
}

func TestDistinct(t *testing.T) {
	e := newEngine(t, Options{})
	for most, want := range map[int]string{3: "[7 8 9] true", 2: "[] false", 4: "[7 8 9] true"} {
		t1, _ := listTable("t1", columns(schema.Integer), "1|7", "2|8", "3|7", "4|", "5|9")
		r, err := e.Query(context.Background(), &Query{Tables: []Table{t1}, SQL: "SELECT 1", Before: func(s *Setup) error {
			if err := s.Store("t1", "s1", "c1"); err != nil {
				return err
			}
			values, all, err := s.Distinct("s1", "c1", most)
			if got := fmt.Sprint(values, all); got != want {
				t.Errorf("most %d: got %s, want %s", most, got, want)
			}
			return err
		}})
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
}

// The file of a large stored table goes with the rows.
func TestStoredFileIsRemoved(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("looks at /proc")
	}
	dir := t.TempDir()
	e := newEngine(t, Options{TempDir: dir})
	t1, _ := people("t1", 300_000)
	r, err := e.Query(context.Background(), &Query{Tables: []Table{t1}, SQL: "SELECT count(*) FROM s1", Before: storing})
	if err != nil {
		t.Fatal(err)
	}
	if openIn(t, dir) == 0 {
		t.Error("the stored table is in no file")
	}
	r.Close()
	if n := openIn(t, dir); n != 0 {
		t.Errorf("%d files open behind Close", n)
	}
}
