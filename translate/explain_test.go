package translate

import (
	"testing"
	"time"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
)

// The requests that a plan takes at least are those of its steps, and of a join's
// tables just the first one's are known.
func TestLeastRequests(t *testing.T) {
	for query, want := range map[string]int64{
		"SELECT Nom FROM contact":              1,
		"SELECT Nom FROM contact WHERE 1 = 0":  0,
		"SELECT Nom FROM contact LIMIT 0":      0,
		"SELECT UPPER(Nom) FROM contact":       1,
		"SELECT COUNT(*) FROM contact":         1,
		"SELECT COUNT(*) FROM contact LIMIT 0": 0,
		"SELECT 1":                             0,
		"SELECT a.Nom FROM contact a JOIN contact b ON a.age = b.age WHERE a.id = 1":         1,
		"SELECT a.Nom FROM contact a JOIN contact b ON a.age = b.age":                        0,
		"SELECT Nom FROM contact UNION SELECT Statut FROM contact":                           2,
		"SELECT Nom FROM contact UNION ALL SELECT Statut FROM contact LIMIT 3":               0,
		"SELECT Nom FROM contact WHERE id IN (SELECT age FROM contact WHERE Statut = 'x')":   1,
		"SELECT Nom FROM contact WHERE age > (SELECT MIN(age) FROM contact WHERE solde > 5)": 1,
	} {
		stmt, err := syntax.Parse(query, syntax.Options{})
		if err != nil {
			t.Fatal(err)
		}
		plan, err := New(stmt, map[string]*schema.Object{"contact": object(t, contactFields)}, nil, time.Now(), nil, defaults())
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		sum := int64(0)
		for _, s := range plan.Explain() {
			sum += s.Requests
		}
		if got := plan.LeastRequests(); got != want || sum != want {
			t.Errorf("%s: %d requests at least, %d in its steps; want %d", query, got, sum, want)
		}
	}
}
