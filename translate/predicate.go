package translate

import (
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// node is a predicate with its NOTs pushed inwards: a term, or an AND or OR of
// nodes.
type node struct {
	term term // of a leaf
	or   bool
	kids []node // nil for a leaf

	// expr is what it was read from, or with not what it is the negation of.
	expr sqlparser.Expr
	not  bool
}

func leaf(t term) node { return node{term: t} }

// from notes what a node and those below it were read from.
func (n node) from(e sqlparser.Expr, not bool) node {
	n.expr, n.not = e, not
	for i := range n.kids {
		n.kids[i] = n.kids[i].from(e, not)
	}
	return n
}

// String shows a condition in messages.
func (n node) String() string {
	if n.expr == nil {
		return "a condition"
	}
	return describe(n.expr, n.not)
}

// predicate reads a condition, or with not its negation. In SQL's logic of
// three values the negation of what is NULL is NULL, which keeps a row no more
// than false does; so once NOT has been pushed to the leaves (De Morgan), NULL
// and false are the same.
func (s *scope) predicate(e sqlparser.Expr, not bool) (node, error) {
	switch e := e.(type) {
	case *sqlparser.ParenExpr:
		return s.predicate(e.Expr, not)
	case *sqlparser.NotExpr:
		return s.predicate(e.Expr, !not)
	case *sqlparser.UnaryExpr:
		if e.Operator == sqlparser.BangStr {
			return s.predicate(e.Expr, !not)
		}
	case *sqlparser.AndExpr, *sqlparser.OrExpr:
		return s.chain(e, not)
	}
	n, err := s.leaf(e, not)
	return n.from(e, not), err
}

// chain reads a AND b AND c, without a call a link.
func (s *scope) chain(e sqlparser.Expr, not bool) (node, error) {
	links, or := syntax.Links(e)
	n := node{or: or != not, expr: e, not: not}
	for i := len(links) - 1; i >= 0; i-- {
		kid, err := s.predicate(links[i], not)
		if err != nil {
			return n, err
		}
		if kid.kids != nil && kid.or == n.or {
			n.kids = append(n.kids, kid.kids...)
		} else {
			n.kids = append(n.kids, kid)
		}
	}
	return n, nil
}

// leaf reads a condition that is no combination of others, although some become
// one: BETWEEN is two comparisons.
func (s *scope) leaf(e sqlparser.Expr, not bool) (node, error) {
	switch e := e.(type) {
	case *sqlparser.ComparisonExpr:
		return s.comparison(e, not)
	case *sqlparser.RangeCond:
		return s.between(e, not)
	case *sqlparser.IsExpr:
		return s.is(e, not)
	}
	o, err := s.operand(e)
	if err != nil {
		return node{}, err
	}
	return s.truth(o, not)
}

// truth reads an operand that is a condition by itself: it is true where it is
// not 0.
func (s *scope) truth(o operand, not bool) (node, error) {
	op := opNe
	if not {
		op = opEq
	}
	zero := boolConstant(false)
	switch {
	case o.column != nil:
		return s.compare(o, op, operand{constant: &zero}), nil
	case o.constant != nil:
		return foldConstants(*o.constant, op, zero), nil
	}
	return leaf(notPushed("the API has no such condition")), nil
}

// foldConstants decides a comparison of two constants where that is certain.
func foldConstants(a constant, op operator, b constant) node {
	if a.kind == isNull || b.kind == isNull {
		return leaf(neverTrue)
	}
	truth := op == opEq || op == opLe || op == opGe
	if a.kind != isString || b.kind != isString || a.text != b.text {
		x, okX := a.asNumber()
		y, okY := b.asNumber()
		if !okX || !okY || a.kind == isString && b.kind == isString {
			return leaf(notPushed("comparing these constants is left to SQL"))
		}
		truth = holds(op, x, y)
	}
	if truth {
		return leaf(alwaysTrue)
	}
	return leaf(neverTrue)
}

// between reads BETWEEN as SQL defines it: a >= low AND a <= high.
func (s *scope) between(e *sqlparser.RangeCond, not bool) (node, error) {
	o, err := s.operand(e.Left)
	if err != nil {
		return node{}, err
	}
	low, err := s.operand(e.From)
	if err != nil {
		return node{}, err
	}
	high, err := s.operand(e.To)
	if err != nil {
		return node{}, err
	}
	ge, le := opGe, opLe
	if (e.Operator == sqlparser.NotBetweenStr) != not {
		ge, le = opLt, opGt
	}
	return node{or: ge == opLt, kids: []node{s.compare(o, ge, low), s.compare(o, le, high)}}, nil
}

// is reads IS [NOT] NULL, TRUE and FALSE.
func (s *scope) is(e *sqlparser.IsExpr, not bool) (node, error) {
	o, err := s.operand(e.Expr)
	if err != nil {
		return node{}, err
	}
	op := e.Operator
	if not {
		op = map[string]string{
			sqlparser.IsNullStr: sqlparser.IsNotNullStr, sqlparser.IsNotNullStr: sqlparser.IsNullStr,
			sqlparser.IsTrueStr: sqlparser.IsNotTrueStr, sqlparser.IsNotTrueStr: sqlparser.IsTrueStr,
			sqlparser.IsFalseStr: sqlparser.IsNotFalseStr, sqlparser.IsNotFalseStr: sqlparser.IsFalseStr,
		}[op]
	}
	switch op {
	case sqlparser.IsNullStr, sqlparser.IsNotNullStr:
		return s.isNull(o, op == sqlparser.IsNotNullStr)
	case sqlparser.IsTrueStr:
		return s.truth(o, false)
	case sqlparser.IsFalseStr:
		return s.truth(o, true)
	case sqlparser.IsNotTrueStr, sqlparser.IsNotFalseStr:
		return s.orNull(o, op == sqlparser.IsNotTrueStr)
	}
	return leaf(notPushed("the API has no such condition")), nil
}

// orNull reads x IS NOT TRUE, which is x = 0 OR x IS NULL, and IS NOT FALSE.
func (s *scope) orNull(o operand, not bool) (node, error) {
	truth, err := s.truth(o, not)
	if err != nil {
		return truth, err
	}
	null, err := s.isNull(o, false)
	return node{or: true, kids: []node{truth, null}}, err
}

func (s *scope) isNull(o operand, not bool) (node, error) {
	switch {
	case o.column != nil:
		subj, why := subjectOf(s.object, o.column, o.binary, s.opt)
		switch {
		case why != "" && !o.column.IsID:
			return leaf(notPushed(why)), nil
		case not:
			return leaf(subj.notNull()), nil
		}
		return leaf(subj.isNull()), nil
	case o.constant != nil && (o.constant.kind == isNull) != not:
		return leaf(alwaysTrue), nil
	case o.constant != nil:
		return leaf(neverTrue), nil
	}
	return leaf(notPushed("the API has no such condition")), nil
}
