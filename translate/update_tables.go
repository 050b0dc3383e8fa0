package translate

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// updateTable is an object that an UPDATE names.
type updateTable struct {
	alias  string
	object *schema.Object
}

// updateFrom is all that stands between UPDATE and SET.
type updateFrom struct {
	tables  []*updateTable
	derived []string // the aliases of subqueries
}

// single reports whether there is one table and nothing else.
func (f *updateFrom) single() bool { return len(f.tables) == 1 && len(f.derived) == 0 }

func (w *writer) updateTables(exprs sqlparser.TableExprs) (*updateFrom, error) {
	f := &updateFrom{}
	for _, e := range exprs {
		if err := w.addTables(f, e); err != nil {
			return nil, err
		}
	}
	if len(f.tables) == 0 {
		return nil, unsupported("UPDATE of a subquery", "it has no records; name an object")
	}
	return f, nil
}

func (w *writer) addTables(f *updateFrom, e sqlparser.TableExpr) error {
	switch e := e.(type) {
	case *sqlparser.AliasedTableExpr:
		return w.addTable(f, e)
	case *sqlparser.ParenTableExpr:
		for _, inner := range e.Exprs {
			if err := w.addTables(f, inner); err != nil {
				return err
			}
		}
		return nil
	case *sqlparser.JoinTableExpr:
		if err := w.addTables(f, e.LeftExpr); err != nil {
			return err
		}
		return w.addTables(f, e.RightExpr)
	}
	return unsupported("UPDATE", fmt.Sprintf("a table of the kind %T is not known", e))
}

func (w *writer) addTable(f *updateFrom, e *sqlparser.AliasedTableExpr) error {
	alias := e.As.String()
	name, ok := e.Expr.(sqlparser.TableName)
	if !ok {
		f.derived = append(f.derived, alias)
		return nil
	}
	o, err := w.object(name.Name.String())
	if err != nil {
		return err
	}
	if alias == "" {
		alias = name.Name.String()
	}
	for _, t := range f.tables {
		if strings.EqualFold(t.alias, alias) {
			return fmt.Errorf("not unique table or alias %q in UPDATE", alias)
		}
	}
	f.tables = append(f.tables, &updateTable{alias: alias, object: o})
	return nil
}

// setTarget finds the table and the target that a column of SET means.
func (w *writer) setTarget(f *updateFrom, name *sqlparser.ColName) (*updateTable, target, error) {
	col := name.Name.String()
	if err := checkInstance(name.Qualifier.Qualifier.String(), w.opt); err != nil {
		return nil, target{}, fmt.Errorf("column %q: %w", syntax.ColumnText(name), err)
	}
	if q := name.Qualifier.Name.String(); q != "" {
		table, err := f.table(q, col)
		if err != nil {
			return nil, target{}, err
		}
		t, err := w.target(table.object, col)
		return table, t, err
	}
	if len(f.tables) == 1 {
		t, err := w.target(f.tables[0].object, col)
		return f.tables[0], t, err
	}
	var found *updateTable
	for _, table := range f.tables {
		if _, err := table.object.Lookup(col); err != nil {
			continue
		}
		if found != nil {
			return nil, target{}, fmt.Errorf("column %q is ambiguous: both %q and %q have it", col, found.alias, table.alias)
		}
		found = table
	}
	if found == nil {
		return nil, target{}, w.noTable(f, col)
	}
	t, err := w.target(found.object, col)
	return found, t, err
}

// table finds the table that a column is qualified with.
func (f *updateFrom) table(alias, col string) (*updateTable, error) {
	for _, t := range f.tables {
		if strings.EqualFold(t.alias, alias) {
			return t, nil
		}
	}
	for _, d := range f.derived {
		if strings.EqualFold(d, alias) {
			return nil, unsupported("UPDATE of the subquery "+d, "it has no records")
		}
	}
	if strings.EqualFold(alias+".", linkPrefix) {
		return nil, fmt.Errorf("%q is no table of this statement; to set a link, write `%s.%s` in backticks", alias, alias, col)
	}
	return nil, fmt.Errorf("column %q: %q is no table of this statement", alias+"."+col, alias)
}

// noTable says why none of several tables has a column.
func (w *writer) noTable(f *updateFrom, col string) error {
	if _, err := w.target(f.tables[0].object, col); err == nil {
		return fmt.Errorf("column %q is a link; write %s.`%s` to say of which table", col, f.tables[0].alias, col)
	}
	var names, aliases []string
	for _, t := range f.tables {
		aliases = append(aliases, t.alias)
		for _, c := range writableFields(t.object) {
			names = append(names, c.Name)
		}
	}
	return &schema.UnknownError{What: "column", Name: col, Where: "the tables " + strings.Join(aliases, ", "), Nearest: schema.Nearest(col, names)}
}
