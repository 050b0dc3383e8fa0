package scaletest

import (
	"net/http"
	"testing"
)

func TestAnswers(t *testing.T) {
	const two = "get_objects/thing?fields=b,n,name,d&filter=n%20$in%20[%22-9%22,%22%22]"
	for _, c := range []struct {
		name    string
		options []Option
		path    string
		want    string
	}{
		{
			"strings", nil, two,
			`{"objects":[{"id":"2","data":{"b":"N","n":"-9","name":"","d":"1.5"}},{"id":"4","data":{"b":"Y","n":"","name":"50%_x","d":""}}]}`,
		},
		{
			"native", []Option{WithNativeJSON(), WithNumericIDs()}, two,
			`{"objects":[{"id":2,"data":{"b":false,"n":-9,"name":null,"d":1.5}},{"id":4,"data":{"b":true,"n":null,"name":"50%_x","d":null}}]}`,
		},
		{
			"prefixed, empties omitted", []Option{WithPrefixedKeys(), WithEmptiesOmitted(), WithBooleans("10")}, two,
			`{"objects":[{"id":"2","data":{"thing.b":"0","thing.n":"-9","thing.d":"1.5"}},{"id":"4","data":{"thing.b":"1","thing.name":"50%_x"}}]}`,
		},
		{"no rows", nil, "get_objects/bare", `{"objects":[]}`},
		{
			"all empties omitted", []Option{WithEmptiesOmitted()}, "get_objects/thing?limit=1&fields=t",
			`{"objects":[{"id":"2","data":{}}]}`,
		},
		{
			"all empties omitted by PHP", []Option{WithEmptiesOmitted(), WithPHPEmpties()}, "get_objects/thing?limit=1&fields=t",
			`{"objects":[{"id":"2","data":[]}]}`,
		},
		{"no fields", nil, "get_object_info/bare", `{}`},
		{"no fields by PHP", []Option{WithPHPEmpties()}, "get_object_info/bare", `[]`},
		{"no objects by PHP", []Option{WithPHPEmpties(), WithData(nil)}, "get_object_list", `[]`},
		{
			"all readable fields", nil, "get_objects/thing?limit=1",
			`{"objects":[{"id":"2","data":{"name":"","n":"-9","d":"1.5","b":"N","day":"0000-00-00","at":"0000-00-00 00:00:00","t":"","fixed":"","ID_THING":"2"}}]}`,
		},
		{
			"no key", []Option{WithoutKeyField(), WithEmptiesOmitted()}, "get_objects/thing?limit=1",
			`{"objects":[{"id":"2","data":{"n":"-9","d":"1.5","b":"N","day":"0000-00-00","at":"0000-00-00 00:00:00"}}]}`,
		},
		{
			"list", nil, "get_object_list",
			`{"thing":{"acl":"","create_time":"2022-06-29 17:00:10","update_time":"2022-07-11 14:21:04"},` +
				`"bare":{"acl":"","create_time":"2022-06-29 17:00:10","update_time":"2022-07-11 14:21:04"}}`,
		},
	} {
		status, body := get(t, start(t, c.options...), c.path)
		if status != http.StatusOK || body != c.want {
			t.Errorf("%s: %d\n got %s\nwant %s", c.name, status, body, c.want)
		}
	}
}

func TestMetadata(t *testing.T) {
	data := Data{{
		Name: "contact", Key: "ID", Created: "2018-07-28 16:31:28", Modified: "2021-05-20 12:43:28",
		Fields: []Field{
			{Name: "Adresse", Type: "text", Length: 100, Label: "Où", Description: `dit "ici"`, Personal: true},
			{Name: "ID", Type: "integer", NoRead: true, NoWrite: true},
		},
	}}
	const (
		address = `"Adresse":{"attribs":{"created_date":"2018-07-28 16:31:28","modified_date":"2021-05-20 12:43:28","label":"Où",` +
			`"description":"dit \"ici\"","type":"text","length":"100","is_personal_data":"Y"},"read":"Y","write":"Y"}`
		id = `"ID":{"attribs":{"created_date":"2018-07-28 16:31:28","modified_date":"2021-05-20 12:43:28","label":"",` +
			`"description":"","type":"integer","length":"","is_personal_data":"N"},"read":"N","write":"N"}`
	)
	if _, body := get(t, start(t, WithData(data)), "get_object_info/contact"); body != "{"+address+","+id+"}" {
		t.Error(body)
	}
	if _, body := get(t, start(t, WithData(data), WithoutKeyField()), "get_object_info/contact"); body != "{"+address+"}" {
		t.Error(body)
	}
}

func TestStrings(t *testing.T) {
	text := "a/\"\\\n\r\t\x01\x7fé€🙂"
	for _, c := range []struct {
		options []Option
		want    string
	}{
		{nil, `"a/\"\\\n\r\t\u0001` + "\x7f" + `é€🙂"`},
		{[]Option{WithEscapedJSON()}, `"a\/\"\\\n\r\t\u0001` + "\x7f" + `\u00e9\u20ac\ud83d\ude42"`},
	} {
		if got := string(start(t, c.options...).appendString(nil, text)); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

// The bytes of a big answer must be those of its small pages.
func TestBigAnswer(t *testing.T) {
	s := NewServer()
	t.Cleanup(s.Close)
	status, body := get(t, s, "get_objects/contact")
	if status != http.StatusOK || len(body) < 500_000 {
		t.Errorf("%d, %d bytes", status, len(body))
	}
	if requests := s.Requests(); requests[0].Rows != 3000 {
		t.Errorf("%d rows", requests[0].Rows)
	}
}
