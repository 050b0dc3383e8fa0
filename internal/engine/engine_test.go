package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/scale-sql/scale/schema"
)

func same(i int) int { return i }

// A LIMIT reads no row it doesn't need, and nothing is read before Next.
func TestStreaming(t *testing.T) {
	e := newEngine(t, Options{})
	tab, scan := numbers("t1", 10_000, same)
	r, err := e.Query(context.Background(), &Query{Tables: []Table{tab}, SQL: "SELECT c0, c1 FROM t1 WHERE c1 >= ? LIMIT 3", Args: []any{int64(5)}})
	if err != nil {
		t.Fatal(err)
	}
	if scan.opened != 0 {
		t.Error("the scan was opened before the first row was asked for")
	}
	if err := r.Next(); err != nil || scan.read != 6 {
		t.Errorf("first row: %v after %d rows of the scan, want 6", err, scan.read)
	}
	got, err := readAll(r)
	if err != nil || fmt.Sprint(got) != "[7 6 8 7]" {
		t.Errorf("got %v, %v", got, err)
	}
	if scan.read != 8 || scan.opened != 1 || scan.closed != 1 {
		t.Errorf("read %d rows, opened %d and closed %d times; want 8, 1, 1", scan.read, scan.opened, scan.closed)
	}
}

func TestNoTableAndEmptyTable(t *testing.T) {
	e := newEngine(t, Options{})
	if got := mustQuery(t, e, "SELECT 1, 2.5, 'x', NULL, ?, ?, ?, ?", []any{nil, int64(-7), 0.5, "it's"}); fmt.Sprint(got) != "[1 2.5e+00 'x' NULL NULL -7 5e-01 'it's']" {
		t.Error(got)
	}
	empty := Table{Name: "t1", Fields: columns(schema.Integer)}
	if got := mustQuery(t, e, "SELECT count(*), max(c1), (SELECT count(*) FROM t1) FROM t1", nil, empty); fmt.Sprint(got) != "[0 NULL 0]" {
		t.Error(got)
	}
}

// Each of several tables is read exactly once if it is copied first, whatever
// the statement does with the copies.
func TestEachScanOnce(t *testing.T) {
	const with = "WITH a AS MATERIALIZED (SELECT c0, c1 FROM t1), b AS MATERIALIZED (SELECT c0, c1 FROM t2) "
	for _, test := range []struct{ sql, want string }{
		{"SELECT count(*) FROM a JOIN b ON a.c1 = b.c1", "[1000]"},
		{"SELECT count(*) FROM a LEFT JOIN b ON a.c1 = b.c1 AND b.c0 > 20", "[1000]"},
		{"SELECT count(*), sum(b.c0 IS NULL) FROM b FULL JOIN a ON a.c1 = b.c1", "[1010 0]"},
		{"SELECT count(*) FROM a, b WHERE a.c1 < b.c1 AND a.c0 < 10", "[135]"},
		{"SELECT count(*) FROM a AS x JOIN a AS y ON x.c1 = y.c1 JOIN b ON b.c0 = x.c0", "[2000]"},
		{"SELECT sum((SELECT count(*) FROM b WHERE b.c1 = a.c1)) FROM a", "[1000]"},
		{"SELECT count(*) FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.c1 = a.c1 AND b.c0 <> a.c0)", "[990]"},
		{"SELECT count(*) FROM a WHERE c1 IN (SELECT c1 FROM b) AND c0 NOT IN (SELECT c0 FROM b)", "[980]"},
		{"SELECT (SELECT max(c1) FROM b) + (SELECT max(c1) FROM a), CASE WHEN (SELECT count(*) FROM b) > 3 THEN (SELECT sum(c0) FROM b) END", "[28 210]"},
		{"SELECT c1 FROM a WHERE c0 < 3 UNION ALL SELECT c1 FROM b WHERE c0 < 3 UNION ALL SELECT c1 FROM a WHERE c0 = 9 ORDER BY 1", "[0 0 1 1 8]"},
		{"SELECT c0 FROM a INTERSECT SELECT c0 FROM b EXCEPT SELECT c0 + 1 FROM a", "[1]"},
		{"SELECT max(n) FROM (SELECT c1, (SELECT count(*) FROM b WHERE b.c1 = x.c1 AND EXISTS (SELECT 1 FROM a WHERE a.c0 = b.c0)) AS n FROM a AS x)", "[1]"},
		{"SELECT c1, count(DISTINCT c0) FROM a GROUP BY c1 HAVING count(*) > (SELECT count(*) FROM b) ORDER BY (SELECT min(c0) FROM b WHERE b.c1 = a.c1) LIMIT 1", "[0 100]"},
		{"SELECT c0, row_number() OVER (ORDER BY c0 DESC) FROM b WHERE c0 > (SELECT max(c1) FROM a) ORDER BY 2 LIMIT 1", "[20 1]"},
		{"SELECT sum((SELECT c0 FROM b WHERE b.c0 = a.c0 UNION ALL SELECT 0 LIMIT 1)) FROM a", "[210]"},
	} {
		t.Run(test.sql, func(t *testing.T) {
			e := newEngine(t, Options{})
			t1, scan1 := numbers("t1", 1000, func(i int) int { return i % 10 })
			t2, scan2 := numbers("t2", 20, same)
			if got := mustQuery(t, e, with+test.sql, nil, t1, t2); fmt.Sprint(got) != test.want {
				t.Errorf("got %v, want %s", got, test.want)
			}
			for i, s := range []*fakeScan{scan1, scan2} {
				if s.opened != 1 || s.closed != 1 {
					t.Errorf("scan %d: opened %d times, closed %d times", i+1, s.opened, s.closed)
				}
			}
		})
	}
}

func TestReadTwiceIsAnError(t *testing.T) {
	e := newEngine(t, Options{})
	t1, scan := numbers("t1", 10, same)
	_, err := query(t, e, "SELECT count(*) FROM t1 AS a, t1 AS b", nil, t1)
	if err == nil || !strings.Contains(err.Error(), "scan of table t1 read twice") {
		t.Errorf("got %v", err)
	}
	if scan.opened != 1 || scan.closed != 1 {
		t.Errorf("opened %d times, closed %d times", scan.opened, scan.closed)
	}
}

// Errors come out as they are, from wherever they come, and the connection stays
// usable.
func TestErrors(t *testing.T) {
	e := newEngine(t, Options{})
	cause := errors.New("status 503")
	failing := func(when int) Table {
		tab, _ := tableOf("t1", columns(schema.Integer), func(i int, cells []schema.Cell) (schema.Cell, error) {
			if i == when {
				return schema.Cell{}, fmt.Errorf("object people: %w", cause)
			}
			cells[0] = text("1")
			return text("1"), nil
		})
		return tab
	}
	refusing := failing(1)
	refusing.Open = func(context.Context) (Scan, error) { return nil, cause }
	for name, test := range map[string]struct {
		table Table
		sql   string
	}{
		"open":       {refusing, "SELECT * FROM t1"},
		"first row":  {failing(0), "SELECT * FROM t1"},
		"third row":  {failing(2), "SELECT * FROM t1"},
		"in a sort":  {failing(500), "SELECT * FROM t1 ORDER BY c1 DESC"},
		"in a group": {failing(500), "SELECT c1, count(*) FROM t1 GROUP BY c1"},
		"in a copy":  {failing(500), "WITH a AS MATERIALIZED (SELECT * FROM t1) SELECT count(*) FROM a, a AS b"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := query(t, e, test.sql, nil, test.table); !errors.Is(err, cause) {
				t.Errorf("got %v", err)
			}
		})
	}
	good, _ := numbers("t1", 3, same)
	if got := mustQuery(t, e, "SELECT sum(c1) FROM t1", nil, good); fmt.Sprint(got) != "[3]" {
		t.Errorf("afterwards: %v", got)
	}
	if n := len(e.idleConns()); n != 1 {
		t.Errorf("%d idle connections, want the one used all along", n)
	}
}

func TestPanicsBecomeErrors(t *testing.T) {
	e := newEngine(t, Options{})
	for name, tab := range map[string]Table{
		"open": {Name: "t1", Open: func(context.Context) (Scan, error) { panic("oh") }},
		"next": func() Table {
			tab, _ := tableOf("t1", nil, func(i int, _ []schema.Cell) (schema.Cell, error) { panic("oh") })
			return tab
		}(),
		"cells": func() Table {
			tab, _ := tableOf("t1", columns(schema.Text), func(i int, _ []schema.Cell) (schema.Cell, error) { return text("1"), nil })
			tab.Fields = append(tab.Fields, nil)
			return tab
		}(),
	} {
		_, err := query(t, e, "SELECT * FROM t1", nil, tab)
		if err == nil || !strings.Contains(err.Error(), "t1") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// A panic that went through SQLite's own functions leaves a connection that can't
// even be closed: it is an error, and nobody uses the connection again.
func TestPanicThroughSQLite(t *testing.T) {
	e := newEngine(t, Options{})
	open := e.pool.open
	e.pool.open = func() (*conn, error) {
		c, err := open()
		if err != nil {
			return nil, err
		}
		return c, c.db.CreateFunction("bang", &sqlite.FunctionImpl{NArgs: 1, Scalar: func(sqlite.Context, []sqlite.Value) (sqlite.Value, error) {
			panic("oh")
		}})
	}
	for _, ctx := range []context.Context{context.Background(), t.Context()} {
		t1, scan := numbers("t1", 3, same)
		r, err := e.Query(ctx, &Query{Tables: []Table{t1}, SQL: "SELECT bang(c1) FROM t1"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := readAll(r); err == nil || !strings.Contains(err.Error(), "panic: oh") {
			t.Errorf("got %v", err)
		}
		if scan.closed != 1 || len(e.idleConns()) != 0 {
			t.Errorf("the scan was closed %d times, %d connections are idle", scan.closed, len(e.idleConns()))
		}
	}
	if got := mustQuery(t, e, "SELECT 1", nil); len(got) != 1 {
		t.Error(got)
	}
}

// Mistakes of whoever writes the query are errors that say so.
func TestBadQueries(t *testing.T) {
	e := newEngine(t, Options{})
	for sql, want := range map[string]string{
		"SELECT x":                               "no such column: x",
		"SELECT 1; SELECT 2":                     "behind the statement",
		"SELECT ?":                               "0 arguments for 1 parameters",
		"DELETE FROM t1":                         "authoriz",
		"ATTACH 'x.db' AS x":                     "authoriz",
		"PRAGMA temp_store = MEMORY":             "authoriz",
		"CREATE TEMP TABLE x AS SELECT 1":        "authoriz",
		"SELECT my_iadd(9223372036854775807, 1)": "BIGINT value is out of range",
	} {
		t1, _ := numbers("t1", 3)
		if _, err := query(t, e, sql, nil, t1); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want something about %q", sql, err, want)
		}
	}
	for _, names := range [][]string{{"t 1"}, {""}, {"1t"}, {"a", "A"}} {
		var tables []Table
		for _, name := range names {
			tables = append(tables, Table{Name: name})
		}
		if _, err := e.Query(context.Background(), &Query{SQL: "SELECT 1", Tables: tables}); err == nil {
			t.Errorf("tables called %q are accepted", names)
		}
	}
	if _, err := query(t, e, "SELECT ?", []any{true}); err == nil {
		t.Error("a bool is accepted as an argument")
	}
}

// A function's error is delivered as the function wrote it.
func TestFunctionErrorText(t *testing.T) {
	e := newEngine(t, Options{})
	_, err := query(t, e, "SELECT my_iadd(9223372036854775807, 1)", nil)
	var sqlErr *Error
	if !errors.As(err, &sqlErr) || !strings.HasPrefix(err.Error(), "BIGINT value is out of range") {
		t.Errorf("got %v", err)
	}
}

func TestCloseEarlyAndTwice(t *testing.T) {
	e := newEngine(t, Options{})
	t1, scan := numbers("t1", 1000, same)
	r, err := e.Query(context.Background(), &Query{Tables: []Table{t1}, SQL: "SELECT c1 FROM t1"})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Next(); err != nil {
		t.Fatal(err)
	}
	r.Close()
	r.Close()
	if scan.closed != 1 || scan.ctx.Err() == nil {
		t.Errorf("scan closed %d times, its context's error is %v", scan.closed, scan.ctx.Err())
	}
	if err := r.Next(); err == nil || err == io.EOF {
		t.Errorf("Next after Close: %v", err)
	}
	if v := r.Value(0); v != nil {
		t.Errorf("Value after Close: %v", v)
	}
	unread, err := e.Query(context.Background(), &Query{SQL: "SELECT 1"})
	if err != nil {
		t.Fatal(err)
	}
	unread.Close()
}

func TestEngineClose(t *testing.T) {
	e := New(Options{})
	r, err := e.Query(context.Background(), &Query{SQL: "SELECT 1"})
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if got, err := readAll(r); err != nil || fmt.Sprint(got) != "[1]" {
		t.Errorf("rows opened before Close: %v, %v", got, err)
	}
	if _, err := e.Query(context.Background(), &Query{SQL: "SELECT 1"}); err == nil {
		t.Error("a closed engine takes a query")
	}
	if len(e.idleConns()) != 0 {
		t.Error("a closed engine keeps a connection")
	}
}

// Queries run side by side, each on a connection of its own.
func TestConcurrency(t *testing.T) {
	e := newEngine(t, Options{TempDir: t.TempDir()})
	var wg sync.WaitGroup
	for g := range 12 {
		wg.Go(func() {
			for k := range 8 {
				ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
				t1, _ := numbers("t1", 500+g, func(i int) int { return i % 7 })
				sql := "SELECT c1, count(*) FROM t1 GROUP BY c1 ORDER BY 2 DESC, 1"
				r, err := e.Query(ctx, &Query{Tables: []Table{t1}, SQL: sql})
				if err != nil {
					t.Error(err)
				} else if k%3 == 2 {
					_ = r.Next()
					r.Close()
				} else if got, err := readAll(r); err != nil || len(got) != 7 || !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "6 ") }) {
					t.Errorf("got %v, %v", got, err)
				}
				cancel()
			}
		})
	}
	wg.Wait()
	if n := len(e.idleConns()); n > maxIdle {
		t.Errorf("%d idle connections", n)
	}
}

// What is too long says where the bound comes from.
func TestTooLong(t *testing.T) {
	e := newEngine(t, Options{})
	_, err := query(t, e, "SELECT zeroblob(64 * 1024 * 1024 + 1)", nil)
	var limit *Error
	if !errors.As(err, &limit) || !strings.Contains(err.Error(), "more than the 67108864 bytes that engine_memory allows") {
		t.Errorf("got %v", err)
	}
}
