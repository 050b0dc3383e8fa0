package residual

import (
	"fmt"
	"strings"

	"github.com/xwb1989/sqlparser"
)

// binary writes a + b and its like. An integer stays one, exactly; a decimal is
// exact; whatever meets a double or a string becomes a double.
func (c *compiler) binary(s *scope, e *sqlparser.BinaryExpr) (piece, error) {
	if p, ok, err := c.intervalSum(s, e); ok {
		return p, err
	}
	a, b, err := c.values(s, e.Left, e.Right)
	if err != nil {
		return piece{}, err
	}
	return c.arith(a, e.Operator, b, e)
}

func (c *compiler) arith(a piece, op string, b piece, e sqlparser.Expr) (piece, error) {
	if a.kind() == Null || b.kind() == Null {
		return nullPiece, nil
	}
	a, b = asNumber(a), asNumber(b)
	kind := unify(of(a.kind()), of(b.kind())).Kind
	if kind == Bool {
		kind = Int
	}
	switch op {
	case sqlparser.DivStr:
		if kind == Dbl {
			return raw(Dbl, "(%s / %s)", asDbl(a).text, asDbl(b).text), nil
		}
		return quotient(a, b), nil
	case sqlparser.IntDivStr:
		switch kind {
		case Int:
			return call(Int, "my_idiv", a, b), nil
		case Dec:
			return call(Int, "my_dintdiv", asDec(a), asDec(b)), nil
		}
		return call(Int, "my_dintdiv", call(Dec, "my_dec", asDbl(a)), call(Dec, "my_dec", asDbl(b))), nil
	case sqlparser.BitAndStr, sqlparser.BitOrStr, sqlparser.BitXorStr, sqlparser.ShiftLeftStr, sqlparser.ShiftRightStr:
		return bitwise(a, op, b), nil
	}
	name, ok := arithNames[op]
	if !ok {
		return piece{}, c.unknown("operator", e)
	}
	switch kind {
	case Int:
		return call(Int, "my_i"+name, a, b), nil
	case Dec:
		places := func(x, y int) int { return max(x, y) }
		if op == sqlparser.MultStr {
			places = func(x, y int) int { return x + y }
		}
		return calculated("my_d"+name, a, b, places), nil
	}
	if op == sqlparser.ModStr {
		return call(Dbl, "my_mod", asDbl(a), asDbl(b)), nil
	}
	return raw(Dbl, "(%s %s %s)", asDbl(a).text, op, asDbl(b).text), nil
}

var arithNames = map[string]string{
	sqlparser.PlusStr: "add", sqlparser.MinusStr: "sub", sqlparser.MultStr: "mul", sqlparser.ModStr: "mod",
}

// intervalSum writes date + INTERVAL n unit.
func (c *compiler) intervalSum(s *scope, e *sqlparser.BinaryExpr) (p piece, ok bool, err error) {
	left, right := e.Left, e.Right
	if _, isInterval := left.(*sqlparser.IntervalExpr); isInterval && e.Operator == sqlparser.PlusStr {
		left, right = right, left
	}
	iv, isInterval := right.(*sqlparser.IntervalExpr)
	if !isInterval {
		return piece{}, false, nil
	}
	name := map[string]string{sqlparser.PlusStr: "my_date_add", sqlparser.MinusStr: "my_date_sub"}[e.Operator]
	if name == "" {
		return piece{}, true, c.unknown("INTERVAL", e)
	}
	d, err := c.expr(s, left)
	if err != nil {
		return piece{}, true, err
	}
	p, err = c.addInterval(s, name, d, iv)
	return p, true, err
}

// addInterval moves a date. A date stays a date by whole days, and becomes a
// datetime by anything smaller; of a string MySQL makes a string.
func (c *compiler) addInterval(s *scope, name string, d piece, iv *sqlparser.IntervalExpr) (piece, error) {
	n, err := c.expr(s, iv.Expr)
	if err != nil {
		return piece{}, err
	}
	unit := strings.ToLower(iv.Unit)
	if !intervalUnits[unit] {
		return piece{}, fmt.Errorf("%w: INTERVAL unit %s", ErrUnsupported, iv.Unit)
	}
	p := call(d.kind(), name, d, n, textLiteral(unit))
	switch {
	case d.kind() == Date && !wholeDays[unit]:
		p.typ.Kind = DateTime
		p.text = "my_datetime(" + p.text + ")"
	case !d.kind().temporal():
		p.typ.Kind = Str
	case d.kind() == Time:
		return piece{}, fmt.Errorf("%w: TIME + INTERVAL: use ADDTIME", ErrUnsupported)
	}
	return p, nil
}

var wholeDays = map[string]bool{"day": true, "week": true, "month": true, "quarter": true, "year": true, "year_month": true}

var intervalUnits = map[string]bool{
	"microsecond": true, "second": true, "minute": true, "hour": true, "day": true, "week": true, "month": true,
	"quarter": true, "year": true, "second_microsecond": true, "minute_microsecond": true, "minute_second": true,
	"hour_microsecond": true, "hour_second": true, "hour_minute": true, "day_microsecond": true, "day_second": true,
	"day_minute": true, "day_hour": true, "year_month": true,
}
