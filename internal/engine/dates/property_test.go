package dates

import (
	"math/rand/v2"
	"testing"
	"time"
)

const (
	dateLayout     = "2006-01-02"
	dateTimeLayout = "2006-01-02 15:04:05.999999"
)

// eachRandom calls f with moments of all the calendar, and with the ends of
// years, where weeks are difficult.
func eachRandom(f func(at time.Time, random *rand.Rand)) {
	random := rand.New(rand.NewPCG(1, 2))
	first := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for range 4000 {
		f(first.AddDate(0, 0, random.IntN(lastDay-firstDay+1)).Add(time.Duration(random.Int64N(day))*time.Microsecond), random)
		f(time.Date(1+random.IntN(9999), 12, 25+random.IntN(7), 0, 0, 0, 0, time.UTC), random)
		f(time.Date(1+random.IntN(9999), 1, 1+random.IntN(7), 0, 0, 0, 0, time.UTC), random)
	}
}

func TestPiecesAgreeWithTime(t *testing.T) {
	c := newCaller(nil)
	eachRandom(func(at time.Time, _ *rand.Rand) {
		d := at.Format(dateTimeLayout)
		isoYear, isoWeek := at.ISOWeek()
		for name, want := range map[string]any{
			"year": at.Year(), "month": int(at.Month()), "day": at.Day(),
			"hour": at.Hour(), "minute": at.Minute(), "second": at.Second(), "microsecond": at.Nanosecond() / 1000,
			"dayofyear": at.YearDay(), "dayofweek": int(at.Weekday()) + 1, "weekofyear": isoWeek,
			"monthname": at.Month().String(), "dayname": at.Weekday().String(),
			"date": at.Format(dateLayout), "datetime": d, "time": at.Format("15:04:05.999999"),
			"last_day": time.Date(at.Year(), at.Month()+1, 0, 0, 0, 0, 0, time.UTC).Format(dateLayout),
		} {
			if got := c.call(name, d); got != want {
				t.Fatalf("%s(%s) = %v, want %v", name, d, got, want)
			}
		}
		if got := c.call("yearweek", d, 3); got != isoYear*100+isoWeek {
			t.Fatalf("yearweek(%s, 3) = %v, want %d%02d", d, got, isoYear, isoWeek)
		}
		if number := c.call("to_days", d); c.call("from_days", number) != at.Format(dateLayout) {
			t.Fatalf("from_days(to_days(%s)) = %v", d, c.call("from_days", number))
		}
		if got, want := c.call("date_format", d, "%a %b %e %H:%i:%s %Y %j"), at.Format("Mon Jan 2 15:04:05 2006 002"); got != want {
			t.Fatalf("date_format(%s) = %v, want %v", d, got, want)
		}
	})
}

// slowWeek counts weeks from the manual's definition of week 1, day by day.
func slowWeek(at time.Time, mode int) (year, week int) {
	start, rule := time.Sunday, mode == 1 || mode == 3 || mode == 4 || mode == 6
	if mode%2 == 1 {
		start = time.Monday
	}
	weekOne := func(year int) time.Time {
		first := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		begin := first
		for begin.Weekday() != start {
			begin = begin.AddDate(0, 0, -1)
		}
		inYear := 7 - int(first.Sub(begin).Hours())/24
		if inYear == 7 || rule && inYear >= 4 {
			return begin
		}
		return begin.AddDate(0, 0, 7)
	}
	year = at.Year()
	if at.Before(weekOne(year)) {
		if mode&2 == 0 {
			return year, 0
		}
		year--
	} else if mode&2 != 0 && !at.Before(weekOne(year+1)) {
		year++
	}
	return year, int(at.Sub(weekOne(year)).Hours())/24/7 + 1
}

func TestWeeksAgreeWithTheirDefinition(t *testing.T) {
	c := newCaller(nil)
	eachRandom(func(at time.Time, random *rand.Rand) {
		mode := random.IntN(8)
		if at.Year() < 2 {
			return
		}
		d := at.Format(dateLayout)
		at, _ = time.Parse(dateLayout, d)
		if _, want := slowWeek(at, mode); c.call("week", d, mode) != want {
			t.Fatalf("week(%s, %d) = %v, want %d", d, mode, c.call("week", d, mode), want)
		}
		if year, week := slowWeek(at, mode|2); c.call("yearweek", d, mode) != year*100+week {
			t.Fatalf("yearweek(%s, %d) = %v, want %d%02d", d, mode, c.call("yearweek", d, mode), year, week)
		}
	})
}

func TestArithmeticAgreesWithTime(t *testing.T) {
	c := newCaller(nil)
	eachRandom(func(at time.Time, random *rand.Rand) {
		n := random.IntN(4001) - 2000
		for unit, to := range map[string]time.Time{
			"day": at.AddDate(0, 0, n), "week": at.AddDate(0, 0, 7*n),
			"hour": at.Add(time.Duration(n) * time.Hour), "second": at.Add(time.Duration(n) * time.Second),
			"microsecond": at.Add(time.Duration(n) * time.Microsecond),
		} {
			var want any
			if 1 <= to.Year() && to.Year() <= 9999 {
				want = to.Format(dateTimeLayout)
			}
			d := at.Format(dateTimeLayout)
			if got := c.call("date_add", d, n, unit); got != want {
				t.Fatalf("date_add(%s, %d, %s) = %v, want %v", d, n, unit, got, want)
			}
			if got := c.call("date_sub", d, -n, unit); got != want {
				t.Fatalf("date_sub(%s, %d, %s) = %v, want %v", d, -n, unit, got, want)
			}
			if want != nil && c.call("timestampdiff", unit, d, want) != n {
				t.Fatalf("timestampdiff(%s, %s, %s) = %v, want %d", unit, d, want, c.call("timestampdiff", unit, d, want), n)
			}
		}
	})
}

// The last full month before b is the largest n for which a plus n months is
// not after b, as long as no month end is clamped.
func TestMonthsAgreeWithAdding(t *testing.T) {
	c := newCaller(nil)
	eachRandom(func(at time.Time, random *rand.Rand) {
		n := random.IntN(2000)
		a := time.Date(at.Year(), at.Month(), min(at.Day(), 28), at.Hour(), 0, 0, 0, time.UTC)
		b := a.AddDate(0, n, random.IntN(28))
		if b.Year() > 9999 {
			return
		}
		from, to := a.Format(dateTimeLayout), b.Format(dateTimeLayout)
		if got := c.call("timestampdiff", "month", from, to); got != n {
			t.Fatalf("timestampdiff(month, %s, %s) = %v, want %d", from, to, got, n)
		}
		if got := c.call("timestampdiff", "year", to, from); got != -n/12 {
			t.Fatalf("timestampdiff(year, %s, %s) = %v, want %d", to, from, got, -n/12)
		}
		if got, want := c.call("date_add", from, n, "month"), a.AddDate(0, n, 0).Format(dateTimeLayout); got != want {
			t.Fatalf("date_add(%s, %d, month) = %v, want %s", from, n, got, want)
		}
	})
}

// STR_TO_DATE reads what DATE_FORMAT wrote.
func TestStrToDateReadsFormats(t *testing.T) {
	c := newCaller(nil)
	eachRandom(func(at time.Time, random *rand.Rand) {
		d := at.Format(dateTimeLayout)
		for _, format := range []string{
			"%Y-%m-%d %T.%f", "%M %D %Y %r %f", "%W, %e %b %Y %h:%i:%s %p %f", "%j/%Y %k.%i.%S %f",
			"%X %V %W %T %f", "%x %v %a %T %f", "%Y %U %w %T %f", "%Y %u %a %T %f",
		} {
			if at.Year() < 100 || at.Year() > 9990 { // %Y of two digits is another year
				continue
			}
			text := c.call("date_format", d, format)
			if got := c.call("str_to_date", text, format); got != d {
				t.Fatalf("str_to_date(%s, %s) = %v, want %s", text, format, got, d)
			}
		}
	})
}

func TestInstantsAgreeWithTime(t *testing.T) {
	for _, name := range []string{"UTC", "Europe/Paris", "America/St_Johns", "Pacific/Apia", "Asia/Kolkata"} {
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Skip(err)
		}
		c := newCaller(loc)
		random := rand.New(rand.NewPCG(3, 4))
		for range 4000 {
			unix := random.Int64N(lastInstant/second + 1)
			want := time.Unix(unix, 0).In(loc).Format(dateTimeLayout)
			if want < "1970-01-02" {
				continue
			}
			d := c.call("from_unixtime", unix)
			if d != want {
				t.Fatalf("from_unixtime(%d) = %v, want %s", unix, d, want)
			}
			back := c.call("unix_timestamp", d)
			if again := c.call("from_unixtime", back); again != d {
				t.Fatalf("%s: unix_timestamp(%s) = %v, which is %v", name, d, back, again)
			}
		}
	}
}
