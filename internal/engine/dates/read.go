package dates

import "math"

// readMoment reads a DATE or DATETIME.
func readMoment(s []byte) (moment, bool) {
	if m, ok := canonicalMoment(s); ok {
		return m, true
	}
	m, _, v := relaxedMoment(s)
	return m, v == isMoment
}

// readTemporal reads a text where MySQL asks for a TIME: a DATETIME if it looks
// like one, else a time. A date alone, in the form of a DATE, is its midnight.
func readTemporal(s []byte) (temporal, bool) {
	if m, ok := canonicalMoment(s); ok {
		return temporal{moment: m}, true
	}
	if len(s) == 8 {
		if clock, ok := canonicalClock(s); ok {
			return temporal{span: span(clock), isSpan: true}, true
		}
	}
	s = trimmed(s)
	if len(s) >= 12 {
		m, f, v := relaxedMoment(s)
		if v != isNone && (f.spaced || !f.delimited) {
			return temporal{moment: m}, v == isMoment
		}
	}
	t, ok := readSpan(s)
	return temporal{span: t, isSpan: true}, ok
}

// readSpan reads a TIME as the manual lists its forms: 'D hh:mm:ss.fraction',
// 'hh:mm:ss', 'hh:mm', 'D hh:mm', 'D hh', 'ss' and 'hhmmss'. "Be careful about
// assigning abbreviated values": '11:12' is 11:12:00, but '1112' is 00:11:12.
// A time out of range is clipped; minutes or seconds above 59 make it NULL.
func readSpan(s []byte) (span, bool) {
	negative := len(s) > 0 && s[0] == '-'
	if negative {
		s = s[1:]
	}
	if len(s) == 0 || !isDigit(s[0]) {
		return 0, false
	}
	parts, rest := spanParts(s)
	days, hours, minutes, seconds := parts[0], parts[1], parts[2], parts[3]
	const most = math.MaxUint32
	if days > most || hours > most || minutes > 59 || seconds > 59 {
		return 0, false
	}
	if days*24+hours > 838 {
		hours, days = 839, 0
	}
	t := span(days*day + hours*hour + minutes*minute + seconds*second + fractionOf(rest)).clamped()
	if negative {
		t = -t
	}
	return t, true
}

// spanParts finds days, hours, minutes and seconds, and what follows them.
func spanParts(s []byte) (parts [4]int64, rest []byte) {
	value, rest := digits(s, math.MaxInt)
	behind := rest
	for len(behind) > 0 && isSpace(behind[0]) {
		behind = behind[1:]
	}
	i := 1
	switch {
	case len(behind) < len(rest) && len(behind) > 0 && isDigit(behind[0]):
		parts[0] = value
		parts[1], rest = digits(behind, math.MaxInt)
	case len(rest) > 1 && rest[0] == ':' && isDigit(rest[1]):
		parts[1] = value
	default:
		parts[1], parts[2], parts[3] = value/10000, value/100%100, value%100
		return parts, rest
	}
	for ; i < 3 && len(rest) > 1 && rest[0] == ':' && isDigit(rest[1]); i++ {
		parts[i+1], rest = digits(rest[1:], math.MaxInt)
	}
	return parts, rest
}

// fractionOf reads a fraction of a second that begins with its point, in
// microseconds, rounded.
func fractionOf(s []byte) int64 {
	if len(s) < 2 || s[0] != '.' || !isDigit(s[1]) {
		return 0
	}
	var f fields
	f.fraction(s[1:])
	return f.values[microField]
}
