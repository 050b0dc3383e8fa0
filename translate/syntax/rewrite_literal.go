package syntax

import "strings"

// literal writes a literal or placeholder in its one spelling.
func (r *reader) literal() expr {
	t := r.cur()
	e := expr{pos: len(r.out.buf), tok: r.pos}
	switch t.kind {
	case tInt:
		// A number with leading zeros is decimal all the same.
		digits := strings.TrimLeft(r.text(t), "0")
		if digits == "" {
			digits = "0"
		}
		r.out.str(digits)
		e.label, e.named = r.text(t), true
	case tFloat:
		r.out.str(r.text(t))
		e.label, e.named = r.text(t), true
	case tString, tNChar:
		return r.stringLiteral()
	case tHex, tBit:
		r.out.str("X'")
		r.out.str(hexDigits(t.kind, r.text(t)))
		r.out.str("'")
	case tParam:
		r.out.str(":")
		r.out.str(r.params[t.aux].BindVar)
	case tSysVar:
		return r.sysVar()
	}
	r.advance()
	return e
}

// stringLiteral reads a string and those that follow it: adjacent strings are one
// (manual, "String Literals"). Its label is the first one's value.
func (r *reader) stringLiteral() expr {
	e := expr{pos: len(r.out.buf), tok: r.pos, named: true}
	t := r.cur()
	lit := r.text(t)
	if t.kind == tNChar {
		lit = lit[1:]
	}
	value := decodeString(lit)
	e.label = value
	r.advance()
	if r.cur().kind == tString {
		var b strings.Builder
		b.WriteString(value)
		for ; r.cur().kind == tString; r.advance() {
			b.WriteString(decodeString(r.text(r.cur())))
		}
		value = b.String()
	}
	if strings.TrimSpace(e.label) == "" {
		e.label = value // a blank first part labels nothing
	}
	r.out.buf = appendString(r.out.buf, value)
	return e
}

// introduced reads a string with a character set introducer, as in _utf8mb4'x'.
func (r *reader) introduced() (expr, bool) {
	word, next := r.text(r.cur()), r.ahead(1)
	if word[0] != '_' || next.kind != tString && next.kind != tHex && next.kind != tBit {
		return expr{}, false
	}
	charset := strings.ToUpper(word[1:])
	if !charsets[charset] {
		return expr{}, false
	}
	e := expr{pos: len(r.out.buf), tok: r.pos}
	r.advance()
	pos := r.pos
	var value string
	if next.kind == tString {
		value = decodeString(r.text(next))
	} else {
		value = bytesOfHex(hexDigits(next.kind, r.text(next)))
	}
	r.advance()
	for ; next.kind == tString && r.cur().kind == tString; r.advance() {
		value += decodeString(r.text(r.cur()))
	}
	switch charset {
	case "UTF8", "UTF8MB3", "UTF8MB4":
	case "BINARY":
		r.out.str("BINARY ")
		e.height = 1
	case "ASCII", "LATIN1":
		if !isASCII(value) {
			r.failAt(pos, "strings of the character set "+word[1:]+" are supported in ASCII only", true)
		}
	default:
		r.failAt(pos-1, "the character set "+word[1:]+" is not supported; use utf8mb4", true)
	}
	r.out.buf = appendString(r.out.buf, value)
	return e, true
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// constant writes NULL, TRUE or FALSE, whose labels are upper case.
func (r *reader) constant(w string) expr {
	e := expr{pos: len(r.out.buf), tok: r.pos, label: w, named: true}
	r.advance()
	r.out.str(w)
	return e
}

// reservedCall writes a call of one of this package's functions with strings for
// arguments.
func (r *reader) reservedCall(name string, args ...string) {
	r.out.str("`" + name + "`(")
	for i, a := range args {
		if i > 0 {
			r.out.str(", ")
		}
		r.out.buf = appendString(r.out.buf, a)
	}
	r.out.str(")")
}

// sysVar writes @@name or @@scope.name.
func (r *reader) sysVar() expr {
	e := expr{pos: len(r.out.buf), tok: r.pos, nest: 1, height: 1}
	name := strings.ToLower(strings.ReplaceAll(r.text(r.cur())[2:], "`", ""))
	scope := ""
	for _, s := range []string{"session", "local", "global", "persist", "persist_only"} {
		if rest, ok := strings.CutPrefix(name, s+"."); ok {
			scope, name = s, rest
		}
	}
	if name == "" || strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") {
		r.fail("this is no system variable's name")
	}
	r.reservedCall(FuncSysVar, scope, name)
	r.advance()
	return e
}

// typed reads DATE '...', TIME '...' and TIMESTAMP '...' (manual, "Date and Time
// Literals").
func (r *reader) typed(w string) expr {
	e := expr{pos: len(r.out.buf), tok: r.pos, nest: 1, height: 1}
	r.advance()
	name := FuncDateLiteral
	switch w {
	case "TIME":
		name = FuncTimeLiteral
	case "TIMESTAMP":
		name = FuncTimestampLiteral
	}
	r.reservedCall(name, decodeString(r.text(r.cur())))
	r.advance()
	return e
}

// odbc reads {d '...'}, {t '...'} and {ts '...'}.
func (r *reader) odbc() expr {
	e := expr{pos: len(r.out.buf), tok: r.pos, nest: 1, height: 1}
	name := map[string]string{"d": FuncDateLiteral, "t": FuncTimeLiteral, "ts": FuncTimestampLiteral}[strings.ToLower(r.text(r.ahead(1)))]
	if name == "" || r.ahead(2).kind != tString || !opIs(r.ahead(3), '}') {
		r.unsupported("of the ODBC escapes only {d '...'}, {t '...'} and {ts '...'} are supported")
		return e
	}
	r.reservedCall(name, decodeString(r.text(r.ahead(2))))
	r.pos += 4
	return e
}

// interval reads INTERVAL n unit, or a call of the function INTERVAL, which has at
// least two arguments.
func (r *reader) interval() expr {
	e := expr{pos: len(r.out.buf), tok: r.pos}
	if open := r.ahead(1); open.open && !r.isQuery(r.pos+1) && r.hasComma(r.pos+1) {
		return r.call(lookup("INTERVAL"))
	}
	r.advance()
	r.out.str("INTERVAL ")
	inner := r.expression()
	if inner.height > 0 && !inner.paren {
		inner = r.wrap(inner)
	}
	r.grow(&e, inner)
	unit := r.unit(units)
	r.out.str(" " + unit)
	e.interval = true
	return e
}

// unit reads an interval unit and returns it in lower case.
func (r *reader) unit(of map[string]bool) string {
	w := r.word()
	if !of[w] {
		r.expected("an interval unit such as DAY")
		return ""
	}
	r.advance()
	return strings.ToLower(w)
}

// hasComma says whether the parenthesis at a token holds a comma of its own.
func (r *reader) hasComma(open int) bool {
	for i := open + 1; i < int(r.toks[open].aux); i++ {
		t := &r.toks[i]
		if t.open {
			i = int(t.aux)
		} else if opIs(t, ',') {
			return true
		}
	}
	return false
}

// clock reads CURRENT_TIMESTAMP and its like, with or without parentheses; the parser
// would drop the precision.
func (r *reader) clock(w string) expr {
	e := expr{pos: len(r.out.buf), tok: r.pos, nest: 1, height: 1}
	r.advance()
	r.out.str("`" + strings.ToLower(w) + "`(")
	if r.acceptOp('(') {
		if r.cur().kind == tInt {
			r.literal()
		}
		r.expectOp(')')
	}
	r.out.str(")")
	return e
}

// defaultOf reads DEFAULT(column); a bare DEFAULT is a value of INSERT and UPDATE only.
func (r *reader) defaultOf() expr {
	e := expr{pos: len(r.out.buf), tok: r.pos, form: formCond, nest: 1, height: 1}
	r.advance()
	if !r.acceptOp('(') {
		r.fail("DEFAULT stands only as a whole value in INSERT and UPDATE")
		return e
	}
	r.out.str("DEFAULT(")
	r.quoteName(r.name("a column"))
	r.expectOp(')')
	r.out.str(")")
	return e
}
