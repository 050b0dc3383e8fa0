package dates

// moment is a DATE or DATETIME between 0001-01-01 and 9999-12-31.
type moment struct {
	year, month, day int
	clock            int64 // microseconds since midnight
	dateOnly         bool  // it was written without a time of day
}

// number is the moment's TO_DAYS.
func (m moment) number() int {
	return dayNumber(m.year, m.month, m.day)
}

// at counts microseconds from day 0.
func (m moment) at() int64 {
	return int64(m.number())*day + m.clock
}

// momentAt is the opposite of at. It refuses what no DATETIME can hold.
func momentAt(at int64) (moment, bool) {
	if at < firstDay*day || at >= (lastDay+1)*day {
		return moment{}, false
	}
	var m moment
	m.year, m.month, m.day = civil(int(at / day))
	m.clock = at % day
	return m, true
}

// newMoment checks that the day and the time of day exist. One microsecond too
// many, which rounding a fraction may give, goes to the next day.
func newMoment(p pieces) (moment, bool) {
	if p.year < 1 || p.year > 9999 || p.month < 1 || p.month > 12 ||
		p.day < 1 || p.day > daysIn(p.year, p.month) ||
		p.hour < 0 || p.hour > 23 || p.minute < 0 || p.minute > 59 || p.second < 0 || p.second > 59 {
		return moment{}, false
	}
	m := moment{year: p.year, month: p.month, day: p.day, clock: p.clock()}
	if m.clock >= day {
		return momentAt(m.at())
	}
	return m, true
}

// addMonths keeps the day, or takes the last of a month that is too short: as
// the manual says of DATE_ADD, "the day is adjusted to the maximum days in the
// new month".
func (m moment) addMonths(n int64) (moment, bool) {
	months := int64(m.year)*12 + int64(m.month-1) + n
	if months < 12 || months >= 120000 {
		return moment{}, false
	}
	m.year, m.month = int(months/12), int(months%12)+1
	m.day = min(m.day, daysIn(m.year, m.month))
	return m, true
}

// pieces are the fields of a moment or a span, as EXTRACT and DATE_FORMAT name
// them. Those of a span have no date, and may have more than 24 hours.
type pieces struct {
	year, month, day     int
	hour, minute, second int
	micro                int
	negative, isSpan     bool
}

func (p pieces) clock() int64 {
	return int64(p.hour)*hour + int64(p.minute)*minute + int64(p.second)*second + int64(p.micro)
}

func (p *pieces) setClock(micros int64) {
	p.hour = int(micros / hour)
	p.minute = int(micros / minute % 60)
	p.second = int(micros / second % 60)
	p.micro = int(micros % second)
}

func (m moment) pieces() pieces {
	p := pieces{year: m.year, month: m.month, day: m.day}
	p.setClock(m.clock)
	return p
}

// span is a MySQL TIME: microseconds, with a sign.
type span int64

// maxSpan is 838:59:59, the manual's limit of TIME.
const maxSpan = span(838*hour + 59*minute + 59*second)

// clamped is what MySQL does with a TIME out of range: "clipped to the nearest
// endpoint of the range".
func (t span) clamped() span {
	return max(-maxSpan, min(t, maxSpan))
}

func (t span) pieces() pieces {
	p := pieces{isSpan: true}
	if t < 0 {
		p.negative = true
		t = -t
	}
	p.setClock(int64(t))
	return p
}

// temporal is what may be read as either: a TIME, or else a DATE or DATETIME.
type temporal struct {
	moment
	span
	isSpan bool
}

func (t temporal) pieces() pieces {
	if t.isSpan {
		return t.span.pieces()
	}
	return t.moment.pieces()
}

// time is the TIME of a temporal: the time of day if it is a DATETIME.
func (t temporal) time() span {
	if t.isSpan {
		return t.span
	}
	return span(t.clock)
}
