package syntax

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// ErrUnsupported is wrapped by the errors for statements that are MySQL, or a
// neighbour's dialect of it, but which this driver does not do.
var ErrUnsupported = errors.New("unsupported SQL")

// Error tells what is wrong with a statement's text, and where.
type Error struct {
	// Offset is the byte offset in the text given to Parse or Split.
	Offset int
	// Line and Column count from 1; Column counts characters.
	Line, Column int
	// Near is the part of the text at Offset, shortened.
	Near string
	// Msg says what was expected and, where there is one, the way out.
	Msg string

	unsupported bool
}

// Error formats the message with its place and the part that it is about.
func (e *Error) Error() string {
	what := "syntax error"
	if e.unsupported {
		what = ErrUnsupported.Error()
	}
	if e.Near == "" {
		return fmt.Sprintf("%s at line %d, column %d: %s", what, e.Line, e.Column, e.Msg)
	}
	return fmt.Sprintf("%s at line %d, column %d, near %q: %s", what, e.Line, e.Column, e.Near, e.Msg)
}

// Unwrap returns ErrUnsupported if the statement is well formed but not supported.
func (e *Error) Unwrap() error {
	if e.unsupported {
		return ErrUnsupported
	}
	return nil
}

// nearBytes is how much of the text an error quotes.
const nearBytes = 60

// newError places a message at an offset of the text.
func newError(src string, offset int, msg string) *Error {
	offset = min(max(offset, 0), len(src))
	before := src[:offset]
	lineStart := strings.LastIndexByte(before, '\n') + 1
	return &Error{
		Offset: offset,
		Line:   strings.Count(before, "\n") + 1,
		Column: utf8.RuneCountInString(before[lineStart:]) + 1,
		Near:   shorten(src[offset:]),
		Msg:    msg,
	}
}

// shorten cuts a part of the text to what an error quotes, at a character's boundary.
func shorten(s string) string {
	cut := s
	if len(s) > nearBytes {
		n := nearBytes
		for n > 0 && !utf8.RuneStart(s[n]) {
			n--
		}
		cut = s[:n]
	}
	cut = strings.TrimSpace(cut)
	if len(s) > nearBytes {
		cut += "…"
	}
	return cut
}
