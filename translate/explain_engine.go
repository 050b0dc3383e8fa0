package translate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/scale-sql/scale/translate/residual"
	"github.com/xwb1989/sqlparser"
)

// work says what the engine does with the rows, and why the API can't do it all.
func (f *Finish) work() []string {
	var list []string
	if f.why != nil {
		why := strings.TrimPrefix(f.why.Error(), ErrUnsupported.Error()+": ")
		if before, _, ok := strings.Cut(why, inexactReason); ok {
			why = before + inexactReason // the conditions have lines of their own
		}
		list = append(list, "needed since "+why)
	}
	w := &workList{finish: f}
	w.statement(f.ast)
	list = append(list, w.lines...)
	if f.streams() {
		list = append(list, delivered)
	}
	return list
}

// streams reports whether each row is delivered before the next one is read.
func (f *Finish) streams() bool {
	if !f.Query.Streams() || f.Requests[0] == nil {
		return false
	}
	t := f.Query.Tables[0]
	return t.Whole != nil && f.ast == sqlparser.SelectStatement(t.Whole) && (t.Ordered || len(t.Whole.OrderBy) == 0)
}

// workList describes what the engine does for a statement.
type workList struct {
	finish *Finish
	lines  []string
}

func (w *workList) add(format string, args ...any) {
	w.lines = append(w.lines, fmt.Sprintf(format, args...))
}

func (w *workList) statement(ast sqlparser.SelectStatement) {
	switch s := ast.(type) {
	case *sqlparser.ParenSelect:
		w.statement(s.Select)
	case *sqlparser.Select:
		w.selects(s)
	case *sqlparser.Union:
		w.union(s)
	}
}

func (w *workList) union(u *sqlparser.Union) {
	n, distinct := 1, false
	var count func(ast sqlparser.SelectStatement)
	count = func(ast sqlparser.SelectStatement) {
		if u, ok := ast.(*sqlparser.Union); ok {
			n++
			distinct = distinct || u.Type != sqlparser.UnionAllStr
			count(u.Left)
			count(u.Right)
		}
	}
	count(u)
	w.add("runs %d SELECTs and puts their rows together", n)
	if distinct {
		w.add("keeps distinct rows")
	}
	w.sorts(u.OrderBy, nil)
	w.limits(u.Limit)
}

// selects describes the parts of a SELECT in the order in which they have their
// effect.
func (w *workList) selects(sel *sqlparser.Select) {
	w.joins(sel)
	w.checks()
	grouped := len(sel.GroupBy) > 0
	if grouped {
		w.add("groups by %s", describeAll(sel.GroupBy))
	}
	switch {
	case grouped || residual.OneGroup(sel):
		if !grouped {
			w.add("makes one row of all rows")
		}
		if sel.Having != nil {
			w.add("keeps the groups with %s", describe(sel.Having.Expr, false))
		}
	case sel.Having != nil:
		w.add("keeps the rows with %s", describe(sel.Having.Expr, false))
	}
	if slices.ContainsFunc(sel.SelectExprs, isComputed) {
		w.add("computes the select list")
	}
	if n := subqueries(sel); n > 0 {
		w.add("runs %s", counted(n, "subquery", "subqueries"))
	}
	if sel.Distinct != "" {
		w.add("keeps distinct rows")
	}
	w.sorts(sel.OrderBy, sel)
	w.limits(sel.Limit)
}

// joins names the tables of FROM, if they are several.
func (w *workList) joins(sel *sqlparser.Select) {
	names := aliases(sel.From)
	if len(names) > 1 {
		w.add("joins %s", strings.Join(names, ", "))
	}
}

// checks tells that there are conditions for the engine.
func (w *workList) checks() {
	n := len(w.finish.Query.Kept)
	for i, t := range w.finish.Query.Tables {
		for _, cond := range t.Conds {
			if !cond.Answered && w.finish.Requests[i] != nil {
				n++
			}
		}
	}
	if n > 0 {
		w.add("checks %s", counted(n, "condition", "conditions"))
	}
}

// sorts describes ORDER BY, which the API may have been asked for if it is that of
// a SELECT.
func (w *workList) sorts(order sqlparser.OrderBy, of *sqlparser.Select) {
	if len(order) == 0 {
		return
	}
	for _, t := range w.finish.Query.Tables {
		if t.Ordered && of != nil && t.Whole == of {
			w.add("takes the rows in the API's order")
			return
		}
	}
	var keys []string
	for _, o := range order {
		text := describe(o.Expr, false)
		if o.Direction == sqlparser.DescScr {
			text += " desc"
		}
		keys = append(keys, text)
	}
	w.add("sorts by %s", strings.Join(keys, ", "))
}

func (w *workList) limits(l *sqlparser.Limit) {
	switch {
	case l == nil:
	case l.Offset == nil:
		w.add("stops after LIMIT %s", describe(l.Rowcount, false))
	default:
		w.add("leaves out OFFSET %s and stops after LIMIT %s", describe(l.Offset, false), describe(l.Rowcount, false))
	}
}

func counted(n int, one, several string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, several)
}

func describeAll(list sqlparser.GroupBy) string {
	var texts []string
	for _, e := range list {
		texts = append(texts, describe(e, false))
	}
	return strings.Join(texts, ", ")
}

// isComputed reports whether an item of a select list is an expression.
func isComputed(e sqlparser.SelectExpr) bool {
	a, ok := e.(*sqlparser.AliasedExpr)
	if !ok {
		return false
	}
	_, column := unparenthesised(a.Expr).(*sqlparser.ColName)
	return !column
}

// subqueries counts those of a statement, derived tables and those within others
// included.
func subqueries(n sqlparser.SQLNode) int {
	count := 0
	_ = sqlparser.Walk(func(n sqlparser.SQLNode) (bool, error) {
		if _, ok := n.(*sqlparser.Subquery); ok {
			count++
		}
		return true, nil
	}, n)
	return count
}

// aliases are the names of the tables of a FROM.
func aliases(list sqlparser.TableExprs) (names []string) {
	for _, e := range list {
		switch e := e.(type) {
		case *sqlparser.AliasedTableExpr:
			name := e.As.String()
			if table, ok := e.Expr.(sqlparser.TableName); ok && name == "" {
				name = table.Name.String()
			}
			names = append(names, name)
		case *sqlparser.ParenTableExpr:
			names = append(names, aliases(e.Exprs)...)
		case *sqlparser.JoinTableExpr:
			names = append(append(names, aliases(sqlparser.TableExprs{e.LeftExpr})...), aliases(sqlparser.TableExprs{e.RightExpr})...)
		}
	}
	return names
}
