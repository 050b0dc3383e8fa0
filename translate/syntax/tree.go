package syntax

import (
	"strings"

	"github.com/xwb1989/sqlparser"
)

// IsDual reports whether a table is MySQL's DUAL, which stands for no table.
func IsDual(name sqlparser.TableName) bool {
	return name.Qualifier.IsEmpty() && strings.EqualFold(name.Name.String(), "dual")
}

// ColumnText is a column's name in messages, with what it is qualified with.
func ColumnText(c *sqlparser.ColName) string {
	text := c.Name.String()
	for _, q := range []string{c.Qualifier.Name.String(), c.Qualifier.Qualifier.String()} {
		if q != "" {
			text = q + "." + text
		}
	}
	return text
}

// Links are the conditions of a chain of AND or of OR, the last one first, without
// those of chains within it: of any other expression itself. The parser nests a chain
// to the left, so that a long one takes no call a link here.
func Links(e sqlparser.Expr) (links []sqlparser.Expr, or bool) {
	_, or = e.(*sqlparser.OrExpr)
	for {
		switch link := e.(type) {
		case *sqlparser.AndExpr:
			if !or {
				links, e = append(links, link.Right), link.Left
				continue
			}
		case *sqlparser.OrExpr:
			if or {
				links, e = append(links, link.Right), link.Left
				continue
			}
		}
		return append(links, e), or
	}
}
