package functions

import (
	"math"
	"math/big"
)

// divScale is what a division adds to its dividend's scale, and an average to
// that of its values: MySQL's div_precision_increment.
const divScale = 4

// maxPad bounds the zeros that padding adds to a number.
const maxPad = 1000

// pad gives a number at least so many fraction digits.
func (n number) pad(scale int) number {
	up := scale - n.scale
	if up <= 0 {
		return n
	}
	n.scale = scale
	if n.large == nil && up <= smallDigits {
		if product, ok := mulInt(n.coef, pow10[up]); ok {
			n.coef = product
			return n
		}
	}
	return makeNumber(new(big.Int).Mul(n.big(), bigPow10(up)), scale)
}

// align gives two numbers the greater scale of the two.
func align(a, b number) (number, number) {
	return a.pad(b.scale), b.pad(a.scale)
}

func (n number) neg() number {
	if n.large == nil && n.coef != math.MinInt64 {
		n.coef = -n.coef
		return n
	}
	return makeNumber(new(big.Int).Neg(n.big()), n.scale)
}

func (n number) abs() number {
	if n.sign() < 0 {
		return n.neg()
	}
	return n
}

func (n number) add(m number) number {
	a, b := align(n, m)
	if a.large == nil && b.large == nil {
		if sum, ok := addInt(a.coef, b.coef); ok {
			return number{coef: sum, scale: a.scale}
		}
	}
	return makeNumber(new(big.Int).Add(a.big(), b.big()), a.scale)
}

func (n number) sub(m number) number { return n.add(m.neg()) }

// mul multiplies; the result has both scales together, but 30 at most.
func (n number) mul(m number) number {
	scale := n.scale + m.scale
	if n.large == nil && m.large == nil {
		if product, ok := mulInt(n.coef, m.coef); ok {
			return number{coef: product, scale: scale}.round(maxScale, halfAway)
		}
	}
	return makeNumber(new(big.Int).Mul(n.big(), m.big()), scale).round(maxScale, halfAway)
}

// quotientScale is the scale of a division whose dividend has this one.
func quotientScale(scale int) int {
	return max(scale, min(scale+divScale, maxScale))
}

// div divides by a number other than zero, to four digits more than n has.
func (n number) div(m number) number {
	scale := quotientScale(n.scale)
	up := scale - n.scale + m.scale
	dividend := n.pad(n.scale + up)
	if dividend.large == nil && m.large == nil {
		if q, ok := divInt(dividend.coef, m.coef, halfAway); ok {
			return number{coef: q, scale: scale}
		}
	}
	return makeNumber(divBig(dividend.big(), m.big(), halfAway), scale)
}

// wordDigits is how many digits MySQL keeps in a word of a decimal.
const wordDigits = 9

// quotient divides by a number other than zero, to the digits that MySQL goes
// on calculating with: whole words of them, the rest cut off.
func (n number) quotient(m number) number {
	words := func(scale int) int { return (scale + wordDigits - 1) / wordDigits * wordDigits }
	have := words(n.scale) + words(m.scale)
	scale := words(have + max(0, divScale-(have-n.scale-m.scale)))
	up := scale - n.scale + m.scale
	dividend := n.pad(n.scale + up)
	if dividend.large == nil && m.large == nil {
		if q, ok := divInt(dividend.coef, m.coef, towardZero); ok {
			return number{coef: q, scale: scale}
		}
	}
	return makeNumber(divBig(dividend.big(), m.big(), towardZero), scale)
}

// quoRem divides by a number other than zero: the quotient is whole, the
// remainder has n's sign and the greater scale of both.
func (n number) quoRem(m number) (quotient, remainder number) {
	a, b := align(n, m)
	if a.large == nil && b.large == nil && b.coef != -1 {
		return number{coef: a.coef / b.coef}, number{coef: a.coef % b.coef, scale: a.scale}
	}
	q, r := new(big.Int).QuoRem(a.big(), b.big(), new(big.Int))
	return makeNumber(q, 0), makeNumber(r, a.scale)
}

// addInt adds within 64 bits.
func addInt(a, b int64) (sum int64, ok bool) {
	sum = a + b
	return sum, (sum > a) == (b > 0)
}

// subInt subtracts within 64 bits.
func subInt(a, b int64) (difference int64, ok bool) {
	difference = a - b
	return difference, (difference < a) == (b > 0)
}

// mulInt multiplies within 64 bits.
func mulInt(a, b int64) (product int64, ok bool) {
	if a == 0 || b == 0 {
		return 0, true
	}
	product = a * b
	if product == math.MinInt64 && (a == -1 || b == -1) {
		return product, false
	}
	return product, product/b == a
}
