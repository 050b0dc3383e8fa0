package dates

import "zombiezen.com/go/sqlite"

// dateDiff is DATEDIFF, which "only the date parts of the values are used" for.
func dateDiff(a, b moment) sqlite.Value {
	return integer(a.number() - b.number())
}

// timestampDiff is TIMESTAMPDIFF: full units from a to b, truncated toward zero.
func timestampDiff(args []sqlite.Value) sqlite.Value {
	u, known := find(units, args[0])
	if !known || len(u.sizes) > 1 {
		return null
	}
	a, okA := momentOf(args[1])
	b, okB := momentOf(args[2])
	if !okA || !okB {
		return null
	}
	n := b.at() - a.at()
	if u.months {
		n = monthsBetween(a, b)
	}
	return sqlite.IntegerValue(n / u.sizes[0])
}

// monthsBetween counts full months: the day and time of day of the later moment
// must not be before those of the earlier.
func monthsBetween(a, b moment) int64 {
	if b.at() < a.at() {
		return -monthsBetween(b, a)
	}
	n := int64(b.year-a.year)*12 + int64(b.month-a.month)
	if b.day < a.day || b.day == a.day && b.clock < a.clock {
		n--
	}
	return n
}

// timeDiff is TIMEDIFF. Its arguments "must be of the same type": a TIME and a
// DATETIME give NULL.
func timeDiff(args []sqlite.Value) sqlite.Value {
	a, okA := temporalOf(args[0])
	b, okB := temporalOf(args[1])
	if !okA || !okB || a.isSpan != b.isSpan {
		return null
	}
	diff := a.span - b.span
	if !a.isSpan {
		diff = span(a.at() - b.at())
	}
	return sqlite.TextValue(diff.clamped().text())
}

// addTime is ADDTIME, and SUBTIME if sign is -1: the first argument is "a time
// or datetime expression", and the second "a time expression", else NULL.
func addTime(sign span) implementation {
	return func(args []sqlite.Value) sqlite.Value {
		a, okA := temporalOf(args[0])
		b, okB := temporalOf(args[1])
		if !okA || !okB || !b.isSpan {
			return null
		}
		if a.isSpan {
			return sqlite.TextValue((a.span + sign*b.span).clamped().text())
		}
		return dateTimeAt(a.at() + int64(sign*b.span))
	}
}

// timestampOf is TIMESTAMP of two arguments: a date or datetime, and a time to
// add to it.
func timestampOf(args []sqlite.Value) sqlite.Value {
	m, okM := momentOf(args[0])
	t, okT := temporalOf(args[1])
	if !okM || !okT || !t.isSpan {
		return null
	}
	return dateTimeAt(m.at() + int64(t.span))
}

func dateTimeAt(at int64) sqlite.Value {
	m, ok := momentAt(at)
	if !ok {
		return null
	}
	return sqlite.TextValue(m.dateTime())
}
