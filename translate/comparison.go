package translate

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/scale-sql/scale/schema"
	"github.com/xwb1989/sqlparser"
)

// comparisons are the parser's operators that compare two values.
var comparisons = map[string]operator{
	sqlparser.EqualStr: opEq, sqlparser.NotEqualStr: opNe, sqlparser.LessThanStr: opLt,
	sqlparser.LessEqualStr: opLe, sqlparser.GreaterThanStr: opGt, sqlparser.GreaterEqualStr: opGe,
}

// comparison reads "a op b".
func (s *scope) comparison(e *sqlparser.ComparisonExpr, not bool) (node, error) {
	if row, ok := e.Left.(sqlparser.ValTuple); ok {
		return s.rows(e, row, not)
	}
	if n, ok, err := s.prefixed(e, not); ok || err != nil {
		return n, err
	}
	if e.Operator == sqlparser.InStr || e.Operator == sqlparser.NotInStr {
		return s.in(e, (e.Operator == sqlparser.NotInStr) != not)
	}
	a, err := s.operand(e.Left)
	if err != nil {
		return node{}, err
	}
	b, err := s.operand(e.Right)
	if err != nil {
		return node{}, err
	}
	switch e.Operator {
	case sqlparser.NullSafeEqualStr:
		return s.nullSafe(a, b, not)
	case sqlparser.LikeStr, sqlparser.NotLikeStr:
		return s.like(a, b, e.Escape, (e.Operator == sqlparser.NotLikeStr) != not)
	case sqlparser.RegexpStr, sqlparser.NotRegexpStr:
		return s.regexp(a, b, (e.Operator == sqlparser.NotRegexpStr) != not), nil
	}
	op, ok := comparisons[e.Operator]
	if !ok {
		return leaf(notPushed("the API has no such operator")), nil
	}
	if not {
		op = negated[op]
	}
	return s.compare(a, op, b), nil
}

// compare is a comparison with the constant on either side.
func (s *scope) compare(a operand, op operator, b operand) node {
	switch {
	case a.constant != nil && b.constant != nil:
		return foldConstants(*a.constant, op, *b.constant)
	case a.constant != nil && (b.column != nil || b.part != nil):
		a, b, op = b, a, mirrored[op]
	}
	if a.part != nil && b.constant != nil {
		return s.comparePart(a.part, op, *b.constant)
	}
	if why := notComparable(a, b, "the API compares a column with a constant only"); why != "" {
		return leaf(notPushed(why))
	}
	subj, why := subjectOf(s.object, a.column, a.binary || b.binary, s.opt)
	if why != "" && !b.null() {
		return leaf(notPushed(why))
	}
	return leaf(subj.compare(op, *b.constant))
}

// notComparable is why the API can't compare a with b: the reason one of them
// has itself, or else the operator's; empty if a is a column and b a constant.
func notComparable(a, b operand, reason string) string {
	if a.column != nil && b.constant != nil {
		return ""
	}
	return firstReason(a.why, b.why, reason)
}

// nullSafe reads a <=> b. Its negation keeps NULL, which the API's $neq may not.
func (s *scope) nullSafe(a, b operand, not bool) (node, error) {
	if b.column != nil || a.null() {
		a, b = b, a
	}
	switch {
	case b.null():
		return s.isNull(a, not)
	case !not:
		return s.compare(a, opEq, b), nil
	case a.column != nil && a.column.Nullable(s.opt.EmptyAsNull):
		return leaf(notPushed("whether the API keeps rows with an empty value here is not stated")), nil
	}
	return s.compare(a, opNe, b), nil
}

// in reads a IN (list). A list with values that can't stand in a filter's list
// is an OR of what can be said of each.
func (s *scope) in(e *sqlparser.ComparisonExpr, not bool) (node, error) {
	a, err := s.operand(e.Left)
	if err != nil {
		return node{}, err
	}
	const reason = "the API looks a column up in a list of constants only"
	tuple, ok := e.Right.(sqlparser.ValTuple)
	if !ok || a.column == nil && a.part == nil {
		return leaf(notPushed(firstReason(a.why, reason))), s.checkColumns(e.Right)
	}
	list, err := s.constants(tuple)
	if err != nil {
		return node{}, err
	}
	if list == nil {
		return leaf(notPushed(reason)), nil
	}
	if list = withoutNull(list); len(list) == 0 || not && len(list) < len(tuple) {
		return leaf(neverTrue), nil
	}
	if a.part != nil {
		return s.inPart(a.part, not, list), nil
	}
	subj, why := subjectOf(s.object, a.column, a.binary, s.opt)
	if why != "" {
		return leaf(notPushed(why)), nil
	}
	t := subj.in(not, list)
	if t.class == none && !not && len(list) <= maxBranches {
		if n := eachOf(subj, list); n.kids != nil {
			return n, nil
		}
	}
	return leaf(t), nil
}

// maxBranches is how many values of a list may become conditions of their own.
const maxBranches = 50

// eachOf is the OR of a column's comparisons with a list of constants, without
// kids if one of them is nothing that the API could be asked.
func eachOf(subj subject, list []constant) node {
	n := node{or: true}
	for _, c := range list {
		t := subj.compare(opEq, c)
		if t.class == none {
			return node{}
		}
		if t.class == superset {
			t.reason = inList(c, t.reason)
		}
		n.kids = append(n.kids, leaf(t))
	}
	return n
}

func withoutNull(list []constant) []constant {
	return slices.DeleteFunc(list, func(c constant) bool { return c.kind == isNull })
}

// constants reads a list; nil if one of its elements is no constant.
func (s *scope) constants(tuple sqlparser.ValTuple) ([]constant, error) {
	list := make([]constant, 0, len(tuple))
	for _, e := range tuple {
		o, err := s.operand(e)
		if err != nil {
			return nil, err
		}
		if o.constant == nil || o.binary {
			return nil, nil
		}
		list = append(list, *o.constant)
	}
	return list, nil
}

const patternReason = "the API matches a column with a constant pattern only"

// like reads a LIKE pattern; the pattern of a number is its digits.
func (s *scope) like(a, b operand, escape sqlparser.Expr, not bool) (node, error) {
	esc, ok, err := s.escape(escape)
	if err != nil {
		return node{}, err
	}
	if why := notComparable(a, b, patternReason); !ok || why != "" {
		return leaf(notPushed(firstReason(why, patternReason))), nil
	}
	if b.null() {
		return leaf(neverTrue), nil
	}
	subj, why := subjectOf(s.object, a.column, a.binary || b.binary, s.opt)
	if why != "" {
		return leaf(notPushed(why)), nil
	}
	pattern := b.constant.text
	if d := b.constant.number; b.constant.kind == isNumber {
		if !reasonable(d) || d.Exponent() != 0 {
			return leaf(notPushed("how MySQL writes the number is not certain; write the pattern in quotes")), nil
		}
		pattern = d.String()
	}
	if t := subj.column.Type; !not && (t == schema.Date || t == schema.DateTime) {
		return subj.likeDays(pattern, esc), nil
	}
	return leaf(subj.like(not, pattern, esc)), nil
}

// escape reads the character of ESCAPE: a backslash if there is none, none at
// all if it is empty.
func (s *scope) escape(e sqlparser.Expr) (r rune, ok bool, err error) {
	if e == nil {
		return '\\', true, nil
	}
	c, err := s.constant(e)
	if err != nil || c == nil || c.kind != isString {
		return 0, false, err
	}
	if c.text == "" {
		return 0, true, nil
	}
	r, size := utf8.DecodeRuneInString(c.text)
	if size != len(c.text) {
		return 0, false, fmt.Errorf("the ESCAPE of LIKE must be one character, not '%s'", c.text)
	}
	return r, true, nil
}

func (s *scope) regexp(a, b operand, not bool) node {
	switch why := notComparable(a, b, patternReason); {
	case why != "":
		return leaf(notPushed(why))
	case b.null():
		return leaf(neverTrue)
	case not:
		return leaf(notPushed("the API has no operator for NOT REGEXP"))
	case b.constant.kind != isString:
		return leaf(notPushed("the pattern of REGEXP must be a string"))
	}
	subj, why := subjectOf(s.object, a.column, a.binary || b.binary, s.opt)
	if why != "" {
		return leaf(notPushed(why))
	}
	return leaf(subj.regexp(b.constant.text))
}
