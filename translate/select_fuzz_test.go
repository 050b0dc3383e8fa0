package translate

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale/scaletest"
	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
)

// FuzzSelectPlan plans any SELECT. Whatever is asked of the API must be what a
// strict reader understands, name fields of the object only, and fit a URL.
func FuzzSelectPlan(f *testing.F) {
	for _, s := range shapes {
		f.Add("SELECT Nom, age FROM contact WHERE "+s.where, "b")
	}
	for _, query := range []string{
		"SELECT c.Nom, COUNT(*) FROM contact c JOIN orders o ON o.age = c.id AND o.Nom LIKE ? WHERE c.actif AND o.solde > 1.50 GROUP BY 1 HAVING COUNT(*) > 2 ORDER BY 2 DESC LIMIT 5",
		"SELECT * FROM contact WHERE (age = 1 OR Nom = ?) AND NOT (vu < ? OR naissance IS NULL) ORDER BY Nom, id DESC LIMIT 10 OFFSET 20",
		"SELECT MAX(age) FROM contact WHERE id IN (SELECT age FROM orders WHERE Statut = ?) UNION ALL SELECT 1",
		"SELECT DISTINCT `nom complet` FROM contact WHERE `nom complet` <> ? AND naissance BETWEEN '2020-01-01' AND DATE '2020-12-31'",
		"SELECT Nom FROM contact WHERE age IN (1, 2.0, '3', ?, NULL) AND Nom NOT IN ('a\"', '$', ?) AND heure = '10:00'",
	} {
		f.Add(query, "5")
	}
	f.Fuzz(func(t *testing.T, query, arg string) {
		if len(query) > 20_000 {
			return
		}
		stmt, err := syntax.Parse(query, syntax.Options{})
		if err != nil || stmt.Kind != syntax.Select || len(stmt.Params) > 100 {
			return
		}
		names, err := Objects(stmt, defaults())
		if err != nil {
			return
		}
		objects := make(map[string]*schema.Object)
		for _, name := range names {
			if objects[name], err = schema.ParseObject(name, []byte(contactFields), ""); err != nil {
				return
			}
		}
		var args []any
		for range stmt.Positional {
			args = append(args, arg)
		}
		for _, name := range stmt.Named {
			args = append(args, named(name, arg)...)
		}
		p, err := New(stmt, objects, arguments(args), time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC), nil, defaults())
		if err != nil {
			if len(err.Error()) > 2000+len(arg) {
				t.Errorf("%q: a message of %d bytes", query, len(err.Error()))
			}
			return
		}
		requests := []*schema.Request{p.Request}
		if p.Finish != nil {
			requests = p.Finish.Requests
		}
		for _, req := range requests {
			checkRequest(t, query, req)
		}
	})
}

// checkRequest checks what is asked of the API.
func checkRequest(t *testing.T, query string, req *schema.Request) {
	if req == nil {
		return
	}
	has := func(field string) bool {
		return slices.ContainsFunc(req.Object.Columns(), func(c *schema.Column) bool { return c.Name == field && !c.IsID && field != "secret" })
	}
	for _, f := range req.Filters {
		if escapedLen(f.Text) > urlRoom {
			t.Fatalf("%q: a filter of %d bytes", query, escapedLen(f.Text))
		}
		parsed, err := scaletest.ParseFilter(f.Text)
		if err != nil {
			t.Fatalf("%q: sends %s: %v", query, f.Text, err)
		}
		for _, join := range parsed.Joins {
			if f.Or != (join == "$or") {
				t.Fatalf("%q: sends %s", query, f.Text)
			}
		}
		for _, term := range parsed.Terms {
			if !has(term.Field) || strings.Contains(term.Field, " ") {
				t.Fatalf("%q: sends %s: field %q", query, f.Text, term.Field)
			}
		}
	}
	for _, k := range req.Sort {
		if !has(k.Field) {
			t.Fatalf("%q: sorts by %q", query, k.Field)
		}
	}
	for _, c := range req.Fields {
		if !has(c.Name) {
			t.Fatalf("%q: asks for %q", query, c.Name)
		}
	}
	if req.Offset < 0 || req.Limit < 0 && req.Limit != schema.NoLimit {
		t.Fatalf("%q: limit %d, offset %d", query, req.Limit, req.Offset)
	}
}
