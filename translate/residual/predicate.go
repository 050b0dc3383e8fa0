package residual

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// comparison writes a op b.
func (c *compiler) comparison(s *scope, e *sqlparser.ComparisonExpr) (piece, error) {
	switch e.Operator {
	case sqlparser.InStr, sqlparser.NotInStr:
		return c.in(s, e)
	case sqlparser.LikeStr, sqlparser.NotLikeStr:
		return c.like(s, e)
	}
	if isRow(e.Left) || isRow(e.Right) {
		return c.rowCompare(s, e)
	}
	a, b, err := c.pair(s, e.Left, e.Right)
	if err != nil {
		return piece{}, err
	}
	switch e.Operator {
	case sqlparser.RegexpStr, sqlparser.NotRegexpStr:
		return negate(matcher("my_regexp", a, b), e.Operator == sqlparser.NotRegexpStr), nil
	case "=", "<=>", "!=", "<", "<=", ">", ">=":
		return c.compare(a, e.Operator, b)
	}
	return piece{}, c.unknown("operator", e)
}

func negate(p piece, not bool) piece {
	if not {
		p.text = "(NOT " + p.text + ")"
	}
	return p
}

// matcher calls a function that matches text, or its binary twin.
func matcher(name string, a, b piece, more ...piece) piece {
	if a.typ.binary || b.typ.binary {
		name += "_bin"
	}
	return call(Int, name, append([]piece{asStr(a), asStr(b)}, more...)...)
}

func (c *compiler) like(s *scope, e *sqlparser.ComparisonExpr) (piece, error) {
	a, b, err := c.pair(s, e.Left, e.Right)
	if err != nil {
		return piece{}, err
	}
	escape := textLiteral(`\`)
	if e.Escape != nil {
		if escape, err = c.expr(s, e.Escape); err != nil {
			return piece{}, err
		}
		if k := escape.constant; k == nil || k.kind != Str || len([]rune(k.text)) > 1 {
			return piece{}, fmt.Errorf("the ESCAPE of LIKE must be one character, not %s", syntax.Shown(e.Escape))
		}
	}
	return negate(matcher("my_like", a, b, escape), e.Operator == sqlparser.NotLikeStr), nil
}

// in writes a IN (list) and a IN (SELECT ...).
func (c *compiler) in(s *scope, e *sqlparser.ComparisonExpr) (piece, error) {
	not := e.Operator == sqlparser.NotInStr
	switch right := e.Right.(type) {
	case *sqlparser.Subquery:
		p, err := c.inSubquery(s, e, right)
		return negate(p, not), err
	case sqlparser.ValTuple:
		if left, ok := e.Left.(sqlparser.ValTuple); ok {
			p, err := c.inRows(s, left, right)
			return negate(p, not), err
		}
		p, err := c.inList(s, e.Left, right)
		return negate(p, not), err
	}
	return piece{}, c.unknown("IN", e)
}

// inList writes a IN (list). Values that compare in the same way share an IN of
// SQLite; MySQL compares each as a = value does.
func (c *compiler) inList(s *scope, left sqlparser.Expr, list sqlparser.ValTuple) (piece, error) {
	a, err := c.expr(s, left)
	if err != nil {
		return piece{}, err
	}
	type group struct {
		left   string
		values []string
	}
	var groups []*group
	index := map[string]*group{}
	constants := c.room.constants
	defer func() { c.room.constants = constants }()
	for _, e := range list {
		c.room.constants = constants
		v, err := c.expr(s, e)
		if err != nil {
			return piece{}, err
		}
		x, y, collation, err := c.comparable(a, v)
		if err != nil {
			return piece{}, err
		}
		key := x.text + collation
		if index[key] == nil {
			index[key] = &group{left: key}
			groups = append(groups, index[key])
		}
		index[key].values = append(index[key].values, y.text)
		if err := c.write(len(y.text)); err != nil {
			return piece{}, err
		}
	}
	var texts []string
	for _, g := range groups {
		texts = append(texts, "("+g.left+" IN ("+strings.Join(g.values, ", ")+"))")
	}
	if len(texts) == 1 {
		return raw(Int, "%s", texts[0]), nil
	}
	return raw(Int, "(%s)", chained(texts, " OR ")), nil
}

// inSubquery writes a IN (SELECT ...), both sides in the type they compare in.
func (c *compiler) inSubquery(s *scope, e *sqlparser.ComparisonExpr, sub *sqlparser.Subquery) (piece, error) {
	top := c.top == sqlparser.Expr(e) && e.Operator == sqlparser.InStr
	if left, ok := e.Left.(sqlparser.ValTuple); ok {
		return c.inRowSubquery(s, left, sub, top)
	}
	a, err := c.expr(s, e.Left)
	if err != nil {
		return piece{}, err
	}
	b, err := c.statement(sub.Select, s)
	if err != nil {
		return piece{}, err
	}
	if top {
		c.linkSubquery(s, e.Left, b, 0)
	}
	if len(b.items) != 1 {
		return piece{}, fmt.Errorf("the SELECT of IN must have 1 column, not %d", len(b.items))
	}
	d := piece{text: "d0", typ: b.items[0].typ}
	x, y, collation, err := c.comparable(a, d)
	if err != nil {
		return piece{}, err
	}
	return raw(Int, "(%s%s IN (SELECT %s FROM (%s)))", x.text, collation, y.text, b.render()), nil
}

func (c *compiler) existsCall(s *scope, e *sqlparser.ExistsExpr) (piece, error) {
	if sel := plainSelect(e.Subquery.Select); sel != nil {
		c.exists = sel
		if c.top == sqlparser.Expr(e) {
			c.semi = sel
		}
	}
	b, err := c.statement(e.Subquery.Select, s)
	if err != nil {
		return piece{}, err
	}
	return piece{text: "EXISTS (" + b.render() + ")", typ: Type{Kind: Int, NotNull: true}}, nil
}

// plainSelect is the SELECT in parentheses, or nil if it is a UNION.
func plainSelect(ast sqlparser.SelectStatement) *sqlparser.Select {
	for {
		switch s := ast.(type) {
		case *sqlparser.Select:
			return s
		case *sqlparser.ParenSelect:
			ast = s.Select
		default:
			return nil
		}
	}
}

// scalar writes a subquery that stands for a value. MySQL refuses one that has
// several rows, of which SQLite takes the first.
func (c *compiler) scalar(s *scope, sub *sqlparser.Subquery) (piece, error) {
	b, err := c.statement(sub.Select, s)
	if err != nil {
		return piece{}, err
	}
	if len(b.items) != 1 {
		return piece{}, fmt.Errorf("a subquery that stands for a value must have 1 column, not %d", len(b.items))
	}
	t := b.items[0].typ
	t.NotNull = false
	if oneRow(sub.Select) {
		return piece{text: "(" + b.render() + ")", typ: t}, nil
	}
	text := fmt.Sprintf("(SELECT CASE WHEN count(*) > 1 THEN my_error('a subquery that stands for a value has more than 1 row') ELSE max(d0) END FROM (SELECT d0 FROM (%s) LIMIT 2))", b.render())
	return piece{text: text, typ: t}, nil
}

// oneRow reports whether a SELECT has one row at most.
func oneRow(ast sqlparser.SelectStatement) bool {
	sel, ok := ast.(*sqlparser.Select)
	if !ok {
		return false
	}
	if len(sel.GroupBy) == 0 && aggregates(sel.SelectExprs) {
		return true
	}
	if len(sel.From) == 1 && isDual(sel.From[0]) {
		return true
	}
	if sel.Limit == nil {
		return false
	}
	v, ok := sel.Limit.Rowcount.(*sqlparser.SQLVal)
	return ok && v.Type == sqlparser.IntVal && (string(v.Val) == "1" || string(v.Val) == "0")
}
