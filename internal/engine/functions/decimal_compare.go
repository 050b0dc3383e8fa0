package functions

import (
	"cmp"
	"strings"
)

// compareDecimals compares canonical decimals by value, whatever their scale
// and length, without building numbers of them.
func compareDecimals(a, b string) int {
	x, y := splitDecimal(a), splitDecimal(b)
	if x.sign != y.sign {
		return cmp.Compare(x.sign, y.sign)
	}
	return x.sign * x.compareSize(y)
}

// decimalParts is a decimal cut into what its value depends on.
type decimalParts struct {
	sign     int    // 0 for zero
	whole    string // without leading zeros
	fraction string // without trailing zeros
}

func splitDecimal(s string) decimalParts {
	p := decimalParts{sign: 1}
	if len(s) > 0 && s[0] == '-' {
		p.sign, s = -1, s[1:]
	}
	p.whole = s
	for i := range len(s) {
		if s[i] == '.' {
			p.whole, p.fraction = s[:i], s[i+1:]
			break
		}
	}
	for len(p.whole) > 0 && p.whole[0] == '0' {
		p.whole = p.whole[1:]
	}
	for n := len(p.fraction); n > 0 && p.fraction[n-1] == '0'; n-- {
		p.fraction = p.fraction[:n-1]
	}
	if p.whole == "" && p.fraction == "" {
		p.sign = 0
	}
	return p
}

// compareSize compares two decimals without their signs.
func (p decimalParts) compareSize(q decimalParts) int {
	if len(p.whole) != len(q.whole) {
		return cmp.Compare(len(p.whole), len(q.whole))
	}
	if c := strings.Compare(p.whole, q.whole); c != 0 {
		return c
	}
	return strings.Compare(p.fraction, q.fraction)
}
