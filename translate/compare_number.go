package translate

import (
	"fmt"
	"math"

	"github.com/scale-sql/scale/schema"
	"github.com/shopspring/decimal"
)

var (
	maxInt64 = decimal.NewFromInt(math.MaxInt64)
	minInt64 = decimal.NewFromInt(math.MinInt64)
)

// compareNumber compares a number column. Values go out as digits with a dot,
// as the documents' "Decimal format: XX.XX" asks.
func (s subject) compareNumber(op operator, c constant) term {
	d, ok := c.asNumber()
	if !ok {
		if c.kind == isNumber {
			return notPushed(fmt.Sprintf("%v has more digits than MySQL's DECIMAL", c))
		}
		return notPushed(fmt.Sprintf("%v is not a plain number, and column %q is a number", c, s.column.Name))
	}
	if s.column.Type == schema.Integer {
		t, done := s.beyondIntegers(op, d)
		if done {
			return t
		}
		op, d = wholeBound(op, d)
	}
	return s.guarded(s.cond(op, d.String()))
}

// beyondIntegers decides a comparison of integers of 64 bits with a number that
// is none: no integer equals 16.5, and each is less than 1e30.
func (s subject) beyondIntegers(op operator, d decimal.Decimal) (t term, decided bool) {
	high, low := d.GreaterThan(maxInt64), d.LessThan(minInt64)
	if d.IsInteger() && !high && !low {
		return term{}, false
	}
	switch {
	case op == opEq, high && (op == opGt || op == opGe), low && (op == opLt || op == opLe):
		return neverTrue, true
	case op == opNe, high, low:
		return s.anyValue(), true
	}
	return term{}, false
}

// wholeBound moves a bound between two integers to the integer that bounds the
// same ones: a < 16.5 is a < 17, a >= 16.5 is a > 16.
func wholeBound(op operator, d decimal.Decimal) (operator, decimal.Decimal) {
	if d.IsInteger() {
		return op, d
	}
	if op == opLt || op == opLe {
		return opLt, d.Ceil()
	}
	return opGt, d.Floor()
}
