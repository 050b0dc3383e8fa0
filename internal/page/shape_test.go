package page

import (
	"bytes"
	"strings"
	"testing"
)

var shapeFields = []string{"Nom", "Prénom", "a.b", "x", "X"}

// shapes are pages that are accepted, with what is read: "s" before a string,
// "#" a number, "0" null, "T", "F", "c" composite, "-" missing.
var shapes = []struct {
	name, page string
	rows       []string
	members    []string
}{
	{"documented", `{"objects":[{"id":"109128","data":{"Nom":"Doe","Prénom":"Élie","x":""}}]}`, []string{"s109128|sDoe|sÉlie|-|s|-"}, nil},
	{"spaced", "\t{ \"objects\" :\r\n[ { \"id\" : \"1\" , \"data\" : { \"Nom\" : \"Doe\" , \"x\" : 1 } } , { } ] } \n", []string{"s1|sDoe|-|-|#1|-", "-|-|-|-|-|-"}, nil},
	{"kinds", `{"objects":[{"id":7,"data":{"Nom":null,"Prénom":true,"a.b":false,"x":-0.5e+10,"X":[1, {"y":"\u00e9"}]}}]}`, []string{`#7|0|T|F|#-0.5e+10|c[1, {"y":"\u00e9"}]`}, nil},
	{"escapes", `{"objects":[{"id":"\u0031\/","data":{"Pr\u00e9nom":"\"\\\/\b\f\n\r\t","Nom":"a\u00e9\u20ac\ud83d\ude00z"}}]}`, []string{"s1/|saé€😀z|s\"\\/\b\f\n\r\t|-|-|-"}, nil},
	{"escaped nul", `{"objects":[{"data":{"Nom":"\u0000"}}]}`, []string{"-|s\x00|-|-|-|-"}, nil},
	{"data before id", `{"objects":[{"data":{"Nom":"a"},"link":{"order":["1",null]},"id":"2"}]}`, []string{"s2|sa|-|-|-|-"}, nil},
	{"no data", `{"objects":[{"id":"1"},{"id":"2","data":[ ]},{"id":"3","data":null},{"id":"4","data":{}},{}]}`, []string{"s1|-|-|-|-|-", "s2|-|-|-|-|-", "s3|-|-|-|-|-", "s4|-|-|-|-|-", "-|-|-|-|-|-"}, nil},
	{"cells are emptied", `{"objects":[{"id":"1","data":{"Nom":"a"}},{"data":{"x":"b"}}]}`, []string{"s1|sa|-|-|-|-", "-|-|-|-|sb|-"}, nil},
	{"order changes", `{"objects":[{"data":{"Nom":"1","x":"2","u":3}},{"data":{"x":"4","u":[],"Nom":"5"}},{"data":{"u":"","Nom":"6","x":"7"}}]}`, []string{"-|s1|-|-|s2|-", "-|s5|-|-|s4|-", "-|s6|-|-|s7|-"}, nil},
	{"prefix", `{"objects":[{"data":{"CONTACT.Nom":"1","contact.a.b":"2","contact.X":"3","order.Prénom":"4"}}]}`, []string{"-|s1|-|s2|-|s3"}, nil},
	{"case", `{"objects":[{"data":{"NOM":"1","contact.PRÉNOM":"2"}}]}`, []string{"-|s1|s2|-|-|-"}, nil},
	{"case is not needed", `{"objects":[{"data":{"X":"1","x":"2"}}]}`, []string{"-|-|-|-|s2|s1"}, nil},
	{"unwanted twice", `{"objects":[{"link":1,"link":2,"data":{"u":1,"u":2}}]}`, []string{"-|-|-|-|-|-"}, nil},
	{"empty", `{"objects":[]}`, nil, nil},
	{"empty, spaced", `{"objects":[ ]}`, nil, nil},
	{"empty object", `{"objects":{ }}`, nil, nil},
	{"null", `{"objects":null}`, nil, nil},
	{"error", `{"error":401,"error_text":"token \u00e9"}`, nil, []string{"error=401", `error_text="token \u00e9"`}},
	{"spaced members", `{"error" : { } ,"message":` + "\n" + ` null }`, nil, []string{"error={ }", "message=null"}},
	{"errors", `{"errors":["a", "b"],"message":null}`, nil, []string{`errors=["a", "b"]`, "message=null"}},
	{"behind the records", `{"error":0,"objects":[{"id":"1"}],"pagination":{"page_count": 3}, "o\u006b":true}`, []string{"s1|-|-|-|-|-"}, []string{"error=0", `pagination={"page_count": 3}`, "ok=true"}},
	{"large members", `{"a":"` + strings.Repeat("x", maxMemberSize-2) + `","b":"` + strings.Repeat("x", maxMemberSize-1) + `"}`, nil, []string{`a="` + strings.Repeat("x", maxMemberSize-2) + `"`}},
	{"many members", `{"a":1,"a":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9,"objects":[]}`, nil, []string{"a=1", "a=2", "c=3", "d=4", "e=5", "f=6", "g=7", "h=8"}},
	{"deep", `{"a":` + strings.Repeat("[", maxDepth) + strings.Repeat("]", maxDepth) + `,"objects":[]}`, nil, []string{"a=" + strings.Repeat("[", maxDepth) + strings.Repeat("]", maxDepth)}},
	{"no members", `{}`, nil, nil},
}

func TestShapes(t *testing.T) {
	for _, tt := range shapes {
		t.Run(tt.name, func(t *testing.T) {
			page := []byte(tt.page)
			want := trace{rows: tt.rows, members: tt.members, objects: strings.Contains(tt.page, `"objects"`)}
			r := NewReader()
			for range 2 { // without and with what was learnt
				if got := traceOf(r, bytes.NewReader(page), "contact", shapeFields); got.String() != want.String() {
					t.Errorf("got %v\nwant %v", got, want)
				}
			}
			small := smallReader()
			for range 2 {
				if got := traceOf(small, oneByte{bytes.NewReader(page)}, "contact", shapeFields); got.String() != want.String() {
					t.Errorf("one byte a read: got %v\nwant %v", got, want)
				}
			}
		})
	}
}
