package translate

import "github.com/xwb1989/sqlparser"

const rowReason = "the API compares no rows, and is asked for the values of a column"

// rows reads a comparison whose left side is a row of several values: (a, b) = (1, 2)
// is a = 1 AND b = 2. Of what else is said of rows the API is asked for a part:
// the values that each column of an IN may have, and the first column's order.
func (s *scope) rows(e *sqlparser.ComparisonExpr, left sqlparser.ValTuple, not bool) (node, error) {
	n, ok, err := s.rowColumns(e, left, not)
	if err != nil || ok {
		return n, err
	}
	return leaf(notPushed("the API compares a column with a constant only")), s.checkColumns(e)
}

func (s *scope) rowColumns(e *sqlparser.ComparisonExpr, left sqlparser.ValTuple, not bool) (n node, ok bool, err error) {
	right, ok := e.Right.(sqlparser.ValTuple)
	if !ok {
		return n, false, nil
	}
	if e.Operator == sqlparser.InStr && !not || e.Operator == sqlparser.NotInStr && not {
		return s.rowIn(left, right)
	}
	op, ok := comparisons[e.Operator]
	if not {
		op = negated[op]
	}
	if !ok || op == opNe || len(left) != len(right) {
		return n, false, nil
	}
	count := len(left)
	if op != opEq { // the columns behind the first matter where that is equal only
		count, op = 1, orEqual[op]
	}
	for i := range count {
		kid, err := s.comparedValues(left[i], op, right[i])
		if err != nil {
			return n, false, err
		}
		if op != opEq {
			kid = weakened(kid)
		}
		n.kids = append(n.kids, kid)
	}
	return n, true, nil
}

// orEqual are the operators of an order as they hold of equal values, too.
var orEqual = map[operator]operator{opLt: opLe, opLe: opLe, opGt: opGe, opGe: opGe}

func (s *scope) comparedValues(left sqlparser.Expr, op operator, right sqlparser.Expr) (node, error) {
	a, err := s.operand(left)
	if err != nil {
		return node{}, err
	}
	b, err := s.operand(right)
	if err != nil {
		return node{}, err
	}
	return s.compare(a, op, b), nil
}

// rowIn reads (a, b) IN ((1, 2), (3, 4)), which none but rows with a IN (1, 3) and
// b IN (2, 4) satisfy.
func (s *scope) rowIn(left, list sqlparser.ValTuple) (n node, ok bool, err error) {
	columns := make([]sqlparser.ValTuple, len(left))
	for _, e := range list {
		row, ok := e.(sqlparser.ValTuple)
		if !ok || len(row) != len(left) {
			return n, false, nil
		}
		for i, value := range row {
			columns[i] = append(columns[i], value)
		}
	}
	for i, values := range columns {
		kid, err := s.in(&sqlparser.ComparisonExpr{Operator: sqlparser.InStr, Left: left[i], Right: values}, false)
		if err != nil {
			return n, false, err
		}
		n.kids = append(n.kids, weakened(kid))
	}
	return n, true, nil
}

// weakened is a condition that says less than it was read from.
func weakened(n node) node {
	switch {
	case n.kids != nil:
		for i := range n.kids {
			n.kids[i] = weakened(n.kids[i])
		}
	case n.term.always:
		return leaf(notPushed(rowReason))
	case n.term.class == exact && !n.term.never:
		n.term.class, n.term.reason = superset, rowReason
	}
	return n
}
