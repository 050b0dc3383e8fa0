package page

import (
	"bytes"
	"strings"
	"testing"
)

var fuzzFields = []string{"Nom", "Prénom", "a.b", "x", "X", "k", "contact.y", "y", "id"}

// seeds is the corpus both fuzz tests start from.
func seeds(f *testing.F, add func(page []byte)) {
	for _, s := range shapes {
		add([]byte(s.page))
	}
	for _, s := range mistakes {
		add([]byte(strings.Replace(s.page, at, "", 1)))
	}
	add([]byte(`{"objects":[{"id":"1","data":{"Nom":"a","x":"é","k":1}},{"id":"2","data":{"Nom":"b","x":"\u00e9","k":2}},{"id":"3","data":{"Nom":"c"}}]}`))
	add([]byte(`{"objects":[{"id":"1","data":{"contact.y":1,"y":2,"Contact.contact.y":3,"K":"kelvin"}}]}`))
	add([]byte(`{"objects":[{"data":{"contact.":1,"contact":2,".":3,"":4}}]}`))
}

// FuzzReaderAgainstEncodingJSON compares the Reader with the oracle.
func FuzzReaderAgainstEncodingJSON(f *testing.F) {
	seeds(f, func(page []byte) { f.Add(page) })
	f.Fuzz(func(t *testing.T, page []byte) {
		if bytes.Count(page, []byte("["))+bytes.Count(page, []byte("{")) > maxDepth {
			t.Skip("may be nested deeper than a Reader goes")
		}
		got := traceOf(NewReader(), bytes.NewReader(page), "contact", fuzzFields)
		want, err := oracle(page, "contact", fuzzFields)
		if (got.err == nil) != (err == nil) {
			t.Fatalf("Reader: %v, encoding/json: %v", got.err, err)
		}
		if err == nil && got.String() != want.String() {
			t.Fatalf("Reader %v\nencoding/json %v", got, want)
		}
	})
}

// FuzzReaderSplit compares what a Reader reads of a page in one piece with
// what it reads when the page arrives in small pieces, into a small buffer,
// after the same or another page.
func FuzzReaderSplit(f *testing.F) {
	seeds(f, func(page []byte) { f.Add(page, page, uint32(len(page)*7919)) })
	f.Fuzz(func(t *testing.T, page, before []byte, seed uint32) {
		want := traceOf(NewReader(), bytes.NewReader(page), "contact", fuzzFields).String()
		small := smallReader()
		check := func(how string, got trace) {
			if got.String() != want {
				t.Fatalf("%s: %v\nin one piece: %v", how, got, want)
			}
		}
		check("bytes", traceOf(small, oneByte{bytes.NewReader(page)}, "contact", fuzzFields))
		check("pieces", traceOf(small, &splitReader{page, seed}, "contact", fuzzFields))
		used := NewReader()
		traceOf(used, bytes.NewReader(before), "contact", fuzzFields)
		check("after another page", traceOf(used, bytes.NewReader(page), "contact", fuzzFields))
		check("in pieces, small, after both", traceOf(smallAfter(before), &splitReader{page, ^seed}, "contact", fuzzFields))
	})
}

func smallAfter(before []byte) *Reader {
	r := smallReader()
	traceOf(r, bytes.NewReader(before), "contact", fuzzFields)
	return r
}
