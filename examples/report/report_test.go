package main

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

var someDay = time.Date(2024, 3, 1, 15, 0, 0, 0, time.UTC)

func TestParseReport(t *testing.T) {
	r, err := parseReport("a-b", "\ufeff-- title: T\r\n-- about: one\n-- about: two\n--\n-- just a comment, with a colon: here\n"+
		"-- param: since date today-30 first day\n-- param: word text 'two words'\n-- param: n integer required how many\n-- chart: bar x=month y=a,b\n\nSELECT :since, :word, :n -- :o\nFROM t;\n")
	if err != nil {
		t.Fatal(err)
	}
	if r.title != "T" || r.about != "one two" || r.query != "SELECT :since, :word, :n -- :o\nFROM t" || len(r.params) != 3 {
		t.Errorf("got %+v", r)
	}
	if want := (param{name: "word", kind: "text", fallback: "two words"}); r.params[1] != want {
		t.Errorf("got %+v, want %+v", r.params[1], want)
	}
	if want := (param{name: "n", kind: "integer", required: true, about: "how many"}); r.params[2] != want {
		t.Errorf("got %+v, want %+v", r.params[2], want)
	}
	if c := r.chart; c.kind != "bar" || c.x != "month" || len(c.y) != 2 {
		t.Errorf("got %+v", c)
	}
}

func TestParseReportRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"SELECT 1":                                             "title is missing",
		"-- title: T":                                          "no SQL",
		"-- title: T\n;":                                       "no SQL",
		"-- title:\nSELECT 1":                                  "line 1: -- title: has nothing",
		"-- title: T\n-- title: U\nSELECT 1":                   "line 2: there is a second title",
		"-- tittle: T\nSELECT 1":                               "did you mean title?",
		"-- param: since\nSELECT 1":                            "write: name type default description",
		"-- param: since day 1\nSELECT 1":                      "the type day is none of text, integer, decimal, date",
		"-- param: since date 2024-02-30\nSELECT 1":            "-since takes a date such as 2024-01-31",
		"-- param: n integer ten\nSELECT 1":                    "-n takes a whole number",
		"-- param: dsn text ''\nSELECT 1":                      "-dsn is a flag of the program",
		"-- param: a text x\n-- param: a text x\nS":            "line 2: -- param: a is there twice",
		"-- chart: bra x=a y=b\nSELECT 1":                      "did you mean bar?",
		"-- chart: bar y=b\nSELECT 1":                          "write bar x=column y=column",
		"-- chart: bar x=a y=b z=c\nSELECT 1":                  "z=c isn't understood",
		"-- chart: pie x=a y=b,c\nSELECT 1":                    "a pie has one y",
		"-- chart: bar x=a y=1,2,3,4,5,6,7,8,9,10,11,12,13\nS": "colours for 12 y, not 13",
		"-- title: T\nSELECT :b":                               "the SQL has :b, which is no parameter",
		"-- title: T\n-- param: a text x\nSELECT :A":           "the SQL has :A, which is no parameter",
		"-- title: T\n-- param: a text x\nSELECT ?":            "? placeholder",
		"-- title: T\n-- param: a text x\nSELECT 1":            "-- param: a: the SQL has no :a",
		"-- chart: bar x=a y=b\n-- chart: bar x=a y":           "line 2: there is a second chart",
	} {
		if _, err := parseReport("r", text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
	if _, err := parseReport("../r", "-- title: T\nSELECT 1"); err == nil {
		t.Error("a name with a path is taken")
	}
}

func TestParamValues(t *testing.T) {
	for _, c := range []struct {
		kind, text string
		want       any // nil for an error
	}{
		{"text", "it's; DROP", "it's; DROP"},
		{"integer", "-9223372036854775808", int64(-9223372036854775808)},
		{"integer", "1.5", nil},
		{"integer", "9223372036854775808", nil},
		{"decimal", "12345678901234567890.12", decimal.RequireFromString("12345678901234567890.12")},
		{"decimal", "1e3", nil},
		{"decimal", "", nil},
		{"date", "2024-02-29", "2024-02-29"},
		{"date", "2023-02-29", nil},
		{"date", "29/02/2024", nil},
		{"date", "today", "2024-03-01"},
		{"date", "today-1", "2024-02-29"},
		{"date", "today+1", nil},
		{"datetime", "2024-02-29 18:00:00", "2024-02-29 18:00:00"},
		{"datetime", "2024-02-29T18:00:00", "2024-02-29 18:00:00"},
		{"datetime", "2024-02-29", nil},
		{"boolean", "Yes", true},
		{"boolean", "0", false},
		{"boolean", "oui", nil},
	} {
		got, err := param{name: "p", kind: c.kind}.value(c.text, someDay)
		if d, ok := got.(decimal.Decimal); ok && d.Equal(c.want.(decimal.Decimal)) {
			continue
		}
		if got != c.want || (err == nil) != (c.want != nil) {
			t.Errorf("%s %q: got %v, %v", c.kind, c.text, got, err)
		}
		if err != nil && (!strings.Contains(err.Error(), "-p takes") || !strings.Contains(err.Error(), c.kind)) {
			t.Errorf("%s %q: %v", c.kind, c.text, err)
		}
	}
}

func TestMeant(t *testing.T) {
	words := []string{"orders-by-month", "orders-by-status", "top-products"}
	for word, want := range map[string]string{
		"order-by-month": "orders-by-month",
		"orders-month":   "orders-by-month",
		"topproducts":    "top-products",
		"x":              "",
	} {
		if got := meant(word, words); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: got %q", word, got)
		}
	}
}

func TestLibraryMissing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "reports")
	_, err := loadLibrary(dir)
	if want := "-dir " + dir + ": "; err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "open .") || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}
