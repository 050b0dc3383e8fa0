package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
)

const (
	// widest is the number of a terminal's columns after which a value is cut.
	widest = 60
	// measured is the number of rows that decide how wide the columns are. Only
	// these are held: the rest passes.
	measured = 1000
)

// tableSink writes tables for a terminal.
type tableSink struct {
	out     io.Writer
	titles  bool
	tables  int
	columns []column
	widths  []int
	held    [][]string
	flowing bool // the head is out
	count   int
}

func (t *tableSink) begin(j job, columns []column) error {
	*t = tableSink{out: t.out, titles: t.titles, tables: t.tables + 1, columns: columns}
	t.widths = make([]int, len(columns))
	var head []string
	for _, c := range columns {
		head = append(head, c.Name)
	}
	t.hold(head)
	if !t.titles {
		return nil
	}
	title := visible(j.report.title) + "\n\n"
	if t.tables > 1 {
		title = "\n" + title
	}
	_, err := io.WriteString(t.out, title)
	return err
}

func (t *tableSink) row(values []any) error {
	cells := make([]string, len(values))
	for i, v := range values {
		cells[i] = t.columns[i].shown(v)
	}
	t.count++
	if t.flowing {
		return t.write(t.shown(cells))
	}
	t.hold(cells)
	if t.count == measured {
		return t.flow()
	}
	return nil
}

func (t *tableSink) hold(cells []string) {
	cells = t.shown(cells)
	for i, c := range cells {
		t.widths[i] = max(t.widths[i], widths.StringWidth(c))
	}
	t.held = append(t.held, cells)
}

// flow writes what is held. The widths are settled then.
func (t *tableSink) flow() error {
	t.flowing = true
	for i, cells := range t.held {
		if err := t.write(cells); err != nil {
			return err
		}
		if i > 0 {
			continue
		}
		var rule []string
		for _, w := range t.widths {
			rule = append(rule, strings.Repeat("-", w+2))
		}
		if _, err := fmt.Fprintln(t.out, strings.Join(rule, "+")); err != nil {
			return err
		}
	}
	t.held = nil
	return nil
}

func (t *tableSink) write(cells []string) error {
	var line strings.Builder
	for i, cell := range cells {
		if i > 0 {
			line.WriteString(" |")
		}
		padding := strings.Repeat(" ", max(0, t.widths[i]-widths.StringWidth(cell)))
		if t.columns[i].Number() {
			line.WriteString(" " + padding + cell)
		} else {
			line.WriteString(" " + cell + padding)
		}
	}
	_, err := fmt.Fprintln(t.out, strings.TrimRight(line.String(), " "))
	return err
}

func (t *tableSink) end() error {
	if !t.flowing {
		if err := t.flow(); err != nil {
			return err
		}
	}
	count := fmt.Sprintf("(%d rows)", t.count)
	if t.count == 1 {
		count = "(1 row)"
	}
	_, err := fmt.Fprintln(t.out, count)
	return err
}

func (t *tableSink) close() error { return nil }

// widths measures as terminals do, whatever the environment's language.
var widths = &runewidth.Condition{StrictEmojiNeutral: true}

// shown are cells as a terminal may show them. A number is never cut.
func (t *tableSink) shown(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		if out[i] = visible(c); !t.columns[i].Number() {
			out[i] = widths.Truncate(out[i], widest, "…")
		}
	}
	return out
}

// visible writes control characters, and those that reverse the direction of
// the text around them, as Go would: a value must not move the cursor.
func visible(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
