package page

import (
	"io"

	"github.com/scale-sql/scale/schema"
)

// state tells what part of the page Next goes on with.
type state uint8

const (
	atStart   state = iota // before the top-level object
	inTop                  // between members of the top-level object
	inObjects              // between records
	atTail                 // behind the top-level object
	atEnd                  // everything is read
)

// advance reads up to the end of the next record, or of the page.
func (r *Reader) advance() (bool, error) {
	r.keep = -1
	r.gen++ // nothing in the cells belongs to the bytes that stay
	r.id = schema.Cell{}
	for {
		var err error
		switch r.state {
		case atStart:
			err = r.open()
		case inTop:
			err = r.topMember()
		case inObjects:
			var ok bool
			if ok, err = r.element(); ok {
				r.last = r.offset()
				return true, err
			}
		case atTail:
			err = r.tail()
		default:
			return false, nil
		}
		if err != nil {
			return false, err
		}
	}
}

func (r *Reader) open() error {
	c, err := r.space()
	if err != nil {
		return err
	}
	if c != '{' {
		return r.expected("the '{' of an answer in JSON")
	}
	r.p++
	r.state, r.first = inTop, true
	return nil
}

// topMember reads a member of the top-level object, or the object's end. Of
// "objects" it reads as much as comes before the records.
func (r *Reader) topMember() error {
	first := r.first
	r.first = false
	more, err := r.separator(first, '}', "',' or '}' in the answer's object")
	if err != nil {
		return err
	}
	if !more {
		r.state = atTail
		return nil
	}
	r.keep = r.p
	start, name, err := r.key()
	if err != nil {
		return err
	}
	if string(name) == "objects" {
		return r.openObjects(start)
	}
	return r.otherMember(string(name[:min(len(name), maxMemberSize+1)]))
}

// openObjects goes into the list of records. A PHP server writes an empty list
// as it likes.
func (r *Reader) openObjects(key int64) error {
	if r.report.Objects {
		return r.wrong(key, `"objects" occurs twice`)
	}
	r.report.Objects = true
	r.keep = -1
	c, err := r.space()
	if err != nil {
		return err
	}
	switch c {
	case '[':
		r.p++
		r.state, r.first = inObjects, true
		return nil
	case '{':
		return r.empty('}', `"objects" to be an array or an empty object`)
	case 'n':
		return r.literal("null")
	}
	return r.expected(`"objects" to be an array`)
}

// otherMember skips a member's value and reports it if it is small.
func (r *Reader) otherMember(name string) error {
	if _, err := r.space(); err != nil {
		return err
	}
	start := r.offset()
	if err := r.skip(); err != nil {
		return err
	}
	if err := r.checkSize(); err != nil {
		return err
	}
	value := r.since(start, 0)
	r.keep = -1
	if len(value) <= maxMemberSize && len(name) <= maxMemberSize && len(r.report.Members) < maxMembers {
		r.report.Members = append(r.report.Members, Member{name, append([]byte(nil), value...)})
	}
	return nil
}

// element reads a record, or the end of the list.
func (r *Reader) element() (bool, error) {
	first := r.first
	r.first = false
	more, err := r.separator(first, ']', "',' or ']' after a record")
	if err != nil {
		return false, err
	}
	if !more {
		r.state = inTop
		return false, nil
	}
	if err := r.record(); err != nil {
		return false, err
	}
	return true, nil
}

// separator reads the comma before the next part of a list, which the first
// part has none of, or the list's end, and the white space around them.
func (r *Reader) separator(first bool, closing byte, what string) (more bool, err error) {
	c, err := r.space()
	if err != nil {
		return false, err
	}
	switch {
	case c == closing:
		r.p++
		return false, nil
	case first:
		return true, nil
	case c != ',':
		return false, r.expected(what)
	}
	r.p++
	_, err = r.space()
	return true, err
}

// tail accepts white space up to the end of the source.
func (r *Reader) tail() error {
	for {
		for isSpace(r.buf[r.p]) {
			r.p++
		}
		if r.p < r.end {
			return r.expected("the end of the answer")
		}
		if err := r.read(); err == io.EOF {
			r.state = atEnd
			return nil
		} else if err != nil {
			return err
		}
	}
}
