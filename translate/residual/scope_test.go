package residual

import (
	"strings"
	"testing"
)

// texts are statements with the text that is written for SQLite.
type texts []struct{ query, want string }

func (list texts) check(t *testing.T) {
	t.Helper()
	for _, test := range list {
		if got := compiled(t, test.query).Body; got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.query, got, test.want)
		}
	}
}

// A name is a column's or a label of the select list by the clause that it is in.
func TestNames(t *testing.T) {
	texts{
		// WHERE and the select list know columns only.
		{"SELECT -k AS n FROM a WHERE n > 1", "SELECT my_ineg(a1.c1) AS d0 FROM t1 AS a1 WHERE (a1.c2 > 1)"},
		// GROUP BY: columns first.
		{"SELECT -k AS n FROM a GROUP BY n", "SELECT my_ineg(a1.c1) AS d0 FROM t1 AS a1 GROUP BY a1.c2"},
		{"SELECT -k AS x FROM a GROUP BY x", "SELECT my_ineg(a1.c1) AS d0 FROM t1 AS a1 GROUP BY my_ineg(a1.c1)"},
		{"SELECT a.k, 1 FROM a JOIN b GROUP BY k", "SELECT a1.c1 AS d0, 1 AS d1 FROM t1 AS a1 JOIN t2 AS a2 GROUP BY a1.c1"},
		// HAVING: columns of GROUP BY, labels, other columns; within an aggregate columns first.
		{"SELECT COUNT(*) AS n FROM a GROUP BY k HAVING n > 1", "SELECT count(*) AS d0 FROM t1 AS a1 GROUP BY a1.c1 HAVING (count(*) > 1)"},
		{"SELECT -n AS n FROM a GROUP BY n HAVING n > 1", "SELECT my_ineg(a1.c1) AS d0 FROM t1 AS a1 GROUP BY a1.c1 HAVING (a1.c1 > 1)"},
		{"SELECT -n AS n FROM a GROUP BY a.n HAVING n > 1", "SELECT my_ineg(a1.c1) AS d0 FROM t1 AS a1 GROUP BY a1.c1 HAVING (a1.c1 > 1)"},
		{"SELECT -n AS x FROM a GROUP BY x HAVING x > 1", "SELECT my_ineg(a1.c1) AS d0 FROM t1 AS a1 GROUP BY my_ineg(a1.c1) HAVING (my_ineg(a1.c1) > 1)"},
		{"SELECT COUNT(*) AS n FROM a GROUP BY k HAVING MAX(n) > n", "SELECT count(*) AS d0 FROM t1 AS a1 GROUP BY a1.c1 HAVING (max(a1.c2) > count(*))"},
		{"SELECT COUNT(*) AS n FROM a GROUP BY k HAVING a.n > 1", "SELECT count(*) AS d0 FROM t1 AS a1 GROUP BY a1.c1 HAVING (a1.c2 > 1)"},
		{"SELECT -n AS n FROM a WHERE k = 1 HAVING n > 1", "SELECT my_ineg(a1.c1) AS d0 FROM t1 AS a1 WHERE (a1.c2 = 1) AND (my_ineg(a1.c1) > 1)"},
		{"SELECT -n AS n FROM a HAVING n > 1", "SELECT my_ineg(a1.c1) AS d0 FROM t1 AS a1 WHERE (my_ineg(a1.c1) > 1)"},
		// ORDER BY: a label by itself, else columns first.
		{"SELECT -k AS n FROM a ORDER BY n", "SELECT my_ineg(a1.c1) AS d0 FROM t1 AS a1 ORDER BY my_ineg(a1.c1)"},
		{"SELECT -k AS n FROM a ORDER BY (n) DESC", "SELECT my_ineg(a1.c1) AS d0 FROM t1 AS a1 ORDER BY my_ineg(a1.c1) DESC"},
		{"SELECT -k AS n FROM a ORDER BY a.n", "SELECT my_ineg(a1.c1) AS d0 FROM t1 AS a1 ORDER BY a1.c2"},
		{"SELECT -k AS n FROM a ORDER BY n + 1", "SELECT my_ineg(a1.c1) AS d0 FROM t1 AS a1 ORDER BY my_iadd(a1.c2, 1)"},
		{"SELECT -k AS x FROM a ORDER BY x + 1", "SELECT my_ineg(a1.c1) AS d0 FROM t1 AS a1 ORDER BY my_iadd(my_ineg(a1.c1), 1)"},
		{"SELECT COUNT(*) AS n FROM a GROUP BY k ORDER BY MAX(n)", "SELECT count(*) AS d0 FROM t1 AS a1 GROUP BY a1.c1 ORDER BY max(a1.c2)"},
		{"SELECT a.k FROM a JOIN b ORDER BY k", "SELECT a1.c1 AS d0 FROM t1 AS a1 JOIN t2 AS a2 ORDER BY a1.c1"},
		// Subqueries see the SELECT around them behind their own columns.
		{"SELECT (SELECT n FROM b WHERE ofa = 1 LIMIT 1) FROM a", "SELECT (SELECT a2.c1 AS d0 FROM t2 AS a2 WHERE (a1.c1 = 1) LIMIT 1) AS d0 FROM t1 AS a1"},
		{"SELECT 1 FROM a WHERE EXISTS (SELECT 1 FROM b WHERE EXISTS (SELECT 1 FROM c WHERE ofa = ofb AND n = a.n))",
			"SELECT 1 AS d0 FROM t1 AS a1 WHERE EXISTS (SELECT 1 AS d0 FROM t2 AS a2 WHERE EXISTS (SELECT 1 AS d0 FROM t3 AS a3 WHERE (a1.c1 = a2.c1) AND (a3.c1 = a1.c2)))"},
		// ON knows the tables of its join.
		{"SELECT 1 FROM a JOIN b ON ofa = ofb JOIN c ON c.k = 1", "SELECT 1 AS d0 FROM t1 AS a1 JOIN t2 AS a2 ON (a1.c1 = a2.c1) JOIN t3 AS a3 ON (a3.c1 = 1)"},
		{"SELECT 1 FROM (SELECT k FROM a) x JOIN b ON x.k = n JOIN c ON c.n = ofb",
			"SELECT 1 AS d0 FROM (SELECT a2.c1 AS d0 FROM t1 AS a2) AS a1 JOIN t2 AS a3 ON (a1.d0 = a3.c1) JOIN t3 AS a4 ON (a4.c1 = a3.c2)"},
	}.check(t)
}

// USING makes one column of two: that of the side that has no NULLs made.
func TestUsing(t *testing.T) {
	texts{
		{"SELECT k FROM a JOIN b USING (k)", "SELECT a1.c1 AS d0 FROM t1 AS a1 JOIN t2 AS a2 ON (a1.c1 = a2.c1)"},
		{"SELECT k FROM a LEFT JOIN b USING (k)", "SELECT a1.c1 AS d0 FROM t1 AS a1 LEFT JOIN t2 AS a2 ON (a1.c1 = a2.c1)"},
		{"SELECT k, a.k FROM a RIGHT JOIN b USING (k)", "SELECT a2.c1 AS d0, a1.c1 AS d1 FROM t2 AS a2 LEFT JOIN t1 AS a1 ON (a1.c1 = a2.c1)"},
		{"SELECT k FROM a JOIN b USING (k) JOIN c USING (k)", "SELECT a1.c1 AS d0 FROM t1 AS a1 JOIN t2 AS a2 ON (a1.c1 = a2.c1) JOIN t3 AS a3 ON (a1.c1 = a3.c1)"},
		{"SELECT k FROM a RIGHT JOIN b USING (k) JOIN c USING (k)", "SELECT a2.c1 AS d0 FROM t2 AS a2 LEFT JOIN t1 AS a1 ON (a1.c1 = a2.c1) JOIN t3 AS a3 ON (a2.c1 = a3.c1)"},
		{"SELECT k FROM a JOIN (b JOIN c USING (k)) USING (k)", "SELECT a1.c1 AS d0 FROM t1 AS a1 JOIN (t2 AS a2 JOIN t3 AS a3 ON (a2.c1 = a3.c1)) ON (a1.c1 = a2.c1)"},
		{"SELECT x FROM a NATURAL JOIN (SELECT k, 1 x FROM b) y", "SELECT a2.d1 AS d0 FROM t1 AS a1 JOIN (SELECT a3.c1 AS d0, 1 AS d1 FROM t2 AS a3) AS a2 ON (a1.c1 = a2.d0)"},
	}.check(t)
}

// The columns of * come in MySQL's order, those of USING once and first.
func TestStar(t *testing.T) {
	const p, q = "(SELECT 1 x, 2 k, 3 n) p", "(SELECT 4 y, 5 n, 6 k) q"
	for _, test := range []struct{ list, from, want string }{
		{"*", p + " JOIN " + q, "x k n y n k"},
		{"p.*", p + " JOIN " + q, "x k n"},
		{"q.*, p.*", p + " JOIN " + q, "y n k x k n"},
		{"*", p + " JOIN " + q + " USING (k)", "k x n y n"},
		{"*", p + " JOIN " + q + " USING (n, k)", "k n x y"},
		{"*", p + " LEFT JOIN " + q + " USING (n, k)", "k n x y"},
		{"*", p + " RIGHT JOIN " + q + " USING (n, k)", "n k y x"},
		{"*", p + " RIGHT JOIN " + q + " ON 1", "x k n y n k"},
		{"*", p + " NATURAL JOIN " + q, "k n x y"},
		{"*", p + " NATURAL JOIN " + q + ", (SELECT 7 k) r", "k n x y k"},
		{"*", p + " NATURAL JOIN " + q + " JOIN (SELECT 7 k) r USING (k)", "k n x y"},
		{"p.*, k", p + " JOIN " + q + " USING (k)", "x k n k"},
		{"*", "(SELECT k, n FROM a UNION SELECT 1, 2) u", "k n"},
	} {
		query := "SELECT " + test.list + " FROM " + test.from
		var labels []string
		for _, o := range compiled(t, query).Outputs {
			labels = append(labels, o.Label)
		}
		if got := strings.Join(labels, " "); got != test.want {
			t.Errorf("%s: got %s, want %s", query, got, test.want)
		}
	}
}

// One row is made of all rows by an aggregate in any clause, which SQLite looks
// for in the select list only.
func TestOneGroup(t *testing.T) {
	texts{
		{"SELECT 1 FROM a HAVING COUNT(*) > 1", "SELECT d0 FROM (SELECT 1 AS d0, count(*) FROM t1 AS a1 HAVING (count(*) > 1))"},
		{"SELECT 1 FROM a ORDER BY COUNT(*)", "SELECT d0 FROM (SELECT 1 AS d0, count(*) FROM t1 AS a1 ORDER BY ifnull(count(*), NULL))"},
		{"SELECT MAX(k) FROM a HAVING COUNT(*) > 1", "SELECT max(a1.c1) AS d0 FROM t1 AS a1 HAVING (count(*) > 1)"},
		{"SELECT 1 FROM a GROUP BY k HAVING COUNT(*) > 1", "SELECT 1 AS d0 FROM t1 AS a1 GROUP BY a1.c1 HAVING (count(*) > 1)"},
	}.check(t)
}

// What MySQL refuses is refused, and not given a meaning.
func TestErrors(t *testing.T) {
	for _, test := range []struct{ query, want string }{
		{"SELECT x FROM a", `unknown column "x"`},
		{"SELECT k FROM a, b", `column "k" is ambiguous: both "a" and "b" have it`},
		{"SELECT b.k FROM a", `unknown column "b.k"`},
		{"SELECT k FROM a JOIN b ON 1 ORDER BY k", "ambiguous"},
		{"SELECT a.k, b.k FROM a JOIN b ORDER BY k", "ambiguous: the select list has two"},
		{"SELECT a.k FROM a JOIN b ON c.k = 1 JOIN c ON 1", `ON: unknown column "c.k"`},
		{"SELECT a.k FROM a, b JOIN c ON a.k = c.k", `ON: unknown column "a.k"`},
		{"SELECT 1 FROM a JOIN b USING (x)", "USING (x): each side"},
		{"SELECT 1 FROM a JOIN b JOIN c USING (k)", "USING (k): each side of the join must have one column"},
		{"SELECT 1 FROM a x, b x", `not unique table or alias "x"`},
		{"SELECT x.* FROM a", "x.*: no such table in FROM"},
		{"SELECT *", "SELECT * without FROM"},
		{"SELECT 1 FROM (SELECT a.k, b.K FROM a JOIN b) x", `duplicate column name "K"`},
		{"SELECT 1 FROM a WHERE COUNT(*) > 1", "invalid use of an aggregate"},
		{"SELECT MAX(COUNT(*)) FROM a", "invalid use of an aggregate"},
		{"SELECT (SELECT MAX(a.k) FROM b) FROM a", "an aggregate in a subquery over columns of the SELECT around it: a.k"},
		{"SELECT (SELECT GROUP_CONCAT(a.name) FROM b) FROM a", "an aggregate in a subquery over columns"},
		{"SELECT k, COUNT(*) AS m FROM a GROUP BY k HAVING (SELECT m) = 1", "a subquery that names m, an aggregate of the SELECT around it"},
		{"SELECT k, COUNT(*) AS m FROM a GROUP BY k ORDER BY (SELECT MAX(b.k) FROM b WHERE b.n = m)", "a subquery that names m, an aggregate"},
		{"SELECT k FROM a GROUP BY 2", "the select list has 1 columns"},
		{"SELECT k FROM a ORDER BY 0", "the select list has 1 columns"},
		{"SELECT k FROM a UNION SELECT 1, 2", "different numbers of columns: 1 and 2"},
		{"SELECT k FROM a UNION SELECT 1 ORDER BY nosuch", "the order of a UNION is by its columns"},
		{"SELECT k FROM a UNION SELECT 1 ORDER BY MAX(k)", "not of an aggregate: max(k)"},
		{"SELECT k FROM a UNION SELECT 1 ORDER BY nosuch + 1", `unknown column "nosuch"`},
		{"SELECT 1 FROM a WHERE k IN (SELECT 1, 2)", "must have 1 column, not 2"},
		{"SELECT (SELECT 1, 2)", "must have 1 column, not 2"},
		{"SELECT (k, n) IN (SELECT 1, 2, 3) FROM a", "a row of 2 values is compared with a SELECT that must have as many columns, not 3"},
		{"SELECT (k, n) = (SELECT 1) FROM a", "must have as many columns, not 1"},
		{"SELECT (k, n) = (1, 2, 3) FROM a", "a row of 2 values can't be compared with one of 3"},
		{"SELECT k < (1, 2) FROM a", "a row of 2 values can't be compared with one of 1"},
		{"SELECT (k, n) LIKE (1, 2) FROM a", "unsupported SQL"},
		{"SELECT (k, n) + (1, 2) FROM a", "unsupported SQL"},
		{"SELECT (SELECT k FROM (SELECT a.k) x) FROM a", `unknown column "a.k"`},
		{"SELECT GET_FORMAT(DATE, name) FROM a", "GET_FORMAT of a standard that is no literal"},
		{"SELECT NO_SUCH(k) FROM a", "function NO_SUCH"},
		{"SELECT UPPER(k, n) FROM a", "function UPPER takes 1 arguments, not 2"},
		{"SELECT UPPER(DISTINCT k) FROM a", "DISTINCT is for aggregates"},
		{"SELECT hour > day FROM a", "a TIME is compared with a DATE"},
		{"SELECT name LIKE 'x' ESCAPE 'ab' FROM a", "must be one character"},
	} {
		_, err := compileQuery(t, test.query, nil)
		if err == nil {
			t.Errorf("%s: no error, want %s", test.query, test.want)
		} else if !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s:\n got %v\nwant %s", test.query, err, test.want)
		}
	}
}
