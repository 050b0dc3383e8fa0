package syntax

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xwb1989/sqlparser"
)

// Options change how a text is read.
type Options struct {
	// ANSIQuotes makes "x" a name, as the SQL mode ANSI_QUOTES does; else it is a
	// string.
	ANSIQuotes bool
}

// Parse reads exactly one statement; trailing semicolons are allowed. Its errors are of
// type *Error.
func Parse(text string, opt Options) (*Statement, error) {
	st, err := parse(text, opt, mode{})
	if err != nil {
		return nil, err
	}
	return st, nil
}

// parse reads one statement.
func parse(text string, opt Options, m mode) (*Statement, *Error) {
	if len(text) > maxText {
		return nil, newError(text[:nearBytes], 0, "the text is longer than "+strconv.Itoa(maxText>>20)+" MiB; send it in parts")
	}
	src := unwrapSet(text)
	l := &lexer{src: src, ansi: opt.ANSIQuotes, toks: make([]tok, 0, len(src)/4+8)}
	l.run()
	if l.err != nil {
		return nil, l.err
	}
	r := &reader{src: src, toks: l.toks, params: l.params, mode: m}
	r.out.buf = make([]byte, 0, len(src)+len(src)/4+64)
	st := &Statement{Params: l.params, Positional: l.quest}
	for _, p := range l.params {
		if p.Name != "" && p.Index == len(st.Named) {
			st.Named = append(st.Named, p.Name)
		}
	}
	r.statement(st)
	r.end()
	if r.err != nil {
		return nil, r.err
	}
	st.Text = statementText(text, l.toks)
	if err := r.finish(st); err != nil {
		return nil, err
	}
	return st, nil
}

// end checks that nothing but semicolons follows the statement.
func (r *reader) end() {
	semicolon := false
	for r.acceptOp(';') {
		semicolon = true
	}
	switch t := r.cur(); {
	case t.kind == tEOF || r.err != nil:
	case semicolon:
		r.fail("a second statement follows; one is expected")
	case t.shut:
		r.fail("this parenthesis closes none")
	default:
		r.unexpected()
	}
}

// unexpected says that the statement should have ended here, with advice where the
// cause can be guessed.
func (r *reader) unexpected() {
	prev := &r.toks[max(r.pos-1, 0)]
	switch t := r.cur(); {
	case opIs(prev, '-') || opIs(t, '-'):
		r.fail("unexpected here; -- starts a comment only if white space follows")
	case r.is("LIKE") || r.is("IN") || r.is("BETWEEN") || r.is("REGEXP"):
		r.fail("unexpected here; comparisons such as LIKE and IN don't chain, use parentheses or AND")
	case t.kind == tWord && lookup(r.text(t)).class == reserved && !t.name:
		r.fail("unexpected here; " + r.text(t) + " is a reserved word: as a name it needs backticks")
	default:
		r.fail("the statement is complete before this; a comma, an operator or a keyword may be missing or misspelt")
	}
}

// statementText returns the source from the first token to the last that is no
// semicolon.
func statementText(text string, toks []tok) string {
	last := len(toks) - 2
	for last >= 0 && opIs(&toks[last], ';') {
		last--
	}
	if last < 0 {
		return ""
	}
	if i := strings.Index(text, "/*!"); i >= 0 && i < int(toks[0].start) && toks[0].start > 0 && strings.TrimSpace(text[:i]) == "" {
		return strings.TrimRight(text[i:], "; \t\r\n")
	}
	return text[toks[0].start:toks[last].end]
}

// finish gives the canonical text, if there is one, to the parser.
func (r *reader) finish(st *Statement) *Error {
	target := st
	if st.Inner != nil {
		target = st.Inner
	}
	if st.Kind == Show || len(r.out.buf) == 0 {
		st.Tokens = r.tokens()
	}
	if len(r.out.buf) == 0 {
		return nil
	}
	target.Canonical = r.out.text()
	ast, err := parseCanonical(target.Canonical)
	if err != nil {
		// The reader writes only what the parser reads: this is a fault of ours, and
		// refusing is the safe answer.
		e := newError(r.src, 0, "the parser does not take this statement: "+err.Error())
		e.unsupported = true
		return e
	}
	if sel, ok := ast.(*sqlparser.Select); ok && st.Kind == Show {
		st.Where = sel.Where.Expr
		return nil
	}
	target.AST = ast
	return nil
}

// parseCanonical calls the parser. A panic of it is an error.
func parseCanonical(text string) (st sqlparser.Statement, err error) {
	defer func() {
		if p := recover(); p != nil {
			st, err = nil, fmt.Errorf("panic: %v", p)
		}
	}()
	return sqlparser.ParseStrictDDL(text)
}

// tokens exports the tokens up to the trailing semicolons.
func (r *reader) tokens() []Token {
	n := len(r.toks) - 1
	for n > 0 && opIs(&r.toks[n-1], ';') {
		n--
	}
	out := make([]Token, 0, n)
	for i := range r.toks[:n] {
		t := &r.toks[i]
		out = append(out, Token{Kind: tokenKinds[t.kind], Text: r.text(t), Value: r.tokenValue(t), Offset: int(t.start)})
	}
	return out
}

// tokenValue decodes a token.
func (r *reader) tokenValue(t *tok) string {
	s := r.text(t)
	switch t.kind {
	case tString:
		return decodeString(s)
	case tNChar:
		return decodeString(s[1:])
	case tQuoted:
		return unquoteName(s)
	case tHex, tBit:
		return hexDigits(t.kind, s)
	case tParam:
		return r.params[t.aux].BindVar
	case tUserVar:
		if q := s[1]; q == '`' {
			return unquoteName(s[1:])
		} else if q == '\'' || q == '"' {
			return decodeString(s[1:])
		}
		return s[1:]
	}
	return s
}
