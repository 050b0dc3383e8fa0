package scale_test

import (
	"slices"
	"strings"
	"testing"
)

// ALL holds of no values and ANY doesn't; a NULL leaves open what no other value
// decides. The expected values are those of MySQL.
func TestAllAndAny(t *testing.T) {
	db, _ := openSample(t)
	for _, test := range []struct{ expr, want string }{
		{"1 > ALL (SELECT id FROM contact WHERE id = 0)", "1"},
		{"NULL = ALL (SELECT id FROM contact WHERE id = 0)", "1"},
		{"1 > ANY (SELECT id FROM contact WHERE id = 0)", "0"},
		{"NULL <> SOME (SELECT id FROM contact WHERE id = 0)", "0"},
		{"5 > ALL (SELECT 1 UNION SELECT 3)", "1"},
		{"5 > ALL (SELECT 1 UNION SELECT NULL)", "NULL"},
		{"5 > ALL (SELECT 7 UNION SELECT NULL)", "0"},
		{"5 > ALL (SELECT MAX(id) FROM contact WHERE id = 0)", "NULL"},
		{"NULL > ALL (SELECT 1)", "NULL"},
		{"5 > ANY (SELECT 1 UNION SELECT 7)", "1"},
		{"5 > ANY (SELECT 7 UNION SELECT NULL)", "NULL"},
		{"5 <= SOME (SELECT 1 UNION SELECT 4)", "0"},
		{"5 = ALL (SELECT 5 UNION ALL SELECT 5)", "1"},
		{"5 = ALL (SELECT 5 UNION SELECT 6)", "0"},
		{"5 <> ANY (SELECT 5 UNION SELECT NULL)", "NULL"},
		{"5 != ANY (SELECT 5 UNION SELECT 6)", "1"},
		{"'É' = ALL (SELECT 'e')", "1"},
		{"BINARY 'É' = ALL (SELECT 'e')", "0"},
		{"10.50 <= ALL (SELECT '10.5')", "1"},
		{"DATE '2024-02-29' > ALL (SELECT '2024-2-28')", "1"},
		{"COUNT(*) > ALL (SELECT 0)", "1"},
		{"(COUNT(*), 2) NOT IN (SELECT 1, 2)", "0"},
		{"(COUNT(*), NULL) NOT IN (SELECT 1, 2)", "NULL"},
	} {
		rows, err := tryRows(soon(t), db, "SELECT "+test.expr)
		if got := strings.Join(rows, " "); err != nil || got != test.want {
			t.Errorf("%s: got %s, %v, want %s", test.expr, got, err, test.want)
		}
	}
	for query, want := range map[string]string{
		"SELECT Pays, COUNT(*) AS n FROM contact GROUP BY Pays HAVING n >= ALL (SELECT COUNT(*) FROM contact GROUP BY Pays)":                  "SELECT Pays, COUNT(*) FROM contact GROUP BY Pays ORDER BY COUNT(*) DESC LIMIT 1",
		"SELECT id FROM products p WHERE price >= ALL (SELECT q.price FROM products q WHERE q.category = p.category AND q.price IS NOT NULL)": "SELECT p.id FROM products p JOIN (SELECT category, MAX(price) AS m FROM products GROUP BY category) q ON q.category = p.category AND q.m = p.price",
	} {
		got, err := tryRows(soon(t), db, query)
		expected, err2 := tryRows(soon(t), db, want)
		slices.Sort(got)
		slices.Sort(expected)
		if err != nil || err2 != nil || len(expected) == 0 || !slices.Equal(got, expected) {
			t.Errorf("%s: got %v, %v, want %v, %v", query, got, err, expected, err2)
		}
	}
}

// Rows compare by the first values that differ, and are NULL only if a NULL
// decides. The expected values are those of MySQL.
func TestRowsWithSubqueries(t *testing.T) {
	db, _ := openSample(t)
	for _, test := range []struct{ expr, want string }{
		{"(1, 2) IN (SELECT 1, 2)", "1"},
		{"(1, NULL) IN (SELECT 1, 2)", "NULL"},
		{"(1, NULL) IN (SELECT 2, 2)", "0"},
		{"(1, NULL) NOT IN (SELECT 2, 2)", "1"},
		{"(3, 2) NOT IN (SELECT 1, NULL UNION SELECT 4, 2)", "1"},
		{"(3, 2) NOT IN (SELECT 1, NULL UNION SELECT 3, NULL)", "NULL"},
		{"(NULL, NULL) IN (SELECT id, id FROM contact WHERE id = 0)", "0"},
		{"('A', '1.5') IN (SELECT 'á', 1.50)", "1"},
		{"(1, 2) = ANY (SELECT 1, 2)", "1"},
		{"(1, 2) <> ALL (SELECT 1, NULL)", "NULL"},
		{"(1, 2) = (SELECT 1, 2)", "1"},
		{"(1, NULL) <> (SELECT 2, 2)", "1"},
		{"(1, 2) = (SELECT id, id FROM contact WHERE id = 0)", "NULL"},
		{"(1, NULL) <=> (SELECT 1, NULL)", "1"},
		{"(SELECT 1, 2) < (1, 3)", "1"},
		{"(1, NULL) < (SELECT 2, 0)", "1"},
		{"(1, NULL) < (SELECT 1, 0)", "NULL"},
		{"(1, 'b') >= (1, 'B')", "1"},
		{"('10', 1) > (9, 1)", "1"},
		{"(NULL, 1) <=> (NULL, 1)", "1"},
		{"(SELECT COUNT(*) FROM contact WHERE (id, Nom) NOT IN (SELECT id, Nom FROM contact))", "0"},
		{"(SELECT COUNT(*) FROM contact c WHERE (id, Pays) IN (SELECT MIN(id), Pays FROM contact d WHERE d.Pays = c.Pays)) = (SELECT COUNT(DISTINCT Pays) FROM contact)", "1"},
	} {
		rows, err := tryRows(soon(t), db, "SELECT "+test.expr)
		if got := strings.Join(rows, " "); err != nil || got != test.want {
			t.Errorf("%s: got %s, %v, want %s", test.expr, got, err, test.want)
		}
	}
	_, err := tryRows(soon(t), db, "SELECT (1, 2) = (SELECT id, stock FROM products)")
	if err == nil || !strings.Contains(err.Error(), "a subquery that stands for a row has more than 1 row") {
		t.Errorf("several rows: got %v", err)
	}
}
