package syntax

import "strings"

// maxFingerprint bounds what a fingerprint shows, in bytes.
const maxFingerprint = 1 << 10

// Fingerprint is the statement without its literals and comments, for logs and
// traces: statements that differ in nothing but values have the same one. Each
// literal is a question mark, and a list of them is (?, ...), however many there
// are; likewise the rows of VALUES. A text in double quotes counts as a literal.
func (s *Statement) Fingerprint() string {
	text := s.Text
	if len(text) > 16*maxFingerprint {
		text = text[:16*maxFingerprint] // it is cut below in any case
	}
	l := &lexer{src: unwrapSet(text)}
	l.run()
	var b strings.Builder
	for i := 0; i < len(l.toks) && b.Len() < maxFingerprint; i++ {
		t := &l.toks[i]
		if t.kind == tEOF {
			break
		}
		if i > 0 && l.toks[i-1].end < t.start {
			b.WriteByte(' ')
		}
		switch n := repeated(l.toks[i:]); {
		case n > 0:
			b.WriteString(", ...")
			i += n - 1
		case literal(t):
			b.WriteByte('?')
		default:
			b.WriteString(l.src[t.start:t.end])
		}
	}
	shown := b.String()
	if len(shown) > maxFingerprint {
		shown = strings.ToValidUTF8(shown[:maxFingerprint], "") + "..."
	}
	return shown
}

// literal reports whether a token is a value, or stands for one.
func literal(t *tok) bool {
	switch t.kind {
	case tString, tNChar, tInt, tFloat, tHex, tBit, tParam:
		return true
	}
	return false
}

// repeated is the number of tokens that go on with a list of literals, or of rows
// of them, behind its first element: it begins with a comma.
func repeated(toks []tok) int {
	n := 0
	for n+1 < len(toks) && opIs(&toks[n], ',') {
		size := element(toks[n+1:])
		if size == 0 {
			break
		}
		n += 1 + size
	}
	// A comma between two values of different kinds, such as the columns of a
	// select list, is no list: only one that ends at a parenthesis, or a list of
	// rows, is.
	if n == 0 || !(n < len(toks) && toks[n].shut) && !toks[1].open {
		return 0
	}
	return n
}

// element is the number of tokens of a literal, or of a row of literals.
func element(toks []tok) int {
	if len(toks) == 0 {
		return 0
	}
	if literal(&toks[0]) {
		return 1
	}
	if !toks[0].open {
		return 0
	}
	for i := 1; i+1 < len(toks); i += 2 {
		if !literal(&toks[i]) {
			return 0
		}
		if toks[i+1].shut {
			return i + 2
		}
		if !opIs(&toks[i+1], ',') {
			return 0
		}
	}
	return 0
}
