package syntax

import (
	"strings"

	"github.com/xwb1989/sqlparser"
)

// groupConcat reads GROUP_CONCAT([DISTINCT] a, b [ORDER BY ...] [SEPARATOR 's']).
func (r *reader) groupConcat(e *expr) {
	r.advance()
	r.advance()
	r.out.str("GROUP_CONCAT(")
	if r.accept("DISTINCT") {
		r.out.str("DISTINCT ")
	}
	r.arguments(e, "")
	if r.is("ORDER") {
		o := expr{}
		r.orderBy(&o)
		r.nested(e, o)
	}
	if r.is("LIMIT") {
		r.fail("GROUP_CONCAT takes no LIMIT in MySQL")
	}
	if r.accept("SEPARATOR") {
		t := r.cur()
		r.out.str(" SEPARATOR ")
		switch t.kind {
		case tString:
			r.out.buf = appendString(r.out.buf, decodeString(r.text(t)))
			r.advance()
		case tHex, tBit:
			r.out.buf = appendString(r.out.buf, bytesOfHex(hexDigits(t.kind, r.text(t))))
			r.advance()
		default:
			r.expected("a string")
		}
	}
	r.expectOp(')')
	r.out.str(")")
}

// Separator returns the separator of a GROUP_CONCAT, which the AST keeps as a piece of
// unescaped SQL text; a comma if there is none.
func Separator(g *sqlparser.GroupConcatExpr) string {
	s, ok := strings.CutPrefix(g.Separator, " separator '")
	if !ok {
		return ","
	}
	return strings.TrimSuffix(s, "'")
}

// match reads MATCH (a, b) AGAINST (x mode).
func (r *reader) match() expr {
	e := expr{pos: len(r.out.buf), tok: r.pos}
	r.advance()
	r.out.str("MATCH (")
	parens := r.acceptOp('(')
	for {
		r.nested(&e, r.column())
		if !r.acceptOp(',') {
			break
		}
		r.out.str(", ")
	}
	if parens {
		r.expectOp(')')
	}
	r.expect("AGAINST")
	r.expectOp('(')
	r.out.str(") AGAINST (")
	r.nested(&e, r.value(r.bits(1)))
	for _, mode := range [][]string{
		{"IN", "BOOLEAN", "MODE"},
		{"IN", "NATURAL", "LANGUAGE", "MODE", "WITH", "QUERY", "EXPANSION"},
		{"IN", "NATURAL", "LANGUAGE", "MODE"},
		{"WITH", "QUERY", "EXPANSION"},
	} {
		if r.acceptWords(mode) {
			r.out.str(" " + strings.Join(mode, " "))
			break
		}
	}
	r.expectOp(')')
	r.out.str(")")
	return e
}

// acceptWords steps over a row of words, in any case, if all of them are there.
func (r *reader) acceptWords(words []string) bool {
	for i, w := range words {
		if t := r.ahead(i); t.kind != tWord || !strings.EqualFold(r.text(t), w) {
			return false
		}
	}
	for range words {
		r.advance()
	}
	return true
}
