package functions

import (
	"math"
	"strconv"
	"strings"

	"zombiezen.com/go/sqlite"
)

// conv is CONV(n, from, to).
func conv(c call) (sqlite.Value, error) {
	return inBase(c.text(0), c.count(1), c.count(2))
}

// inBase writes a number of one base in another, both of 2 to 36. The number is
// one of 64 bits without a sign, or with one if the base is negative; it ends
// before what is no digit, and is kept within range. No other base, and no text
// at all, have a number.
func inBase(s string, from, to int) (sqlite.Value, error) {
	if s == "" || !isBase(from) || !isBase(to) {
		return null, nil
	}
	n := leadingUint(s, from)
	if to < 0 {
		return textResult(strings.ToUpper(strconv.FormatInt(int64(n), -to)))
	}
	return textResult(strings.ToUpper(strconv.FormatUint(n, to)))
}

func isBase(base int) bool {
	base = max(base, -base)
	return base >= 2 && base <= 36
}

// leadingUint reads the digits at the start of a text; a minus negates them.
func leadingUint(s string, base int) uint64 {
	s = trimLeadingSpace(s)
	negative := strings.HasPrefix(s, "-")
	if negative || strings.HasPrefix(s, "+") {
		s = s[1:]
	}
	size := 0
	for size < len(s) && digitValue(s[size]) < max(base, -base) {
		size++
	}
	n, _ := strconv.ParseUint(s[:size], max(base, -base), 64) // out of range: the greatest
	if base < 0 && n > math.MaxInt64 {
		n = math.MaxInt64
		if negative {
			n++
		}
	}
	if negative {
		return -n
	}
	return n
}

func digitValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'z':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'Z':
		return int(c-'A') + 10
	}
	return 36
}

// format is FORMAT(x, d): d fraction digits, 30 at most, and commas between
// groups of three.
func format(c call) (sqlite.Value, error) {
	places := min(max(c.count(1), 0), maxScale)
	var digits string
	if c.args[0].Type() == sqlite.TypeFloat {
		digits = strconv.FormatFloat(plainZero(roundAt(c.double(0), places, math.RoundToEven)), 'f', places, 64)
	} else {
		digits = c.decimal(0).round(places, halfAway).pad(places).String()
	}
	return textResult(grouped(digits))
}

func grouped(digits string) string {
	var b strings.Builder
	if strings.HasPrefix(digits, "-") {
		b.WriteByte('-')
		digits = digits[1:]
	}
	whole, _, _ := strings.Cut(digits, ".")
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(whole[i])
	}
	b.WriteString(digits[len(whole):])
	return b.String()
}
