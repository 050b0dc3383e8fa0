package translate

import (
	"database/sql/driver"
	"time"

	"github.com/scale-sql/scale/translate/residual"
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/shopspring/decimal"
	"github.com/xwb1989/sqlparser"
)

// Computed are the expressions of a statement's conditions that name no column:
// NOW() - INTERVAL 30 DAY. Their values, which the engine computes first, are
// constants that the API can compare with.
type Computed struct {
	// Plan is a SELECT of one row, the values.
	Plan *Plan

	keys   []string
	values map[string]constant
}

// NewComputed plans the SELECT of a statement's constant expressions; it is nil
// if there are none, or none that can be computed: planning the statement itself
// then says why.
func NewComputed(stmt *syntax.Statement, args []driver.NamedValue, at time.Time, opt *Options) *Computed {
	c := &Computed{values: make(map[string]constant)}
	sel := &sqlparser.Select{From: sqlparser.TableExprs{&sqlparser.AliasedTableExpr{Expr: sqlparser.TableName{Name: sqlparser.NewTableIdent("dual")}}}}
	known := make(map[string]bool)
	note := func(sides ...sqlparser.Expr) {
		for _, e := range sides {
			e = unparenthesised(e)
			if !computable(e) || len(c.keys) == maxValues {
				continue
			}
			if key := computedKey(e); !known[key] {
				known[key] = true
				c.keys = append(c.keys, key)
				sel.SelectExprs = append(sel.SelectExprs, &sqlparser.AliasedExpr{Expr: e})
			}
		}
	}
	_ = sqlparser.Walk(func(n sqlparser.SQLNode) (bool, error) {
		switch n := n.(type) {
		case *sqlparser.ComparisonExpr:
			note(n.Left, n.Right)
		case *sqlparser.RangeCond:
			note(n.From, n.To)
		case *sqlparser.FuncExpr:
			if differences[n.Name.Lowered()] {
				note(callArguments(n)...)
			}
		}
		return true, nil
	}, stmt.AST)
	if len(c.keys) == 0 {
		return nil
	}
	params, values, err := bind(stmt, args, opt)
	if err != nil {
		return nil
	}
	f, err := finish(&syntax.Statement{Kind: syntax.Select, Text: stmt.Text, AST: sel}, nil, params, values, at, opt)
	if err != nil {
		return nil
	}
	c.Plan = &Plan{Finish: f}
	return c
}

// computable reports whether an expression is the same for each row and worth
// computing first. It must be of a kind that names its operands.
func computable(e sqlparser.Expr) bool {
	switch e := e.(type) {
	case *sqlparser.FuncExpr, *sqlparser.BinaryExpr, *sqlparser.CaseExpr, *sqlparser.ConvertExpr:
	case *sqlparser.UnaryExpr:
		if _, literal := e.Expr.(*sqlparser.SQLVal); literal || e.Operator == sqlparser.BinaryStr {
			return false
		}
	default:
		return false
	}
	if !repeatable(e) || checkAggregates(e) != nil {
		return false
	}
	constant := true
	_ = sqlparser.Walk(func(n sqlparser.SQLNode) (bool, error) {
		switch n := n.(type) {
		case *sqlparser.ColName, *sqlparser.Subquery, *sqlparser.CollateExpr:
			constant = false
		case *sqlparser.UnaryExpr:
			constant = constant && n.Operator != sqlparser.BinaryStr
		}
		return constant, nil
	}, e)
	return constant
}

// computedKey is the key of an expression's value among those of placeholders,
// whose names have no such sign.
func computedKey(e sqlparser.Expr) string { return "=" + sqlparser.String(e) }

// Fill takes the row of the plan, in which dates and datetimes are texts. What is
// no exact value stays an expression.
func (c *Computed) Fill(row []driver.Value) error {
	for i, o := range c.Plan.Finish.Query.Outputs {
		if k, ok := computedConstant(o.Type.Kind, row[i]); ok {
			c.values[c.keys[i]] = k
		}
	}
	return nil
}

// computedConstant is a value of the engine, of which dates and datetimes are
// texts.
func computedConstant(kind residual.Kind, v driver.Value) (constant, bool) {
	switch v := v.(type) {
	case nil:
		return constant{}, true
	case int64:
		return numberConstant(decimal.NewFromInt(v)), true
	case string:
		switch kind {
		case residual.Dec:
			d, err := decimal.NewFromString(v)
			return numberConstant(d), err == nil
		case residual.Date, residual.DateTime:
			return constant{kind: isMoment, text: v}, true
		}
		return stringConstant(v), kind == residual.Str
	}
	return constant{}, false
}

// add puts the values among those of placeholders.
func (c *Computed) add(params map[string]constant) {
	if c == nil {
		return
	}
	for key, k := range c.values {
		params[key] = k
	}
}

// computed is the value of an expression that has been computed before, or nil.
func (s *scope) computed(e sqlparser.Expr) *constant {
	if !computable(e) {
		return nil
	}
	if k, ok := s.params[computedKey(e)]; ok {
		return &k
	}
	return nil
}
