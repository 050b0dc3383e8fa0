package residual

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

var aggregateNames = map[string]bool{
	"count": true, "sum": true, "avg": true, "min": true, "max": true, "bit_and": true, "bit_or": true, "bit_xor": true,
	"std": true, "stddev": true, "stddev_pop": true, "stddev_samp": true, "variance": true, "var_pop": true, "var_samp": true,
}

// IsAggregate reports whether a function, in lower case, makes one value of many
// rows.
func IsAggregate(name string) bool { return aggregateNames[name] }

// aggregates reports whether there is an aggregate in a part of a SELECT, those
// of its subqueries left out.
func aggregates(n sqlparser.SQLNode) bool {
	has := false
	_ = sqlparser.Walk(func(n sqlparser.SQLNode) (bool, error) {
		switch n := n.(type) {
		case *sqlparser.FuncExpr:
			has = has || aggregateNames[n.Name.Lowered()]
		case *sqlparser.GroupConcatExpr:
			has = true
		case *sqlparser.Subquery:
			return false, nil
		}
		return !has, nil
	}, n)
	return has
}

// allowed refuses an aggregate where there are no groups: in WHERE, ON, GROUP BY
// and other aggregates.
func (s *scope) allowed(aggregate sqlparser.SQLNode) error {
	if s.noAggregates {
		return fmt.Errorf("invalid use of an aggregate: %s", syntax.Shown(aggregate))
	}
	return nil
}

// ownAggregate refuses an aggregate whose columns are all of a SELECT around this
// one: to SQL it is an aggregate of that one.
func (s *scope) ownAggregate(args sqlparser.SelectExprs) error {
	own, outer := false, false
	_ = sqlparser.Walk(func(n sqlparser.SQLNode) (bool, error) {
		if col, ok := n.(*sqlparser.ColName); ok {
			_, found, _ := s.resolve(col)
			own, outer = own || found, outer || !found
		}
		return true, nil
	}, args)
	if s.parent != nil && outer && !own {
		return fmt.Errorf("%w: an aggregate in a subquery over columns of the SELECT around it: %s", ErrUnsupported, syntax.Shown(args))
	}
	return nil
}

// aggregate compiles a call of an aggregate.
func (c *compiler) aggregate(s *scope, name string, f *sqlparser.FuncExpr) (piece, error) {
	if err := s.allowed(f); err != nil {
		return piece{}, err
	}
	if err := s.ownAggregate(f.Exprs); err != nil {
		return piece{}, err
	}
	defer s.inAggregate()()
	if name == "count" {
		return c.countCall(s, f)
	}
	args, err := c.arguments(s, name, f.Exprs)
	if err != nil {
		return piece{}, err
	}
	if len(args) != 1 {
		return piece{}, wrongCount(name, 1, 1, len(args))
	}
	p := args[0]
	switch name {
	case "min", "max":
		q := piece{text: name + "(" + collated(p) + ")", typ: p.typ}
		q.typ.NotNull = false
		if q.kind() == Bool {
			q.typ = of(Int)
		}
		return q, nil
	case "sum", "avg":
		return sumOrAvg(name, p, f.Distinct), nil
	}
	if f.Distinct {
		return piece{}, fmt.Errorf("%w: %s(DISTINCT)", ErrUnsupported, strings.ToUpper(name))
	}
	if strings.HasPrefix(name, "bit_") {
		// Of no values MySQL makes those that change nothing: no bit, or for AND
		// all 64, which as an integer with a sign are -1.
		none := "0"
		if name == "bit_and" {
			none = "-1"
		}
		return raw(Int, "ifnull(my_%s(%s), %s)", name, asInt(p).text, none), nil
	}
	return call(Dbl, spreads[name], asDbl(p)), nil
}

var spreads = map[string]string{
	"std": "my_std", "stddev": "my_std", "stddev_pop": "my_std", "stddev_samp": "my_stddev_samp",
	"variance": "my_var_pop", "var_pop": "my_var_pop", "var_samp": "my_var_samp",
}

// sumOrAvg is exact for exact numbers: SUM is a DECIMAL, AVG one with 4 digits
// more.
func sumOrAvg(name string, p piece, distinct bool) piece {
	p = asNumber(p)
	if p.kind() == Null {
		return nullPiece
	}
	value := collated(p)
	if distinct {
		p = rounded(p)
		value = "DISTINCT " + collated(p)
	}
	if p.kind() == Dbl {
		return raw(Dbl, "my_%s(%s)", name, value)
	}
	n, ok := p.typ.digits()
	if !ok {
		return raw(Dec, "my_d%s(%s)", name, value)
	}
	sum := raw(Dec, "my_dsum(%s)", value)
	sum.typ = sum.typ.withPlaces(n)
	sum.typ.unrounded = p.typ.unrounded
	if name == "avg" {
		return quotient(sum, raw(Int, "count(%s)", value))
	}
	return sum
}

// countCall writes COUNT(*), COUNT(x), COUNT(DISTINCT x) and COUNT(DISTINCT x, y).
func (c *compiler) countCall(s *scope, f *sqlparser.FuncExpr) (piece, error) {
	typ := Type{Kind: Int, NotNull: true}
	if len(f.Exprs) == 1 {
		if _, star := f.Exprs[0].(*sqlparser.StarExpr); star && !f.Distinct {
			return piece{text: "count(*)", typ: typ}, nil
		}
	}
	args, err := c.arguments(s, "count", f.Exprs)
	if err != nil {
		return piece{}, err
	}
	switch {
	case len(args) == 1 && f.Distinct:
		return piece{text: "count(DISTINCT " + collated(args[0]) + ")", typ: typ}, nil
	case len(args) == 1:
		return piece{text: "count(" + args[0].text + ")", typ: typ}, nil
	case len(args) == 0 || !f.Distinct:
		return piece{}, wrongCount("count", 1, 1, len(args))
	}
	keys := make([]piece, len(args))
	for i, a := range args {
		keys[i] = identity(a)
	}
	// A collation within an argument would be that of the call as well.
	return piece{text: "count(DISTINCT " + call(Str, "my_tuple", keys...).text + " COLLATE BINARY)", typ: typ}, nil
}

// identity is the same for values that MySQL takes for equal.
func identity(p piece) piece {
	switch {
	case p.kind() == Str && !p.typ.binary:
		return call(Str, "my_ci_key", p)
	case p.kind() == Dec:
		return call(Dec, "my_dscale", p, intLiteral(30))
	}
	return p
}

// groupConcat writes GROUP_CONCAT. SQLite's own has no separator beside
// DISTINCT, so the values are collected and joined in two steps.
func (c *compiler) groupConcat(s *scope, e *sqlparser.GroupConcatExpr) (piece, error) {
	if err := s.allowed(e); err != nil {
		return piece{}, err
	}
	if err := s.ownAggregate(e.Exprs); err != nil {
		return piece{}, err
	}
	defer s.inAggregate()()
	args, err := c.arguments(s, "group_concat", e.Exprs)
	if err != nil {
		return piece{}, err
	}
	value := asStr(args[0])
	if len(args) > 1 {
		if value, err = simple["concat"].call("concat", args); err != nil {
			return piece{}, err
		}
	}
	text := collated(value)
	if e.Distinct != "" {
		text = "DISTINCT " + text
	}
	sep := " ORDER BY "
	for _, o := range e.OrderBy {
		p, err := c.concatOrder(s, o.Expr, args)
		if err != nil {
			return piece{}, err
		}
		text += sep + collated(p)
		if o.Direction == sqlparser.DescScr {
			text += " DESC"
		}
		sep = ", "
	}
	p := raw(Str, "my_join(my_collect(%s), %s)", text, quote(syntax.Separator(e)))
	p.typ.binary = value.typ.binary
	return p, nil
}

// concatOrder compiles a term of GROUP_CONCAT's ORDER BY, where a whole number is
// the place of an argument.
func (c *compiler) concatOrder(s *scope, e sqlparser.Expr, args []piece) (piece, error) {
	if v, ok := e.(*sqlparser.SQLVal); ok && v.Type == sqlparser.IntVal {
		n, err := strconv.Atoi(string(v.Val))
		if err != nil || n < 1 || n > len(args) {
			return piece{}, fmt.Errorf("GROUP_CONCAT: ORDER BY %s: there are %d columns", v.Val, len(args))
		}
		return args[n-1], nil
	}
	return c.expr(s, e)
}
