package scaletest

import (
	"maps"
	"slices"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// appendString writes a JSON string of a text which is known to be UTF-8.
func (s *Server) appendString(b []byte, text string) []byte {
	b = append(b, '"')
	from := 0
	for at := 0; at < len(text); {
		if s.plain[text[at]] {
			at++
			continue
		}
		b = append(b, text[from:at]...)
		r, size := utf8.DecodeRuneInString(text[at:])
		b = s.appendRune(b, r)
		at += size
		from = at
	}
	b = append(b, text[from:]...)
	return append(b, '"')
}

// plainBytes tells which bytes stand for themselves in a JSON string.
func plainBytes(escaped bool) (plain [256]bool) {
	for c := range plain {
		plain[c] = c >= ' ' && c != '"' && c != '\\' && !(escaped && (c == '/' || c >= utf8.RuneSelf))
	}
	return plain
}

// appendRune writes one character that can't be copied blindly.
func (s *Server) appendRune(b []byte, r rune) []byte {
	switch {
	case r == '"' || r == '\\' || r == '/':
		return append(b, '\\', byte(r))
	case r == '\n':
		return append(b, `\n`...)
	case r == '\r':
		return append(b, `\r`...)
	case r == '\t':
		return append(b, `\t`...)
	case r > 0xFFFF:
		high, low := utf16.EncodeRune(r)
		return appendEscape(appendEscape(b, high), low)
	}
	return appendEscape(b, r)
}

func appendEscape(b []byte, r rune) []byte {
	return append(b, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
}

// appendID writes a record's id, which the document shows as a string.
func (s *Server) appendID(b []byte, id int64) []byte {
	if s.config.numericIDs {
		return strconv.AppendInt(b, id, 10)
	}
	b = append(b, '"')
	b = strconv.AppendInt(b, id, 10)
	return append(b, '"')
}

// appendValue writes a field's value.
func (s *Server) appendValue(b []byte, k kind, value string) []byte {
	if !s.config.nativeJSON {
		return s.appendString(b, value)
	}
	if value == "" {
		return append(b, "null"...)
	}
	switch k {
	case kindInteger, kindDecimal:
		return append(b, jsonNumber(value)...)
	case kindBoolean:
		return strconv.AppendBool(b, value == s.config.booleans[0])
	}
	return s.appendString(b, value)
}

// pair is one field of a record's data, in the order in which it is written.
type pair struct {
	column int
	key    string // as JSON, with what stands around it
	value  string
}

// dataKey is the key of a field in data, prefixed by the object if asked.
func (s *Server) dataKey(t *table, column int, prefixed bool) string {
	name := t.fields[column].Name
	if prefixed || s.config.prefixedKeys {
		name = t.name + "." + name
	}
	return string(append(s.appendString([]byte{','}, name), ':'))
}

// appendData writes a record's data.
func (s *Server) appendData(b []byte, t *table, pairs []pair) []byte {
	start := len(b)
	for _, p := range pairs {
		if p.value == "" && s.config.omitEmpties {
			continue
		}
		b = append(b, p.key...)
		b = s.appendValue(b, t.kinds[p.column], p.value)
	}
	return s.endObject(b, start)
}

// appendLinks writes a record's links.
func (s *Server) appendLinks(b []byte, links map[string]string) []byte {
	start := len(b)
	for _, object := range slices.Sorted(maps.Keys(links)) {
		b = append(b, ',')
		b = append(s.appendString(b, object), ':')
		b = s.appendString(b, links[object])
	}
	return s.endObject(b, start)
}

// endObject makes a JSON object of the members written since start, each of
// them led by a comma.
func (s *Server) endObject(b []byte, start int) []byte {
	if len(b) > start {
		b[start] = '{'
		return append(b, '}')
	}
	if s.config.phpEmpties {
		return append(b, "[]"...)
	}
	return append(b, "{}"...)
}
