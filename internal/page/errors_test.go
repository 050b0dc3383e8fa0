package page

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// record puts the data of a record into a page.
func record(data string) string { return `{"objects":[{"id":"1","data":` + data + `}]}` }

// at marks the place in a page that the error must name. It is no part of the
// page.
const at = "⌖"

// mistakes are pages that are refused, with a part of the message.
var mistakes = []struct{ page, msg string }{
	{at + `<html><body>Bad gateway`, `found "<html><body>"`},
	{at + "\ufeff{}", "'{' of an answer"},
	{at + `[]`, "'{' of an answer"},
	{at + `null`, "'{' of an answer"},
	{`{}` + at + `x`, "end of the answer"},
	{`{"objects":[]} ` + at + `{"objects":[]}`, "end of the answer"},
	{`{"objects":[]}` + at + "\x00", "end of the answer"},
	{`{"a":1,` + at + `}`, "a key, in quotes"},
	{`{` + at + `,"a":1}`, "a key, in quotes"},
	{`{"a":1 ` + at + `"b":2}`, "',' or '}'"},
	{`{"a"` + at + `,1}`, "':'"},
	{`{"a":` + at + `}`, "a value"},
	{`{"objects":[],` + at + `"objects":[]}`, "twice"},
	{`{"objects":null,` + at + `"ob\u006aects":[]}`, "twice"},
	{`{"objects":` + at + `"x"}`, "an array"},
	{`{"objects":{` + at + `"0":{}}}`, "an empty object"},
	{`{"objects":[` + at + `1]}`, "a record, that is an object"},
	{`{"objects":[` + at + `null]}`, "a record, that is an object"},
	{`{"objects":[{},` + at + `]}`, "a record, that is an object"},
	{`{"objects":[` + at + `,{}]}`, "a record, that is an object"},
	{`{"objects":[{}` + at + `{}]}`, "',' or ']'"},
	{`{"objects":[{` + at + `,}]}`, "a key, in quotes"},
	{`{"objects":[{"id":"1",` + at + `}]}`, "a key, in quotes"},
	{`{"objects":[{"id":` + at + `null}]}`, "an id"},
	{`{"objects":[{"id":` + at + `["1"]}]}`, "an id"},
	{`{"objects":[{"id":0` + at + `1}]}`, "',' or '}'"},
	{`{"objects":[{"id":"1",` + at + `"id":"1"}]}`, `"id" occurs twice`},
	{`{"objects":[{"data":{},"id":1,` + at + `"d\u0061ta":{}}]}`, `"data" occurs twice`},
	{record(at + `"x"`), `"data" to be an object`},
	{record(`[` + at + `1]`), `"data" to be an object`},
	{record(`nul` + at + ` `), "the rest of null"},
	{record(`{"Nom":"a",` + at + `}`), "key of a field"},
	{record(`{` + at + `,"Nom":"a"}`), "key of a field"},
	{record(`{"Nom":"a"` + at + `"x":1}`), "',' or '}'"},
	{record(`{"Nom":"a"` + at + `]}`), "',' or '}'"},
	{record(`{` + at + `Nom:"a"}`), "key of a field"},
	{record(`{"Nom"` + at + `"a"}`), "':'"},
	{record(`{"Nom":"a",` + at + `"Nom":"a"}`), `field "Nom" occurs twice`},
	{record(`{"Nom":1, ` + at + `"contact.nom":"a"}`), `field "Nom" occurs twice`},
	{record(`{"Nom":` + at + `'a'}`), "a value"},
	{record(`{"Nom":"a` + at + "\n" + `"}`), "control character 0x0a"},
	{record(`{"Nom":"a` + at + "\x00" + `"}`), "control character 0x00"},
	{record(`{"Nom":"é` + at + "\xff" + `"}`), "invalid UTF-8"},
	{record(`{"Nom":"` + at + "\xed\xa0\x80" + `"}`), "invalid UTF-8"},
	{record(`{"u":"` + at + "\xc0\x80" + `"}`), "invalid UTF-8"},
	{record(`{"` + at + "\xc3" + `":1}`), "invalid UTF-8"},
	{record(`{"Nom":"` + at + `\x"}`), "an escape"},
	{record(`{"Nom":"\u00` + at + `g0"}`), "hexadecimal"},
	{record(`{"Nom":"a` + at + `\ud800"}`), "surrogate"},
	{record(`{"Nom":"` + at + `\ud800\n"}`), "surrogate"},
	{record(`{"Nom":"` + at + `\ud800\u0041"}`), "surrogate"},
	{record(`{"Nom":"` + at + `\udc00"}`), "surrogate"},
	{record(`{"u":["` + at + `\ud800\ud800"]}`), "surrogate"},
	{record(`{"Nom":` + at + `True}`), "a value"},
	{record(`{"u":` + at + `undefined}`), "a value"},
	{record(`{"u":[true,` + at + `NaN]}`), "a value"},
	{record(`{"Nom":t` + at + `RUE}`), "the rest of true"},
	{record(`{"Nom":fals` + at + `}`), "the rest of false"},
	{record(`{"Nom":true` + at + `e}`), "',' or '}'"},
	{record(`{"Nom":0` + at + `1}`), "',' or '}'"},
	{record(`{"Nom":1.` + at + `}`), "a digit"},
	{record(`{"Nom":` + at + `.5}`), "a value"},
	{record(`{"Nom":` + at + `+1}`), "a value"},
	{record(`{"Nom":-` + at + `}`), "a digit"},
	{record(`{"u":-` + at + `x}`), "a digit"},
	{record(`{"u":1e` + at + `}`), "a digit"},
	{record(`{"u":1e+` + at + `}`), "a digit"},
	{record(`{"u":0` + at + `x1}`), "',' or '}'"},
	{record(`{"u":[1,` + at + `]}`), "a value"},
	{record(`{"u":[` + at + `,1]}`), "a value"},
	{record(`{"u":[1` + at + `}}`), "',' or ']'"},
	{record(`{"u":{"a":1` + at + `]}`), "',' or '}'"},
	{record(`{"u":{"a":1,` + at + `}}`), "a key, in quotes"},
	{record(`{"u":{"a"` + at + `}}`), "':'"},
	{record(`{"u":` + strings.Repeat("[", maxDepth) + at + "[]" + strings.Repeat("]", maxDepth) + `}`), "1000 deep"},
}

func TestMistakes(t *testing.T) {
	for _, tt := range mistakes {
		offset := int64(strings.Index(tt.page, at))
		page := strings.Replace(tt.page, at, "", 1)
		r := NewReader()
		for range 2 {
			got := traceOf(r, strings.NewReader(page), "contact", shapeFields)
			var syntax *SyntaxError
			if !errors.As(got.err, &syntax) || syntax.Offset != offset || !strings.Contains(syntax.Msg, tt.msg) {
				t.Errorf("%.80s: got %v, want offset %d and %q", page, got.err, offset, tt.msg)
			}
			small := traceOf(smallReader(), oneByte{bytes.NewReader([]byte(page))}, "contact", shapeFields)
			if small.String() != got.String() {
				t.Errorf("%.80s: one byte a read:\n%v\nwhole:\n%v", page, small, got)
			}
		}
		if _, err := r.Next(); err == nil || r.ID().Text != nil || len(r.Cells()) != len(shapeFields) {
			t.Errorf("%.80s: the error is gone with the next call", page)
		}
	}
}

func TestMessagesAreShort(t *testing.T) {
	got := traceOf(NewReader(), strings.NewReader(strings.Repeat("<html>", 1000)), "contact", nil)
	if msg := got.err.Error(); len(msg) > 120 {
		t.Errorf("%d bytes: %s", len(msg), msg)
	}
}

// TestTruncated cuts a page at each of its bytes.
func TestTruncated(t *testing.T) {
	page := `{"a":[1,{"b":true}],"objects":[{"id":"1","data":{"Nom":"\ud83d\ude00é","x":-1.5e+3,"X":null}},{"data":[],"id":2}],"z":0}`
	if got := traceOf(NewReader(), strings.NewReader(page), "contact", shapeFields); got.err != nil {
		t.Fatal(got.err)
	}
	for i := range page {
		r := NewReader()
		for range 2 {
			got := traceOf(r, strings.NewReader(page[:i]), "contact", shapeFields)
			if !errors.Is(got.err, io.ErrUnexpectedEOF) {
				t.Errorf("%s: got %v", page[:i], got.err)
			}
		}
	}
	got := traceOf(NewReader(), strings.NewReader(" \n"), "contact", nil)
	if !errors.Is(got.err, io.ErrUnexpectedEOF) {
		t.Errorf("white space: got %v", got.err)
	}
}

func TestSourceErrors(t *testing.T) {
	page := `{"objects":[{"id":"1"},`
	for _, page := range []string{"", page, `{"objects":[{"id":"1"}]}`} {
		for _, cause := range []error{context.Canceled, io.ErrUnexpectedEOF, errors.New("reset by peer")} {
			src := io.MultiReader(strings.NewReader(page), iotest.ErrReader(cause))
			got := traceOf(NewReader(), src, "contact", nil)
			if got.err != cause || len(got.rows) != strings.Count(page, "id") {
				t.Errorf("%s: got %v, want %v unchanged", page, got, cause)
			}
		}
	}
}

type idle struct{}

func (idle) Read([]byte) (int, error) { return 0, nil }

func TestNoProgress(t *testing.T) {
	for _, page := range []string{"", `{"objects":[{"id":"1`, `{"objects":[]}`} {
		got := traceOf(NewReader(), io.MultiReader(strings.NewReader(page), idle{}), "contact", nil)
		if !errors.Is(got.err, io.ErrNoProgress) {
			t.Errorf("%q: got %v", page, got.err)
		}
	}
}

type liar int

func (n liar) Read(p []byte) (int, error) { return int(n) * len(p), nil }

func TestImpossibleCount(t *testing.T) {
	for _, n := range []liar{-1, 2} {
		if got := traceOf(NewReader(), n, "contact", nil); got.err == nil {
			t.Errorf("%d: no error", n)
		}
	}
}

func TestNewReaderIsEmpty(t *testing.T) {
	if ok, err := NewReader().Next(); ok || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got %v, %v", ok, err)
	}
}
