package functions

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// A prefix is the number at the start of a text, in its parts.
type prefix struct {
	negative bool
	whole    string
	fraction string
	exponent string // with its sign; empty if there is none
	text     string // the whole of it, sign included
}

// numericPrefix finds the longest number at the start of a text, as MySQL does
// wherever a string stands for a number: after spaces, a sign, digits with a
// point among them, and an exponent if it has digits.
func numericPrefix(s string) prefix {
	var p prefix
	s = trimLeadingSpace(s)
	i := 0
	if i < len(s) && (s[i] == '-' || s[i] == '+') {
		p.negative = s[i] == '-'
		i++
	}
	p.whole = digitsAt(s, i)
	i += len(p.whole)
	if i < len(s) && s[i] == '.' {
		p.fraction = digitsAt(s, i+1)
		if p.whole+p.fraction == "" {
			return p
		}
		i += 1 + len(p.fraction)
	}
	if p.whole == "" && p.fraction == "" {
		return p
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		j := i + 1
		if j < len(s) && (s[j] == '-' || s[j] == '+') {
			j++
		}
		if digits := digitsAt(s, j); digits != "" {
			p.exponent = s[i+1 : j+len(digits)]
			i = j + len(digits)
		}
	}
	p.text = s[:i]
	return p
}

// trimLeadingSpace removes what MySQL's number parsers skip.
func trimLeadingSpace(s string) string { return strings.TrimLeft(s, " \t\n\v\f\r") }

func digitsAt(s string, from int) string {
	i := from
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	return s[from:i]
}

// doublePrefix is a string as a DOUBLE. One out of range is the greatest there is.
func doublePrefix(s string) float64 {
	text := numericPrefix(s).text
	if text == "" {
		return 0
	}
	x, err := strconv.ParseFloat(text, 64)
	if errors.Is(err, strconv.ErrRange) && math.IsInf(x, 0) {
		return math.Copysign(math.MaxFloat64, x)
	}
	return x
}

// intPrefix is a string as a BIGINT: its leading integer, kept within 64 bits.
func intPrefix(s string) int64 {
	s = trimLeadingSpace(s)
	i := 0
	if i < len(s) && (s[i] == '-' || s[i] == '+') {
		i++
	}
	n, _ := strconv.ParseInt(s[:i+len(digitsAt(s, i))], 10, 64) // out of range: the nearest
	return n
}

// roundToInt rounds a double to the nearest integer, halves to the even one as
// rint does, and keeps it within 64 bits.
func roundToInt(x float64) int64 {
	x = math.RoundToEven(x)
	switch {
	case x != x:
		return 0
	case x >= 1<<63:
		return math.MaxInt64
	case x < -1<<63:
		return math.MinInt64
	}
	return int64(x)
}
