package dates

import (
	"regexp"
	"testing"
	"time"

	"zombiezen.com/go/sqlite"
)

// canonicalText is what a function that answers with a date, datetime or time
// may answer.
var canonicalText = regexp.MustCompile(`^(\d{4}-\d\d-\d\d|(\d{4}-\d\d-\d\d |-?\d?)\d\d:\d\d:\d\d(\.\d{0,5}[1-9])?)$`)

// FuzzFunctions calls every function with every choice of a few values. None
// may panic; what they answer as a date is canonical and reads as itself.
func FuzzFunctions(f *testing.F) {
	f.Add("2024-01-31 10:11:12.5", "%Y-%m-%d %T", "day", int64(20240131), 1.5)
	f.Add("10:11:12", "%X%V %W %p", "minute_second", int64(-1), -1e300)
	f.Add("24.1.5T1", "+02:00", "day_microsecond", int64(1e18), 0.1)
	f.Add("1 2:3:4.9999999", "%r %j %#%@%.", "Europe/Paris", int64(101112), 2e9)
	f.Add("9999-12-31 23:59:59.9999999", "1:1:1", "year_month", int64(-1<<63), 99991231235959.9)
	functions := table(time.UTC)
	f.Fuzz(func(t *testing.T, a, b, unit string, n int64, x float64) {
		values := []sqlite.Value{
			sqlite.TextValue(a), sqlite.TextValue(b), sqlite.TextValue(unit),
			sqlite.IntegerValue(n), sqlite.FloatValue(x), sqlite.IntegerValue(n % 10000), {},
		}
		for _, f := range functions {
			choices := 1
			for range f.args {
				choices *= len(values)
			}
			for choice := range choices {
				args := make([]sqlite.Value, f.args)
				for i := range args {
					args[i], choice = values[choice%len(values)], choice/len(values)
				}
				checkCall(t, f, args)
			}
		}
	})
}

func checkCall(t *testing.T, f function, args []sqlite.Value) {
	v, err := f.scalar(sqlite.Context{}, args)
	if err != nil {
		t.Fatalf("%s: %v", f.name, err)
	}
	if v.Type() != sqlite.TypeText {
		return
	}
	switch f.name {
	case "my_date_format", "my_time_format", "my_unix_timestamp", "my_monthname", "my_dayname":
		return
	}
	s := v.Text()
	if !canonicalText.MatchString(s) {
		t.Fatalf("%s answers %q", f.name, s)
	}
	again, ok := readTemporal([]byte(s))
	if !ok {
		t.Fatalf("%s answers %q, which reads as nothing", f.name, s)
	}
	text := again.moment.text
	if again.isSpan {
		text = again.span.text
	}
	if text() != s {
		t.Fatalf("%s answers %q, which reads as %q", f.name, s, text())
	}
}

// FuzzRead compares the fast path of canonical texts to the slow one.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"2024-01-31", "2024-02-30", "2024-01-31T10:11:12", "0001-01-01 00:00:00.1", "9999-12-31 23:59:59.999999", "24-01-01"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		fast, ok := canonicalMoment([]byte(s))
		if !ok {
			return
		}
		slow, _, v := relaxedMoment([]byte(s))
		if v != isMoment || slow != fast {
			t.Errorf("%q reads as %v, slowly as %v", s, fast, slow)
		}
	})
}
