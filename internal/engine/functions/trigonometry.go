package functions

import (
	"math"

	"zombiezen.com/go/sqlite"
)

// trigonometry has the functions of angles, in radians.
var trigonometry = []entry{
	{name: "my_sin", args: []int{1}, run: doubleOne(math.Sin)},
	{name: "my_cos", args: []int{1}, run: doubleOne(math.Cos)},
	{name: "my_tan", args: []int{1}, run: angle("tan", math.Tan)},
	{name: "my_cot", args: []int{1}, run: angle("cot", func(x float64) float64 { return 1 / math.Tan(x) })},
	{name: "my_asin", args: []int{1}, run: doubleWhere(ofUnit, math.Asin)},
	{name: "my_acos", args: []int{1}, run: doubleWhere(ofUnit, math.Acos)},
	{name: "my_atan", args: []int{1}, run: doubleOne(math.Atan)},
	{name: "my_atan", args: []int{2}, run: func(c call) (sqlite.Value, error) {
		return doubleResult(math.Atan2(c.double(0), c.double(1)))
	}},
	{name: "my_degrees", args: []int{1}, run: angle("degrees", func(x float64) float64 { return x * (180 / math.Pi) })},
	{name: "my_radians", args: []int{1}, run: doubleOne(func(x float64) float64 { return x * (math.Pi / 180) })},
}

func ofUnit(x float64) bool { return -1 <= x && x <= 1 }

// angle is an error where the result is infinite.
func angle(name string, operate func(float64) float64) scalar {
	return func(c call) (sqlite.Value, error) {
		x := c.double(0)
		return finite(plainZero(operate(x)), name+"(%s)", doubleText(x))
	}
}
