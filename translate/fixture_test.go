package translate

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"strings"
	"testing"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
)

// contactFields is an object with a column of each type, a column that may not
// be read and one whose name the filter language can't quote.
const contactFields = `{
	"ID_CONTACT":  {"attribs": {"type": "integer"}},
	"Nom":         {"attribs": {"type": "text"}},
	"Statut":      {"attribs": {"type": "choice"}},
	"age":         {"attribs": {"type": "integer"}},
	"solde":       {"attribs": {"type": "decimal(10,2)"}},
	"actif":       {"attribs": {"type": "boolean"}},
	"naissance":   {"attribs": {"type": "date"}},
	"vu":          {"attribs": {"type": "datetime"}},
	"heure":       {"attribs": {"type": "time"}},
	"nom complet": {"attribs": {"type": "text"}},
	"secret":      {"attribs": {"type": "text"}, "read": "N"}
}`

// keyless is an object whose metadata has no field for the id.
const keyless = `{"Nom": {"attribs": {"type": "text"}}, "age": {"attribs": {"type": "integer"}}}`

// textKey is an object whose key field is not known to be a number.
const textKey = `{"ID_CONTACT": {"attribs": {"type": "text"}}, "Nom": {"attribs": {"type": "text"}}}`

func object(t testing.TB, fields string) *schema.Object {
	t.Helper()
	o, err := schema.ParseObject("contact", []byte(fields), "")
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// defaults are the options of a DSN that sets none.
func defaults() *Options { return &Options{Instance: "demo", RegexpOperator: "$regexp"} }

// arguments numbers values as database/sql does; a sql.NamedArg keeps its name.
func arguments(values []any) []driver.NamedValue {
	var args []driver.NamedValue
	for i, v := range values {
		if named, ok := v.(sql.NamedArg); ok {
			args = append(args, driver.NamedValue{Name: named.Name, Ordinal: i + 1, Value: named.Value})
			continue
		}
		args = append(args, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	return args
}

func selectPlan(o *schema.Object, opt *Options, query string, values ...any) (*Plan, error) {
	stmt, err := syntax.Parse(query, syntax.Options{})
	if err != nil {
		return nil, err
	}
	names, err := Objects(stmt, opt)
	if err != nil {
		return nil, err
	}
	params, _, err := bind(stmt, arguments(values), opt)
	if err != nil {
		return nil, err
	}
	objects := make(map[string]*schema.Object)
	for _, name := range names {
		objects[name] = o
	}
	return direct(stmt, objects, params, opt)
}

// outcome shows in one line what becomes of a statement: the filters it sends,
// one behind the other, "every row" or "no request"; an error starts with
// "unsupported:" if it is ErrUnsupported, else with "error:".
func outcome(p *Plan, err error) string {
	switch {
	case errors.Is(err, ErrUnsupported):
		return "unsupported: " + err.Error()
	case err != nil:
		return "error: " + err.Error()
	case p.Request == nil:
		return "no request"
	case len(p.Request.Filters) == 0:
		return "every row"
	}
	var texts []string
	for _, f := range p.Request.Filters {
		texts = append(texts, f.Text)
	}
	return strings.Join(texts, " ;; ")
}

// row is a line of a table: a condition, its arguments, and its outcome, which
// for an error need only be a part of it that "..." leads to.
type row struct {
	where string
	args  []any
	want  string
}

func v(values ...any) []any { return values }

// matches compares an outcome with what a table wants: "unsupported: ... x" is
// an unsupported statement whose message has x in it.
func matches(got, want string) bool {
	kind, part, cut := strings.Cut(want, "...")
	if !cut {
		return got == want
	}
	return strings.HasPrefix(got, kind) && strings.Contains(got, strings.TrimSpace(part))
}

// checkWhere runs a table of conditions.
func checkWhere(t *testing.T, o *schema.Object, opt *Options, rows []row) {
	t.Helper()
	for _, r := range rows {
		got := outcome(selectPlan(o, opt, "SELECT id FROM contact WHERE "+r.where, r.args...))
		if !matches(got, r.want) {
			t.Errorf("WHERE %s  %v\n got %s\nwant %s", r.where, r.args, got, r.want)
		}
	}
}
