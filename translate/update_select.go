package translate

import (
	"github.com/scale-sql/scale/schema"
	"github.com/shopspring/decimal"
	"github.com/xwb1989/sqlparser"
)

// updateSelect plans the SELECT of an UPDATE: the ids of the records that it
// matches, the values that are no constants, and the old ones.
func (w *writer) updateSelect(from *updateFrom, u *sqlparser.Update, table *updateTable, up *update) (*WriteSelect, error) {
	sel := &sqlparser.Select{From: u.TableExprs, Where: u.Where, OrderBy: u.OrderBy, Limit: u.Limit}
	add := func(e sqlparser.Expr) int {
		sel.SelectExprs = append(sel.SelectExprs, &sqlparser.AliasedExpr{Expr: e})
		return len(sel.SelectExprs) - 1
	}
	add(table.column(table.object.ID.Name))
	for i := range up.settings {
		if s := &up.settings[i]; s.expr != nil {
			s.new = add(s.expr)
		}
	}
	for i := range up.settings {
		if s := &up.settings[i]; s.column != nil && s.column.Readable {
			s.old = add(table.column(s.column.Name))
		}
	}
	plan, err := w.query(sel)
	if err != nil {
		return nil, err
	}
	if !from.single() {
		up.seen = make(map[int64]struct{})
	}
	s := newWriteSelect(plan)
	s.ReadsTarget, s.update = true, up
	return s, nil
}

// column is a column of the table as an expression.
func (t *updateTable) column(name string) *sqlparser.ColName {
	return &sqlparser.ColName{
		Name:      sqlparser.NewColIdent(name),
		Qualifier: sqlparser.TableName{Name: sqlparser.NewTableIdent(t.alias)},
	}
}

// updateIDs are the ids of an UPDATE that says by nothing else which records it
// means: WHERE id = 5, or id IN (1, 2). ok is false for any other.
func (w *writer) updateIDs(from *updateFrom, u *sqlparser.Update, table *updateTable) (ids []int64, ok bool, err error) {
	if !from.single() || u.Where == nil || len(u.OrderBy) > 0 || u.Limit != nil {
		return nil, false, nil
	}
	e := unparenthesised(u.Where.Expr)
	cmp, ok := e.(*sqlparser.ComparisonExpr)
	if !ok {
		return nil, false, nil
	}
	s, err := w.updateScope(table)
	if err != nil {
		return nil, false, err
	}
	return s.ids(cmp)
}

// updateScope is where the conditions of an UPDATE of one table are read.
func (w *writer) updateScope(table *updateTable) (*scope, error) {
	params, _, err := w.bindAll()
	return &scope{object: table.object, alias: table.alias, opt: w.opt, params: params}, err
}

// ids are the ids that satisfy a condition, each once, if that needs no reading.
func (s *scope) ids(cmp *sqlparser.ComparisonExpr) (ids []int64, ok bool, err error) {
	subject, values := cmp.Left, sqlparser.ValTuple{cmp.Right}
	switch cmp.Operator {
	case sqlparser.EqualStr:
		if _, named := cmp.Left.(*sqlparser.ColName); !named {
			subject, values = cmp.Right, sqlparser.ValTuple{cmp.Left}
		}
	case sqlparser.InStr:
		if values, ok = cmp.Right.(sqlparser.ValTuple); !ok {
			return nil, false, nil
		}
	default:
		return nil, false, nil
	}
	left, err := s.operand(subject)
	if err != nil || left.column == nil || !left.column.IsID || left.binary {
		return nil, false, err
	}
	seen := make(map[int64]bool, len(values))
	for _, v := range values {
		o, err := s.operand(v)
		if err != nil || o.constant == nil || o.binary {
			return nil, false, err
		}
		if o.null() {
			continue
		}
		n, number := o.constant.asNumber()
		if !number {
			return nil, false, nil
		}
		// No record has an id of 0 or less, and to put one would create it.
		if !n.IsInteger() || !n.IsPositive() || n.GreaterThan(maxID) {
			continue
		}
		if id := n.IntPart(); !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	return ids, true, nil
}

var maxID = decimal.NewFromInt(1<<63 - 1)

// direct reports whether all values are known without reading the records: they
// are constants, or expressions of constants with one value for all.
func (up *update) direct(ids int) bool {
	for i := range up.settings {
		e := up.settings[i].expr
		if e != nil && (readsRows(e) || ids > 1 && !repeatable(e)) {
			return false
		}
	}
	return true
}

// readsRows reports whether an expression wants a column or a SELECT.
func readsRows(e sqlparser.Expr) bool {
	reads := false
	_ = sqlparser.Walk(func(n sqlparser.SQLNode) (bool, error) {
		switch n.(type) {
		case *sqlparser.ColName, *sqlparser.Subquery:
			reads = true
		}
		return !reads, nil
	}, e)
	return reads
}

// updateDirect makes the records of an UPDATE of known ids.
func (w *writer) updateDirect(p *WritePlan, up *update, ids []int64) error {
	x := &expressions{w: w}
	for i := range up.settings {
		s := &up.settings[i]
		if s.expr == nil {
			continue
		}
		at, err := x.add(s.expr, func() string { return "column \"" + s.name + "\"" })
		if err != nil {
			return err
		}
		s.value = at
	}
	if len(x.exprs) == 0 {
		p.Records = up.records(ids)
		return nil
	}
	p.complete = func() ([]schema.Record, error) {
		for i := range up.settings {
			s := &up.settings[i]
			if at, ok := s.value.(slot); ok {
				s.value, s.expr = x.values[at], nil
			}
		}
		err := up.encodeConstants()
		return up.records(ids), err
	}
	var err error
	p.Queries, err = x.queries()
	return err
}

// records gives each id the same values.
func (up *update) records(ids []int64) []schema.Record {
	records := make([]schema.Record, len(ids))
	for i, id := range ids {
		records[i] = schema.Record{ID: id, Data: up.constant, Links: up.links}
	}
	return records
}
