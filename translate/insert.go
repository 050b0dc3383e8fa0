package translate

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// insert plans an INSERT or REPLACE. IGNORE changes nothing: no record without an
// id can be a duplicate, and a value that can't be stored is an error all the
// same.
func (w *writer) insert(ins *sqlparser.Insert) (*WritePlan, error) {
	o, err := w.object(ins.Table.Name.String())
	if err != nil {
		return nil, err
	}
	r := &recorder{object: o, enc: w.enc, replace: w.stmt.Kind == syntax.Replace}
	if r.targets, err = w.insertTargets(o, ins.Columns); err != nil {
		return nil, err
	}
	for i := range r.targets {
		if r.targets[i].link != "" {
			r.linked++
		}
	}
	if r.dup, err = w.duplicate(r, ins); err != nil {
		return nil, err
	}
	p := &WritePlan{Object: o, Insert: true, TellsIDs: r.dup != nil && r.dup.tells}
	if rows, ok := ins.Rows.(sqlparser.Values); ok && r.dup != nil && len(rows) == 1 {
		p.TellsIDs = true // as MySQL tells the id of a single row in any case
	}
	switch rows := ins.Rows.(type) {
	case sqlparser.Values:
		if len(ins.Columns) == 0 && len(rows[0]) == 0 {
			r.targets = nil // VALUES () leaves every field out
		}
		return p, w.insertValues(p, r, rows)
	case sqlparser.SelectStatement:
		p.Select, err = w.insertSelect(r, rows)
		return p, err
	}
	return nil, unsupported(w.stmt.Kind.String(), "it has neither VALUES nor a SELECT")
}

// insertTargets are the columns of an INSERT; without a list of them, all fields
// that may be written, in the metadata's order.
func (w *writer) insertTargets(o *schema.Object, columns sqlparser.Columns) ([]target, error) {
	var targets []target
	for _, c := range columns {
		t, err := w.target(o, c.String())
		if err != nil {
			return nil, err
		}
		targets = append(targets, t)
	}
	if len(columns) == 0 {
		for _, f := range writableFields(o) {
			targets = append(targets, target{name: f.Name, column: f})
		}
	}
	return targets, checkOnce(targets)
}

// insertValues makes records of the rows of VALUES. Those with a value that the
// engine has to compute are made when it has.
func (w *writer) insertValues(p *WritePlan, r *recorder, rows sqlparser.Values) error {
	p.Records = make([]schema.Record, len(rows))
	x := &expressions{w: w}
	var waiting []waitingRow
	values := make([]any, len(r.targets))
	for i, row := range rows {
		if len(row) != len(r.targets) {
			return wrongCount(r, fmt.Sprintf("row %d has", i+1), "values", len(row))
		}
		computed, err := w.rowValues(x, r, i+1, row, values)
		if err != nil {
			return err
		}
		if computed {
			waiting = append(waiting, waitingRow{i, append([]any(nil), values...)})
			continue
		}
		if p.Records[i], err = r.record(i+1, values); err != nil {
			return err
		}
	}
	if len(waiting) == 0 {
		return nil
	}
	p.complete = func() ([]schema.Record, error) { return p.Records, x.records(p.Records, r, waiting) }
	var err error
	p.Queries, err = x.queries()
	return err
}

// rowValues reads the values of a row; computed tells that one of them is to be
// asked for.
func (w *writer) rowValues(x *expressions, r *recorder, row int, exprs sqlparser.ValTuple, values []any) (computed bool, err error) {
	for i, e := range exprs {
		v, ok, err := w.constant(e, r.targets[i].number())
		if err == nil && !ok {
			v, err = x.add(e, func() string { return fmt.Sprintf("row %d, column %q", row, r.targets[i].name) })
			computed = true
		}
		if err != nil {
			return false, fmt.Errorf("row %d, column %q: %w", row, r.targets[i].name, err)
		}
		values[i] = v
	}
	return computed, nil
}

// insertSelect plans the SELECT of an INSERT.
func (w *writer) insertSelect(r *recorder, sel sqlparser.SelectStatement) (*WriteSelect, error) {
	plan, err := w.query(sel)
	if err != nil {
		return nil, err
	}
	s := newWriteSelect(plan)
	if n := len(s.values); n != len(r.targets) {
		return nil, wrongCount(r, "the SELECT has", "columns", n)
	}
	s.ReadsTarget = w.reads(sel, r.object)
	s.recorder = r
	return s, nil
}

// walkInsert visits the parts of an INSERT in which a SELECT may be. Literals and
// placeholders, of which there may be hundreds of thousands, are none.
func walkInsert(ins *sqlparser.Insert, visit sqlparser.Visit) error {
	rows, ok := ins.Rows.(sqlparser.Values)
	if !ok {
		return sqlparser.Walk(visit, ins.Rows, ins.OnDup)
	}
	for _, row := range rows {
		for _, e := range row {
			if _, plain := e.(*sqlparser.SQLVal); plain {
				continue
			}
			if err := sqlparser.Walk(visit, e); err != nil {
				return err
			}
		}
	}
	return sqlparser.Walk(visit, ins.OnDup)
}

// reads reports whether a statement reads an object.
func (w *writer) reads(ast sqlparser.SQLNode, o *schema.Object) bool {
	names, _ := tablesIn(ast, nil, w.opt)
	for _, name := range names {
		if other := w.objects[name]; other != nil && other.Name == o.Name {
			return true
		}
	}
	return false
}

func wrongCount(r *recorder, who, what string, n int) error {
	const enough = 10
	var names []string
	for i := range r.targets {
		names = append(names, r.targets[i].name)
	}
	if len(names) > enough {
		names = append(names[:enough], "...")
	}
	list := ""
	if len(names) > 0 {
		list = " (" + strings.Join(names, ", ") + ")"
	}
	return fmt.Errorf("%s %d %s for %d columns of object %q%s", who, n, what, len(r.targets), r.object.Name, list)
}
