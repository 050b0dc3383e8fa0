package translate

import (
	"fmt"
	"regexp"
	"unicode/utf8"

	"github.com/xwb1989/sqlparser"
)

// paramNames are the names of bind variables, as the parser prints them.
var paramNames = regexp.MustCompile(`::?[pn][0-9]+\b`)

// comparisons are the parser's operators that compare two values.
var comparisons = map[string]operator{
	sqlparser.EqualStr: opEq, sqlparser.NotEqualStr: opNe, sqlparser.LessThanStr: opLt,
	sqlparser.LessEqualStr: opLe, sqlparser.GreaterThanStr: opGt, sqlparser.GreaterEqualStr: opGe,
}

// comparison reads "a op b".
func (s *scope) comparison(e *sqlparser.ComparisonExpr, not bool) (node, error) {
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
	case a.constant != nil && b.column != nil:
		a, b, op = b, a, mirrored[op]
	}
	if a.column == nil || b.constant == nil {
		return leaf(notPushed("the API compares a column with a constant only"))
	}
	subj, why := subjectOf(s.object, a.column, a.binary || b.binary, s.opt)
	if why != "" && b.constant.kind != isNull {
		return leaf(notPushed(why))
	}
	return leaf(subj.compare(op, *b.constant))
}

// nullSafe reads a <=> b. Its negation keeps NULL, which the API's $neq may not.
func (s *scope) nullSafe(a, b operand, not bool) (node, error) {
	if a.constant != nil {
		a, b = b, a
	}
	if b.constant != nil && b.constant.kind == isNull {
		return s.isNull(a, not)
	}
	if !not {
		return s.compare(a, opEq, b), nil
	}
	if a.column != nil && a.column.Nullable(s.opt.EmptyAsNull) {
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
	tuple, ok := e.Right.(sqlparser.ValTuple)
	if !ok || a.column == nil {
		return leaf(notPushed("the API takes a list of constants only")), s.checkColumns(e.Right)
	}
	list, err := s.constants(tuple)
	if err != nil {
		return node{}, err
	}
	if list == nil {
		return leaf(notPushed("the API takes a list of constants only")), nil
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
		n.kids = append(n.kids, node{term: t, text: fmt.Sprintf("%s = %v", subj.column.Name, c)})
	}
	return n
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

// like reads a LIKE pattern; the pattern of a number is its digits.
func (s *scope) like(a, b operand, escape sqlparser.Expr, not bool) (node, error) {
	esc, ok, err := s.escape(escape)
	if err != nil {
		return node{}, err
	}
	if !ok || a.column == nil || b.constant == nil {
		return leaf(notPushed("the API matches a column with a constant pattern only")), nil
	}
	if b.constant.kind == isNull {
		return leaf(neverTrue), nil
	}
	subj, why := subjectOf(s.object, a.column, a.binary || b.binary, s.opt)
	if why != "" {
		return leaf(notPushed(why)), nil
	}
	pattern := b.constant.text
	if b.constant.kind == isNumber {
		if !reasonable(b.constant.number) {
			return leaf(notPushed("the pattern is no plain number")), nil
		}
		pattern = b.constant.number.String()
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
	switch {
	case a.column == nil || b.constant == nil:
		return leaf(notPushed("the API matches a column with a constant pattern only"))
	case b.constant.kind == isNull:
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
