package page

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"
)

// The oracle says what a Reader must make of a page, in terms of encoding/json
// and with none of the Reader's own code. What encoding/json lets pass and a
// Reader refuses, deliberately:
//
//   - invalid UTF-8 and surrogates without their other half, which
//     encoding/json replaces by U+FFFD;
//   - "objects" twice, "id" or "data" twice in a record, or a wanted field
//     twice (in any spelling) in its data; other keys may occur several times;
//   - nesting deeper than 1000 (encoding/json: 10,000) in a skipped or
//     composite value, records larger than 16 MiB;
//   - parts of a record that have the wrong type.

var errRefused = errors.New("refused")

type member struct {
	name  string
	value json.RawMessage
}

// members takes an object apart, keeping order and duplicates.
func members(object []byte) []member {
	dec := json.NewDecoder(bytes.NewReader(object))
	dec.Token()
	var list []member
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			panic(err)
		}
		m := member{name: name.(string)}
		if err := dec.Decode(&m.value); err != nil {
			panic(err)
		}
		list = append(list, m)
	}
	return list
}

func oracle(page []byte, object string, fields []string) (trace, error) {
	var t trace
	if !json.Valid(page) || !utf8.Valid(page) || loneSurrogate(page) {
		return t, errRefused
	}
	page = bytes.Trim(page, " \t\r\n")
	if page[0] != '{' {
		return t, errRefused
	}
	for _, m := range members(page) {
		if m.name != "objects" {
			if len(m.value) <= 4096 && len(m.name) <= 4096 && len(t.members) < 8 {
				t.members = append(t.members, m.name+"="+string(m.value))
			}
			continue
		}
		if t.objects {
			return t, errRefused
		}
		t.objects = true
		if err := t.addRecords(m.value, object, fields); err != nil {
			return t, err
		}
	}
	return t, nil
}

func (t *trace) addRecords(value []byte, object string, fields []string) error {
	if nothing(value, '{') {
		return nil
	}
	if value[0] != '[' {
		return errRefused
	}
	var list []json.RawMessage
	json.Unmarshal(value, &list)
	for _, rec := range list {
		row, err := oracleRow(rec, object, fields)
		if err != nil {
			return err
		}
		t.rows = append(t.rows, row)
	}
	return nil
}

// nothing tells whether a value is null or an empty list of the other kind.
func nothing(value []byte, open byte) bool {
	return string(value) == "null" ||
		value[0] == open && len(bytes.Trim(value[1:len(value)-1], " \t\r\n")) == 0
}

func oracleRow(rec []byte, object string, fields []string) (string, error) {
	if rec[0] != '{' {
		return "", errRefused
	}
	id, cells := "", make([]string, len(fields))
	sawData := false
	for _, m := range members(rec) {
		switch m.name {
		case "id":
			if id != "" {
				return "", errRefused
			}
			if id = oracleCell(m.value); id[0] != 's' && id[0] != '#' {
				return "", errRefused
			}
		case "data":
			if sawData || m.value[0] != '{' && !nothing(m.value, '[') {
				return "", errRefused
			}
			sawData = true
			if m.value[0] != '{' {
				continue
			}
			for _, f := range members(m.value) {
				i := oracleField(f.name, object, fields)
				if i >= 0 && cells[i] != "" {
					return "", errRefused
				}
				if i >= 0 {
					cells[i] = oracleCell(f.value)
				}
			}
		}
	}
	all := append([]string{id}, cells...)
	for i := range all {
		if all[i] == "" {
			all[i] = "-"
		}
	}
	return strings.Join(all, "|"), nil
}

func oracleCell(v json.RawMessage) string {
	switch v[0] {
	case '"':
		var s string
		json.Unmarshal(v, &s)
		return "s" + s
	case 'n':
		return "0"
	case 't':
		return "T"
	case 'f':
		return "F"
	case '{', '[':
		return "c" + string(v)
	}
	return "#" + string(v)
}

func oracleField(name, object string, fields []string) int {
	names := []string{name}
	if rest, ok := strings.CutPrefix(strings.ToLower(name[:min(len(name), len(object)+1)]), strings.ToLower(object)+"."); ok && rest == "" && len(name) > len(object)+1 {
		names = append(names, name[len(object)+1:])
	}
	for _, n := range names {
		for i, f := range fields {
			if n == f {
				return i
			}
		}
	}
	for _, n := range names {
		var found []int
		for i, f := range fields {
			if strings.EqualFold(n, f) {
				found = append(found, i)
			}
		}
		if len(found) == 1 {
			return found[0]
		}
	}
	return -1
}

// loneSurrogate looks for a surrogate without its other half in valid JSON.
func loneSurrogate(page []byte) bool {
	for i := 0; i < len(page); i++ {
		if page[i] != '\\' {
			continue
		}
		i++
		if page[i] != 'u' {
			continue
		}
		unit := strings.ToLower(string(page[i+1 : i+5]))
		i += 4
		if unit < "d800" || unit > "dfff" {
			continue
		}
		if unit > "dbff" || i+6 >= len(page) || string(page[i+1:i+3]) != `\u` {
			return true
		}
		low := strings.ToLower(string(page[i+3 : i+7]))
		if low < "dc00" || low > "dfff" {
			return true
		}
		i += 6
	}
	return false
}
