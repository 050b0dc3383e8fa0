package scale_test

import (
	"slices"
	"testing"
)

// A SELECT with an aggregate and no GROUP BY has one row, also where all that it
// comes to is NULL.
func TestAggregatesThatComeToNull(t *testing.T) {
	db, _ := openSample(t, small())
	for _, tc := range []struct {
		query string
		args  []any
		want  []string
	}{
		{"SELECT SUM(?) FROM people", []any{nil}, []string{"NULL"}},
		{"SELECT AVG(NULL), 1 FROM people", nil, []string{"NULL|1"}},
		{"SELECT SUM(Age) + NULL FROM people", nil, []string{"NULL"}},
		{"SELECT CONCAT(MAX(Age) + ?, 'x') FROM people", []any{nil}, []string{"NULL"}},
		{"SELECT COUNT(*) * NULL FROM people WHERE id = 999", nil, []string{"NULL"}},
		{"SELECT ROUND(NULL * COUNT(*)) FROM people ORDER BY COUNT(*)", nil, []string{"NULL"}},
		{"SELECT SUM(NULL) AS s FROM people HAVING s IS NULL", nil, []string{"NULL"}},
		{"SELECT SUM(NULL) AS s FROM people HAVING s > 0", nil, []string{}},
		{"SELECT TIMEDIFF(MAX(Vu), MAX(Naissance)) FROM people", nil, []string{"NULL"}},
		{"SELECT SUM(NULL) FROM people UNION ALL SELECT 5", nil, []string{"NULL", "5"}},
		{"SELECT SUM(NULL) FROM people GROUP BY Nom", nil, []string{"NULL", "NULL", "NULL"}},
		{"SELECT id FROM people WHERE EXISTS (SELECT SUM(NULL) FROM people p WHERE p.id = 0) ORDER BY id", nil, []string{"1", "2", "3"}},
		{"SELECT id, (SELECT COUNT(*) + IFNULL(NULL, 10) FROM people p WHERE p.id >= o.id) FROM people o ORDER BY id", nil, []string{"1|13", "2|12", "3|11"}},
	} {
		if got := rowsOf(t, db, tc.query, tc.args...); !slices.Equal(got, tc.want) {
			t.Errorf("%s: got %q, want %q", tc.query, got, tc.want)
		}
	}
}
