package schema

import "time"

// Moment is a date with or without a time of day, as the API and SQL write it:
// YYYY-MM-DD, optionally followed by a space or T and HH:MM[:SS[.fraction]],
// optionally followed by Z or an offset from UTC.
type Moment struct {
	Year, Month, Day     int
	Hour, Minute, Second int
	Nanos                int
	HasTime              bool // a time of day was written
	HasZone              bool // Z or an offset was written
	Offset               int  // its seconds east of UTC
}

// ParseMoment reads a Moment and checks that the day exists. A fixed layout
// costs a fifth of what time.Parse does; a scan may read millions of dates.
func ParseMoment[T string | []byte](s T) (Moment, bool) {
	var m Moment
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return m, false
	}
	ok := true
	m.Year = digits(s, 0, 2, &ok)*100 + digits(s, 2, 2, &ok)
	m.Month, m.Day = digits(s, 5, 2, &ok), digits(s, 8, 2, &ok)
	if !ok || m.Year == 0 || m.Month < 1 || m.Month > 12 || m.Day < 1 || m.Day > daysIn(m.Year, m.Month) {
		return m, false
	}
	if len(s) == 10 {
		return m, true
	}
	if s[10] != ' ' && s[10] != 'T' {
		return m, false
	}
	rest, ok := clock(s, 11, &m)
	return m, ok && zone(s, rest, &m)
}

// clock reads HH:MM[:SS[.fraction]] at i and returns where it ends.
func clock[T string | []byte](s T, i int, m *Moment) (int, bool) {
	if len(s) < i+5 || s[i+2] != ':' {
		return i, false
	}
	ok := true
	m.HasTime = true
	m.Hour, m.Minute = digits(s, i, 2, &ok), digits(s, i+3, 2, &ok)
	i += 5
	if len(s) >= i+3 && s[i] == ':' {
		m.Second = digits(s, i+1, 2, &ok)
		i += 3
		if len(s) > i && s[i] == '.' {
			start := i + 1
			scale := 100_000_000
			for i = start; i < len(s) && '0' <= s[i] && s[i] <= '9' && i-start < 9; i++ {
				m.Nanos += int(s[i]-'0') * scale
				scale /= 10
			}
			ok = ok && i > start
		}
	}
	return i, ok && m.Hour < 24 && m.Minute < 60 && m.Second < 60
}

// zone reads what may follow the time of day: nothing, Z, +hh:mm or +hhmm.
func zone[T string | []byte](s T, i int, m *Moment) bool {
	if i == len(s) {
		return true
	}
	m.HasZone = true
	if s[i] == 'Z' {
		return i+1 == len(s)
	}
	minutes := i + 3
	switch {
	case len(s) == i+6 && s[i+3] == ':':
		minutes = i + 4
	case len(s) != i+5:
		return false
	}
	ok := true
	h, min := digits(s, i+1, 2, &ok), digits(s, minutes, 2, &ok)
	m.Offset = h*3600 + min*60
	switch s[i] {
	case '+':
	case '-':
		m.Offset = -m.Offset
	default:
		return false
	}
	return ok && h < 15 && min < 60
}

// digits reads n decimal digits at i.
func digits[T string | []byte](s T, i, n int, ok *bool) int {
	v := 0
	for _, end := i, i+n; i < end; i++ {
		d := s[i] - '0'
		if d > 9 {
			*ok = false
			return 0
		}
		v = v*10 + int(d)
	}
	return v
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// Time is the instant in the zone loc, or in the zone that was written.
func (m Moment) Time(loc *time.Location) time.Time {
	if m.HasZone {
		t := time.Date(m.Year, time.Month(m.Month), m.Day, m.Hour, m.Minute, m.Second, m.Nanos, time.UTC)
		return t.Add(-time.Duration(m.Offset) * time.Second).In(loc)
	}
	t := time.Date(m.Year, time.Month(m.Month), m.Day, m.Hour, m.Minute, m.Second, m.Nanos, loc)
	if m.Midnight() && t.Day() != m.Day {
		// Summer time began at midnight: the day's first moment is an hour later,
		// and time.Date may give one of the day before.
		_, t = t.ZoneBounds()
	}
	return t
}

// Midnight reports whether the time of day is absent or zero.
func (m Moment) Midnight() bool {
	return m.Hour == 0 && m.Minute == 0 && m.Second == 0 && m.Nanos == 0
}

// zeroMoment reports whether s is MySQL's zero date, with or without a time of
// day: the API's other way of writing an empty date.
func zeroMoment[T string | []byte](s T) bool {
	const zero = "0000-00-00 00:00:00.000000000"
	return len(s) >= 10 && len(s) <= len(zero) && string(s) == zero[:len(s)]
}

// EmptyTexts are the texts that mean NULL in a column of type t.
func EmptyTexts(t Type) []string {
	switch t {
	case Date:
		return []string{"", "0000-00-00"}
	case DateTime:
		return []string{"", "0000-00-00", "0000-00-00 00:00:00"}
	}
	return []string{""}
}
