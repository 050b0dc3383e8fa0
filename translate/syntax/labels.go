package syntax

import "strings"

// maxLabel is the greatest length of an alias, in characters (manual, "Identifier
// Length Limits").
const maxLabel = 256

// label returns the alias for a select expression that has none: "" if the AST says all
// there is to say, as with a column. MySQL labels a literal by its value, a column by
// its name even in parentheses, and anything else by its text as typed.
func (r *reader) label(e expr, end int) string {
	if e.column || r.err != nil {
		return ""
	}
	s := e.label
	if !e.named {
		s = r.src[r.toks[e.tok].start:r.toks[end-1].end]
	}
	return cutLabel(strings.TrimSpace(strings.ToValidUTF8(s, "?")))
}

// cutLabel cuts a label to the length of an alias.
func cutLabel(s string) string {
	if len(s) <= maxLabel {
		return s
	}
	n := 0
	for i := range s {
		if n == maxLabel {
			return strings.TrimSpace(s[:i])
		}
		n++
	}
	return s
}
