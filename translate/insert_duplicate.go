package translate

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/schema"
	"github.com/xwb1989/sqlparser"
)

// duplicate is an ON DUPLICATE KEY UPDATE. It says what becomes of the rows with
// an id; one without can't be a duplicate, and is created.
type duplicate struct {
	sets []duplicateSet
	// tells is whether the clause has id = LAST_INSERT_ID(id) or id = VALUES(id),
	// by which a client asks for the id of the record found as for a new one's.
	tells bool
	// err is why the clause can't be carried out, an error if a row has an id.
	err error
	// pair is a column that is no id and that the clause sets to itself, or empty:
	// what asks to leave alone a record that is found by it.
	pair string
}

type duplicateSet struct {
	target
	from  int // VALUES(column): its place in the row, or -1
	value any // a constant
}

// duplicate reads the clause of an INSERT. Its columns are checked in any case,
// and its values if a row needs them: clients send it with each INSERT.
func (w *writer) duplicate(r *recorder, ins *sqlparser.Insert) (*duplicate, error) {
	if len(ins.OnDup) == 0 {
		return nil, nil
	}
	d := &duplicate{}
	var targets []target
	for _, e := range ins.OnDup {
		t, err := w.target(r.object, e.Name.Name.String())
		if err != nil {
			return nil, fmt.Errorf("ON DUPLICATE KEY UPDATE: %w", err)
		}
		if keeps(r.object, t, e.Expr) {
			if d.tells = d.tells || t.id && tellsID(e.Expr); !t.id {
				d.pair = t.name
			}
			continue
		}
		targets = append(targets, t)
		s := duplicateSet{target: t, from: -1}
		if err := w.duplicateValue(r, &s, e.Expr); err != nil && d.err == nil {
			d.err = fmt.Errorf("ON DUPLICATE KEY UPDATE: column %q: %w", t.name, err)
		}
		d.sets = append(d.sets, s)
	}
	return d, checkOnce(targets)
}

// creates returns an error if a row without an id would be created by a clause
// that asks to leave alone the records which are there: without a unique key
// for the pair of ids that it mostly is about, each of them would be stored once
// more.
func (d *duplicate) creates(row int) error {
	if d == nil || d.pair == "" || len(d.sets) > 0 {
		return nil
	}
	return fmt.Errorf("row %d: %w", row, unsupported(fmt.Sprintf("ON DUPLICATE KEY UPDATE %[1]s = %[1]s", d.pair),
		"the API has no unique key but id, and the row has none, so that it would be stored once more if it is there already; look first which rows are there, and insert the others without the clause"))
}

// keeps reports whether an assignment changes nothing, as id = id, or
// id = LAST_INSERT_ID(id), which says of the record found that it is the one.
func keeps(o *schema.Object, t target, e sqlparser.Expr) bool {
	switch e := e.(type) {
	case *sqlparser.ParenExpr:
		return keeps(o, t, e.Expr)
	case *sqlparser.ColName:
		c, err := o.Lookup(e.Name.String())
		return err == nil && (c == t.column || t.id && (c.IsID || c == o.Key))
	case *sqlparser.ValuesFuncExpr:
		return t.id && keeps(o, t, e.Name)
	case *sqlparser.FuncExpr:
		if !t.id || len(e.Exprs) != 1 || !strings.EqualFold(e.Name.String(), "last_insert_id") {
			return false
		}
		arg, ok := e.Exprs[0].(*sqlparser.AliasedExpr)
		return ok && keeps(o, t, arg.Expr)
	}
	return false
}

// tellsID reports whether the value of an assignment that changes nothing is
// LAST_INSERT_ID(id) or VALUES(id).
func tellsID(e sqlparser.Expr) bool {
	switch e := e.(type) {
	case *sqlparser.ParenExpr:
		return tellsID(e.Expr)
	case *sqlparser.FuncExpr, *sqlparser.ValuesFuncExpr:
		return true
	}
	return false
}

func (w *writer) duplicateValue(r *recorder, s *duplicateSet, e sqlparser.Expr) error {
	if s.id {
		return errAssignID
	}
	if f, ok := e.(*sqlparser.ValuesFuncExpr); ok {
		t, err := w.target(r.object, f.Name.Name.String())
		if err != nil {
			return err
		}
		for i := range r.targets {
			if r.targets[i].same(&t) {
				s.from = i
				return nil
			}
		}
		return fmt.Errorf("VALUES(%s): the column is not among those of the INSERT", f.Name.Name.String())
	}
	v, ok, err := w.constant(e, s.number())
	if err == nil && !ok {
		err = unsupported(describe(e, false), "a record is updated here without being read, so its new values must be constants or VALUES(column); use UPDATE")
	}
	s.value = v
	return err
}

// record makes the record that updates the one a row is the duplicate of.
func (d *duplicate) record(r *recorder, row int, id int64, values []any) (schema.Record, error) {
	rec := schema.Record{ID: id}
	if d.err != nil {
		return rec, fmt.Errorf("row %d: %w", row, d.err)
	}
	rec.Data = r.data.take(len(d.sets))
	for i := range d.sets {
		s := &d.sets[i]
		v := s.value
		if s.from >= 0 {
			v = values[s.from]
		}
		if _, ok := v.(leftOut); ok {
			v = nil // the default of a record that is there is to be empty
		}
		if err := r.put(&rec, row, &s.target, v); err != nil {
			return rec, err
		}
	}
	return rec, nil
}
