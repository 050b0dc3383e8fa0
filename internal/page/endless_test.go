//go:build !race

// What the race detector takes would count as memory of the reader's.

package page

import (
	"errors"
	"runtime"
	"strings"
	"testing"
)

// TestEndless has pages that go on for ever without another record: each ends
// with an error, after a bounded number of bytes and in bounded memory.
func TestEndless(t *testing.T) {
	row := `{"objects":[{"id":"1","data":{"Nom":"a"}}`
	tests := []struct {
		name, head, part string
		want             error
		rows             int
	}{
		{"white space in front", ``, " ", ErrNoRecords, 0},
		{"white space before the list", `{"objects":`, "\n", ErrNoRecords, 0},
		{"white space in the list", `{"objects":[`, " ", ErrNoRecords, 0},
		{"white space behind a record", row, "\t", ErrNoRecords, 1},
		{"white space behind the list", row + `]`, "\r", ErrNoRecords, 1},
		{"white space behind the page", row + `]}`, " ", ErrNoRecords, 1},
		{"white space in a record", `{"objects":[{"id":`, " ", ErrTooLarge, 0},
		{"members before the list", `{`, `"x":1,`, ErrNoRecords, 0},
		{"members behind the list", row + `]`, `,"x":[]`, ErrNoRecords, 1},
		{"members of a record", `{"objects":[{`, `"x":1,`, ErrTooLarge, 0},
		{"members of the data", `{"objects":[{"data":{`, `"x":1,`, ErrTooLarge, 0},
		{"a name", `{"`, "x", ErrTooLarge, 0},
		{"a key of the data", `{"objects":[{"data":{"`, "x", ErrTooLarge, 0},
		{"a string", `{"objects":[{"data":{"Nom":"`, "x", ErrTooLarge, 0},
		{"a string of escapes", `{"objects":[{"data":{"Nom":"`, `\n`, ErrTooLarge, 0},
		{"an ignored string", `{"objects":[{"data":{"u":"`, "x", ErrTooLarge, 0},
		{"a string outside", `{"x":"`, "x", ErrTooLarge, 0},
		{"a number", `{"objects":[{"data":{"Nom":`, "9", ErrTooLarge, 0},
		{"an exponent", `{"objects":[{"data":{"u":1e`, "9", ErrTooLarge, 0},
		{"an id", `{"objects":[{"id":"`, "7", ErrTooLarge, 0},
		{"an array", `{"objects":[{"data":{"Nom":[0`, ",0", ErrTooLarge, 0},
		{"an array outside", `{"x":[0`, ",0", ErrTooLarge, 0},
	}
	for _, tt := range tests {
		var before, after runtime.MemStats
		src := forever(tt.head, tt.part)
		r := NewReader()
		runtime.ReadMemStats(&before)
		got := traceOf(r, src, "contact", []string{"Nom"})
		runtime.ReadMemStats(&after)
		if !errors.Is(got.err, tt.want) || len(got.rows) != tt.rows {
			t.Errorf("%s: %d rows and %v, want %d and %v", tt.name, len(got.rows), got.err, tt.rows, tt.want)
		}
		if src.sent > maxBetween+2*MaxRecord {
			t.Errorf("%s: read %d bytes", tt.name, src.sent)
		}
		// The buffer doubles up to a record's size, so that all sizes together
		// are twice the last.
		if used := after.TotalAlloc - before.TotalAlloc; used > 5*MaxRecord {
			t.Errorf("%s: allocated %d MiB", tt.name, used>>20)
		}
	}
}

// TestEndlessRecords reads records that never end: the memory stays what it is.
func TestEndlessRecords(t *testing.T) {
	const n = 300_000
	r := NewReader()
	r.Reset(forever(`{"objects":[{}`, `,{"id":"12","data":{"Nom":"`+strings.Repeat("x", 500)+`","u":[{"v":1}]}}`), "contact", []string{"Nom"})
	var before, after runtime.MemStats
	for i := range n {
		if i == 1000 {
			runtime.ReadMemStats(&before)
		}
		if ok, err := r.Next(); !ok || err != nil {
			t.Fatalf("record %d: %v, %v", i, ok, err)
		}
	}
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 1<<20 {
		t.Errorf("allocated %d bytes over %d records", used, n)
	}
}
