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
	c.linkJoin(j)
	for _, cond := range where {
		c.linkEqual(s, cond.expr, nil)
	}
}

func (c *compiler) linkJoin(j *join) {
	if j.source != nil {
		return
	}
	c.linkJoin(j.left)
	c.linkJoin(j.right)
	filled := j.filled()
	if filled != nil && filled.source == nil {
		return
	}
	var source *source
	if filled != nil {
		source = filled.source
	}
	for _, cond := range j.on {
		c.linkEqual(j.scope, cond.expr, source)
	}
	for _, pair := range j.pairs {
		if pair[0].source.table != nil && pair[1].source.table != nil {
			c.linkColumns(j.scope, pair[0], pair[1], source)
		}
	}
}

// linkEqual adds the links of a condition "a.x = b.y", in each direction in which
// it tells something. Every row that matters satisfies it, unless it is that of
// an outer join: then filled is the source that the join may fill with NULLs, of
// which alone it chooses rows.
func (c *compiler) linkEqual(s *scope, e sqlparser.Expr, filled *source) {
	eq, ok := e.(*sqlparser.ComparisonExpr)
	if !ok || eq.Operator != sqlparser.EqualStr {
		return
	}
	a, okA := s.tableColumn(eq.Left)
	b, okB := s.tableColumn(eq.Right)
	if okA && okB && a.source != b.source {
		c.linkColumns(s, a, b, filled)
	}
}

// linkColumns adds the links of two columns that are equal.
func (c *compiler) linkColumns(s *scope, a, b found, filled *source) {
	for _, pair := range [][2]found{{a, b}, {b, a}} {
		from, to := pair[0], pair[1]
		if to.source == filled || filled == nil && s.chooses(from.source, to.source) {
			c.addLink(Link{From: from.source.table, To: to.source.table, FromColumn: from.column, ToColumn: to.column})
		}
	}
}

// chooses reports whether a condition on two sources that every row satisfies
// chooses among the rows of to. One of them may be of a SELECT around this one,
// of which nothing follows for that, unless its rows matter only if this one
// has a row.
func (s *scope) chooses(from, to *source) bool {
	switch {
	case to.padded:
		return false
	case contains(s.sources, to):
		return !contains(s.sources, from) || !from.padded
	}
	return s.semi && contains(s.parent.sources, to) && contains(s.sources, from)
}

// linkSubquery adds the link of "a.x IN (SELECT b.y FROM b ...)", a condition
// that every row of a which matters satisfies; b.y is the SELECT's column i.
func (c *compiler) linkSubquery(s *scope, left sqlparser.Expr, b *block, i int) {
	if i >= len(b.columns) || b.columns[i] == nil || b.limit != "" {
		return
	}
	a, ok := s.tableColumn(left)
	if ok && !a.source.padded && contains(s.sources, a.source) {
		c.addLink(Link{From: b.single, To: a.source.table, FromColumn: b.columns[i], ToColumn: a.column})
	}
}

// onlyColumns are the columns of the SELECT's single table that its select list
// consists of, with nil for any other expression; none if there is a star.
func (s *scope) onlyColumns(list sqlparser.SelectExprs) []*schema.Column {
	if len(s.sources) != 1 {
		return nil
	}
	columns := make([]*schema.Column, len(list))
	for i := range list {
		item, ok := list[i].(*sqlparser.AliasedExpr)
		if !ok {
			return nil
		}
		if f, ok := s.tableColumn(item.Expr); ok && f.source == s.sources[0] {
			columns[i] = f.column
		}
	}
	return columns
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
