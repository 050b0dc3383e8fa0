package api

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// shapes are the bodies of errors that the API and its gateways may send.
var shapes = []struct {
	name, body    string
	code, message string
}{
	{"string", `{"error":"Your API key is wrong"}`, "", "Your API key is wrong"},
	{"number", `{"error":418}`, "418", ""},
	{"number as a string", `{"error":"418"}`, "418", ""},
	{"object", `{"error":{"code":"E7","message":"out of tea"}}`, "E7", "out of tea"},
	{"object with other members", `{"error":{"reason":"out of tea"}}`, "", `{"reason":"out of tea"}`},
	{"code and text", `{"error":450,"error_text":"Request validation error"}`, "450", "Request validation error"},
	{"OAuth", `{"error":"invalid_token","error_description":"The token expired"}`, "", "The token expired"},
	{"list", `{"errors":["no such field","no such order"]}`, "", "no such field; no such order"},
	{"list of objects", `{"errors":[{"detail":"no such field"},{"title":"no"}]}`, "", "no such field; no"},
	{"by field", `{"errors":{"Nom":["is required"]}}`, "", `{"Nom":["is required"]}`},
	{"message", `{"message":"out of\n tea"}`, "", "out of tea"},
	{"message and code", `{"code":17,"message":"out of tea"}`, "17", "out of tea"},
}

func TestErrorShapes(t *testing.T) {
	for _, status := range []int{400, 401, 403, 404, 405, 406, 422, 429, 450, 500, 501, 503} {
		for _, shape := range shapes {
			for _, request := range []string{"page", "document"} {
				checkError(t, request, status, shape.body, shape.code, shape.message)
			}
		}
	}
}

func TestErrorsWithoutJSON(t *testing.T) {
	tests := []struct{ body, message string }{
		{"", ""},
		{"gateway timed out", "gateway timed out"},
		{"<html><head><title>502 Bad &amp; Gateway</title></head><body><h1>x</h1></body></html>", "502 Bad & Gateway"},
		{"<h1>No\nway</h1>", "No way"},
		{"<p>Down &lt; up</p>", "Down < up"},
		{`{"error":`, `{"error":`},
		{`{"status":"KO"}`, `{"status":"KO"}`},
		{"bad \xff bytes", "bad \uFFFD bytes"},
		{strings.Repeat("é", 500), strings.Repeat("é", 150) + "..."},
	}
	for _, tt := range tests {
		checkError(t, "page", 502, tt.body, "", tt.message)
		checkError(t, "document", 502, tt.body, "", tt.message)
	}
}

// TestErrorInSuccess has the body of a 200 say that it is an error.
func TestErrorInSuccess(t *testing.T) {
	for _, shape := range shapes {
		checkError(t, "page", 200, shape.body, shape.code, shape.message)
		checkError(t, "document", 200, shape.body, shape.code, shape.message)
	}
	for _, body := range []string{"<html><title>Log in</title></html>", "Log in"} {
		checkError(t, "page", 200, body, "", "Log in")
		checkError(t, "document", 200, body, "", "Log in")
	}
	for _, body := range []string{
		`{"objects":[],"status":"ERROR","message":"no such view"}`, `{"status":"ko","message":"no such view","objects":[]}`,
		`{"success":false,"message":"no such view","objects":[]}`, `{"ok":false,"errors":[],"objects":[],"message":"no such view"}`,
	} {
		checkError(t, "page", 200, body, "", "no such view")
		checkError(t, "document", 200, body, "", "no such view")
	}
}

// checkError makes a request that is answered with status and body, and checks
// the error that comes of it.
func checkError(t *testing.T, kind string, status int, body, code, message string) {
	t.Helper()
	var err error
	w := worldAnswering(t, replying(status, "", body))
	if kind == "page" {
		_, err = w.scan(t, request(t, w.object))
	} else {
		w.wire.handler = replying(status, "", body)
		_, err = w.client.ObjectInfo(t.Context(), "contact")
	}
	var e *Error
	if !errors.As(err, &e) {
		t.Errorf("%s %d %q: error %v (%[4]T), want an *Error", kind, status, body, err)
		return
	}
	path := "/v1/datamart/demo/get_objects/contact"
	if kind == "document" {
		path = "/v1/datamart/demo/get_object_info/contact"
	}
	shown := strings.ToValidUTF8(body[:min(len(body), 1024)], "\uFFFD")
	if e.Status != status || e.Code != code || e.Message != message || e.Object != "contact" ||
		e.Method != "GET" || !strings.Contains(e.URL, path) || e.Body != shown {
		t.Errorf("%s %d %q: %+v\nwant code %q, message %q", kind, status, body, *e, code, message)
	}
	wantError(t, err, "scale: GET "+path+": ", message)
	if strings.Contains(err.Error(), "sort_by") || strings.Contains(err.Error(), "\n") {
		t.Errorf("%q shows the query or has several lines", err)
	}
}

// worldAnswering is a world whose requests for records a handler answers.
func worldAnswering(t testing.TB, h http.HandlerFunc) *world {
	w := newWorld(t, shared, nil)
	w.wire.handler = h
	return w
}

// TestNoError has answers mention errors that aren't any.
func TestNoError(t *testing.T) {
	for _, body := range []string{
		`{"objects":[],"error":0,"error_text":"Successful operation"}`,
		`{"error":"0","errors":[],"objects":[]}`,
		`{"error":null,"objects":[],"errors":null}`,
		`{"error":false,"errors":{},"message":"Successful operation","objects":[]}`,
		`{"Error":"","objects":null}`,
		`{"status":"OK","success":true,"ok":"false","objects":[]}`,
	} {
		w := worldAnswering(t, replying(200, "", body))
		if ids, err := w.scan(t, request(t, w.object)); err != nil || len(ids) > 0 {
			t.Errorf("%s: rows %v, error %v", body, ids, err)
		}
	}
	for _, doc := range []string{
		`{"error":{"attribs":{"type":"text"},"read":"Y"},"message":{"attribs":{}}}`,
		`{"errors":{"acl":"","create_time":""},"error":{}}`,
		`{"status":{"attribs":{"type":"error"}},"success":{},"ok":{}}`,
		`[]`,
	} {
		w := newWorld(t, shared, nil)
		w.wire.handler = replying(200, "", doc)
		if got, err := w.client.ObjectInfo(t.Context(), "contact"); err != nil || string(got) != doc {
			t.Errorf("%s: %s, error %v", doc, got, err)
		}
	}
}

// TestErrorBehindRecords has a page say at its end that it is not all.
func TestErrorBehindRecords(t *testing.T) {
	w := worldAnswering(t, replying(200, "", `{"objects":[{"id":"3","data":{}}],"error":{"code":500,"message":"lost the rest"}}`))
	ids, err := w.scan(t, request(t, w.object))
	wantError(t, err, "lost the rest", "code 500")
	if len(ids) != 1 {
		t.Errorf("rows %v, want the one before the error", ids)
	}
}

// TestHints checks that the statuses of the API's document say what to do.
func TestHints(t *testing.T) {
	tests := []struct {
		status int
		want   string
	}{
		{401, "401 Unauthorized: no; check the token"},
		{403, "403 Forbidden: no; the API profile of this token may not do that"},
		{404, "404 Not Found: no; check the instance of the DSN and the object's name"},
		{429, "429 Too Many Requests: no; slow down"},
		{450, "450: no"},
		{500, "500 Internal Server Error: no"},
	}
	for _, tt := range tests {
		w := worldAnswering(t, replying(tt.status, "", `{"message":"no"}`))
		_, err := w.scan(t, request(t, w.object))
		wantError(t, err, tt.want)
	}
}

// TestServerRefuses lets the strict server say what is wrong.
func TestServerRefuses(t *testing.T) {
	tests := []struct {
		name   string
		adjust func(*Options)
		call   func(*testing.T, *Client) error
		status int
	}{
		{"token", func(o *Options) { o.Token = "wrong" }, ping, 401},
		{"instance", func(o *Options) { o.Instance = "nowhere/.." }, ping, 404},
		{"object", nil, func(t *testing.T, c *Client) error {
			_, err := c.ObjectInfo(t.Context(), "no/../such")
			return err
		}, 404},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var e *Error
			if err := tt.call(t, newClient(t, shared, tt.adjust)); !errors.As(err, &e) || e.Status != tt.status {
				t.Errorf("error %v, want status %d", err, tt.status)
			}
		})
	}
}

func ping(t *testing.T, c *Client) error { return c.Ping(t.Context()) }

// TestBrokenPages has pages that can't be read to their end: never io.EOF, which
// would be the end of the result.
func TestBrokenPages(t *testing.T) {
	const row = `{"id":"3","data":{"Nom":"a"}}`
	tests := []struct {
		name    string
		handler http.HandlerFunc
		want    string
	}{
		{"broken JSON", replying(200, "", `{"objects":[`+row+`,{"id":"6",}`), "reading the page of GET /v1/datamart/demo/get_objects/contact: page: byte "},
		{"half a page", replying(200, "", `{"objects":[`+row+`,{"id":"6"`), "ends too early"},
		{"nothing", replying(200, "", ``), "the answer is empty"},
		{"a list", replying(200, "", `[]`), "expected"},
		{"no objects", replying(200, "", `{}`), "the answer is an error"},
		{"text behind it", replying(200, "", `{"objects":[`+row+`]}x`), "expected the end of the answer"},
		{"less than announced", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			io.WriteString(w, `{"objects":[`+row)
		}, "unexpected EOF"},
		{"chunks cut off", func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, `{"objects":[`+row)
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}, "unexpected EOF"},
		{"chunks cut off before the end mark", func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, `{"objects":[`+row+`]}`)
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}, "unexpected EOF"},
		{"no answer", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "without an answer"},
		{"broken gzip", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			io.WriteString(w, "this is no gzip at all")
		}, "gzip"},
		{"gzip cut off", func(w http.ResponseWriter, _ *http.Request) {
			var b strings.Builder
			z := gzip.NewWriter(&b)
			fmt.Fprintf(z, `{"objects":[%s]}`, row)
			z.Close()
			w.Header().Set("Content-Encoding", "gzip")
			io.WriteString(w, b.String()[:b.Len()-5])
		}, "unexpected EOF"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newServer(t, scaletest.WithData(people(1)), answering(tt.handler))
			w := &world{server: s, client: newClient(t, s, nil)}
			_, err := w.scan(t, request(t, contact(t, w.client)))
			wantError(t, err, tt.want, "scale: ")
			if errors.Is(err, io.EOF) {
				t.Errorf("%v is io.EOF", err)
			}
		})
	}
}

// TestGzip has the server compress its answers, as the transport asks it to.
func TestGzip(t *testing.T) {
	s := newServer(t, scaletest.WithData(people(300)), scaletest.WithMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Accept-Encoding") != "gzip" {
				http.Error(w, "no gzip asked for", 400)
				return
			}
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			defer z.Close()
			next.ServeHTTP(gzipWriter{w, z}, r)
		})
	}))
	w := &world{server: s, client: newClient(t, s, func(o *Options) { o.PageSize, o.Prefetch = 100, 1 })}
	if got := w.mustScan(t, request(t, contact(t, w.client))); len(got) != 300 {
		t.Errorf("%d rows, want 300", len(got))
	}
}

type gzipWriter struct {
	http.ResponseWriter
	z *gzip.Writer
}

func (w gzipWriter) Write(b []byte) (int, error) { return w.z.Write(b) }

// TestLongDocument bounds the memory that a metadata answer may take.
func TestLongDocument(t *testing.T) {
	w := newWorld(t, shared, nil)
	w.wire.handler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for chunk := []byte(strings.Repeat(" ", 1<<20)); ; {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	})
	_, err := w.client.ObjectList(t.Context())
	wantError(t, err, "longer than 32 MiB")
}

// TestByteOrderMark has each answer begin with the mark that editors leave in
// files: it is none of the answer's text.
func TestByteOrderMark(t *testing.T) {
	s := newServer(t, scaletest.WithData(people(9)), scaletest.WithMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, "\ufeff")
			next.ServeHTTP(w, r)
		})
	}))
	c := newClient(t, s, nil)
	w := &world{server: s, client: c, object: contact(t, c)}
	if ids := w.mustScan(t, request(t, w.object)); len(ids) != 9 {
		t.Errorf("rows %v", ids)
	}
	a, err := c.Put(t.Context(), "contact", three[:2])
	if err != nil || statuses(a.Outcomes) != "ss" {
		t.Errorf("a put came to %+v, %v", a, err)
	}
}
