package residual

import (
	"strings"
	"testing"

	"github.com/xwb1989/sqlparser"
)

// pushed compiles a statement and shows what Push heard of each table: its alias
// and conditions, then what its rows are wanted for.
func pushed(t *testing.T, query string) string {
	t.Helper()
	var texts []string
	_, err := compileQuery(t, query, nil, func(e *Env) {
		e.Push = func(table *Table) error {
			text := table.Alias
			for _, cond := range table.Conds {
				text += " [" + sqlparser.String(cond.Expr) + "]"
			}
			switch {
			case table.Probe:
				text += " probe"
			case table.Whole != nil:
				text += " whole"
			case table.Extreme != nil && table.Most:
				text += " most " + table.Extreme.Name
			case table.Extreme != nil:
				text += " least " + table.Extreme.Name
			}
			texts = append(texts, text)
			return nil
		}
	})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return strings.Join(texts, "; ")
}

// A condition goes to the one table that it is about, if every row of that table
// which matters satisfies it.
func TestConditions(t *testing.T) {
	for _, test := range []struct{ query, want string }{
		{"SELECT 1 FROM a, b WHERE a.k = 1 AND (b.n = 2 AND ofb = 3) AND a.n = b.n", "a [a.k = 1]; b [b.n = 2] [ofb = 3]"},
		{"SELECT 1 FROM a, b WHERE a.k = 1 OR b.n = 2", "a; b"},
		{"SELECT 1 FROM a, b WHERE a.k = 1 OR a.n = 2", "a [a.k = 1 or a.n = 2]; b"},
		{"SELECT 1 FROM a, b WHERE 1 = 2 AND RAND() < 1", "a; b"},
		{"SELECT 1 FROM a JOIN b ON a.k = 1 AND b.k = 2", "a [a.k = 1]; b [b.k = 2]"},
		// Outer joins.
		{"SELECT 1 FROM a LEFT JOIN b ON a.k = 1 AND b.k = 2 WHERE a.n = 3 AND b.n <=> 4", "a [a.n = 3]; b [b.k = 2]"},
		{"SELECT 1 FROM a RIGHT JOIN b ON a.k = 1 AND b.k = 2 WHERE a.n <=> 3 AND b.n = 4", "a [a.k = 1]; b [b.n = 4]"},
		{"SELECT 1 FROM a LEFT JOIN b ON a.k = b.k WHERE b.k IS NULL", "a; b"},
		{"SELECT 1 FROM a LEFT JOIN (b JOIN c ON b.k = 1 AND c.k = 2) ON b.n = 3", "a; b; c"},
		{"SELECT 1 FROM a LEFT JOIN (b LEFT JOIN c ON b.k = 1 AND c.k = 2) ON b.n = 3 AND c.n = 4", "a; b; c [c.k = 2]"},
		{"SELECT 1 FROM (a LEFT JOIN b ON b.k = 1) RIGHT JOIN c ON a.k = 2 AND b.n = 3", "a; b [b.k = 1]; c"},
		{"SELECT 1 FROM (a JOIN b ON a.k = 1) LEFT JOIN c ON a.n = 2", "a [a.k = 1]; b; c"},
		{"SELECT 1 FROM a LEFT JOIN b ON 1 JOIN c ON b.k <=> 1 AND c.k = 2", "a; b; c [c.k = 2]"},
		// ... which are inner joins in effect where each row has a value of the filled side.
		{"SELECT 1 FROM a LEFT JOIN b ON a.k = 1 AND b.k = 2 WHERE a.n = 3 AND b.n = 4", "a [a.k = 1] [a.n = 3]; b [b.k = 2] [b.n = 4]"},
		{"SELECT 1 FROM a RIGHT JOIN b ON a.k = 1 AND b.k = 2 WHERE a.n = 3 AND b.n = 4", "a [a.k = 1] [a.n = 3]; b [b.k = 2] [b.n = 4]"},
		{"SELECT 1 FROM a LEFT JOIN b ON 1 JOIN c ON b.k = 1 AND c.k = 2", "a; b [b.k = 1]; c [c.k = 2]"},
		{"SELECT 1 FROM a LEFT JOIN b ON 1 LEFT JOIN c ON b.k = 1 AND c.k = 2", "a; b; c [c.k = 2]"},
		{"SELECT 1 FROM a LEFT JOIN b ON 1 LEFT JOIN c ON b.k = 1 AND c.k = 2 WHERE c.n = 3", "a; b [b.k = 1]; c [c.k = 2] [c.n = 3]"},
		{"SELECT 1 FROM a LEFT JOIN b ON 1 LEFT JOIN c ON c.k = 2 WHERE b.n = 3 AND c.n IS NULL", "a; b [b.n = 3]; c [c.k = 2]"},
		{"SELECT 1 FROM a LEFT JOIN (b JOIN c ON b.k = 1 AND c.k = 2) ON b.n = 3 WHERE c.n > 4", "a; b [b.k = 1] [b.n = 3]; c [c.k = 2] [c.n > 4]"},
		{"SELECT 1 FROM a LEFT JOIN (b LEFT JOIN c ON c.k = 2) ON b.n = 3 WHERE b.n > 4", "a; b [b.n = 3] [b.n > 4]; c [c.k = 2]"},
		{"SELECT 1 FROM a LEFT JOIN (b LEFT JOIN c ON b.k = 1) ON b.n = 3 WHERE c.n > 4", "a; b [b.k = 1] [b.n = 3]; c [c.n > 4]"},
		{"SELECT 1 FROM a LEFT JOIN (SELECT k FROM b) x ON a.k = 1 WHERE x.k = 2", "b whole; a [a.k = 1]"},
		{"SELECT 1 FROM a LEFT JOIN b USING (k) WHERE k = 1 AND b.n = 2", "a [k = 1]; b [b.n = 2]"},
		// USING.
		{"SELECT 1 FROM a LEFT JOIN b USING (k) WHERE k = 1", "a [k = 1]; b"},
		{"SELECT 1 FROM a RIGHT JOIN b USING (k) WHERE k = 1", "a; b [k = 1]"},
		// Subqueries have conditions of their own.
		{"SELECT 1 FROM a WHERE k = 1 AND n IN (SELECT n FROM b WHERE k = 2)", "a [k = 1]; b [k = 2]"},
		{"SELECT 1 FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.k = a.k AND ofa = 1 AND ofb = 2)", "a; b [ofb = 2]"},
		{"SELECT 1 FROM a WHERE (SELECT MAX(k) FROM b) = a.k", "a; b most k"},
		{"SELECT 1 FROM (SELECT k FROM a WHERE n = 1 LIMIT 5) x WHERE x.k = 2", "a [n = 1] whole"},
		// Those about plain columns of a derived table go into it, if it has a row for each
		// of its own.
		{"SELECT 1 FROM (SELECT k FROM a WHERE n = 1) x WHERE x.k = 2", "a [n = 1] [k = 2] whole"},
		{"SELECT 1 FROM (SELECT a.n AS k, k AS n FROM a) x WHERE k = 2 AND X.n IN (3, 4)", "a [a.n = 2] [k in (3, 4)] whole"},
		{"SELECT 1 FROM (SELECT * FROM a) x WHERE x.k = 2 OR NOT ofa = 3", "a [k = 2 or not ofa = 3] whole"},
		{"SELECT 1 FROM (SELECT * FROM (SELECT k AS z FROM a) y) x WHERE z = 2", "a [k = 2] whole"},
		{"SELECT 1 FROM (SELECT a.k, b.n FROM a LEFT JOIN b ON a.k = b.k) x WHERE k = 2 AND n = 3", "a [a.k = 2]; b [b.n = 3]"},
		{"SELECT 1 FROM (SELECT k FROM a) x, b WHERE x.k = 2 AND b.k = 3 AND x.k = b.n", "a [k = 2] whole; b [b.k = 3]"},
		{"SELECT 1 FROM (SELECT k FROM a) x LEFT JOIN b ON 1 WHERE x.k = 2", "a [k = 2] whole; b"},
		{"SELECT 1 FROM (SELECT k, name FROM a ORDER BY n) x WHERE YEAR(NOW()) > x.k AND UPPER(name) LIKE 'A%'", "a [year(now()) > k] [upper(name) like 'A%'] whole"},
		{"SELECT 1 FROM (SELECT k FROM a) x LEFT JOIN b ON 1 WHERE b.k = 2", "a whole; b [b.k = 2]"},
		{"SELECT 1 FROM b LEFT JOIN (SELECT k FROM a) x ON 1 WHERE x.k = 2", "a whole; b"},
		{"SELECT 1 FROM (SELECT k FROM a) x RIGHT JOIN b ON 1 WHERE x.k = 2", "a whole; b"},
		{"SELECT 1 FROM (SELECT k + 1 AS k FROM a) x WHERE x.k = 2", "a whole"},
		{"SELECT 1 FROM (SELECT DISTINCT k FROM a) x WHERE x.k = 2", "a"},
		{"SELECT 1 FROM (SELECT k FROM a GROUP BY k) x WHERE x.k = 2", "a"},
		{"SELECT 1 FROM (SELECT k, MAX(n) FROM a) x WHERE x.k = 2", "a"},
		{"SELECT 1 FROM (SELECT k FROM a HAVING k > 1) x WHERE x.k = 2", "a"},
		{"SELECT 1 FROM (SELECT k FROM a UNION SELECT k FROM b) x WHERE x.k = 2", "a whole; b whole"},
		{"SELECT 1 FROM (SELECT k FROM a) x WHERE x.k > RAND()", "a whole"},
		{"SELECT 1 FROM (SELECT k FROM a) x WHERE x.k IN (SELECT k FROM b)", "a whole; b"},
		{"SELECT 1 FROM (SELECT k FROM a) x WHERE 1 = 0", "a whole"},
		{"SELECT 1 FROM b WHERE EXISTS (SELECT 1 FROM (SELECT * FROM a) x WHERE k = 1 AND ofb = 2)", "b; a [k = 1] whole"},
		{"SELECT 1 FROM b WHERE EXISTS (SELECT 1 FROM (SELECT k FROM a) x WHERE b.k = 1 AND x.k = b.n)", "b; a whole"},
		{"SELECT k FROM a WHERE n = 1 UNION SELECT k FROM b WHERE n = 2", "a [n = 1] whole; b [n = 2] whole"},
		// Groups.
		{"SELECT k FROM a WHERE n = 1 GROUP BY k HAVING k = 2", "a [n = 1]"},
		{"SELECT k FROM a WHERE n = 1 HAVING k = 2", "a [n = 1]"},
	} {
		if got := pushed(t, test.query); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.query, got, test.want)
		}
	}
}

// What is wanted of a table's rows is all of them, in an order, some, the least
// of a column, or just whether there is one.
func TestPurpose(t *testing.T) {
	for _, test := range []struct{ query, want string }{
		{"SELECT UPPER(name) FROM a WHERE k = 1 ORDER BY n LIMIT 3", "a [k = 1] whole"},
		{"SELECT DISTINCT name FROM a", "a"},
		{"SELECT name FROM a GROUP BY name", "a"},
		{"SELECT COUNT(*) FROM a", "a"},
		{"SELECT k FROM a ORDER BY COUNT(*)", "a"},
		{"SELECT k FROM a HAVING k = 1", "a"},
		{"SELECT k FROM a WHERE k = (SELECT 1)", "a"},
		{"SELECT a.k FROM a JOIN b LIMIT 1", "a; b"},
		{"SELECT k FROM a UNION SELECT k FROM b LIMIT 3", "a whole; b whole"},
		// MIN and MAX.
		{"SELECT MIN(k) FROM a WHERE n = 1", "a [n = 1] least k"},
		{"SELECT MAX(DISTINCT k) AS m FROM a LIMIT 1", "a most k"},
		{"SELECT (SELECT MAX(b.k) FROM b) FROM a", "a whole; b most k"},
		{"SELECT x.m FROM (SELECT MAX(k) AS m FROM a) x", "a most k"},
		{"SELECT MAX(k) FROM a UNION SELECT MIN(k) FROM b", "a most k; b least k"},
		{"SELECT MAX(k), MIN(k) FROM a", "a"},
		{"SELECT MAX(k) + 1 FROM a", "a"},
		{"SELECT MAX(k + 1) FROM a", "a"},
		{"SELECT MAX(k) FROM a GROUP BY n", "a"},
		{"SELECT MAX(k) FROM a HAVING COUNT(*) > 1", "a"},
		{"SELECT MAX(a.k) FROM a, b", "a; b"},
		{"SELECT (SELECT MAX(b.k) FROM b WHERE b.n = a.n) FROM a", "a whole; b"},
		{"SELECT (SELECT MAX(b.k + a.k) FROM b) FROM a", "a whole; b"},
		// EXISTS.
		{"SELECT EXISTS (SELECT 1 FROM a WHERE k = 1)", "a [k = 1] probe"},
		{"SELECT NOT EXISTS ((SELECT * FROM a ORDER BY k))", "a probe"},
		{"SELECT EXISTS (SELECT 1 FROM a LIMIT 0)", "a"},
		{"SELECT EXISTS (SELECT 1 FROM a LIMIT 1 OFFSET 5)", "a"},
		{"SELECT EXISTS (SELECT COUNT(*) FROM a)", "a"},
		{"SELECT EXISTS (SELECT MAX(k) FROM a)", "a most k"},
		{"SELECT EXISTS (SELECT k FROM a GROUP BY k)", "a"},
		{"SELECT EXISTS (SELECT k FROM a HAVING k = 1)", "a"},
		{"SELECT EXISTS (SELECT DISTINCT k FROM a)", "a"},
		{"SELECT EXISTS (SELECT 1 FROM a UNION ALL SELECT 1 FROM b LIMIT 1 OFFSET 1)", "a; b"},
		{"SELECT EXISTS (SELECT 1 FROM (SELECT k FROM a) x)", "a whole"},
		{"SELECT EXISTS (SELECT 1 FROM a, b)", "a; b"},
		{"SELECT EXISTS (SELECT 1 FROM a WHERE k IN (SELECT k FROM b))", "a; b"},
		{"SELECT EXISTS (SELECT (SELECT k FROM b LIMIT 1) FROM a)", "a probe; b"},
		{"SELECT 1 FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.k = a.k)", "a; b"},
	} {
		if got := pushed(t, test.query); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.query, got, test.want)
		}
	}
}

// A condition that the API answers is left out, of ON too.
func TestAnswered(t *testing.T) {
	for _, test := range []struct{ query, want string }{
		{"SELECT 1 FROM a WHERE k = 1", "SELECT 1 AS d0 FROM t1 AS a1"},
		{"SELECT 1 FROM a WHERE k = 1 AND n = k", "SELECT 1 AS d0 FROM t1 AS a1"},
		{"SELECT 1 FROM a, b WHERE a.k = 1 AND b.k = 2 AND a.n = b.n", "SELECT 1 AS d0 FROM t1 AS a1 JOIN t2 AS a2 WHERE (a1.c1 = a2.c1)"},
		{"SELECT 1 FROM a LEFT JOIN b ON b.k = 1", "SELECT 1 AS d0 FROM t1 AS a1 LEFT JOIN t2 AS a2 ON 1"},
		{"SELECT 1 FROM a LEFT JOIN b ON a.k = 1", "SELECT 1 AS d0 FROM t1 AS a1 LEFT JOIN t2 AS a2 ON (a1.c1 = 1)"},
		{"SELECT 1 FROM a LEFT JOIN b ON b.k = 1 WHERE b.n <=> 2", "SELECT 1 AS d0 FROM t1 AS a1 LEFT JOIN t2 AS a2 ON 1 WHERE (a2.c1 IS 2)"},
		{"SELECT 1 FROM a LEFT JOIN b ON b.k = 1 WHERE b.n = 2", "SELECT 1 AS d0 FROM t1 AS a1 JOIN t2 AS a2"},
		{"SELECT 1 FROM a RIGHT JOIN b ON a.k = 1 WHERE a.n = b.n", "SELECT 1 AS d0 FROM t1 AS a1 JOIN t2 AS a2 WHERE (a1.c1 = a2.c1)"},
		{"SELECT k FROM a WHERE n = 1 HAVING k = 2", "SELECT a1.c1 AS d0 FROM t1 AS a1 WHERE (a1.c1 = 2)"},
	} {
		q, err := compileQuery(t, test.query, nil, func(e *Env) {
			e.Push = func(table *Table) error {
				for _, cond := range table.Conds {
					cond.Answered = true
				}
				return nil
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		if q.Body != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.query, q.Body, test.want)
		}
	}
}
