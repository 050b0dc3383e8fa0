package engine

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale/schema"
)

func TestValues(t *testing.T) {
	paris := time.FixedZone("UTC+2", 2*60*60)
	number := func(s string) schema.Cell { return schema.Cell{Kind: schema.Number, Text: []byte(s)} }
	bare := func(k schema.Kind) schema.Cell { return schema.Cell{Kind: k} }
	for _, test := range []struct {
		typ  schema.Type
		cell schema.Cell
		want string
	}{
		{schema.Integer, text("42"), "42"},
		{schema.Integer, number("-007"), "-7"},
		{schema.Integer, text("9223372036854775807"), "9223372036854775807"},
		{schema.Integer, text("16.00"), "16"},
		{schema.Integer, text(""), "NULL"},
		{schema.Boolean, text("Y"), "1"},
		{schema.Boolean, text("non"), "0"},
		{schema.Boolean, bare(schema.True), "1"},
		{schema.Boolean, bare(schema.False), "0"},
		{schema.Boolean, bare(schema.Missing), "NULL"},
		{schema.Decimal, text("1.50"), "'1.50'"},
		{schema.Decimal, text("007"), "'7'"},
		{schema.Decimal, text("-0.00"), "'0.00'"},
		{schema.Decimal, number("1.5e3"), "'1500'"},
		{schema.Decimal, text("12345678901234567890.123456789"), "'12345678901234567890.123456789'"},
		{schema.Decimal, bare(schema.Null), "NULL"},
		{schema.Date, text("2024-02-29"), "'2024-02-29'"},
		{schema.Date, text("2024-02-29T00:00:00"), "'2024-02-29'"},
		{schema.Date, text("0000-00-00"), "NULL"},
		{schema.DateTime, text("2024-02-29T23:30:00Z"), "'2024-03-01 01:30:00'"},
		{schema.DateTime, text("2024-02-29 23:30:00.120000"), "'2024-02-29 23:30:00.12'"},
		{schema.DateTime, text("2024-02-29"), "'2024-02-29 00:00:00'"},
		{schema.DateTime, text("0000-00-00 00:00:00"), "NULL"},
		{schema.Time, text("9:05"), "'09:05:00'"},
		{schema.Time, text("23:59:58.5"), "'23:59:58.5'"},
		{schema.Time, text("-838:59:59"), "'-838:59:59'"},
		{schema.Text, text("007"), "'007'"},
		{schema.Text, text("1.50"), "'1.50'"},
		{schema.Text, text("1e3"), "'1e3'"},
		{schema.Text, text(" été\x00☃'"), "' été\x00☃''"},
		{schema.Text, text(""), "''"},
		{schema.Text, bare(schema.Null), "''"},
		{schema.Text, bare(schema.True), "'true'"},
		{schema.Text, schema.Cell{Kind: schema.Composite, Text: []byte(`["a"]`)}, `'["a"]'`},
	} {
		for _, sql := range []string{
			"SELECT c1 FROM t1",
			"WITH a AS MATERIALIZED (SELECT c0, c1 FROM t1) SELECT c1 FROM a ORDER BY c0",
			"SELECT max(c1) FROM t1 GROUP BY c1",
		} {
			e := newEngine(t, Options{Loc: paris})
			tab, _ := tableOf("t1", columns(test.typ), oneRow(test.cell))
			if got := mustQuery(t, e, sql, nil, tab); len(got) != 1 || got[0] != test.want {
				t.Errorf("%s: %v %q: got %v, want %s", sql, test.typ, test.cell.Text, got, test.want)
			}
		}
	}
}

func oneRow(cell schema.Cell) func(int, []schema.Cell) (schema.Cell, error) {
	return func(i int, cells []schema.Cell) (schema.Cell, error) {
		if i > 0 {
			return schema.Cell{}, errEnd
		}
		cells[0] = cell
		return text("47737"), nil
	}
}

func TestEmptyAsNull(t *testing.T) {
	e := newEngine(t, Options{EmptyAsNull: true})
	tab, _ := tableOf("t1", columns(schema.Text), oneRow(text("")))
	if got := mustQuery(t, e, "SELECT c0, c1, c1 IS NULL FROM t1", nil, tab); fmt.Sprint(got) != "[47737 NULL 1]" {
		t.Error(got)
	}
}

// A value that does not fit is an error naming object, id, column and value, but
// only if the statement needs it.
func TestValueError(t *testing.T) {
	e := newEngine(t, Options{})
	bad := func() Table {
		tab, _ := tableOf("t1", columns(schema.Integer), oneRow(text("many")))
		return tab
	}
	for _, sql := range []string{"SELECT c1 FROM t1", "SELECT count(*) FROM t1 WHERE c1 > 0", "SELECT max(c1) FROM t1", "SELECT c0 FROM t1 ORDER BY c1"} {
		_, err := query(t, e, sql, nil, bad())
		var value *schema.ValueError
		if !errors.As(err, &value) || value.Column.Name != "F1" || value.Column.Object != "people" || value.ID != "47737" || value.Text != "many" {
			t.Errorf("%s: got %v", sql, err)
		}
	}
	if got := mustQuery(t, e, "SELECT c0 FROM t1", nil, bad()); fmt.Sprint(got) != "[47737]" {
		t.Error(got)
	}
	noID, _ := tableOf("t1", columns(schema.Text), func(int, []schema.Cell) (schema.Cell, error) { return schema.Cell{}, nil })
	if _, err := query(t, e, "SELECT c0 FROM t1", nil, noID); err == nil || !strings.Contains(err.Error(), "not an id") {
		t.Errorf("a record without an id: %v", err)
	}
}

// Columns have no affinity: a comparison doesn't make numbers of texts.
func TestNoAffinity(t *testing.T) {
	e := newEngine(t, Options{})
	tab, _ := listTable("t1", columns(schema.Text, schema.Integer, schema.Decimal), "1|007|7|1.50")
	got := mustQuery(t, e, `SELECT typeof(c0), typeof(c1), typeof(c2), typeof(c3), c1 = 7, c2 = '7', c3 = 1.5, c3 = '1.5',
		c1 = ?, c2 = ? FROM t1`, []any{int64(7), "7"}, tab)
	if fmt.Sprint(got) != "['integer' 'text' 'integer' 'text' 0 0 0 0 0 0]" {
		t.Error(got)
	}
}

// The functions and collations are there, in the engine's zone.
func TestFunctions(t *testing.T) {
	e := newEngine(t, Options{Loc: time.FixedZone("UTC+2", 2*60*60)})
	tab, _ := listTable("t1", columns(schema.Text, schema.Decimal), "1|Eve|1.50", "2|éve |1.5", "3|Adam|-2")
	if got := mustQuery(t, e, "SELECT count(*), my_dsum(c2) FROM t1 GROUP BY c1 COLLATE my_ci ORDER BY 1", nil, tab); fmt.Sprint(got) != "[1 '-2' 2 '3.00']" {
		t.Error(got)
	}
	if got := mustQuery(t, e, "SELECT my_from_unixtime(0)", nil); fmt.Sprint(got) != "['1970-01-01 02:00:00']" {
		t.Error(got)
	}
}
