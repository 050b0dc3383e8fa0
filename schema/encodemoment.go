package schema

import (
	"strconv"
	"strings"
	"time"
)

const (
	wantDate     = "a date (YYYY-MM-DD; NULL for none)"
	wantDateTime = "a datetime (YYYY-MM-DD HH:MM:SS; NULL for none)"
	wantTime     = "a time (HH:MM:SS; NULL for none)"
)

// encodeMoment writes a date, or a datetime with whole seconds. A date without a
// time of day is midnight; a datetime is a date only at midnight: to leave out
// an hour would lose it. MySQL's zero dates, and the zero time.Time, are errors:
// they stand for NULL in some places and for a mistake in others.
func (e *Encoder) encodeMoment(t Type, v any) (text, want string) {
	want = wantDate
	if t == DateTime {
		want = wantDateTime
	}
	var m Moment
	ok := true
	switch v := v.(type) {
	case string:
		m, ok = ParseMoment(v)
		m = m.in(e.loc())
	case time.Time:
		ok = !v.IsZero()
		m = e.momentOf(v)
		if t == Date && m.startsDay(v, e.loc()) {
			m = Moment{Year: m.Year, Month: m.Month, Day: m.Day}
		}
	default:
		ok = false
	}
	if !ok || t == Date && !m.Midnight() {
		return "", want
	}
	if m = m.rounded(); !m.writable() {
		return "", want
	}
	return string(m.appendText(nil, t == DateTime)), ""
}

func (e *Encoder) loc() *time.Location {
	if e.Loc == nil {
		return time.UTC
	}
	return e.Loc
}

// momentOf is the calendar's date and the clock's time of an instant in the zone
// of e.
func (e *Encoder) momentOf(at time.Time) Moment { return momentIn(at, e.loc()) }

func momentIn(at time.Time, loc *time.Location) Moment {
	at = at.In(loc)
	year, month, day := at.Date()
	return Moment{Year: year, Month: int(month), Day: day,
		Hour: at.Hour(), Minute: at.Minute(), Second: at.Second(), Nanos: at.Nanosecond(), HasTime: true}
}

// startsDay reports whether an instant is what Values makes of the date m. That
// is not midnight where summer time begins at midnight.
func (m Moment) startsDay(at time.Time, loc *time.Location) bool {
	return Moment{Year: m.Year, Month: m.Month, Day: m.Day}.Time(loc).Equal(at)
}

// rounded is the Moment with whole seconds: half a second rounds up, as in
// MySQL. The clock is not asked whether summer time leaves out the hour.
func (m Moment) rounded() Moment {
	if m.Nanos == 0 {
		return m
	}
	at := time.Date(m.Year, time.Month(m.Month), m.Day, m.Hour, m.Minute, m.Second, m.Nanos, time.UTC)
	return momentIn(at.Round(time.Second), time.UTC)
}

// writable reports whether the Moment has a year of four digits.
func (m Moment) writable() bool { return m.Year >= 1 && m.Year <= 9999 }

// encodeClock writes a time of day, or a span of up to 838 hours as MySQL's TIME
// holds it, in whole seconds.
func (e *Encoder) encodeClock(v any) (text, want string) {
	var canonical []byte
	ok := false
	switch v := v.(type) {
	case string:
		canonical, ok = appendClock(nil, []byte(v))
	case time.Time:
		m := e.momentOf(v)
		canonical, ok = appendClock(nil, m.appendText(nil, true)[len("YYYY-MM-DD "):])
	}
	if !ok {
		return "", wantTime
	}
	text = roundClock(string(canonical))
	if strings.Contains(text, "839:") {
		return "", wantTime
	}
	return text, ""
}

// roundClock makes [-]HH:MM:SS of [-]HH:MM:SS[.ffffff].
func roundClock(s string) string {
	sign := ""
	if s[0] == '-' {
		sign, s = s[:1], s[1:]
	}
	width := 2
	if s[2] != ':' {
		width = 3
	}
	end := width + len(":MM:SS")
	if len(s) == end {
		return sign + s
	}
	hours, _ := strconv.Atoi(s[:width])
	minutes, _ := strconv.Atoi(s[width+1 : width+3])
	seconds, _ := strconv.Atoi(s[width+4 : end])
	if s[end+1] < '5' {
		return roundedClock(sign, hours*3600+minutes*60+seconds)
	}
	return roundedClock(sign, hours*3600+minutes*60+seconds+1)
}

func roundedClock(sign string, seconds int) string {
	if seconds == 0 {
		sign = ""
	}
	hours := seconds / 3600
	width := 2
	if hours > 99 {
		width = 3
	}
	b := appendDigits([]byte(sign), hours, width)
	b = appendDigits(append(b, ':'), seconds/60%60, 2)
	return string(appendDigits(append(b, ':'), seconds%60, 2))
}
