package dates

import "strconv"

// The canonical texts: YYYY-MM-DD, YYYY-MM-DD HH:MM:SS[.ffffff] and
// [-]HH:MM:SS[.ffffff]. Each is one allocation.

func (m moment) date() string {
	var b [10]byte
	return string(appendDate(b[:0], m))
}

func (m moment) dateTime() string {
	var b [26]byte
	dst := append(appendDate(b[:0], m), ' ')
	return string(appendClock(dst, m.clock))
}

// text is the date if that is all there is, else date and time of day.
func (m moment) text() string {
	if m.dateOnly {
		return m.date()
	}
	return m.dateTime()
}

func (t span) text() string {
	var b [17]byte
	dst := b[:0]
	if t < 0 {
		dst = append(dst, '-')
		t = -t
	}
	return string(appendClock(dst, int64(t)))
}

func appendDate(dst []byte, m moment) []byte {
	dst = append(appendPadded(dst, m.year, 4), '-')
	dst = append(appendPadded(dst, m.month, 2), '-')
	return appendPadded(dst, m.day, 2)
}

func appendClock(dst []byte, micros int64) []byte {
	var p pieces
	p.setClock(micros)
	dst = append(appendPadded(dst, p.hour, 2), ':')
	dst = append(appendPadded(dst, p.minute, 2), ':')
	dst = appendPadded(dst, p.second, 2)
	return appendFraction(dst, p.micro)
}

// appendFraction writes a point and up to six digits, without trailing zeros;
// nothing if there is no fraction.
func appendFraction(dst []byte, micro int) []byte {
	if micro == 0 {
		return dst
	}
	dst = appendPadded(append(dst, '.'), micro, 6)
	for dst[len(dst)-1] == '0' {
		dst = dst[:len(dst)-1]
	}
	return dst
}

// appendPadded writes n, which is not negative, with at least width digits.
func appendPadded(dst []byte, n, width int) []byte {
	if width == 2 && n < 100 {
		return append(dst, byte('0'+n/10), byte('0'+n%10))
	}
	for limit := 10; width > 1; width-- {
		if n < limit {
			for ; width > 1; width-- {
				dst = append(dst, '0')
			}
			break
		}
		limit *= 10
	}
	return strconv.AppendInt(dst, int64(n), 10)
}
