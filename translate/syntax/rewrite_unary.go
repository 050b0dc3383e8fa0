package syntax

// unary reads MySQL's simple_expr: prefix operators, which bind stronger than every
// binary one, and COLLATE, which binds stronger still.
func (r *reader) unary() expr {
	op := ""
	switch t := r.cur(); {
	case r.isOp('-'):
		op = "- "
	case r.isOp('+'):
		op = "+ "
	case r.isOp('~'):
		op = "~ "
	case r.isOp('!'):
		op = "! "
	case t.kind == tWord && r.is("BINARY"):
		op = "BINARY "
	default:
		return r.collated(r.primary())
	}
	e := expr{pos: len(r.out.buf), tok: r.pos}
	r.advance()
	r.out.str(op)
	r.enter()
	defer r.leave()
	inner := r.unary()
	if op == "+ " {
		// MySQL drops a unary plus, so the label is the operand's.
		e.label, e.named = inner.label, inner.named
	}
	inner = r.value(inner)
	r.grow(&e, inner)
	return e
}

// collated reads COLLATE behind an operand.
func (r *reader) collated(e expr) expr {
	for r.is("COLLATE") {
		e = r.value(e)
		r.advance()
		r.out.str(" COLLATE ")
		r.quoteName(r.charsetName("a collation"))
		c := expr{pos: e.pos, tok: e.tok}
		r.grow(&c, e)
		e = c
	}
	return e
}

// primary reads an operand without operators around it.
func (r *reader) primary() expr {
	t := r.cur()
	switch t.kind {
	case tInt, tFloat, tString, tNChar, tHex, tBit, tParam, tSysVar:
		return r.literal()
	case tQuoted:
		if r.ahead(1).open {
			return r.quotedCall()
		}
		return r.column()
	case tWord:
		return r.wordPrimary()
	}
	switch {
	case t.open:
		return r.parens()
	case r.isOp('{'):
		return r.odbc()
	}
	r.expected("an expression")
	return expr{pos: len(r.out.buf), tok: r.pos}
}

// wordPrimary reads an operand that starts with a word.
func (r *reader) wordPrimary() expr {
	t := r.cur()
	if t.name {
		return r.column()
	}
	if e, ok := r.introduced(); ok {
		return e
	}
	w := lookup(r.text(t))
	called := r.ahead(1).open
	switch w.name {
	case "NULL", "TRUE", "FALSE":
		return r.constant(w.name)
	case "CASE":
		return r.caseExpr()
	case "INTERVAL":
		return r.interval()
	case "EXISTS":
		return r.exists()
	case "MATCH":
		return r.match()
	case "DATE", "TIME", "TIMESTAMP":
		if r.ahead(1).kind == tString {
			return r.typed(w.name)
		}
	case "ROW":
		if called {
			return r.row()
		}
	case "NOT":
		r.fail("NOT can't be an operand here; put it in parentheses")
	case "DEFAULT":
		return r.defaultOf()
	}
	switch {
	case clockWords[w.name]:
		return r.clock(w.name)
	case called:
		return r.call(w)
	case w.class == reserved:
		r.expected("an expression")
		return expr{pos: len(r.out.buf), tok: r.pos}
	}
	return r.column()
}

// column reads a column reference: c, t.c or db.t.c.
func (r *reader) column() expr {
	e := expr{pos: len(r.out.buf), tok: r.pos, column: true, named: true}
	e.label = r.name("a column")
	r.quoteName(e.label)
	parts := 1
	for r.acceptOp('.') {
		if parts++; parts > 3 {
			r.fail("a column has at most three parts: database.table.column")
		}
		if r.isOp('*') {
			r.fail("* stands only in a select list or in COUNT(*)")
		}
		r.out.str(".")
		e.label = r.afterDot("a column")
		r.quoteName(e.label)
	}
	if r.cur().open && parts > 1 {
		r.unsupported("stored functions are not supported")
	}
	if r.isOp(opArrow) || r.isOp(opArrowArrow) {
		return r.arrow(e)
	}
	return e
}

// arrow reads column -> path, which is JSON_EXTRACT, and column ->> path, which unquotes
// that (manual, "Functions That Search JSON Values").
func (r *reader) arrow(col expr) expr {
	unquote := r.isOp(opArrowArrow)
	r.advance()
	if r.cur().kind != tString {
		r.expected("a JSON path in quotes")
	}
	r.out.str(", ")
	path := r.literal()
	r.out.str(")")
	r.callBefore(col.pos, "json_extract")
	e := expr{pos: col.pos, tok: col.tok}
	r.nested(&e, col, path)
	if unquote {
		r.callBefore(col.pos, "json_unquote")
		r.out.str(")")
		u := expr{pos: col.pos, tok: col.tok}
		r.nested(&u, e)
		e = u
	}
	return e
}

// parens reads a subquery, a row or an expression in parentheses.
func (r *reader) parens() expr {
	if r.isQuery(r.pos) {
		return r.subquery()
	}
	e := expr{pos: len(r.out.buf), tok: r.pos, paren: true}
	r.advance()
	r.out.str("(")
	inner := r.expression()
	r.nested(&e, inner)
	if r.acceptOp(',') {
		r.out.str(", ")
		r.list(&e)
	} else {
		e.label, e.named = inner.label, inner.named
	}
	r.expectOp(')')
	r.out.str(")")
	return e
}

// row reads ROW(a, b), which is (a, b).
func (r *reader) row() expr {
	e := expr{pos: len(r.out.buf), tok: r.pos}
	r.advance()
	r.advance()
	r.out.str("(")
	r.nested(&e, r.expression())
	if !r.isOp(',') {
		r.fail("ROW takes at least two values")
	}
	r.advance()
	r.out.str(", ")
	r.list(&e)
	r.expectOp(')')
	r.out.str(")")
	return e
}

// exists reads EXISTS (SELECT ...), which the parser takes for a condition.
func (r *reader) exists() expr {
	e := expr{pos: len(r.out.buf), tok: r.pos, form: formCond}
	r.advance()
	if !r.isQuery(r.pos) {
		r.fail("EXISTS takes a subquery")
	}
	r.out.str("EXISTS ")
	r.grow(&e, r.subquery())
	return e
}

// caseExpr reads CASE.
func (r *reader) caseExpr() expr {
	r.enter()
	defer r.leave()
	e := expr{pos: len(r.out.buf), tok: r.pos}
	r.advance()
	r.out.str("CASE")
	if !r.is("WHEN") {
		r.out.str(" ")
		r.grow(&e, r.expression())
	}
	if !r.is("WHEN") {
		r.expected("WHEN")
	}
	for r.accept("WHEN") {
		r.out.str(" WHEN ")
		r.grow(&e, r.expression())
		r.expect("THEN")
		r.out.str(" THEN ")
		r.grow(&e, r.expression())
	}
	if r.accept("ELSE") {
		r.out.str(" ELSE ")
		r.grow(&e, r.expression())
	}
	r.expect("END")
	r.out.str(" END")
	return e
}
