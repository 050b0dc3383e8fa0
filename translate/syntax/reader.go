package syntax

import (
	"strconv"
)

// reader walks over the tokens of one statement and writes its canonical text. After
// the first error it stands at the end of the tokens, where nothing matches any more,
// so that every loop ends.
type reader struct {
	src    string
	toks   []tok
	params []Param
	pos    int
	out    emitter
	depth  int
	mode
	err *Error
}

// mode is how tests have a text read; else it is zero.
type mode struct {
	// again says that the text is itself canonical: calls of reserved functions are
	// taken.
	again bool
	// full puts every operand in parentheses, to compare the parser's precedence with
	// this reader's.
	full bool
}

func (r *reader) cur() *tok { return &r.toks[r.pos] }

// ahead returns the token n after the current one, or the end.
func (r *reader) ahead(n int) *tok {
	return &r.toks[min(r.pos+n, len(r.toks)-1)]
}

func (r *reader) advance() { r.pos = min(r.pos+1, len(r.toks)-1) }

func (r *reader) text(t *tok) string { return r.src[t.start:t.end] }

// fail notes a syntax error at the current token.
func (r *reader) fail(msg string) { r.failAt(r.pos, msg, false) }

// unsupported notes that what stands at the current token is not supported.
func (r *reader) unsupported(msg string) { r.failAt(r.pos, msg, true) }

func (r *reader) failAt(tokPos int, msg string, unsupported bool) {
	if r.err == nil {
		r.err = newError(r.src, int(r.toks[tokPos].start), msg)
		r.err.unsupported = unsupported
	}
	r.pos = len(r.toks) - 1
}

// expected notes a syntax error that says what should stand here.
func (r *reader) expected(what string) {
	switch t := r.cur(); {
	case t.kind == tEOF:
		r.fail("the statement ends where " + what + " is expected")
	case t.kind == tWord && lookup(r.text(t)).class == reserved && !t.name:
		r.fail("expected " + what + "; " + r.text(t) + " is a reserved word: as a name it needs backticks")
	default:
		r.fail("expected " + what)
	}
}

// word returns the current token's keyword in upper case; "" if it is none.
func (r *reader) word() string { return r.wordAt(0) }

func (r *reader) wordAt(n int) string {
	t := r.ahead(n)
	if t.kind != tWord || t.name {
		return ""
	}
	return lookup(r.text(t)).name
}

// is says whether the current token is the keyword.
func (r *reader) is(w string) bool { return r.word() == w }

// accept steps over the keyword if it is there.
func (r *reader) accept(w string) bool {
	if r.word() == w {
		r.advance()
		return true
	}
	return false
}

// acceptAny steps over any of the keywords, as often as they are there.
func (r *reader) acceptAny(words ...string) {
	for again := true; again; {
		again = false
		for _, w := range words {
			again = r.accept(w) || again
		}
	}
}

// expect steps over the keyword or fails.
func (r *reader) expect(w string) bool {
	if r.accept(w) {
		return true
	}
	r.expected(w)
	return false
}

func opIs(t *tok, op int32) bool {
	switch op {
	case '(':
		return t.open
	case ')':
		return t.shut
	}
	return t.kind == tOp && t.aux == op && !t.open && !t.shut
}

func (r *reader) isOp(op int32) bool { return opIs(r.cur(), op) }

func (r *reader) acceptOp(op int32) bool {
	if r.isOp(op) {
		r.advance()
		return true
	}
	return false
}

func (r *reader) expectOp(op byte) bool {
	if r.acceptOp(int32(op)) {
		return true
	}
	r.expected(strconv.Quote(string(op)))
	return false
}

// enter counts a level of recursion; leave ends it.
func (r *reader) enter() {
	if r.depth++; r.depth > maxDepth {
		r.fail("expressions nest deeper than " + strconv.Itoa(maxDepth) + " levels")
	}
}

func (r *reader) leave() { r.depth-- }

// isName says whether a token can be a name.
func (r *reader) isName(t *tok) bool {
	return t.kind == tQuoted || t.kind == tWord && (t.name || lookup(r.text(t)).class != reserved)
}

// nameText returns the name that a token spells.
func (r *reader) nameText(t *tok) string {
	if t.kind == tQuoted {
		return unquoteName(r.text(t))
	}
	return r.text(t)
}

// name reads a name.
func (r *reader) name(what string) string {
	t := r.cur()
	if !r.isName(t) {
		switch t.kind {
		case tString:
			r.fail("expected " + what + ", and this is a string; names are quoted with backticks")
		case tParam:
			r.fail("expected " + what + "; a placeholder stands for a value, not for a name")
		default:
			r.expected(what)
		}
		return ""
	}
	s := r.nameText(t)
	r.advance()
	return s
}

// afterDot reads the name behind a dot, where no word is a keyword.
func (r *reader) afterDot(what string) string {
	if t := r.cur(); t.kind == tWord {
		r.advance()
		return r.text(t)
	}
	return r.name(what)
}

// quoteName writes a name.
func (r *reader) quoteName(s string) { r.out.buf = appendName(r.out.buf, s) }
