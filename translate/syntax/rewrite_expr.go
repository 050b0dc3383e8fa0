package syntax

import "strconv"

// form is what the parser's grammar would call an expression.
type form uint8

const (
	// formValue is a value_expression: it may be an operand of anything.
	formValue form = iota
	// formCond is a condition or an expression: an operand of AND, OR, NOT only; as
	// any other operand it needs parentheses.
	formCond
)

// expr is what is known of an expression that has been written.
type expr struct {
	pos    int // where its canonical text starts
	tok    int // its first token
	form   form
	nest   int // levels of parentheses in the canonical text
	height int // levels of the AST, at most
	// paren says that it stands in parentheses.
	paren bool
	// interval marks INTERVAL n unit, which only + and - and some functions take.
	interval bool
	// label is the name that MySQL gives to a literal or column whatever stands
	// around it; named says whether there is one.
	label string
	named bool
	// column marks a column reference that needs no alias.
	column bool
}

// grow makes e contain an operand.
func (r *reader) grow(e *expr, operands ...expr) {
	for _, o := range operands {
		e.nest = max(e.nest, o.nest)
		e.height = max(e.height, o.height+1)
	}
	if e.nest > maxNesting {
		r.fail("expressions nest too deeply; at most " + strconv.Itoa(maxNesting) + " levels of parentheses are read")
	}
	if e.height > maxHeight {
		r.fail("more than " + strconv.Itoa(maxHeight) + " operators in a row")
	}
}

// nested makes e contain operands in one more level of parentheses.
func (r *reader) nested(e *expr, operands ...expr) {
	for _, o := range operands {
		o.nest++
		r.grow(e, o)
	}
	e.nest = max(e.nest, 1)
}

// value puts an expression in parentheses if the parser would not take it, or would
// take less of it, as an operand.
func (r *reader) value(e expr) expr {
	r.noInterval(e)
	if e.form == formValue && !(r.full && e.height > 0) {
		return e
	}
	return r.wrap(e)
}

// wrap puts an expression in parentheses.
func (r *reader) wrap(e expr) expr {
	r.out.before(e.pos, "(")
	r.out.str(")")
	w := expr{pos: e.pos, tok: e.tok, paren: true}
	r.nested(&w, e)
	return w
}

// noInterval refuses an interval where MySQL does.
func (r *reader) noInterval(e expr) {
	if e.interval && r.err == nil {
		r.failAt(e.tok, "INTERVAL stands only beside + or - and in DATE_ADD, DATE_SUB, ADDDATE and SUBDATE", false)
	}
}

// call turns what was written from pos on into the arguments of a reserved function;
// the caller writes the closing parenthesis.
func (r *reader) callBefore(pos int, name string) {
	r.out.before(pos, "`"+name+"`(")
}

// expression reads a whole expression.
func (r *reader) expression() expr {
	if e, ok := r.plainValue(); ok {
		return e
	}
	r.enter()
	defer r.leave()
	e := r.or()
	r.noInterval(e)
	return e
}

// plainValue reads a literal or placeholder which is all there is to an expression, as
// in long IN lists and INSERT rows, without the descent.
func (r *reader) plainValue() (expr, bool) {
	k := r.cur().kind
	if k != tInt && k != tFloat && k != tString && k != tParam {
		return expr{}, false
	}
	if next := r.ahead(1); !next.shut && !opIs(next, ',') {
		return expr{}, false
	}
	return r.literal(), true
}

// or reads a chain of OR, the weakest operator (manual, "Operator Precedence"). || is
// OR in MySQL unless PIPES_AS_CONCAT is set.
func (r *reader) or() expr {
	left := r.xor()
	for r.is("OR") || r.isOp(opOrOr) {
		left = r.operand(left)
		r.advance()
		r.out.str(" OR ")
		left = r.logical(left, r.xor())
	}
	return left
}

// xor reads a chain of XOR, which the parser lacks: a call of FuncXor.
func (r *reader) xor() expr {
	left := r.and()
	for r.is("XOR") {
		r.noInterval(left)
		r.advance()
		r.out.str(", ")
		right := r.operand(r.and())
		r.callBefore(left.pos, FuncXor)
		r.out.str(")")
		e := expr{pos: left.pos, tok: left.tok}
		r.nested(&e, left, right)
		left = e
	}
	return left
}

func (r *reader) and() expr {
	left := r.not()
	for r.is("AND") || r.isOp(opAndAnd) {
		left = r.operand(left)
		r.advance()
		r.out.str(" AND ")
		left = r.logical(left, r.not())
	}
	return left
}

// operand checks an operand of AND, OR, XOR and NOT, which the parser takes as it is.
func (r *reader) operand(e expr) expr {
	r.noInterval(e)
	if r.full {
		return r.wrap(e)
	}
	return e
}

// logical joins the operands of AND and OR, where the parser's precedence is MySQL's.
func (r *reader) logical(left, right expr) expr {
	e := expr{pos: left.pos, tok: left.tok, form: formCond}
	r.grow(&e, left, r.operand(right))
	return e
}

// not reads NOT, which binds weaker than comparisons; ! binds stronger.
func (r *reader) not() expr {
	if !r.is("NOT") {
		return r.comparison()
	}
	e := expr{pos: len(r.out.buf), tok: r.pos, form: formCond}
	r.advance()
	r.out.str("NOT ")
	r.enter()
	defer r.leave()
	r.grow(&e, r.operand(r.not()))
	return e
}

// infix is a binary operator on values: how strongly it binds, and its canonical
// spelling.
type infix struct {
	power int
	text  string
}

// arithmetic returns the operator at the current token; power 0 if there is none.
// The parser's precedence among these is MySQL's.
func (r *reader) arithmetic() infix {
	t := r.cur()
	if t.kind == tWord {
		switch r.word() {
		case "DIV":
			return infix{5, " DIV "}
		case "MOD":
			return infix{5, " % "}
		}
		return infix{}
	}
	if t.kind != tOp || t.open || t.shut {
		return infix{}
	}
	switch t.aux {
	case '|':
		return infix{1, " | "}
	case '&':
		return infix{2, " & "}
	case opShiftLeft:
		return infix{3, " << "}
	case opShiftRight:
		return infix{3, " >> "}
	case '+':
		return infix{4, " + "}
	case '-':
		return infix{4, " - "}
	case '*':
		return infix{5, " * "}
	case '/':
		return infix{5, " / "}
	case '%':
		return infix{5, " % "}
	case '^':
		return infix{6, " ^ "}
	}
	return infix{}
}

// bits reads MySQL's bit_expr: operators on values that bind at least as strongly as
// power.
func (r *reader) bits(power int) expr {
	left := r.unary()
	for {
		op := r.arithmetic()
		if op.power == 0 || op.power < power {
			return left
		}
		plus, minus := op.text == " + ", op.text == " - "
		if !(plus && left.interval) {
			left = r.value(left)
		}
		r.advance()
		r.out.str(op.text)
		right := r.bits(op.power + 1)
		if !(right.interval && (plus || minus) && !left.interval) {
			right = r.value(right)
		}
		e := expr{pos: left.pos, tok: left.tok}
		r.grow(&e, left, right)
		left = e
	}
}
