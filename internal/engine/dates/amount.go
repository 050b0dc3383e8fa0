package dates

import (
	"math"

	"zombiezen.com/go/sqlite"
)

// wholeOf is a number as MySQL makes an integer of it. A text may be a DECIMAL,
// which rounds half away from zero; of other texts it is what they begin with.
// Numbers beyond 64 bits become the nearest.
func wholeOf(v sqlite.Value) int64 {
	switch v.Type() {
	case sqlite.TypeInteger:
		return v.Int64()
	case sqlite.TypeFloat:
		return wholeOfDouble(v.Float())
	}
	negative, s := signOf(bytesOf(v))
	n, rest := magnitude(s)
	if len(rest) > 1 && rest[0] == '.' && rest[1] >= '5' && isDigit(rest[1]) && allDigits(rest[1:]) && n < math.MaxInt64 {
		n++
	}
	if negative {
		return -n
	}
	return n
}

func wholeOfDouble(x float64) int64 {
	x = math.RoundToEven(x)
	switch {
	case math.IsNaN(x):
		return 0
	case x >= math.MaxInt64:
		return math.MaxInt64
	case x <= math.MinInt64:
		return math.MinInt64
	}
	return int64(x)
}

// microsOf is a number of seconds, which may have a fraction, in microseconds.
// What is beyond 64 bits is as far as they go.
func microsOf(v sqlite.Value) int64 {
	negative, s := signOf(bytesOf(v))
	n, rest := magnitude(s)
	micros := int64(math.MaxInt64)
	if n < math.MaxInt64/second {
		micros = n*second + fractionOf(rest)
	}
	if negative {
		return -micros
	}
	return micros
}

// magnitude reads digits, and no more than 64 bits of them.
func magnitude(s []byte) (n int64, rest []byte) {
	for len(s) > 0 && isDigit(s[0]) {
		if d := int64(s[0] - '0'); n > (math.MaxInt64-d)/10 {
			n = math.MaxInt64
		} else {
			n = n*10 + d
		}
		s = s[1:]
	}
	return n, s
}

// signOf skips white space and a sign.
func signOf(s []byte) (negative bool, rest []byte) {
	for len(s) > 0 && isSpace(s[0]) {
		s = s[1:]
	}
	if len(s) > 0 && (s[0] == '-' || s[0] == '+') {
		return s[0] == '-', s[1:]
	}
	return false, s
}

func allDigits(s []byte) bool {
	for _, c := range s {
		if !isDigit(c) {
			return false
		}
	}
	return true
}
