package schema

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
)

func column(typ Type) *Column {
	return &Column{Object: "contact", Name: "f", Type: typ, SQLType: typ.String(), Readable: true}
}

func text(s string) Cell   { return Cell{Kind: String, Text: []byte(s)} }
func number(s string) Cell { return Cell{Kind: Number, Text: []byte(s)} }

// date is midnight of a day in UTC.
func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

const two63 = "9223372036854775808"

func TestValues(t *testing.T) {
	moment := time.Date(2020, 2, 29, 13, 5, 7, 0, time.UTC)
	tests := []struct {
		typ  Type
		cell Cell
		want driver.Value
		err  string // what was wanted instead
	}{
		{Text, Cell{}, "", ""},
		{Text, Cell{Kind: Null}, "", ""},
		{Text, text(""), "", ""},
		{Text, text(" é\x00"), " é\x00", ""},
		{Text, text("0000-00-00"), "0000-00-00", ""},
		{Text, number("1.50"), "1.50", ""},
		{Text, Cell{Kind: True}, "true", ""},
		{Text, Cell{Kind: False}, "false", ""},
		{Text, Cell{Kind: Composite, Text: []byte(`{"a":[1]}`)}, `{"a":[1]}`, ""},

		{Integer, Cell{}, nil, ""},
		{Integer, Cell{Kind: Null}, nil, ""},
		{Integer, text(""), nil, ""},
		{Integer, text("0"), int64(0), ""},
		{Integer, text("-0"), int64(0), ""},
		{Integer, text("+5"), int64(5), ""},
		{Integer, text("007"), int64(7), ""},
		{Integer, number("16.00"), int64(16), ""},
		{Integer, number("1.6e1"), int64(16), ""},
		{Integer, text("16."), int64(16), ""},
		{Integer, text("9007199254740993"), int64(9007199254740993), ""},
		{Integer, text("9223372036854775807"), int64(9223372036854775807), ""},
		{Integer, text("-" + two63), int64(-9223372036854775808), ""},
		{Integer, text("9223372036854775807.0"), int64(9223372036854775807), ""},
		{Integer, text("0000000000000000000000000000016"), int64(16), ""},
		{Integer, text("0e999999999999"), nil, "an integer of 64 bits"},
		{Integer, text(two63), nil, "an integer of 64 bits"},
		{Integer, text("-9223372036854775809"), nil, "an integer of 64 bits"},
		{Integer, text("1e300"), nil, "an integer of 64 bits"},
		{Integer, text("1e999999999"), nil, "an integer of 64 bits"},
		{Integer, text("16.5"), nil, "an integer of 64 bits"},
		{Integer, text("1 6"), nil, "an integer of 64 bits"},
		{Integer, text(" 16"), nil, "an integer of 64 bits"},
		{Integer, text("-"), nil, "an integer of 64 bits"},
		{Integer, text("0x10"), nil, "an integer of 64 bits"},
		{Integer, text("Y"), nil, "an integer of 64 bits"},
		{Integer, Cell{Kind: True}, nil, "of that type"},
		{Integer, Cell{Kind: Composite, Text: []byte("[1]")}, nil, "of that type"},

		{Decimal, Cell{}, nil, ""},
		{Decimal, text(""), nil, ""},
		{Decimal, text("12.50"), "12.50", ""},
		{Decimal, text("-0.01"), "-0.01", ""},
		{Decimal, number("10"), "10", ""},
		{Decimal, text("12345678901234567890.1234567890"), "12345678901234567890.1234567890", ""},
		{Decimal, text(".5"), "0.5", ""},
		{Decimal, text("-.5"), "-0.5", ""},
		{Decimal, text("5."), "5", ""},
		{Decimal, text("+5.25"), "5.25", ""},
		{Decimal, number("1.5e3"), "1500", ""},
		{Decimal, number("15E-1"), "1.5", ""},
		{Decimal, text("1e401"), nil, "a decimal number with a dot"},
		{Decimal, text("1e-401"), nil, "a decimal number with a dot"},
		{Decimal, text("1e999999999999999999999"), nil, "a decimal number with a dot"},
		{Decimal, text("1,5"), nil, "a decimal number with a dot"},
		{Decimal, text("."), nil, "a decimal number with a dot"},
		{Decimal, text("-"), nil, "a decimal number with a dot"},
		{Decimal, text("1e"), nil, "a decimal number with a dot"},
		{Decimal, text("e5"), nil, "a decimal number with a dot"},
		{Decimal, text(".-5"), nil, "a decimal number with a dot"},
		{Decimal, text("1.2.3"), nil, "a decimal number with a dot"},
		{Decimal, text("NaN"), nil, "a decimal number with a dot"},
		{Decimal, text("1_000"), nil, "a decimal number with a dot"},
		{Decimal, Cell{Kind: False}, nil, "of that type"},

		{Boolean, Cell{}, nil, ""},
		{Boolean, text(""), nil, ""},
		{Boolean, text("Y"), true, ""},
		{Boolean, text("n"), false, ""},
		{Boolean, text("oui"), true, ""},
		{Boolean, text("NON"), false, ""},
		{Boolean, number("1"), true, ""},
		{Boolean, number("0"), false, ""},
		{Boolean, Cell{Kind: True}, true, ""},
		{Boolean, Cell{Kind: False}, false, ""},
		{Boolean, text("2"), nil, "a boolean (Y/N, 1/0, true/false or oui/non)"},
		{Boolean, text("yes!"), nil, "a boolean (Y/N, 1/0, true/false or oui/non)"},
		{Boolean, Cell{Kind: Composite, Text: []byte("{}")}, nil, "of that type"},

		{Date, Cell{}, nil, ""},
		{Date, text(""), nil, ""},
		{Date, text("0000-00-00"), nil, ""},
		{Date, text("0000-00-00 00:00:00"), nil, ""},
		{Date, text("2020-02-29"), date(2020, 2, 29), ""},
		{Date, text("2020-02-29 00:00:00"), date(2020, 2, 29), ""},
		{Date, text("0001-01-01"), date(1, 1, 1), ""},
		{Date, text("9999-12-31"), date(9999, 12, 31), ""},
		{Date, text("2019-02-29"), nil, "a date (YYYY-MM-DD)"},
		{Date, text("1900-02-29"), nil, "a date (YYYY-MM-DD)"},
		{Date, text("2020-00-01"), nil, "a date (YYYY-MM-DD)"},
		{Date, text("2020-02-29 00:00:01"), nil, "a date (YYYY-MM-DD)"},
		{Date, text("2020-02-29T00:00:00Z"), nil, "a date (YYYY-MM-DD)"},
		{Date, text("29/02/2020"), nil, "a date (YYYY-MM-DD)"},
		{Date, text("2020-2-29"), nil, "a date (YYYY-MM-DD)"},
		{Date, number("20200229"), nil, "a date (YYYY-MM-DD)"},
		{Date, Cell{Kind: True}, nil, "of that type"},

		{DateTime, text(""), nil, ""},
		{DateTime, text("0000-00-00 00:00:00"), nil, ""},
		{DateTime, text("0000-00-00 00:00:00.000000"), nil, ""},
		{DateTime, text("2020-02-29 13:05:07"), moment, ""},
		{DateTime, text("2020-02-29T13:05:07"), moment, ""},
		{DateTime, text("2020-02-29 13:05:07.0"), moment, ""},
		{DateTime, text("2020-02-29 13:05:07.25"), moment.Add(250 * time.Millisecond), ""},
		{DateTime, text("2020-02-29 13:05"), moment.Add(-7 * time.Second), ""},
		{DateTime, text("2020-02-29"), date(2020, 2, 29), ""},
		{DateTime, text("2020-02-29T13:05:07Z"), moment, ""},
		{DateTime, text("2020-02-29T14:05:07+01:00"), moment, ""},
		{DateTime, text("2020-02-29T11:35:07-0130"), moment, ""},
		{DateTime, text("2020-02-29 24:00:00"), nil, "a datetime (YYYY-MM-DD HH:MM:SS)"},
		{DateTime, text("2020-02-29 13:05:60"), nil, "a datetime (YYYY-MM-DD HH:MM:SS)"},
		{DateTime, text("2020-02-29 13:05:07."), nil, "a datetime (YYYY-MM-DD HH:MM:SS)"},
		{DateTime, text("2020-02-29 13:05:07 +1"), nil, "a datetime (YYYY-MM-DD HH:MM:SS)"},
		{DateTime, text("0000-00-00x"), nil, "a datetime (YYYY-MM-DD HH:MM:SS)"},
		{DateTime, Cell{Kind: Composite, Text: []byte("{}")}, nil, "of that type"},

		{Time, text(""), nil, ""},
		{Time, text("13:05:07"), "13:05:07", ""},
		{Time, text("-838:59:59"), "-838:59:59", ""},
		{Time, Cell{Kind: False}, nil, "of that type"},
	}
	v := NewValues(1, time.UTC, false)
	for _, tt := range tests {
		for range 3 { // from memory, too
			got, err := v.Value(0, column(tt.typ), tt.cell)
			if tt.err != "" {
				wantError(t, err, `object "contact"`, `column "f"`, fmt.Sprintf("%q", literalText(tt.cell)), tt.err, tt.typ.String())
			} else if err != nil || !same(got, tt.want) {
				t.Errorf("%v %d %q: %#v, %v, want %#v", tt.typ, tt.cell.Kind, tt.cell.Text, got, err, tt.want)
			}
			if err != nil && got != nil {
				t.Errorf("%v %q: %v beside an error", tt.typ, tt.cell.Text, got)
			}
		}
		v.memos[0] = memo{} // a column has one type
	}
}

// same compares values; two times are the same if they show the same clock.
func same(got, want driver.Value) bool {
	g, ok := got.(time.Time)
	w, ok2 := want.(time.Time)
	if ok && ok2 {
		return g.Equal(w) && g.String() == w.String()
	}
	return got == want
}

func TestIDValue(t *testing.T) {
	id := &Column{Object: "contact", Name: "id", Type: Integer, SQLType: "BIGINT", IsID: true}
	v := NewValues(1, time.UTC, true)
	if got, err := v.Value(0, id, number("47001")); got != int64(47001) || err != nil {
		t.Errorf("%v, %v", got, err)
	}
	for _, cell := range []Cell{{}, {Kind: Null}, text("")} {
		_, err := v.Value(0, id, cell)
		wantError(t, err, "an id")
	}
}

func TestEmptyAsNull(t *testing.T) {
	v := NewValues(1, time.UTC, true)
	for _, cell := range []Cell{{}, {Kind: Null}, text("")} {
		if got, err := v.Value(0, column(Text), cell); got != nil || err != nil {
			t.Errorf("%v, %v, want NULL", got, err)
		}
	}
	if got, _ := v.Value(0, column(Text), text(" ")); got != " " {
		t.Errorf("%q, want a space", got)
	}
}

func TestValueError(t *testing.T) {
	v := NewValues(1, time.UTC, false)
	_, err := v.Value(0, column(Integer), text(strings.Repeat("é", 60)))
	var bad *ValueError
	if !errors.As(err, &bad) || bad.Text != strings.Repeat("é", 50)+"..." {
		t.Fatalf("%v", err)
	}
	bad.ID = "47001"
	wantError(t, err, `object "contact", id 47001, column "f": the API sent "éé`, "not an integer of 64 bits (the column's type is BIGINT)")
	_, err = v.Value(0, column(Integer), text(strings.Repeat("x", 99)+"é"))
	errors.As(err, &bad)
	if bad.Text != strings.Repeat("x", 99)+"..." {
		t.Errorf("%q is cut within a character", bad.Text)
	}
}

// TestZones has dates and datetimes in zones whose days may not begin at
// midnight: a date stays the day that was sent.
func TestZones(t *testing.T) {
	for _, tt := range []struct {
		zone string
		typ  Type
		text string
		want string
	}{
		{"Europe/Paris", Date, "2020-07-01", "2020-07-01T00:00:00+02:00"},
		{"Europe/Paris", DateTime, "2020-01-01 13:00:00", "2020-01-01T13:00:00+01:00"},
		{"Europe/Paris", DateTime, "2020-07-01T10:00:00Z", "2020-07-01T12:00:00+02:00"},
		{"America/Sao_Paulo", Date, "2018-11-04", "2018-11-04T01:00:00-02:00"},
		{"America/Sao_Paulo", Date, "2018-11-03", "2018-11-03T00:00:00-03:00"},
		{"America/Sao_Paulo", DateTime, "2018-11-04 00:00:00", "2018-11-04T01:00:00-02:00"},
		{"Asia/Beirut", Date, "2021-03-28", "2021-03-28T01:00:00+03:00"},
		{"Asia/Beirut", Date, "2021-10-31", "2021-10-31T00:00:00+02:00"},
		{"Pacific/Apia", Date, "2011-12-29", "2011-12-29T00:00:00-10:00"},
		{"Pacific/Apia", Date, "2011-12-31", "2011-12-31T00:00:00+14:00"},
	} {
		loc, err := time.LoadLocation(tt.zone)
		if err != nil {
			t.Fatal(err)
		}
		got, err := NewValues(1, loc, false).Value(0, column(tt.typ), text(tt.text))
		if err != nil {
			t.Error(err)
			continue
		}
		if got := got.(time.Time); got.Format(time.RFC3339) != tt.want || got.Location() != loc {
			t.Errorf("%s %s in %s: %v, want %s", tt.typ, tt.text, tt.zone, got, tt.want)
		}
	}
}

// TestKeptValues keeps values while 100,000 others are made of the same buffer.
func TestKeptValues(t *testing.T) {
	v := NewValues(3, time.UTC, false)
	cols := []*Column{column(Text), column(Decimal), column(Time)}
	buf := make([]byte, 0, 1024)
	row := func(n int) (row [3]driver.Value) {
		for i, c := range cols {
			switch i {
			case 0: // of all lengths, those that have an allocation of their own included
				buf = append(fmt.Appendf(buf[:0], "n%d", n), strings.Repeat("x", n*7%700)...)
			case 1:
				buf = fmt.Appendf(buf[:0], "%d.%02d", n, n%100)
			case 2: // few different ones, which are remembered
				buf = fmt.Appendf(buf[:0], "%02d:00:00", n%24)
			}
			value, err := v.Value(i, c, Cell{Kind: String, Text: buf})
			if err != nil {
				t.Fatal(err)
			}
			row[i] = value
		}
		return row
	}
	var kept [][3]driver.Value
	for n := range 100_000 {
		if r := row(n); n%97 == 0 {
			kept = append(kept, r)
		}
	}
	for i, r := range kept {
		n := i * 97
		want := [3]driver.Value{
			fmt.Sprintf("n%d", n) + strings.Repeat("x", n*7%700),
			fmt.Sprintf("%d.%02d", n, n%100), fmt.Sprintf("%02d:00:00", n%24),
		}
		if r != want {
			t.Fatalf("row %d is now %.40q", n, r)
		}
	}
}

// TestMemoTellsTypesApart has the same text in columns of different types and
// kinds.
func TestMemoTellsTypesApart(t *testing.T) {
	v := NewValues(3, time.UTC, false)
	for range 3 {
		for i, typ := range []Type{Text, Date, DateTime} {
			got, err := v.Value(i, column(typ), text("2020-01-01"))
			if err != nil {
				t.Fatal(err)
			}
			if _, isText := got.(string); isText != (typ == Text) {
				t.Errorf("%v: %T", typ, got)
			}
		}
	}
}

// TestAllocations bounds what a value costs.
func TestAllocations(t *testing.T) {
	if testing.CoverMode() != "" {
		t.Skip("coverage counters allocate")
	}
	var n int
	for _, tt := range []struct {
		name string
		typ  Type
		next func(buf []byte) []byte
		most float64
	}{
		{"a choice", Text, func([]byte) []byte { return []byte("Madame")[:6:6] }, 0},
		{"different texts", Text, func(b []byte) []byte { n++; return fmt.Appendf(b[:0], "name%d", n) }, 2},
		{"a date seen before", Date, func([]byte) []byte { return []byte("2020-01-01") }, 0},
		{"different decimals", Decimal, func(b []byte) []byte { n++; return fmt.Appendf(b[:0], "%d.5", n) }, 2},
		{"a small integer", Integer, func([]byte) []byte { return []byte("17") }, 0},
		{"a boolean", Boolean, func([]byte) []byte { return []byte("Y") }, 0},
	} {
		v := NewValues(1, time.UTC, false)
		c := column(tt.typ)
		buf := make([]byte, 0, 64)
		got := testing.AllocsPerRun(5000, func() {
			buf = tt.next(buf)
			if _, err := v.Value(0, c, Cell{Kind: String, Text: buf}); err != nil {
				t.Fatal(err)
			}
		})
		if got > tt.most+1 { // one for what next itself may cost
			t.Errorf("%s: %v allocations, want %v at most", tt.name, got, tt.most)
		}
	}
}
