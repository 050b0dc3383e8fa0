package page

import (
	"unicode/utf16"
	"unicode/utf8"
)

// escape reads one escape of a string, from its backslash on; of a surrogate
// pair, both halves.
func (r *Reader) escape() error {
	start := r.offset()
	c, err := r.following()
	if err != nil {
		return err
	}
	switch c {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		r.p++
		return nil
	case 'u':
	default:
		r.p-- // the backslash is still there: it belongs to the string
		return r.expected("an escape")
	}
	unit, err := r.unit()
	if err != nil || !utf16.IsSurrogate(unit) {
		return err
	}
	if unit >= 0xdc00 {
		return r.lone(start)
	}
	return r.lowHalf(start)
}

// lowHalf reads the second half of a surrogate pair that starts at an offset.
func (r *Reader) lowHalf(start int64) error {
	c, err := r.peek()
	if err != nil {
		return err
	}
	if c != '\\' {
		return r.lone(start)
	}
	if c, err = r.following(); err != nil {
		return err
	}
	if c != 'u' {
		return r.lone(start)
	}
	unit, err := r.unit()
	if err != nil {
		return err
	}
	if unit < 0xdc00 || unit > 0xdfff {
		return r.lone(start)
	}
	return nil
}

func (r *Reader) lone(start int64) error {
	return r.wrong(start, "a surrogate without its other half in a string")
}

// following passes over the next byte, which must have arrived, and returns
// the one behind it.
func (r *Reader) following() (byte, error) {
	r.p++
	return r.peek()
}

// unit reads the 'u' of an escape and its four digits.
func (r *Reader) unit() (rune, error) {
	var u rune
	for range 4 {
		c, err := r.following()
		if err != nil {
			return 0, err
		}
		d := hex[c]
		if d < 0 {
			return 0, r.expected("a hexadecimal digit of an escape")
		}
		u = u<<4 | rune(d)
	}
	r.p++
	return u, nil
}

// hex has the value of each hexadecimal digit, and -1 for all other bytes.
var hex = func() (t [256]int8) {
	for i := range t {
		t[i] = -1
	}
	for i, c := range "0123456789abcdef" {
		t[c] = int8(i)
	}
	for i, c := range "ABCDEF" {
		t[c] = int8(10 + i)
	}
	return t
}()

// unescape unescapes a string that was read without error, where it lies: the
// text never gets longer.
func unescape(s []byte) []byte {
	w := 0
	for i := 0; i < len(s); {
		c := s[i]
		i++
		if c == '\\' {
			c = s[i]
			i++
			switch c {
			case 'u':
				n, used := unescapeRune(s[w:], s[i:])
				w += n
				i += used
				continue
			case 'b':
				c = '\b'
			case 'f':
				c = '\f'
			case 'n':
				c = '\n'
			case 'r':
				c = '\r'
			case 't':
				c = '\t'
			}
		}
		s[w] = c
		w++
	}
	return s[:w:w]
}

// unescapeRune writes the character whose escape goes on with s, behind its
// first \u, and returns how many bytes it wrote and read. to and s may overlap
// as they do in unescape.
func unescapeRune(to, s []byte) (wrote, read int) {
	c := unit4(s)
	read = 4
	if utf16.IsSurrogate(c) {
		c = utf16.DecodeRune(c, unit4(s[6:]))
		read = 10
	}
	return utf8.EncodeRune(to, c), read
}

func unit4(s []byte) rune {
	return rune(hex[s[0]])<<12 | rune(hex[s[1]])<<8 | rune(hex[s[2]])<<4 | rune(hex[s[3]])
}
