package api

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/scale-sql/scale/schema"
)

// record is a record of contact with the fields and values of pairs.
func record(id int64, pairs ...string) schema.Record {
	r := schema.Record{ID: id}
	for i := 0; i < len(pairs); i += 2 {
		r.Data = append(r.Data, schema.FieldValue{Column: &schema.Column{Object: "contact", Name: pairs[i]}, Text: pairs[i+1]})
	}
	return r
}

// linked is a record with a link.
func linked(r schema.Record, object string, id int64) schema.Record {
	r.Links = append(r.Links, schema.Link{Object: object, ID: id})
	return r
}

// examples are those of the API's document, whose placeholders are filled in.
var examples = []struct {
	name    string
	records []schema.Record
	objects string
}{
	{"insert", []schema.Record{record(0, "field_1", "John", "field_2", "O'Connor")},
		`[{"id":0,"data":{"field_1":"John","field_2":"O'Connor"}}]`},
	{"linked insert", []schema.Record{linked(record(0, "field_1", "O'Connor", "field_2", "value_2"), "object_2", 5)},
		`[{"id" : 0, "link" : {"object_2" : "5"}, "data" : {"field_1" : "O'Connor", "field_2" : "value_2"}}]`},
	{"update", []schema.Record{record(7, "field_1", "O'Connor", "field_2", "value_2")},
		`[{"id" : 7, "data" :{"field_1" : "O'Connor", "field_2" : "value_2"}}]`},
	{"batch", []schema.Record{
		linked(record(0, "DATE_DESINSCRIPTION", "2020-12-19 12:50:50", "DESINSCRIPTION_ADRESSE", "exemple@example.com"), "contact", 47737),
		record(21245, "DATE_DESINSCRIPTION", "2020-12-19 12:50:50", "DESINSCRIPTION_ADRESSE", "exemple3@example.com"),
	}, `[
{
"id": 0,
"link": {
"contact": "47737"
},
"data": {
"DATE_DESINSCRIPTION": "2020-12-19 12:50:50",
"DESINSCRIPTION_ADRESSE": "exemple@example.com"
}
},
{
"id": 21245,
"data": {
"DATE_DESINSCRIPTION": "2020-12-19 12:50:50",
"DESINSCRIPTION_ADRESSE": "exemple3@example.com"
}
}
]`},
	{"nothing but a record", []schema.Record{record(0)}, `[{"id":0,"data":{}}]`},
	{"two links", []schema.Record{linked(linked(record(3), "contact", 1), "orders", 2)},
		`[{"id":3,"link":{"contact":"1","orders":"2"},"data":{}}]`},
}

// TestExamples sends what the document's examples send, in their form.
func TestExamples(t *testing.T) {
	for _, example := range examples {
		var got any
		w := newWorld(t, shared, nil)
		w.wire.handler = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if r.Method != "POST" || r.URL.RequestURI() != "/v1/datamart/demo/put_objects/object%2F1" {
				t.Errorf("%s %s", r.Method, r.URL.RequestURI())
			}
			if r.ContentLength <= 0 || len(r.TransferEncoding) > 0 {
				t.Errorf("%s: the body's length is %d, its encoding %q", example.name, r.ContentLength, r.TransferEncoding)
			}
			if err := json.Unmarshal([]byte(objectsField(t, r)), &got); err != nil {
				t.Error(err)
			}
		})
		w.client.Put(t.Context(), "object/1", example.records)
		var want any
		if err := json.Unmarshal([]byte(example.objects), &want); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: sent %v, want %v", example.name, got, want)
		}
	}
}

// objectsField is the form's only field, which must look as curl's --form has it.
func objectsField(t *testing.T, r *http.Request) string {
	t.Helper()
	media, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != "multipart/form-data" {
		t.Errorf("Content-Type %q", r.Header.Get("Content-Type"))
	}
	parts := multipart.NewReader(r.Body, parameters["boundary"])
	part, err := parts.NextRawPart()
	if err != nil {
		t.Error(err)
		return ""
	}
	if want := (textproto.MIMEHeader{"Content-Disposition": {`form-data; name="objects"`}}); !reflect.DeepEqual(part.Header, want) {
		t.Errorf("part with the header %v, want %v", part.Header, want)
	}
	text, err := io.ReadAll(part)
	if err != nil {
		t.Error(err)
	}
	if _, err := parts.NextRawPart(); err != io.EOF {
		t.Errorf("another part: %v", err)
	}
	return string(text)
}

// TestRecordOrder keeps the statement's order of fields, and takes RecordSize
// at its word.
func TestRecordOrder(t *testing.T) {
	r := linked(record(-12, "b", "\x00\"\\\n\u2028é😀<>&", "a", "1"), "o\"", 99)
	got := string(appendRecord(nil, &r))
	want := `{"id":-12,"link":{"o\"":"99"},"data":{"b":"\u0000\"\\\u000a` + "\u2028é😀" + `<>&","a":"1"}}`
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	for _, example := range append(examples[:len(examples):len(examples)], struct {
		name    string
		records []schema.Record
		objects string
	}{records: []schema.Record{r}}) {
		size := len("[]") - len(",")
		for i := range example.records {
			size += RecordSize(&example.records[i])
		}
		if got := len(appendRecords(nil, example.records)); got != size {
			t.Errorf("%s: %d bytes, want %d", example.name, got, size)
		}
	}
}

func FuzzString(f *testing.F) {
	for _, s := range []string{"", "a", `"\/`, "\x00\x1f\x7f", "é\u2028\U0010FFFF\uFFFD", "\xff\xc3", "\xed\xa0\x80"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b := appendString(nil, s)
		if len(b) != stringSize(s) {
			t.Errorf("%q: %d bytes, want %d", s, len(b), stringSize(s))
		}
		var got string
		if err := json.Unmarshal(b, &got); err != nil || got != toUTF8(s) || !utf8.Valid(b) {
			t.Errorf("%q is written %s, read as %q, %v", s, b, got, err)
		}
	})
}

// toUTF8 replaces each byte that is no UTF-8, as ranging over a string does.
func toUTF8(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteRune(r)
	}
	return b.String()
}

// TestKeys makes many keys.
func TestKeys(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		key := newKey()
		if _, err := strconv.ParseUint(key[:16], 16, 64); err != nil || len(key) != 32 || seen[key] {
			t.Fatalf("key %q", key)
		}
		seen[key] = true
	}
}

// TestDelivery gives up a delivery before and after its body was taken.
func TestDelivery(t *testing.T) {
	d := &delivery{body: []byte("abc")}
	first, _ := d.reader()
	if d.end() {
		t.Error("taken, though nobody read")
	}
	if n, err := first.Read(make([]byte, 1)); n > 0 || !errors.Is(err, errGivenUp) {
		t.Errorf("%d bytes of a delivery that ended, %v", n, err)
	}
	d = &delivery{body: []byte("abc")}
	first, _ = d.reader()
	first.Read(make([]byte, 1))
	second, _ := d.reader()
	if all, err := io.ReadAll(second); string(all) != "abc" || err != nil || !d.end() {
		t.Errorf("%q, %v", all, err)
	}
}
