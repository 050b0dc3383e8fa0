package residual

import (
	"github.com/xwb1989/sqlparser"
)

// conjuncts takes a chain of AND apart.
func conjuncts(e sqlparser.Expr) []sqlparser.Expr {
	var reversed []sqlparser.Expr
	for {
		if p, ok := e.(*sqlparser.ParenExpr); ok {
			e = p.Expr
			continue
		}
		and, ok := e.(*sqlparser.AndExpr)
		if !ok {
			reversed = append(reversed, e)
			break
		}
		right := conjuncts(and.Right)
		for i := len(right) - 1; i >= 0; i-- {
			reversed = append(reversed, right[i])
		}
		e = and.Left
	}
	out := make([]sqlparser.Expr, len(reversed))
	for i, r := range reversed {
		out[len(reversed)-1-i] = r
	}
	return out
}

// conditions writes the conditions that are left to SQLite, with AND between
// them, or "". sure tells that every row which matters satisfies them; those of
// an outer join leave no row of its other side out.
func (c *compiler) conditions(s *scope, list []*conjunct, sure bool) (string, error) {
	var texts []string
	for _, cond := range list {
		if cond.given != nil && cond.given.Answered {
			continue
		}
		c.top = nil
		if sure {
			c.top = cond.expr
		}
		p, err := c.condition(s, cond.expr)
		if err != nil {
			return "", err
		}
		texts = append(texts, p.text)
	}
	return chained(texts, " AND "), nil
}

const filledReason = "an outer join may fill the table's columns with NULLs"

// attribute finds the conditions that are about one table alone and hold for
// every row that matters, so that the API may be asked for those rows only.
func (s *scope) attribute(j *join, where []*conjunct) {
	if j == nil {
		return
	}
	s.innerJoins(j, where)
	j.attribute()
	for _, cond := range where {
		switch src, why := s.only(cond.expr); {
		case src == nil:
			cond.why = why
		case src.padded:
			cond.why = filledReason
		default:
			cond.give(src.table)
		}
	}
}

func (j *join) attribute() {
	if j.source != nil {
		return
	}
	j.left.attribute()
	j.right.attribute()
	for _, cond := range j.on {
		src, why := j.scope.only(cond.expr)
		if src == nil {
			cond.why = why
			continue
		}
		// The condition of an outer join chooses among the rows of the side that
		// is filled up with NULLs; on the other side it chooses nothing.
		switch filled := j.filled(); {
		case filled == nil && !src.padded, filled != nil && filled.source == src:
			cond.give(src.table)
		case filled == nil:
			cond.why = filledReason
		default:
			cond.why = "an outer join keeps the rows that don't satisfy it"
		}
	}
}

func (cond *conjunct) give(t *Table) {
	cond.given = &Cond{Expr: cond.expr}
	t.Conds = append(t.Conds, cond.given)
}

func contains(list []*source, s *source) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// only is the one object of this SELECT that an expression is about, or nil and
// the reason.
func (s *scope) only(e sqlparser.Expr) (src *source, why string) {
	_ = sqlparser.Walk(func(n sqlparser.SQLNode) (bool, error) {
		switch n := n.(type) {
		case *sqlparser.ColName:
			switch f, ok, err := s.resolve(n); {
			case !ok || err != nil:
				why = "it names a column from outside of the subquery"
			case f.source.table == nil:
				why = "it is about rows of the subquery " + f.source.alias
			case src != nil && src != f.source:
				why = "it is about several tables"
			default:
				src = f.source
			}
			return false, nil
		case *sqlparser.Subquery:
			why = "it has a subquery"
			return false, nil
		}
		return why == "", nil
	}, e)
	switch {
	case why != "":
		return nil, why
	case src == nil:
		return nil, "it names no column"
	}
	return src, ""
}

// keep notes the conditions about which the API is not asked.
func (c *compiler) keep(j *join, where []*conjunct) {
	if j != nil && j.source == nil {
		c.keep(j.left, nil)
		c.keep(j.right, nil)
		c.keep(nil, j.on)
	}
	for _, cond := range where {
		if cond.given == nil {
			if cond.why == "" {
				cond.why = "there is no table that it could be about"
			}
			c.kept = append(c.kept, Kept{Expr: cond.expr, Why: cond.why})
		}
	}
}
