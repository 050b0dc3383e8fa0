package translate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/scale-sql/scale/schema"
)

// stepTexts shows the steps of a plan: "a.c1 for b.id" reads a and narrows b.
func (f *Finish) stepTexts() string {
	var texts []string
	for _, s := range f.Steps {
		texts = append(texts, fmt.Sprintf("%s.%s for %s.%s", f.Query.Tables[s.From].Alias, s.Column, f.Query.Tables[s.To].Alias, s.to.Name))
	}
	return strings.Join(texts, ", ")
}

// A table is read first and narrows another one if the API filters it; each table
// is read once, behind what narrows it.
func TestSteps(t *testing.T) {
	for _, test := range []struct{ query, want string }{
		{"SELECT 1 FROM contact a JOIN contact b ON a.age = b.id", ""},
		{"SELECT 1 FROM contact a JOIN contact b ON a.age = b.id WHERE a.Nom = 'x'", "a.c1 for b.id"},
		{"SELECT 1 FROM contact a JOIN contact b ON a.age = b.id WHERE b.Nom = 'x'", "b.c0 for a.age"},
		{"SELECT 1 FROM contact a JOIN contact b ON a.age = b.age WHERE a.Nom = 'x' AND b.Nom = 'y'", "a.c1 for b.age"},
		{"SELECT 1 FROM contact a JOIN contact b ON a.age = b.id JOIN contact c ON b.age = c.id WHERE a.Nom = 'x'", "a.c1 for b.id, b.c1 for c.id"},
		{"SELECT 1 FROM contact a JOIN contact b ON a.age = b.id JOIN contact c ON b.age = c.id WHERE c.Nom = 'x'", "c.c0 for b.age, b.c0 for a.age"},
		{"SELECT 1 FROM contact a JOIN contact b ON a.age = b.id JOIN contact c ON b.age = c.id WHERE a.Nom = 'x' AND c.Nom = 'x'", "a.c1 for b.id, b.c1 for c.id"},
		{"SELECT 1 FROM contact a LEFT JOIN contact b ON a.age = b.id WHERE b.Nom = 'x'", "b.c0 for a.age"},
		{"SELECT 1 FROM contact a LEFT JOIN contact b ON a.age = b.id WHERE b.Nom <=> 'x'", ""},
		{"SELECT 1 FROM contact a LEFT JOIN contact b ON a.age = b.id AND b.Nom = 'x'", ""},
		// What is likely to have fewer rows is read first.
		{"SELECT 1 FROM contact a JOIN contact b ON a.age = b.age WHERE a.solde > 5 AND b.Nom = 'y'", "b.c1 for a.age"},
		{"SELECT 1 FROM contact a JOIN contact b ON a.age = b.age WHERE a.solde <> 5 AND b.vu > '2024-01-01'", "b.c1 for a.age"},
		{"SELECT 1 FROM contact a JOIN contact b ON a.age = b.age WHERE a.actif AND b.Nom LIKE 'y%'", "b.c1 for a.age"},
		{"SELECT 1 FROM contact a JOIN contact b ON a.age = b.age WHERE a.Statut = 'x' AND b.Nom IN ('y', 'z')", "b.c1 for a.age"},
		{"SELECT 1 FROM contact a JOIN contact b ON a.age = b.age WHERE a.Statut = 'x' AND b.solde > 5", "a.c1 for b.age"},
		{"SELECT 1 FROM contact a JOIN contact b ON a.age = b.age WHERE a.naissance IS NOT NULL AND b.actif AND b.solde > 5", "b.c1 for a.age"},
		{"SELECT 1 FROM contact a JOIN contact b ON a.age = b.age WHERE a.Nom = '' AND YEAR(b.naissance) = 2024", "b.c1 for a.age"},
		{"SELECT 1 FROM contact a JOIN contact b ON a.age = b.age WHERE (a.Nom = 'x' OR a.solde = 5) AND b.Nom > 'y'", "a.c1 for b.age"},
		{"SELECT 1 FROM contact a JOIN contact b ON a.age = b.age WHERE a.Nom = 'x' AND b.id IN (7, 8)", "b.c1 for a.age"},
		// No row of a can matter: nothing is asked for either.
		{"SELECT 1 FROM contact a JOIN contact b ON a.age = b.id WHERE a.age = 1.5", "a.c1 for b.id"},
		// An OR takes no more conditions, nor does what has few rows already.
		{"SELECT 1 FROM contact a JOIN contact b ON a.age = b.id WHERE a.Nom = 'x' AND (b.Nom = 'y' OR b.age = 1)", "b.c0 for a.age"},
		{"SELECT 1 FROM contact a JOIN contact b ON a.age = b.age WHERE a.Nom = 'x' AND b.id IN (1, 2)", "b.c1 for a.age"},
		{"SELECT 1 FROM contact a WHERE a.Nom = 'x' AND a.age IN (SELECT MAX(b.age) FROM contact b WHERE b.id = a.id)", "a.c0 for b.id"},
		// A column that the API can't be asked for.
		{"SELECT 1 FROM contact a JOIN keyless b ON a.age = b.id WHERE a.Nom = 'x'", ""},
		{"SELECT 1 FROM contact a JOIN contact b ON a.Nom = b.`nom complet` WHERE a.age = 1", ""},
		{"SELECT 1 FROM contact a JOIN contact b ON a.`nom complet` = b.Nom WHERE a.age = 1", "a.c1 for b.Nom"},
		// Subqueries.
		{"SELECT 1 FROM contact a WHERE a.age IN (SELECT id FROM contact b WHERE b.Nom = 'x')", "b.c0 for a.age"},
		{"SELECT 1 FROM contact a WHERE a.age NOT IN (SELECT id FROM contact b WHERE b.Nom = 'x')", ""},
		{"SELECT 1 FROM contact a WHERE EXISTS (SELECT 1 FROM contact b WHERE b.age = a.id AND b.Nom = 'x')", "b.c1 for a.id"},
		{"SELECT 1 FROM contact a WHERE NOT EXISTS (SELECT 1 FROM contact b WHERE b.age = a.id) AND a.Nom = 'x'", "a.c0 for b.age"},
	} {
		f := mustFinish(t, test.query)
		if got := f.stepTexts(); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.query, got, test.want)
		}
		for _, s := range f.Steps {
			from := f.Query.Tables[s.From]
			if req := f.Requests[s.From]; req != nil && len(req.Fields) != strings.Count(from.Columns(), ", c") {
				t.Errorf("%s: %d fields are asked of %s, and its columns are %s", test.query, len(req.Fields), from.Alias, from.Columns())
			}
		}
	}
}

// narrowed plans a statement whose only step narrows its second table by values.
func narrowed(t *testing.T, query string, values ...any) (*schema.Request, bool) {
	t.Helper()
	f := mustFinish(t, query)
	if len(f.Steps) != 1 {
		t.Fatalf("%s: %d steps", query, len(f.Steps))
	}
	return f.Narrow(f.Steps[0], values)
}

func TestNarrow(t *testing.T) {
	const byAge = "SELECT b.Nom FROM contact a JOIN contact b ON a.age = b.age WHERE a.Nom = 'x'"
	const byName = "SELECT b.Nom FROM contact a JOIN contact b ON a.Nom = b.Nom WHERE a.age = 1"
	const byDay = "SELECT b.Nom FROM contact a JOIN contact b ON a.naissance = b.naissance WHERE a.age = 1"
	const filtered = byAge + " AND b.solde > 5"
	for _, test := range []struct {
		query  string
		values []any
		want   string
	}{
		{byAge, nil, "nothing"},
		{byAge, []any{int64(3)}, `age $eq "3"`},
		{byAge, []any{int64(3), int64(-4)}, `age $in ["3","-4"]`},
		{filtered, []any{int64(3)}, `solde $gt "5" $and age $eq "3"`},
		{byName, []any{"a", ""}, `Nom $in ["a",""]`},
		{byName, []any{""}, `Nom $eq ""`},
		{byDay, []any{"2024-02-29"}, `naissance $eq "2024-02-29"`},
		// Values that the filter language can't say for certain.
		{byName, []any{"a", `b"c`}, "wide"},
		{byName, []any{"a", `b\`}, "wide"},
		{byName, []any{"a", "b$and"}, "wide"},
		{byName, []any{"a", "b\x00"}, "wide"},
		{byName, []any{"a", "b\xff"}, "wide"},
		{byName, []any{"a", "b "}, "wide"},
	} {
		req, ok := narrowed(t, test.query, test.values...)
		got := "wide"
		if ok && req == nil {
			got = "nothing"
		} else if ok {
			var texts []string
			for _, f := range req.Filters {
				texts = append(texts, f.Text)
			}
			got = strings.Join(texts, " ;; ")
		}
		if got != test.want {
			t.Errorf("%s, %q:\n got %s\nwant %s", test.query, test.values, got, test.want)
		}
	}
}

// A long list is parted: each value is in one of the filters, and what the API may
// take for equal in the same one, so that no row comes twice and none is missed.
func TestNarrowInParts(t *testing.T) {
	const query = "SELECT b.age FROM contact a JOIN contact b ON a.Nom = b.Nom WHERE a.age = 1 AND b.solde > 5"
	var values []any
	for i := range 3000 {
		values = append(values, fmt.Sprintf("été %d", i), fmt.Sprintf("ETE %d", i))
	}
	req, ok := narrowed(t, query, values...)
	if !ok || len(req.Filters) < 2 {
		t.Fatalf("got %v, %v", req, ok)
	}
	part := map[string]int{}
	for i, f := range req.Filters {
		list, had := strings.CutPrefix(f.Text, `solde $gt "5" $and Nom $in ["`)
		if !had || f.Or || escapedLen(f.Text) > 8000 {
			t.Fatalf("filter %d: %d bytes, %.60s", i, escapedLen(f.Text), f.Text)
		}
		for value := range strings.SplitSeq(strings.TrimSuffix(list, `"]`), `","`) {
			if before, ok := part[value]; ok {
				t.Errorf("%s is in the filters %d and %d", value, before, i)
			}
			part[value] = i
		}
	}
	for i := range 3000 {
		low, okLow := part[fmt.Sprintf("été %d", i)]
		high, okHigh := part[fmt.Sprintf("ETE %d", i)]
		if !okLow || !okHigh || low != high {
			t.Fatalf("value %d: in filters %d (%v) and %d (%v)", i, low, okLow, high, okHigh)
		}
	}
}

// What a step asks for leaves the plan as it was.
func TestNarrowKeepsThePlan(t *testing.T) {
	f := mustFinish(t, "SELECT b.Nom FROM contact a JOIN contact b ON a.age = b.age WHERE a.Nom = 'x' AND b.solde > 5")
	before, filters := *f.Requests[1], slices.Clone(f.Requests[1].Filters)
	req, ok := f.Narrow(f.Steps[0], []any{int64(1)})
	if !ok || !slices.Equal(req.Fields, before.Fields) || req.Limit != schema.NoLimit {
		t.Errorf("got %+v", req)
	}
	if !slices.Equal(f.Requests[1].Filters, filters) {
		t.Errorf("the plan's request has become %v", f.Requests[1].Filters)
	}
}

// By the key no more rows can come than there are values.
func TestNarrowByKey(t *testing.T) {
	req, ok := narrowed(t, "SELECT b.Nom FROM contact a JOIN contact b ON a.age = b.id WHERE a.Nom = 'x'", int64(3), int64(5))
	if !ok || len(req.Filters) != 1 || req.Filters[0].Text != `ID_CONTACT $in ["3","5"]` || req.AtMost != 2 {
		t.Errorf("got %+v, %v", req, ok)
	}
}
