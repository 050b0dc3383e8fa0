package functions

import (
	"math"

	"zombiezen.com/go/sqlite"
)

// A call is one call of a function: its arguments, read as MySQL reads a value
// of another type.
type call struct {
	*session
	ctx  sqlite.Context
	args []sqlite.Value
}

var null sqlite.Value

func (c call) isNull(i int) bool { return c.args[i].Type() == sqlite.TypeNull }

// text is an argument as a string.
func (c call) text(i int) string { return textOf(c.args[i]) }

// int is an argument as a BIGINT.
func (c call) int(i int) int64 { return intOf(c.args[i]) }

// double is an argument as a DOUBLE.
func (c call) double(i int) float64 { return doubleOf(c.args[i]) }

// decimal is an argument as a DECIMAL.
func (c call) decimal(i int) number { return decimalOf(c.args[i]) }

// count is an argument as a number of characters, digits and the like: what is
// far from any text's length is brought near, so that sums can't overflow.
func (c call) count(i int) int {
	return int(min(max(c.int(i), -math.MaxInt32), math.MaxInt32))
}

func textOf(v sqlite.Value) string {
	if v.Type() == sqlite.TypeFloat {
		return doubleText(v.Float())
	}
	return v.Text()
}

func intOf(v sqlite.Value) int64 {
	switch v.Type() {
	case sqlite.TypeInteger:
		return v.Int64()
	case sqlite.TypeFloat:
		return roundToInt(v.Float())
	}
	return intPrefix(v.Text())
}

func doubleOf(v sqlite.Value) float64 {
	switch v.Type() {
	case sqlite.TypeInteger:
		return float64(v.Int64())
	case sqlite.TypeFloat:
		return v.Float()
	}
	return doublePrefix(v.Text())
}

func decimalOf(v sqlite.Value) number {
	switch v.Type() {
	case sqlite.TypeInteger:
		return number{coef: v.Int64()}
	case sqlite.TypeFloat:
		return numberOfDouble(v.Float())
	}
	return numberOfText(v.Text())
}

func intResult(n int64) (sqlite.Value, error)      { return sqlite.IntegerValue(n), nil }
func textResult(s string) (sqlite.Value, error)    { return sqlite.TextValue(s), nil }
func decimalResult(n number) (sqlite.Value, error) { return sqlite.TextValue(n.String()), nil }
func doubleResult(x float64) (sqlite.Value, error) { return sqlite.FloatValue(x), nil }
func truthResult(truth bool) (sqlite.Value, error) {
	if truth {
		return sqlite.IntegerValue(1), nil
	}
	return sqlite.IntegerValue(0), nil
}
