package scale_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// The fault matrix: each fault that a request may meet, with each kind of
// statement, to each way of asking for pages. What the user sees is checked
// against the truth on the server, and so is how many requests it took.

// The kinds of requests that a fault may hit.
const (
	reading  = "get_objects"
	writing  = "put_objects"
	metadata = "metadata"
)

func kindOf(r *http.Request) string {
	for _, kind := range []string{reading, writing} {
		if strings.Contains(r.URL.Path, "/"+kind+"/") {
			return kind
		}
	}
	return metadata
}

// script says which requests a fault hits, and counts all of them.
type script struct {
	fault *fault // nil for none
	kind  string
	// first is the first of its kind that is hit, from 1, and times how many in a
	// row are.
	first, times int
	// carried has the server carry out a request of which the client doesn't
	// hear.
	carried bool

	mu   sync.Mutex
	seen map[string]int
	keys map[string][]byte
}

const always = 1 << 20

// hit counts a request, and reports whether it meets the fault.
func (s *script) hit(r *http.Request) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.seen == nil {
		s.seen = map[string]int{}
	}
	kind := kindOf(r)
	s.seen[kind]++
	n := s.seen[kind]
	return s.fault != nil && kind == s.kind && n >= s.first && n < s.first+s.times
}

// count is how many requests of a kind there were.
func (s *script) count(kind string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen[kind]
}

// wrap is the middleware that carries out the script.
func (s *script) wrap(next http.Handler) http.Handler {
	next = s.deduplicate(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.fault != nil && s.fault.refuses { // counted before it is sent
			next.ServeHTTP(w, r)
			return
		}
		if !s.hit(r) {
			next.ServeHTTP(w, r)
			return
		}
		x := &exchange{w: w, r: r, next: next}
		if s.carried {
			x.answer()
		} else if !s.fault.cuts {
			io.Copy(io.Discard, r.Body)
		}
		s.fault.do(x)
	})
}

// deduplicate is what a server does that knows an idempotency key.
func (s *script) deduplicate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key := r.Header.Get(keyHeader)
		if key == "" {
			next.ServeHTTP(w, r)
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.keys == nil {
			s.keys = map[string][]byte{}
		}
		if s.keys[key] == nil {
			rec := httptest.NewRecorder()
			next.ServeHTTP(rec, r)
			s.keys[key] = rec.Body.Bytes()
		} else {
			io.Copy(io.Discard, r.Body)
		}
		w.Write(s.keys[key])
	})
}

const keyHeader = "Idempotency-Key"

// exchange is a request that a fault hits.
type exchange struct {
	w    http.ResponseWriter
	r    *http.Request
	next http.Handler
	body []byte
}

// answer carries the request out, and is the answer that the client should get.
func (x *exchange) answer() []byte {
	if x.body == nil {
		rec := httptest.NewRecorder()
		x.next.ServeHTTP(rec, x.r)
		x.body = rec.Body.Bytes()
	}
	return x.body
}

// pass gives the answer as it should be.
func (x *exchange) pass() { x.w.Write(x.answer()) }

// raw writes to the connection what it is told, and closes it.
func (x *exchange) raw(reset bool, text ...string) {
	conn, _, err := http.NewResponseController(x.w).Hijack()
	if err != nil {
		panic(err)
	}
	io.WriteString(conn, strings.Join(text, ""))
	if tcp, ok := conn.(*net.TCPConn); ok && reset {
		tcp.SetLinger(0)
	}
	conn.Close()
}

// halves are the answer cut behind the comma that follows the middle one of its
// records; false if it has just one or none. Metadata is cut in its middle.
func (x *exchange) halves() (head, tail []byte, ok bool) {
	body := x.answer()
	if kindOf(x.r) == metadata {
		return body[:len(body)/2], body[len(body)/2:], true
	}
	ends := recordEnds(body)
	if len(ends) < 2 {
		return body, nil, false
	}
	at := ends[(len(ends)-1)/2] + len(",")
	return body[:at], body[at:], true
}

// recordEnds are the places behind the records of an answer.
func recordEnds(body []byte) (ends []int) {
	dec := json.NewDecoder(bytes.NewReader(body))
	for range 3 { // {"objects":[
		dec.Token()
	}
	for dec.More() {
		var record json.RawMessage
		if dec.Decode(&record) != nil {
			break
		}
		ends = append(ends, int(dec.InputOffset()))
	}
	return ends
}

// bench is a server with a script, and a DB of it.
type bench struct {
	t      testing.TB
	server *scaletest.Server
	script *script
	db     *sql.DB
	ctx    context.Context // ends a case that hangs
	label  string
}

// matrixOptions are those of all DSNs of the matrix, beside max_retries=2.
const matrixOptions = "page_size=10&batch_size=2"

// wired reports whether the case needs connections, which a bubble can't have.
func (s *script) wired() bool { return s.fault != nil && s.fault.wire }

// stage starts a server for one case and calls f, within a bubble unless the
// fault needs a connection.
func (s *script) stage(t *testing.T, label, options string, f func(b *bench)) {
	server := scaletest.NewServer(scaletest.WithData(fleet()), scaletest.WithMiddleware(s.wrap))
	defer server.Close()
	perform := func(t *testing.T) {
		t.Helper()
		dsn := server.DSN(matrixOptions, options)
		if !strings.Contains(options, "max_retries") {
			dsn += "&max_retries=2"
		}
		if s.wired() {
			dsn += "&max_retry_wait=1ms"
		}
		cfg, err := scale.ParseDSN(dsn)
		if err != nil {
			t.Fatal(err)
		}
		if !s.wired() {
			cfg.HTTPClient = &http.Client{Transport: memory{server}}
		} else if s.fault.refuses {
			tr := newRefusing(s)
			defer tr.close()
			cfg.HTTPClient = &http.Client{Transport: tr}
		}
		connector, err := scale.NewConnector(cfg)
		if err != nil {
			t.Fatal(err)
		}
		db := sql.OpenDB(connector)
		defer db.Close()
		patience := 20 * time.Second
		if !s.wired() {
			patience = 24 * time.Hour // of the bubble
		}
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		f(&bench{t, server, s, db, ctx, label})
	}
	if s.wired() {
		perform(t)
	} else {
		synctest.Test(t, perform)
	}
}

// errorf reports what is wrong with a case.
func (b *bench) errorf(format string, args ...any) {
	b.t.Helper()
	b.t.Errorf(b.label+": "+format, args...)
}

// refusing is a transport whose connections are refused where the script says.
type refusing struct {
	script *script
	good   *http.Transport
	bad    *http.Transport
}

func newRefusing(s *script) *refusing {
	return &refusing{s, &http.Transport{}, &http.Transport{DialContext: (&net.Dialer{}).DialContext}}
}

func (r *refusing) close() { r.good.CloseIdleConnections() }

func (r *refusing) RoundTrip(req *http.Request) (*http.Response, error) {
	if !r.script.hit(req) {
		return r.good.RoundTrip(req)
	}
	in := req.Clone(req.Context())
	in.URL.Host = "127.0.0.1:1" // where nobody listens
	return r.bad.RoundTrip(in)
}
