package scaletest

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"net/url"
	"slices"
)

// Request is the record of one request and what became of it.
type Request struct {
	// Method and Path are those of the request line, the path unescaped.
	Method, Path string
	// Object is the object asked about, if any.
	Object string
	// Query holds the parameters, as far as they could be read.
	Query url.Values
	// Header holds the header fields without Authorization, so that a test
	// may print them.
	Header http.Header
	// Status is the status answered, 0 while there is none.
	Status int
	// Rows is the number of records in a successful answer.
	Rows int
}

// Requests returns the requests received so far in the order in which they
// came, those a middleware answered included.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Request, len(s.exchanges))
	for i, r := range s.exchanges {
		out[i] = *r
	}
	return out
}

// ResetRequests forgets the requests received so far.
func (s *Server) ResetRequests() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.exchanges = nil
}

// exchangeKey is the context's key to the record of the request.
type exchangeKey struct{}

// ServeHTTP answers a request, so that the server can also be used as a
// handler inside another one.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	exchange := &Request{Method: r.Method, Path: r.URL.Path, Query: r.URL.Query(), Header: r.Header.Clone()}
	exchange.Header.Del("Authorization")
	if _, object, err := s.target(r); err == nil {
		exchange.Object = object
	}
	s.mu.Lock()
	s.exchanges = append(s.exchanges, exchange)
	s.mu.Unlock()

	ctx := context.WithValue(r.Context(), exchangeKey{}, exchange)
	s.handler.ServeHTTP(&recorder{w, s, exchange}, r.WithContext(ctx))
}

// countRows notes how many records the answer to a request holds.
func (s *Server) countRows(r *http.Request, n int) {
	if exchange, ok := r.Context().Value(exchangeKey{}).(*Request); ok {
		s.mu.Lock()
		exchange.Rows = n
		s.mu.Unlock()
	}
}

// recorder notes the status of an answer.
type recorder struct {
	http.ResponseWriter
	server   *Server
	exchange *Request
}

func (r *recorder) WriteHeader(status int) {
	r.note(status)
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	r.note(http.StatusOK)
	return r.ResponseWriter.Write(b)
}

// note records a status unless it is a provisional one or there is one.
func (r *recorder) note(status int) {
	r.server.mu.Lock()
	defer r.server.mu.Unlock()
	if r.exchange.Status == 0 && !slices.Contains([]int{100, 102, 103}, status) {
		r.exchange.Status = status
	}
}

// Unwrap, Flush and Hijack let middleware do with the answer what it could do
// without the recorder, such as cutting the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

func (r *recorder) Flush() { http.NewResponseController(r.ResponseWriter).Flush() }

func (r *recorder) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return http.NewResponseController(r.ResponseWriter).Hijack()
}
