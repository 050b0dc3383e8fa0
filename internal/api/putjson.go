package api

import (
	"strconv"
	"unicode/utf8"

	"github.com/scale-sql/scale/schema"
)

// appendRecords writes the value of the field objects.
func appendRecords(b []byte, records []schema.Record) []byte {
	b = append(b, '[')
	for i := range records {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendRecord(b, &records[i])
	}
	return append(b, ']')
}

// appendRecord writes a record as the document's example has it:
//
//	{"id":0,"link":{"contact":"47737"},"data":{"NAME":"value"}}
//
// All values are strings. The parameter data is mandatory, even if it is empty.
func appendRecord(b []byte, r *schema.Record) []byte {
	b = strconv.AppendInt(append(b, `{"id":`...), r.ID, 10)
	for i, l := range r.Links {
		b = append(b, separator(i, `,"link":{`)...)
		b = append(appendString(b, l.Object), `:"`...)
		b = append(strconv.AppendInt(b, l.ID, 10), '"')
	}
	if len(r.Links) > 0 {
		b = append(b, '}')
	}
	b = append(b, `,"data":{`...)
	for i, f := range r.Data {
		b = append(b, separator(i, "")...)
		b = append(appendString(b, f.Column.Name), ':')
		b = appendString(b, f.Text)
	}
	return append(b, "}}"...)
}

// separator is what stands before the i-th member of an object.
func separator(i int, first string) string {
	if i == 0 {
		return first
	}
	return ","
}

// RecordSize is the number of bytes that a record takes in a request, with the
// comma behind it.
func RecordSize(r *schema.Record) int {
	n := len(`{"id":,"data":{}},`) + len(strconv.FormatInt(r.ID, 10))
	if len(r.Links) > 0 {
		n += len(`,"link":{}`) + len(r.Links) - 1
	}
	for _, l := range r.Links {
		n += stringSize(l.Object) + len(`:""`) + len(strconv.FormatInt(l.ID, 10))
	}
	for _, f := range r.Data {
		n += stringSize(f.Column.Name) + len(`:`) + stringSize(f.Text)
	}
	return n + max(0, len(r.Data)-1)
}

const hexDigits = "0123456789abcdef"

// appendString writes a JSON string. What JSON doesn't make one escape stands
// for itself; a byte that is no UTF-8, which no Encoder writes, becomes the
// character that stands for such bytes.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		size := plainSize(s[i:])
		if size > 0 {
			i += size
			continue
		}
		b = append(b, s[from:i]...)
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c >= utf8.RuneSelf:
			b = utf8.AppendRune(b, utf8.RuneError)
		default:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
		i++
		from = i
	}
	return append(append(b, s[from:]...), '"')
}

// stringSize is the number of bytes that appendString writes.
func stringSize(s string) int {
	n := len(`""`)
	for i := 0; i < len(s); {
		size := plainSize(s[i:])
		if size > 0 {
			n += size
			i += size
			continue
		}
		switch c := s[i]; {
		case c == '"' || c == '\\':
			n += 2
		case c >= utf8.RuneSelf:
			n += utf8.RuneLen(utf8.RuneError)
		default:
			n += len(`\u0000`)
		}
		i++
	}
	return n
}

// plainSize is the size of the character that s starts with, 0 if it can't stand
// in a JSON string as it is.
func plainSize(s string) int {
	c := s[0]
	switch {
	case c < ' ' || c == '"' || c == '\\':
		return 0
	case c < utf8.RuneSelf:
		return 1
	}
	if r, size := utf8.DecodeRuneInString(s); r != utf8.RuneError || size > 1 {
		return size
	}
	return 0
}
