package dates

import "zombiezen.com/go/sqlite"

// Most functions have one of a few shapes: of a date or of a time, to a number
// or to a text.

func integer(n int) sqlite.Value { return sqlite.IntegerValue(int64(n)) }

func ofDate(f func(moment) sqlite.Value) implementation {
	return func(args []sqlite.Value) sqlite.Value {
		m, ok := momentOf(args[0])
		if !ok {
			return null
		}
		return f(m)
	}
}

func ofTime(f func(temporal) sqlite.Value) implementation {
	return func(args []sqlite.Value) sqlite.Value {
		t, ok := temporalOf(args[0])
		if !ok {
			return null
		}
		return f(t)
	}
}

func ofTwoDates(f func(a, b moment) sqlite.Value) implementation {
	return func(args []sqlite.Value) sqlite.Value {
		a, okA := momentOf(args[0])
		b, okB := momentOf(args[1])
		if !okA || !okB {
			return null
		}
		return f(a, b)
	}
}

func dateNumber(f func(moment) int) implementation {
	return ofDate(func(m moment) sqlite.Value { return integer(f(m)) })
}

func dateText(f func(moment) string) implementation {
	return ofDate(func(m moment) sqlite.Value { return sqlite.TextValue(f(m)) })
}

// timePiece is of a TIME without its sign, as HOUR is.
func timePiece(f func(pieces) int) implementation {
	return ofTime(func(t temporal) sqlite.Value { return integer(f(t.pieces())) })
}

// weekFunction gets a date, its week and the year of that week, under the mode
// that is the second argument, of which MySQL looks at three bits.
func weekFunction(always weekMode, f func(year, week int) int) implementation {
	return func(args []sqlite.Value) sqlite.Value {
		m, ok := momentOf(args[0])
		if !ok {
			return null
		}
		mode := weekMode(wholeOf(args[1])&7) | always
		return integer(f(mode.week(m)))
	}
}

func dateFormat(args []sqlite.Value) sqlite.Value {
	m, ok := momentOf(args[0])
	if !ok {
		return null
	}
	return formatted(args[1], m.pieces())
}

func timeFormat(args []sqlite.Value) sqlite.Value {
	t, ok := temporalOf(args[0])
	if !ok {
		return null
	}
	return formatted(args[1], t.time().pieces())
}

// formatted is NULL under an empty format, as in MySQL.
func formatted(format sqlite.Value, p pieces) sqlite.Value {
	var b [64]byte
	f := bytesOf(format)
	if len(f) == 0 {
		return null
	}
	text, ok := appendFormat(b[:0], f, p)
	if !ok {
		return null
	}
	return sqlite.TextValue(string(text))
}

// dayName and monthName give texts that are there already.

func dayName(m moment) string { return dayNames[weekday(m.number())] }

func monthName(m moment) string { return monthNames[m.month] }

func lastDayOf(m moment) string {
	m.day = daysIn(m.year, m.month)
	return m.date()
}
