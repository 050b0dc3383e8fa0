package translate

import (
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
)

// orderFields is an object of which the tests of writes link records to contact.
const orderFields = `{
	"id_orders": {"attribs": {"type": "integer"}, "write": "N"},
	"amount":    {"attribs": {"type": "decimal(10,2)"}},
	"rate":      {"attribs": {"type": "decimal"}},
	"status":    {"attribs": {"type": "choice", "length": "10"}},
	"paid":      {"attribs": {"type": "boolean"}},
	"day":       {"attribs": {"type": "date"}},
	"sent_at":   {"attribs": {"type": "datetime"}},
	"at":        {"attribs": {"type": "time"}},
	"n":         {"attribs": {"type": "integer"}},
	"total":     {"attribs": {"type": "decimal"}, "write": "N"},
	"password":  {"attribs": {"type": "text"}, "read": "N"}
}`

// noteFields is an object with few fields, whose name is a field's too.
const noteFields = `{"text": {"attribs": {"type": "text"}}, "n": {"attribs": {"type": "integer"}}}`

var writeList = []schema.ObjectInfo{{Name: "contact"}, {Name: "orders"}, {Name: "Note"}, {Name: "shop"}, {Name: "SHOP"}, {Name: "status"}}

// writeObjects are the objects of the tests of writes, by lower-case name.
func writeObjects(t testing.TB) map[string]*schema.Object {
	t.Helper()
	objects := map[string]*schema.Object{}
	for name, fields := range map[string]string{"contact": contactFields, "orders": orderFields, "Note": noteFields} {
		o, err := schema.ParseObject(name, []byte(fields), "")
		if err != nil {
			t.Fatal(err)
		}
		objects[strings.ToLower(name)] = o
	}
	return objects
}

var writeTime = time.Date(2024, 2, 29, 12, 30, 0, 0, time.UTC)

// writePlan plans a write as the connection does.
func writePlan(t testing.TB, opt *Options, query string, values ...any) (*WritePlan, error) {
	t.Helper()
	stmt, err := syntax.Parse(query, syntax.Options{})
	if err != nil {
		return nil, err
	}
	names, err := WriteObjects(stmt, opt)
	if err != nil {
		return nil, err
	}
	all, objects := writeObjects(t), map[string]*schema.Object{}
	for _, name := range names {
		o := all[strings.ToLower(name)]
		if o == nil {
			return nil, fmt.Errorf("no object %q", name)
		}
		objects[name] = o
	}
	var list []schema.ObjectInfo
	if WriteNeedsList(stmt, objects) {
		list = writeList
	}
	return NewWrite(stmt, objects, list, arguments(values), writeTime, &schema.Encoder{}, opt)
}

// recordText shows a record as the API is sent it.
func recordText(r schema.Record) string {
	var b strings.Builder
	fmt.Fprintf(&b, `{"id":%d`, r.ID)
	for i, l := range r.Links {
		b.WriteString([]string{`,"link":{`, `,`}[min(i, 1)])
		fmt.Fprintf(&b, `%q:"%d"`, l.Object, l.ID)
	}
	if len(r.Links) > 0 {
		b.WriteString("}")
	}
	b.WriteString(`,"data":{`)
	for i, f := range r.Data {
		if i > 0 {
			b.WriteString(",")
		}
		text, _ := json.Marshal(f.Text)
		fmt.Fprintf(&b, "%q:%s", f.Column.Name, text)
	}
	return b.String() + "}}"
}

func recordTexts(records []schema.Record) string {
	texts := make([]string, len(records))
	for i, r := range records {
		texts[i] = recordText(r)
	}
	return strings.Join(texts, " ")
}

func failure(err error) string {
	if errors.Is(err, ErrUnsupported) {
		return "unsupported: " + err.Error()
	}
	return "error: " + err.Error()
}

// selectText shows a SELECT: the request of one that the API answers, or the
// engine's statement.
func selectText(p *Plan) string {
	if p.Finish != nil {
		text := p.Finish.Query.Body
		for _, r := range p.Finish.Requests {
			text += " <- " + requestText(r)
		}
		return text
	}
	text := requestText(p.Request)
	var labels []string
	for _, o := range p.Outputs {
		labels = append(labels, o.Column.Name)
	}
	return strings.Join(labels, ",") + " <- " + text
}

func requestText(r *schema.Request) string {
	if r == nil {
		return "nothing"
	}
	text := r.Object.Name
	for _, f := range r.Filters {
		text += " [" + f.Text + "]"
	}
	for _, k := range r.Sort {
		text += fmt.Sprintf(" sort %s %v", k.Field, k.Desc)
	}
	if r.Limit >= 0 {
		text += fmt.Sprintf(" limit %d", r.Limit)
	}
	return text
}

// writeOutcome shows in one line what becomes of a write: its records; or, if
// there are any, the SELECTs that come first.
func writeOutcome(p *WritePlan, err error) string {
	if err != nil {
		return failure(err)
	}
	if p.Select != nil {
		return "select: " + selectText(p.Select.Plan)
	}
	if len(p.Queries) == 0 {
		if err := p.Complete(); err != nil {
			return failure(err)
		}
		return recordTexts(p.Records)
	}
	var texts []string
	for _, q := range p.Queries {
		texts = append(texts, selectText(q.Plan))
	}
	return "query: " + strings.Join(texts, " ;; ")
}

// writeRow is a line of a table: a statement, its arguments, and its outcome,
// which for an error need only be a part of it that "..." leads to.
type writeRow struct {
	query string
	args  []any
	want  string
}

func checkWrites(t *testing.T, opt *Options, rows []writeRow) {
	t.Helper()
	for _, r := range rows {
		got := writeOutcome(writePlan(t, opt, r.query, r.args...))
		if !matches(got, r.want) {
			t.Errorf("%s\n got %s\nwant %s", r.query, got, r.want)
		}
	}
}

// selectOutcome makes records of rows of a plan's SELECT, one after the other.
func selectOutcome(s *WriteSelect, rows ...[]driver.Value) string {
	var texts []string
	for _, row := range rows {
		rec, use, err := s.Record(row)
		switch {
		case err != nil:
			texts = append(texts, failure(err))
		case use == PutRow:
			texts = append(texts, recordText(rec))
		case use == UnchangedRow:
			texts = append(texts, "unchanged")
		case use == SkippedRow:
			texts = append(texts, "skipped")
		}
	}
	return strings.Join(texts, " ")
}
