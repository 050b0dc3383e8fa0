package functions

import (
	"cmp"
	"strings"
)

// compareTimes compares the texts of TIMEs by how long they are, which may be longer
// than a day or less than nothing. What is no time comes before all that are.
func compareTimes(a, b string) int {
	x, okX := microseconds(a)
	y, okY := microseconds(b)
	switch {
	case okX && okY:
		return cmp.Compare(x, y)
	case okX:
		return 1
	case okY:
		return -1
	}
	return strings.Compare(a, b)
}

// microseconds reads [-]HH:MM[:SS[.ffffff]].
func microseconds(s string) (n int64, ok bool) {
	rest, negative := strings.CutPrefix(s, "-")
	rest, fraction, _ := strings.Cut(rest, ".")
	parts := 0
	for more := true; more; parts++ {
		var digits string
		digits, rest, more = strings.Cut(rest, ":")
		v, ok := shortNumber(digits)
		if !ok {
			return 0, false
		}
		n = n*60 + v
	}
	if parts == 2 {
		n *= 60
	}
	micros, ok := shortNumber((fraction + "000000")[:6])
	if n = n*1e6 + micros; negative {
		n = -n
	}
	return n, ok && (parts == 2 || parts == 3)
}

// shortNumber reads a number of one to six digits.
func shortNumber(s string) (n int64, ok bool) {
	if s == "" || len(s) > 6 {
		return 0, false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int64(s[i]-'0')
	}
	return n, true
}
