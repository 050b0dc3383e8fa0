package residual

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// join is a FROM as a tree: a source, or two with a condition.
type join struct {
	source      *source
	subquery    string // the text of a subquery's source
	left, right *join
	kind        string // JOIN, LEFT JOIN, RIGHT JOIN
	inner       bool   // none of the rows that an outer join adds matters
	on          []*conjunct
	using       string          // the conditions of USING
	pairs       [][2]found      // the columns of USING
	shared      map[string]bool // the columns of USING, in lower case
	scope       *scope          // the names that ON may use: those of the two sides
}

// conjunct is one condition of a chain of AND.
type conjunct struct {
	expr  sqlparser.Expr
	given *Cond  // to the one table that it is about, nil if there is none
	why   string // there is none
}

// from reads a FROM into the scope.
func (c *compiler) from(s *scope, list sqlparser.TableExprs) (*join, error) {
	var all *join
	for _, e := range list {
		if isDual(e) {
			continue
		}
		j, err := c.tableExpr(s, e)
		if err != nil {
			return nil, err
		}
		if all == nil {
			all = j
		} else {
			all = &join{left: all, right: j, kind: "JOIN"}
		}
	}
	return all, nil
}

// oneSource reports whether a FROM has no join.
func oneSource(list sqlparser.TableExprs) bool {
	if len(list) != 1 {
		return false
	}
	_, ok := list[0].(*sqlparser.AliasedTableExpr)
	return ok
}

func isDual(e sqlparser.TableExpr) bool {
	a, ok := e.(*sqlparser.AliasedTableExpr)
	if !ok {
		return false
	}
	name, ok := a.Expr.(sqlparser.TableName)
	return ok && syntax.IsDual(name)
}

func (c *compiler) tableExpr(s *scope, e sqlparser.TableExpr) (*join, error) {
	switch e := e.(type) {
	case *sqlparser.AliasedTableExpr:
		return c.aliasedTable(s, e)
	case *sqlparser.ParenTableExpr:
		return c.from(s, e.Exprs)
	case *sqlparser.JoinTableExpr:
		return c.join(s, e)
	}
	return nil, c.unknown("FROM", e)
}

func (c *compiler) aliasedTable(s *scope, e *sqlparser.AliasedTableExpr) (*join, error) {
	src := &source{alias: e.As.String(), sql: c.alias()}
	j := &join{source: src}
	switch t := e.Expr.(type) {
	case sqlparser.TableName:
		if len(e.Partitions) > 0 {
			return nil, fmt.Errorf("%w: PARTITION: the API's objects have none", ErrUnsupported)
		}
		object, err := c.env.Object(t.Qualifier.String(), t.Name.String())
		if err != nil {
			return nil, err
		}
		if src.alias == "" {
			src.alias = t.Name.String()
		}
		if object.Local {
			c.setLocal(t.Qualifier.String())
		}
		src.table = &Table{Name: fmt.Sprintf("t%d", len(c.tables)+1), Alias: src.alias, Object: object, Expr: e, index: map[*schema.Column]int{}, once: c.repeats == 0}
		c.tables = append(c.tables, src.table)
	case *sqlparser.Subquery:
		// A derived table sees nothing of the SELECT around it.
		b, err := c.statement(t.Select, nil)
		if err != nil {
			return nil, err
		}
		if err := unique(b.items); err != nil {
			return nil, err
		}
		src.items = b.items
		j.subquery = "(" + b.render() + ")"
	default:
		return nil, c.unknown("FROM", e)
	}
	for _, other := range s.sources {
		if strings.EqualFold(other.alias, src.alias) {
			return nil, fmt.Errorf("not unique table or alias %q in FROM", src.alias)
		}
	}
	s.sources = append(s.sources, src)
	return j, nil
}

func (c *compiler) join(s *scope, e *sqlparser.JoinTableExpr) (*join, error) {
	left, err := c.tableExpr(s, e.LeftExpr)
	if err != nil {
		return nil, err
	}
	right, err := c.tableExpr(s, e.RightExpr)
	if err != nil {
		return nil, err
	}
	j := &join{left: left, right: right, kind: "JOIN", shared: map[string]bool{}}
	j.scope = &scope{parent: s.parent, sources: j.sources(), semi: s.semi, noAggregates: true}
	natural := false
	switch e.Join {
	case sqlparser.JoinStr, sqlparser.StraightJoinStr:
	case sqlparser.NaturalJoinStr:
		natural = true
	case sqlparser.LeftJoinStr, sqlparser.NaturalLeftJoinStr:
		j.kind, natural = "LEFT JOIN", e.Join == sqlparser.NaturalLeftJoinStr
		right.makeOuter()
	case sqlparser.RightJoinStr, sqlparser.NaturalRightJoinStr:
		j.kind, natural = "RIGHT JOIN", e.Join == sqlparser.NaturalRightJoinStr
		left.makeOuter()
	default:
		return nil, c.unknown("JOIN", e)
	}
	if e.Condition.On != nil {
		for _, cond := range conjuncts(e.Condition.On) {
			j.on = append(j.on, &conjunct{expr: cond})
		}
	}
	if natural {
		return j, c.using(j, commonNames(left, right))
	}
	var names []string
	for _, col := range e.Condition.Using {
		names = append(names, col.String())
	}
	return j, c.using(j, names)
}

// filled is the side of an outer join that it fills with NULLs, nil of any other.
func (j *join) filled() *join {
	switch {
	case j.inner:
	case j.kind == "LEFT JOIN":
		return j.right
	case j.kind == "RIGHT JOIN":
		return j.left
	}
	return nil
}

// makeOuter marks the sources of which an outer join may make NULLs.
func (j *join) makeOuter() {
	if j.source != nil {
		j.source.outer = true
		return
	}
	j.left.makeOuter()
	j.right.makeOuter()
}

// sources lists the sources below a join.
func (j *join) sources() []*source {
	if j.source != nil {
		return []*source{j.source}
	}
	return append(j.left.sources(), j.right.sources()...)
}

// renderJoin writes the join.
func (c *compiler) renderJoin(j *join) (string, error) {
	if j.source != nil {
		if j.subquery != "" {
			return j.subquery + " AS " + j.source.sql, nil
		}
		return j.source.table.Name + " AS " + j.source.sql, nil
	}
	left, err := c.renderJoin(j.left)
	if err != nil {
		return "", err
	}
	right, err := c.renderJoin(j.right)
	if err != nil {
		return "", err
	}
	kind, second := j.kind, j.right
	if j.inner {
		kind = "JOIN"
	}
	if kind == "RIGHT JOIN" { // SQLite puts no index on the left side of one
		left, right, kind, second = right, left, "LEFT JOIN", j.left
		if j.right.source == nil {
			left = "(" + left + ")"
		}
	}
	if second.source == nil {
		right = "(" + right + ")"
	}
	on, err := c.conditions(j.scope, j.on, j.filled() == nil)
	if err != nil {
		return "", fmt.Errorf("ON: %w", err)
	}
	switch {
	case on != "" && j.using != "":
		on += " AND " + j.using
	case j.using != "":
		on = j.using
	case on == "" && kind != "JOIN":
		on = "1"
	}
	if on != "" {
		on = " ON " + on
	}
	return left + " " + kind + " " + right + on, nil
}
