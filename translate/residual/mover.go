package residual

import (
	"strings"

	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// mover copies a condition with the columns of a derived table called what its SELECT
// calls them. What it doesn't know stays where it is.
type mover struct {
	descent *descent
	table   *sqlparser.AliasedTableExpr
	named   bool // the condition names a column
}

func (m *mover) expr(e sqlparser.Expr) (sqlparser.Expr, bool) {
	switch e := e.(type) {
	case *sqlparser.ColName:
		return m.column(e)
	case *sqlparser.SQLVal, *sqlparser.NullVal, sqlparser.BoolVal:
		return e, true
	case *sqlparser.FuncExpr:
		return m.call(e)
	case sqlparser.ValTuple:
		list := make(sqlparser.ValTuple, len(e))
		ok := true
		for i := range e {
			ok = ok && m.to(&list[i], e[i])
		}
		return list, ok
	case *sqlparser.AndExpr:
		out := *e
		return &out, m.to(&out.Left, e.Left) && m.to(&out.Right, e.Right)
	case *sqlparser.OrExpr:
		out := *e
		return &out, m.to(&out.Left, e.Left) && m.to(&out.Right, e.Right)
	case *sqlparser.ComparisonExpr:
		out := *e
		return &out, m.to(&out.Left, e.Left) && m.to(&out.Right, e.Right) && (e.Escape == nil || m.to(&out.Escape, e.Escape))
	case *sqlparser.BinaryExpr:
		out := *e
		return &out, m.to(&out.Left, e.Left) && m.to(&out.Right, e.Right)
	case *sqlparser.RangeCond:
		out := *e
		return &out, m.to(&out.Left, e.Left) && m.to(&out.From, e.From) && m.to(&out.To, e.To)
	}
	return m.unary(e)
}

// unary copies an expression with one operand.
func (m *mover) unary(e sqlparser.Expr) (sqlparser.Expr, bool) {
	switch e := e.(type) {
	case *sqlparser.ParenExpr:
		out := *e
		return &out, m.to(&out.Expr, e.Expr)
	case *sqlparser.NotExpr:
		out := *e
		return &out, m.to(&out.Expr, e.Expr)
	case *sqlparser.IsExpr:
		out := *e
		return &out, m.to(&out.Expr, e.Expr)
	case *sqlparser.UnaryExpr:
		out := *e
		return &out, m.to(&out.Expr, e.Expr)
	case *sqlparser.CollateExpr:
		out := *e
		return &out, m.to(&out.Expr, e.Expr)
	case *sqlparser.ConvertExpr:
		out := *e
		return &out, m.to(&out.Expr, e.Expr)
	case *sqlparser.IntervalExpr:
		out := *e
		return &out, m.to(&out.Expr, e.Expr)
	}
	return nil, false
}

// to copies an operand.
func (m *mover) to(place *sqlparser.Expr, e sqlparser.Expr) (ok bool) {
	*place, ok = m.expr(e)
	return ok
}

func (m *mover) column(e *sqlparser.ColName) (sqlparser.Expr, bool) {
	qualifier := e.Qualifier.Name.String()
	switch {
	case !e.Qualifier.Qualifier.IsEmpty():
		return nil, false
	case qualifier == "" && !m.descent.single, qualifier != "" && !strings.EqualFold(qualifier, m.table.As.String()):
		return nil, false
	}
	col := m.descent.compiler.derivedColumn(rowsOf(m.table), e.Name.String())
	m.named = true
	return col, col != nil
}

// settled are the functions, besides the strict ones, that have the same value
// wherever they are computed.
var settled = map[string]bool{
	syntax.FuncDateLiteral: true, syntax.FuncTimestampLiteral: true, "now": true, "current_timestamp": true, "curdate": true, "current_date": true,
	"date_add": true, "date_sub": true, "ifnull": true, "coalesce": true, "nullif": true, "trim": true, "concat_ws": true, "if": true,
}

func (m *mover) call(f *sqlparser.FuncExpr) (sqlparser.Expr, bool) {
	if name := strings.ToLower(f.Name.String()); f.Distinct || !f.Qualifier.IsEmpty() || !strict[name] && !settled[name] {
		return nil, false
	}
	out := *f
	out.Exprs = make(sqlparser.SelectExprs, len(f.Exprs))
	for i, arg := range f.Exprs {
		a, ok := arg.(*sqlparser.AliasedExpr)
		if !ok {
			return nil, false
		}
		copied := *a
		if !m.to(&copied.Expr, a.Expr) {
			return nil, false
		}
		out.Exprs[i] = &copied
	}
	return &out, true
}
