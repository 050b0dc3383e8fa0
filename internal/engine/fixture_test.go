package engine

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale/schema"
)

// errEnd ends a fake scan.
var errEnd = io.EOF

// fakeScan delivers rows that a function makes.
type fakeScan struct {
	ctx    context.Context
	row    func(i int, cells []schema.Cell) (id schema.Cell, err error)
	read   int // rows delivered
	opened int
	closed int
	id     schema.Cell
	cells  []schema.Cell
}

func (s *fakeScan) Next() error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	id, err := s.row(s.read, s.cells)
	if err != nil {
		return err
	}
	s.id = id
	s.read++
	return nil
}

func (s *fakeScan) ID() schema.Cell      { return s.id }
func (s *fakeScan) Cells() []schema.Cell { return s.cells }
func (s *fakeScan) Close()               { s.closed++ }

func text(s string) schema.Cell { return schema.Cell{Kind: schema.String, Text: []byte(s)} }

func columns(types ...schema.Type) []*schema.Column {
	var list []*schema.Column
	for i, typ := range types {
		list = append(list, &schema.Column{Object: "people", Name: fmt.Sprintf("F%d", i+1), Type: typ, SQLType: typ.String(), Readable: true})
	}
	return list
}

// tableOf is a table over a scan, and the scan.
func tableOf(name string, fields []*schema.Column, row func(int, []schema.Cell) (schema.Cell, error)) (Table, *fakeScan) {
	s := &fakeScan{row: row, cells: make([]schema.Cell, len(fields))}
	return Table{Name: name, Fields: fields, Open: func(ctx context.Context) (Scan, error) {
		s.ctx = ctx
		s.opened++
		return s, nil
	}}, s
}

// listTable is a table of texts: each row is "id|field|field...".
func listTable(name string, fields []*schema.Column, list ...string) (Table, *fakeScan) {
	return tableOf(name, fields, func(i int, cells []schema.Cell) (schema.Cell, error) {
		if i == len(list) {
			return schema.Cell{}, io.EOF
		}
		parts := strings.Split(list[i], "|")
		for j := range cells {
			cells[j] = text(parts[j+1])
		}
		return text(parts[0]), nil
	})
}

// numbers is a table of n rows whose id and integer fields derive from the row's
// number.
func numbers(name string, n int, fields ...func(i int) int) (Table, *fakeScan) {
	types := make([]schema.Type, len(fields))
	bufs := make([][]byte, len(fields)+1)
	for i := range types {
		types[i] = schema.Integer
	}
	return tableOf(name, columns(types...), func(i int, cells []schema.Cell) (schema.Cell, error) {
		if i == n {
			return schema.Cell{}, io.EOF
		}
		for j, f := range fields {
			bufs[j] = strconv.AppendInt(bufs[j][:0], int64(f(i)), 10)
			cells[j] = schema.Cell{Kind: schema.Number, Text: bufs[j]}
		}
		last := len(fields)
		bufs[last] = strconv.AppendInt(bufs[last][:0], int64(i+1), 10)
		return schema.Cell{Kind: schema.Number, Text: bufs[last]}, nil
	})
}

func newEngine(t testing.TB, opts Options) *Engine {
	t.Helper()
	e := New(opts)
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// readAll reads a result, one string a row: NULL, an integer bare, a float with
// its exponent, a text in quotes.
func readAll(r *Rows) ([]string, error) {
	defer r.Close()
	var list []string
	for {
		if err := r.Next(); err != nil {
			if err == io.EOF {
				err = nil
			}
			return list, err
		}
		parts := make([]string, r.Columns())
		for i := range parts {
			switch v := r.Value(i).(type) {
			case nil:
				parts[i] = "NULL"
			case float64:
				parts[i] = strconv.FormatFloat(v, 'e', -1, 64)
			case string:
				parts[i] = "'" + v + "'"
			default:
				parts[i] = fmt.Sprint(v)
			}
		}
		list = append(list, strings.Join(parts, " "))
	}
}

func query(t testing.TB, e *Engine, sql string, args []any, tables ...Table) ([]string, error) {
	t.Helper()
	r, err := e.Query(context.Background(), &Query{Tables: tables, SQL: sql, Args: args})
	if err != nil {
		return nil, err
	}
	return readAll(r)
}

func mustQuery(t testing.TB, e *Engine, sql string, args []any, tables ...Table) []string {
	t.Helper()
	got, err := query(t, e, sql, args, tables...)
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return got
}

// waits waits until something comes true.
func waits(t testing.TB, what string, done func() bool) {
	t.Helper()
	for start := time.Now(); !done(); time.Sleep(time.Millisecond) {
		if time.Since(start) > time.Minute {
			t.Fatal(what)
		}
	}
}
