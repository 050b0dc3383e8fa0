package translate

import (
	"time"

	"github.com/xwb1989/sqlparser"
)

// differences are the functions that may count from what NOW() or the like gives.
var differences = map[string]bool{"datediff": true, "timestampdiff": true}

// difference reads the functions of a date column that count from another day:
// TO_DAYS(d), DATEDIFF and TIMESTAMPDIFF with a constant, as segments of "the last
// 30 days" have it. It is nil for any other call.
func (s *scope) difference(name string, args []sqlparser.Expr) (*part, error) {
	switch {
	case name == "to_days" && len(args) == 1:
		return s.countOf(args[0], daysFrom(dayNumberZero, 1), false)
	case name == "datediff" && len(args) == 2:
		return s.eitherSide(args[1], args[0], daysFrom)
	case name == "timestampdiff" && len(args) == 3:
		unit, _ := s.textConstant(args[0])
		if months := unitMonths[unit]; months > 0 {
			return s.eitherSide(args[1], args[2], monthsFrom(months))
		}
		if seconds := unitSeconds[unit]; seconds > 0 {
			return s.eitherSide(args[1], args[2], secondsFrom(seconds))
		}
	}
	return nil, nil
}

// unitMonths and unitSeconds are the lengths of the units of TIMESTAMPDIFF.
var (
	unitMonths  = map[string]int{"month": 1, "quarter": 3, "year": 12}
	unitSeconds = map[string]int64{"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 7 * 86400}
)

// dayNumberZero is what TO_DAYS counts from: the first day of year 1 is 366.
var dayNumberZero = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -366)

// counting makes the spans of a function that counts from a moment, forwards or,
// with a sign of -1, backwards.
type counting func(from time.Time, sign int) func(constant) (span, bool)

// eitherSide is the part of a difference between two moments, one of which is a
// column and the other a constant.
func (s *scope) eitherSide(from, to sqlparser.Expr, count counting) (*part, error) {
	if at, ok := s.constantMoment(from); ok {
		return s.countOf(to, count(at, 1), false)
	}
	if at, ok := s.constantMoment(to); ok {
		return s.countOf(from, count(at, -1), true)
	}
	return nil, nil
}

func (s *scope) countOf(e sqlparser.Expr, span func(constant) (span, bool), falls bool) (*part, error) {
	p, err := s.partOf(e, span)
	if p != nil {
		p.counts, p.falls = true, falls
	}
	return p, err
}

// constantMoment reads what a difference counts from. A text with a zone is left to
// the engine, and a moment that may be rounded to the next day.
func (s *scope) constantMoment(e sqlparser.Expr) (time.Time, bool) {
	switch unparenthesised(e).(type) {
	case *sqlparser.ColName, *sqlparser.Subquery:
		return time.Time{}, false
	}
	o, err := s.operand(e)
	if err != nil || o.constant == nil {
		return time.Time{}, false
	}
	m, ok := o.constant.asMoment()
	at := m.Time(time.UTC)
	return at, ok && !m.HasZone && (m.Nanos == 0 || at.Day() == at.Add(time.Second).Day())
}

// daysFrom counts days, whatever the time of day.
func daysFrom(from time.Time, sign int) func(constant) (span, bool) {
	return func(c constant) (span, bool) {
		n, ok := countConstant(c, 4_000_000)
		day := from.Truncate(24*time.Hour).AddDate(0, 0, sign*int(n))
		return within(span{day, day.AddDate(0, 0, 1)}, ok)
	}
}

// monthsFrom counts whole units of months. Days more on either side make up for
// months of different lengths.
func monthsFrom(months int) counting {
	const slack = 4
	return func(from time.Time, sign int) func(constant) (span, bool) {
		return func(c constant) (span, bool) {
			n, ok := countConstant(c, 200_000)
			low, high := wholeUnits(int64(sign) * n)
			day := from.Truncate(24 * time.Hour)
			return within(span{
				day.AddDate(0, int(low)*months, -slack),
				day.AddDate(0, int(high)*months, 1+slack),
			}, ok)
		}
	}
}

// secondsFrom counts whole units of seconds.
func secondsFrom(seconds int64) counting {
	return func(from time.Time, sign int) func(constant) (span, bool) {
		return func(c constant) (span, bool) {
			n, ok := countConstant(c, 400_000_000_000)
			low, high := wholeUnits(int64(sign) * n)
			day := from.Truncate(24 * time.Hour)
			return within(span{
				day.AddDate(0, 0, int(wholeDays(low*seconds))),
				day.AddDate(0, 0, int(wholeDays(high*seconds))+2),
			}, ok)
		}
	}
}

// wholeUnits are the distances between which the count of whole units, from which
// what is more is cut off, is n.
func wholeUnits(n int64) (low, high int64) {
	switch {
	case n > 0:
		return n, n + 1
	case n < 0:
		return n - 1, n
	}
	return -1, 1
}

// wholeDays is a number of seconds in days, rounded down.
func wholeDays(seconds int64) int64 {
	days := seconds / 86400
	if seconds%86400 < 0 {
		days--
	}
	return days
}

// countConstant is an integer of at most so much either way.
func countConstant(c constant, most int64) (int64, bool) {
	n, ok := c.asNumber()
	if !ok || !integerOf(n, -most, most) {
		return 0, false
	}
	return n.IntPart(), true
}

// within refuses spans that begin or end before the calendar, whose days can't be
// written.
func within(d span, ok bool) (span, bool) {
	return d, ok && d.from.Year() >= 1 && d.to.Year() >= 1
}
