package syntax

import (
	"slices"
	"strings"
)

// emitter collects the canonical text. An operand may turn out to need an opening
// parenthesis only after it has been written; these are noted and put in at the end.
type emitter struct {
	buf   []byte
	notes []note
}

// note is a text to put in before what stands at pos.
type note struct {
	pos  int
	text string
}

func (e *emitter) str(s string) { e.buf = append(e.buf, s...) }

// before puts a text in front of what was written from pos on.
func (e *emitter) before(pos int, text string) { e.notes = append(e.notes, note{pos, text}) }

// text returns the whole. Of several notes at one place the later one is about the
// larger operand, so it goes first.
func (e *emitter) text() string {
	if len(e.notes) == 0 {
		return string(e.buf)
	}
	slices.Reverse(e.notes)
	slices.SortStableFunc(e.notes, func(a, b note) int { return a.pos - b.pos })
	var b strings.Builder
	b.Grow(len(e.buf) + 8*len(e.notes))
	last := 0
	for _, n := range e.notes {
		b.Write(e.buf[last:n.pos])
		b.WriteString(n.text)
		last = n.pos
	}
	b.Write(e.buf[last:])
	return b.String()
}
