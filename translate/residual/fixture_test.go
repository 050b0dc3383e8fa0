package residual

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// fields are those of each object that the tests read: k links one to another.
const fields = `{
	"k":    {"attribs": {"type": "integer"}},
	"n":    {"attribs": {"type": "integer"}},
	"name": {"attribs": {"type": "text"}},
	"d":    {"attribs": {"type": "decimal(10,2)"}},
	"flag": {"attribs": {"type": "boolean"}},
	"day":  {"attribs": {"type": "date"}},
	"at":   {"attribs": {"type": "datetime"}},
	"hour": {"attribs": {"type": "time"}}
}`

// extra are fields that just one of the objects has.
var extra = map[string]string{"a": "ofa", "b": "ofb", "c": "ofc"}

// objects are called a, b and c.
func objects(t testing.TB) map[string]*schema.Object {
	t.Helper()
	all := make(map[string]*schema.Object)
	for name, own := range extra {
		text := strings.TrimSuffix(fields, "\n}") + fmt.Sprintf(",\n\t%q: {\"attribs\": {\"type\": \"integer\"}}\n}", own)
		o, err := schema.ParseObject(name, []byte(text), "")
		if err != nil {
			t.Fatal(err)
		}
		all[name] = o
	}
	return all
}

// compileQuery compiles a statement over the objects a, b and c. Settings change
// the environment.
func compileQuery(t testing.TB, query string, args []any, settings ...func(*Env)) (*Query, error) {
	t.Helper()
	stmt, err := syntax.Parse(query, syntax.Options{})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	all := objects(t)
	env := &Env{
		Object: func(_, name string) (*schema.Object, error) {
			if o := all[name]; o != nil {
				return o, nil
			}
			return nil, fmt.Errorf("no object %q", name)
		},
		Param: func(name string) (any, bool) {
			for _, p := range stmt.Params {
				if p.BindVar == name {
					return driver.Value(args[p.Index]), true
				}
			}
			return nil, false
		},
		Instance: "demo",
		Now:      time.Date(2024, 2, 29, 12, 30, 45, 123456789, time.UTC),
	}
	for _, set := range settings {
		set(env)
	}
	return Compile(stmt.AST.(sqlparser.SelectStatement), env)
}

// compiled compiles a statement that is a good one.
func compiled(t testing.TB, query string, args ...any) *Query {
	t.Helper()
	q, err := compileQuery(t, query, args)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return q
}
