package functions

import (
	"strconv"
	"strings"

	"zombiezen.com/go/sqlite"
)

// conversions turn a value of one type into another, and several into one.
// my_dec, my_dint, my_dpad and my_dscale are with the other decimals.
var conversions = []entry{
	{name: "my_num", args: []int{1}, run: func(c call) (sqlite.Value, error) { return doubleResult(c.double(0)) }},
	{name: "my_int", args: []int{1}, run: func(c call) (sqlite.Value, error) { return intResult(c.int(0)) }},
	{name: "my_str", args: []int{1}, run: func(c call) (sqlite.Value, error) { return textResult(c.text(0)) }},
	{name: "my_true", args: []int{1}, run: func(c call) (sqlite.Value, error) { return truthResult(c.double(0) != 0) }},
	{name: "my_ci_key", args: []int{1}, run: func(c call) (sqlite.Value, error) {
		return sqlite.BlobValue(c.weights.key(c.text(0))), nil
	}},
	{name: "my_tuple", args: []int{anyArgs}, run: tuple},
}

// tuple encodes its arguments so that two lists have the same encoding only if
// they have the same texts.
func tuple(c call) (sqlite.Value, error) {
	var b []byte
	for i := range c.args {
		b = appendItem(b, c.text(i))
	}
	return textResult(string(b))
}

// appendItem adds a text to a list: its length in bytes, a colon, and itself.
func appendItem(list []byte, item string) []byte {
	list = strconv.AppendInt(list, int64(len(item)), 10)
	list = append(list, ':')
	return append(list, item...)
}

// items cuts a list made by appendItem; ok is false if it is none.
func items(list string) (all []string, ok bool) {
	for list != "" {
		length, rest, found := strings.Cut(list, ":")
		n, err := strconv.Atoi(length)
		if !found || err != nil || n < 0 || n > len(rest) {
			return nil, false
		}
		all = append(all, rest[:n])
		list = rest[n:]
	}
	return all, true
}

// maxPlainExponent is the greatest power of ten that MySQL writes without an
// exponent (MAX_DECPT_FOR_F_FORMAT): as printf's %.15g does.
const maxPlainExponent = 15

// doubleText writes a double as MySQL does: with the fewest digits that stand
// for it, plainly from 1e-15 on and below 1e15 (fractions have no upper bound),
// else with an exponent that has neither plus nor leading zeros.
func doubleText(x float64) string {
	if x == 0 {
		if 1/x < 0 {
			return "-0"
		}
		return "0"
	}
	var buffer [32]byte
	e := strconv.AppendFloat(buffer[:0], x, 'e', -1, 64)
	mark := strings.LastIndexByte(string(e), 'e')
	if mark < 0 {
		return string(e) // infinite or no number: SQLite holds neither as such
	}
	exponent, _ := strconv.Atoi(string(e[mark+1:]))
	point := exponent + 1 // the decimal point is after so many digits
	digits := mark
	if x < 0 {
		digits--
	}
	if digits > 1 {
		digits-- // the point itself
	}
	if point > -maxPlainExponent && (point <= maxPlainExponent || digits > point) {
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	return string(strconv.AppendInt(e[:mark+1], int64(exponent), 10))
}
