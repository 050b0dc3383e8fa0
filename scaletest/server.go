package scaletest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Server is a Scal-e server listening on a loopback address. Its methods may
// be called by several goroutines at once, also while it answers.
type Server struct {
	config   config
	store    *store
	listener *httptest.Server
	handler  http.Handler // with the middleware
	plain    [256]bool    // bytes a JSON string need not escape

	mu        sync.Mutex
	exchanges []*Request
	window    rateWindow

	pages  atomic.Int64
	orders atomic.Uint64
	last   atomic.Pointer[selection]
	now    func() time.Time
}

// sampleStore is the sample as a server without other wishes holds it. Making
// it takes a while, and its rows never change, so servers share them.
var sampleStore = sync.OnceValues(func() (*store, error) {
	return newStore(config{data: Sample(), booleans: [2]string{"Y", "N"}})
})

// NewServer starts a server, which the caller must Close. It panics if the
// data given with [WithData] contradicts itself.
func NewServer(opts ...Option) *Server {
	s := &Server{config: newConfig(opts), now: time.Now}
	s.plain = plainBytes(s.config.escapedJSON)
	var err error
	if s.store, err = openStore(s.config); err != nil {
		panic("scaletest: " + err.Error())
	}
	s.handler = http.HandlerFunc(s.answer)
	for _, wrap := range s.config.middleware {
		s.handler = wrap(s.handler)
	}
	s.listener = httptest.NewServer(s)
	return s
}

func openStore(c config) (*store, error) {
	if c.ownData {
		return newStore(c)
	}
	if c.booleans != [2]string{"Y", "N"} {
		c.data = Sample()
		return newStore(c)
	}
	shared, err := sampleStore()
	if err != nil {
		return nil, err
	}
	own := &store{booleans: c.booleans}
	for _, t := range shared.tables {
		clone := *t
		clone.rows = slices.Clip(t.rows) // appending must not meet another server's
		own.tables = append(own.tables, &clone)
	}
	return own, nil
}

// Close shuts the server down once its outstanding requests are answered.
func (s *Server) Close() { s.listener.Close() }

// URL is the server's base URL, such as http://127.0.0.1:40000, to which the
// API's paths /v1/datamart/... are appended.
func (s *Server) URL() string { return s.listener.URL }

// DSN is the data source name by which the scale driver finds this server:
// scale://TOKEN@127.0.0.1:PORT/INSTANCE?tls=false. Each of the options is one
// parameter to add, such as "page_size=7", percent-encoded already.
func (s *Server) DSN(options ...string) string {
	host := strings.TrimPrefix(s.listener.URL, "http://")
	query := strings.Join(append([]string{"tls=false"}, options...), "&")
	return "scale://" + url.User(s.config.token).String() + "@" + host + "/" +
		url.PathEscape(s.config.instance) + "?" + query
}

// Token is the bearer token the server accepts.
func (s *Server) Token() string { return s.config.token }

// Instance is the INSTANCE_ID the server answers for.
func (s *Server) Instance() string { return s.config.instance }

// Object returns a copy of an object as it is stored now, with its records by
// ascending id and with the fields a client may not read. Booleans are Y and N
// however the server spells them.
func (s *Server) Object(name string) (Object, bool) {
	t := s.store.table(name)
	if t == nil {
		return Object{}, false
	}
	rows, _ := s.store.snapshot(t)
	o := Object{Name: t.name, Created: t.created, Modified: t.modified, Fields: slices.Clone(t.fields)}
	if t.key >= 0 {
		o.Key = t.fields[t.key].Name
	}
	o.Records = make([]Record, len(rows))
	for i, r := range rows {
		o.Records[i] = s.store.record(t, r)
	}
	return o, true
}

// Insert adds a record behind the clients' backs, as another user of the
// platform would, and returns its id: the record's own, or the next one if
// that is 0. Values are given as in [Data].
func (s *Server) Insert(object string, r Record) (int64, error) {
	t := s.store.table(object)
	if t == nil {
		return 0, fmt.Errorf("scaletest: no object %s", object)
	}
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	if _, exists := t.find(r.ID); exists {
		return 0, fmt.Errorf("scaletest: object %s: record %d exists", object, r.ID)
	}
	stored, err := s.store.row(t, r)
	if err != nil {
		return 0, fmt.Errorf("scaletest: object %s: %w", object, err)
	}
	t.insert(stored)
	return stored.id, nil
}

// Delete removes a record behind the clients' backs and reports whether there
// was one. The API itself has no way to delete.
func (s *Server) Delete(object string, id int64) bool {
	t := s.store.table(object)
	if t == nil {
		return false
	}
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	at, found := t.find(id)
	if found {
		t.remove(at)
	}
	return found
}
