package syntax

import (
	"strconv"
	"strings"
)

// Part is one statement of a text.
type Part struct {
	// Text is the statement's source, without surrounding white space and comments
	// and without its semicolon.
	Text string
	// Offset is where Text starts, in bytes; Line is its line, from 1.
	Offset, Line int
}

// Split cuts a text into statements at its semicolons; those in strings, quoted names
// and comments don't count. Statements without anything but white space and comments
// are left out. The statements are not parsed, but a text whose tokens are wrong is an
// error as a whole.
func Split(text string, opt Options) ([]Part, error) {
	if len(text) > maxText {
		return nil, newError(text[:nearBytes], 0, "the text is longer than "+strconv.Itoa(maxText>>20)+" MiB; send it in parts")
	}
	l := &lexer{src: text, ansi: opt.ANSIQuotes, split: true}
	var parts []Part
	line, counted := 1, 0
	for l.pos < len(text) {
		l.toks, l.exec = l.toks[:0], -1
		l.run()
		if l.err != nil {
			return nil, l.err
		}
		l.notDashed()
		if l.err != nil {
			return nil, l.err
		}
		start, end := l.extent()
		if start == end {
			continue
		}
		line += strings.Count(text[counted:start], "\n")
		counted = start
		parts = append(parts, Part{Text: text[start:end], Offset: start, Line: line})
	}
	return parts, nil
}

// notDashed refuses a statement that ends in two minus signs. It is wrong anyway, but
// cut off from what follows them they would start a comment.
func (l *lexer) notDashed() {
	n := len(l.toks) - 1
	if n > 0 && opIs(&l.toks[n-1], ';') {
		n--
	}
	if n > 1 && opIs(&l.toks[n-1], '-') && opIs(&l.toks[n-2], '-') && l.toks[n-2].end == l.toks[n-1].start {
		l.fail(int(l.toks[n-2].start), "the statement ends here; -- starts a comment only if white space follows")
	}
}

// extent returns where the statement just read starts and ends; an executable comment
// counts as a part of it.
func (l *lexer) extent() (start, end int) {
	toks := l.toks[:len(l.toks)-1] // without the end mark
	if n := len(toks); n > 0 && opIs(&toks[n-1], ';') {
		toks = toks[:n-1]
	}
	if len(toks) > 0 {
		start, end = int(toks[0].start), int(toks[len(toks)-1].end)
	}
	if l.exec >= 0 {
		if len(toks) == 0 {
			return l.exec, l.execEnd
		}
		start, end = min(start, l.exec), max(end, l.execEnd)
	}
	return start, end
}
