package functions

import (
	"math/big"
)

// A rounding says to which neighbour a number between two goes.
type rounding uint8

const (
	halfAway   rounding = iota // the nearer one, a half away from zero
	towardZero                 // the one nearer to zero
	upwards                    // the greater one
	downwards                  // the lesser one
)

// round gives a number at most so many fraction digits; if scale is negative,
// as many digits before the point become zero.
func (n number) round(scale int, to rounding) number {
	down := n.scale - scale
	if down <= 0 {
		return n
	}
	if down > n.digits()+1 { // less than a tenth of a unit
		return n.dropAll(scale, to)
	}
	var rounded number
	if n.large == nil && down <= smallDigits {
		q, _ := divInt(n.coef, pow10[down], to) // a power of ten never overflows
		rounded = number{coef: q, scale: scale}
	} else {
		rounded = makeNumber(divBig(n.big(), bigPow10(down), to), scale)
	}
	if scale < 0 {
		rounded.scale = 0
		rounded = rounded.pad(-scale)
		rounded.scale = 0
	}
	return rounded
}

// fit gives a number exactly so many fraction digits, and makes one with more
// digits than precision the greatest that has as many.
func (n number) fit(precision, scale int) number {
	r := n.round(scale, halfAway).pad(scale)
	if most := makeNumber(new(big.Int).Sub(bigPow10(precision), big.NewInt(1)), scale); r.abs().sub(most).sign() > 0 {
		if r.sign() < 0 {
			return most.neg()
		}
		return most
	}
	return r
}

// dropAll rounds a number that has no digit left at that scale.
func (n number) dropAll(scale int, to rounding) number {
	result := number{scale: max(scale, 0)}
	if scale >= 0 && (to == upwards && n.sign() > 0 || to == downwards && n.sign() < 0) {
		result.coef = int64(n.sign())
	}
	return result
}

// digits is at least the number of the coefficient's digits.
func (n number) digits() int {
	if n.large == nil {
		return smallDigits + 1
	}
	return n.large.BitLen()*30103/100000 + 1
}

// divInt divides by a number other than zero within 64 bits.
func divInt(a, b int64, to rounding) (quotient int64, ok bool) {
	if b == -1 {
		return subInt(0, a)
	}
	quotient, rest := a/b, a%b
	if rest == 0 {
		return quotient, true
	}
	away := int64(1)
	if (a < 0) != (b < 0) {
		away = -1
	}
	switch to {
	case halfAway:
		if size(rest) < size(b)-size(rest) {
			away = 0
		}
	case towardZero:
		away = 0
	case upwards:
		away = max(away, 0)
	case downwards:
		away = min(away, 0)
	}
	return quotient + away, true
}

// size is the absolute value of a number, the least one included.
func size(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// divBig divides by a number other than zero.
func divBig(a, b *big.Int, to rounding) *big.Int {
	quotient, rest := new(big.Int).QuoRem(a, b, new(big.Int))
	if rest.Sign() == 0 {
		return quotient
	}
	away := int64(a.Sign() * b.Sign())
	switch to {
	case halfAway:
		if rest.Lsh(rest, 1).CmpAbs(b) < 0 {
			away = 0
		}
	case towardZero:
		away = 0
	case upwards:
		away = max(away, 0)
	case downwards:
		away = min(away, 0)
	}
	return quotient.Add(quotient, big.NewInt(away))
}
