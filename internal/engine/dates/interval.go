package dates

import (
	"math"

	"zombiezen.com/go/sqlite"
)

// No interval that is longer than all the calendar leads from a date to a date.
const (
	mostMonths = 10000 * 12
	mostMicros = (lastDay + 1) * day
)

func (u unit) most() int64 {
	if u.months {
		return mostMonths
	}
	return mostMicros
}

// interval is n units, in months or microseconds. It says no to one that is
// longer than the calendar.
func (u unit) interval(n sqlite.Value) (int64, bool) {
	switch {
	case len(u.sizes) > 1:
		return u.compound(bytesOf(n))
	case u.sizes[0] == second && !u.months:
		micros := microsOf(n)
		return micros, -mostMicros <= micros && micros <= mostMicros
	}
	return u.times(wholeOf(n), 0)
}

func (u unit) times(n int64, part int) (int64, bool) {
	size := u.sizes[part]
	if n > u.most()/size || n < -u.most()/size {
		return 0, false
	}
	return n * size, true
}

// compound reads an interval of several parts: "MySQL permits any punctuation
// delimiter in the expr format", and "if you specify an interval value that is
// too short [...] MySQL assumes that you have left out the leftmost parts".
// A minus in front is of the whole.
func (u unit) compound(s []byte) (int64, bool) {
	negative, s := signOf(s)
	var values [5]int64
	var width, count int
	for s = skipToDigit(s); len(s) > 0 && count < len(u.sizes); count++ {
		value, rest := digits(s, math.MaxInt)
		values[count], width = value, len(s)-len(rest)
		s = skipToDigit(rest)
	}
	if u.fraction {
		for ; count > 0 && width < 6; width++ {
			values[count-1] *= 10
		}
	}
	var total int64
	for i, value := range values[:count] {
		part, ok := u.times(value, len(u.sizes)-count+i)
		if !ok {
			return 0, false
		}
		total += part
	}
	if negative {
		total = -total
	}
	return total, true
}

func skipToDigit(s []byte) []byte {
	for len(s) > 0 && !isDigit(s[0]) {
		s = s[1:]
	}
	return s
}

// addInterval is DATE_ADD, and DATE_SUB if sign is -1.
func addInterval(sign int64) implementation {
	return func(args []sqlite.Value) sqlite.Value {
		u, known := find(units, args[2])
		if !known {
			return null
		}
		n, ok := u.interval(args[1])
		if !ok {
			return null
		}
		if t, ok := plainSpan(args[0]); ok {
			return u.addToSpan(t, sign*n)
		}
		m, ok := momentOf(args[0])
		if !ok {
			return null
		}
		return u.addToMoment(m, sign*n)
	}
}

// addToMoment answers with a DATE if m is one and the unit has no part below a
// day, else with a DATETIME.
func (u unit) addToMoment(m moment, n int64) sqlite.Value {
	var sum moment
	var ok bool
	if u.months {
		sum, ok = m.addMonths(n)
	} else {
		sum, ok = momentAt(m.at() + n)
	}
	if !ok {
		return null
	}
	sum.dateOnly = m.dateOnly && u.wholeDay
	return sqlite.TextValue(sum.text())
}

// addToSpan answers with a TIME, or NULL if that is out of range: a TIME has no
// months.
func (u unit) addToSpan(t span, n int64) sqlite.Value {
	sum := t + span(n)
	if u.months || sum != sum.clamped() {
		return null
	}
	return sqlite.TextValue(sum.text())
}

// plainSpan tells a TIME value, [-]HH:MM:SS[.ffffff], from the texts that MySQL
// reads as dates.
func plainSpan(v sqlite.Value) (span, bool) {
	if v.Type() != sqlite.TypeText {
		return 0, false
	}
	s := v.Blob()
	hours := s
	if len(s) > 0 && s[0] == '-' {
		hours = s[1:]
	}
	n := 0
	for n < len(hours) && isDigit(hours[n]) {
		n++
	}
	if n != 2 && n != 3 {
		return 0, false
	}
	if _, ok := canonicalClock(hours[n-2:]); !ok {
		return 0, false
	}
	return readSpan(s)
}
