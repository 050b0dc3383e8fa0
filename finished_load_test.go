package scale_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scale-sql/scale/scaletest"
)

// Statements of the engine run side by side on one DB, each with its own rows.
func TestEngineSharedByManyGoroutines(t *testing.T) {
	db, _ := openSample(t, scaletest.WithPageCap(500))
	queries := []string{
		"SELECT Pays, COUNT(*), SUM(solde) FROM contact GROUP BY Pays ORDER BY Pays",
		"SELECT UPPER(name) FROM products ORDER BY LENGTH(name), id",
		"SELECT c.Nom, o.reference FROM contact c JOIN orders o ON o.contact_id = c.id WHERE o.amount > 1990 ORDER BY o.id",
		"SELECT name FROM products UNION SELECT Ville FROM contact ORDER BY name",
		"SELECT id FROM contact WHERE cc_age > (SELECT AVG(stock) FROM products WHERE stock < 200) ORDER BY id",
		"SELECT 1 + 1",
	}
	want := make([][]string, len(queries))
	for i, q := range queries {
		want[i] = rowsOf(t, db, q)
	}
	var wg sync.WaitGroup
	for g := range 6 {
		wg.Go(func() {
			for i := range queries {
				i = (i + g) % len(queries)
				got, err := tryRows(soon(t), db, queries[i])
				if err != nil || !slices.Equal(got, want[i]) {
					t.Errorf("%s: got %d rows, %v; want %d", queries[i], len(got), err, len(want[i]))
				}
			}
		})
	}
	wg.Wait()
	if n := db.Stats().InUse; n != 0 {
		t.Errorf("%d connections are in use", n)
	}
}

// Two results of the engine may be read in turn.
func TestEngineResultsReadInTurn(t *testing.T) {
	db, _ := openSample(t)
	a, err := db.QueryContext(soon(t), "SELECT id, UPPER(name) FROM products ORDER BY LENGTH(name), id")
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	b, err := db.QueryContext(soon(t), "SELECT id, UPPER(name) FROM products ORDER BY LENGTH(name), id")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	n := 0
	for ; a.Next() && b.Next(); n++ {
		var id, id2 int64
		var name, name2 string
		if err := a.Scan(&id, &name); err != nil {
			t.Fatal(err)
		}
		if err := b.Scan(&id2, &name2); err != nil || id != id2 || name != name2 {
			t.Fatalf("row %d: %d %q and %d %q, %v", n, id, name, id2, name2, err)
		}
	}
	if a.Err() != nil || b.Err() != nil || n != 200 {
		t.Errorf("got %d rows, %v, %v", n, a.Err(), b.Err())
	}
}

func TestEngineManyPlaceholders(t *testing.T) {
	db, _ := openSample(t)
	references := rowsOf(t, db, "SELECT reference FROM orders")
	args := make([]any, 5000)
	for i := range args {
		args[i] = fmt.Sprintf("x%d", i)
		if i%2 == 0 {
			args[i] = strings.ToLower(references[i])
		}
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(args)), ", ")
	if got := rowsOf(t, db, "SELECT COUNT(*) FROM orders WHERE UPPER(reference) IN ("+marks+")", args...); got[0] != "2500" {
		t.Errorf("got %q", got)
	}
}

// A list of 100,000 takes no more than some ten times the time of one of 10,000.
func TestEngineLongLists(t *testing.T) {
	db, _ := openSample(t)
	numbers := make([]string, 100_000)
	for i := range numbers {
		numbers[i] = fmt.Sprint(i)
	}
	for _, column := range []string{"id + 0", "CONCAT(quantity)"} {
		took := func(n int) time.Duration {
			want := rowsOf(t, db, fmt.Sprintf("SELECT COUNT(*) FROM orders WHERE %s BETWEEN 0 AND %d", column, n-1))
			query := "SELECT COUNT(*) FROM orders WHERE " + column + " IN (" + strings.Join(numbers[:n], ",") + ")"
			begun := time.Now()
			if got := rowsOf(t, db, query); !slices.Equal(got, want) {
				t.Errorf("%s in a list of %d: got %q, want %q", column, n, got, want)
			}
			return time.Since(begun)
		}
		short, long := took(10_000), took(100_000)
		if long > 40*short+time.Second {
			t.Errorf("%s takes %v in a list of 10,000 and %v in one of 100,000", column, short, long)
		}
	}
}
