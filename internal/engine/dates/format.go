package dates

// appendFormat is DATE_FORMAT, and TIME_FORMAT if p is of a span. A character
// behind % that is no specifier stands for itself, as does % at the end. It
// says no where MySQL answers NULL: a time has no month and no weekday.
func appendFormat(dst, format []byte, p pieces) ([]byte, bool) {
	if p.negative {
		dst = append(dst, '-')
	}
	for i := 0; i < len(format); i++ {
		c := format[i]
		if c != '%' || i+1 == len(format) {
			dst = append(dst, c)
			continue
		}
		i++
		next, known, ok := appendSpecifier(dst, format[i], p)
		if !ok {
			return nil, false
		}
		if !known {
			next = append(next, format[i])
		}
		dst = next
	}
	return dst, true
}

func appendSpecifier(dst []byte, c byte, p pieces) (next []byte, known, ok bool) {
	if next, known = appendTimePart(dst, c, p); known {
		return next, true, true
	}
	if next, known = appendNumber(dst, c, p); known {
		return next, true, true
	}
	if !isCalendar(c) {
		return dst, false, true
	}
	if p.isSpan {
		return dst, true, false
	}
	m := moment{year: p.year, month: p.month, day: p.day}
	if next, known = appendWeekPart(dst, c, m); known {
		return next, true, true
	}
	return appendNamed(dst, c, m), true, true
}

// isCalendar tells the specifiers that need a date of the calendar.
func isCalendar(c byte) bool {
	switch c {
	case 'a', 'b', 'D', 'j', 'M', 'U', 'u', 'V', 'v', 'W', 'w', 'X', 'x':
		return true
	}
	return false
}

// appendTimePart writes the specifiers of the time of day. The hours of a TIME
// may pass 24: %H and %k show them all, %h, %I and %l "the hour value modulo 12".
func appendTimePart(dst []byte, c byte, p pieces) ([]byte, bool) {
	twelve := (p.hour+11)%12 + 1
	half := "AM"
	if p.hour%24 >= 12 {
		half = "PM"
	}
	switch c {
	case 'f':
		return appendPadded(dst, p.micro, 6), true
	case 'H':
		return appendPadded(dst, p.hour, 2), true
	case 'h', 'I':
		return appendPadded(dst, twelve, 2), true
	case 'i':
		return appendPadded(dst, p.minute, 2), true
	case 'k':
		return appendPadded(dst, p.hour, 1), true
	case 'l':
		return appendPadded(dst, twelve, 1), true
	case 'p':
		return append(dst, half...), true
	case 'r':
		dst = appendSexagesimal(dst, twelve, p)
		return append(append(dst, ' '), half...), true
	case 'S', 's':
		return appendPadded(dst, p.second, 2), true
	case 'T':
		return appendSexagesimal(dst, p.hour, p), true
	}
	return dst, false
}

func appendSexagesimal(dst []byte, hours int, p pieces) []byte {
	dst = append(appendPadded(dst, hours, 2), ':')
	dst = append(appendPadded(dst, p.minute, 2), ':')
	return appendPadded(dst, p.second, 2)
}

// appendNumber writes the numbers of a date, which are 0 for a TIME.
func appendNumber(dst []byte, c byte, p pieces) ([]byte, bool) {
	switch c {
	case 'c':
		return appendPadded(dst, p.month, 1), true
	case 'd':
		return appendPadded(dst, p.day, 2), true
	case 'e':
		return appendPadded(dst, p.day, 1), true
	case 'm':
		return appendPadded(dst, p.month, 2), true
	case 'Y':
		return appendPadded(dst, p.year, 4), true
	case 'y':
		return appendPadded(dst, p.year%100, 2), true
	}
	return dst, false
}

// appendWeekPart writes weeks: "%U: WEEK() mode 0", "%u: mode 1", "%V: mode 2;
// used with %X", "%v: mode 3; used with %x".
func appendWeekPart(dst []byte, c byte, m moment) ([]byte, bool) {
	mode := weekMode(0)
	switch c {
	case 'U':
	case 'u':
		mode = 1
	case 'V', 'X':
		mode = 2
	case 'v', 'x':
		mode = 3
	default:
		return dst, false
	}
	year, week := mode.week(m)
	if c == 'X' || c == 'x' {
		return appendPadded(dst, year, 4), true
	}
	return appendPadded(dst, week, 2), true
}

// appendNamed writes names, ordinals and what else is left.
func appendNamed(dst []byte, c byte, m moment) []byte {
	switch c {
	case 'a':
		return append(dst, dayNames[weekday(m.number())][:3]...)
	case 'b':
		return append(dst, monthNames[m.month][:3]...)
	case 'D':
		return append(appendPadded(dst, m.day, 1), ordinal(m.day)...)
	case 'j':
		return appendPadded(dst, dayOfYear(m.year, m.month, m.day), 3)
	case 'M':
		return append(dst, monthNames[m.month]...)
	case 'W':
		return append(dst, dayNames[weekday(m.number())]...)
	case 'w':
		return appendPadded(dst, (weekday(m.number())+1)%7, 1)
	}
	return dst
}
