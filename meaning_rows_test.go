package scale_test

import (
	"strings"
	"testing"
)

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
