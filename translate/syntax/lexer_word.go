package syntax

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// word reads an unquoted name or keyword.
func (l *lexer) word() {
	end, wide := l.pos, false
	for end < len(l.src) && isIdent(l.src[end]) {
		wide = wide || l.src[end] >= 0x80
		end++
	}
	if wide && !l.wideWord(l.src[l.pos:end]) {
		return
	}
	if l.src[l.pos] == '$' && end > l.pos+1 && strings.Trim(l.src[l.pos+1:end], "0123456789") == "" {
		l.fail(l.pos, "placeholders are written ? (or :name), not $1")
		return
	}
	// "The word following a period in a qualified name is an identifier", and so is
	// the one before it (manual, "Identifier Qualifiers").
	beside := l.lastIs('.') && int(l.toks[len(l.toks)-1].end) == l.pos
	beside = beside || end+1 < len(l.src) && l.src[end] == '.' && (isIdent(l.src[end+1]) || l.src[end+1] == '`')
	l.add(tWord, end).name = beside
}

// wideWord checks the characters of a name beyond ASCII. MySQL takes a no-break space
// for a letter; a name that holds one is a slip of the keyboard or of a web page.
func (l *lexer) wideWord(s string) bool {
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\ufffd"):
			l.fail(l.pos+i, "the text is not valid UTF-8")
			return false
		case unicode.IsSpace(r) || unicode.Is(unicode.Cf, r):
			l.fail(l.pos+i, "an invisible or no-break character (U+"+strconv.FormatInt(int64(r), 16)+") stands here; use an ordinary space")
			return false
		}
	}
	return true
}

// number reads a number, or a name that starts with digits (manual, "Schema Object
// Names": names may begin with a digit).
func (l *lexer) number() {
	start := l.pos
	if l.at(0) == '0' && (l.at(1) == 'x' || l.at(1) == 'b') && l.radix() {
		return
	}
	end := skipDigits(l.src, start)
	k := tInt
	if end < len(l.src) && l.src[end] == '.' {
		k, end = tFloat, skipDigits(l.src, end+1)
	}
	if e := exponent(l.src, end); e > end {
		k, end = tFloat, e
	}
	if end < len(l.src) && isIdent(l.src[end]) {
		if k == tInt {
			l.word()
			return
		}
		l.fail(start, "a letter follows a number")
		return
	}
	if end-start > maxNumber {
		l.fail(start, "a number of more than "+strconv.Itoa(maxNumber)+" characters; MySQL's DECIMAL has 65 digits")
		return
	}
	l.add(k, end)
}

// radix reads 0x4D or 0b101; the prefix is lower case only, and without digits of its
// base it is a name (manual, "Hexadecimal Literals").
func (l *lexer) radix() bool {
	k, end := tBit, l.pos+2
	if l.at(1) == 'x' {
		k = tHex
	}
	for end < len(l.src) && (k == tHex && isHexDigit(l.src[end]) || l.src[end] == '0' || l.src[end] == '1') {
		end++
	}
	if end == l.pos+2 || end < len(l.src) && isIdent(l.src[end]) {
		return false
	}
	l.add(k, end)
	return true
}

func skipDigits(s string, i int) int {
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return i
}

// exponent returns the end of an exponent at i, or i: the e belongs to the number only
// if a digit follows it and its sign.
func exponent(s string, i int) int {
	if i >= len(s) || s[i] != 'e' && s[i] != 'E' {
		return i
	}
	j := i + 1
	if j < len(s) && (s[j] == '+' || s[j] == '-') {
		j++
	}
	if end := skipDigits(s, j); end > j {
		return end
	}
	return i
}

// binary reads x'4D' or b'101'.
func (l *lexer) binary(c byte) {
	k, end := tHex, l.pos+2
	if c == 'b' || c == 'B' {
		k = tBit
	}
	for end < len(l.src) && (k == tHex && isHexDigit(l.src[end]) || l.src[end] == '0' || l.src[end] == '1') {
		end++
	}
	switch {
	case end >= len(l.src) || l.src[end] != '\'':
		l.fail(l.pos, "this literal holds a character that is no digit of its base, or does not end")
	case k == tHex && (end-l.pos)%2 != 0:
		l.fail(l.pos, "a hexadecimal literal has an even number of digits")
	default:
		l.add(k, end+1)
	}
}

// quoted reads a string or a quoted name. Only strings know backslash escapes; both
// double their own quote.
func (l *lexer) quoted(q byte, k kind) {
	for i := l.pos + 1; i < len(l.src); i++ {
		switch c := l.src[i]; {
		case c == '\\' && k != tQuoted:
			i++
		case c == q && i+1 < len(l.src) && l.src[i+1] == q:
			i++
		case c == q:
			if k == tQuoted && i == l.pos+1 {
				l.fail(l.pos, "a name can't be empty")
				return
			}
			l.add(k, i+1)
			return
		}
	}
	l.unclosed = q
	if k == tQuoted {
		l.fail(l.pos, "this quoted name does not end")
		return
	}
	l.fail(l.pos, "this string does not end; a backslash before a quote escapes it")
}

// placeholder reads ?, :name, @name or @@variable.
func (l *lexer) placeholder(c byte) {
	if c == '?' {
		l.quest++
		l.param("", "p"+strconv.Itoa(l.quest), l.quest-1, l.pos+1)
		return
	}
	if c == '@' && l.at(1) == '@' {
		l.sysVar()
		return
	}
	rest := l.src[l.pos+1:]
	if c == '@' && rest != "" && strings.IndexByte("'\"`", rest[0]) >= 0 {
		l.quotedParam(rest)
		return
	}
	n := 0
	for n < len(rest) && (isIdent(rest[n]) || c == '@' && rest[n] == '.') {
		n++
	}
	if n == 0 || c == ':' && isDigit(rest[0]) {
		l.fail(l.pos, "placeholders are ?, :name or @name")
		return
	}
	if l.wideWord(rest[:n]) {
		l.named(rest[:n], l.pos+1+n)
	}
}

// quotedParam reads @'name', @"name" or @`name` (manual, "User-Defined Variables").
func (l *lexer) quotedParam(rest string) {
	start := l.pos
	l.pos++
	k := tString
	if rest[0] == '`' {
		k = tQuoted
	}
	l.quoted(rest[0], k)
	if l.err != nil {
		return
	}
	t := l.toks[len(l.toks)-1]
	l.toks = l.toks[:len(l.toks)-1]
	l.pos = start
	if t.kind == tQuoted {
		l.named(unquoteName(l.src[t.start:t.end]), int(t.end))
		return
	}
	l.named(decodeString(l.src[t.start:t.end]), int(t.end))
}

// named adds a named placeholder; the same name is the same input.
func (l *lexer) named(name string, end int) {
	if l.names == nil {
		l.names = map[string]int{}
	}
	if l.src[l.pos] == '@' && l.inSet() {
		l.add(tUserVar, end)
		return
	}
	i, ok := l.names[name]
	if !ok {
		i = len(l.names)
		l.names[name] = i
	}
	l.param(name, "n"+strconv.Itoa(i+1), i, end)
}

func (l *lexer) param(name, bind string, index, end int) {
	l.params = append(l.params, Param{Name: name, BindVar: bind, Index: index, Offset: l.pos})
	l.add(tParam, end).aux = int32(len(l.params) - 1)
}

// inSet says whether the statement is a SET, where @name is a user variable.
func (l *lexer) inSet() bool {
	return len(l.toks) > 0 && l.toks[0].kind == tWord && strings.EqualFold(l.src[l.toks[0].start:l.toks[0].end], "SET")
}

// sysVar reads @@name or @@scope.name.
func (l *lexer) sysVar() {
	end := l.pos + 2
	for end < len(l.src) && (isIdent(l.src[end]) || l.src[end] == '.' || l.src[end] == '`') {
		end++
	}
	if strings.Trim(l.src[l.pos+2:end], ".`") == "" {
		l.fail(l.pos, "a system variable's name is missing")
		return
	}
	l.add(tSysVar, end)
}
