package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// progress tells how far the run is: with a bar on a terminal, in plain lines
// elsewhere.
type progress struct {
	out      io.Writer
	terminal bool
	quiet    bool
	now      func() time.Time
	columns  func() int // how wide the terminal is

	started, told      time.Time
	statements         int
	planned, records   int64 // as planned, and so far
	written            int64
	finishedStatements int
	shown              bool
}

func newProgress(out io.Writer, terminal, quiet bool, now func() time.Time) *progress {
	return &progress{out: out, terminal: terminal && !quiet, quiet: quiet, now: now, columns: columns}
}

// begin is told what there is to do. The number of records leaves out those that
// depend on what is read.
func (p *progress) begin(statements int, records int64) {
	p.statements, p.planned = statements, records
	p.started = p.now()
	p.told = p.started
	p.draw()
}

// did counts records that were written, and how many of the plan's they are.
func (p *progress) did(records, planned int64) {
	p.written += records
	p.records += planned
	p.draw()
}

// between is how often a load is told of in plain lines.
const between = 5 * time.Second

// chunk tells of a chunk.
func (p *progress) chunk(st *statement, rows int64, number int, last bool) {
	if p.quiet || p.terminal || last || p.now().Sub(p.told) < between {
		return
	}
	p.told = p.now()
	fmt.Fprintf(p.out, "%s:%d: statement %d, chunk %d: %s of %s so far\n", st.script.path, st.line, st.number, number, counted(rows, "row"), st.load.path)
}

// finished tells of a statement.
func (p *progress) finished(st *statement, records int64) {
	p.finishedStatements++
	p.told = p.now()
	if p.quiet {
		return
	}
	p.end()
	fmt.Fprintf(p.out, "%s:%d: statement %d: %s\n", st.script.path, st.line, st.number, counted(records, "record"))
	p.draw()
}

// total tells what the run has come to.
func (p *progress) total() {
	p.end()
	switch {
	case p.quiet:
	case p.statements == 0:
		fmt.Fprintln(p.out, "There is nothing left to do: all is stored.")
	default:
		fmt.Fprintf(p.out, "%s, %s in %v\n", counted(int64(p.statements), "statement"), counted(p.written, "record"), p.now().Sub(p.started).Round(time.Millisecond))
	}
}

// end takes the bar away.
func (p *progress) end() {
	if p.shown {
		io.WriteString(p.out, "\r\x1b[K")
		p.shown = false
	}
}

const barWidth = 24

// draw draws the bar, of records or, where their number isn't known, statements.
func (p *progress) draw() {
	if !p.terminal {
		return
	}
	done, all, unit := p.records, p.planned, "records"
	if all == 0 {
		done, all, unit = int64(p.finishedStatements), int64(p.statements), "statements"
	}
	if all == 0 {
		return
	}
	full := int(min(done, all) * barWidth / all)
	bar := fmt.Sprintf("[%s%s] ", strings.Repeat("#", full), strings.Repeat(".", barWidth-full))
	line := fmt.Sprintf("%s of %s %s", thousands(done), thousands(all), unit)
	if took := p.now().Sub(p.started); done > 0 && took > 0 {
		left := time.Duration(float64(took) / float64(done) * float64(max(all-done, 0)))
		if rate := float64(done) / took.Seconds(); rate >= 1 {
			line += fmt.Sprintf(", %.0f a second", rate)
		}
		line += fmt.Sprintf(", %v left", left.Round(time.Second))
	}
	// A line that is as wide as the terminal, or wider, goes on in the next one, and
	// can't be taken away.
	space := max(p.columns()-1, 1)
	if len(bar)+len(line) <= space {
		line = bar + line
	}
	p.shown = true
	fmt.Fprintf(p.out, "\r\x1b[K%.*s", space, line)
}

// counted is a number with its unit.
func counted(n int64, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return thousands(n) + " " + unit + "s"
}

// thousands writes a number with commas.
func thousands(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
