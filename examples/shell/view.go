package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"time"
)

// formats are those of -format and \pset format.
var formats = map[string]bool{"table": true, "csv": true, "json": true}

// view is how results are shown.
type view struct {
	format   string
	expanded bool
	auto     bool   // expanded for tables wider than the terminal
	fit      int    // the terminal's width, 0 for any
	null     string // what tables show for NULL
	width    int    // after which tables cut texts, 0 for never
	terminal bool   // control characters must not reach it
}

// column is a column of a result.
type column struct{ name, sqlType string }

// number reports whether its values are written to the right.
func (c column) number() bool {
	return c.sqlType == "BIGINT" || c.sqlType == "DECIMAL" || c.sqlType == "DOUBLE"
}

// printer writes a result as its rows come.
type printer interface {
	begin([]column) error
	row([]any) error
	end(rows int64) error
	// abandon writes what has been held back of a result that breaks off.
	abandon() error
}

func (v view) printer(out *resultWriter) printer {
	switch {
	case v.format == "csv":
		return &csvPrinter{out: out, terminal: v.terminal}
	case v.format == "json":
		return &jsonPrinter{out: out}
	case v.expanded:
		return &expandedPrinter{out: out, view: v}
	}
	return &tablePrinter{out: out, view: v, now: time.Now}
}

// results is where results go.
func (s *shell) results() io.Writer {
	if s.file != nil {
		return s.file
	}
	return s.out
}

// notes is where everything else goes that is said about a statement: not into a
// file or a format that a program will read.
func (s *shell) notes() io.Writer {
	if s.file != nil && s.editor != nil {
		return s.out
	}
	if s.file != nil || s.view.format != "table" {
		return s.errs
	}
	return s.out
}

// setFile sends results to a file, or back to where they went.
func (s *shell) setFile(path string) error {
	if s.file != nil {
		err := s.file.Close()
		if s.file = nil; err != nil {
			return err
		}
	}
	if path == "" {
		return nil
	}
	// The rows are people's: nobody else is to read them.
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	s.file = file
	return nil
}

// resultWriter holds back what is written for a moment. What it writes to a terminal
// takes the place of the progress line.
type resultWriter struct {
	*bufio.Writer
	flushed time.Time
}

func newResultWriter(out io.Writer, working *progress) *resultWriter {
	return &resultWriter{Writer: bufio.NewWriter(working.before(out)), flushed: time.Now()}
}

// flushNow writes what has been held back for a tenth of a second.
func (w *resultWriter) flushNow() error {
	if w.Buffered() == 0 || time.Since(w.flushed) < 100*time.Millisecond {
		return nil
	}
	return w.flush()
}

func (w *resultWriter) flush() error {
	w.flushed = time.Now()
	return w.Flush()
}

// counted is a number with its noun.
func counted(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return grouped(n) + " " + noun + "s"
}

// grouped is a number with commas.
func grouped(n int64) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// took is a time as \timing tells it.
func took(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%.3f ms", float64(d)/float64(time.Millisecond))
	}
	return d.Round(time.Millisecond).String()
}
