package translate

import (
	"errors"
	"fmt"
	"strings"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// checkUpdate refuses parts of an UPDATE that would mean something else in the
// SELECT that is made of it.
func checkUpdate(from *updateFrom, u *sqlparser.Update) error {
	if !from.single() && (len(u.OrderBy) > 0 || u.Limit != nil) {
		return errors.New("an UPDATE of several tables takes neither ORDER BY nor LIMIT")
	}
	for _, o := range u.OrderBy {
		e := unparenthesised(o.Expr)
		if v, ok := e.(*sqlparser.SQLVal); ok && v.Type == sqlparser.IntVal {
			return fmt.Errorf("ORDER BY %s: an UPDATE has no select list whose places could be meant; name a column", v.Val)
		}
		if err := checkAggregates(e); err != nil {
			return fmt.Errorf("ORDER BY: %w", err)
		}
	}
	return nil
}

// checkSettings refuses expressions of SET that MySQL refuses, and those that use
// a column assigned before: MySQL would take its new value, and the SELECT that
// computes them takes the old one.
func (w *writer) checkSettings(table *updateTable, settings []setting) error {
	for i := range settings {
		s := &settings[i]
		if s.expr == nil {
			continue
		}
		err := checkAggregates(s.expr)
		if err == nil {
			err = w.checkAssigned(table, settings[:i], s.expr, nil)
		}
		if err != nil {
			return fmt.Errorf("column %q: %w", s.name, err)
		}
	}
	return nil
}

// checkAssigned looks for the columns of an expression that have been assigned.
// inner are the tables of the subqueries around it, whose columns come first.
func (w *writer) checkAssigned(table *updateTable, before []setting, n sqlparser.SQLNode, inner []innerTable) error {
	return sqlparser.Walk(func(n sqlparser.SQLNode) (bool, error) {
		switch n := n.(type) {
		case *sqlparser.Subquery:
			return false, w.checkAssigned(table, before, n.Select, append(inner[:len(inner):len(inner)], w.innerTables(n.Select)...))
		case *sqlparser.ColName:
			if !hidden(n, inner) {
				return false, assigned(table, before, n)
			}
		case *sqlparser.Default:
			return false, unsupported("DEFAULT", "it can't be a part of an expression")
		}
		return true, nil
	}, n)
}

// innerTable is a table of a subquery; object is nil for a derived one.
type innerTable struct {
	alias  string
	object *schema.Object
}

func (w *writer) innerTables(sel sqlparser.SelectStatement) []innerTable {
	var tables []innerTable
	_ = sqlparser.Walk(func(n sqlparser.SQLNode) (bool, error) {
		t, ok := n.(*sqlparser.AliasedTableExpr)
		if !ok {
			return true, nil
		}
		in := innerTable{alias: t.As.String()}
		if name, ok := t.Expr.(sqlparser.TableName); ok {
			in.object = w.objects[name.Name.String()]
			if in.alias == "" {
				in.alias = name.Name.String()
			}
		}
		tables = append(tables, in)
		return true, nil
	}, sel)
	return tables
}

// hidden reports whether a name means a column of a subquery's own tables.
func hidden(name *sqlparser.ColName, inner []innerTable) bool {
	q := name.Qualifier.Name.String()
	for _, t := range inner {
		if q != "" {
			if strings.EqualFold(q, t.alias) {
				return true
			}
			continue
		}
		if t.object == nil {
			return true
		}
		if _, err := t.object.Lookup(name.Name.String()); err == nil {
			return true
		}
	}
	return false
}

// assigned is an error if a name means a column that has been assigned.
func assigned(table *updateTable, before []setting, name *sqlparser.ColName) error {
	if q := name.Qualifier.Name.String(); q != "" && !strings.EqualFold(q, table.alias) {
		return nil
	}
	c, err := table.object.Lookup(name.Name.String())
	if err != nil {
		return nil // the SELECT tells more about it
	}
	for i := range before {
		if before[i].column == c {
			return unsupported(syntax.ColumnText(name), "the same SET has assigned it before, and MySQL would use its new value here; assign it last, or write its new value again")
		}
	}
	return nil
}
