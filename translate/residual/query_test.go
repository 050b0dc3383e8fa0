package residual

import "testing"

// A table is read as it comes only if nothing makes SQLite read it again.
func TestTables(t *testing.T) {
	const scanned = "WITH t1 AS MATERIALIZED (SELECT c0 FROM s1) "
	for _, test := range []struct{ query, want string }{
		{"SELECT id FROM a", "SELECT a1.c0 AS d0 FROM t1 AS a1"},
		{"SELECT x.id FROM (SELECT id FROM a) x", "SELECT a1.d0 AS d0 FROM (SELECT a2.c0 AS d0 FROM t1 AS a2) AS a1"},
		{"SELECT x.id FROM (SELECT id FROM a) x, (SELECT 1) y", scanned + "SELECT a1.d0 AS d0 FROM (SELECT a2.c0 AS d0 FROM t1 AS a2) AS a1 JOIN (SELECT 1 AS d0) AS a3"},
		{"SELECT (SELECT MAX(id) FROM a)", scanned + "SELECT (SELECT max(a1.c0) AS d0 FROM t1 AS a1) AS d0"},
		{"SELECT 1 WHERE EXISTS (SELECT 1 FROM (SELECT id FROM a) x)", scanned + "SELECT 1 AS d0 WHERE EXISTS (SELECT 1 AS d0 FROM (SELECT a2.c0 AS d0 FROM t1 AS a2) AS a1)"},
		{"SELECT a.id FROM a JOIN b ON a.id = b.k", "WITH t1 AS MATERIALIZED (SELECT c0 FROM s1), t2 AS MATERIALIZED (SELECT c0, c1 FROM s2) SELECT a1.c0 AS d0 FROM t1 AS a1 JOIN t2 AS a2 ON (a1.c0 = a2.c1)"},
		{"SELECT 1", "SELECT 1 AS d0"},
	} {
		if got := compiled(t, test.query).SQL(nil); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.query, got, test.want)
		}
	}
}

// A table that has been stored is not read again.
func TestStoredTables(t *testing.T) {
	q := compiled(t, "SELECT a.id FROM a JOIN b ON a.id = b.k")
	got := q.SQL(map[*Table]bool{q.Tables[0]: true})
	if want := "WITH t2 AS MATERIALIZED (SELECT c0, c1 FROM s2) SELECT a1.c0 AS d0 FROM t1 AS a1 JOIN t2 AS a2 ON (a1.c0 = a2.c1)"; got != want {
		t.Errorf("got %s", got)
	}
	got = q.SQL(map[*Table]bool{q.Tables[0]: true, q.Tables[1]: true})
	if want := "SELECT a1.c0 AS d0 FROM t1 AS a1 JOIN t2 AS a2 ON (a1.c0 = a2.c1)"; got != want {
		t.Errorf("got %s", got)
	}
}
