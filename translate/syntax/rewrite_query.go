package syntax

import "strconv"

// isQuery says whether the parenthesis at a token starts a subquery, not an expression
// or a table reference that itself starts with a subquery.
func (r *reader) isQuery(pos int) bool {
	for levels := 0; ; levels++ {
		t := &r.toks[pos]
		if !t.open {
			return false
		}
		if levels > 0 && !r.endsQuery(int(t.aux)+1) {
			return false
		}
		next := &r.toks[pos+1]
		if next.open {
			pos++
			continue
		}
		if next.kind != tWord || next.name {
			return false
		}
		switch lookup(r.text(next)).name {
		case "SELECT", "WITH", "TABLE":
			return true
		case "VALUES":
			return lookup(r.text(&r.toks[pos+2])).name == "ROW"
		}
		return false
	}
}

// endsQuery says whether what stands at a token can follow a parenthesised query that
// is part of a larger one.
func (r *reader) endsQuery(pos int) bool {
	t := &r.toks[pos]
	if t.shut {
		return true
	}
	if t.kind != tWord {
		return false
	}
	switch lookup(r.text(t)).name {
	case "UNION", "ORDER", "LIMIT", "INTERSECT", "EXCEPT", "FOR", "LOCK":
		return true
	}
	return false
}

// subquery reads a query in parentheses.
func (r *reader) subquery() expr {
	r.enter()
	defer r.leave()
	e := expr{pos: len(r.out.buf), tok: r.pos}
	if !r.expectOp('(') {
		return e
	}
	r.out.str("(")
	inner, _ := r.query()
	r.nested(&e, inner)
	r.expectOp(')')
	r.out.str(")")
	return e
}

// query reads a query expression: a SELECT, or a UNION of them, with ORDER BY, LIMIT
// and locking for the whole. It says whether it has any of these.
func (r *reader) query() (e expr, tail bool) {
	r.enter()
	defer r.leave()
	e = expr{pos: len(r.out.buf), tok: r.pos}
	parens, inner := r.queryOperand(&e)
	if parens && r.is("UNION") {
		r.out.before(e.pos, "(")
		r.out.str(")")
		e.nest++
	}
	chain := 0
	for ; r.is("UNION"); chain++ {
		r.union(&e)
		if chain > maxQueries {
			r.fail("more than " + strconv.Itoa(maxQueries) + " queries in a UNION")
		}
	}
	tail = r.queryTail(&e)
	if tail && parens && inner && chain == 0 {
		r.failAt(e.tok, "ORDER BY or LIMIT on a query in parentheses that has its own is not supported; use a derived table", true)
	}
	switch {
	case tail && r.is("UNION"):
		r.fail("a SELECT with ORDER BY, LIMIT or a lock needs parentheses in a UNION")
	case r.is("INTO"):
		r.unsupported("SELECT ... INTO is not supported")
	default:
		r.notSetOperator()
	}
	return e, tail || parens && inner && chain == 0
}

// queryOperand reads a SELECT, or a query in parentheses, whose parentheses are left
// out. It says whether there were any, and whether that query has a tail of its own.
func (r *reader) queryOperand(e *expr) (parens, tail bool) {
	if r.acceptOp('(') {
		var inner expr
		inner, tail = r.query()
		r.grow(e, inner)
		r.expectOp(')')
		return true, tail
	}
	switch r.word() {
	case "SELECT":
		r.selectCore(e)
	case "WITH":
		r.unsupported("common table expressions (WITH) are not supported; use a derived table")
	case "VALUES", "TABLE":
		r.unsupported("VALUES and TABLE statements are not supported; use SELECT")
	default:
		r.expected("SELECT")
	}
	return false, false
}

// union reads UNION [ALL|DISTINCT] and its right operand.
func (r *reader) union(e *expr) {
	r.advance()
	r.out.str(" UNION ")
	if r.accept("ALL") {
		r.out.str("ALL ")
	} else {
		r.accept("DISTINCT")
	}
	right := expr{pos: len(r.out.buf), tok: r.pos}
	if parens, _ := r.queryOperand(&right); parens {
		r.out.before(right.pos, "(")
		r.out.str(")")
		right.nest++
	}
	r.grow(e, *e, right)
}

// notSetOperator refuses the set operators that the parser lacks, wherever they may
// have been taken for an alias.
func (r *reader) notSetOperator() {
	if w := r.word(); w == "INTERSECT" || w == "EXCEPT" {
		r.unsupported(w + " is not supported; use IN, NOT IN or EXISTS with a subquery")
	}
}

// queryTail reads ORDER BY, LIMIT and locking.
func (r *reader) queryTail(e *expr) bool {
	start := r.pos
	if r.is("ORDER") {
		r.orderBy(e)
	}
	if r.is("LIMIT") {
		r.limit(true)
	}
	switch w := r.word(); {
	case w == "OFFSET":
		r.fail("OFFSET needs a LIMIT before it; LIMIT 18446744073709551615 OFFSET n keeps every row")
	case w == "FETCH":
		r.fail("FETCH FIRST isn't MySQL; use LIMIT")
	}
	r.lock()
	return r.pos != start
}

// orderBy reads ORDER BY.
func (r *reader) orderBy(e *expr) {
	r.advance()
	r.expect("BY")
	r.out.str(" ORDER BY ")
	for {
		r.grow(e, r.expression())
		switch {
		case r.accept("DESC"):
			r.out.str(" DESC")
		case r.accept("ASC"):
			r.out.str(" ASC")
		}
		if r.is("NULLS") {
			r.fail("NULLS FIRST and NULLS LAST aren't MySQL; NULL sorts first ascending: use ORDER BY a IS NULL, a")
		}
		if !r.acceptOp(',') {
			return
		}
		r.out.str(", ")
	}
}

// limit reads LIMIT, whose numbers are literals or placeholders in MySQL. An offset is
// written behind OFFSET.
func (r *reader) limit(offset bool) {
	r.advance()
	r.out.str(" LIMIT ")
	start := len(r.out.buf)
	r.limitNumber()
	switch {
	case r.isOp(','), r.is("OFFSET"):
		comma := r.isOp(',')
		if !offset {
			r.fail("LIMIT takes no offset in UPDATE and DELETE")
		}
		r.advance()
		if !comma {
			r.out.str(" OFFSET ")
			r.limitNumber()
			return
		}
		first := string(r.out.buf[start:])
		r.out.buf = r.out.buf[:start]
		r.limitNumber()
		r.out.str(" OFFSET " + first)
	}
}

func (r *reader) limitNumber() {
	if k := r.cur().kind; k != tInt && k != tParam {
		r.fail("LIMIT and OFFSET take a whole number or a placeholder")
		return
	}
	r.literal()
}

// lock reads the locking clauses. FOR SHARE is LOCK IN SHARE MODE (manual, "Locking
// Reads").
func (r *reader) lock() {
	switch {
	case r.is("FOR"):
		r.advance()
		switch {
		case r.accept("UPDATE"):
			r.out.str(" FOR UPDATE")
		case r.accept("SHARE"):
			r.out.str(" LOCK IN SHARE MODE")
		default:
			r.expected("UPDATE or SHARE")
		}
		switch r.word() {
		case "OF", "SKIP", "NOWAIT":
			r.unsupported("the options OF, SKIP LOCKED and NOWAIT of locking reads are not supported")
		}
	case r.accept("LOCK"):
		r.expect("IN")
		r.expect("SHARE")
		r.expect("MODE")
		r.out.str(" LOCK IN SHARE MODE")
	}
}
