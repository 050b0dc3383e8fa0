// Package page reads one answer of get_objects as it arrives: for each record
// its id and the cells of the wanted fields.
//
// It is the hottest code of the driver, so it is a lexer made for this one
// shape. The keys of a record are predicted from the record before, strings
// are scanned eight bytes at a time and unescaped where they lie, and nothing
// is allocated per record. It is as strict as encoding/json, and stricter
// where encoding/json repairs text silently: invalid UTF-8 and lone surrogates
// are errors.
//
// What a record holds, how its keys find their fields, and what else a page
// may say is written at the functions that read it.
package page

import (
	"io"
	"slices"

	"github.com/scale-sql/scale/schema"
)

// Reader reads the records of one page as they arrive. It is not safe for
// concurrent use. After Reset it can read another page, with the buffers and
// the key order it has from the one before.
type Reader struct {
	input

	state state
	first bool // in the object or list of state, nothing was read yet
	err   error

	id      schema.Cell
	idStart int64

	cells []schema.Cell
	slots []slot
	gen   uint64 // number of the current record; never 0 while one is read
	count int    // how many cells the current record has set

	keys   keys
	report Report
	depth  nesting
}

// slot is what the reader knows of a cell besides its value.
type slot struct {
	gen   uint64 // the record that set the cell
	start int64  // where its text starts in the page
}

// Report is what a page said besides its records.
type Report struct {
	// Objects tells that the page has an "objects" member, even an empty one.
	Objects bool
	// Members are the page's other members, in their order: the first 8 whose
	// name and value are not longer than 4 KiB each.
	Members []Member
}

// Member is a member of the page's top-level object.
type Member struct {
	Name  string
	Value []byte // JSON, as written; a copy that belongs to the caller
}

const (
	maxMembers    = 8
	maxMemberSize = 4 << 10
)

// NewReader returns a Reader that reads an empty page until Reset gives it
// another one.
func NewReader() *Reader {
	r := &Reader{}
	r.Reset(nil, "", nil)
	return r
}

// Reset makes the Reader read a page of the object from src, and deliver the
// named fields. The names are in the spelling of the metadata, and distinct.
// What was learnt about the order of keys is kept if object and fields are
// those of the page before.
func (r *Reader) Reset(src io.Reader, object string, fields []string) {
	r.input.reset(src)
	r.state, r.first, r.err = atStart, false, nil
	r.report = Report{}
	if !r.keys.knows(object, fields) {
		r.keys.forget(object, fields)
		r.cells = slices.Grow(r.cells[:0], len(fields))[:len(fields)]
		r.slots = slices.Grow(r.slots[:0], len(fields))[:len(fields)]
		clear(r.slots)
	}
	r.clear()
}

// Next reads the next record. It returns false and no error after the page has
// been read to its end, and nothing but white space was found behind it.
// An error of the source comes back unchanged, an end of the page in its middle
// wraps io.ErrUnexpectedEOF, a record larger than MaxRecord wraps ErrTooLarge;
// a page that goes on without one wraps ErrNoRecords, and everything else is a
// *SyntaxError. After an error, Next returns it again.
func (r *Reader) Next() (bool, error) {
	if r.err != nil {
		return false, r.err
	}
	ok, err := r.advance()
	if !ok {
		r.clear()
	}
	r.err = err
	return ok, err
}

// ID returns the record's id. Its kind is String, Number or, in a record that
// has none, Missing. The text is valid until the next call of Next or Reset.
func (r *Reader) ID() schema.Cell { return r.id }

// Cells returns one cell for each wanted field, in the order of the fields.
// The slice and the texts are valid until the next call of Next or Reset.
func (r *Reader) Cells() []schema.Cell { return r.cells }

// Report returns what the page has said so far besides its records; it is
// complete when Next has returned false.
func (r *Reader) Report() Report { return r.report }

// Head returns the first bytes of the page, at most 1,024 of those that have
// arrived so far, for error messages. They are valid until Reset.
func (r *Reader) Head() []byte { return r.head[:len(r.head):len(r.head)] }

// Know tells the Reader which names the object has. A key that is one of them
// but none of the wanted fields is another field's, even if it differs from a
// wanted one in its case alone. It is called before the first Reset.
func (r *Reader) Know(name func(string) bool) { r.keys.known = name }

// clear empties the cells, for when there is no current record.
func (r *Reader) clear() {
	r.id = schema.Cell{}
	clear(r.cells)
}
