package translate

import (
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// readable refuses the statements that are no SELECT.
func readable(stmt *syntax.Statement) error {
	switch stmt.Kind {
	case syntax.Select:
		return nil
	case syntax.Insert, syntax.Replace, syntax.Update, syntax.Savepoint, syntax.Release, syntax.RollbackTo:
		return unsupported(stmt.Kind.String(), "it returns no rows; run it with Exec")
	}
	return unsupported(stmt.Verb, insteadOf(stmt))
}

// insteadOf says why a statement can't be carried out, and what can be done in
// its place.
func insteadOf(stmt *syntax.Statement) string {
	switch stmt.Verb {
	case "DELETE", "TRUNCATE":
		return "the API has no way to delete a record; mark it by an UPDATE of a field that your queries heed, or delete it in Scal-e"
	case "LOCK", "UNLOCK":
		return "the API has no locks; leave it out"
	case "CALL":
		return "the API has no procedures"
	}
	switch stmt.Kind {
	case syntax.DDL:
		return "the API has no way to change an object's fields; change them in Scal-e, and run no migrations here"
	case syntax.Begin, syntax.Commit, syntax.Rollback:
		return "use BeginTx, Commit and Rollback of database/sql, which keep to one connection"
	}
	return "the API has nothing like it; there are SELECT, INSERT, REPLACE, UPDATE, SHOW, DESCRIBE, EXPLAIN, SET and USE"
}

// selectOf is the SELECT of a statement, if it has no part that the API knows
// nothing of.
func selectOf(stmt *syntax.Statement) (*sqlparser.Select, error) {
	ast := stmt.AST
	for {
		paren, ok := ast.(*sqlparser.ParenSelect)
		if !ok {
			break
		}
		ast = paren.Select
	}
	sel, ok := ast.(*sqlparser.Select)
	if !ok {
		return nil, unsupported("UNION", "the API answers one SELECT at a time")
	}
	return sel, checkParts(sel)
}

func checkParts(sel *sqlparser.Select) error {
	const onlyRows = "the API answers rows as they are stored, and nothing computed from several"
	switch {
	case sel.Distinct != "":
		return unsupported("DISTINCT", onlyRows)
	case len(sel.GroupBy) > 0:
		return unsupported("GROUP BY", onlyRows)
	case sel.Having != nil:
		return unsupported("HAVING", onlyRows)
	case sel.Lock != "":
		return unsupported("FOR UPDATE and LOCK IN SHARE MODE", "the API has no locks")
	}
	return nil
}

var errNoFrom = unsupported("a SELECT without FROM", "there is no object to read")

// tableOf is the one object that a SELECT reads.
func tableOf(sel *sqlparser.Select, opt *Options) (*sqlparser.AliasedTableExpr, error) {
	if len(sel.From) > 1 {
		return nil, unsupported("FROM", "the API reads one object at a time")
	}
	if len(sel.From) == 0 {
		return nil, errNoFrom
	}
	table, ok := sel.From[0].(*sqlparser.AliasedTableExpr)
	if !ok {
		return nil, unsupported("JOIN", "the API reads one object at a time")
	}
	name, ok := table.Expr.(sqlparser.TableName)
	if !ok {
		return nil, unsupported("FROM", "the API reads objects, not subqueries")
	}
	if len(table.Partitions) > 0 {
		return nil, unsupported("PARTITION", "the API's objects have none")
	}
	if local, err := localObject(name); err != nil {
		return nil, err
	} else if local != nil {
		return nil, unsupported(local.Name, "the driver makes its rows itself")
	}
	if syntax.IsDual(name) {
		return nil, errNoFrom
	}
	return table, checkInstance(name.Qualifier.String(), opt)
}
