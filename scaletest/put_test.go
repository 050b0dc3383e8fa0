package scaletest

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// put sends records to thing as multipart form data.
func put(t *testing.T, s *Server, objects string) (int, string) {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	if err := form.WriteField("objects", objects); err != nil {
		t.Fatal(err)
	}
	form.Close()
	return putBody(t, s, "put_objects/thing", form.FormDataContentType(), body.String())
}

func putBody(t *testing.T, s *Server, path, contentType, body string) (int, string) {
	t.Helper()
	r := request(t, s, http.MethodPost, path, body)
	r.Header.Set("Content-Type", contentType)
	response, text := send(t, s, r)
	return response.StatusCode, text
}

func TestPut(t *testing.T) {
	for _, c := range []struct {
		name    string
		options []Option
		objects string
		want    string
	}{
		{
			"create", nil, `[{"id":0,"data":{"n":"1","name":"O'Connor"}},{"data":{}}]`,
			`{"objects":[{"status":"OK","id":"10","data":{"n":"1","name":"O'Connor"},"updated":"N","created":"Y","found":"N"},` +
				`{"status":"OK","id":"11","data":{},"updated":"N","created":"Y","found":"N"}]}`,
		},
		{
			"update", nil, `[{"id":"5","data":{"n":-7,"d":1.50,"name":null,"b":false,"day":"2024-12-31","at":"2024-12-31 23:59:59","t":"12:00"}}]`,
			`{"objects":[{"status":"OK","id":"5","data":{"n":"-7","d":"1.50","name":"","b":"N","day":"2024-12-31","at":"2024-12-31 23:59:59","t":"12:00"},"updated":"Y","created":"N","found":"Y"}]}`,
		},
		{
			"a link prefixes the keys", nil, `[{"id":0,"link":{"thing":5},"data":{"n":"1"}}]`,
			`{"objects":[{"status":"OK","id":"10","data":{"thing.n":"1"},"link":{"thing":"5"},"updated":"N","created":"Y","found":"N"}]}`,
		},
		{
			"other shapes", []Option{WithNativeJSON(), WithNumericIDs(), WithPHPEmpties(), WithPrefixedKeys(), WithBooleans("truefalse")},
			`[{"data":{"n":1,"b":true}},{"data":{}}]`,
			`{"objects":[{"status":"OK","id":10,"data":{"thing.n":1,"thing.b":true},"updated":"N","created":"Y","found":"N"},` +
				`{"status":"OK","id":11,"data":[],"updated":"N","created":"Y","found":"N"}]}`,
		},
		{
			"one record fails", nil, `[{"id":77,"data":{"n":"1"}},{"id":2,"data":{"n":"1"}}]`,
			`{"objects":[{"status":"KO","message":"record 77 does not exist","id":"77","data":{"n":"1"},"updated":"N","created":"N","found":"N"},` +
				`{"status":"OK","id":"2","data":{"n":"1"},"updated":"Y","created":"N","found":"Y"}]}`,
		},
	} {
		if status, body := put(t, start(t, c.options...), c.objects); status != http.StatusOK || body != c.want {
			t.Errorf("%s: %d\n got %s\nwant %s", c.name, status, body, c.want)
		}
	}
}

func TestPutRefusesRecords(t *testing.T) {
	s := start(t)
	before, _ := s.Object("thing")
	for record, want := range map[string]string{
		`{"data":{"nobody":"1"}}`:                         `unknown field`,
		`{"data":{"N":"1"}}`:                              `unknown field`,
		`{"data":{"fixed":"1"}}`:                          `can't be written`,
		`{"data":{"ID_THING":"1"}}`:                       `can't be written`,
		`{"data":{"n":["1"]}}`:                            `is no string, number`,
		`{"data":{"n":{}}}`:                               `is no string, number`,
		`{"data":{"n":"x"}}`:                              `is no integer`,
		`{"data":{"n":"1.5"}}`:                            `is no integer`,
		`{"data":{"d":1e3}}`:                              `is no Decimal`,
		`{"data":{"d":"1,5"}}`:                            `is no Decimal`,
		`{"data":{"b":"yes"}}`:                            `is no boolean`,
		`{"data":{"day":"2023-02-29"}}`:                   `is no date`,
		`{"data":{"at":"2023-02-28"}}`:                    `is no datetime`,
		`{"data":{"t":"24:00:00"}}`:                       `is no time`,
		`{"data":{"name":"plus de vingt caractères"}}`:    `longer than 20`,
		`{"data":{"n":"1","n":"2"}}`:                      `repeats a field`,
		`{"data":[]}`:                                     `no JSON object`,
		`{"id":5}`:                                        `data is mandatory`,
		`{"Parameters":{"n":"1"}}`:                        `unknown parameter`,
		`5`:                                               `no JSON object`,
		`{"id":-5,"data":{}}`:                             `is no id`,
		`{"id":1.5,"data":{}}`:                            `is no id`,
		`{"id":null,"data":{}}`:                           `is no id`,
		`{"id":6,"data":{"n":"1"}}`:                       `does not exist`,
		`{"link":{"nobody":"1"},"data":{}}`:               `no object`,
		`{"link":{"thing":"1"},"data":{}}`:                `no record 1`,
		`{"link":{"thing":"x"},"data":{}}`:                `is no id`,
		`{"link":"5","data":{}}`:                          `no JSON object`,
		`{"id":5,"id":6,"data":{}}`:                       `repeats a name`,
		`{"id":5,"data":{"n":"1","name":"ok","day":"x"}}`: `is no date`,
	} {
		status, body := put(t, s, "["+record+"]")
		if status != http.StatusOK || !strings.Contains(body, `"status":"KO"`) || !strings.Contains(body, want) ||
			!strings.Contains(body, `"created":"N"`) || !strings.Contains(body, `"updated":"N"`) {
			t.Errorf("%s: %d %s", record, status, body)
		}
	}
	after, _ := s.Object("thing")
	for i, r := range before.Records {
		for name, value := range r.Values {
			if got := after.Records[i].Values[name]; got != value {
				t.Errorf("record %d: %s became %q", r.ID, name, got)
			}
		}
	}
	if len(after.Records) != len(before.Records) {
		t.Errorf("%d records", len(after.Records))
	}
}

func TestPutRefusesRequests(t *testing.T) {
	s := start(t)
	for _, objects := range []string{
		``, `{}`, `[]`, `null`, `[{"data":{}}`, `[{"data":{}}] x`, `[{"data":{"name":"O\'Connor"}}]`, `[{'data':{}}]`, "[{\"data\":{\"name\":\"\xff\"}}]",
	} {
		if status, body := put(t, s, objects); status != http.StatusBadRequest {
			t.Errorf("%q: %d %s", objects, status, body)
		}
	}
	const form = "application/x-www-form-urlencoded"
	good := url.Values{"objects": {`[{"data":{}}]`}}.Encode()
	for _, c := range []struct{ path, contentType, body string }{
		{"put_objects/thing?x=1", form, good},
		{"put_objects/thing", form, good + "&" + good},
		{"put_objects/thing", form, good + "&x=1"},
		{"put_objects/thing", form, "objects=%zz"},
		{"put_objects/thing", "application/json", `[{"data":{}}]`},
		{"put_objects/thing", "", good},
		{"put_objects/thing", "multipart/form-data", good},
		{"put_objects/thing", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"objects\"; filename=\"f\"\r\n\r\n[]\r\n--x--\r\n"},
	} {
		if status, body := putBody(t, s, c.path, c.contentType, c.body); status != http.StatusBadRequest {
			t.Errorf("%s, %s: %d %s", c.path, c.contentType, status, body)
		}
	}
	if status, body := putBody(t, s, "put_objects/thing", form, good); status != http.StatusOK {
		t.Errorf("url-encoded form: %d %s", status, body)
	}
}

func TestPutIsVisible(t *testing.T) {
	s := start(t, WithBooleans("10"))
	put(t, s, `[{"id":0,"link":{"thing":"5"},"data":{"name":"neuf","b":"1"}},{"id":9,"link":{"thing":"4"},"data":{"name":"Neuf"}}]`)
	put(t, s, `[{"id":9,"link":{"bare":"1"},"data":{"n":"1"}},{"id":10,"data":{"n":"2"}}]`) // the first fails: bare is empty
	if got := ids(t, s, "filter", `name $eq "neuf"`); got != "9 10" {
		t.Errorf("found %q", got)
	}
	o, _ := s.Object("thing")
	created, _ := o.Record(10)
	if created.Values["b"] != "Y" || created.Values["n"] != "2" || created.Values["ID_THING"] != "10" || created.Links["thing"] != "5" {
		t.Errorf("%+v", created)
	}
	updated, _ := o.Record(9)
	if updated.Values["n"] != "100" || updated.Values["b"] != "N" || updated.Links["thing"] != "4" {
		t.Errorf("%+v", updated)
	}
	if rows := s.Requests()[0].Rows; rows != 2 {
		t.Errorf("%d rows recorded", rows)
	}
}

// Servers share the rows of the sample, and must not see each other's writes.
func TestServersAreApart(t *testing.T) {
	a, b := NewServer(), NewServer()
	defer a.Close()
	defer b.Close()
	var group sync.WaitGroup
	for _, s := range []*Server{a, b} {
		group.Go(func() {
			for i := range 50 {
				id, err := s.Insert("products", Record{Values: map[string]string{"stock": strconv.Itoa(i)}})
				if err != nil {
					t.Error(err)
				}
				if i%2 == 0 && !s.Delete("products", id) {
					t.Errorf("record %d is gone", id)
				}
				get(t, s, "get_objects/products?limit=1")
			}
		})
	}
	group.Wait()
	for _, s := range []*Server{a, b} {
		if o, _ := s.Object("products"); len(o.Records) != 225 {
			t.Errorf("%d records", len(o.Records))
		}
	}
	if _, err := a.Insert("products", Record{ID: 1}); err == nil {
		t.Error("a record was inserted twice")
	}
	if a.Delete("products", 100000) || a.Delete("nobody", 1) {
		t.Error("what was not there was deleted")
	}
}

// Readers and writers at once must each see whole records.
func TestConcurrentUse(t *testing.T) {
	s := start(t)
	var group sync.WaitGroup
	for worker := range 4 {
		group.Go(func() {
			for i := range 20 {
				n := strconv.Itoa(worker*100 + i)
				put(t, s, `[{"id":5,"data":{"name":"`+n+`","n":"`+n+`"}},{"data":{"n":"`+n+`"}}]`)
				ids(t, s, "sort_by", `{"n":"desc"}`, "limit", "3")
				o, _ := s.Object("thing")
				if r, _ := o.Record(5); r.Values["name"] != r.Values["n"] {
					t.Errorf("torn record %+v", r)
				}
				s.Requests()
			}
		})
	}
	group.Wait()
	o, _ := s.Object("thing")
	if n := len(o.Records); n != 5+4*20 {
		t.Errorf("%d records", n)
	}
}
