package functions

import (
	"math"

	"zombiezen.com/go/sqlite"
)

// integers are the operators on BIGINT, which never wrap around.
var integers = []entry{
	{name: "my_iadd", args: []int{2}, run: integerPair("%d + %d", addInt)},
	{name: "my_isub", args: []int{2}, run: integerPair("%d - %d", subInt)},
	{name: "my_imul", args: []int{2}, run: integerPair("%d * %d", mulInt)},
	{name: "my_ineg", args: []int{1}, run: func(c call) (sqlite.Value, error) { return negated(c.int(0), "-%d") }},
	{name: "my_iabs", args: []int{1}, run: func(c call) (sqlite.Value, error) {
		if n := c.int(0); n >= 0 {
			return intResult(n)
		}
		return negated(c.int(0), "abs(%d)")
	}},
	{name: "my_idiv", args: []int{2}, run: integerDivision(func(a, b int64) (sqlite.Value, error) {
		if a == math.MinInt64 && b == -1 {
			return null, outOfRange("BIGINT", "%d DIV %d", a, b)
		}
		return intResult(a / b)
	})},
	{name: "my_imod", args: []int{2}, run: integerDivision(func(a, b int64) (sqlite.Value, error) { return intResult(a % b) })},
}

func integerPair(expression string, operate func(a, b int64) (int64, bool)) scalar {
	return func(c call) (sqlite.Value, error) {
		a, b := c.int(0), c.int(1)
		n, ok := operate(a, b)
		if !ok {
			return null, outOfRange("BIGINT", expression, a, b)
		}
		return intResult(n)
	}
}

// integerDivision is NULL where the divisor is zero.
func integerDivision(divide func(a, b int64) (sqlite.Value, error)) scalar {
	return func(c call) (sqlite.Value, error) {
		b := c.int(1)
		if b == 0 {
			return null, nil
		}
		return divide(c.int(0), b)
	}
}

func negated(n int64, expression string) (sqlite.Value, error) {
	if n == math.MinInt64 {
		return null, outOfRange("BIGINT", expression, n)
	}
	return intResult(-n)
}
