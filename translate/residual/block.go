package residual

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/scale-sql/scale/schema"
	"github.com/xwb1989/sqlparser"
)

// item is one column of a select list.
type item struct {
	piece
	exact piece // a quotient, before it was rounded
	label string
	named bool // by an alias
}

// block is a SELECT or UNION as it will be written.
type block struct {
	items    []item
	distinct bool
	body     string // FROM ... HAVING
	order    string
	limit    string
	single   *Table         // the one object of FROM, if it is one
	column   *schema.Column // the column of single that is all of the select list, or nil
	union    []*block       // the parts of a UNION, which has no body
	all      []bool         // whether UNION ALL stands before the part
	collate  bool           // the items carry their collation
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
	s := &scope{parent: parent, probe: c.exists == sel, semi: c.semi == sel && !grouped(sel)}
	if parent == nil {
		if err := misplacedAggregate(sel); err != nil {
			return nil, err
		}
	}
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
	b.collate = b.distinct
	if b.items, err = c.items(s, sel.SelectExprs); err != nil {
		return nil, err
	}
	b.column = s.onlyColumn(sel.SelectExprs)
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

// purpose says what the rows of the one table of a SELECT are wanted for, where
// that makes a smaller request.
func (s *scope) purpose(t *Table, sel *sqlparser.Select) {
	switch {
	case s.probe && rowByRow(sel) && sel.Limit == nil:
		t.Probe = true
	case s.parent == nil && rowByRow(sel):
		t.Whole = sel
	default:
		t.Extreme, t.Most = s.extreme(sel)
	}
}

// extreme is the column of SELECT MIN(col) or MAX(col), if that is all that is
// selected.
func (s *scope) extreme(sel *sqlparser.Select) (col *schema.Column, most bool) {
	if len(sel.SelectExprs) != 1 || len(sel.GroupBy) > 0 || sel.Having != nil {
		return nil, false
	}
	item, _ := sel.SelectExprs[0].(*sqlparser.AliasedExpr)
	if item == nil {
		return nil, false
	}
	f, _ := item.Expr.(*sqlparser.FuncExpr)
	if f == nil || f.Name.Lowered() != "min" && f.Name.Lowered() != "max" || len(f.Exprs) != 1 {
		return nil, false
	}
	arg, _ := f.Exprs[0].(*sqlparser.AliasedExpr)
	if arg == nil {
		return nil, false
	}
	name, _ := arg.Expr.(*sqlparser.ColName)
	if name == nil {
		return nil, false
	}
	at, ok, err := s.resolve(name)
	if !ok || err != nil {
		return nil, false
	}
	return at.column, f.Name.Lowered() == "max"
}

// grouped reports whether a SELECT makes one row of all rows of its tables, of
// which there may be none.
func grouped(sel *sqlparser.Select) bool {
	return len(sel.GroupBy) == 0 && (aggregates(sel.SelectExprs) || aggregates(sel.OrderBy) ||
		sel.Having != nil && aggregates(sel.Having.Expr))
}

// rowByRow reports whether a SELECT makes each row of its result of one row of
// its table, in their order.
func rowByRow(sel *sqlparser.Select) bool {
	return sel.Distinct == "" && len(sel.GroupBy) == 0 && sel.Having == nil && !aggregates(sel.SelectExprs) && !aggregates(sel.OrderBy)
}

// items compiles a select list.
func (c *compiler) items(s *scope, list sqlparser.SelectExprs) ([]item, error) {
	var items []item
	for _, e := range list {
		switch e := e.(type) {
		case *sqlparser.StarExpr:
			stars, err := c.star(s, e)
			if err != nil {
				return nil, err
			}
			items = append(items, stars...)
		case *sqlparser.AliasedExpr:
			p, err := c.value(s, e.Expr)
			if err != nil {
				return nil, err
			}
			it := item{piece: rounded(p), exact: p, label: e.As.String(), named: !e.As.IsEmpty()}
			if col, ok := e.Expr.(*sqlparser.ColName); ok && !it.named {
				it.label = col.Name.String()
			}
			items = append(items, it)
		default:
			return nil, c.unknown("select list", e)
		}
	}
	return items, nil
}

// star writes * or t.*: the columns of USING once, and first.
func (c *compiler) star(s *scope, e *sqlparser.StarExpr) ([]item, error) {
	qualifier := e.TableName.Name.String()
	var items []item
	known := false
	merged := map[string]bool{}
	for _, src := range s.sources {
		if qualifier != "" && !strings.EqualFold(qualifier, src.alias) {
			continue
		}
		known = true
		for _, name := range src.names() {
			fold := strings.ToLower(name)
			f, ok, err := src.lookup(name)
			if m := s.merged[fold]; qualifier == "" && m != nil {
				if merged[fold] {
					continue
				}
				merged[fold] = true
				f, ok, err = m.lookup(name)
			}
			if err != nil || !ok {
				return nil, err
			}
			items = append(items, item{piece: c.reference(f), label: name})
		}
	}
	if !known {
		return nil, fmt.Errorf("%s.*: no such table in FROM", qualifier)
	}
	return items, nil
}

// body writes FROM, WHERE, GROUP BY and HAVING.
func (c *compiler) body(b *block, s *scope, j *join, sel *sqlparser.Select, where []*conjunct) error {
	if j != nil {
		text, err := c.renderJoin(s, j)
		if err != nil {
			return err
		}
		b.body = " FROM " + text
	}
	text, err := c.conditions(s, where, true)
	if err != nil {
		return fmt.Errorf("WHERE: %w", err)
	}
	if text != "" {
		b.body += " WHERE " + text
	}
	s.aliases = aliasesLast
	defer func() { s.aliases = noAliases }()
	if err := c.groupBy(b, s, sel.GroupBy); err != nil {
		return fmt.Errorf("GROUP BY: %w", err)
	}
	if sel.Having == nil {
		return nil
	}
	p, err := c.condition(s, sel.Having.Expr)
	if err != nil {
		return fmt.Errorf("HAVING: %w", err)
	}
	if len(sel.GroupBy) == 0 && !aggregates(sel.SelectExprs) && !aggregates(sel.Having.Expr) {
		// Without groups MySQL's HAVING is a second WHERE, which sees aliases.
		if text == "" {
			b.body += " WHERE " + p.text
		} else {
			b.body += " AND " + p.text
		}
		return nil
	}
	b.body += " HAVING " + p.text
	return nil
}

func (c *compiler) groupBy(b *block, s *scope, list sqlparser.GroupBy) error {
	sep := " GROUP BY "
	for _, e := range list {
		p, err := c.orderTerm(b, s, e)
		if err != nil {
			return err
		}
		b.body += sep + collated(p)
		sep = ", "
	}
	return nil
}

// orderTerm compiles a term of GROUP BY or ORDER BY, where a whole number is
// the place of a column in the select list.
func (c *compiler) orderTerm(b *block, s *scope, e sqlparser.Expr) (piece, error) {
	if v, ok := e.(*sqlparser.SQLVal); ok && v.Type == sqlparser.IntVal {
		n, err := strconv.Atoi(string(v.Val))
		if err != nil || n < 1 || n > len(b.items) {
			return piece{}, fmt.Errorf("%s: the select list has %d columns", v.Val, len(b.items))
		}
		return noPlace(b.items[n-1].piece), nil
	}
	p, err := c.expr(s, e)
	return noPlace(p), err
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
	s.aliases = aliasesFirst
	defer func() { s.aliases = noAliases }()
	sep := " ORDER BY "
	for _, o := range sel.OrderBy {
		p, err := c.orderTerm(b, s, o.Expr)
		if err != nil {
			return err
		}
		b.order += sep + collated(orderable(p))
		if o.Direction == sqlparser.DescScr {
			b.order += " DESC"
		}
		sep = ", "
	}
	return nil
}

// orderable is what a value sorts by. A TIME may be negative or longer than a
// day, which its text does not show.
func orderable(p piece) piece {
	if p.kind() == Time {
		return call(Int, "my_time_num", p)
	}
	return p
}

func (c *compiler) limit(l *sqlparser.Limit) (string, error) {
	if l == nil {
		return "", nil
	}
	n, err := c.count("LIMIT", l.Rowcount)
	if err != nil {
		return "", err
	}
	text := " LIMIT " + n
	if l.Offset != nil {
		if n, err = c.count("OFFSET", l.Offset); err != nil {
			return "", err
		}
		text += " OFFSET " + n
	}
	return text, nil
}

// count writes a number of rows; one beyond 64 bits means all.
func (c *compiler) count(part string, e sqlparser.Expr) (string, error) {
	v, ok := e.(*sqlparser.SQLVal)
	if ok {
		p, err := c.literal(v)
		if err != nil {
			return "", err
		}
		k := p.constant
		switch {
		case k.kind == Int && !k.number.IsNegative():
			return p.text, nil
		case k.kind == Dec && k.number.IsInteger() && !k.number.IsNegative():
			return "9223372036854775807", nil
		}
	}
	return "", fmt.Errorf("%s must be a whole number of 0 or more, or a placeholder for one, not %s", part, describe(e))
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
		if b.collate {
			text.WriteString(collated(it.piece))
		} else {
			text.WriteString(it.text)
		}
		fmt.Fprintf(&text, " AS d%d", i)
	}
	return text.String() + b.body + b.order + b.limit
}
