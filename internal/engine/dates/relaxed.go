package dates

import "math"

// verdict is what became of an attempt to read a date.
type verdict int

const (
	isNone     verdict = iota // no date at all
	impossible                // all parts of a date are there, but the day does not exist
	isMoment
)

// fields are the parts of a date text in the order they are written: year,
// month, day, hour, minute, second and fraction.
type fields struct {
	values    [7]int64
	widths    [7]int
	count     int
	compact   bool // no delimiters: every part has a fixed width
	delimited bool // some punctuation or white space was there
	spaced    bool // a space or T came before the time of day
}

const (
	dayField    = 2
	secondField = 5
	microField  = 6
)

// relaxedMoment reads a date as MySQL's manual, "String and Numeric Literals in
// Date and Time Context", says: "any punctuation character may be used as the
// delimiter", parts may have one digit, a string without delimiters is read as
// YYYYMMDD, YYMMDD, YYYYMMDDhhmmss or YYMMDDhhmmss, T or a space comes before
// the time of day, and years of two digits are 1970 to 2069. MySQL warns of
// garbage behind a date and keeps the date: so it is here, without a warning.
func relaxedMoment(s []byte) (moment, fields, verdict) {
	f, ok := splitFields(trimmed(s))
	if !ok || f.count < 3 {
		return moment{}, f, isNone
	}
	m, ok := f.moment()
	if !ok {
		return moment{}, f, impossible
	}
	return m, f, isMoment
}

// splitFields finds the parts.
func splitFields(s []byte) (fields, bool) {
	width, compact := yearWidth(s)
	f := fields{compact: compact}
	for f.count < len(f.values) && len(s) > 0 && isDigit(s[0]) {
		i := f.count
		if i > 0 {
			width = 2
		}
		if i == microField {
			f.fraction(s)
			break
		}
		if !compact {
			width = math.MaxInt
		}
		value, rest := digits(s, width)
		f.values[i], f.widths[i] = value, len(s)-len(rest)
		f.count++
		var ok bool
		if s, ok = f.delimiter(i, rest); !ok {
			return f, false
		}
	}
	return f, true
}

// yearWidth tells the form without delimiters, and how long its year is.
func yearWidth(s []byte) (width int, compact bool) {
	run := 0
	for run < len(s) && isDigit(s[run]) {
		run++
	}
	end := run
	if end < len(s) && s[end] == 'T' {
		for end++; end < len(s) && isDigit(s[end]); end++ {
		}
	}
	if end < len(s) && s[end] != '.' {
		return 0, false
	}
	if run == 4 || run == 8 || run >= 14 {
		return 4, true
	}
	return 2, true
}

// delimiter skips what is between part i and the next one. White space may only
// follow the day; a fraction only follows a point.
func (f *fields) delimiter(i int, s []byte) ([]byte, bool) {
	if len(s) == 0 {
		return s, true
	}
	if i == dayField && s[0] == 'T' {
		f.spaced = true
		return s[1:], true
	}
	if i == secondField {
		if s[0] != '.' {
			return nil, true
		}
		return s[1:], true
	}
	for len(s) > 0 && (isPunct(s[0]) || isSpace(s[0])) {
		if isSpace(s[0]) {
			if i != dayField {
				return s, false
			}
			f.spaced = true
		}
		f.delimited = true
		s = s[1:]
	}
	return s, true
}

// fraction reads microseconds, rounded by the seventh digit.
func (f *fields) fraction(s []byte) {
	value, rest := digits(s, 6)
	for n := len(s) - len(rest); n < 6; n++ {
		value *= 10
	}
	if len(rest) > 0 && isDigit(rest[0]) && rest[0] >= '5' {
		value++
	}
	f.values[microField] = value
	f.count++
}

// moment checks the fields' ranges.
func (f *fields) moment() (moment, bool) {
	for _, v := range f.values {
		if v > 1_000_000 {
			return moment{}, false
		}
	}
	v := &f.values
	p := pieces{
		year: int(v[0]), month: int(v[1]), day: int(v[2]),
		hour: int(v[3]), minute: int(v[4]), second: int(v[5]), micro: int(v[6]),
	}
	if f.widths[0] == 2 && (p.year|p.month|p.day) != 0 {
		p.year = fourDigits(p.year)
	}
	m, ok := newMoment(p)
	m.dateOnly = f.count == 3
	return m, ok
}
