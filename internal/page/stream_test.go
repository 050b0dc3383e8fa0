package page

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// TestDeliveredOnArrival reads from a pipe to which nothing is written before
// the record that is complete has been delivered: a Reader that waits for more
// waits forever.
func TestDeliveredOnArrival(t *testing.T) {
	steps := []string{
		`{"objects":[{"id":"1","data":{"Nom":"a"}}`,
		`,{"id":2}`, ` , {"data":{"u":[{}]}}`, `,{}`,
		`,{"id":"5","data":{"Nom":"b"}},{"id":"6"}`, ``, // two in one write
	}
	pr, pw := io.Pipe()
	next := make(chan string)
	written := make(chan struct{})
	go func() {
		defer close(written)
		for s := range next {
			io.WriteString(pw, s)
		}
		pw.Close()
	}()
	r := NewReader()
	r.Reset(pr, "contact", []string{"Nom"})
	for i, s := range steps {
		if s != "" {
			next <- s
		}
		if ok, err := r.Next(); !ok || err != nil {
			t.Fatalf("record %d: %v, %v", i, ok, err)
		}
	}
	if got := rowText(r.ID(), r.Cells()); got != "s6|-" {
		t.Errorf("last record: %s", got)
	}
	next <- `]}`
	close(next)
	if ok, err := r.Next(); ok || err != nil {
		t.Errorf("end: %v, %v", ok, err)
	}
	<-written
}

// TestMistakeReportedOnArrival: nothing behind a mistake is waited for.
func TestMistakeReportedOnArrival(t *testing.T) {
	for _, tt := range mistakes {
		page := strings.Replace(tt.page, at, "", 1)
		src := io.MultiReader(strings.NewReader(page), panicReader{})
		if got := traceOf(NewReader(), src, "contact", shapeFields); got.err == nil {
			t.Errorf("%s: no error", page)
		}
	}
}

type panicReader struct{}

func (panicReader) Read([]byte) (int, error) { panic("read too far") }

// TestOneByteReadsAreLinear reads values of 1 MiB byte by byte. Were lexing to
// start again with each byte, this would take days.
func TestOneByteReadsAreLinear(t *testing.T) {
	const n = 1 << 20
	values := map[string]string{
		"text":    `"` + strings.Repeat("abcdefg ", n/8) + `"`,
		"accents": `"` + strings.Repeat("é", n/2) + `"`,
		"escapes": `"` + strings.Repeat(`\u00e9`, n/6) + `"`,
		"number":  strings.Repeat("1", n),
		"array":   "[" + strings.Repeat("1,", n/2) + "1]",
		"objects": "[" + strings.Repeat(`{"a":[]},`, n/9) + "1]",
		"space":   strings.Repeat(" ", n) + "1",
	}
	for name, value := range values {
		for _, form := range []string{`{"Nom":%s}`, `{"Nom":"1"},"link":%s`} {
			page := []byte(`{"objects":[{"data":` + fmt.Sprintf(form, value) + `}]}`)
			got := traceOf(NewReader(), oneByte{bytes.NewReader(page)}, "contact", []string{"Nom"})
			if got.err != nil || len(got.rows) != 1 {
				t.Errorf("%s: %d rows, %v", name, len(got.rows), got.err)
			}
		}
	}
	key := []byte(record(`{"` + strings.Repeat("k", n) + `":1}`))
	if got := traceOf(NewReader(), oneByte{bytes.NewReader(key)}, "contact", nil); got.err != nil {
		t.Error(got.err)
	}
}

// repeat is a long page that is in memory only in parts.
func repeat(head, part string, n int, tail string) io.Reader {
	parts := []io.Reader{strings.NewReader(head)}
	block := strings.Repeat(part, 100)
	for range n / 100 {
		parts = append(parts, strings.NewReader(block))
	}
	return io.MultiReader(append(parts, strings.NewReader(tail))...)
}

func TestMemoryIsBounded(t *testing.T) {
	rec := `{"id":"1","data":{"Nom":"` + strings.Repeat("x", 1000) + `"}}`
	large := `{"id":"2","data":{"u":"` + strings.Repeat("x", 1<<20) + `"}}`
	tests := []struct {
		name string
		src  io.Reader
		rows int
		most int
	}{
		{"records", repeat(`{"objects":[`, rec+",", 40000, rec+`]}`), 40001, chunk},
		{"with a large one", repeat(`{"objects":[`+large+`,`, rec+",", 4000, rec+`]}`), 4002, 2<<20 + chunk},
		{"members", repeat(`{`, `"x":"`+strings.Repeat("x", 1000)+`",`, 40000, `"objects":[]}`), 0, chunk},
		{"white space", repeat(`{"objects":[`, strings.Repeat(" ", 1000), 40000, `]}`), 0, chunk},
		{"white space behind", repeat(`{}`, strings.Repeat("\n", 1000), 40000, ``), 0, chunk},
	}
	for _, tt := range tests {
		r := NewReader()
		got := traceOf(r, tt.src, "contact", []string{"Nom"})
		if got.err != nil || len(got.rows) != tt.rows {
			t.Errorf("%s: %d rows, %v", tt.name, len(got.rows), got.err)
		}
		if len(r.buf) > tt.most+slack {
			t.Errorf("%s: the buffer has %d bytes", tt.name, len(r.buf))
		}
		r.Reset(nil, "contact", nil)
		if len(r.buf) > maxIdle {
			t.Errorf("%s: %d bytes are kept for the next page", tt.name, len(r.buf))
		}
	}
}

// TestMaxRecord: the limit is exact, however the page arrives.
func TestMaxRecord(t *testing.T) {
	tests := []struct{ before, from, to, behind string }{
		{`{"objects":[{},`, `{"data":{"Nom":"`, `"}}`, `]}`},
		{`{"objects":[{},`, `{"data":{"u":"`, `"}}`, `]}`},
		{`{"objects":[{},`, `{"link":"`, `"}`, `]}`},
		{`{"objects":[{}],`, `"x":"`, `"`, `}`},
	}
	for _, tt := range tests {
		most := MaxRecord - len(tt.from) - len(tt.to)
		for extra := range 2 {
			page := tt.before + tt.from + strings.Repeat("x", most+extra) + tt.to + tt.behind
			for _, src := range []io.Reader{strings.NewReader(page), iotest.HalfReader(strings.NewReader(page))} {
				err := traceOf(NewReader(), src, "contact", []string{"Nom"}).err
				if extra == 0 && err != nil || extra == 1 && !errors.Is(err, ErrTooLarge) {
					t.Errorf("%s, %d bytes too large: %v", tt.from, extra, err)
				}
				if extra == 1 && !strings.Contains(err.Error(), fmt.Sprintf("byte %d is larger than 16 MiB", len(tt.before))) {
					t.Errorf("%s: %v", tt.from, err)
				}
			}
		}
	}
}
