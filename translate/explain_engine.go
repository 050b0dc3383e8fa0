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

// sure are the tables that are certain to be read, by their index: those of which
// no LIMIT, no condition without a column and no other table's rows can spare the
// reading.
func (f *Finish) sure() map[int]bool {
	sure := make(map[int]bool)
	if len(f.Steps) > 0 {
		sure[f.Steps[0].From] = true // it is stored before anything else
	}
	for _, k := range f.Query.Kept {
		if !namesColumn(k.Expr) { // it may be decided before a row is read
			return sure
		}
	}
	index := make(map[*sqlparser.AliasedTableExpr]int)
	for i, t := range f.Query.Tables {
		index[t.Expr] = i
	}
	f.read(f.ast, index, sure)
	return sure
}

// read adds the tables of a statement that is certain to be carried out.
func (f *Finish) read(ast sqlparser.SelectStatement, index map[*sqlparser.AliasedTableExpr]int, sure map[int]bool) {
	switch s := ast.(type) {
	case *sqlparser.ParenSelect:
		f.read(s.Select, index, sure)
	case *sqlparser.Union:
		if s.Limit == nil {
			f.read(s.Left, index, sure)
			f.read(s.Right, index, sure)
		}
	case *sqlparser.Select:
		if (s.Having == nil || namesColumn(s.Having.Expr) || checkAggregates(s.Having.Expr) != nil) && (s.Limit == nil || f.limited(s)) {
			// Of a join's tables SQLite reads none behind one that has no rows, and it
			// chooses their order.
			if t, ok := onlyTable(s.From); ok {
				if i, ok := index[t]; ok {
					sure[i] = true
				}
			}
		}
	}
}

// onlyTable is the one table of a FROM, if it is one.
func onlyTable(from sqlparser.TableExprs) (*sqlparser.AliasedTableExpr, bool) {
	if len(from) != 1 {
		return nil, false
	}
	switch e := from[0].(type) {
	case *sqlparser.AliasedTableExpr:
		return e, true
	case *sqlparser.ParenTableExpr:
		return onlyTable(e.Exprs)
	}
	return nil, false
}

// namesColumn reports whether an expression names a column outside of subqueries.
func namesColumn(e sqlparser.Expr) bool {
	named := false
	_ = sqlparser.Walk(func(n sqlparser.SQLNode) (bool, error) {
		switch n.(type) {
		case *sqlparser.ColName:
			named = true
		case *sqlparser.Subquery:
			return false, nil
		}
		return !named, nil
	}, e)
	return named
}

// limited reports whether the LIMIT of a SELECT is known to want a row.
func (f *Finish) limited(sel *sqlparser.Select) bool {
	for i, t := range f.Query.Tables {
		if t.Whole == sel && (t.Ordered || f.Requests[i] != nil && f.Requests[i].Limit > 0) {
			return true
		}
	}
	v, ok := sel.Limit.Rowcount.(*sqlparser.SQLVal)
	return ok && v.Type == sqlparser.IntVal && strings.Trim(string(v.Val), "0") != ""
}
