package dates

import "strings"

// scanner reads a text along a format.
type scanner struct {
	rest []byte
	pieces
	isTwelve      bool // the hour is of a clock of 12 hours
	afternoon     bool
	yearDay       int
	weekDay       int // 1 for Monday; 0 if there was none
	week          int // -1 if there was none
	weekMode      weekMode
	weekYear      int // of %X or %x; -1 if there was none
	weekYearIsMon bool
}

// scan goes through the format. White space in the text is skipped before each
// of the format's characters, and white space in the format means nothing.
func (r *scanner) scan(format []byte) bool {
	for i := 0; i < len(format); i++ {
		if !r.more() {
			return true
		}
		c := format[i]
		switch {
		case c == '%' && i+1 < len(format):
			i++
			if !r.specifier(format[i]) {
				return false
			}
		case isSpace(c):
		case r.rest[0] != c:
			return false
		default:
			r.rest = r.rest[1:]
		}
	}
	return true
}

// more skips white space and tells whether something is left.
func (r *scanner) more() bool {
	for len(r.rest) > 0 && isSpace(r.rest[0]) {
		r.rest = r.rest[1:]
	}
	return len(r.rest) > 0
}

// number reads up to limit digits, at least one.
func (r *scanner) number(into *int, limit int) bool {
	value, rest := digits(r.rest, limit)
	if len(rest) == len(r.rest) {
		return false
	}
	*into, r.rest = int(value), rest
	return true
}

func (r *scanner) specifier(c byte) bool {
	switch c {
	case 'h', 'I', 'l':
		r.isTwelve = true
		return r.number(&r.hour, 2)
	case 'H', 'k':
		return r.number(&r.hour, 2)
	case 'i':
		return r.number(&r.minute, 2)
	case 'S', 's':
		return r.number(&r.second, 2)
	case 'f':
		return r.fraction()
	case 'p':
		return r.half()
	case 'r':
		return r.scan([]byte("%I:%i:%S %p"))
	case 'T':
		return r.scan([]byte("%H:%i:%S"))
	case 'm', 'c':
		return r.number(&r.month, 2)
	case 'd', 'e':
		return r.number(&r.day, 2)
	case 'D':
		if !r.number(&r.day, 2) {
			return false
		}
		r.rest = r.rest[min(2, len(r.rest)):]
		return true
	case '%':
		ok := r.rest[0] == '%'
		r.rest = r.rest[1:]
		return ok
	case '.':
		return r.skip(isPunct)
	case '@':
		return r.skip(isLetter)
	case '#':
		return r.skip(isDigit)
	}
	return r.calendar(c)
}

// calendar reads years, names, and days and weeks of a year.
func (r *scanner) calendar(c byte) bool {
	switch c {
	case 'Y', 'y':
		return r.readYear(c)
	case 'M':
		return r.name(&r.month, monthNames[1:], 0)
	case 'b':
		return r.name(&r.month, monthNames[1:], 3)
	case 'W':
		return r.name(&r.weekDay, dayNames[:], 0)
	case 'a':
		return r.name(&r.weekDay, dayNames[:], 3)
	case 'w':
		ok := r.number(&r.weekDay, 1) && r.weekDay < 7
		if r.weekDay == 0 {
			r.weekDay = 7
		}
		return ok
	case 'j':
		return r.number(&r.yearDay, 3)
	case 'U', 'u', 'V', 'v':
		r.weekMode = weekMode(strings.IndexByte("UuVv", c))
		return r.number(&r.week, 2) && r.week <= 53 && (r.week > 0 || r.weekMode&fromOne == 0)
	case 'X', 'x':
		r.weekYearIsMon = c == 'x'
		return r.number(&r.weekYear, 4)
	}
	return false
}

func (r *scanner) readYear(c byte) bool {
	limit := 4
	if c == 'y' {
		limit = 2
	}
	before := len(r.rest)
	if !r.number(&r.year, limit) {
		return false
	}
	if before-len(r.rest) <= 2 {
		r.year = fourDigits(r.year)
	}
	return true
}

// fraction reads up to six digits of a second's fraction.
func (r *scanner) fraction() bool {
	before := len(r.rest)
	if !r.number(&r.micro, 6) {
		return false
	}
	for n := before - len(r.rest); n < 6; n++ {
		r.micro *= 10
	}
	return true
}

// half reads AM or PM, which only follows an hour of a clock of 12.
func (r *scanner) half() bool {
	if len(r.rest) < 2 || !r.isTwelve || r.rest[1]|0x20 != 'm' {
		return false
	}
	c := r.rest[0] | 0x20
	r.afternoon = c == 'p'
	r.rest = r.rest[2:]
	return c == 'a' || c == 'p'
}

// name reads a whole word, which is one of names, or their beginnings of the
// given length, in any case.
func (r *scanner) name(into *int, names []string, length int) bool {
	n := 0
	for n < len(r.rest) && isLetter(r.rest[n]) {
		n++
	}
	for i, name := range names {
		if length > 0 {
			name = name[:length]
		}
		if n == len(name) && strings.EqualFold(name, string(r.rest[:n])) {
			*into, r.rest = i+1, r.rest[n:]
			return true
		}
	}
	return false
}

func (r *scanner) skip(class func(byte) bool) bool {
	for len(r.rest) > 0 && class(r.rest[0]) {
		r.rest = r.rest[1:]
	}
	return true
}
