package residual

import (
	"github.com/scale-sql/scale/schema"
	"github.com/xwb1989/sqlparser"
)

// A quotient has four digits behind the point more than its dividend, but MySQL
// rounds it to these only where the value leaves the arithmetic: 1 / 3 is
// 0.3333, and 1 / 3 * 3 is 1.0000. So quotients, and sums, products and choices
// made of them, keep more digits, and are rounded by expr, while value leaves
// them as they are for the operators and functions that calculate on.

// divPlaces is what a division adds to the digits of its dividend.
const divPlaces = 4

// maxPlaces is the most digits that a DECIMAL has behind its point.
const maxPlaces = 30

// columnPlaces are the digits behind the point of a DECIMAL column: two if the
// metadata doesn't say ("Decimal format: XX.XX").
func columnPlaces(col *schema.Column) int {
	if col.HasPrecision {
		return col.Scale
	}
	return 2
}

// withPlaces is the type with so many digits behind the point.
func (t Type) withPlaces(n int) Type {
	t.places = int8(min(max(n, 0), maxPlaces)) + 1
	return t
}

// digits tells how many digits a number has behind its point, if that is known.
func (t Type) digits() (n int, ok bool) {
	if t.Kind.integer() {
		return 0, true
	}
	return int(t.places) - 1, t.Kind == Dec && t.places > 0
}

// unifyPlaces are the places of an expression that may take the value of either.
func unifyPlaces(k Kind, a, b Type) (places int8, unrounded bool) {
	x, okX := a.digits()
	y, okY := b.digits()
	if k != Dec || !okX || !okY {
		return 0, false
	}
	return int8(max(x, y)) + 1, a.unrounded || b.unrounded
}

// rounded is a value with the digits that MySQL shows.
func rounded(p piece) piece {
	if !p.typ.unrounded {
		return p
	}
	n, _ := p.typ.digits()
	q := call(Dec, "my_dscale", p, intLiteral(int64(n)))
	q.typ = p.typ
	q.typ.unrounded = false
	return q
}

// expr compiles an expression.
func (c *compiler) expr(s *scope, e sqlparser.Expr) (piece, error) {
	p, err := c.value(s, e)
	return rounded(p), err
}

// values compiles the operands of an operator that calculates on.
func (c *compiler) values(s *scope, a, b sqlparser.Expr) (x, y piece, err error) {
	if x, err = c.value(s, a); err != nil {
		return x, y, err
	}
	y, err = c.value(s, b)
	return x, y, err
}

// calculates are the functions that calculate on with unrounded arguments.
var calculates = map[string]bool{
	"abs": true, "avg": true, "ceil": true, "ceiling": true, "coalesce": true, "exp": true, "floor": true,
	"if": true, "ifnull": true, "ln": true, "log": true, "log10": true, "log2": true, "mod": true, "pow": true,
	"power": true, "round": true, "sign": true, "sqrt": true, "sum": true, "truncate": true,
	"sin": true, "cos": true, "tan": true, "cot": true, "asin": true, "acos": true, "atan": true, "atan2": true,
	"degrees": true, "radians": true,
}

// padded is a decimal with as many digits behind the point as its type has.
func padded(p piece) piece {
	n, ok := p.typ.digits()
	d := asDec(p)
	if !ok || n == 0 || p.constant != nil || p.typ.unrounded {
		return d
	}
	q := call(Dec, "my_dpad", d, intLiteral(int64(n)))
	q.typ = d.typ
	return q
}

// widened is a number with the digits behind the point of an expression that it
// may become the value of.
func widened(p piece, t Type) piece {
	n, ok := t.digits()
	have, known := p.typ.digits()
	if t.Kind != Dec || !ok || known && have >= n {
		return p
	}
	q := call(Dec, "my_dpad", asDec(p), intLiteral(int64(n)))
	q.typ = q.typ.withPlaces(n)
	return q
}

// quotient divides decimals.
func quotient(a, b piece) piece {
	n, ok := a.typ.digits()
	if !ok {
		return call(Dec, "my_ddiv", asDec(a), rounded(asDec(b)))
	}
	q := call(Dec, "my_dquot", padded(a), padded(b))
	q.typ = q.typ.withPlaces(n + divPlaces)
	q.typ.unrounded = true
	return q
}

// calculated is the result of an operator on decimals, of which it has as many
// digits behind the point as places says.
func calculated(name string, a, b piece, places func(x, y int) int) piece {
	x, okX := a.typ.digits()
	y, okY := b.typ.digits()
	if !okX || !okY {
		return call(Dec, name, asDec(rounded(a)), asDec(rounded(b)))
	}
	p := call(Dec, name, asDec(a), asDec(b))
	p.typ = p.typ.withPlaces(places(x, y))
	p.typ.unrounded = a.typ.unrounded || b.typ.unrounded
	return p
}

// sameDigits gives the result of a function the digits of its argument.
func sameDigits(result, argument piece) piece {
	result.typ.places, result.typ.unrounded = argument.typ.places, argument.typ.unrounded
	return result
}
