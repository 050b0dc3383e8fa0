package dates

import "zombiezen.com/go/sqlite"

// fromDays is FROM_DAYS. Numbers before the year 1 give MySQL's zero date,
// which is NULL here.
func fromDays(args []sqlite.Value) sqlite.Value {
	n := wholeOf(args[0])
	if n < firstDay || n > lastDay {
		return null
	}
	m, _ := momentAt(n * day)
	return sqlite.TextValue(m.date())
}

// makeDate is MAKEDATE(year, dayofyear): "dayofyear must be greater than 0 or
// the result is NULL". A year below 100 is one of two digits.
func makeDate(args []sqlite.Value) sqlite.Value {
	year, n := wholeOf(args[0]), wholeOf(args[1])
	if year < 0 || year > 9999 || n <= 0 || n > lastDay {
		return null
	}
	if year < 100 {
		year = int64(fourDigits(int(year)))
	}
	m, ok := momentAt((int64(dayNumber(int(year), 1, 1)) + n - 1) * day)
	if !ok {
		return null
	}
	return sqlite.TextValue(m.date())
}

// makeTime is MAKETIME(hour, minute, second). Only the seconds may have a
// fraction, and only the hours a sign.
func makeTime(args []sqlite.Value) sqlite.Value {
	hours, minutes, micros := wholeOf(args[0]), wholeOf(args[1]), microsOf(args[2])
	if minutes < 0 || minutes > 59 || micros < 0 || micros >= minute {
		return null
	}
	sign := span(1)
	if hours < 0 {
		sign, hours = -1, -max(hours, -839)
	}
	t := span(min(hours, 839)*hour + minutes*minute + micros)
	return sqlite.TextValue((sign * t).clamped().text())
}

// secToTime is SEC_TO_TIME, clipped to the range of TIME.
func secToTime(args []sqlite.Value) sqlite.Value {
	return sqlite.TextValue(span(microsOf(args[0])).clamped().text())
}

// periodMonths counts the months of a period YYMM or YYYYMM, whose month must be
// one of twelve.
func periodMonths(period int64) (int64, bool) {
	year, month := period/100, period%100
	if year > 9999 || month < 1 || month > 12 {
		return 0, false
	}
	if year < 100 {
		year = int64(fourDigits(int(year)))
	}
	return year*12 + month - 1, true
}

// periodAdd is PERIOD_ADD(p, months): months after p, as YYYYMM.
func periodAdd(args []sqlite.Value) sqlite.Value {
	months, ok := periodMonths(wholeOf(args[0]))
	n := wholeOf(args[1])
	if !ok || n > mostMonths || n < -mostMonths {
		return null
	}
	months += n
	if months < 0 || months >= mostMonths {
		return null
	}
	return sqlite.IntegerValue(months/12*100 + months%12 + 1)
}

// periodDiff is PERIOD_DIFF(a, b): the months from b to a.
func periodDiff(args []sqlite.Value) sqlite.Value {
	a, okA := periodMonths(wholeOf(args[0]))
	b, okB := periodMonths(wholeOf(args[1]))
	if !okA || !okB {
		return null
	}
	return sqlite.IntegerValue(a - b)
}
