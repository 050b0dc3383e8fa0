package page

import (
	"github.com/scale-sql/scale/schema"
)

// The parts of a record as nearly every server writes them.
const (
	usualID   = `{"id":`
	usualData = `,"data":{`
)

// record reads one record: an object with "id", "data" and perhaps others, in
// any order.
func (r *Reader) record() error {
	r.keep = r.p
	r.count = 0
	seen, err := r.usualRecord()
	for more := true; more && err == nil; {
		more, err = r.recordMember(&seen)
	}
	if err != nil {
		return err
	}
	if r.count < len(r.cells) {
		r.markMissing()
	}
	return r.checkSize()
}

// parts are the members of a record that were read.
type parts uint8

const (
	sawID parts = 1 << iota
	sawData
	sawOther
)

// usualRecord reads the opening brace and, if they are written as usual, the
// id and the data.
func (r *Reader) usualRecord() (parts, error) {
	if !r.has(usualID) {
		if r.buf[r.p] != '{' {
			return 0, r.expected("a record, that is an object")
		}
		r.p++
		return 0, nil
	}
	r.p += len(usualID)
	if err := r.idValue(); err != nil {
		return 0, err
	}
	if !r.has(usualData) {
		return sawID, nil
	}
	r.p += len(usualData)
	return sawID | sawData, r.data()
}

// has tells whether the next bytes are those, as far as they have arrived.
func (in *input) has(s string) bool {
	e := in.p + len(s)
	return e <= in.end && string(in.buf[in.p:e]) == s
}

// recordMember reads a member of the record, or the record's end.
func (r *Reader) recordMember(seen *parts) (more bool, err error) {
	if more, err = r.separator(*seen == 0, '}', "',' or '}' in a record"); !more || err != nil {
		return false, err
	}
	start, name, err := r.key()
	if err != nil {
		return false, err
	}
	part := sawOther
	switch string(name) {
	case "id":
		part = sawID
	case "data":
		part = sawData
	}
	if *seen&part != 0 && part != sawOther {
		return false, r.wrong(start, `"`+string(name)+`" occurs twice in a record`)
	}
	*seen |= part
	return true, r.recordValue(part)
}

func (r *Reader) recordValue(part parts) error {
	switch part {
	case sawID:
		return r.idValue()
	case sawData:
		return r.dataValue()
	}
	return r.skip()
}

// idValue reads the value of "id".
func (r *Reader) idValue() error {
	c, err := r.space()
	if err != nil {
		return err
	}
	switch {
	case c == '"':
		start, escaped, err := r.str()
		if err != nil {
			return err
		}
		text := r.since(start, 1)
		if escaped {
			text = unescape(text)
		}
		r.id, r.idStart = schema.Cell{Kind: schema.String, Text: text}, start
		return nil
	case c == '-' || isDigit(c):
		start := r.offset()
		if err := r.number(); err != nil {
			return err
		}
		r.id, r.idStart = schema.Cell{Kind: schema.Number, Text: r.since(start, 0)}, start
		return nil
	}
	return r.expected("an id, that is a string or a number")
}

// dataValue reads the value of "data". A PHP server writes an object without
// members as an array.
func (r *Reader) dataValue() error {
	c, err := r.space()
	if err != nil {
		return err
	}
	switch c {
	case '{':
		r.p++
		return r.data()
	case '[':
		return r.empty(']', `"data" to be an object or an empty array`)
	case 'n':
		return r.literal("null")
	}
	return r.expected(`"data" to be an object`)
}

// markMissing empties the cells that the record has not set.
func (r *Reader) markMissing() {
	for i := range r.cells {
		if r.slots[i].gen != r.gen {
			r.cells[i] = schema.Cell{}
		}
	}
}
