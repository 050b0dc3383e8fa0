package main

import (
	"fmt"
	"io"
	"strings"
)

// isExplain tells whether a statement asks what another would do. Its answer has
// texts of several lines, which a row of a table has no room for.
func isExplain(query string) bool {
	words := strings.Fields(query)
	return len(words) > 0 && strings.EqualFold(words[0], "EXPLAIN")
}

// printUpright writes each value on a line of its own, whole, and leaves NULLs out.
func (t *table) printUpright(out io.Writer) error {
	widest := 0
	for _, name := range t.names {
		widest = max(widest, width(name))
	}
	var b strings.Builder
	for n, row := range t.rows {
		if n > 0 {
			b.WriteByte('\n')
		}
		for i, cell := range row {
			if cell == "NULL" {
				continue
			}
			name := t.names[i]
			for line := range strings.SplitSeq(visible(cell, true), "\n") {
				fmt.Fprintf(&b, " %s%s | %s\n", name, strings.Repeat(" ", widest-width(name)), line)
				name = ""
			}
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}
