package residual

import (
	"fmt"
	"math"
	"strings"

	"github.com/scale-sql/scale/translate/syntax"
	"github.com/shopspring/decimal"
	"github.com/xwb1989/sqlparser"
)

// construct compiles an expression of any kind. Every construct that is allowed
// has its case.
func (c *compiler) construct(s *scope, e sqlparser.Expr) (piece, error) {
	switch e := e.(type) {
	case *sqlparser.ParenExpr:
		return c.value(s, e.Expr)
	case *sqlparser.ColName:
		return c.column(s, e)
	case *sqlparser.SQLVal:
		return c.literal(e)
	case *sqlparser.NullVal:
		return nullPiece, nil
	case sqlparser.BoolVal:
		if e {
			return intLiteral(1), nil
		}
		return intLiteral(0), nil
	case *sqlparser.AndExpr, *sqlparser.OrExpr, *sqlparser.NotExpr:
		return c.logic(s, e)
	case *sqlparser.ComparisonExpr:
		return c.comparison(s, e)
	case *sqlparser.RangeCond:
		return c.between(s, e)
	case *sqlparser.IsExpr:
		return c.is(s, e)
	case *sqlparser.BinaryExpr:
		return c.binary(s, e)
	case *sqlparser.UnaryExpr:
		return c.unary(s, e)
	case *sqlparser.CollateExpr:
		return c.collate(s, e)
	case *sqlparser.FuncExpr:
		return c.function(s, e)
	case *sqlparser.GroupConcatExpr:
		return c.groupConcat(s, e)
	case *sqlparser.CaseExpr:
		return c.caseWhen(s, e)
	case *sqlparser.ConvertExpr:
		return c.convert(s, e)
	case *sqlparser.ConvertUsingExpr:
		p, err := c.expr(s, e.Expr)
		p = asStr(p)
		p.typ.binary = p.kind() == Str && (c.env.BinaryCollation || strings.EqualFold(e.Type, "binary"))
		return p, err
	case *sqlparser.ExistsExpr:
		return c.existsCall(s, e)
	case *sqlparser.Subquery:
		return c.scalar(s, e)
	case *sqlparser.MatchExpr:
		return piece{}, unknownFunction("match")
	}
	return piece{}, c.unknown("expression", e)
}

// condition compiles an expression of which just the truth matters.
func (c *compiler) condition(s *scope, e sqlparser.Expr) (piece, error) {
	p, err := c.expr(s, e)
	return asTruth(p), err
}

// logic compiles AND, OR and NOT. Chains nest to the left in the AST, and are
// written without a level of parentheses a link.
func (c *compiler) logic(s *scope, e sqlparser.Expr) (piece, error) {
	if not, ok := e.(*sqlparser.NotExpr); ok {
		p, err := c.condition(s, not.Expr)
		return piece{text: "(NOT " + p.text + ")", typ: Type{Kind: Int, NotNull: p.typ.NotNull}}, err
	}
	links, or := syntax.Links(e)
	if or {
		return c.balanced(s, links, " OR ")
	}
	return c.balanced(s, links, " AND ")
}

// balanced writes a long chain, given backwards, as a tree of parentheses:
// SQLite's expressions may nest 1,000 deep, and a chain of n links nests n.
func (c *compiler) balanced(s *scope, links []sqlparser.Expr, op string) (piece, error) {
	if len(links) == 1 {
		return c.condition(s, links[0])
	}
	half := len(links) / 2
	right, err := c.balanced(s, links[:half], op)
	if err != nil {
		return piece{}, err
	}
	left, err := c.balanced(s, links[half:], op)
	if err != nil {
		return piece{}, err
	}
	p := raw(Int, "(%s%s%s)", left.text, op, right.text)
	p.typ.NotNull = left.typ.NotNull && right.typ.NotNull
	return p, nil
}

// chained joins conditions, each complete in itself, by AND or OR. Many become a
// tree of parentheses, as in balanced.
func chained(texts []string, op string) string {
	const flat = 200
	if len(texts) <= flat {
		return strings.Join(texts, op)
	}
	half := len(texts) / 2
	return "(" + chained(texts[:half], op) + ")" + op + "(" + chained(texts[half:], op) + ")"
}

func (c *compiler) pair(s *scope, a, b sqlparser.Expr) (x, y piece, err error) {
	if x, err = c.expr(s, a); err != nil {
		return x, y, err
	}
	y, err = c.expr(s, b)
	return x, y, err
}

// between writes BETWEEN as SQL defines it: x >= low AND x <= high.
func (c *compiler) between(s *scope, e *sqlparser.RangeCond) (piece, error) {
	x, low, err := c.pair(s, e.Left, e.From)
	if err != nil {
		return piece{}, err
	}
	high, err := c.expr(s, e.To)
	if err != nil {
		return piece{}, err
	}
	a, err := c.compare(x, ">=", low)
	if err != nil {
		return piece{}, err
	}
	b, err := c.compare(x, "<=", high)
	if err != nil {
		return piece{}, err
	}
	p := raw(Int, "(%s AND %s)", a.text, b.text)
	if e.Operator == sqlparser.NotBetweenStr {
		p.text = "(NOT " + p.text + ")"
	}
	return p, nil
}

// is writes IS [NOT] NULL, TRUE and FALSE, which are never NULL.
func (c *compiler) is(s *scope, e *sqlparser.IsExpr) (piece, error) {
	p, err := c.expr(s, e.Expr)
	if err != nil {
		return p, err
	}
	not := map[string]bool{sqlparser.IsNotNullStr: true, sqlparser.IsNotTrueStr: true, sqlparser.IsNotFalseStr: true}[e.Operator]
	var text string
	switch e.Operator {
	case sqlparser.IsNullStr, sqlparser.IsNotNullStr:
		text = isNull(p).text
	case sqlparser.IsTrueStr, sqlparser.IsNotTrueStr:
		text = fmt.Sprintf("(%s IS TRUE)", asTruth(p).text)
	case sqlparser.IsFalseStr, sqlparser.IsNotFalseStr:
		text = fmt.Sprintf("(%s IS FALSE)", asTruth(p).text)
	default:
		return piece{}, c.unknown("expression", e)
	}
	if not {
		text = "(NOT " + text + ")"
	}
	return piece{text: text, typ: Type{Kind: Int, NotNull: true}}, nil
}

// isNull writes IS NULL. The API has no NULL but an empty value, which for a text
// is the empty one: IS NULL holds of it too.
func isNull(p piece) piece {
	text := fmt.Sprintf("(%s IS NULL)", p.text)
	if p.typ.emptyIsNull {
		text = fmt.Sprintf("(ifnull(%s, '') = '')", p.text)
	}
	return piece{text: text, typ: Type{Kind: Int, NotNull: true}}
}

// collate is x COLLATE name: of a collation's name just the ending matters.
func (c *compiler) collate(s *scope, e *sqlparser.CollateExpr) (piece, error) {
	p, err := c.expr(s, e.Expr)
	if err != nil {
		return p, err
	}
	p = asStr(p)
	p.typ.binary = binaryCollation(e.Charset)
	p.typ.Column, p.constant = nil, nil
	return p, nil
}

func (c *compiler) unary(s *scope, e *sqlparser.UnaryExpr) (piece, error) {
	p, err := c.value(s, e.Expr)
	if err != nil {
		return p, err
	}
	switch e.Operator {
	case sqlparser.UPlusStr:
		return p, nil
	case sqlparser.UMinusStr:
		return negative(p), nil
	case sqlparser.BangStr:
		q := asTruth(p)
		return piece{text: "(NOT " + q.text + ")", typ: Type{Kind: Int, NotNull: p.typ.NotNull}}, nil
	case sqlparser.BinaryStr:
		p = asStr(p)
		p.typ.binary, p.typ.Column, p.constant = true, nil, nil
		return p, nil
	case sqlparser.TildaStr:
		return inverted(p), nil
	}
	return piece{}, c.unknown("operator", e)
}

func negative(p piece) piece {
	if n := p.constant; n != nil && p.kind() == Int && !n.number.Equal(decimal.NewFromInt(math.MinInt64)) {
		return intLiteral(n.number.Neg().IntPart())
	}
	if p.constant != nil && (p.kind() == Dec || p.kind() == Int) {
		if q, err := numberPiece(p.constant.number.Neg()); err == nil {
			return q
		}
	}
	switch p = asNumber(p); p.kind() {
	case Int, Bool:
		return call(Int, "my_ineg", p)
	case Dec:
		return sameDigits(call(Dec, "my_dneg", p), p)
	case Dbl:
		return raw(Dbl, "(-%s)", p.text)
	}
	return p
}

// caseWhen writes CASE; CASE x WHEN v compares as x = v does.
func (c *compiler) caseWhen(s *scope, e *sqlparser.CaseExpr) (piece, error) {
	var conds, values []piece
	var subject piece
	var err error
	if e.Expr != nil {
		if subject, err = c.expr(s, e.Expr); err != nil {
			return piece{}, err
		}
	}
	for _, w := range e.Whens {
		cond, err := c.expr(s, w.Cond)
		if err != nil {
			return piece{}, err
		}
		value, err := c.value(s, w.Val)
		if err != nil {
			return piece{}, err
		}
		if e.Expr != nil {
			if cond, err = c.compare(subject, "=", cond); err != nil {
				return piece{}, err
			}
			if err = c.write(len(cond.text)); err != nil {
				return piece{}, err
			}
		}
		conds, values = append(conds, asTruth(cond)), append(values, value)
	}
	otherwise := nullPiece
	if e.Else != nil {
		if otherwise, err = c.value(s, e.Else); err != nil {
			return piece{}, err
		}
	}
	values = unifyAll(append(values, otherwise))
	var text strings.Builder
	text.WriteString("(CASE")
	for i, cond := range conds {
		text.WriteString(" WHEN " + cond.text + " THEN " + values[i].text)
	}
	last := values[len(values)-1]
	text.WriteString(" ELSE " + last.text + " END)")
	return piece{text: text.String(), typ: last.typ}, nil
}

// unifyAll gives values their common type.
func unifyAll(values []piece) []piece {
	t := values[0].typ
	for _, v := range values[1:] {
		t = unify(t, v.typ)
	}
	out := make([]piece, len(values))
	for i, v := range values {
		if !t.unrounded && t.Kind != Dbl {
			v = rounded(v)
		}
		if !t.unrounded {
			v = widened(v, t)
		}
		out[i] = coerce(v, t)
		out[i].typ = t
	}
	return out
}
