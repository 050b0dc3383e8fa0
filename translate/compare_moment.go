package translate

import (
	"fmt"
	"time"

	"github.com/scale-sql/scale/schema"
)

const (
	dateLayout     = "2006-01-02"
	datetimeLayout = "2006-01-02 15:04:05"
)

// compareMoment compares a date or datetime column. The API's dates are days
// and its datetimes whole seconds ("2020-12-19 12:50:50" in the documents), so
// a bound between two of them moves to the one that bounds the same rows.
func (s subject) compareMoment(op operator, c constant) term {
	at, fraction, ok := s.moment(c)
	if !ok {
		return notPushed(fmt.Sprintf("%v is not of the form YYYY-MM-DD[ HH:MM:SS], and column %q is a %s", c, s.column.Name, s.column.SQLType))
	}
	layout := datetimeLayout
	if s.column.Type == schema.Date {
		layout = dateLayout
		h, m, sec := at.Clock()
		fraction = fraction || h+m+sec > 0
	}
	if fraction {
		return s.between(op, at, layout)
	}
	return s.guarded(s.cond(op, at.Format(layout)))
}

// between compares with a moment between two that the column can hold, the
// first of which is at.
func (s subject) between(op operator, at time.Time, layout string) term {
	switch op {
	case opEq:
		return neverTrue
	case opNe:
		return s.anyValue()
	case opGt, opGe:
		return s.guarded(s.cond(opGt, at.Format(layout)))
	}
	return s.guarded(s.cond(opLe, at.Format(layout)))
}

// onDays compares a column with a span of days, where op is the operator between
// a function of the column, which grows with the days, and the value that the
// function has on them. A day without a time of day is a bound of datetimes too, and
// of those that the API writes as a day alone.
func (s subject) onDays(op operator, days span, reason string) node {
	switch op {
	case opEq:
		if days.empty() {
			return leaf(neverTrue)
		}
		return node{kids: []node{leaf(s.since(days.from, reason)), leaf(s.before(days.to, reason))}}
	case opLt:
		return leaf(s.before(days.from, reason))
	case opLe:
		return leaf(s.before(days.to, reason))
	case opGt:
		return leaf(s.since(days.to, reason))
	case opGe:
		return leaf(s.since(days.from, reason))
	}
	return leaf(notPushed("the API has no such function"))
}

// since are the dates from a day on.
func (s subject) since(day time.Time, reason string) term {
	if day.Year() > 9999 {
		return notPushed(calendarReason)
	}
	return atLeast(reason, s.cond(opGe, day.Format(dateLayout)))
}

// before are the dates before a day.
func (s subject) before(day time.Time, reason string) term {
	if day.Year() > 9999 {
		return notPushed(calendarReason)
	}
	t := s.guarded(s.cond(opLt, day.Format(dateLayout)))
	t.class, t.reason = superset, reason
	return t
}

const calendarReason = "the API writes no day beyond the year 9999"

// moment reads a constant as the wall clock of the zone, in UTC so that no
// daylight saving time gets in the way; fraction tells that a part of a second
// has been cut off.
func (s subject) moment(c constant) (at time.Time, fraction, ok bool) {
	m, ok := c.asMoment()
	if !ok {
		return at, false, false
	}
	if m.HasZone {
		t := m.Time(s.opt.zone())
		at = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
		// At either end of the calendar another zone's date may have no four digits.
		return at, m.Nanos > 0, t.Year() >= 1 && t.Year() <= 9999
	}
	fraction = m.Nanos > 0
	m.Nanos = 0
	return m.Time(time.UTC), fraction, true
}
