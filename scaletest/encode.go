package scaletest

import (
	"maps"
	"slices"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// appendString writes a JSON string. The text is known to be UTF-8, or is an
// error's, in which a stray byte may become the replacement character.
func (s *Server) appendString(b []byte, text string) []byte {
	b = append(b, '"')
	from := 0
	for at := 0; at < len(text); {
		c := text[at]
		plain := c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf
		if plain && (c != '/' || !s.config.escapedJSON) {
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
	case r >= utf8.RuneSelf && !s.config.escapedJSON:
		return utf8.AppendRune(b, r)
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
	value  string
}

// appendData writes a record's data, its keys prefixed by the object if asked.
func (s *Server) appendData(b []byte, t *table, pairs []pair, prefixed bool) []byte {
	start := len(b)
	for _, p := range pairs {
		if p.value == "" && s.config.omitEmpties {
			continue
		}
		b = append(b, ',')
		name := t.fields[p.column].Name
		if prefixed || s.config.prefixedKeys {
			name = t.name + "." + name
		}
		b = append(s.appendString(b, name), ':')
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
