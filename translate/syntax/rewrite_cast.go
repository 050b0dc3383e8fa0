package syntax

import "strings"

// cast reads CAST(a AS type), CONVERT(a, type) and CONVERT(a USING charset).
func (r *reader) cast(e *expr) {
	convert := r.is("CONVERT")
	r.advance()
	r.advance()
	start := len(r.out.buf)
	r.argument(e)
	switch {
	case convert && r.accept("USING"):
		r.out.before(start, "CONVERT(")
		r.out.str(" USING ")
		r.charset()
	case convert && r.acceptOp(','), !convert && r.accept("AS"):
		r.castType(start)
	case convert:
		r.expected("a comma and a type, or USING")
	default:
		r.expected("AS and a type")
	}
	r.expectOp(')')
	r.out.str(")")
}

// charset reads and writes a character set's name.
func (r *reader) charset() {
	r.quoteName(strings.ToLower(r.charsetName("a character set")))
}

// charsetName reads the name of a character set or collation, which may be a string,
// or the reserved word BINARY.
func (r *reader) charsetName(what string) string {
	if r.accept("BINARY") {
		return "binary"
	}
	t := r.cur()
	if t.kind != tString {
		return r.name(what)
	}
	name := decodeString(r.text(t))
	if name == "" {
		r.expected(what)
	}
	r.advance()
	return name
}

// castType reads the type of a cast whose operand was written from start on (manual,
// "Cast Functions and Operators").
func (r *reader) castType(start int) {
	w := strings.ToUpper(r.text(r.cur()))
	pos := r.pos
	r.advance()
	switch w {
	case "DOUBLE", "REAL", "FLOAT", "YEAR":
		r.castCall(start, w)
		return
	case "SIGNED", "UNSIGNED":
		if strings.EqualFold(r.text(r.cur()), "INTEGER") || strings.EqualFold(r.text(r.cur()), "INT") {
			r.advance()
		}
		r.out.str(" AS " + w)
	case "DATE", "JSON":
		r.out.str(" AS " + w)
	case "DEC", "DECIMAL":
		r.out.str(" AS DECIMAL")
		r.length(2)
	case "BINARY", "DATETIME", "TIME", "NCHAR":
		r.out.str(" AS " + w)
		r.length(1)
	case "CHAR", "CHARACTER":
		r.out.str(" AS CHAR")
		r.length(1)
		r.castCharset()
	default:
		r.failAt(pos, castAdvice(w), false)
	}
	r.out.before(start, "CAST(")
	if r.is("ARRAY") {
		r.unsupported("CAST to an array is not supported")
	}
}

// castAdvice says what to cast to instead.
func castAdvice(w string) string {
	switch w {
	case "INT", "INTEGER", "BIGINT", "SMALLINT", "TINYINT", "MEDIUMINT":
		return "CAST takes no " + w + "; use SIGNED or UNSIGNED"
	case "VARCHAR", "TEXT", "STRING", "NVARCHAR":
		return "CAST takes no " + w + "; use CHAR"
	case "NUMERIC":
		return "CAST takes no NUMERIC; use DECIMAL"
	case "TIMESTAMP":
		return "CAST takes no TIMESTAMP; use DATETIME"
	case "BOOLEAN", "BOOL":
		return "CAST takes no " + w + "; use SIGNED"
	}
	return "expected a type that CAST knows: BINARY, CHAR, DATE, DATETIME, DECIMAL, DOUBLE, FLOAT, JSON, SIGNED, TIME, UNSIGNED or YEAR"
}

// castCall writes the casts that the parser lacks as calls.
func (r *reader) castCall(start int, w string) {
	name := FuncCastDouble
	switch w {
	case "DOUBLE":
		if strings.EqualFold(r.text(r.cur()), "PRECISION") {
			r.advance()
		}
	case "YEAR":
		name = FuncCastYear
	case "FLOAT":
		name = FuncCastFloat
		if r.acceptOp('(') {
			// "If p is greater than 24, the result is of type DOUBLE."
			if p := r.number("a precision"); len(p) > 2 || len(p) == 2 && p > "24" {
				name = FuncCastDouble
			}
			r.expectOp(')')
		}
	}
	r.callBefore(start, name)
}

// number reads a plain integer.
func (r *reader) number(what string) string {
	t := r.cur()
	if t.kind != tInt {
		r.expected(what)
		return ""
	}
	r.advance()
	return r.text(t)
}

// length reads and writes an optional length of up to n numbers.
func (r *reader) length(n int) {
	if !r.acceptOp('(') {
		return
	}
	r.out.str("(" + r.number("a length"))
	if n > 1 && r.acceptOp(',') {
		r.out.str(", " + r.number("a number of decimals"))
	}
	r.expectOp(')')
	r.out.str(")")
}

// castCharset reads the character set of a cast to CHAR.
func (r *reader) castCharset() {
	switch {
	case strings.EqualFold(r.text(r.cur()), "CHARACTER"):
		r.advance()
		r.expect("SET")
	case r.accept("CHARSET"):
	default:
		return
	}
	r.out.str(" CHARACTER SET ")
	r.charset()
}
