package residual

import "github.com/xwb1989/sqlparser"

// MySQL's operators on bits take and make integers of 64 bits without a sign, which
// SQLite has none of: it computes with the same bits, of an integer with a sign. What
// is made of them has the bits beside its text, for the next operator.

// bitsOf is the text of a value's 64 bits, as an integer with a sign.
func bitsOf(p piece) string {
	switch {
	case p.bits != "":
		return p.bits
	case p.kind() == Dec:
		return call(Int, "my_dbits", p).text
	}
	return asInt(p).text
}

// bitwise writes a & b and its like. A result of 64 bits is beyond a BIGINT, and an
// error.
func bitwise(a piece, op string, b piece) piece {
	x, y := bitsOf(a), bitsOf(b)
	var p piece
	switch op {
	case sqlparser.ShiftLeftStr:
		p = raw(Int, "my_shift_left(%s, %s)", x, y)
	case sqlparser.ShiftRightStr:
		p = raw(Int, "my_shift_right(%s, %s)", x, y)
	case sqlparser.BitXorStr:
		p = raw(Int, "((%[1]s | %[2]s) - (%[1]s & %[2]s))", x, y)
	default:
		p = raw(Int, "(%s %s %s)", x, op, y)
	}
	if op == sqlparser.BitAndStr && (notNegative(a) || notNegative(b)) {
		return p
	}
	p.bits = p.text
	p.text = "my_bits(" + p.bits + ")"
	return p
}

// notNegative reports whether a value is a literal without the highest bit.
func notNegative(p piece) bool {
	return p.constant != nil && p.kind() == Int && !p.constant.number.IsNegative()
}

// inverted writes ~a, which is a DECIMAL: of most integers it is beyond a BIGINT.
func inverted(a piece) piece {
	if a.kind() == Null {
		return nullPiece
	}
	bits := "(~" + bitsOf(a) + ")"
	p := call(Dec, "my_bits_text", piece{text: bits})
	p.typ = p.typ.withPlaces(0)
	p.bits = bits
	return p
}
