package residual

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xwb1989/sqlparser"
)

// items compiles a select list.
func (c *compiler) items(s *scope, j *join, list sqlparser.SelectExprs) ([]item, error) {
	var items []item
	for _, e := range list {
		switch e := e.(type) {
		case *sqlparser.StarExpr:
			stars, err := c.star(s, j, e)
			if err != nil {
				return nil, err
			}
			items = append(items, stars...)
		case *sqlparser.AliasedExpr:
			p, err := c.value(s, e.Expr)
			if err != nil {
				return nil, err
			}
			it := item{piece: rounded(p), exact: p, label: e.As.String(), aggregate: aggregates(e.Expr)}
			if col, ok := e.Expr.(*sqlparser.ColName); ok && e.As.IsEmpty() {
				it.label = col.Name.String()
			}
			items = append(items, it)
		default:
			return nil, c.unknown("select list", e)
		}
		if len(items) > maxColumns {
			return nil, fmt.Errorf("%w: too many columns in a select list: the engine takes %d", ErrUnsupported, maxColumns)
		}
	}
	return items, nil
}

// star writes * or t.*.
func (c *compiler) star(s *scope, j *join, e *sqlparser.StarExpr) ([]item, error) {
	var list []found
	qualifier := e.TableName.Name.String()
	switch {
	case qualifier == "" && j != nil:
		list = j.columns()
	case qualifier == "":
		return nil, fmt.Errorf("SELECT * without FROM: there are no columns to select")
	default:
		i := slices.IndexFunc(s.sources, func(src *source) bool { return strings.EqualFold(src.alias, qualifier) })
		if i < 0 {
			return nil, fmt.Errorf("%s.*: no such table in FROM", qualifier)
		}
		list = s.sources[i].columns()
	}
	items := make([]item, len(list))
	for i, f := range list {
		items[i] = item{piece: c.reference(f), label: f.name()}
	}
	return items, nil
}
