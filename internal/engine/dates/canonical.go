package dates

// canonicalMoment reads the forms in which nearly all dates come: YYYY-MM-DD,
// and YYYY-MM-DD HH:MM:SS with T for the space and up to six digits of a
// fraction allowed. What it refuses may still be a date in a relaxed form.
func canonicalMoment(s []byte) (moment, bool) {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return moment{}, false
	}
	m := moment{year: two(s, 0)*100 + two(s, 2), month: two(s, 5), day: two(s, 8)}
	if m.year < 1 || m.month < 1 || m.month > 12 || m.day < 1 || m.day > 28 && m.day > daysIn(m.year, m.month) {
		return moment{}, false
	}
	if len(s) == 10 {
		m.dateOnly = true
		return m, true
	}
	if len(s) < 19 || s[10] != ' ' && s[10] != 'T' {
		return moment{}, false
	}
	clock, ok := canonicalClock(s[11:])
	m.clock = clock
	return m, ok && clock < day
}

// canonicalClock reads HH:MM:SS[.ffffff].
func canonicalClock(s []byte) (int64, bool) {
	if len(s) < 8 || s[2] != ':' || s[5] != ':' {
		return 0, false
	}
	h, m, sec := two(s, 0), two(s, 3), two(s, 6)
	if h < 0 || m < 0 || m > 59 || sec < 0 || sec > 59 {
		return 0, false
	}
	clock := int64(h)*hour + int64(m)*minute + int64(sec)*second
	if len(s) == 8 {
		return clock, true
	}
	if s[8] != '.' || len(s) < 10 || len(s) > 15 {
		return 0, false
	}
	unit := second
	for _, c := range s[9:] {
		if !isDigit(c) {
			return 0, false
		}
		unit /= 10
		clock += int64(c-'0') * unit
	}
	return clock, true
}

// two reads two digits at i; something negative, whatever it is added to, if
// they are none.
func two(s []byte, i int) int {
	a, b := s[i]-'0', s[i+1]-'0'
	if a > 9 || b > 9 {
		return -100_000
	}
	return int(a)*10 + int(b)
}

func isDigit(c byte) bool { return c-'0' <= 9 }

func isSpace(c byte) bool { return c == ' ' || c-'\t' <= '\r'-'\t' }

func isPunct(c byte) bool {
	return '!' <= c && c <= '/' || ':' <= c && c <= '@' || '[' <= c && c <= '`' || '{' <= c && c <= '~'
}

func isLetter(c byte) bool { return c|0x20-'a' < 26 }

// trimmed cuts white space at both ends.
func trimmed(s []byte) []byte {
	for len(s) > 0 && isSpace(s[0]) {
		s = s[1:]
	}
	for len(s) > 0 && isSpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

// digits reads at most limit digits and returns their value, which stops
// growing where it is larger than any field may be, and what follows them.
func digits(s []byte, limit int) (value int64, rest []byte) {
	const most = 1_000_000_000_000_000_000
	i := 0
	for ; i < len(s) && i < limit && isDigit(s[i]); i++ {
		if value < most/10 {
			value = value*10 + int64(s[i]-'0')
		} else {
			value = most
		}
	}
	return value, s[i:]
}
