package syntax

import (
	"strconv"
	"strings"
)

// lexer cuts a text into tokens by MySQL's lexical rules (manual, chapter "Language
// Structure"). It never goes back: its time is linear in the text.
type lexer struct {
	src    string
	ansi   bool
	pos    int
	toks   []tok
	params []Param
	names  map[string]int
	opens  []int32 // indices of the parentheses that are open
	quest  int     // positional placeholders so far
	split  bool    // Split's mode: parentheses need not match, depth is not limited
	// exec and execEnd enclose the executable comments met in Split's mode; exec is
	// -1 if there is none.
	exec, execEnd int
	err           *Error
	// quiet is the Scanner's mode: errors have no text. unclosed is what the text ends
	// within: a quote, or * for a comment.
	quiet    bool
	unclosed byte
}

// run reads the whole text, or up to and including the first semicolon in Split's mode.
func (l *lexer) run() {
	if strings.HasPrefix(l.src[l.pos:], "\ufeff") && l.pos == 0 {
		l.pos = len("\ufeff")
	}
	for l.err == nil {
		l.blank()
		if l.err != nil || l.pos >= len(l.src) {
			break
		}
		if len(l.toks) >= maxTokens {
			l.fail(l.pos, "the statement has more than "+strconv.Itoa(maxTokens)+" tokens; send it in parts")
			break
		}
		l.next()
		if l.split && l.lastIs(';') {
			break
		}
	}
	if l.err == nil && len(l.opens) > 0 && !l.split {
		l.fail(int(l.toks[l.opens[len(l.opens)-1]].start), "this parenthesis is never closed")
	}
	end := int32(len(l.src))
	l.toks = append(l.toks, tok{kind: tEOF, start: end, end: end})
}

func (l *lexer) fail(offset int, msg string) {
	switch {
	case l.err != nil:
	case l.quiet:
		l.err = &Error{}
	default:
		l.err = newError(l.src, offset, msg)
	}
}

func (l *lexer) unsupported(offset int, msg string) {
	if l.err == nil {
		l.fail(offset, msg)
		l.err.unsupported = true
	}
}

// at returns the byte n after the current one, or 0 at the end.
func (l *lexer) at(n int) byte {
	if l.pos+n < len(l.src) {
		return l.src[l.pos+n]
	}
	return 0
}

// add appends a token that ends at end, and moves there.
func (l *lexer) add(k kind, end int) *tok {
	l.toks = append(l.toks, tok{kind: k, start: int32(l.pos), end: int32(end)})
	l.pos = end
	return &l.toks[len(l.toks)-1]
}

// lastIs says whether the last token is the operator.
func (l *lexer) lastIs(op int32) bool {
	n := len(l.toks)
	return n > 0 && l.toks[n-1].kind == tOp && l.toks[n-1].aux == op && !l.toks[n-1].open && !l.toks[n-1].shut
}

// touches says whether a name or string ends right here, as in t.1a and 'root'@'host'.
func (l *lexer) touches() bool {
	n := len(l.toks)
	if n == 0 || int(l.toks[n-1].end) != l.pos {
		return false
	}
	k := l.toks[n-1].kind
	return k == tWord || k == tQuoted || k == tString
}

// next reads one token at a byte that starts one.
func (l *lexer) next() {
	c := l.at(0)
	switch {
	case l.lastIs('.') && int(l.toks[len(l.toks)-1].end) == l.pos && isIdent(c):
		l.word() // after a dot a name may start with, or be, digits: t.1a
	case c == '\'' || c == '"' && !l.ansi:
		l.quoted(c, tString)
	case c == '`' || c == '"':
		l.quoted(c, tQuoted)
	case isDigit(c):
		l.number()
	case c == '.' && isDigit(l.at(1)) && !l.touches():
		l.number()
	case (c == 'x' || c == 'X' || c == 'b' || c == 'B') && l.at(1) == '\'':
		l.binary(c)
	case (c == 'n' || c == 'N') && l.at(1) == '\'':
		l.pos++
		l.quoted('\'', tNChar)
		if l.err == nil {
			l.toks[len(l.toks)-1].start--
		}
	case isIdent(c):
		l.word()
	case c == '?' || c == ':' && l.at(1) != '=' || c == '@' && !l.touches():
		l.placeholder(c)
	default:
		l.operator(c)
	}
}

// operators are those of several bytes, the longest first.
var operators = []struct {
	text string
	op   int32
}{
	{"<=>", opNullSafe}, {"->>", opArrowArrow}, {"<=", opLE}, {">=", opGE}, {"<>", opNE},
	{"!=", opNE}, {"<<", opShiftLeft}, {">>", opShiftRight}, {"&&", opAndAnd},
	{"||", opOrOr}, {":=", opAssign}, {"->", opArrow},
}

// operator reads an operator or punctuation.
func (l *lexer) operator(c byte) {
	for _, o := range operators {
		if o.text[0] == c && strings.HasPrefix(l.src[l.pos:], o.text) {
			l.add(tOp, l.pos+len(o.text)).aux = o.op
			return
		}
	}
	switch {
	case c == '/' && l.at(1) == '/':
		l.fail(l.pos, "// is no operator and starts no comment; a comment is -- , # or /* */")
	case c == '[' || c == ']':
		l.fail(l.pos, "square brackets don't quote names in MySQL; use backticks")
	case c == 0:
		l.fail(l.pos, "a NUL byte outside of a string")
	case strings.IndexByte("=<>!~^&|+-*/%(),.;{}@", c) < 0:
		l.fail(l.pos, "unexpected character")
	case c == '(':
		l.open()
	case c == ')':
		l.shut()
	default:
		l.add(tOp, l.pos+1).aux = int32(c)
	}
}

// open reads a ( and watches the depth.
func (l *lexer) open() {
	if len(l.opens) >= maxNesting && !l.split {
		l.fail(l.pos, "parentheses nest deeper than "+strconv.Itoa(maxNesting)+" levels")
		return
	}
	t := l.add(tOp, l.pos+1)
	t.open = true
	if !l.split {
		l.opens = append(l.opens, int32(len(l.toks)-1))
	}
}

// shut reads a ) and ties it to its partner.
func (l *lexer) shut() {
	if !l.split && len(l.opens) == 0 {
		l.fail(l.pos, "this parenthesis closes none")
		return
	}
	t := l.add(tOp, l.pos+1)
	t.shut = true
	if l.split {
		return
	}
	mate := l.opens[len(l.opens)-1]
	l.opens = l.opens[:len(l.opens)-1]
	t.aux = mate
	l.toks[mate].aux = int32(len(l.toks) - 1)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isHexDigit(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// isIdent says whether a byte may stand in an unquoted name: basic Latin letters,
// digits, $ and _, and every character beyond ASCII (manual, "Schema Object Names").
func isIdent(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c == '$' || c >= 0x80
}

// isSpace says whether MySQL's lexer skips the byte.
func isSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }
