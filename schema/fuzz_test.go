package schema

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

// layouts are what a Moment may look like, for time.Parse. It takes a comma
// before a fraction, and fractions of any length, which a Moment doesn't.
var layouts = []string{
	"2006-01-02", "2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05",
	"2006-01-02 15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z07:00",
	"2006-01-02 15:04Z0700", "2006-01-02 15:04:05Z0700", "2006-01-02T15:04Z0700", "2006-01-02T15:04:05Z0700",
}

var momentShape = regexp.MustCompile(`^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[-+](0\d|1[0-4]):?[0-5]\d)?)?$`)

func FuzzMoment(f *testing.F) {
	for _, s := range []string{
		"2020-02-29", "0000-00-00", "0000-01-01", "2020-02-29 13:05:07.123456789", "2020-02-29T13:05Z",
		"2020-02-29 13:05:07+14:59", "2020-02-29 13:05:07-0130", "2100-02-29", "2020-12-31 23:59:60", "2020-02-29 13:05:07,5",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, ok := ParseMoment(s)
		if m2, ok2 := ParseMoment([]byte(s)); m2 != m || ok2 != ok {
			t.Errorf("%q: bytes and strings read differently", s)
		}
		var want time.Time
		wantOK := false
		if momentShape.MatchString(s) && !strings.HasPrefix(s, "0000") {
			for _, layout := range layouts {
				if at, err := time.ParseInLocation(layout, s, time.UTC); err == nil {
					want, wantOK = at, true
				}
			}
		}
		if ok != wantOK {
			t.Fatalf("%q: %v, want %v", s, ok, wantOK)
		}
		if ok && !m.Time(time.UTC).Equal(want) {
			t.Errorf("%q: %v, want %v", s, m.Time(time.UTC), want)
		}
	})
}

var decimalShape = regexp.MustCompile(`^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$`)

func FuzzDecimal(f *testing.F) {
	for _, s := range []string{"0", "-0.00", "007", ".5", "5.", "1e400", "1e-400", "1E+5", ".-5", "1e", "--1", "1e9999999999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v := NewValues(1, time.UTC, false)
		got, err := v.Value(0, column(Decimal), Cell{Kind: String, Text: []byte(s)})
		if s == "" {
			return
		}
		if !decimalShape.MatchString(s) {
			if err == nil {
				t.Fatalf("%q is read as %v", s, got)
			}
			return
		}
		if err != nil {
			if plain := decimalShape.FindStringSubmatch(s); plain[2] == "" && len(s) <= maxDigits {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		text := got.(string)
		if len(text) > 2*maxDigits+len(s) || !plainDecimal([]byte(text)) {
			t.Fatalf("%q is delivered as %q", s, text)
		}
		want, err := decimal.NewFromString(s)
		if is, err2 := decimal.NewFromString(text); err != nil || err2 != nil || !is.Equal(want) {
			t.Errorf("%q is delivered as %q", s, text)
		}
	})
}

func FuzzInteger(f *testing.F) {
	for _, s := range []string{"0", "-0", "+5", "16.00", "1.6e1", "1.65e1", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1e18", "1e19", "0e400", strings.Repeat("0", 400)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := parseInteger([]byte(s))
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			// One of more digits than a number may have is refused, zeros or not.
			if ok && got != n || !ok && len(s) <= maxDigits {
				t.Fatalf("%q: %d, %v", s, got, ok)
			}
			return
		}
		if !ok {
			return
		}
		want, err := decimal.NewFromString(s)
		if err != nil || !want.Equal(decimal.NewFromInt(got)) || !decimalShape.MatchString(s) {
			t.Errorf("%q is read as %d", s, got)
		}
	})
}
