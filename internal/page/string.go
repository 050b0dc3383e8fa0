package page

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"unicode/utf8"
)

// Eight equal bytes each, for plain.
const (
	ones       = 0x0101010101010101
	spaces     = ' ' * ones
	quotes     = '"' * ones
	backslashs = '\\' * ones
	highBits   = 0x80 * ones
)

// plain returns the position of the first quote, backslash or control
// character at or behind p, one of which is always there: the 0 behind the
// last byte read. high has one of highBits set if a byte before that one is
// not ASCII; its other bits mean nothing.
//
// A subtraction sets a byte's high bit if the byte was below what is
// subtracted, or high itself. It may do so wrongly in bytes above the first
// such byte, but only the first one counts.
func plain(buf []byte, p int) (stop int, high uint64) {
	for {
		x := binary.LittleEndian.Uint64(buf[p:])
		m := ((x - spaces) | ((x ^ quotes) - ones) | ((x ^ backslashs) - ones)) &^ x & highBits
		if m != 0 {
			return p + bits.TrailingZeros64(m)>>3, high | x&(m&-m-1)
		}
		high |= x
		p += 8
	}
}

// str reads a string from its opening quote to behind the closing one, and
// returns the offset behind the opening one. The text is as written; escaped
// tells that unescape has something to do.
func (r *Reader) str() (start int64, escaped bool, err error) {
	r.p++
	start = r.offset()
	var high uint64
	for {
		stop, h := plain(r.buf, r.p)
		high |= h
		r.p = stop
		switch c := r.buf[stop]; {
		case c == '"':
			r.p++
			if high&highBits != 0 {
				err = r.checkUTF8(start)
			}
			return start, escaped, err
		case c == '\\':
			escaped = true
			err = r.escape()
		case stop == r.end:
			err = r.fill()
		default:
			err = r.wrong(r.offset(), fmt.Sprintf("control character %#02x in a string", c))
		}
		if err != nil {
			return 0, false, err
		}
	}
}

// checkUTF8 checks the string that was just read.
func (r *Reader) checkUTF8(start int64) error {
	text := r.since(start, 1)
	if utf8.Valid(text) {
		return nil
	}
	i := 0
	for {
		c, n := utf8.DecodeRune(text[i:])
		if c == utf8.RuneError && n == 1 {
			return r.wrong(start+int64(i), fmt.Sprintf("invalid UTF-8 in a string: %#02x", text[i]))
		}
		i += n
	}
}

// quote expects the opening quote of a key, after white space, and does not
// read it.
func (r *Reader) quote(what string) error {
	c, err := r.space()
	if err == nil && c != '"' {
		err = r.expected(what + ", in quotes")
	}
	return err
}

// key reads a key and the colon behind it. It returns the key's offset and its
// text, valid until the next byte is read.
func (r *Reader) key() (start int64, name []byte, err error) {
	if err := r.quote("a key"); err != nil {
		return 0, nil, err
	}
	start = r.offset()
	text, escaped, err := r.str()
	if err != nil {
		return 0, nil, err
	}
	end := r.offset()
	if err := r.colon(); err != nil {
		return 0, nil, err
	}
	name = r.buf[int(text-r.base):int(end-1-r.base)]
	if escaped {
		name = unescape(name)
	}
	return start, name, nil
}

// colon reads the colon behind a key.
func (r *Reader) colon() error {
	c, err := r.space()
	if err != nil {
		return err
	}
	if c != ':' {
		return r.expected("':' behind a key")
	}
	r.p++
	return nil
}
