package functions

import (
	"math"
	"math/bits"
	"strconv"

	"zombiezen.com/go/sqlite"
)

// bitFunctions see integers as 64 bits without a sign, as MySQL's operators on bits do.
var bitFunctions = []entry{
	{name: "my_bits", args: []int{1}, run: func(c call) (sqlite.Value, error) {
		n := c.int(0)
		if n < 0 {
			return null, outOfRange("BIGINT", "%d", uint64(n))
		}
		return intResult(n)
	}},
	{name: "my_bits_text", args: []int{1}, run: func(c call) (sqlite.Value, error) {
		return textResult(strconv.FormatUint(uint64(c.int(0)), 10))
	}},
	{name: "my_dbits", args: []int{1}, run: decimalBits},
	{name: "my_shift_left", args: []int{2}, run: func(c call) (sqlite.Value, error) {
		return intResult(int64(uint64(c.int(0)) << min(uint64(c.int(1)), 64)))
	}},
	{name: "my_shift_right", args: []int{2}, run: func(c call) (sqlite.Value, error) {
		return intResult(int64(uint64(c.int(0)) >> min(uint64(c.int(1)), 64)))
	}},
	{name: "my_bit_count", args: []int{1}, run: func(c call) (sqlite.Value, error) {
		return intResult(int64(bits.OnesCount64(uint64(c.int(0)))))
	}},
}

// decimalBits are the bits of a decimal: as much as fits is taken of what is too great.
func decimalBits(c call) (sqlite.Value, error) {
	n := c.decimal(0).round(0, halfAway)
	if i := n.nearestInt(); i != math.MaxInt64 {
		return intResult(i)
	}
	u, _ := strconv.ParseUint(n.String(), 10, 64) // the greatest of what is beyond
	return intResult(int64(u))
}
