package page

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// endless is a page that never ends: its head once, and then a part again and
// again.
type endless struct {
	part []byte
	rest []byte
	sent int64
}

func forever(head, part string) *endless {
	block := []byte(part)
	for len(block) < chunk {
		block = append(block, part...)
	}
	return &endless{part: block, rest: []byte(head)}
}

func (e *endless) Read(p []byte) (int, error) {
	if len(e.rest) == 0 {
		e.rest = e.part
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	e.sent += int64(n)
	return n, nil
}

// TestNesting has values nested far too deep, where they are wanted and where
// they are not.
func TestNesting(t *testing.T) {
	deep := strings.Repeat("[", 1_000_000)
	objects := strings.Repeat(`{"a":`, 1_000_000)
	for _, head := range []string{`{"objects":[{"data":{"Nom":`, `{"objects":[{"data":{"u":`, `{"objects":[{"u":`, `{"u":`} {
		for _, value := range []string{deep, objects} {
			got := traceOf(NewReader(), strings.NewReader(head+value), "contact", []string{"Nom"})
			var bad *SyntaxError
			if !errors.As(got.err, &bad) || !strings.Contains(bad.Msg, "nested more than 1000 deep") {
				t.Errorf("%s: %v", head, got.err)
			}
		}
	}
}

// TestManyMembers has a million members where there are usually few.
func TestManyMembers(t *testing.T) {
	var b bytes.Buffer
	for i := range 1_000_000 {
		fmt.Fprintf(&b, `"k%d":1,`, i)
	}
	many := b.String()
	tests := []struct {
		name, page string
		want       string
	}{
		{"of the page", `{` + many + `"objects":[{"id":"1","data":{"Nom":"a"}}]}`, "[s1|sa]"},
		{"of a record", `{"objects":[{` + many + `"id":"1","data":{"Nom":"a"}}]}`, "[s1|sa]"},
		{"of the data", `{"objects":[{"id":"1","data":{` + many + `"Nom":"a"}}]}`, "[s1|sa]"},
	}
	for _, tt := range tests {
		r := NewReader()
		got := traceOf(r, strings.NewReader(tt.page), "contact", []string{"Nom"})
		if fmt.Sprint(got.rows) != tt.want || got.err != nil {
			t.Errorf("%s: %v, %v", tt.name, got.rows, got.err)
		}
		if len(r.keys.entries) > maxLearnt+1 || len(got.members) > maxMembers {
			t.Errorf("%s: %d keys and %d members are kept", tt.name, len(r.keys.entries), len(got.members))
		}
	}
}

// TestOtherFields: a key that is another field's name is not taken for a wanted
// field that is spelt alike.
func TestOtherFields(t *testing.T) {
	known := map[string]bool{"Email": true, "email": true, "contact.ville": true, "ville": true, "Nom": true}
	tests := []struct{ data, want string }{
		{`{"Email":"1","email":"2"}`, "[s1|s2|-]"},
		{`{"email":"2","Email":"1"}`, "[s1|s2|-]"},
		{`{"Email":"1"}`, "[s1|-|-]"},
		{`{"EMAIL":"1"}`, "[s1|s1|-]"}, // no other field's name
		{`{"contact.email":"1"}`, "[s1|s1|-]"},
	}
	for _, tt := range tests {
		r := NewReader()
		r.Know(func(name string) bool { return known[name] })
		got := traceOf(r, strings.NewReader(record(tt.data)), "contact", []string{"email", "ville"})
		if fmt.Sprint(got.rows) != tt.want || got.err != nil {
			t.Errorf("%s: %v, %v, want %s", tt.data, got.rows, got.err, tt.want)
		}
	}
}

// TestAmbiguousPrefix: a key that may be one field's name or that of another one
// behind the object's name is an error.
func TestAmbiguousPrefix(t *testing.T) {
	for data, fields := range map[string][]string{`{"contact.ville":"1"}`: {"ville"}, `{"ville":"2","contact.ville":"1"}`: {"ville"}} {
		r := NewReader()
		r.Know(func(name string) bool { return name == "ville" || name == "contact.ville" })
		got := traceOf(r, strings.NewReader(record(data)), "contact", fields)
		if got.err == nil || !strings.Contains(got.err.Error(), "may be the field") {
			t.Errorf("%s: %v, %v", data, got.rows, got.err)
		}
	}
}

// TestStrangePages has what a server may send that is no page.
func TestStrangePages(t *testing.T) {
	const page = `{"objects":[{"id":"1","data":{"Nom":"a"}}]}`
	utf16 := func(s string) string {
		b := []byte{0xff, 0xfe}
		for _, c := range []byte(s) {
			b = append(b, c, 0)
		}
		return string(b)
	}
	tests := []struct {
		name, page, want string
		rows             int
	}{
		{"UTF-16", utf16(page), `expected the '{' of an answer in JSON`, 0},
		{"a byte order mark", "\ufeff" + page, `expected the '{' of an answer in JSON`, 0},
		{"Latin-1", `{"objects":[{"id":"1","data":{"Nom":"Zo` + "\xe9" + `"}}]}`, "invalid UTF-8", 0},
		{"a Latin-1 key", `{"objects":[{"id":"1","data":{"pr` + "\xe9" + `nom":"x"}}]}`, "invalid UTF-8", 0},
		{"an overlong form", `{"objects":[{"id":"1","data":{"Nom":"` + "\xc0\xaf" + `"}}]}`, "invalid UTF-8", 0},
		{"two documents", page + page, "expected the end of the answer", 1},
		{"lines", page + "\n" + page, "expected the end of the answer", 1},
		{"a NUL behind", page + "\x00", "expected the end of the answer", 1},
		{"HTML behind", page + "<!-- 3 ms -->", "expected the end of the answer", 1},
		{"objects twice", `{"objects":[{"id":"1"}],"objects":[{"id":"2"}]}`, `"objects" occurs twice`, 1},
		{"objects twice, once escaped", `{"objects":[],"\u006fbjects":[{"id":"2"}]}`, `"objects" occurs twice`, 0},
		{"a field twice", `{"objects":[{"id":"1","data":{"Nom":"a","Nom":"b"}}]}`, `field "Nom" occurs twice`, 0},
		{"a field twice, once escaped", `{"objects":[{"id":"1","data":{"Nom":"a","\u004eom":"b"}}]}`, `field "Nom" occurs twice`, 0},
		{"a field twice, once in another case", `{"objects":[{"id":"1","data":{"Nom":"a","NOM":"b"}}]}`, `field "Nom" occurs twice`, 0},
		{"data twice", `{"objects":[{"id":"1","data":{},"data":{"Nom":"b"}}]}`, `"data" occurs twice`, 0},
		{"id twice", `{"objects":[{"id":"1","id":"2"}]}`, `"id" occurs twice`, 0},
		{"a record is null", `{"objects":[null]}`, "expected a record", 0},
		{"a record is a number", `{"objects":[1]}`, "expected a record", 0},
		{"a record is a list", `{"objects":[[]]}`, "expected a record", 0},
		{"objects is an object", `{"objects":{"1":{"id":"1"}}}`, "array or an empty object", 0},
		{"data is text", `{"objects":[{"id":"1","data":"x"}]}`, `"data" to be an object`, 0},
		{"data is a list", `{"objects":[{"id":"1","data":[1]}]}`, `"data" to be an object or an empty array`, 0},
		{"an id is null", `{"objects":[{"id":null}]}`, "expected an id", 0},
		{"an id is a list", `{"objects":[{"id":[1]}]}`, "expected an id", 0},
		{"an id is true", `{"objects":[{"id":true}]}`, "expected an id", 0},
		{"NaN", `{"objects":[{"id":"1","data":{"Nom":NaN}}]}`, "expected", 0},
		{"a leading zero", `{"objects":[{"id":"1","data":{"Nom":007}}]}`, "expected", 0},
		{"single quotes", `{'objects':[]}`, "expected", 0},
		{"a comment", `{/**/"objects":[]}`, "expected", 0},
		{"a comma too many", `{"objects":[{"id":"1"},]}`, "expected a record", 1},
	}
	for _, tt := range tests {
		for _, src := range []io.Reader{strings.NewReader(tt.page), iotest.OneByteReader(strings.NewReader(tt.page))} {
			got := traceOf(NewReader(), src, "contact", []string{"Nom"})
			if got.err == nil || !strings.Contains(got.err.Error(), tt.want) || len(got.rows) != tt.rows {
				t.Errorf("%s: %v and %v, want %d rows and %q", tt.name, got.rows, got.err, tt.rows, tt.want)
			}
		}
	}
}
