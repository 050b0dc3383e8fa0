package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// field is one entry of get_object_info's answer.
type field struct {
	Attribs looseObject[attribs] `json:"attribs"`
	Read    looseText            `json:"read"`
	Write   looseText            `json:"write"`
}

type attribs struct {
	CreatedDate  looseText  `json:"created_date"`
	ModifiedDate looseText  `json:"modified_date"`
	Label        looseText  `json:"label"`
	Description  looseText  `json:"description"`
	Type         looseText  `json:"type"`
	Length       looseCount `json:"length"`
	Personal     looseText  `json:"is_personal_data"`
}

// looseText reads a text that may be written as a number, true or false. null, a
// list or an object is no text, and leaves it as it was.
type looseText string

func (t *looseText) UnmarshalJSON(b []byte) error {
	switch b[0] {
	case '"':
		return json.Unmarshal(b, (*string)(t))
	case '[', '{', 'n':
		return nil
	}
	*t = looseText(b)
	return nil
}

// looseCount reads a count that is written as "100", 100, "" or null.
type looseCount int

func (n *looseCount) UnmarshalJSON(b []byte) error {
	s := strings.Trim(string(b), `" `)
	if v, err := strconv.Atoi(s); err == nil && v > 0 {
		*n = looseCount(v)
	}
	return nil // a length we cannot read is a length we do not know
}

// looseObject reads an object that PHP writes as [] if it is empty.
type looseObject[T any] struct{ members T }

func (o *looseObject[T]) UnmarshalJSON(b []byte) error {
	if b[0] == '[' && len(bytes.TrimSpace(b[1:len(b)-1])) == 0 {
		return nil
	}
	return json.Unmarshal(b, &o.members)
}

// ParseObject reads the answer of get_object_info for the object name: a JSON
// object of fields, whose order is the order of the columns. keyField is the
// DSN's key_field, empty for automatic.
func ParseObject(name string, answer []byte, keyField string) (*Object, error) {
	var cols []*Column
	err := eachMember(answer, func(fieldName string, value json.RawMessage) error {
		f := looseObject[field]{field{Read: "Y", Write: "Y"}}
		if err := json.Unmarshal(value, &f); err != nil {
			return fmt.Errorf("field %q: %w", fieldName, err)
		}
		cols = append(cols, newColumn(fieldName, &f.members))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("metadata of object %q: %w", name, err)
	}
	return newObject(name, cols, keyField)
}

func newColumn(name string, f *field) *Column {
	a := &f.Attribs.members
	d := parseDeclared(string(a.Type))
	t := fieldTypes[d.word] // zero, Text, for what is not known
	c := &Column{
		Name: name, Type: t, SQLType: d.typeName(t), Length: int(a.Length),
		Label: string(a.Label), Description: string(a.Description),
		CreatedDate: string(a.CreatedDate), ModifiedDate: string(a.ModifiedDate),
		Personal: yes(a.Personal), Readable: yes(f.Read), Writable: yes(f.Write),
	}
	switch {
	case t == Decimal && len(d.args) == 2:
		c.Precision, c.Scale, c.HasPrecision = d.args[0], d.args[1], true
	case t == Text && c.Length == 0 && len(d.args) == 1:
		c.Length = d.args[0]
	}
	return c
}

func yes(s looseText) bool {
	b, ok := ParseBool(strings.TrimSpace(string(s)))
	return ok && b
}

// ObjectInfo is one entry of get_object_list's answer.
type ObjectInfo struct {
	Name       string
	ACL        string
	CreateTime string
	UpdateTime string
}

// ParseObjectList reads the answer of get_object_list.
func ParseObjectList(answer []byte) ([]ObjectInfo, error) {
	var list []ObjectInfo
	err := eachMember(answer, func(name string, value json.RawMessage) error {
		var o looseObject[struct {
			ACL        looseText `json:"acl"`
			CreateTime looseText `json:"create_time"`
			UpdateTime looseText `json:"update_time"`
		}]
		if err := json.Unmarshal(value, &o); err != nil {
			return fmt.Errorf("object %q: %w", name, err)
		}
		m := o.members
		list = append(list, ObjectInfo{
			Name: name, ACL: string(m.ACL), CreateTime: string(m.CreateTime), UpdateTime: string(m.UpdateTime),
		})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list of objects: %w", err)
	}
	return list, nil
}

// eachMember calls f for the members of a JSON object in their own order, which
// a Go map would lose. An empty array is an empty object, as PHP writes it.
func eachMember(doc []byte, f func(name string, value json.RawMessage) error) error {
	if !utf8.Valid(doc) { // a name that was repaired silently would be another one
		return errors.New("the answer is not valid UTF-8")
	}
	dec := json.NewDecoder(bytes.NewReader(doc))
	open, err := dec.Token()
	if err != nil {
		return notJSON(err)
	}
	switch open {
	case json.Delim('{'):
		for dec.More() {
			name, err := dec.Token()
			if err != nil {
				return notJSON(err)
			}
			var value json.RawMessage
			if err := dec.Decode(&value); err != nil {
				return notJSON(err)
			}
			if err := f(name.(string), value); err != nil {
				return err
			}
		}
	case json.Delim('['):
		if dec.More() {
			return errors.New("a JSON object was expected, not an array")
		}
	default:
		return errors.New("a JSON object was expected")
	}
	if _, err := dec.Token(); err != nil { // the closing delimiter
		return notJSON(err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return errors.New("there is text after the JSON value")
	}
	return nil
}

func notJSON(err error) error {
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return fmt.Errorf("the answer is not valid JSON: %w", err)
}
