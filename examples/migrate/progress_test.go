package main

import (
	"strings"
	"testing"
	"time"
)

// clock is a time that tests let pass.
type clock struct{ time.Time }

func (c *clock) now() time.Time { return c.Time }

func TestProgress(t *testing.T) {
	st := &statement{script: &script{path: "a.sql"}, number: 1, line: 3, load: &load{path: "b.csv"}}
	for _, tt := range []struct {
		terminal, quiet bool
		want            string
	}{
		{false, true, ""},
		{true, true, ""},
		{false, false, "a.sql:3: statement 1, chunk 2: 1,000 rows of b.csv so far\na.sql:3: statement 1: 1,500 records\n2 statements, 1,500 records in 12s\n"},
		{true, false, "|[........................] 0 of 2,000 records" +
			"|[######..................] 500 of 2,000 records, 125 a second, 12s left" +
			"|[############............] 1,000 of 2,000 records, 125 a second, 8s left" +
			"|[##################......] 1,500 of 2,000 records, 125 a second, 4s left" +
			"|a.sql:3: statement 1: 1,500 records\n" +
			"|[##################......] 1,500 of 2,000 records, 125 a second, 4s left" +
			"|2 statements, 1,500 records in 12s\n"},
	} {
		var out strings.Builder
		c := &clock{someTime}
		p := newProgress(&out, tt.terminal, tt.quiet, c.now)
		p.columns = func() int { return 80 }
		p.begin(2, 2000)
		for i := range 3 {
			c.Time = c.Add(4 * time.Second)
			p.did(500, 500)
			p.chunk(st, int64(500*(i+1)), i+1, i == 2)
		}
		p.finished(st, 1500)
		p.total()
		if got := strings.ReplaceAll(out.String(), "\r\x1b[K", "|"); got != tt.want {
			t.Errorf("terminal %v, quiet %v:\n%s\nwant\n%s", tt.terminal, tt.quiet, got, tt.want)
		}
	}
}

// TestProgressOfStatements has a number of records that isn't known.
func TestProgressOfStatements(t *testing.T) {
	var out strings.Builder
	c := &clock{someTime}
	p := newProgress(&out, true, false, c.now)
	p.begin(2, 0)
	c.Time = c.Add(time.Minute)
	p.did(7, 0)
	p.finished(&statement{script: &script{path: "a.sql"}}, 7)
	if !strings.Contains(out.String(), "1 of 2 statements, 1m0s left") {
		t.Errorf("got %q", out.String())
	}
}

// TestProgressNarrow draws on terminals of all widths: a line that fills one would be
// continued in the next, and stay.
func TestProgressNarrow(t *testing.T) {
	for width, want := range map[int]string{
		0:  "5",
		20: "500 of 2,000 record",
		46: "500 of 2,000 records, 125 a second, 12s left",
		70: "500 of 2,000 records, 125 a second, 12s left",
		72: "[######..................] 500 of 2,000 records, 125 a second, 12s left",
	} {
		var out strings.Builder
		c := &clock{someTime}
		p := newProgress(&out, true, false, c.now)
		p.columns = func() int { return width }
		p.begin(1, 2000)
		out.Reset()
		c.Time = c.Add(4 * time.Second)
		p.did(500, 500)
		if got := strings.TrimPrefix(out.String(), "\r\x1b[K"); got != want {
			t.Errorf("width %d: %q, want %q", width, got, want)
		}
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1: "-1", -1000: "-1,000"} {
		if got := thousands(n); got != want {
			t.Errorf("%d is %s", n, got)
		}
	}
}
