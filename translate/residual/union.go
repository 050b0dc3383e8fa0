package residual

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// union compiles a UNION. The parser nests its parts to the left.
func (c *compiler) union(u *sqlparser.Union, parent *scope) (*block, error) {
	if u.Lock != "" {
		return nil, refused(&sqlparser.Select{Lock: u.Lock})
	}
	for _, o := range u.OrderBy {
		switch {
		case isPlace(o.Expr):
		case aggregates(o.Expr):
			return nil, fmt.Errorf("ORDER BY: the order of a UNION is of its rows, not of an aggregate: %s", syntax.Shown(o.Expr))
		default:
			return c.statement(ordered(u), parent)
		}
	}
	b := &block{}
	if err := c.parts(b, u, parent, false); err != nil {
		return nil, err
	}
	if err := b.unify(); err != nil {
		return nil, err
	}
	var err error
	if b.order, err = c.unionOrder(b, u.OrderBy); err != nil {
		return nil, fmt.Errorf("ORDER BY: %w", err)
	}
	b.limit, err = c.limit(u.Limit)
	return b, err
}

// isPlace reports whether a term of ORDER BY is a column of a union, by its name or
// number.
func isPlace(e sqlparser.Expr) bool {
	switch e := e.(type) {
	case *sqlparser.ColName:
		return true
	case *sqlparser.SQLVal:
		return e.Type == sqlparser.IntVal
	}
	return false
}

// ordered is a union whose ORDER BY has expressions of its columns, as a derived table.
func ordered(u *sqlparser.Union) *sqlparser.Select {
	bare := *u
	bare.OrderBy, bare.Limit = nil, nil
	return &sqlparser.Select{
		SelectExprs: sqlparser.SelectExprs{&sqlparser.StarExpr{}},
		From: sqlparser.TableExprs{&sqlparser.AliasedTableExpr{
			Expr: &sqlparser.Subquery{Select: &sqlparser.ParenSelect{Select: &bare}},
			As:   sqlparser.NewTableIdent("union"),
		}},
		OrderBy: u.OrderBy,
		Limit:   u.Limit,
	}
}

// parts collects the parts of a UNION in their order; inner tells that the
// statement is a part itself, whose own order then matters.
func (c *compiler) parts(b *block, ast sqlparser.SelectStatement, parent *scope, all bool) error {
	u, ok := ast.(*sqlparser.Union)
	if !ok || len(b.union) > 0 {
		part, err := c.statement(ast, parent)
		if err != nil {
			return err
		}
		b.union, b.all = append(b.union, part), append(b.all, all)
		return nil
	}
	if left, ok := u.Left.(*sqlparser.Union); ok && len(left.OrderBy) == 0 && left.Limit == nil {
		if err := c.parts(b, left, parent, all); err != nil {
			return err
		}
	} else {
		part, err := c.statement(u.Left, parent)
		if err != nil {
			return err
		}
		b.union, b.all = append(b.union, part), append(b.all, all)
	}
	part, err := c.statement(u.Right, parent)
	if err != nil {
		return err
	}
	b.union, b.all = append(b.union, part), append(b.all, u.Type == sqlparser.UnionAllStr)
	return nil
}

// unify gives the columns of all parts the types of the union, and the names of
// the first part.
func (b *block) unify() error {
	first := b.union[0]
	for _, part := range b.union[1:] {
		if len(part.items) != len(first.items) {
			return fmt.Errorf("the SELECTs of a UNION have different numbers of columns: %d and %d", len(first.items), len(part.items))
		}
	}
	for i := range first.items {
		t := first.items[i].typ
		for _, part := range b.union[1:] {
			t = unify(t, part.items[i].typ)
		}
		b.items = append(b.items, item{piece: piece{typ: t}, label: first.items[i].label})
		for _, part := range b.union {
			part.round(i, t)
		}
	}
	return nil
}

// round gives a quotient all the digits that the other parts have.
func (b *block) round(i int, t Type) {
	if q := b.items[i].exact; q.typ.unrounded && t.places > 0 {
		q.typ.places = t.places
		b.items[i].piece = rounded(q)
	}
}

// renderUnion writes the parts, whose columns become those of the union. SQLite
// takes no parentheses, nor an ORDER BY in a part, so each part is a subquery; UNION without ALL removes the duplicates
// of all that stands before it.
func (b *block) renderUnion() string {
	var text strings.Builder
	for i, part := range b.union {
		if i > 0 {
			text.WriteString(map[bool]string{true: " UNION ALL ", false: " UNION "}[b.all[i]])
		}
		text.WriteString("SELECT ")
		for k, it := range part.items {
			if k > 0 {
				text.WriteString(", ")
			}
			t := b.items[k].typ
			d := coerce(piece{text: "d" + strconv.Itoa(k), typ: it.typ}, t)
			d.typ.binary = t.binary
			text.WriteString(collated(d) + " AS d" + strconv.Itoa(k))
		}
		text.WriteString(" FROM (" + part.render() + ")")
	}
	if b.order == "" && b.limit == "" {
		return text.String()
	}
	return "SELECT * FROM (" + text.String() + ")" + b.order + b.limit
}

// unionOrder writes the ORDER BY of a union, whose terms are its columns.
func (c *compiler) unionOrder(b *block, order sqlparser.OrderBy) (string, error) {
	var text strings.Builder
	sep := " ORDER BY "
	for _, o := range order {
		i, err := b.place(o.Expr)
		if err != nil {
			return "", err
		}
		d := piece{text: "d" + strconv.Itoa(i), typ: b.items[i].typ}
		text.WriteString(sep + collated(d))
		if o.Direction == sqlparser.DescScr {
			text.WriteString(" DESC")
		}
		sep = ", "
	}
	return text.String(), nil
}

func (b *block) place(e sqlparser.Expr) (int, error) {
	switch e := e.(type) {
	case *sqlparser.SQLVal:
		n, err := strconv.Atoi(string(e.Val))
		if e.Type == sqlparser.IntVal && err == nil && n >= 1 && n <= len(b.items) {
			return n - 1, nil
		}
	case *sqlparser.ColName:
		for i, it := range b.items {
			if strings.EqualFold(it.label, e.Name.String()) {
				return i, nil
			}
		}
	}
	return 0, fmt.Errorf("%w: %s: the order of a UNION is by its columns", ErrUnsupported, syntax.Shown(e))
}
