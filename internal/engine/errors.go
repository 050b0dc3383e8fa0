package engine

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"zombiezen.com/go/sqlite"
)

// Error is an error of SQLite or of one of the functions it calls.
type Error struct {
	// Code is SQLite's result code.
	Code int
	// Message says what is wrong; of a function's error it is the text.
	Message string
	err     error
}

func (e *Error) Error() string { return e.Message }

// Unwrap is the error as the SQLite package gave it.
func (e *Error) Unwrap() error { return e.err }

// errorOf is what the caller hears of an error of SQLite: the reason behind it
// if that is the scan's or the context's, else an *Error.
func (r *Rows) errorOf(err error) error {
	if r.failed != nil {
		return r.failed
	}
	if ctxErr := r.parent.Err(); ctxErr != nil {
		return ctxErr
	}
	code := sqlite.ErrCode(err)
	e := &Error{Code: int(code), Message: messageOf(err), err: err}
	switch code.ToPrimary() {
	case sqlite.ResultFull, sqlite.ResultIOErr, sqlite.ResultCantOpen:
		e.Message = fmt.Sprintf("temporary files in %s: %s", r.engine.tempDir(), e.Message)
	case sqlite.ResultTooBig:
		e.Message = fmt.Sprintf("a text or row has more than the %d bytes that engine_memory allows: %s", maxLength(r.engine.opts.Memory), e.Message)
	}
	return e
}

// tempDir names the directory of temporary files for messages.
func (e *Engine) tempDir() string {
	if e.opts.TempDir != "" {
		return e.opts.TempDir
	}
	return os.TempDir() + " (or SQLite's other choice)"
}

// messageOf is the text of an error without what the SQLite package puts before
// a function's own.
func messageOf(err error) string {
	text := err.Error()
	for inner := err; inner != nil; inner = errors.Unwrap(inner) {
		text = inner.Error()
	}
	return strings.TrimPrefix(text, sqlite.ResultError.Message()+": ")
}
