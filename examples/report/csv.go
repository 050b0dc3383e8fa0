package main

import (
	"io"
	"strings"
)

// csvSink writes RFC 4180, row by row. NULL is an empty field and an empty text
// is "", so that a program may tell them apart; package encoding/csv doesn't.
type csvSink struct {
	out         io.Writer
	spreadsheet bool
	columns     []column
	line        []byte
}

func (c *csvSink) begin(_ job, columns []column) error {
	c.columns = columns
	if c.spreadsheet {
		c.line = append(c.line, "\ufeff"...) // without it Excel reads no UTF-8
	}
	for i, col := range columns {
		c.add(i, col.Name, true)
	}
	return c.flush()
}

func (c *csvSink) row(values []any) error {
	for i, v := range values {
		if v == nil {
			c.addNull(i)
			continue
		}
		k := c.columns[i].kind
		c.add(i, c.columns[i].format(v), k == text)
	}
	return c.flush()
}

// addNull leaves the field empty, but for a line that would be empty: readers
// pass over those.
func (c *csvSink) addNull(i int) {
	if i > 0 {
		c.line = append(c.line, ',')
	} else if len(c.columns) == 1 {
		c.line = append(c.line, `""`...)
	}
}

func (c *csvSink) add(i int, s string, isText bool) {
	if i > 0 {
		c.line = append(c.line, ',')
	}
	if isText && c.spreadsheet && isFormula(s) {
		s = "'" + s
	}
	if s != "" && !strings.ContainsAny(s, ",\"\r\n") && s[0] != ' ' && s[len(s)-1] != ' ' {
		c.line = append(c.line, s...)
		return
	}
	c.line = append(c.line, '"')
	c.line = append(c.line, strings.ReplaceAll(s, `"`, `""`)...)
	c.line = append(c.line, '"')
}

// isFormula reports whether a spreadsheet may run a text. Those of numbers and
// dates are the driver's, and a minus belongs there.
func isFormula(s string) bool {
	for _, start := range []string{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(strings.TrimLeft(s, " \u00a0"), start) {
			return true
		}
	}
	return false
}

func (c *csvSink) flush() error {
	_, err := c.out.Write(append(c.line, "\r\n"...))
	c.line = c.line[:0]
	return err
}

func (c *csvSink) end() error   { return nil }
func (c *csvSink) close() error { return nil }
