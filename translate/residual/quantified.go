package residual

import (
	"fmt"
	"strings"

	"github.com/xwb1989/sqlparser"
)

// quantified writes a op ANY (SELECT b ...) and a op ALL (SELECT b ...). What all or
// any of the values are greater than is decided by the least or the greatest of them;
// ALL holds of no values, and a NULL among them leaves open what the others don't
// decide.
func (c *compiler) quantified(s *scope, f *sqlparser.FuncExpr, op string, all bool) (piece, error) {
	word := map[bool]string{true: "ALL", false: "ANY"}[all]
	left, sub, ok := quantifiedParts(f)
	switch {
	case !ok:
		return piece{}, c.unknown(word, f)
	case isRow(left):
		return piece{}, fmt.Errorf("%w: a row with %s %s (SELECT ...): rows take = ANY and <> ALL", ErrUnsupported, op, word)
	}
	a, err := c.expr(s, left)
	if err != nil {
		return piece{}, err
	}
	b, err := c.statement(sub.Select, s)
	if err != nil {
		return piece{}, err
	}
	if len(b.items) != 1 {
		return piece{}, fmt.Errorf("the SELECT of %s must have 1 column, not %d", word, len(b.items))
	}
	x, y, collation, err := c.comparable(a, b.values()[0])
	if err != nil {
		return piece{}, err
	}
	v := valuesOf(y.text, collation)
	if s.mayAggregate(left) { // an aggregate would be that of a SELECT around it
		v = v.each(b.render())
		return raw(Int, "%s", v.decide(x.text+collation, op, all)), nil
	}
	return raw(Int, "(WITH q(n, nulls, low, high) AS MATERIALIZED (SELECT %s, %s, %s, %s FROM (%s)) SELECT %s FROM q)",
		v.n, v.nulls, v.low, v.high, b.render(), values{"n", "nulls", "low", "high"}.decide(x.text+collation, op, all)), nil
}

func quantifiedParts(f *sqlparser.FuncExpr) (left sqlparser.Expr, sub *sqlparser.Subquery, ok bool) {
	if len(f.Exprs) != 2 {
		return nil, nil, false
	}
	a, okA := f.Exprs[0].(*sqlparser.AliasedExpr)
	b, okB := f.Exprs[1].(*sqlparser.AliasedExpr)
	if !okA || !okB {
		return nil, nil, false
	}
	sub, ok = b.Expr.(*sqlparser.Subquery)
	return a.Expr, sub, ok
}

// mayAggregate reports whether an aggregate may be in what becomes of an expression.
// HAVING and ORDER BY may name one by its label.
func (s *scope) mayAggregate(e sqlparser.Expr) bool {
	return !s.noAggregates && (s.labels != noLabels || aggregates(e))
}

// values are what is to be known of the values of a subquery: how many there are,
// whether there is a NULL, and the least and the greatest one.
type values struct{ n, nulls, low, high string }

func valuesOf(value, collation string) values {
	return values{"count(*)", "count(*) > count(" + value + ")", "min(" + value + collation + ")", "max(" + value + collation + ")"}
}

// each makes a subquery of its own of each of the values.
func (v values) each(query string) values {
	from := func(text string) string { return "(SELECT " + text + " FROM (" + query + "))" }
	return values{from(v.n), from(v.nulls), from(v.low), from(v.high)}
}

// decide writes x op ALL, or ANY, of the values.
func (v values) decide(x, op string, all bool) string {
	side := map[bool]string{true: v.high, false: v.low}[strings.HasPrefix(op, ">") == all]
	found := fmt.Sprintf("(%s %s %s)", x, op, side)
	join, none, otherwise := " OR ", 0, 0
	if all {
		join, none, otherwise = " AND ", 1, 1
	}
	switch op {
	case "=", "!=":
		op = strings.Replace(op, "!=", "<>", 1)
		found = fmt.Sprintf("((%s %s %s)%s(%s %s %s))", x, op, v.low, join, x, op, v.high)
	}
	return fmt.Sprintf("(CASE WHEN %s = 0 THEN %d ELSE %s%siif(%s, NULL, %d) END)", v.n, none, found, join, v.nulls, otherwise)
}
