package main

import (
	"fmt"
	"io"
	"strings"
)

// widest is the number of a terminal's columns after which a value is cut.
const widest = 40

// table is a result to print, its columns aligned.
type table struct {
	names  []string
	number []bool // the column is aligned to the right
	widths []int
	rows   [][]string
	cut    bool // there are more rows than these

	upright bool // each value has a line of its own
}

func (t *table) addColumn(name string, number bool) {
	name = shorten(visible(name, false), widest)
	t.names = append(t.names, name)
	t.number = append(t.number, number)
	t.widths = append(t.widths, width(name))
}

func (t *table) addRow(cells []string) {
	if t.upright {
		t.rows = append(t.rows, cells)
		return
	}
	for i := range cells {
		cells[i] = shorten(visible(cells[i], false), widest)
		t.widths[i] = max(t.widths[i], width(cells[i]))
	}
	t.rows = append(t.rows, cells)
}

// print writes the table and the number of its rows.
func (t *table) print(out io.Writer) error {
	if t.upright {
		return t.printUpright(out)
	}
	var b strings.Builder
	t.writeRow(&b, t.names)
	for i, w := range t.widths {
		if i > 0 {
			b.WriteByte('+')
		}
		b.WriteString(strings.Repeat("-", w+2))
	}
	b.WriteByte('\n')
	for _, row := range t.rows {
		t.writeRow(&b, row)
	}
	switch {
	case t.cut:
		fmt.Fprintf(&b, "(the first %d rows; there are more)\n", len(t.rows))
	case len(t.rows) == 1:
		b.WriteString("(1 row)\n")
	default:
		fmt.Fprintf(&b, "(%d rows)\n", len(t.rows))
	}
	_, err := io.WriteString(out, b.String())
	return err
}

func (t *table) writeRow(b *strings.Builder, cells []string) {
	var line strings.Builder
	for i, cell := range cells {
		if i > 0 {
			line.WriteString(" |")
		}
		line.WriteByte(' ')
		padding := strings.Repeat(" ", t.widths[i]-width(cell))
		if t.number[i] {
			line.WriteString(padding + cell)
		} else {
			line.WriteString(cell + padding)
		}
	}
	b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
}
