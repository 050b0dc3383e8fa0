package functions

import (
	"math"

	"zombiezen.com/go/sqlite"
)

// doubles are the functions on DOUBLE.
var doubles = []entry{
	{name: "my_round", args: []int{2}, run: roundedDouble(math.RoundToEven, math.RoundToEven)},
	{name: "my_trunc", args: []int{2}, run: roundedDouble(math.Floor, math.Ceil)},
	{name: "my_ceil", args: []int{1}, run: doubleOne(math.Ceil)},
	{name: "my_floor", args: []int{1}, run: doubleOne(math.Floor)},
	{name: "my_sign", args: []int{1}, run: doubleSign},
	{name: "my_pow", args: []int{2}, run: func(c call) (sqlite.Value, error) {
		x, y := c.double(0), c.double(1)
		return finite(math.Pow(x, y), "pow(%s,%s)", doubleText(x), doubleText(y))
	}},
	{name: "my_exp", args: []int{1}, run: func(c call) (sqlite.Value, error) {
		return finite(math.Exp(c.double(0)), "exp(%s)", doubleText(c.double(0)))
	}},
	{name: "my_sqrt", args: []int{1}, run: doubleWhere(func(x float64) bool { return x >= 0 }, math.Sqrt)},
	{name: "my_ln", args: []int{1}, run: doubleWhere(positive, math.Log)},
	{name: "my_log10", args: []int{1}, run: doubleWhere(positive, math.Log10)},
	{name: "my_log2", args: []int{1}, run: doubleWhere(positive, math.Log2)},
	{name: "my_mod", args: []int{2}, run: func(c call) (sqlite.Value, error) {
		if c.double(1) == 0 {
			return null, nil
		}
		return doubleResult(plainZero(math.Mod(c.double(0), c.double(1))))
	}},
	{name: "my_pi", args: []int{0}, run: func(call) (sqlite.Value, error) { return doubleResult(math.Pi) }},
	{name: "my_rand", args: []int{0}, run: func(call) (sqlite.Value, error) { return doubleResult(randomDouble()) }, kind: volatile},
	{name: "my_rand", args: []int{1}, run: seededRandom, kind: volatile | seesNull},
}

func positive(x float64) bool { return x > 0 }

func doubleOne(operate func(float64) float64) scalar {
	return func(c call) (sqlite.Value, error) { return doubleResult(plainZero(operate(c.double(0)))) }
}

// doubleWhere is NULL outside the function's domain.
func doubleWhere(defined func(float64) bool, operate func(float64) float64) scalar {
	return func(c call) (sqlite.Value, error) {
		x := c.double(0)
		if !defined(x) {
			return null, nil
		}
		return doubleResult(operate(x))
	}
}

func doubleSign(c call) (sqlite.Value, error) {
	switch x := c.double(0); {
	case x > 0:
		return intResult(1)
	case x < 0:
		return intResult(-1)
	}
	return intResult(0)
}

// finite is MySQL's error 1690 where a result is infinite or no number.
func finite(x float64, expression string, operands ...any) (sqlite.Value, error) {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return null, outOfRange("DOUBLE", expression, operands...)
	}
	return doubleResult(x)
}

// plainZero makes a negative zero a plain one.
func plainZero(x float64) float64 { return x + 0 }

// roundedDouble is ROUND or TRUNCATE of a double: what is above zero goes to a
// whole number one way, what is below another.
func roundedDouble(above, below func(float64) float64) scalar {
	return func(c call) (sqlite.Value, error) {
		x, places := c.double(0), c.count(1)
		whole := above
		if x < 0 {
			whole = below
		}
		return doubleResult(plainZero(roundAt(x, places, whole)))
	}
}

// roundAt scales a double, makes it whole and scales it back, as MySQL's
// my_double_round does: round(2.5) is 2, because a double is approximate.
func roundAt(x float64, places int, whole func(float64) float64) float64 {
	power := math.Pow10(max(places, -places))
	switch {
	case places < 0 && math.IsInf(power, 0):
		return 0
	case places < 0:
		return whole(x/power) * power
	case math.IsInf(x*power, 0):
		return x
	}
	return whole(x*power) / power
}
