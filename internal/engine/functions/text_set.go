package functions

import (
	"strings"

	"zombiezen.com/go/sqlite"
)

// makeSet is MAKE_SET(bits, a, b, ...): those of the texts whose bit is set, with
// commas between them, NULLs left out.
func makeSet(c call) (sqlite.Value, error) {
	if c.isNull(0) {
		return null, nil
	}
	var chosen []string
	size := 0
	bits := uint64(c.int(0))
	for i := 1; i < len(c.args) && bits != 0; i++ {
		if bits&1 == 1 && !c.isNull(i) {
			chosen = append(chosen, c.text(i))
			size += len(c.text(i)) + 1
		}
		bits >>= 1
	}
	if size > maxText {
		return null, nil
	}
	return textResult(strings.Join(chosen, ","))
}

// exportSet is EXPORT_SET(bits, on, off[, separator[, count]]): a text for each bit,
// the lowest first.
func exportSet(c call) (sqlite.Value, error) {
	separator, count := ",", 64
	if len(c.args) > 3 {
		separator = c.text(3)
	}
	if len(c.args) > 4 && c.int(4) >= 0 && c.int(4) < 64 {
		count = int(c.int(4))
	}
	on, off := c.text(1), c.text(2)
	if count*(max(len(on), len(off))+len(separator)) > maxText {
		return null, nil
	}
	parts := make([]string, count)
	bits := uint64(c.int(0))
	for i := range parts {
		parts[i] = off
		if bits>>i&1 == 1 {
			parts[i] = on
		}
	}
	return textResult(strings.Join(parts, separator))
}
