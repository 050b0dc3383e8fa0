package residual

import (
	"fmt"
	"strings"

	"github.com/xwb1989/sqlparser"
)

func isRow(e sqlparser.Expr) bool {
	_, ok := e.(sqlparser.ValTuple)
	return ok
}

// turned are the operators as they are with their sides exchanged.
var turned = map[string]string{"=": "=", "!=": "!=", "<=>": "<=>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

// rowCompare writes (a, b) op (c, d) and (a, b) op (SELECT c, d ...).
func (c *compiler) rowCompare(s *scope, e *sqlparser.ComparisonExpr) (piece, error) {
	left, right, op := e.Left, e.Right, e.Operator
	if turned[op] == "" {
		return piece{}, c.unknown("row comparison", e)
	}
	if !isRow(left) {
		left, right, op = right, left, turned[op]
	}
	row := left.(sqlparser.ValTuple)
	switch right := right.(type) {
	case sqlparser.ValTuple:
		return c.compareRows(s, row, op, right)
	case *sqlparser.Subquery:
		return c.compareRowSubquery(s, row, op, right)
	}
	return piece{}, widths(len(row), 1)
}

func widths(left, right int) error {
	return fmt.Errorf("a row of %d values can't be compared with one of %d", left, right)
}

// compareRows compares rows of as many values: by the first ones that differ.
func (c *compiler) compareRows(s *scope, left sqlparser.ValTuple, op string, right sqlparser.ValTuple) (piece, error) {
	switch op {
	case "=", "<=>":
		return c.equalRows(s, left, op, right)
	case "!=":
		p, err := c.equalRows(s, left, "=", right)
		return negate(p, true), err
	}
	if len(left) != len(right) {
		return piece{}, widths(len(left), len(right))
	}
	a, err := c.rowValues(s, left)
	if err != nil {
		return piece{}, err
	}
	b, err := c.rowValues(s, right)
	if err != nil {
		return piece{}, err
	}
	x, y, err := c.comparableRows(a, b)
	return raw(Int, "((%s) %s (%s))", listed(x), op, listed(y)), err
}

// equalRows writes rows' = or <=> as that of each of their values.
func (c *compiler) equalRows(s *scope, left sqlparser.ValTuple, op string, right sqlparser.ValTuple) (piece, error) {
	if len(left) != len(right) {
		return piece{}, widths(len(left), len(right))
	}
	var texts []string
	for i := range left {
		a, b, err := c.pair(s, left[i], right[i])
		if err != nil {
			return piece{}, err
		}
		p, err := c.compare(a, op, b)
		if err != nil {
			return piece{}, err
		}
		texts = append(texts, p.text)
	}
	return raw(Int, "(%s)", chained(texts, " AND ")), nil
}

func (c *compiler) rowValues(s *scope, row sqlparser.ValTuple) ([]piece, error) {
	values := make([]piece, len(row))
	for i, e := range row {
		var err error
		if values[i], err = c.expr(s, e); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// comparableRows writes the values of two rows, in the types in which each pair of
// them compares. The collations are with those of the first row.
func (c *compiler) comparableRows(a, b []piece) (x, y []string, err error) {
	x, y = make([]string, len(a)), make([]string, len(b))
	for i := range a {
		p, q, collation, err := c.comparable(a[i], b[i])
		if err != nil {
			return nil, nil, err
		}
		x[i], y[i] = p.text+collation, q.text
	}
	return x, y, nil
}

// compareRowSubquery writes (a, b) op (SELECT c, d ...), whose SELECT has one row at
// most: see scalar. Without a row its values are NULL.
func (c *compiler) compareRowSubquery(s *scope, left sqlparser.ValTuple, op string, sub *sqlparser.Subquery) (piece, error) {
	a, b, err := c.rowAndSubquery(s, left, sub)
	if err != nil {
		return piece{}, err
	}
	d := b.values()
	for i := range d {
		if op == "<=>" && a[i].kind() == Null && d[i].typ.emptyIsNull {
			d[i].text = "nullif(" + d[i].text + ", '')" // as IS NULL takes it
		}
	}
	x, y, err := c.comparableRows(a, d)
	if err != nil {
		return piece{}, err
	}
	row := fmt.Sprintf("SELECT %s FROM (%s)", listed(y), b.render())
	if !oneRow(sub.Select) {
		row = singleRow(row, len(d))
	}
	text := map[string]string{"=": "=", "!=": "=", "<=>": "IS"}[op]
	if text == "" {
		text = op
	}
	p := raw(Int, "((%s) %s (%s))", listed(x), text, row)
	p.typ.NotNull = op == "<=>"
	return negate(p, op == "!="), nil
}

// singleRow is the one row of a SELECT of n columns. Several are an error, where
// SQLite would take the first.
func singleRow(query string, n int) string {
	names, values := make([]string, n), make([]string, n)
	for i := range names {
		names[i], values[i] = fmt.Sprintf("e%d", i), fmt.Sprintf("max(e%d)", i)
	}
	values[0] = "CASE WHEN count(*) > 1 THEN my_error('a subquery that stands for a row has more than 1 row') ELSE max(e0) END"
	return fmt.Sprintf("WITH r(%s) AS (%s LIMIT 2) SELECT %s FROM r", listed(names), query, listed(values))
}

// rowAndSubquery compiles a row and a SELECT of as many columns.
func (c *compiler) rowAndSubquery(s *scope, left sqlparser.ValTuple, sub *sqlparser.Subquery) ([]piece, *block, error) {
	a, err := c.rowValues(s, left)
	if err != nil {
		return nil, nil, err
	}
	b, err := c.statement(sub.Select, s)
	if err != nil {
		return nil, nil, err
	}
	if len(b.items) != len(left) {
		return nil, nil, fmt.Errorf("a row of %d values is compared with a SELECT that must have as many columns, not %d", len(left), len(b.items))
	}
	return a, b, nil
}

// values are the columns of a block, for a SELECT from it.
func (b *block) values() []piece {
	d := make([]piece, len(b.items))
	for i, it := range b.items {
		d[i] = piece{text: fmt.Sprintf("d%d", i), typ: it.typ}
	}
	return d
}

// inRows writes (a, b) IN ((c, d), ...).
func (c *compiler) inRows(s *scope, left, list sqlparser.ValTuple) (piece, error) {
	var texts []string
	for _, e := range list {
		row, ok := e.(sqlparser.ValTuple)
		if !ok {
			return piece{}, c.unknown("IN with rows", e)
		}
		p, err := c.equalRows(s, left, "=", row)
		if err != nil {
			return piece{}, err
		}
		texts = append(texts, p.text)
	}
	return raw(Int, "(%s)", chained(texts, " OR ")), nil
}

// inRowSubquery writes (a, b) IN (SELECT c, d ...).
func (c *compiler) inRowSubquery(s *scope, left sqlparser.ValTuple, sub *sqlparser.Subquery, top bool) (piece, error) {
	a, b, err := c.rowAndSubquery(s, left, sub)
	if err != nil {
		return piece{}, err
	}
	for i := range left {
		if top {
			c.linkSubquery(s, left[i], b, i)
		}
	}
	x, y, err := c.comparableRows(a, b.values())
	if err != nil {
		return piece{}, err
	}
	if top || s.mayAggregate(left) { // only whether it is true matters; see quantified
		return raw(Int, "((%s) IN (SELECT %s FROM (%s)))", listed(x), listed(y), b.render()), nil
	}
	return rowAmong(a, x, y, b), nil
}

// rowAmong is a row's IN with NULLs told from false. By itself SQLite's would go
// through all rows of the SELECT for each row that is not among them: here it does
// for a row that has a NULL, and through those that have one for the others.
func rowAmong(a []piece, x, y []string, b *block) piece {
	names, missing, nulls := make([]string, len(a)), make([]string, len(a)), make([]string, len(a))
	sure := true
	for i, p := range a {
		names[i] = fmt.Sprintf("e%d", i)
		missing[i], nulls[i] = "("+x[i]+" IS NULL)", "("+names[i]+" IS NULL)"
		sure = sure && p.typ.NotNull && b.items[i].typ.NotNull && p.kind() == b.items[i].kind()
	}
	if sure {
		p := raw(Int, "(CASE WHEN (%s) IN (SELECT %s FROM (%s)) THEN 1 ELSE 0 END)", listed(x), listed(y), b.render())
		p.typ.NotNull = true
		return p
	}
	return raw(Int, "(WITH q(%[1]s) AS MATERIALIZED (SELECT %[2]s FROM (%[3]s)), n AS MATERIALIZED (SELECT * FROM q WHERE %[4]s) "+
		"SELECT CASE WHEN (%[5]s) IN (SELECT * FROM q) THEN 1 "+
		"WHEN %[6]s THEN iif(EXISTS (SELECT 1 FROM q WHERE ((%[5]s) = (%[1]s)) IS NULL), NULL, 0) "+
		"WHEN EXISTS (SELECT 1 FROM n WHERE ((%[5]s) = (%[1]s)) IS NULL) THEN NULL ELSE 0 END)",
		listed(names), listed(y), b.render(), chained(nulls, " OR "), listed(x), chained(missing, " OR "))
}

func listed(texts []string) string { return strings.Join(texts, ", ") }
