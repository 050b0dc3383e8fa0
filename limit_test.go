package scale_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
)

// A number of rows is the same whatever its Go type, and whoever counts them: the
// API, the engine, or an UPDATE.
func TestNumbersOfRows(t *testing.T) {
	for _, two := range []any{2, uint64(2), 2.0, decimal.NewFromInt(2), decimal.RequireFromString("2.00")} {
		db, _ := openSample(t, small())
		for query, want := range map[string][]string{
			"SELECT id FROM people ORDER BY id LIMIT ?":                   {"1", "2"},
			"SELECT id + 0 FROM people ORDER BY id LIMIT ?":               {"1", "2"},
			"SELECT DISTINCT id FROM people ORDER BY id LIMIT ?":          {"1", "2"},
			"SELECT id FROM people ORDER BY id LIMIT 5 OFFSET ?":          {"3"},
			"SELECT DISTINCT id FROM people ORDER BY id LIMIT 5 OFFSET ?": {"3"},
		} {
			if got := rowsOf(t, db, query, two); !slices.Equal(got, want) {
				t.Errorf("%s with %T %v: got %q, want %q", query, two, two, got, want)
			}
		}
		for _, where := range []string{"TRUE", "LENGTH(Nom) < 100"} {
			r, err := db.ExecContext(soon(t), fmt.Sprintf("UPDATE people SET Statut = '%T %s' WHERE %s LIMIT ?", two, where[:4], where), two)
			if err != nil {
				t.Fatal(err)
			}
			if n, _ := r.RowsAffected(); n != 2 {
				t.Errorf("UPDATE WHERE %s LIMIT %T %v: %d rows", where, two, two, n)
			}
		}
	}
	db, _ := openSample(t, small())
	for _, all := range []any{int64(math.MaxInt64), uint64(math.MaxUint64), decimal.RequireFromString("18446744073709551615"), 1e30} {
		for _, query := range []string{"SELECT id FROM people ORDER BY id LIMIT ?", "SELECT DISTINCT id FROM people ORDER BY id LIMIT ?"} {
			if got := rowsOf(t, db, query, all); len(got) != 3 {
				t.Errorf("%s with %T %v: got %q", query, all, all, got)
			}
		}
	}
}
