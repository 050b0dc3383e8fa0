package syntax

import (
	"strings"
)

// decodeString returns the value of a string literal, quotes included (manual, "String
// Literals"): the quote doubles itself, a backslash escapes, and \% and \_ keep their
// backslash, for they mean something to LIKE only.
func decodeString(lit string) string {
	q, body := lit[0], lit[1:len(lit)-1]
	if strings.IndexByte(body, q) < 0 && strings.IndexByte(body, '\\') < 0 {
		return body
	}
	b := make([]byte, 0, len(body))
	for i := 0; i < len(body); i++ {
		c := body[i]
		switch {
		case c == q:
			i++ // the lexer has seen to it that another follows
		case c == '\\' && i+1 < len(body):
			i++
			if body[i] == '%' || body[i] == '_' {
				b = append(b, '\\')
			}
			c = unescape(body[i])
		}
		b = append(b, c)
	}
	return string(b)
}

// unescape returns what a character means after a backslash; most mean themselves.
func unescape(c byte) byte {
	switch c {
	case '0':
		return 0
	case 'b':
		return '\b'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case 'Z':
		return 0x1a
	}
	return c
}

// appendString writes a string literal in the one spelling that the parser and MySQL
// decode alike.
func appendString(b []byte, s string) []byte {
	b = append(b, '\'')
	for {
		i := strings.IndexAny(s, "'\\\x00")
		if i < 0 {
			break
		}
		b = append(b, s[:i]...)
		switch s[i] {
		case '\'':
			b = append(b, "''"...)
		case '\\':
			b = append(b, `\\`...)
		default:
			b = append(b, `\0`...)
		}
		s = s[i+1:]
	}
	b = append(b, s...)
	return append(b, '\'')
}

// unquoteName returns the name within backticks or double quotes.
func unquoteName(lit string) string {
	q, body := lit[:1], lit[1:len(lit)-1]
	return strings.ReplaceAll(body, q+q, q)
}

// appendName writes a name in backticks, the only spelling in which the parser keeps
// every name as it is.
func appendName(b []byte, name string) []byte {
	b = append(b, '`')
	for {
		i := strings.IndexByte(name, '`')
		if i < 0 {
			break
		}
		b = append(b, name[:i]...)
		b = append(b, "``"...)
		name = name[i+1:]
	}
	b = append(b, name...)
	return append(b, '`')
}

// hexDigits returns the digits of a hexadecimal or bit literal: upper case, an even
// number of them. 0xF is 0x0F, and b'101' is the byte 0x05 (manual, "Hexadecimal
// Literals" and "Bit-Value Literals").
func hexDigits(k kind, lit string) string {
	digits := strings.TrimSuffix(lit[2:], "'")
	if k == tBit {
		return bitsToHex(digits)
	}
	if len(digits)%2 != 0 {
		digits = "0" + digits
	}
	return strings.ToUpper(digits)
}

// bitsToHex returns the hexadecimal digits of the bytes that a row of bits fills from
// the right.
func bitsToHex(bits string) string {
	if n := len(bits) % 8; n != 0 {
		bits = strings.Repeat("0", 8-n) + bits
	}
	var b strings.Builder
	for ; bits != ""; bits = bits[4:] {
		v := bits[0]&1<<3 | bits[1]&1<<2 | bits[2]&1<<1 | bits[3]&1
		b.WriteByte("0123456789ABCDEF"[v])
	}
	return b.String()
}

// bytesOfHex returns the bytes that an even number of hexadecimal digits spells.
func bytesOfHex(digits string) string {
	b := make([]byte, 0, len(digits)/2)
	for ; digits != ""; digits = digits[2:] {
		b = append(b, hexValue(digits[0])<<4|hexValue(digits[1]))
	}
	return string(b)
}

func hexValue(c byte) byte {
	if isDigit(c) {
		return c - '0'
	}
	return c - 'A' + 10
}
