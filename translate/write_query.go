package translate

import (
	"database/sql/driver"
	"fmt"
	"strings"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/residual"
	"github.com/xwb1989/sqlparser"
)

// WriteQuery is a SELECT of one row, the values of expressions of a write.
type WriteQuery struct {
	Plan *Plan

	values []any
}

// Fill takes the row of the result, in which dates and datetimes are texts.
func (q *WriteQuery) Fill(row []driver.Value) error {
	if len(row) != len(q.values) {
		return fmt.Errorf("a SELECT of %d values has returned %d", len(q.values), len(row))
	}
	for i, v := range row {
		q.values[i] = plain(v)
	}
	return nil
}

// maxValues is how many expressions one SELECT computes; SQLite allows 2,000
// columns.
const maxValues = 500

// expressions are those of a write that the engine has to compute.
type expressions struct {
	w      *writer
	exprs  []sqlparser.Expr
	where  []func() string
	shared map[string]slot
	values []any
}

// slot is the place of an expression's value.
type slot int

// add notes an expression, which stands at where. One whose value is the same
// each time is computed once.
func (x *expressions) add(e sqlparser.Expr, where func() string) (slot, error) {
	if err := x.w.selfContained(e); err != nil {
		return 0, err
	}
	same := repeatable(e)
	key := ""
	if same {
		key = sqlparser.String(e)
		if at, ok := x.shared[key]; ok {
			return at, nil
		}
	}
	at := slot(len(x.exprs))
	x.exprs = append(x.exprs, e)
	x.where = append(x.where, where)
	if same {
		if x.shared == nil {
			x.shared = make(map[string]slot)
		}
		x.shared[key] = at
	}
	return at, nil
}

// queries plans the SELECTs.
func (x *expressions) queries() ([]*WriteQuery, error) {
	x.values = make([]any, len(x.exprs))
	var out []*WriteQuery
	for from := 0; from < len(x.exprs); from += maxValues {
		to := min(from+maxValues, len(x.exprs))
		plan, err := x.plan(from, to)
		if err != nil {
			return nil, x.blame(from, to, err)
		}
		out = append(out, &WriteQuery{Plan: plan, values: x.values[from:to]})
	}
	return out, nil
}

func (x *expressions) plan(from, to int) (*Plan, error) {
	sel := &sqlparser.Select{}
	for _, e := range x.exprs[from:to] {
		sel.SelectExprs = append(sel.SelectExprs, &sqlparser.AliasedExpr{Expr: e})
	}
	return x.w.query(sel)
}

// blame names the expression of several that can't be planned.
func (x *expressions) blame(from, to int, err error) error {
	for i := from; i < to; i++ {
		if _, err := x.plan(i, i+1); err != nil {
			return fmt.Errorf("%s: %w", x.where[i](), err)
		}
	}
	return err
}

// waitingRow is a row whose values are not all known.
type waitingRow struct {
	row    int // from 0
	values []any
}

// records makes the records of rows that have waited.
func (x *expressions) records(records []schema.Record, r *recorder, waiting []waitingRow) error {
	for _, row := range waiting {
		for i, v := range row.values {
			if at, ok := v.(slot); ok {
				row.values[i] = x.values[at]
			}
		}
		var err error
		if records[row.row], err = r.record(row.row+1, row.values); err != nil {
			return err
		}
	}
	return nil
}

// changing are the functions whose value differs from call to call.
var changing = map[string]bool{
	"rand": true, "uuid": true, "uuid_short": true, "random_bytes": true, "sleep": true, "sysdate": true,
}

// repeatable reports whether an expression has the same value each time.
func repeatable(e sqlparser.Expr) bool {
	same := true
	_ = sqlparser.Walk(func(n sqlparser.SQLNode) (bool, error) {
		if f, ok := n.(*sqlparser.FuncExpr); ok && changing[strings.ToLower(f.Name.String())] {
			same = false
		}
		return same, nil
	}, e)
	return same
}

// checkAggregates refuses an aggregate outside of a subquery: it would make one
// row of all.
func checkAggregates(e sqlparser.Expr) error {
	return sqlparser.Walk(func(n sqlparser.SQLNode) (bool, error) {
		switch n := n.(type) {
		case *sqlparser.Subquery:
			return false, nil
		case *sqlparser.GroupConcatExpr:
			return false, fmt.Errorf("invalid use of an aggregate: %s", describe(n, false))
		case *sqlparser.FuncExpr:
			if residual.IsAggregate(n.Name.Lowered()) {
				return false, fmt.Errorf("invalid use of an aggregate: %s", describe(n, false))
			}
		}
		return true, nil
	}, e)
}

// selfContained refuses an expression of VALUES that wants a column or several
// rows.
func (w *writer) selfContained(e sqlparser.Expr) error {
	if err := checkAggregates(e); err != nil {
		return err
	}
	return sqlparser.Walk(func(n sqlparser.SQLNode) (bool, error) {
		switch n := n.(type) {
		case *sqlparser.Subquery:
			return false, nil
		case *sqlparser.ColName:
			return false, unsupported(describe(n, false), "a value of VALUES can't be made of another column; write its value again")
		case *sqlparser.Default:
			return false, unsupported(describe(e, false), "DEFAULT can't be a part of an expression")
		}
		return true, nil
	}, e)
}
