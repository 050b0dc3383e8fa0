package translate

import (
	"strings"

	"github.com/scale-sql/scale/schema"
	"github.com/xwb1989/sqlparser"
)

const prefixReason = "the API has no such function, and is asked for the texts that begin so"

// prefix is the beginning of a text column: LEFT(CP, 2), or SUBSTRING(CP, 1, 2).
type prefix struct {
	column *schema.Column
	length int
}

// prefixed reads LEFT(CP, 2) = '75' and LEFT(CP, 2) IN ('75', '13'), as segments by a
// department have them, where the API can be asked for LIKE '75%' instead: that
// is for as many digits as the beginning is long, which have no case, no accents and
// no spaces at their end that equal texts might differ in. ok is false for all else.
func (s *scope) prefixed(e *sqlparser.ComparisonExpr, not bool) (n node, ok bool, err error) {
	left, values := e.Left, sqlparser.ValTuple{e.Right}
	switch e.Operator {
	case sqlparser.EqualStr:
		if _, ok := unparenthesised(e.Right).(*sqlparser.FuncExpr); ok {
			left, values = e.Right, sqlparser.ValTuple{e.Left}
		}
	case sqlparser.InStr:
		values, _ = e.Right.(sqlparser.ValTuple)
	default:
		return n, false, nil
	}
	if not || len(values) == 0 || len(values) > maxBranches {
		return n, false, nil
	}
	p, err := s.prefix(left)
	if p == nil || err != nil {
		return n, false, err
	}
	list, err := s.constants(values)
	subj, why := subjectOf(s.object, p.column, false, s.opt)
	if err != nil || list == nil || why != "" {
		return n, false, err
	}
	n.or = true
	for _, c := range withoutNull(list) {
		digits, ok := c.digits()
		if !ok || len(digits) != p.length {
			return n, false, nil
		}
		n.kids = append(n.kids, leaf(subj.patternCond(digits+"*", prefixReason)))
	}
	switch len(n.kids) {
	case 0:
		return leaf(neverTrue), true, nil
	case 1:
		return n.kids[0], true, nil
	}
	return n, true, nil
}

// prefix is nil for an expression that is no beginning of a text column.
func (s *scope) prefix(e sqlparser.Expr) (*prefix, error) {
	f, ok := unparenthesised(e).(*sqlparser.FuncExpr)
	if !ok {
		return nil, nil
	}
	args := callArguments(f)
	switch name := f.Name.Lowered(); {
	case name == "left" && len(args) == 2:
	case (name == "substring" || name == "substr" || name == "mid") && len(args) == 3 && s.lengthOf(args[1]) == 1:
	default:
		return nil, nil
	}
	name, ok := unparenthesised(args[0]).(*sqlparser.ColName)
	length := s.lengthOf(args[len(args)-1])
	if !ok || length == 0 {
		return nil, nil
	}
	c, err := s.column(name)
	if err != nil || c.Type != schema.Text || c.IsID {
		return nil, err
	}
	return &prefix{c, length}, nil
}

// lengthOf is a constant length, 0 for any other expression.
func (s *scope) lengthOf(e sqlparser.Expr) int {
	c, err := s.constant(unparenthesised(e))
	if err != nil || c == nil || c.kind != isNumber || !integerOf(c.number, 1, 1000) {
		return 0
	}
	return int(c.number.IntPart())
}

// digits are those of a text that consists of nothing else. A number is none, for
// texts compare with it as numbers: '1e2' is equal to 100, and 'a' to 0.
func (c constant) digits() (string, bool) {
	return c.text, c.kind == isString && c.text != "" && strings.Trim(c.text, "0123456789") == ""
}
