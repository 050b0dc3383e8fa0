package syntax

import "strings"

// call reads a function call; the current token is its name, the next one a (. The
// name is written in backticks and lower case, which makes it an ordinary call whatever
// the parser reserves.
func (r *reader) call(w keyword) expr {
	r.enter()
	defer r.leave()
	e := expr{pos: len(r.out.buf), tok: r.pos}
	name := strings.ToLower(r.text(r.cur()))
	if strings.HasPrefix(name, "__") && !r.again {
		r.fail("no function is called " + name)
		return e
	}
	open := r.pos + 1
	switch w.name {
	case "CAST", "CONVERT":
		r.cast(&e)
	case "TRIM":
		r.trim(&e)
	case "SUBSTRING", "SUBSTR", "MID":
		r.substring(&e)
	case "POSITION":
		r.position(&e)
	case "EXTRACT":
		r.extract(&e)
	case "TIMESTAMPADD", "TIMESTAMPDIFF":
		r.unitCall(&e, name)
	case "GET_FORMAT":
		r.getFormat(&e)
	case "GROUP_CONCAT":
		r.groupConcat(&e)
	case "VALUES":
		r.valuesOf(&e)
	case "CHAR":
		r.plainCall(&e, "char")
	case "SCHEMA":
		r.plainCall(&e, "database")
	case "INTERVAL":
		r.plainCall(&e, "interval")
	default:
		if w.class == reserved && !callable[w.name] {
			r.expected("an expression")
			return e
		}
		r.plainCall(&e, name)
	}
	r.notWindow(open)
	e.height++
	return e
}

// notWindow refuses OVER behind a call.
func (r *reader) notWindow(open int) {
	if next := r.ahead(1); r.is("OVER") && (next.open || r.isName(next)) {
		r.failAt(open-1, "window functions (OVER) are not supported; number and sum rows with a subquery that counts or sums those before them, or in your program", true)
	}
}

// quotedCall reads a call whose name is in backticks: an ordinary one, without the
// special syntax of TRIM, EXTRACT and the like.
func (r *reader) quotedCall() expr {
	r.enter()
	defer r.leave()
	e := expr{pos: len(r.out.buf), tok: r.pos}
	name := strings.ToLower(unquoteName(r.text(r.cur())))
	if strings.HasPrefix(name, "__") && !r.again {
		r.fail("no function is called " + name)
		return e
	}
	open := r.pos + 1
	r.plainCall(&e, name)
	r.notWindow(open)
	e.height++
	return e
}

// plainCall reads f(a, b), f(*) and f(DISTINCT a).
func (r *reader) plainCall(e *expr, name string) {
	upper := strings.ToUpper(name)
	r.advance()
	r.advance()
	r.out.str("`" + strings.ReplaceAll(name, "`", "``") + "`(")
	e.nest = 1
	switch {
	case r.isOp(')'):
	case r.isOp('*'):
		if name != "count" {
			r.fail("only COUNT takes *")
		}
		r.advance()
		r.out.str("*")
	default:
		if r.accept("DISTINCT") {
			r.out.str("DISTINCT ")
		} else if r.is("ALL") {
			r.advance() // "ALL is the default" of the aggregate functions
		}
		r.arguments(e, upper)
	}
	r.expectOp(')')
	r.out.str(")")
}

// arguments reads the arguments of a call.
func (r *reader) arguments(e *expr, name string) {
	for i := 0; ; i++ {
		var a expr
		if i == 1 && intervalFuncs[name] && r.is("INTERVAL") {
			r.enter()
			a = r.or()
			r.leave()
		} else {
			a = r.expression()
		}
		r.nested(e, a)
		if !r.acceptOp(',') {
			return
		}
		r.out.str(", ")
	}
}

// argument reads one expression inside a call.
func (r *reader) argument(e *expr) { r.nested(e, r.expression()) }

// trim reads TRIM([LEADING|TRAILING|BOTH] [removed] FROM string) or TRIM(string).
func (r *reader) trim(e *expr) {
	r.advance()
	r.advance()
	name := "trim"
	switch {
	case r.accept("LEADING"):
		name = FuncTrimLeading
	case r.accept("TRAILING"):
		name = FuncTrimTrailing
	case r.accept("BOTH"):
		name = FuncTrimBoth
	}
	sided := name != "trim"
	start := len(r.out.buf)
	if sided && r.is("FROM") {
		r.out.str("' '") // "if it is not specified, spaces are removed"
	} else {
		r.argument(e)
	}
	if sided || !r.isOp(')') {
		if !sided {
			name = FuncTrimBoth
		}
		r.expect("FROM")
		r.out.str(", ")
		r.argument(e)
	}
	r.callBefore(start, name)
	r.expectOp(')')
	r.out.str(")")
}

// substring reads SUBSTRING(s, p[, n]) and SUBSTRING(s FROM p [FOR n]); the parser's own
// form takes columns only.
func (r *reader) substring(e *expr) {
	r.advance()
	r.advance()
	r.out.str("`substring`(")
	r.argument(e)
	from := r.accept("FROM")
	if !from && !r.expectOp(',') {
		return
	}
	r.out.str(", ")
	r.argument(e)
	if from && r.accept("FOR") || !from && r.acceptOp(',') {
		r.out.str(", ")
		r.argument(e)
	}
	r.expectOp(')')
	r.out.str(")")
}

// position reads POSITION(a IN b), which is LOCATE(a, b); a is a bit_expr.
func (r *reader) position(e *expr) {
	r.advance()
	r.advance()
	r.out.str("`locate`(")
	r.nested(e, r.value(r.bits(1)))
	r.expect("IN")
	r.out.str(", ")
	r.argument(e)
	r.expectOp(')')
	r.out.str(")")
}

// extract reads EXTRACT(unit FROM d).
func (r *reader) extract(e *expr) {
	r.advance()
	r.advance()
	r.out.str("`" + FuncExtract + "`(")
	r.out.buf = appendString(r.out.buf, r.unit(units))
	r.expect("FROM")
	r.out.str(", ")
	r.argument(e)
	r.expectOp(')')
	r.out.str(")")
}

// unitCall reads TIMESTAMPADD(unit, n, d) and TIMESTAMPDIFF(unit, a, b), whose unit
// the parser would show as a column.
func (r *reader) unitCall(e *expr, name string) {
	r.advance()
	r.advance()
	r.out.str("`" + name + "`(")
	unit := ""
	t := r.cur()
	if w := strings.TrimPrefix(strings.ToUpper(r.text(t)), "SQL_TSI_"); t.kind == tWord && simpleUnits[w] {
		unit = strings.ToLower(w)
		r.advance()
	} else {
		r.expected("an interval unit such as DAY")
	}
	r.out.buf = appendString(r.out.buf, unit)
	r.expectOp(',')
	r.out.str(", ")
	r.argument(e)
	r.expectOp(',')
	r.out.str(", ")
	r.argument(e)
	r.expectOp(')')
	r.out.str(")")
}

// getFormat reads GET_FORMAT(DATE, 'USA').
func (r *reader) getFormat(e *expr) {
	r.advance()
	r.advance()
	kind := ""
	switch w := r.word(); {
	case w == "DATE" || w == "TIME" || w == "DATETIME":
		kind = strings.ToLower(w)
	case w == "TIMESTAMP":
		kind = "datetime"
	default:
		r.expected("DATE, TIME or DATETIME")
	}
	r.advance()
	r.out.str("`get_format`(")
	r.out.buf = appendString(r.out.buf, kind)
	r.expectOp(',')
	r.out.str(", ")
	r.argument(e)
	r.expectOp(')')
	r.out.str(")")
}

// valuesOf reads VALUES(column) of ON DUPLICATE KEY UPDATE.
func (r *reader) valuesOf(e *expr) {
	r.advance()
	r.advance()
	r.out.str("VALUES(")
	r.nested(e, r.column())
	r.expectOp(')')
	r.out.str(")")
}
