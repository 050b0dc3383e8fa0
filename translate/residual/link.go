package residual

import (
	"github.com/scale-sql/scale/schema"
	"github.com/xwb1989/sqlparser"
)

// link finds the equalities of two tables' columns by which rows of one table
// tell which rows of the other matter.
func (c *compiler) link(s *scope, j *join, where []*conjunct) {
	if j == nil {
		return
	}
	c.linkJoin(s, j)
	for _, cond := range where {
		c.linkEqual(s, cond.expr, func(a, b *source) bool { return !a.outer && !b.outer })
	}
}

func (c *compiler) linkJoin(s *scope, j *join) {
	if j.source != nil {
		return
	}
	c.linkJoin(s, j.left)
	c.linkJoin(s, j.right)
	for _, cond := range j.on {
		c.linkEqual(s, cond.expr, func(from, to *source) bool {
			switch j.kind {
			case "LEFT JOIN": // rows of the right side matter if the left side has their match
				return j.right.source == to
			case "RIGHT JOIN":
				return j.left.source == to
			}
			return !from.outer && !to.outer
		})
	}
}

// linkEqual adds the links of a condition "a.x = b.y", in each direction that is
// allowed.
func (c *compiler) linkEqual(s *scope, e sqlparser.Expr, allowed func(from, to *source) bool) {
	eq, ok := e.(*sqlparser.ComparisonExpr)
	if !ok || eq.Operator != sqlparser.EqualStr {
		return
	}
	a, okA := s.tableColumn(eq.Left)
	b, okB := s.tableColumn(eq.Right)
	if !okA || !okB || a.source == b.source {
		return
	}
	inA, inB := contains(s.sources, a.source), contains(s.sources, b.source)
	for _, pair := range [][2]found{{a, b}, {b, a}} {
		from, to := pair[0], pair[1]
		if inA != inB {
			// A condition of a correlated subquery: its rows matter if they match
			// one of the SELECT around it, of which nothing follows for that one.
			inner := contains(s.sources, to.source)
			if inner && !to.source.outer || !inner && s.exists.semi && !to.source.outer && contains(s.parent.sources, to.source) {
				c.addLink(Link{From: from.source.table, To: to.source.table, FromColumn: from.column, ToColumn: to.column})
			}
			continue
		}
		if inA && allowed(from.source, to.source) {
			c.addLink(Link{From: from.source.table, To: to.source.table, FromColumn: from.column, ToColumn: to.column})
		}
	}
}

// linkSubquery adds the link of "a.x IN (SELECT b.y FROM b ...)", a condition
// that every row of a which matters satisfies.
func (c *compiler) linkSubquery(s *scope, left sqlparser.Expr, b *block) {
	a, ok := s.tableColumn(left)
	if !ok || a.source.outer || !contains(s.sources, a.source) || b.single == nil || len(b.items) != 1 || b.items[0].typ.Column == nil {
		return
	}
	if col := b.items[0].typ.Column; col.Object == b.single.Object.Name && b.limit == "" {
		c.addLink(Link{From: b.single, To: a.source.table, FromColumn: col, ToColumn: a.column})
	}
}

// addLink adds a link if both columns compare by equal values.
func (c *compiler) addLink(l Link) {
	switch l.FromColumn.Type {
	case schema.Integer, schema.Text, schema.Date:
		if l.FromColumn.Type == l.ToColumn.Type {
			c.links = append(c.links, l)
		}
	}
}

// tableColumn is the column that an expression is, of one of the objects of this
// SELECT or of those around it.
func (s *scope) tableColumn(e sqlparser.Expr) (found, bool) {
	col, ok := e.(*sqlparser.ColName)
	if !ok {
		return found{}, false
	}
	for at := s; at != nil; at = at.parent {
		f, ok, err := at.resolve(col)
		if ok || err != nil && !isUnknown(err) {
			return f, ok && err == nil && f.source.table != nil
		}
	}
	return found{}, false
}
