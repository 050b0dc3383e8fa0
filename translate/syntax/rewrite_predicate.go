package syntax

import "strings"

// comparison reads MySQL's bool_pri: comparisons and IS, which chain to the left, so
// a = 1 = 1 is (a = 1) = 1 and a = b IN (1) is a = (b IN (1)).
func (r *reader) comparison() expr {
	left := r.predicate()
	for {
		if r.is("IS") {
			left = r.isTest(left)
			continue
		}
		op := r.comparator()
		if op == "" {
			return left
		}
		left = r.value(left)
		r.advance()
		if op == " = " && r.comparator() == op {
			r.fail("expected an expression; == isn't MySQL, use =")
		}
		if w := r.word(); (w == "ANY" || w == "SOME" || w == "ALL") && r.ahead(1).open {
			left = r.quantified(left, op, w == "ALL")
			continue
		}
		r.out.str(op)
		right := r.value(r.predicate())
		e := expr{pos: left.pos, tok: left.tok, form: formCond}
		r.grow(&e, left, right)
		left = e
	}
}

// comparator returns the spelling of the comparison operator at the current token.
func (r *reader) comparator() string {
	t := r.cur()
	if t.kind != tOp || t.open || t.shut {
		return ""
	}
	switch t.aux {
	case '=':
		return " = "
	case '<':
		return " < "
	case '>':
		return " > "
	case opLE:
		return " <= "
	case opGE:
		return " >= "
	case opNE:
		return " != "
	case opNullSafe:
		return " <=> "
	case opAssign:
		r.unsupported("variables can't be assigned with :=; number and sum rows with a subquery that counts or sums those before them, or in your program")
	}
	return ""
}

// quantified reads a comparison with ANY or ALL of a subquery. = ANY is IN and <> ALL
// is NOT IN (manual, "Subqueries with ANY, IN, or SOME" and "Subqueries with ALL"); the
// parser lacks the others, which become calls.
func (r *reader) quantified(left expr, op string, all bool) expr {
	r.advance()
	name := quantifiedName(strings.TrimSpace(op), all)
	switch {
	case !r.isQuery(r.pos):
		r.fail("ANY and ALL take a subquery")
		return left
	case op == " = " && !all:
		r.out.str(" IN ")
	case op == " != " && all:
		r.out.str(" NOT IN ")
	case name == "":
		r.fail("<=> takes no ANY or ALL")
		return left
	default:
		r.callBefore(left.pos, name)
		r.out.str(", ")
		right := r.subquery()
		r.out.str(")")
		e := expr{pos: left.pos, tok: left.tok}
		r.nested(&e, left, right)
		return e
	}
	e := expr{pos: left.pos, tok: left.tok, form: formCond}
	r.grow(&e, left, r.subquery())
	return e
}

// isTest reads IS [NOT] NULL, TRUE, FALSE or UNKNOWN; UNKNOWN is NULL (manual,
// "Comparison Functions and Operators").
func (r *reader) isTest(left expr) expr {
	left = r.value(left)
	r.advance()
	r.out.str(" IS ")
	if r.accept("NOT") {
		r.out.str("NOT ")
	}
	switch w := r.word(); w {
	case "NULL", "UNKNOWN":
		r.out.str("NULL")
	case "TRUE", "FALSE":
		r.out.str(w)
	case "DISTINCT":
		r.fail("IS DISTINCT FROM isn't MySQL; use NOT (a <=> b)")
	default:
		r.expected("NULL, TRUE, FALSE or UNKNOWN")
	}
	r.advance()
	e := expr{pos: left.pos, tok: left.tok, form: formCond}
	r.grow(&e, left)
	return e
}

// predicate reads IN, BETWEEN, LIKE and REGEXP, whose left side is a bit_expr and which
// don't chain.
func (r *reader) predicate() expr {
	left := r.bits(1)
	not := r.is("NOT") // behind an operand NOT can only belong to these
	n := 0
	if not {
		n = 1
	}
	w := r.wordAt(n)
	switch w {
	case "IN", "BETWEEN", "LIKE", "REGEXP", "RLIKE":
	case "SOUNDS":
		if not || r.wordAt(1) != "LIKE" {
			return left
		}
		return r.soundsLike(left)
	case "MEMBER":
		if r.wordAt(n+1) == "OF" {
			r.unsupported("MEMBER OF is not supported")
		}
		return left
	case "ILIKE":
		if t := r.ahead(n + 1); t.kind == tString || t.kind == tParam {
			r.fail("ILIKE isn't MySQL; LIKE already ignores case")
		}
		return left
	default:
		return left
	}
	left = r.value(left)
	if not {
		r.advance()
		r.out.str(" NOT")
	}
	r.advance()
	e := expr{pos: left.pos, tok: left.tok, form: formCond}
	r.grow(&e, left)
	switch w {
	case "IN":
		r.in(&e)
	case "BETWEEN":
		r.between(&e)
	case "LIKE":
		r.like(&e)
	default:
		r.out.str(" REGEXP ")
		r.grow(&e, r.value(r.bits(1)))
	}
	return e
}

// in reads the list or subquery of IN.
func (r *reader) in(e *expr) {
	r.out.str(" IN ")
	if r.isQuery(r.pos) {
		r.grow(e, r.subquery())
		return
	}
	if !r.expectOp('(') {
		return
	}
	if r.isOp(')') {
		r.fail("IN needs at least one value; IN (NULL) matches nothing")
		return
	}
	r.out.str("(")
	r.list(e)
	r.expectOp(')')
	r.out.str(")")
}

// list reads expressions between commas, which stand in parentheses that the caller
// reads and writes.
func (r *reader) list(e *expr) {
	for {
		r.nested(e, r.expression())
		if !r.acceptOp(',') {
			return
		}
		r.out.str(", ")
	}
}

// between reads the bounds of BETWEEN: a bit_expr AND a predicate.
func (r *reader) between(e *expr) {
	r.enter()
	defer r.leave()
	r.out.str(" BETWEEN ")
	from := r.value(r.bits(1))
	if !r.expect("AND") {
		return
	}
	r.out.str(" AND ")
	r.grow(e, from, r.value(r.predicate()))
}

// like reads the pattern and escape character of LIKE; both are MySQL's simple_expr.
func (r *reader) like(e *expr) {
	r.out.str(" LIKE ")
	r.grow(e, r.value(r.unary()))
	if r.accept("ESCAPE") {
		r.out.str(" ESCAPE ")
		r.grow(e, r.value(r.unary()))
	}
}

// soundsLike reads a SOUNDS LIKE b, which is SOUNDEX(a) = SOUNDEX(b) (manual, "String
// Functions and Operators").
func (r *reader) soundsLike(left expr) expr {
	left = r.value(left)
	r.advance()
	r.advance()
	r.callBefore(left.pos, "soundex")
	r.out.str(") = `soundex`(")
	right := r.value(r.bits(1))
	r.out.str(")")
	e := expr{pos: left.pos, tok: left.tok, form: formCond}
	r.nested(&e, left, right)
	return e
}
