package functions

import (
	"math/big"
	"strconv"
	"strings"
)

// maxScale is the greatest number of fraction digits that MySQL gives a result.
const maxScale = 30

// smallDigits is the number of digits that always fit an int64.
const smallDigits = 18

// A number is an exact decimal, coef / 10^scale. A coefficient that doesn't fit
// an int64 is in large, and coef is then zero.
type number struct {
	coef  int64
	scale int
	large *big.Int
}

// pow10 holds the powers of ten that fit an int64.
var pow10 = func() (powers [smallDigits + 1]int64) {
	powers[0] = 1
	for i := 1; i < len(powers); i++ {
		powers[i] = 10 * powers[i-1]
	}
	return powers
}()

func bigPow10(n int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}

// makeNumber makes a number of a coefficient of any size.
func makeNumber(coef *big.Int, scale int) number {
	if coef.IsInt64() {
		return number{coef: coef.Int64(), scale: scale}
	}
	return number{large: coef, scale: scale}
}

// big returns the coefficient, which the caller doesn't change.
func (n number) big() *big.Int {
	if n.large != nil {
		return n.large
	}
	return big.NewInt(n.coef)
}

func (n number) sign() int {
	if n.large != nil {
		return n.large.Sign()
	}
	switch {
	case n.coef < 0:
		return -1
	case n.coef > 0:
		return 1
	}
	return 0
}

// parseSmall reads a canonical decimal of at most 18 digits.
func parseSmall(s string) (n number, ok bool) {
	negative := len(s) > 0 && s[0] == '-'
	if negative {
		s = s[1:]
	}
	if len(s) == 0 || len(s) > smallDigits+1 || s[0] == '.' {
		return n, false
	}
	point := len(s) - 1
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			n.coef = 10*n.coef + int64(c-'0')
		case c == '.' && point == len(s)-1 && i < point:
			point = i
		default:
			return n, false
		}
	}
	n.scale = len(s) - 1 - point
	if n.scale == 0 && len(s) > smallDigits {
		return n, false
	}
	if negative {
		n.coef = -n.coef
	}
	return n, true
}

// String writes the number in canonical form.
func (n number) String() string {
	var buffer [48]byte
	return string(n.append(buffer[:0]))
}

func (n number) append(to []byte) []byte {
	var digits []byte
	var buffer [24]byte
	if n.large != nil {
		digits = n.large.Append(nil, 10)
	} else {
		digits = strconv.AppendInt(buffer[:0], n.coef, 10)
	}
	if digits[0] == '-' {
		to = append(to, '-')
		digits = digits[1:]
	}
	if n.scale == 0 {
		return append(to, digits...)
	}
	whole := len(digits) - n.scale
	if whole > 0 {
		to = append(to, digits[:whole]...)
		to = append(to, '.')
		return append(to, digits[whole:]...)
	}
	to = append(to, "0."...)
	for range -whole {
		to = append(to, '0')
	}
	return append(to, digits...)
}

// numberOfText reads the longest decimal at the start of a text, after spaces;
// no decimal is zero.
func numberOfText(s string) number {
	if n, ok := parseSmall(s); ok {
		return n
	}
	p := numericPrefix(s)
	digits := p.whole + p.fraction
	coef, ok := new(big.Int).SetString(digits, 10)
	if !ok {
		return number{}
	}
	if p.negative {
		coef.Neg(coef)
	}
	n := makeNumber(coef, len(p.fraction))
	if p.exponent != "" {
		return n.shift(p.exponent, len(strings.TrimLeft(digits, "0")))
	}
	return n
}

// numberOfDouble reads the shortest decimal that stands for a double.
func numberOfDouble(x float64) number {
	return numberOfText(strconv.FormatFloat(x, 'e', -1, 64))
}

// maxWhole is the number of digits of MySQL's longest DECIMAL. A greater number
// written with an exponent becomes as many nines, as in a CAST.
const maxWhole = 65

// shift multiplies a number of so many digits by the power of ten whose
// exponent is given. What it adds is bounded: 65 digits before the point and 30
// after it.
func (n number) shift(exponent string, digits int) number {
	e, err := strconv.Atoi(exponent)
	if err != nil || e > 1<<30 || e < -1<<30 { // far out of range, and zero stays zero
		e = 1 << 30
		if exponent[0] == '-' {
			e = -e
		}
	}
	whole := digits - n.scale + e
	switch {
	case n.sign() == 0:
		return number{}
	case whole > maxWhole:
		nines := bigPow10(maxWhole)
		nines.Sub(nines, big.NewInt(1))
		if n.sign() < 0 {
			nines.Neg(nines)
		}
		return number{large: nines}
	case whole < -maxScale:
		return number{scale: maxScale}
	case n.scale-e >= 0:
		n.scale -= e
		return n.round(max(maxScale, 0), halfAway)
	}
	up := e - n.scale
	n.scale = 0
	n = n.pad(up)
	n.scale = 0
	return n
}
