package functions

import (
	"fmt"
	"math"

	"zombiezen.com/go/sqlite"
)

// decimals are the operators on DECIMAL. Each takes integers too.
var decimals = []entry{
	{name: "my_dadd", args: []int{2}, run: decimalPair(number.add)},
	{name: "my_dsub", args: []int{2}, run: decimalPair(number.sub)},
	{name: "my_dmul", args: []int{2}, run: decimalPair(number.mul)},
	{name: "my_ddiv", args: []int{2}, run: unlessZero(func(a, b number) (sqlite.Value, error) {
		return decimalResult(a.div(b))
	})},
	{name: "my_dquot", args: []int{2}, run: unlessZero(func(a, b number) (sqlite.Value, error) {
		return decimalResult(a.quotient(b))
	})},
	{name: "my_dmod", args: []int{2}, run: unlessZero(func(a, b number) (sqlite.Value, error) {
		_, remainder := a.quoRem(b)
		return decimalResult(remainder)
	})},
	{name: "my_dintdiv", args: []int{2}, run: unlessZero(func(a, b number) (sqlite.Value, error) {
		quotient, _ := a.quoRem(b)
		if quotient.large != nil {
			return null, outOfRange("BIGINT", "%s DIV %s", a, b)
		}
		return intResult(quotient.coef)
	})},
	{name: "my_dneg", args: []int{1}, run: func(c call) (sqlite.Value, error) { return decimalResult(c.decimal(0).neg()) }},
	{name: "my_dabs", args: []int{1}, run: func(c call) (sqlite.Value, error) { return decimalResult(c.decimal(0).abs()) }},
	{name: "my_dsign", args: []int{1}, run: func(c call) (sqlite.Value, error) { return intResult(int64(c.decimal(0).sign())) }},
}

// decimalRounding are the functions that change a decimal's scale.
var decimalRounding = []entry{
	{name: "my_dec", args: []int{1}, run: func(c call) (sqlite.Value, error) { return decimalResult(c.decimal(0)) }},
	{name: "my_dint", args: []int{1}, run: func(c call) (sqlite.Value, error) {
		return intResult(c.decimal(0).round(0, halfAway).nearestInt())
	}},
	{name: "my_dpad", args: []int{2}, run: func(c call) (sqlite.Value, error) {
		return decimalResult(c.decimal(0).pad(min(c.count(1), maxPad)))
	}},
	{name: "my_dscale", args: []int{2}, run: func(c call) (sqlite.Value, error) {
		scale := min(max(c.count(1), 0), maxPad)
		return decimalResult(c.decimal(0).round(scale, halfAway).pad(scale))
	}},
	{name: "my_dcast", args: []int{3}, run: func(c call) (sqlite.Value, error) {
		return decimalResult(c.decimal(0).fit(min(max(c.count(1), 1), maxPad), min(max(c.count(2), 0), maxPad)))
	}},
	{name: "my_dround", args: []int{2}, run: func(c call) (sqlite.Value, error) {
		return decimalResult(c.decimal(0).round(c.count(1), halfAway))
	}},
	{name: "my_dtrunc", args: []int{2}, run: func(c call) (sqlite.Value, error) {
		return decimalResult(c.decimal(0).round(c.count(1), towardZero))
	}},
	{name: "my_dceil", args: []int{1}, run: func(c call) (sqlite.Value, error) { return wholeResult(c.decimal(0).round(0, upwards)) }},
	{name: "my_dfloor", args: []int{1}, run: func(c call) (sqlite.Value, error) { return wholeResult(c.decimal(0).round(0, downwards)) }},
}

func decimalPair(operate func(a, b number) number) scalar {
	return func(c call) (sqlite.Value, error) { return decimalResult(operate(c.decimal(0), c.decimal(1))) }
}

// unlessZero makes a division, which is NULL where its divisor is zero.
func unlessZero(divide func(a, b number) (sqlite.Value, error)) scalar {
	return func(c call) (sqlite.Value, error) {
		divisor := c.decimal(1)
		if divisor.sign() == 0 {
			return null, nil
		}
		return divide(c.decimal(0), divisor)
	}
}

// wholeResult is a whole number as an INTEGER if it fits one.
func wholeResult(n number) (sqlite.Value, error) {
	if n.large != nil {
		return decimalResult(n)
	}
	return intResult(n.coef)
}

// nearestInt is a whole number kept within 64 bits.
func (n number) nearestInt() int64 {
	switch {
	case n.large == nil:
		return n.coef
	case n.sign() < 0:
		return math.MinInt64
	}
	return math.MaxInt64
}

// outOfRange is MySQL's error 1690.
func outOfRange(kind, expression string, operands ...any) error {
	return fmt.Errorf("%s value is out of range in '(%s)'", kind, fmt.Sprintf(expression, operands...))
}
