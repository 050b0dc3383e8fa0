package schema

import (
	"math"
	"strings"

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

// plainDecimal reports whether b is digits with an optional sign and decimal
// point, a digit on both sides of it: what is delivered as it is.
func plainDecimal(b []byte) bool {
	i := 0
	if len(b) > 0 && b[0] == '-' {
		i = 1
	}
	start := i
	for i < len(b) && b[i]-'0' <= 9 {
		i++
	}
	if i == start {
		return false
	}
	if i == len(b) {
		return true
	}
	if b[i] != '.' {
		return false
	}
	frac := i + 1
	for i = frac; i < len(b) && b[i]-'0' <= 9; i++ {
	}
	return i == len(b) && i > frac
}

// parseDecimal reads any decimal spelling: sign, digits, point, exponent.
func parseDecimal(b []byte) (decimal.Decimal, bool) {
	s := string(b)
	if len(s) > maxDigits || strings.Trim(s, "0123456789.eE+-") != "" || !strings.ContainsAny(s, "0123456789") {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(s)
	if err != nil || d.Exponent() > maxDigits || d.Exponent() < -maxDigits {
		return decimal.Decimal{}, false
	}
	return d, true
}
