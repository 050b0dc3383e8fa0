package residual

import (
	"github.com/scale-sql/scale/schema"
	"github.com/xwb1989/sqlparser"
)

// purpose says what the rows of the one table of a SELECT are wanted for, where
// that makes a smaller request.
func (s *scope) purpose(t *Table, sel *sqlparser.Select) {
	switch {
	case s.probe && rowByRow(sel) && sel.Limit == nil:
		t.Probe = true
	case s.parent == nil && rowByRow(sel):
		t.Whole = sel
	default:
		t.Extreme, t.Most = s.extreme(sel)
	}
}

// extreme is the column of SELECT MIN(col) or MAX(col), if that is all that is
// selected.
func (s *scope) extreme(sel *sqlparser.Select) (col *schema.Column, most bool) {
	if len(sel.SelectExprs) != 1 || len(sel.GroupBy) > 0 || sel.Having != nil {
		return nil, false
	}
	item, _ := sel.SelectExprs[0].(*sqlparser.AliasedExpr)
	if item == nil {
		return nil, false
	}
	f, _ := item.Expr.(*sqlparser.FuncExpr)
	if f == nil || f.Name.Lowered() != "min" && f.Name.Lowered() != "max" || len(f.Exprs) != 1 {
		return nil, false
	}
	arg, _ := f.Exprs[0].(*sqlparser.AliasedExpr)
	if arg == nil {
		return nil, false
	}
	name, _ := arg.Expr.(*sqlparser.ColName)
	if name == nil {
		return nil, false
	}
	at, ok, err := s.resolve(name)
	if !ok || err != nil {
		return nil, false
	}
	return at.column, f.Name.Lowered() == "max"
}

// OneGroup reports whether a SELECT makes one row of all rows of its tables, of
// which there may be none.
func OneGroup(sel *sqlparser.Select) bool {
	return len(sel.GroupBy) == 0 && (aggregates(sel.SelectExprs) || aggregates(sel.OrderBy) ||
		sel.Having != nil && aggregates(sel.Having.Expr))
}

// rowByRow reports whether a SELECT makes each row of its result of one row of
// its table, in their order.
func rowByRow(sel *sqlparser.Select) bool {
	return sel.Distinct == "" && len(sel.GroupBy) == 0 && sel.Having == nil && !aggregates(sel.SelectExprs) && !aggregates(sel.OrderBy)
}
