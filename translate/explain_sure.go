package translate

import (
	"strings"

	"github.com/xwb1989/sqlparser"
)

// sure are the tables that are certain to be read, by their index: those of which
// no LIMIT, no condition without a column and no other table's rows can spare the
// reading.
func (f *Finish) sure() map[int]bool {
	sure := make(map[int]bool)
	if len(f.Steps) > 0 {
		sure[f.Steps[0].From] = true // it is stored before anything else
	}
	for _, k := range f.Query.Kept {
		if !namesColumn(k.Expr) { // it may be decided before a row is read
			return sure
		}
	}
	index := make(map[*sqlparser.AliasedTableExpr]int)
	for i, t := range f.Query.Tables {
		index[t.Expr] = i
	}
	f.read(f.ast, index, sure)
	return sure
}

// read adds the tables of a statement that is certain to be carried out.
func (f *Finish) read(ast sqlparser.SelectStatement, index map[*sqlparser.AliasedTableExpr]int, sure map[int]bool) {
	switch s := ast.(type) {
	case *sqlparser.ParenSelect:
		f.read(s.Select, index, sure)
	case *sqlparser.Union:
		if s.Limit == nil {
			f.read(s.Left, index, sure)
			f.read(s.Right, index, sure)
		}
	case *sqlparser.Select:
		if (s.Having == nil || namesColumn(s.Having.Expr) || checkAggregates(s.Having.Expr) != nil) && (s.Limit == nil || f.limited(s)) {
			// Of a join's tables SQLite reads none behind one that has no rows, and it
			// chooses their order.
			if t, ok := onlyTable(s.From); ok {
				if i, ok := index[t]; ok {
					sure[i] = true
				}
			}
		}
	}
}

// onlyTable is the one table of a FROM, if it is one.
func onlyTable(from sqlparser.TableExprs) (*sqlparser.AliasedTableExpr, bool) {
	if len(from) != 1 {
		return nil, false
	}
	switch e := from[0].(type) {
	case *sqlparser.AliasedTableExpr:
		return e, true
	case *sqlparser.ParenTableExpr:
		return onlyTable(e.Exprs)
	}
	return nil, false
}

// namesColumn reports whether an expression names a column outside of subqueries.
func namesColumn(e sqlparser.Expr) bool {
	named := false
	_ = sqlparser.Walk(func(n sqlparser.SQLNode) (bool, error) {
		switch n.(type) {
		case *sqlparser.ColName:
			named = true
		case *sqlparser.Subquery:
			return false, nil
		}
		return !named, nil
	}, e)
	return named
}

// limited reports whether the LIMIT of a SELECT is known to want a row.
func (f *Finish) limited(sel *sqlparser.Select) bool {
	for i, t := range f.Query.Tables {
		if t.Whole == sel && (t.Ordered || f.Requests[i] != nil && f.Requests[i].Limit > 0) {
			return true
		}
	}
	v, ok := sel.Limit.Rowcount.(*sqlparser.SQLVal)
	return ok && v.Type == sqlparser.IntVal && strings.Trim(string(v.Val), "0") != ""
}
