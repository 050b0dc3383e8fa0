package schema

import (
	"math"

	"github.com/shopspring/decimal"
)

// parseInteger reads an integer of 64 bits. Digits behind a decimal point are
// accepted if they are all zero: a server may write 16 as 16.00 or 1.6e1.
func parseInteger(b []byte) (int64, bool) {
	i, neg := 0, false
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		neg = b[0] == '-'
		i = 1
	}
	if i == len(b) || len(b)-i > 18 {
		return parseLongInteger(b)
	}
	var v int64
	for ; i < len(b); i++ {
		d := b[i] - '0'
		if d > 9 {
			return parseLongInteger(b)
		}
		v = v*10 + int64(d)
	}
	if neg {
		v = -v
	}
	return v, true
}

// parseLongInteger is the way of the rare spellings: near the limits of int64,
// with a fraction, with an exponent.
func parseLongInteger(b []byte) (int64, bool) {
	d, ok := parseDecimal(b)
	if !ok || !d.IsInteger() || d.GreaterThan(maxInt64) || d.LessThan(minInt64) {
		return 0, false
	}
	return d.IntPart(), true
}

var (
	maxInt64 = decimal.NewFromInt(math.MaxInt64)
	minInt64 = decimal.NewFromInt(math.MinInt64)
)

// maxDigits bounds a number's digits and exponent, so that a hostile 1e999999999
// costs nothing. MySQL's DECIMAL has 65 digits.
const maxDigits = 400

// plainDecimal reports whether b is digits with an optional minus and decimal
// point, a digit on both sides of it: what is delivered as it is.
func plainDecimal(b []byte) bool {
	if len(b) > 0 && b[0] == '-' {
		b = b[1:]
	}
	whole := leadingDigits(b)
	if whole == 0 || whole == len(b) {
		return whole > 0
	}
	fraction := b[whole+1:]
	return b[whole] == '.' && len(fraction) > 0 && leadingDigits(fraction) == len(fraction)
}

// ParseDecimal reads a number as it is usually written: sign, digits, a point with a
// digit beside it, exponent. ok is false for any other text, and for a number of more
// than 400 digits or with an exponent beyond 400.
func ParseDecimal(text string) (d decimal.Decimal, ok bool) { return parseDecimal([]byte(text)) }

// parseDecimal is ParseDecimal.
func parseDecimal(b []byte) (decimal.Decimal, bool) {
	if len(b) > maxDigits || !isNumber(b) {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(string(b))
	if err != nil || d.Exponent() > maxDigits || d.Exponent() < -maxDigits {
		return decimal.Decimal{}, false
	}
	return d, true
}

// isNumber reports whether b is a number as it is usually written, a digit
// before or behind the point. The decimal package takes more, such as ".-5".
func isNumber(b []byte) bool {
	b = unsigned(b)
	whole := leadingDigits(b)
	b = b[whole:]
	fraction := 0
	if len(b) > 0 && b[0] == '.' {
		fraction = leadingDigits(b[1:])
		b = b[1+fraction:]
	}
	if len(b) > 0 && (b[0] == 'e' || b[0] == 'E') {
		exponent := unsigned(b[1:])
		if len(exponent) == 0 {
			return false
		}
		b = exponent[leadingDigits(exponent):]
	}
	return whole+fraction > 0 && len(b) == 0
}

// unsigned is b without its sign, if it has one.
func unsigned(b []byte) []byte {
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		return b[1:]
	}
	return b
}

// leadingDigits counts the digits that b starts with.
func leadingDigits(b []byte) int {
	n := 0
	for n < len(b) && b[n]-'0' <= 9 {
		n++
	}
	return n
}
