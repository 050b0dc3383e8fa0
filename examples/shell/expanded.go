package main

import (
	"fmt"
	"strings"
)

// expandedPrinter writes each column on a line of its own, whole.
type expandedPrinter struct {
	out     *resultWriter
	view    view
	columns []column
	names   []string
	widest  int
	rows    int64
}

func (p *expandedPrinter) begin(columns []column) error {
	p.columns = columns
	for _, c := range columns {
		name := visible(c.name, false)
		p.names, p.widest = append(p.names, name), max(p.widest, width(name))
	}
	return nil
}

func (p *expandedPrinter) row(values []any) error {
	p.rows++
	rule := fmt.Sprintf("-[ %d ]", p.rows)
	p.out.WriteString(rule + strings.Repeat("-", max(0, p.widest+3+20-len(rule))) + "\n")
	margin := "\n" + strings.Repeat(" ", p.widest) + " | "
	for i, v := range values {
		s, ok := text(v, p.columns[i])
		if !ok {
			s = p.view.null
		}
		s = strings.ReplaceAll(visible(s, true), "\n", margin)
		line := p.names[i] + strings.Repeat(" ", p.widest-width(p.names[i])) + " | " + s
		if _, err := p.out.WriteString(strings.TrimRight(line, " ") + "\n"); err != nil {
			return err
		}
	}
	return nil
}

func (p *expandedPrinter) abandon() error { return nil }

func (p *expandedPrinter) end(rows int64) error {
	_, err := p.out.WriteString("(" + counted(rows, "row") + ")\n")
	return err
}
