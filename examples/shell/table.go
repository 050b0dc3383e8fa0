package main

import (
	"errors"
	"slices"
	"strings"
	"time"
)

const (
	// measured is the number of rows after whose widths a table is laid out.
	measured = 100
	// patience is how long a table waits for them.
	patience = 500 * time.Millisecond
)

// tablePrinter aligns columns. Their widths come from the first rows; a later value
// that is wider is written all the same, and stands out.
type tablePrinter struct {
	out     *resultWriter
	view    view
	columns []column
	widths  []int
	names   []string
	held    [][]string // rows, until the widths are known
	values  [][]any    // of these
	other   printer    // of a table that doesn't fit
	since   time.Time  // when the first of them came
	laidOut bool
	now     func() time.Time
}

func (p *tablePrinter) begin(columns []column) error {
	p.columns, p.widths = columns, make([]int, len(columns))
	for i, c := range columns {
		p.names = append(p.names, p.cut(c.name))
		p.widths[i] = width(p.names[i])
	}
	return nil
}

func (p *tablePrinter) cut(s string) string { return shorten(visible(s, false), p.view.width) }

// cell is a value as the table shows it. A number or a date is never cut: it would
// be another one.
func (p *tablePrinter) cell(v any, c column) string {
	s, ok := text(v, c)
	if !ok {
		return p.view.null
	}
	switch v.(type) {
	case string, []byte:
		if !c.number() {
			return p.cut(s)
		}
	}
	return visible(s, false)
}

func (p *tablePrinter) row(values []any) error {
	if p.other != nil {
		return p.other.row(values)
	}
	cells := make([]string, len(values))
	for i, v := range values {
		cells[i] = p.cell(v, p.columns[i])
		if !p.laidOut {
			p.widths[i] = max(p.widths[i], width(cells[i]))
		}
	}
	if p.laidOut {
		return p.writeRow(cells)
	}
	if len(p.held) == 0 {
		p.since = p.now()
	}
	p.held, p.values = append(p.held, cells), append(p.values, slices.Clone(values))
	if len(p.held) < measured && p.now().Sub(p.since) < patience {
		return nil
	}
	return p.layOut()
}

// layOut writes the head and the rows held back.
func (p *tablePrinter) layOut() error {
	p.laidOut = true
	if p.view.fit > 0 && p.total() > p.view.fit && len(p.held) > 0 {
		return p.expand()
	}
	if err := p.writeRow(p.names); err != nil {
		return err
	}
	for i, w := range p.widths {
		if i > 0 {
			p.out.WriteByte('+')
		}
		p.out.WriteString(strings.Repeat("-", w+2))
	}
	p.out.WriteByte('\n')
	for _, cells := range p.held {
		if err := p.writeRow(cells); err != nil {
			return err
		}
	}
	p.held, p.values = nil, nil
	return nil
}

// total is the width of the table.
func (p *tablePrinter) total() int {
	n := -1
	for _, w := range p.widths {
		n += w + 3
	}
	return n
}

// expand goes on with a line for each column.
func (p *tablePrinter) expand() error {
	p.other = &expandedPrinter{out: p.out, view: p.view}
	err := p.other.begin(p.columns)
	for _, values := range p.values {
		err = errors.Join(err, p.other.row(values))
	}
	p.held, p.values = nil, nil
	return err
}

func (p *tablePrinter) writeRow(cells []string) error {
	var line strings.Builder
	for i, cell := range cells {
		if i > 0 {
			line.WriteString(" |")
		}
		line.WriteByte(' ')
		padding := strings.Repeat(" ", max(0, p.widths[i]-width(cell)))
		if p.columns[i].number() {
			line.WriteString(padding + cell)
		} else {
			line.WriteString(cell + padding)
		}
	}
	_, err := p.out.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	return err
}

func (p *tablePrinter) abandon() error {
	if !p.laidOut && len(p.held) > 0 {
		return p.layOut()
	}
	return nil
}

func (p *tablePrinter) end(rows int64) error {
	if !p.laidOut {
		if err := p.layOut(); err != nil {
			return err
		}
	}
	if p.other != nil {
		return p.other.end(rows)
	}
	_, err := p.out.WriteString("(" + counted(rows, "row") + ")\n")
	return err
}
