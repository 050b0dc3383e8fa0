package schema

import (
	"testing"
	"time"
)

// TestNatives is what the engine gets of the cells: one spelling for each value.
func TestNatives(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	null := Native{}
	integer := func(n int64) Native { return Native{Kind: NativeInt, Int: n} }
	textual := func(s string) Native { return Native{Kind: NativeText, Text: []byte(s)} }
	tests := []struct {
		typ  Type
		cell Cell
		want Native
		err  string
	}{
		{Text, text(""), textual(""), ""},
		{Text, Cell{}, textual(""), ""},
		{Text, number("1.50"), textual("1.50"), ""},
		{Text, Cell{Kind: True}, textual("true"), ""},
		{Text, Cell{Kind: Composite, Text: []byte("[1]")}, textual("[1]"), ""},
		{Integer, Cell{Kind: Null}, null, ""},
		{Integer, text(""), null, ""},
		{Integer, number("16.00"), integer(16), ""},
		{Integer, text(two63), null, "an integer of 64 bits"},
		{Boolean, text("oui"), integer(1), ""},
		{Boolean, text("N"), integer(0), ""},
		{Boolean, Cell{Kind: False}, integer(0), ""},
		{Boolean, Cell{}, null, ""},
		{Boolean, text("?"), null, "a boolean"},
		{Decimal, text("007.50"), textual("7.50"), ""},
		{Decimal, text("-007.50"), textual("-7.50"), ""},
		{Decimal, text("-0.00"), textual("0.00"), ""},
		{Decimal, text("000"), textual("0"), ""},
		{Decimal, text(".50"), textual("0.50"), ""},
		{Decimal, text("1.50e1"), textual("15.0"), ""},
		{Decimal, text("1e3"), textual("1000"), ""},
		{Decimal, text(".-5"), null, "a decimal number"},
		{Date, text("0000-00-00"), null, ""},
		{Date, text("2020-02-29 00:00:00"), textual("2020-02-29"), ""},
		{Date, text("2020-02-30"), null, "a date"},
		{DateTime, text("2020-02-29"), textual("2020-02-29 00:00:00"), ""},
		{DateTime, text("2020-02-29T13:05"), textual("2020-02-29 13:05:00"), ""},
		{DateTime, text("2020-02-29 13:05:07.2500"), textual("2020-02-29 13:05:07.25"), ""},
		{DateTime, text("2020-07-01T10:00:00Z"), textual("2020-07-01 12:00:00"), ""},
		{DateTime, text("0000-00-00 00:00:00"), null, ""},
		{DateTime, text("9999-12-31 23:30:00Z"), null, "a datetime of the years 1 to 9999"},
		{Time, text("9:05"), textual("09:05:00"), ""},
		{Time, text("-00:00:00"), textual("00:00:00"), ""},
		{Time, text("-838:59:59.5"), textual("-838:59:59.5"), ""},
		{Time, text("839:00:00"), null, "a time"},
		{Time, text("13:05:07Z"), null, "a time"},
		{Time, text("noon"), null, "a time"},
		{Time, text(""), null, ""},
	}
	v := NewValues(1, paris, false)
	for _, tt := range tests {
		got, err := v.Native(column(tt.typ), tt.cell)
		if tt.err != "" {
			wantError(t, err, tt.err)
			continue
		}
		if err != nil || got.Kind != tt.want.Kind || got.Int != tt.want.Int || string(got.Text) != string(tt.want.Text) {
			t.Errorf("%v %q: %d %d %q, %v, want %d %d %q", tt.typ, tt.cell.Text, got.Kind, got.Int, got.Text, err,
				tt.want.Kind, tt.want.Int, tt.want.Text)
		}
	}
}
