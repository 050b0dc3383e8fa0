package page

import (
	"errors"
	"fmt"
)

// ErrTooLarge is wrapped by the error for a record larger than MaxRecord.
var ErrTooLarge = errors.New("larger than 16 MiB")

// ErrNoRecords is wrapped by the error for a page that goes on and on without a
// record.
var ErrNoRecords = errors.New("64 MiB without a record")

// SyntaxError says where and how a page differs from what a page is.
type SyntaxError struct {
	Offset int64  // in bytes, from the start of the page
	Msg    string // what was expected, and the first bytes of what was found
}

// Error returns the message with the offset.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("page: byte %d: %s", e.Offset, e.Msg)
}

// maxQuote bounds what an error shows of the page, which may be anything.
const maxQuote = 12

// expected returns the error for a next byte that is not what it should be.
func (r *Reader) expected(what string) error {
	found := r.buf[r.p:min(r.p+maxQuote, r.end)]
	return r.wrong(r.offset(), fmt.Sprintf("expected %s, found %q", what, found))
}

func (r *Reader) wrong(offset int64, msg string) error {
	return &SyntaxError{Offset: offset, Msg: msg}
}

func (r *Reader) tooLarge() error {
	return fmt.Errorf("page: the record or member at byte %d is %w",
		r.base+int64(r.keep), ErrTooLarge)
}

// checkSize refuses a record or member, read from keep to p, that is too large
// but was in the buffer as a whole.
func (r *Reader) checkSize() error {
	if r.p-r.keep > MaxRecord {
		return r.tooLarge()
	}
	return nil
}
