package residual

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xwb1989/sqlparser"
)

// grouping writes GROUP BY and HAVING.
func (c *compiler) grouping(b *block, s *scope, sel *sqlparser.Select) error {
	defer func() { s.labels = noLabels }()
	s.labels, s.noAggregates = labelsLast, true
	if err := c.groupBy(b, s, sel.GroupBy); err != nil {
		return fmt.Errorf("GROUP BY: %w", err)
	}
	s.noAggregates = false
	// SQLite takes a SELECT for one of groups by its select list alone, in which a
	// NULL may stand for an aggregate: SUM(x) + NULL is NULL.
	b.oneGroup = OneGroup(sel) && (!aggregates(sel.SelectExprs) || b.hasNull())
	if sel.Having == nil {
		return nil
	}
	s.labels = labelsFirst
	p, err := c.condition(s, sel.Having.Expr)
	if err != nil {
		return fmt.Errorf("HAVING: %w", err)
	}
	switch {
	case len(sel.GroupBy) > 0 || OneGroup(sel):
		b.body += " HAVING " + p.text
	// Without groups MySQL's HAVING is a second WHERE, which sees labels.
	case b.filtered:
		b.body += " AND " + p.text
	default:
		b.body += " WHERE " + p.text
	}
	return nil
}

// hasNull reports whether there may be a NULL in what the select list has become.
func (b *block) hasNull() bool {
	return slices.ContainsFunc(b.items, func(it item) bool { return strings.Contains(it.text, nullPiece.text) })
}

func (c *compiler) groupBy(b *block, s *scope, list sqlparser.GroupBy) error {
	var text strings.Builder
	sep := " GROUP BY "
	for _, e := range list {
		p, err := c.term(b, s, e)
		if err != nil {
			return err
		}
		if col, ok := e.(*sqlparser.ColName); ok {
			if _, found, _ := s.resolve(col); found {
				s.name(col)
			}
		}
		if err := c.write(len(p.text)); err != nil {
			return err
		}
		text.WriteString(sep + collated(p))
		sep = ", "
	}
	b.body += text.String()
	return nil
}

// name notes that GROUP BY names a column.
func (s *scope) name(col *sqlparser.ColName) {
	if s.groupNames == nil {
		s.groupNames = make(map[string]bool)
	}
	s.groupNames[col.Name.Lowered()] = true
}

// term compiles a term of GROUP BY or ORDER BY, where a whole number is the place
// of a column in the select list.
func (c *compiler) term(b *block, s *scope, e sqlparser.Expr) (piece, error) {
	if v, ok := e.(*sqlparser.SQLVal); ok && v.Type == sqlparser.IntVal {
		n, err := strconv.Atoi(string(v.Val))
		if err != nil || n < 1 || n > len(b.items) {
			return piece{}, fmt.Errorf("%s: the select list has %d columns", v.Val, len(b.items))
		}
		it := b.items[n-1]
		if it.aggregate {
			err = s.allowed(e)
		}
		return noPlace(it.piece), err
	}
	p, err := c.expr(s, e)
	return noPlace(p), err
}

// orderTerm compiles a term of ORDER BY. A name by itself is a label first, then a
// column; within an expression it is the other way round.
func (c *compiler) orderTerm(b *block, s *scope, e sqlparser.Expr) (piece, error) {
	for paren, ok := e.(*sqlparser.ParenExpr); ok; paren, ok = e.(*sqlparser.ParenExpr) {
		e = paren.Expr
	}
	s.labels = labelsLast
	defer func() { s.labels = noLabels }()
	if col, ok := e.(*sqlparser.ColName); ok {
		if p, ok, err := s.labelled(s, col); ok || err != nil {
			return noPlace(p), err
		}
	}
	return c.term(b, s, e)
}

// ofColumn finds a column in an expression.
var ofColumn = regexp.MustCompile(`\ba[0-9]+\.[cd][0-9]`)

// noPlace is a term that SQLite does not take for a column's place: it looks for
// a number through parentheses and reckons "5 IS NULL" beforehand, but not into a
// call.
func noPlace(p piece) piece {
	if !ofColumn.MatchString(p.text) {
		p.text = "ifnull(" + p.text + ", NULL)"
	}
	return p
}

func (c *compiler) orderBy(b *block, s *scope, sel *sqlparser.Select) error {
	for _, src := range s.sources {
		if src.table != nil && src.table.Ordered {
			return nil // the rows come in that order
		}
	}
	var text strings.Builder
	sep := " ORDER BY "
	for _, o := range sel.OrderBy {
		p, err := c.orderTerm(b, s, o.Expr)
		if err != nil {
			return err
		}
		if err := c.write(len(p.text)); err != nil {
			return err
		}
		text.WriteString(sep + collated(p))
		if o.Direction == sqlparser.DescScr {
			text.WriteString(" DESC")
		}
		sep = ", "
	}
	b.order = text.String()
	return nil
}
