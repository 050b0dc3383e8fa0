package residual

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/schema"
	"github.com/xwb1989/sqlparser"
)

// item is one column of a select list.
type item struct {
	piece
	exact     piece // a quotient, before it was rounded
	label     string
	aggregate bool // it has one
}

// block is a SELECT or UNION as it will be written.
type block struct {
	items    []item
	distinct bool
	body     string // FROM ... HAVING
	filtered bool   // body has a WHERE
	oneGroup bool   // it has one row for all rows, though perhaps no aggregate in its select list
	order    string
	limit    string
	single   *Table           // the one object of FROM, if it is one
	columns  []*schema.Column // those of single that the columns of the select list are, nil for what is none
	union    []*block         // the parts of a UNION, which has no body
	all      []bool           // whether UNION ALL stands before the part
}

// statement compiles a SELECT, a UNION or one in parentheses.
func (c *compiler) statement(ast sqlparser.SelectStatement, parent *scope) (*block, error) {
	switch s := ast.(type) {
	case *sqlparser.Select:
		return c.block(s, parent)
	case *sqlparser.ParenSelect:
		return c.statement(s.Select, parent)
	case *sqlparser.Union:
		return c.union(s, parent)
	}
	return nil, c.unknown("statement", ast)
}

func (c *compiler) block(sel *sqlparser.Select, parent *scope) (*block, error) {
	if err := refused(sel); err != nil {
		return nil, err
	}
	s := &scope{parent: parent, probe: c.exists == sel, semi: c.semi == sel && !OneGroup(sel)}
	if parent != nil || !oneSource(sel.From) {
		c.repeats++
		defer func() { c.repeats-- }()
	}
	sel = c.descend(sel)
	j, err := c.from(s, sel.From)
	if err != nil {
		return nil, err
	}
	where, err := c.plan(s, j, sel)
	if err != nil {
		return nil, err
	}
	b := &block{distinct: sel.Distinct != ""}
	if j != nil && j.source != nil {
		b.single = j.source.table
	}
	if b.items, err = c.items(s, j, sel.SelectExprs); err != nil {
		return nil, err
	}
	b.columns = s.onlyColumns(sel.SelectExprs)
	s.items = b.items
	if err := c.body(b, s, j, sel, where); err != nil {
		return nil, err
	}
	if err := c.orderBy(b, s, sel); err != nil {
		return nil, fmt.Errorf("ORDER BY: %w", err)
	}
	b.limit, err = c.limit(sel.Limit)
	return b, err
}

// refused refuses what can have no effect, and would be missed.
func refused(sel *sqlparser.Select) error {
	if sel.Lock != "" {
		return fmt.Errorf("%w: FOR UPDATE and LOCK IN SHARE MODE: the API has no locks", ErrUnsupported)
	}
	return nil
}

// plan takes the conditions of a SELECT apart and has decided, for each of its
// objects, what the API is asked.
func (c *compiler) plan(s *scope, j *join, sel *sqlparser.Select) ([]*conjunct, error) {
	var where []*conjunct
	if sel.Where != nil {
		for _, e := range conjuncts(sel.Where.Expr) {
			where = append(where, &conjunct{expr: e})
		}
	}
	s.attribute(j, where)
	c.keep(j, where)
	for _, src := range s.sources {
		if src.table == nil || c.env.Push == nil {
			continue
		}
		if len(s.sources) == 1 && len(src.table.Conds) == len(where) {
			s.purpose(src.table, sel)
		}
		if err := c.env.Push(src.table); err != nil {
			return nil, err
		}
	}
	c.link(s, j, where)
	return where, nil
}

// body writes FROM, WHERE, GROUP BY and HAVING.
func (c *compiler) body(b *block, s *scope, j *join, sel *sqlparser.Select, where []*conjunct) error {
	if j != nil {
		text, err := c.renderJoin(j)
		if err != nil {
			return err
		}
		b.body = " FROM " + text
	}
	s.noAggregates = true
	text, err := c.conditions(s, where, true)
	s.noAggregates = false
	if err != nil {
		return fmt.Errorf("WHERE: %w", err)
	}
	if text != "" {
		b.body, b.filtered = b.body+" WHERE "+text, true
	}
	return c.grouping(b, s, sel)
}

// render writes the block.
func (b *block) render() string {
	if b.union != nil {
		return b.renderUnion()
	}
	var text strings.Builder
	text.WriteString("SELECT ")
	if b.distinct {
		text.WriteString("DISTINCT ")
	}
	for i, it := range b.items {
		if i > 0 {
			text.WriteString(", ")
		}
		if b.distinct {
			text.WriteString(collated(it.piece))
		} else {
			text.WriteString(it.text)
		}
		fmt.Fprintf(&text, " AS d%d", i)
	}
	if !b.oneGroup {
		return text.String() + b.body + b.order + b.limit
	}
	// An aggregate that nobody asked for makes one row of all.
	names := make([]string, len(b.items))
	for i := range names {
		names[i] = fmt.Sprintf("d%d", i)
	}
	return "SELECT " + strings.Join(names, ", ") + " FROM (" + text.String() + ", count(*)" + b.body + b.order + b.limit + ")"
}
