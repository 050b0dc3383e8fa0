package syntax

import (
	"strings"

	"github.com/xwb1989/sqlparser"
)

// shownBytes is how many bytes Shown shows.
const shownBytes = 120

// Shown is a part of a statement in messages: as one would write it where the
// canonical text differs, with a ? for each placeholder, and cut where it is long.
func Shown(n sqlparser.SQLNode) string {
	var buf *sqlparser.TrackedBuffer
	buf = sqlparser.NewTrackedBuffer(func(_ *sqlparser.TrackedBuffer, n sqlparser.SQLNode) {
		if buf.Len() <= shownBytes { // a list may be very long
			show(buf, n)
		}
	})
	buf.Myprintf("%v", n)
	text := buf.String()
	if len(text) > shownBytes {
		text = strings.ToValidUTF8(text[:shownBytes], "") + "..."
	}
	return text
}

func show(buf *sqlparser.TrackedBuffer, n sqlparser.SQLNode) {
	switch n := n.(type) {
	case *sqlparser.SQLVal:
		if n.Type == sqlparser.ValArg {
			buf.WriteByte('?')
			return
		}
	case *sqlparser.FuncExpr:
		if showReserved(buf, n) {
			return
		}
	}
	n.Format(buf)
}

// shownAs are the forms that the reserved functions stand for, by the number of
// their arguments: what follows a % is an argument, %w one that is a word in quotes.
var shownAs = map[string][]string{
	FuncXor:              {2: "(%v xor %v)"},
	FuncDateLiteral:      {1: "DATE %v"},
	FuncTimeLiteral:      {1: "TIME %v"},
	FuncTimestampLiteral: {1: "TIMESTAMP %v"},
	FuncExtract:          {2: "extract(%w from %v)"},
	FuncTrimBoth:         {2: "trim(both %v from %v)"},
	FuncTrimLeading:      {2: "trim(leading %v from %v)"},
	FuncTrimTrailing:     {2: "trim(trailing %v from %v)"},
	FuncCastDouble:       {1: "cast(%v as double)"},
	FuncCastFloat:        {1: "cast(%v as float)"},
	FuncCastYear:         {1: "cast(%v as year)"},
}

// showReserved shows a call of a reserved function; ok is false for any other.
func showReserved(buf *sqlparser.TrackedBuffer, f *sqlparser.FuncExpr) (ok bool) {
	name := f.Name.String()
	if op, all, ok := Quantified(name); ok && len(f.Exprs) == 2 {
		buf.Myprintf("%v %s %s %v", f.Exprs[0], op, map[bool]string{true: "all", false: "any"}[all], f.Exprs[1])
		return true
	}
	if name == FuncSysVar && len(f.Exprs) == 2 {
		buf.WriteString("@@")
		if scope := wordOf(f.Exprs[0]); scope != "" {
			buf.WriteString(scope + ".")
		}
		buf.WriteString(wordOf(f.Exprs[1]))
		return true
	}
	forms := shownAs[name]
	if len(f.Exprs) >= len(forms) || forms[len(f.Exprs)] == "" {
		return false
	}
	parts := strings.Split(forms[len(f.Exprs)], "%")
	buf.WriteString(parts[0])
	for i, part := range parts[1:] {
		if part[0] == 'w' {
			buf.WriteString(wordOf(f.Exprs[i]))
		} else {
			buf.Myprintf("%v", f.Exprs[i])
		}
		buf.WriteString(part[1:])
	}
	return true
}

// wordOf is the text of an argument that is a string.
func wordOf(e sqlparser.SelectExpr) string {
	a, ok := e.(*sqlparser.AliasedExpr)
	if !ok {
		return ""
	}
	v, ok := a.Expr.(*sqlparser.SQLVal)
	if !ok {
		return ""
	}
	return string(v.Val)
}
