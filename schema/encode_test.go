package schema

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// paris has summer time; in santiago it begins at midnight.
var (
	paris    = mustZone("Europe/Paris")
	santiago = mustZone("America/Santiago")
)

func mustZone(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return loc
}

// encoded is what an Encoder makes of a value: a text, or an error that says
// what was wanted.
type encoded struct {
	value any
	text  string
	want  string
}

var instant = time.Date(2020, 2, 29, 13, 5, 7, 500_000_000, time.UTC)

var encodings = map[Type][]encoded{
	Integer: {
		{int64(0), "0", ""},
		{int64(math.MinInt64), "-" + two63, ""},
		{uint64(math.MaxInt64), "9223372036854775807", ""},
		{uint64(math.MaxInt64) + 1, "", wantInteger},
		{2.5, "2", ""}, {3.5, "4", ""}, {-2.5, "-2", ""}, {1e15, "1000000000000000", ""}, {math.Copysign(0, -1), "0", ""},
		{9.3e18, "", wantInteger}, {1e308, "", wantInteger}, {math.NaN(), "", wantInteger}, {math.Inf(-1), "", wantInteger},
		{true, "1", ""}, {false, "0", ""},
		{"42", "42", ""}, {" -42 ", "-42", ""}, {"+007", "7", ""}, {"2.5", "3", ""}, {"-2.5", "-3", ""}, {"1e3", "1000", ""},
		{"9223372036854775807.4", "9223372036854775807", ""}, {"9223372036854775807.5", "", wantInteger},
		{"", "", wantInteger}, {" ", "", wantInteger}, {"abc", "", wantInteger}, {"12abc", "", wantInteger}, {"0x10", "", wantInteger},
		{"1 2", "", wantInteger}, {"1e99999999999", "", wantInteger}, {"Y", "", wantInteger},
		{[]byte("42"), "42", ""}, {[]byte{}, "", wantInteger}, {[]byte(nil), "", ""},
		{dec("41.5"), "42", ""}, {dec("-41.5"), "-42", ""}, {dec("1e18"), "1000000000000000000", ""}, {dec("1e19"), "", wantInteger},
		{decimal.New(1, math.MaxInt32), "", wantInteger}, {decimal.New(1, math.MinInt32), "", wantInteger},
		{instant, "", wantInteger}, {int32(5), "", wantInteger}, {struct{}{}, "", wantInteger},
	},
	Decimal: {
		{int64(-5), "-5", ""}, {uint64(math.MaxUint64), "18446744073709551615", ""},
		{0.1, "0.1", ""}, {1e21, "1000000000000000000000", ""}, {1e-7, "0.0000001", ""}, {math.Copysign(0, -1), "0", ""},
		{math.Inf(1), "", wantDecimal}, {math.NaN(), "", wantDecimal},
		{true, "1", ""},
		{"12.50", "12.50", ""}, {"-0.00", "0.00", ""}, {"007.5", "7.5", ""}, {".5", "0.5", ""}, {"-.5", "-0.5", ""}, {"5.", "5", ""},
		{"+5.25", "5.25", ""}, {"1.5e3", "1500", ""}, {"15E-1", "1.5", ""}, {" 1.0 ", "1.0", ""},
		{"1,5", "", wantDecimal}, {"", "", wantDecimal}, {"NaN", "", wantDecimal}, {".", "", wantDecimal}, {"1e401", "", wantDecimal}, {"1e400", "", wantShort},
		{"1e399", "1" + strings.Repeat("0", 399), ""}, {"1e-398", "0." + strings.Repeat("0", 397) + "1", ""}, {"1e-400", "", wantShort},
		{[]byte("1.5"), "1.5", ""},
		{dec("12.50"), "12.50", ""}, {dec("-0.010"), "-0.010", ""}, {dec("1e3"), "1000", ""},
		{decimal.New(1, 401), "", wantDecimal}, {decimal.New(1, math.MinInt32), "", wantDecimal},
		{instant, "", wantDecimal}, {nil, "", ""},
	},
	Boolean: {
		{true, "Y", ""}, {false, "N", ""},
		{int64(1), "Y", ""}, {int64(0), "N", ""}, {int64(2), "", wantBoolean}, {int64(-1), "", wantBoolean},
		{uint64(1), "Y", ""}, {uint64(2), "", wantBoolean},
		{1.0, "Y", ""}, {0.0, "N", ""}, {0.5, "", wantBoolean}, {math.NaN(), "", wantBoolean},
		{dec("1.00"), "Y", ""}, {dec("0.0"), "N", ""}, {dec("0.1"), "", wantBoolean},
		{"Y", "Y", ""}, {"n", "N", ""}, {"1", "Y", ""}, {"false", "N", ""}, {"oui", "Y", ""}, {[]byte("NON"), "N", ""},
		{"", "", wantBoolean}, {"yes!", "", wantBoolean}, {"2", "", wantBoolean},
		{instant, "", wantBoolean}, {nil, "", ""},
	},
	Date: {
		{"2020-02-29", "2020-02-29", ""}, {[]byte("2020-02-29"), "2020-02-29", ""}, {"2020-02-29 00:00:00", "2020-02-29", ""},
		{"2020-02-29T00:00", "2020-02-29", ""}, {"2020-02-29 00:00:00.000000", "2020-02-29", ""},
		{"2020-02-29 00:00:00Z", "2020-02-29", ""}, {"2020-02-29 02:00:00+02:00", "2020-02-29", ""},
		{"2020-02-29 00:00:00+02:00", "", wantDate}, {"2020-02-29 13:05:07", "", wantDate}, {"2020-02-29 00:00:00.1", "", wantDate},
		{"2019-02-29", "", wantDate}, {"0000-00-00", "", wantDate}, {"2020-00-01", "", wantDate}, {"2020-2-9", "", wantDate},
		{"29/02/2020", "", wantDate}, {"", "", wantDate}, {"13:05:07", "", wantDate},
		{date(2020, 2, 29), "2020-02-29", ""}, {time.Date(2020, 2, 29, 1, 0, 0, 0, paris), "2020-02-29", ""},
		{time.Date(2020, 2, 29, 0, 0, 0, 0, paris), "", wantDate}, {instant, "", wantDate}, {date(2020, 2, 29).Add(1), "", wantDate},
		{time.Time{}, "", wantDate}, {date(10000, 1, 1), "", wantDate}, {date(-1, 1, 1), "", wantDate},
		{int64(20200229), "", wantDate}, {true, "", wantDate}, {1.5, "", wantDate}, {dec("1"), "", wantDate}, {nil, "", ""},
	},
	DateTime: {
		{"2020-02-29 13:05:07", "2020-02-29 13:05:07", ""}, {"2020-02-29T13:05", "2020-02-29 13:05:00", ""},
		{"2020-02-29", "2020-02-29 00:00:00", ""}, {[]byte("2020-02-29"), "2020-02-29 00:00:00", ""},
		{"2020-02-29 13:05:07.499999", "2020-02-29 13:05:07", ""}, {"2020-02-29 13:05:07.5", "2020-02-29 13:05:08", ""},
		{"2020-02-29 23:59:59.5", "2020-03-01 00:00:00", ""}, {"9999-12-31 23:59:59.4", "9999-12-31 23:59:59", ""},
		{"9999-12-31 23:59:59.5", "", wantDateTime},
		{"2020-02-29 13:05:07+01:00", "2020-02-29 12:05:07", ""}, {"2020-02-29T13:05:07Z", "2020-02-29 13:05:07", ""},
		{"0001-01-01 00:00:00+01:00", "", wantDateTime}, {"0000-00-00 00:00:00", "", wantDateTime}, {"", "", wantDateTime},
		{"2020-02-29 24:00:00", "", wantDateTime}, {"now", "", wantDateTime}, {"2020-02-30", "", wantDateTime},
		{instant, "2020-02-29 13:05:08", ""}, {instant.In(paris), "2020-02-29 13:05:08", ""}, {time.Time{}, "", wantDateTime},
		{date(9999, 12, 31).Add(24*time.Hour - 1), "", wantDateTime},
		{int64(20200229130507), "", wantDateTime}, {false, "", wantDateTime}, {nil, "", ""},
	},
	Time: {
		{"13:05:07", "13:05:07", ""}, {"1:05", "01:05:00", ""}, {"13:05", "13:05:00", ""}, {[]byte("00:00:00"), "00:00:00", ""},
		{"-01:30:00", "-01:30:00", ""}, {"-00:00:00.4", "00:00:00", ""}, {"-00:00:00.5", "-00:00:01", ""}, {"838:59:59", "838:59:59", ""},
		{"13:05:07.499999999", "13:05:07", ""}, {"13:05:59.5", "13:06:00", ""}, {"23:59:59.5", "24:00:00", ""}, {"99:59:59.9", "100:00:00", ""},
		{"-100:00:00.6", "-100:00:01", ""},
		{"838:59:59.5", "", wantTime}, {"839:00:00", "", wantTime}, {"13:60", "", wantTime}, {"13", "", wantTime}, {"", "", wantTime},
		{"2020-02-29 13:05:07", "", wantTime}, {int64(130507), "", wantTime}, {true, "", wantTime}, {nil, "", ""},
		{instant, "13:05:08", ""}, {instant.Add(-time.Microsecond), "13:05:07", ""},
	},
	Text: {
		{"", "", ""}, {nil, "", ""}, {"O'C \x00\u2028é", "O'C \x00\u2028é", ""}, {[]byte("é"), "é", ""},
		{"0000-00-00", "0000-00-00", ""}, {"bad \xff", "", wantUTF8}, {[]byte{0xc3}, "", wantUTF8},
		{"0123456789", "0123456789", ""}, {"éééééééééé", "éééééééééé", ""}, {"01234567890", "", "a text of at most 10 characters (it has 11)"},
		{"0123456789 ", "", "a text of at most 10 characters (it has 11)"},
		{int64(-42), "-42", ""}, {uint64(42), "42", ""}, {uint64(math.MaxUint64), "", "a text of at most 10 characters (it has 20)"},
		{0.5, "0.5", ""}, {1e5, "100000", ""}, {1e-3, "0.001", ""}, {math.NaN(), "", "a finite number"},
		{true, "1", ""}, {false, "0", ""}, {dec("12.50"), "12.50", ""}, {dec("1e3"), "1000", ""},
		{decimal.New(1, 401), "", "a finite number"},
		{instant, "", "a text of at most 10 characters (it has 21)"}, {date(10000, 1, 1), "", "a datetime of the years 1 to 9999"},
		{int32(5), "", "a value of a type that can be stored"},
	},
}

func TestEncode(t *testing.T) {
	for typ, list := range encodings {
		c := column(typ)
		c.Length = 10
		for _, tt := range list {
			checkEncoded(t, &Encoder{}, c, tt)
		}
	}
}

func checkEncoded(t *testing.T, e *Encoder, c *Column, tt encoded) {
	t.Helper()
	text, err := e.Text(c, tt.value)
	if tt.want == "" {
		if err != nil || text != tt.text {
			t.Errorf("%v %#v: %q, %v, want %q", c.Type, tt.value, text, err, tt.text)
		}
		return
	}
	var ee *EncodeError
	if !errors.As(err, &ee) || text != "" || ee.Column != c || ee.Want != tt.want {
		t.Errorf("%v %#v: %q, error %v, want %q", c.Type, tt.value, text, err, tt.want)
	}
}

// TestEncodePrecision rounds to a declared scale, and checks the digits.
func TestEncodePrecision(t *testing.T) {
	c := column(Decimal)
	c.Precision, c.Scale, c.HasPrecision = 5, 2, true
	const want = "a decimal number of at most 3 digits before the dot"
	for _, tt := range []encoded{
		{"1", "1.00", ""}, {"1.005", "1.01", ""}, {"-1.005", "-1.01", ""}, {"1.0049", "1.00", ""}, {"-0.001", "0.00", ""},
		{"999.99", "999.99", ""}, {"999.994", "999.99", ""}, {"999.995", "", want}, {"-1000", "", want}, {int64(1000), "", want},
		{1.5, "1.50", ""}, {dec("1e2"), "100.00", ""}, {"1e300", "", want}, {"x", "", wantDecimal},
	} {
		checkEncoded(t, &Encoder{}, c, tt)
	}
	c.Precision, c.Scale = 3, 0
	checkEncoded(t, &Encoder{}, c, encoded{"999.4", "999", ""})
	c.Precision, c.Scale = 2, 2
	checkEncoded(t, &Encoder{}, c, encoded{"-0.994", "-0.99", ""})
	checkEncoded(t, &Encoder{}, c, encoded{"1", "", "a decimal number of at most 0 digits before the dot"})
}

func TestEncodeBooleans(t *testing.T) {
	for booleans, spelt := range map[string][2]string{"": {"Y", "N"}, "YN": {"Y", "N"}, "10": {"1", "0"}, "truefalse": {"true", "false"}} {
		e := &Encoder{Booleans: booleans}
		checkEncoded(t, e, column(Boolean), encoded{"oui", spelt[0], ""})
		checkEncoded(t, e, column(Boolean), encoded{int64(0), spelt[1], ""})
	}
}

// TestEncodeZones writes instants in a zone that is not theirs, and texts
// without a zone as they are.
func TestEncodeZones(t *testing.T) {
	e := &Encoder{Loc: paris}
	for _, tt := range []encoded{
		{instant, "2020-02-29 14:05:08", ""}, {"2020-02-29 13:05:07Z", "2020-02-29 14:05:07", ""},
		{"2020-02-29 13:05:07", "2020-02-29 13:05:07", ""},
		{"2020-03-29 02:30:00", "2020-03-29 02:30:00", ""}, // left out by summer time
		{"2020-03-29 01:59:59.5", "2020-03-29 02:00:00", ""},
	} {
		checkEncoded(t, e, column(DateTime), tt)
	}
	for _, tt := range []encoded{
		{time.Date(2020, 2, 28, 23, 0, 0, 0, time.UTC), "2020-02-29", ""}, {date(2020, 2, 29), "", wantDate},
		{"2020-02-28 23:00:00Z", "2020-02-29", ""},
	} {
		checkEncoded(t, e, column(Date), tt)
	}
	checkEncoded(t, e, column(Time), encoded{instant, "14:05:08", ""})
	checkEncoded(t, e, column(Text), encoded{instant, "2020-02-29 14:05:07.5", ""})

	day := Moment{Year: 2019, Month: 9, Day: 8}.Time(santiago)
	if day.Hour() == 0 {
		t.Fatalf("%v has a midnight", day)
	}
	checkEncoded(t, &Encoder{Loc: santiago}, column(Date), encoded{day, "2019-09-08", ""})
	checkEncoded(t, &Encoder{Loc: santiago}, column(DateTime), encoded{day, "2019-09-08 01:00:00", ""})
}

// TestEncodeErrors reads the errors' texts.
func TestEncodeErrors(t *testing.T) {
	tests := []struct {
		typ   Type
		value any
		want  string
	}{
		{Integer, "abc", `object "contact", column "f": "abc" is not an integer of 64 bits (the column's type is BIGINT)`},
		{Integer, strings.Repeat("é", 99), `: "` + strings.Repeat("é", 50) + `..." is not`},
		{Date, instant, `: 2020-02-29T13:05:07.5Z is not a date (YYYY-MM-DD; NULL for none)`},
		{Integer, dec("1e20"), ": 100000000000000000000 is not"},
		{Integer, decimal.New(5, math.MaxInt32), ": a number with the exponent 2147483647 is not"},
		{Boolean, 2.5, ": 2.5 is not"},
		{Date, false, ": false is not"},
		{Text, struct{}{}, ": a value of Go's type struct {} is not a value of a type that can be stored"},
	}
	for _, tt := range tests {
		_, err := (&Encoder{}).Text(column(tt.typ), tt.value)
		wantError(t, err, tt.want)
		if !utf8.ValidString(err.Error()) || len(err.Error()) > 300 {
			t.Errorf("%q", err)
		}
	}
	_, err := (&Encoder{}).Text(column(Integer), "abc")
	row := err.(*EncodeError).InRow(3)
	if want := `row 3, object "contact", column "f": "abc" is not an integer of 64 bits`; row.Error() != want || !errors.Is(row, err) {
		t.Errorf("%v, want %s", row, want)
	}
}

// TestEncodeReadsBack has Values read what an Encoder wrote of what Values read.
func TestEncodeReadsBack(t *testing.T) {
	for _, loc := range []*time.Location{time.UTC, paris, santiago} {
		for typ, list := range encodings {
			for _, tt := range list {
				if tt.want == "" && tt.text != "" {
					checkReadsBack(t, loc, column(typ), tt.text)
				}
			}
		}
	}
}

// checkReadsBack reads a text, writes the value and reads that: the two values
// are the same.
func checkReadsBack(t *testing.T, loc *time.Location, c *Column, s string) {
	t.Helper()
	v := NewValues(1, loc, false)
	value, err := v.Value(0, c, text(s))
	if err != nil {
		t.Errorf("%v: reading %q: %v", c.Type, s, err)
		return
	}
	if at, ok := value.(time.Time); ok && (at.IsZero() || at.Round(time.Second) != at || at.Year() > 9999 || twice(at, loc)) {
		return
	}
	again, err := (&Encoder{Loc: loc}).Text(c, value)
	if err != nil {
		t.Errorf("%v %v: %v", c.Type, loc, err)
		return
	}
	back, err := v.Value(0, c, text(again))
	if at, ok := value.(time.Time); ok && err == nil && at.Equal(back.(time.Time)) {
		return
	}
	if err != nil || back != value {
		t.Errorf("%v: %q is %v; %q is %v, %v", c.Type, s, value, again, back, err)
	}
}

// twice reports whether the clock shows the time of an instant twice, at the end
// of summer time.
func twice(at time.Time, loc *time.Location) bool {
	m := momentIn(at, loc)
	return momentIn(at.Add(time.Hour), loc) == m || momentIn(at.Add(-time.Hour), loc) == m || !m.Time(loc).Equal(at)
}

// FuzzEncodeText encodes a text for a column of any type: what comes of it reads
// back, means the same, and is its own encoding.
func FuzzEncodeText(f *testing.F) {
	for typ, list := range encodings {
		for _, tt := range list {
			if s, ok := tt.value.(string); ok {
				f.Add(uint8(typ), s)
			}
		}
	}
	f.Fuzz(func(t *testing.T, n uint8, s string) {
		c := column(Type(n % 7))
		c.Length = 20
		e := &Encoder{Loc: paris, Booleans: "truefalse"}
		got, err := e.Text(c, s)
		if err != nil {
			var ee *EncodeError
			if !errors.As(err, &ee) || !utf8.ValidString(err.Error()) {
				t.Errorf("%q: error %q", s, err)
			}
			return
		}
		if (got == "") != (s == "" && c.Type == Text) || !utf8.ValidString(got) {
			t.Fatalf("%v: %q is encoded as %q", c.Type, s, got)
		}
		if again, err := e.Text(c, got); err != nil || again != got {
			t.Errorf("%v: %q is encoded as %q, and that as %q, %v", c.Type, s, got, again, err)
		}
		value, err := NewValues(1, paris, false).Value(0, c, text(got))
		if err != nil {
			t.Fatalf("%v: %q is encoded as %q: %v", c.Type, s, got, err)
		}
		switch c.Type {
		case Text:
			if got != s {
				t.Errorf("%q is encoded as %q", s, got)
			}
		case Decimal:
			if want := dec(strings.Trim(s, " ")); !want.Equal(dec(got)) || strings.ContainsAny(got, "eE+") {
				t.Errorf("%q is encoded as %q", s, got)
			}
		case Integer:
			if diff := dec(strings.Trim(s, " ")).Sub(decimal.NewFromInt(value.(int64))); diff.Abs().GreaterThan(dec("0.5")) {
				t.Errorf("%q is encoded as %q", s, got)
			}
		case Boolean:
			if truth, ok := ParseBool(s); !ok || truth != value {
				t.Errorf("%q is encoded as %q", s, got)
			}
		}
	})
}
