package residual

import "testing"

// What tells texts and decimals apart goes along with their values into DISTINCT,
// groups, orders, subqueries and unions.
func TestCollations(t *testing.T) {
	texts{
		{"SELECT DISTINCT name, d, BINARY name FROM a", "SELECT DISTINCT a1.c1 COLLATE my_ci AS d0, a1.c2 COLLATE my_decimal AS d1, a1.c1 COLLATE my_bin AS d2 FROM t1 AS a1"},
		{"SELECT BINARY name, COUNT(*) FROM a GROUP BY 1", "SELECT a1.c1 AS d0, count(*) AS d1 FROM t1 AS a1 GROUP BY a1.c1 COLLATE my_bin"},
		{"SELECT name COLLATE utf8mb4_bin FROM a ORDER BY 1", "SELECT a1.c1 AS d0 FROM t1 AS a1 ORDER BY a1.c1 COLLATE my_bin"},
		{"SELECT x.n FROM (SELECT BINARY name AS n FROM a) x WHERE x.n = 'y' ORDER BY n", "SELECT a1.d0 AS d0 FROM (SELECT a2.c1 AS d0 FROM t1 AS a2) AS a1 WHERE (a1.d0 COLLATE my_bin = 'y') ORDER BY a1.d0 COLLATE my_bin"},
		{"SELECT CASE WHEN k THEN name ELSE BINARY 'x' END AS c FROM a GROUP BY c", "SELECT (CASE WHEN a1.c1 THEN a1.c2 ELSE 'x' END) AS d0 FROM t1 AS a1 GROUP BY (CASE WHEN a1.c1 THEN a1.c2 ELSE 'x' END) COLLATE my_bin"},
		{"SELECT d, hour FROM a ORDER BY d, hour DESC", "SELECT a1.c1 AS d0, a1.c2 AS d1 FROM t1 AS a1 ORDER BY a1.c1 COLLATE my_decimal, a1.c2 COLLATE my_time DESC"},
		{"SELECT name FROM a UNION ALL SELECT BINARY name FROM b ORDER BY name LIMIT 3", "SELECT * FROM (SELECT d0 COLLATE my_bin AS d0 FROM (SELECT a1.c1 AS d0 FROM t1 AS a1) UNION ALL SELECT d0 COLLATE my_bin AS d0 FROM (SELECT a2.c1 AS d0 FROM t2 AS a2)) ORDER BY d0 COLLATE my_bin LIMIT 3"},
	}.check(t)
}

// With collation=binary all columns compare by their bytes.
func TestBinaryCollation(t *testing.T) {
	q, err := compileQuery(t, "SELECT DISTINCT name FROM a WHERE CONCAT(name, 'x') = 'y' AND name LIKE 'z%'", nil, func(e *Env) { e.BinaryCollation = true })
	if err != nil {
		t.Fatal(err)
	}
	if want := "SELECT DISTINCT a1.c1 COLLATE my_bin AS d0 FROM t1 AS a1 WHERE (my_concat(a1.c1, 'x') COLLATE my_bin = 'y') AND my_like_bin(a1.c1, 'z%', '\\')"; q.Body != want {
		t.Errorf("got %s", q.Body)
	}
}

// The columns of a UNION have a type for all parts, which these get once they are
// computed: a part that is a UNION or DISTINCT itself compares by its own types.
func TestUnions(t *testing.T) {
	texts{
		{"SELECT k FROM a UNION SELECT d FROM b", "SELECT CAST(d0 AS TEXT) COLLATE my_decimal AS d0 FROM (SELECT a1.c1 AS d0 FROM t1 AS a1) UNION SELECT d0 COLLATE my_decimal AS d0 FROM (SELECT a2.c1 AS d0 FROM t2 AS a2)"},
		{"SELECT DISTINCT d FROM a UNION ALL SELECT 'x'", "SELECT d0 COLLATE my_ci AS d0 FROM (SELECT DISTINCT a1.c1 COLLATE my_decimal AS d0 FROM t1 AS a1) UNION ALL SELECT d0 COLLATE my_ci AS d0 FROM (SELECT 'x' AS d0)"},
		{"(SELECT d FROM a UNION SELECT d FROM b) UNION ALL SELECT 'x'", "SELECT my_dpad(d0, 2) COLLATE my_ci AS d0 FROM (SELECT d0 COLLATE my_decimal AS d0 FROM (SELECT a1.c1 AS d0 FROM t1 AS a1) UNION SELECT d0 COLLATE my_decimal AS d0 FROM (SELECT a2.c1 AS d0 FROM t2 AS a2)) UNION ALL SELECT d0 COLLATE my_ci AS d0 FROM (SELECT 'x' AS d0)"},
		{"(SELECT k FROM a ORDER BY n LIMIT 1) UNION ALL (SELECT k FROM b ORDER BY n LIMIT 2)", "SELECT d0 AS d0 FROM (SELECT a1.c1 AS d0 FROM t1 AS a1 ORDER BY a1.c2 LIMIT 1) UNION ALL SELECT d0 AS d0 FROM (SELECT a2.c1 AS d0 FROM t2 AS a2 ORDER BY a2.c2 LIMIT 2)"},
		{"SELECT k FROM a UNION ALL SELECT k FROM b UNION SELECT k FROM c", "SELECT d0 AS d0 FROM (SELECT a1.c1 AS d0 FROM t1 AS a1) UNION ALL SELECT d0 AS d0 FROM (SELECT a2.c1 AS d0 FROM t2 AS a2) UNION SELECT d0 AS d0 FROM (SELECT a3.c1 AS d0 FROM t3 AS a3)"},
	}.check(t)
}

// A constant orders nothing, and is no column's place.
func TestConstantTerms(t *testing.T) {
	texts{
		{"SELECT 5 AS five FROM a GROUP BY five ORDER BY 1", "SELECT 5 AS d0 FROM t1 AS a1 GROUP BY ifnull(5, NULL) ORDER BY ifnull(5, NULL)"},
		{"SELECT k FROM a ORDER BY 1 DESC, 'x'", "SELECT a1.c1 AS d0 FROM t1 AS a1 ORDER BY a1.c1 DESC, ifnull('x', NULL) COLLATE my_ci"},
		{"SELECT k FROM a LIMIT 18446744073709551615 OFFSET 2", "SELECT a1.c1 AS d0 FROM t1 AS a1 LIMIT 9223372036854775807 OFFSET 2"},
	}.check(t)
}

// An outer join nests as it is written; comma joins bind less than JOIN.
func TestJoins(t *testing.T) {
	texts{
		{"SELECT 1 FROM a, b RIGHT JOIN c ON b.k = c.k", "SELECT 1 AS d0 FROM t1 AS a1 JOIN (t3 AS a3 LEFT JOIN t2 AS a2 ON (a2.c1 = a3.c1))"},
		{"SELECT 1 FROM a LEFT JOIN (b JOIN c ON b.k = c.k) ON a.k = b.n", "SELECT 1 AS d0 FROM t1 AS a1 LEFT JOIN (t2 AS a2 JOIN t3 AS a3 ON (a2.c1 = a3.c1)) ON (a1.c1 = a2.c2)"},
		{"SELECT 1 FROM a RIGHT JOIN (b LEFT JOIN c ON b.k = c.k) ON a.k = b.n", "SELECT 1 AS d0 FROM (t2 AS a2 LEFT JOIN t3 AS a3 ON (a2.c1 = a3.c1)) LEFT JOIN t1 AS a1 ON (a1.c1 = a2.c2)"},
		{"SELECT 1 FROM (a JOIN b ON a.k = b.k) RIGHT JOIN c ON b.k = c.k", "SELECT 1 AS d0 FROM t3 AS a3 LEFT JOIN (t1 AS a1 JOIN t2 AS a2 ON (a1.c1 = a2.c1)) ON (a2.c1 = a3.c1)"},
		{"SELECT a.name IS NULL FROM b LEFT JOIN a ON a.k = b.k", "SELECT (ifnull(a2.c1, '') = '') AS d0 FROM t1 AS a1 LEFT JOIN t2 AS a2 ON (a2.c2 = a1.c1)"},
	}.check(t)
}
