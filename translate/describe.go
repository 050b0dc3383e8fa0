package translate

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// describe shows a part of a statement, or its negation, in messages.
func describe(e sqlparser.Expr, not bool) string {
	const enough = 120
	var buf *sqlparser.TrackedBuffer
	buf = sqlparser.NewTrackedBuffer(func(_ *sqlparser.TrackedBuffer, n sqlparser.SQLNode) {
		if buf.Len() <= enough { // a list may be very long
			show(buf, n)
		}
	})
	buf.Myprintf("%v", e)
	text := buf.String()
	if len(text) > enough {
		text = strings.ToValidUTF8(text[:enough], "") + "..."
	}
	if not {
		return fmt.Sprintf("NOT (%s)", text)
	}
	return text
}

// literals are the keywords of the literals that the syntax shows as calls.
var literals = map[string]string{
	syntax.FuncDateLiteral: "DATE", syntax.FuncTimeLiteral: "TIME", syntax.FuncTimestampLiteral: "TIMESTAMP",
}

// show writes a node as the user would, where the canonical text differs.
func show(buf *sqlparser.TrackedBuffer, n sqlparser.SQLNode) {
	switch n := n.(type) {
	case *sqlparser.SQLVal:
		if n.Type == sqlparser.ValArg {
			buf.WriteByte('?')
			return
		}
	case *sqlparser.FuncExpr:
		if word, ok := literals[n.Name.String()]; ok {
			buf.Myprintf("%s %v", word, n.Exprs)
			return
		}
		if op, all, ok := syntax.Quantified(n.Name.String()); ok && len(n.Exprs) == 2 {
			buf.Myprintf("%v %s %s %v", n.Exprs[0], op, map[bool]string{true: "all", false: "any"}[all], n.Exprs[1])
			return
		}
	}
	n.Format(buf)
}

// shortText cuts a text that may be very long.
func shortText(s string) string {
	if len(s) > 60 {
		s = strings.ToValidUTF8(s[:60], "") + "..."
	}
	return s
}
