package api

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scale-sql/scale/scaletest"
	"github.com/scale-sql/scale/schema"
)

// putServer answers the requests of a test one after the other with the given
// handlers, the last one for all further ones, and remembers their keys.
type putServer struct {
	*httptest.Server
	mu   sync.Mutex
	keys []string // of each request, "" without one
}

const keyHeader = "X-Key"

func newPutServer(t *testing.T, handlers ...http.HandlerFunc) *putServer {
	s := &putServer{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		n := len(s.keys)
		s.keys = append(s.keys, r.Header.Get(keyHeader))
		s.mu.Unlock()
		handlers[min(n, len(handlers)-1)](w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *putServer) seen() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.keys)
}

// client is a client of the server that repeats a request twice at most, and at
// once.
func (s *putServer) client(t *testing.T, adjust func(*Options)) *Client {
	o := Options{
		BaseURL: s.URL, Instance: "demo", Token: secret[:10], UserAgent: "scale-test/1", Timeout: 30 * time.Second,
		MaxRetries: 2, MaxRetryWait: time.Nanosecond,
	}
	if adjust != nil {
		adjust(&o)
	}
	c := New(o)
	t.Cleanup(c.Close)
	return c
}

// three are the records of most tests: two new ones and an update.
var three = []schema.Record{record(0, "Nom", "a"), record(0, "Nom", "b"), record(21245, "Nom", "c")}

// The answers to three.
const (
	okFirst  = `{"status":"OK","id":"109","data":{"Nom":"a"},"updated":"N","created":"Y","found":"N"}`
	okSecond = `{"status":"OK","id":"110","data":{"contact.Nom":"b"},"link":{"orders":"7"},"updated":"N","created":"Y","found":"N"}`
	okThird  = `{"status":"OK","id":"21245","data":{"Nom":"c"},"updated":"Y","created":"N","found":"Y"}`
	okAll    = `{"objects":[` + okFirst + `,` + okSecond + `,` + okThird + `]}`
)

// statuses spells outcomes: s, r, u or n each, for stored, rejected, unknown and
// not sent.
func statuses(outcomes []Outcome) string {
	var b strings.Builder
	for _, o := range outcomes {
		b.WriteByte(o.Status.String()[0])
	}
	return b.String()
}

// drained is a handler that reads the request before h answers.
func drained(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		h(w, r)
	}
}

func answered(body string) http.HandlerFunc { return drained(replying(200, "", body)) }

// tooMany is a 429 that asks for another try at once.
func tooMany(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Retry-After", "0")
	replying(429, "", `{"error":429,"error_text":"Slow down!"}`)(w, r)
}

// abort cuts the connection.
func abort(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// cutting sends the start of an answer, and then cuts the connection.
func cutting(start string) http.HandlerFunc {
	return drained(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, start)
		w.(http.Flusher).Flush()
		abort(w, r)
	})
}

// TestPutFaults has servers fail in all ways. Without a key, a request that the
// server may have seen is made once; with one, it may be repeated.
func TestPutFaults(t *testing.T) {
	half := `{"objects":[` + okFirst + `,{"status":"OK","id":"1`
	tests := []struct {
		name     string
		handlers []http.HandlerFunc
		want     string // the statuses
		requests int
		err      string // in the error's text; empty for none
		// The same with a key.
		keyWant     string
		keyRequests int
		keyErr      string
	}{
		{"fine", []http.HandlerFunc{answered(okAll)}, "sss", 1, "", "sss", 1, ""},
		{"cut before reading", []http.HandlerFunc{abort}, "uuu", 1, "without an answer", "uuu", 3, "(tried 3 times)"},
		{"cut after reading", []http.HandlerFunc{drained(abort)}, "uuu", 1, "without an answer", "uuu", 3, "without an answer"},
		{"cut once", []http.HandlerFunc{drained(abort), answered(okAll)}, "uuu", 1, "without an answer", "sss", 2, ""},
		{"cut in the answer", []http.HandlerFunc{cutting(half)}, "suu", 1, "unexpected EOF", "suu", 3, "unexpected EOF"},
		{"cut in the answer, then refused", []http.HandlerFunc{cutting(half), replying(409, "", `{"error":"seen"}`)},
			"suu", 1, "unexpected EOF", "suu", 2, "409"},
		{"cut in the answer, then whole", []http.HandlerFunc{cutting(half), answered(okAll)}, "suu", 1, "unexpected EOF", "sss", 2, ""},
		{"cut behind the answer", []http.HandlerFunc{cutting(okAll)}, "sss", 1, "", "sss", 1, ""},
		{"cut, then refused", []http.HandlerFunc{abort, replying(409, "", `{"error":"seen"}`)}, "uuu", 1, "without", "uuu", 2, "seen"},
		{"cut, then too many", []http.HandlerFunc{abort, tooMany}, "uuu", 1, "without", "uuu", 3, "429"},
		{"too many once", []http.HandlerFunc{tooMany, answered(okAll)}, "sss", 2, "", "sss", 2, ""},
		{"too many for ever", []http.HandlerFunc{drained(tooMany)}, "rrr", 3, "429 Too Many Requests: Slow down!", "rrr", 3, "(tried 3 times)"},
		{"too many, then cut", []http.HandlerFunc{tooMany, abort}, "uuu", 2, "without", "uuu", 3, "without"},
		{"too many in a success", []http.HandlerFunc{answered(`{"error":429}`), answered(okAll)}, "sss", 2, "", "sss", 2, ""},
		{"wait too long", []http.HandlerFunc{func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(429)
		}}, "rrr", 1, "asks to wait 1s, longer than the DSN's max_retry_wait", "rrr", 1, "429"},
		{"500", []http.HandlerFunc{replying(500, "", `{"error":"broken"}`)}, "uuu", 1, "500 Internal Server Error: broken", "uuu", 1, "500"},
		{"502", []http.HandlerFunc{replying(502, "", `<html><title>Bad`)}, "uuu", 1, "502", "uuu", 3, "502"},
		{"503", []http.HandlerFunc{replying(503, "", "")}, "uuu", 1, "503", "uuu", 3, "503"},
		{"503 once", []http.HandlerFunc{replying(503, "", ""), answered(okAll)}, "uuu", 1, "503", "sss", 2, ""},
		{"501", []http.HandlerFunc{replying(501, "", "")}, "uuu", 1, "501", "uuu", 1, "501"},
		{"500 in a success", []http.HandlerFunc{answered(`{"error":500,"error_text":"Internal service error"}`)},
			"uuu", 1, "Internal service error", "uuu", 1, "Internal"},
		{"400", []http.HandlerFunc{replying(400, "", `{"errors":["no such field"]}`)}, "rrr", 1, "400 Bad Request: no such field", "rrr", 1, "400"},
		{"401", []http.HandlerFunc{drained(replying(401, "", `{"error":"Your API key is wrong"}`))}, "rrr", 1, "check the token", "rrr", 1, "401"},
		{"422", []http.HandlerFunc{drained(replying(422, "", ``))}, "rrr", 1, "422", "rrr", 1, "422"},
		{"302", []http.HandlerFunc{func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/login", 302) }},
			"uuu", 1, "redirects are refused", "uuu", 1, "302"},
		{"303", []http.HandlerFunc{drained(replying(303, "", ""))}, "uuu", 1, "303 See Other", "uuu", 1, "303"},
		{"307", []http.HandlerFunc{func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/login", 307) }},
			"rrr", 1, "redirects are refused", "rrr", 1, "307"},
		{"308", []http.HandlerFunc{drained(replying(308, "", ""))}, "rrr", 1, "308 Permanent", "rrr", 1, "308"},
		{"304", []http.HandlerFunc{drained(replying(304, "", ""))}, "uuu", 1, "304 Not Modified", "uuu", 1, "304"},
		{"408", []http.HandlerFunc{drained(replying(408, "", ""))}, "uuu", 1, "408 Request Timeout", "uuu", 1, "408"},
		{"460", []http.HandlerFunc{drained(replying(460, "", ""))}, "uuu", 1, "460", "uuu", 1, "460"},
		{"499", []http.HandlerFunc{drained(replying(499, "", `{"error":"closed"}`))}, "uuu", 1, "499: closed", "uuu", 1, "499"},
		{"408 in a success", []http.HandlerFunc{answered(`{"error":408,"error_text":"too late"}`)}, "uuu", 1, "too late", "uuu", 1, "408"},
		{"999", []http.HandlerFunc{drained(replying(999, "", ""))}, "uuu", 1, "999", "uuu", 1, "999"},
		{"1003 in a success", []http.HandlerFunc{answered(`{"error":1003,"error_text":"no such field"}`)}, "rrr", 1, "code 1003", "rrr", 1, "1003"},
		{"error in a success", []http.HandlerFunc{answered(`{"error":"no such field"}`)}, "rrr", 1, "the answer is an error: no such field", "rrr", 1, "field"},
		{"number in a success", []http.HandlerFunc{answered(`{"error":450,"error_text":"no such field"}`)}, "rrr", 1, "code 450", "rrr", 1, "450"},
		{"error beside no records", []http.HandlerFunc{answered(`{"error":"no","objects":[]}`)}, "rrr", 1, "no", "rrr", 1, "no"},
		{"error behind a record", []http.HandlerFunc{answered(`{"objects":[` + okFirst + `],"error":"lost"}`)}, "suu", 1, "lost", "suu", 3, "lost"},
		{"HTML", []http.HandlerFunc{answered(`<html><title>Log in</title></html>`)}, "uuu", 1, "is not JSON: Log in", "uuu", 3, "Log in"},
		{"empty", []http.HandlerFunc{answered("")}, "uuu", 1, "it is empty", "uuu", 3, "it is empty"},
		{"no content", []http.HandlerFunc{drained(replying(204, "", ""))}, "uuu", 1, "it is empty", "uuu", 3, "it is empty"},
		{"no objects", []http.HandlerFunc{answered(`{"error":0,"message":"Successful operation"}`)}, "uuu", 1, "Successful operation", "uuu", 3, "Succ"},
		{"a list", []http.HandlerFunc{answered(`[]`)}, "uuu", 1, "[ stands where { was expected", "uuu", 3, "stands"},
		{"objects that are none", []http.HandlerFunc{answered(`{"objects":null}`)}, "uuu", 1, "was expected", "uuu", 3, "was expected"},
		{"too few", []http.HandlerFunc{answered(`{"objects":[` + okFirst + `]}`)}, "suu", 1, "3 records were sent, and it has 1", "suu", 3, "it has 1"},
		{"too many records", []http.HandlerFunc{answered(`{"objects":[` + okFirst + `,` + okSecond + `,` + okThird + `,` + okThird + `]}`)},
			"sss", 1, "3 records were sent, and it has 4", "sss", 3, "it has 4"},
		{"created", []http.HandlerFunc{drained(replying(201, "", okAll))}, "sss", 1, "", "sss", 1, ""},
	}
	for _, tt := range tests {
		for _, dedupe := range []string{"", keyHeader} {
			t.Run(tt.name+" "+dedupe, func(t *testing.T) {
				want, requests, text := tt.want, tt.requests, tt.err
				if dedupe != "" {
					want, requests, text = tt.keyWant, tt.keyRequests, tt.keyErr
				}
				s := newPutServer(t, tt.handlers...)
				a, err := s.client(t, func(o *Options) { o.DedupeHeader = dedupe }).Put(t.Context(), "contact", three)
				checkPut(t, a, err, want, text)
				checkKeys(t, s.seen(), requests, dedupe != "")
			})
		}
	}
}

// checkPut checks what came of a Put.
func checkPut(t *testing.T, a *PutAnswer, err error, want, text string) {
	t.Helper()
	if got := statuses(a.Outcomes); got != want {
		t.Errorf("statuses %s, want %s: %+v", got, want, a.Outcomes)
	}
	if text == "" && err != nil {
		t.Errorf("error %v", err)
	}
	if text != "" {
		wantError(t, err, "scale: ", "POST ", "contact", text)
		hidesToken(t, "the error", fmt.Sprintf("%v %+v", err, err))
	}
	for i, o := range a.Outcomes {
		switch {
		case o.Status == Stored && three[i].ID == 0 && (o.ID != 109+int64(i) || !o.Created || o.Found):
			t.Errorf("outcome %+v", o)
		case three[i].ID != 0 && o.ID != three[i].ID:
			t.Errorf("outcome %+v, want id %d", o, three[i].ID)
		case o.Status == Rejected && o.Message == "":
			t.Errorf("record %d was rejected without a message", i)
		}
	}
}

// checkKeys checks that all tries of a request had the same key, if any.
func checkKeys(t *testing.T, keys []string, requests int, keyed bool) {
	t.Helper()
	if len(keys) != requests {
		t.Errorf("%d requests, want %d", len(keys), requests)
	}
	for _, key := range keys {
		if key != keys[0] || (len(key) == 32) != keyed {
			t.Errorf("keys %q", keys)
		}
	}
}

// TestOutcomes has answers to one record.
func TestOutcomes(t *testing.T) {
	created := Outcome{Status: Stored, ID: 5, Created: true}
	updated := Outcome{Status: Stored, ID: 9, Updated: true, Found: true}
	tests := []struct {
		id     int64
		answer string
		want   Outcome
		err    string
	}{
		{0, `{"status":"OK","id":"5","created":"Y","updated":"N","found":"N"}`, created, ""},
		{0, `{"status":"ok","id":5,"created":true,"data":[],"new":{"a":[]}}`, created, ""},
		{0, `{"status":" Ok ","id":" 5 ","created":1,"updated":null}`, created, ""},
		{0, `{"status":200,"id":5,"created":"1","error":0,"errors":[]}`, created, ""},
		{0, `{"status":"OK","created":"Y"}`, Outcome{Status: Stored, Created: true, Message: "the answer has no id for it"}, ""},
		{0, `{"status":"OK","id":"<ID_ENTRY>","created":"Y"}`, Outcome{Status: Stored, Created: true, Message: "the answer has no id for it"}, ""},
		{0, `{"status":"OK","id":"0"}`, Outcome{Status: Stored, Message: "the answer has no id for it"}, ""},
		{0, `{"status":"OK","id":"5","created":"Y","message":"no mail"}`, Outcome{Status: Stored, ID: 5, Created: true, Message: "no mail"}, ""},
		{9, `{"status":"OK","id":"9","created":"N","updated":"Y","found":"Y"}`, updated, ""},
		{9, `{"status":"OK","updated":"Y","found":"Y"}`, updated, ""},
		{9, `{"status":"OK","id":9,"updated":"N","found":"N"}`, Outcome{Status: Rejected, ID: 9, Missing: true, Message: "no record has this id"}, ""},
		{9, `{"status":"OK","id":8,"found":"N"}`, Outcome{ID: 9, Message: "the answer in its place is that of record 8"}, "that of record 8"},
		{9, `{"status":"KO","id":"9","data":{"contact.Nom":"a"},"found":"N","message":"no such id"}`,
			Outcome{Status: Rejected, ID: 9, Missing: true, Refused: true, Message: "no such id"}, ""},
		{9, `{"status":"KO","id":"9","data":{},"found":"N","message":"no such field"}`, Outcome{Status: Rejected, ID: 9, Missing: true, Refused: true, Message: "no such field"}, ""},
		{9, `{"status":"KO","data":[],"found":"N"}`, Outcome{Status: Rejected, ID: 9, Missing: true, Refused: true, Message: `its status is "KO"`}, ""},
		{9, `{"found":"N"}`, Outcome{ID: 9, Message: "the answer doesn't say whether it was stored"}, "doesn't say"},
		{0, `{"status":"OK","id":"5","found":"N"}`, Outcome{Status: Stored, ID: 5}, ""},
		{9, `{"status":"OK","id":8,"updated":"Y"}`, Outcome{ID: 9, Updated: true, Message: "the answer in its place is that of record 8"}, "that of record 8"},
		{9, `{"status":"KO","id":"9","message":"no\n such  field"}`, Outcome{Status: Rejected, ID: 9, Message: "no such field"}, ""},
		{0, `{"id":"5","created":"Y","updated":"N"}`, created, ""},
		{9, `{"id":"9","created":"N","updated":"Y","found":"Y"}`, updated, ""},
		{0, `{"status":"success","id":"5","message":"done"}`, Outcome{Message: `the answer doesn't say whether it was stored: its status is "success", and it has the id 5: done`}, "the answer doesn't say"},
		{0, `{"status":"KO","id":"0"}`, Outcome{Status: Rejected, Message: `its status is "KO"`}, ""},
		{0, `{"status":"KO","error":"no"}`, Outcome{Status: Rejected, Message: "no"}, ""},
		{0, `{"status":"KO","error":450,"error_text":"no"}`, Outcome{Status: Rejected, Message: "no"}, ""},
		{0, `{"status":"KO","errors":["no","never"]}`, Outcome{Status: Rejected, Message: "no; never"}, ""},
		{0, `{"status":422,"errors":{}}`, Outcome{Status: Rejected, Message: `its status is "422"`}, ""},
		{0, `{"error":"no"}`, Outcome{Status: Rejected, Message: "no"}, ""},
		{0, `{"status":"KO","created":"Y"}`, Outcome{Created: true, Message: `the answer contradicts itself: its status is "KO", but it was stored: `}, "contradicts itself"},
		{0, `{"id":"5","error":0}`, Outcome{Message: "the answer doesn't say whether it was stored"}, "doesn't say"},
		{0, `{}`, Outcome{Message: "the answer doesn't say whether it was stored"}, "record 1 of 1"},
		{9, `null`, Outcome{ID: 9, Message: "the answer doesn't say whether it was stored"}, "doesn't say"},
		{9, `"OK"`, Outcome{ID: 9, Message: "the answer's record is no JSON object"}, "no JSON object"},
	}
	for _, tt := range tests {
		w := worldAnswering(t, replying(200, "", `{"objects":[`+tt.answer+`]}`))
		a, err := w.client.Put(t.Context(), "contact", []schema.Record{record(tt.id, "Nom", "a")})
		if len(a.Outcomes) != 1 || a.Outcomes[0] != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.answer, a.Outcomes, tt.want)
		}
		if tt.err != "" {
			wantError(t, err, tt.err)
		} else if err != nil {
			t.Errorf("%s: %v", tt.answer, err)
		}
	}
}

// TestPutNothing makes no request.
func TestPutNothing(t *testing.T) {
	w := newWorld(t, shared, nil)
	a, err := w.client.Put(t.Context(), "contact", nil)
	if err != nil || len(a.Outcomes) > 0 || len(w.wire.requests()) > 0 {
		t.Errorf("%v, %v, requests %v", a, err, w.wire.requests())
	}
}

// TestPutTokens looks for the token in what answers make of it.
func TestPutTokens(t *testing.T) {
	for _, body := range []string{
		`{"error":"bad s3cr3t/+<&"}`, `<html>s3cr3t/+&lt;&amp;</html>`,
		`{"objects":[{"status":"s3cr3t/+<&"}]}`, `{"objects":[{"status":"s3cr3t\/+<&","created":"Y"}]}`,
		`{"objects":[{"status":"KO","message":"s3cr3t\/+\u003c&"}]}`, `{"objects":s3cr3t/+<&`, `{"objects":["s3cr3t/+<&`,
	} {
		for _, status := range []int{200, 400, 500} {
			s := newPutServer(t, drained(replying(status, "", body)))
			a, err := s.client(t, nil).Put(t.Context(), "contact", three[:1])
			hidesToken(t, body, fmt.Sprintf("%+v %v %#v", a, err, err))
		}
	}
}

// TestPutServers stores records on strict servers of all kinds.
func TestPutServers(t *testing.T) {
	kinds := []scaletest.Option{
		scaletest.WithPrefixedKeys(), scaletest.WithNumericIDs(), scaletest.WithNativeJSON(), scaletest.WithEscapedJSON(),
		scaletest.WithPHPEmpties(), scaletest.WithEmptiesOmitted(), scaletest.WithoutKeyField(),
	}
	for set := range 1 << len(kinds) {
		opts := []scaletest.Option{scaletest.WithData(people(3)), scaletest.WithErrorShape(scaletest.ErrorShape(set % 6))}
		for i, kind := range kinds {
			if set>>i&1 == 1 {
				opts = append(opts, kind)
			}
		}
		checkServer(t, newServer(t, opts...))
	}
}

func checkServer(t *testing.T, s *scaletest.Server) {
	t.Helper()
	w := newWorld(t, s, nil)
	const odd = "O'Connor \"\\/\t\u2028\u00e9\U0001F600<>&"
	a, err := w.client.Put(t.Context(), "contact", []schema.Record{
		record(0, "Nom", odd, "grp", "7"), record(6, "Nom", "", "grp", ""), record(7, "Nom", "x"),
		record(9, "nom", "x"), record(0), linked(record(0, "Nom", "z"), "contact", 3), linked(record(0), "contact", 4),
	})
	if err != nil || statuses(a.Outcomes) != "ssrrssr" {
		t.Fatalf("%+v, %v", a.Outcomes, err)
	}
	want := []Outcome{
		{Status: Stored, ID: 10, Created: true}, {Status: Stored, ID: 6, Updated: true, Found: true},
		{Status: Rejected, ID: 7, Missing: true, Refused: true, Message: "record 7 does not exist"}, {Status: Rejected, ID: 9, Missing: true, Refused: true, Message: `unknown field "nom"`},
		{Status: Stored, ID: 11, Created: true}, {Status: Stored, ID: 12, Created: true},
		{Status: Rejected, Message: "link: object contact has no record 4"},
	}
	if !slices.Equal(a.Outcomes, want) {
		t.Errorf("%+v\nwant %+v", a.Outcomes, want)
	}
	o, _ := s.Object("contact")
	if len(o.Records) != 6 || o.Records[3].Values["Nom"] != odd || o.Records[3].Values["grp"] != "7" ||
		o.Records[1].Values["Nom"] != "" || o.Records[5].Links["contact"] != "3" {
		t.Errorf("stored: %+v", o.Records)
	}
	_, err = w.client.Put(t.Context(), "nothing", three)
	wantError(t, err, "scale: POST /v1/datamart/demo/put_objects/nothing: 404")
}
