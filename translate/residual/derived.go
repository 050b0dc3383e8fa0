package residual

import (
	"strings"

	"github.com/xwb1989/sqlparser"
)

// descend moves the conditions of a WHERE that are about plain columns of a derived
// table into that table's SELECT, where the API may be asked for their rows only. The
// statement is left as it is: what changes is a copy.
func (c *compiler) descend(sel *sqlparser.Select) *sqlparser.Select {
	if sel.Where == nil {
		return sel
	}
	d := &descent{compiler: c, single: oneSource(sel.From), moved: map[*sqlparser.AliasedTableExpr][]sqlparser.Expr{}}
	for _, e := range sel.From {
		d.find(e)
	}
	if len(d.tables) == 0 {
		return sel
	}
	var kept []sqlparser.Expr
	for _, cond := range conjuncts(sel.Where.Expr) {
		if !d.move(cond) {
			kept = append(kept, cond)
		}
	}
	if len(d.moved) == 0 {
		return sel
	}
	out := *sel
	out.Where = whereOf(kept)
	out.From = nil
	for _, e := range sel.From {
		out.From = append(out.From, d.rebuilt(e))
	}
	return &out
}

// whereOf is a WHERE of several conditions, nil for none.
func whereOf(conds []sqlparser.Expr) *sqlparser.Where {
	if len(conds) == 0 {
		return nil
	}
	all := conds[0]
	for _, cond := range conds[1:] {
		all = &sqlparser.AndExpr{Left: all, Right: cond}
	}
	return &sqlparser.Where{Type: sqlparser.WhereStr, Expr: all}
}

// descent is the derived tables of a FROM that conditions may move into.
type descent struct {
	compiler *compiler
	single   bool // the FROM is one table, whose columns need no qualifier
	tables   []*sqlparser.AliasedTableExpr
	moved    map[*sqlparser.AliasedTableExpr][]sqlparser.Expr
}

// find lists the derived tables whose rows are those of their own tables. An outer
// join would turn a row that the condition left out into one of NULLs.
func (d *descent) find(e sqlparser.TableExpr) {
	switch e := e.(type) {
	case *sqlparser.AliasedTableExpr:
		if rowsOf(e) != nil {
			d.tables = append(d.tables, e)
		}
	case *sqlparser.ParenTableExpr:
		for _, inner := range e.Exprs {
			d.find(inner)
		}
	case *sqlparser.JoinTableExpr:
		switch e.Join {
		case sqlparser.JoinStr, sqlparser.StraightJoinStr, sqlparser.NaturalJoinStr:
			d.find(e.LeftExpr)
			d.find(e.RightExpr)
		case sqlparser.LeftJoinStr, sqlparser.NaturalLeftJoinStr:
			d.find(e.LeftExpr)
		case sqlparser.RightJoinStr, sqlparser.NaturalRightJoinStr:
			d.find(e.RightExpr)
		}
	}
}

// rowsOf is the SELECT of a derived table of which each row stands for itself, so
// that its WHERE may leave out what the one around it would; nil for any other table.
func rowsOf(e *sqlparser.AliasedTableExpr) *sqlparser.Select {
	sub, ok := e.Expr.(*sqlparser.Subquery)
	if !ok {
		return nil
	}
	if sel := plainSelect(sub.Select); sel != nil && rowByRow(sel) && sel.Limit == nil {
		return sel
	}
	return nil
}

// move moves a condition, if all its columns are plain ones of one derived table.
func (d *descent) move(cond sqlparser.Expr) bool {
	for _, table := range d.tables {
		m := &mover{descent: d, table: table}
		if moved, ok := m.expr(cond); ok && m.named {
			d.moved[table] = append(d.moved[table], moved)
			return true
		}
	}
	return false
}

// rebuilt is a part of FROM with the conditions in its derived tables.
func (d *descent) rebuilt(e sqlparser.TableExpr) sqlparser.TableExpr {
	switch e := e.(type) {
	case *sqlparser.AliasedTableExpr:
		if len(d.moved[e]) == 0 {
			return e
		}
		inner, out := *rowsOf(e), *e
		var conds []sqlparser.Expr
		if inner.Where != nil {
			conds = conjuncts(inner.Where.Expr)
		}
		inner.Where = whereOf(append(conds, d.moved[e]...))
		out.Expr = &sqlparser.Subquery{Select: &inner}
		return &out
	case *sqlparser.ParenTableExpr:
		out := *e
		out.Exprs = nil
		for _, inner := range e.Exprs {
			out.Exprs = append(out.Exprs, d.rebuilt(inner))
		}
		return &out
	case *sqlparser.JoinTableExpr:
		out := *e
		out.LeftExpr, out.RightExpr = d.rebuilt(e.LeftExpr), d.rebuilt(e.RightExpr)
		return &out
	}
	return e
}

// derivedColumn is what the SELECT of a derived table calls one of its columns, nil if it is
// no plain column.
func (c *compiler) derivedColumn(sel *sqlparser.Select, name string) *sqlparser.ColName {
	for _, e := range sel.SelectExprs {
		switch e := e.(type) {
		case *sqlparser.AliasedExpr:
			col, _ := e.Expr.(*sqlparser.ColName)
			label := e.As.String()
			if label == "" && col != nil {
				label = col.Name.String()
			}
			if strings.EqualFold(label, name) {
				return col
			}
		case *sqlparser.StarExpr:
			if oneSource(sel.From) && c.has(sel.From[0].(*sqlparser.AliasedTableExpr), name) {
				return &sqlparser.ColName{Name: sqlparser.NewColIdent(name)}
			}
		}
	}
	return nil
}

// has reports whether a table has a plain column of that name.
func (c *compiler) has(table *sqlparser.AliasedTableExpr, name string) bool {
	switch t := table.Expr.(type) {
	case sqlparser.TableName:
		if isDual(table) {
			return false
		}
		object, err := c.env.Object(t.Qualifier.String(), t.Name.String())
		if err != nil {
			return false
		}
		_, err = object.Readable(name)
		return err == nil
	case *sqlparser.Subquery:
		sel := plainSelect(t.Select)
		return sel != nil && c.derivedColumn(sel, name) != nil
	}
	return false
}
