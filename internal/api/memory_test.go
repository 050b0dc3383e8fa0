package api

import (
	"context"
	"io"
	"net/http"
	"sync"
)

// memory carries requests to a handler without a network, so that thousands of
// scans take seconds and a synctest bubble sees all goroutines. Bodies stream:
// a handler's Write waits for the reader.
type memory struct {
	handler http.Handler
	mu      sync.Mutex
	open    int // answers whose body is neither read to its end nor closed
	most    int // the largest open was
	targets []string
}

func (m *memory) client() *http.Client { return &http.Client{Transport: m} }

// requests are the targets asked for so far.
func (m *memory) requests() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]string(nil), m.targets...)
}

func (m *memory) outstanding() (now, most int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.open, m.most
}

func (m *memory) count(by int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.open += by
	m.most = max(m.most, m.open)
}

func (m *memory) RoundTrip(r *http.Request) (*http.Response, error) {
	m.mu.Lock()
	m.targets = append(m.targets, r.URL.RequestURI())
	m.mu.Unlock()
	m.count(1)
	ctx, cancel := context.WithCancel(r.Context())
	in := r.Clone(ctx)
	in.RequestURI, in.RemoteAddr = r.URL.RequestURI(), "memory"
	w := &memoryWriter{header: http.Header{}, ready: make(chan struct{})}
	pr, pw := io.Pipe()
	w.pipe = pw
	body := &memoryBody{PipeReader: pr, done: sync.OnceFunc(func() { cancel(); m.count(-1) })}
	context.AfterFunc(ctx, func() { pw.CloseWithError(context.Cause(ctx)) })
	go w.serve(m.handler, in)
	select {
	case <-w.ready:
		return &http.Response{
			StatusCode: w.status, Header: w.header, Body: body, Request: r,
			Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, ContentLength: -1,
		}, nil
	case <-ctx.Done():
		err := ctx.Err()
		body.done()
		return nil, err
	}
}

type memoryBody struct {
	*io.PipeReader
	done func()
}

func (b *memoryBody) Read(p []byte) (int, error) {
	n, err := b.PipeReader.Read(p)
	if err != nil {
		b.done()
	}
	return n, err
}

func (b *memoryBody) Close() error {
	b.done()
	return b.PipeReader.Close()
}

type memoryWriter struct {
	header http.Header
	status int
	pipe   *io.PipeWriter
	ready  chan struct{}
}

// serve runs the handler. One that panics, as http.ErrAbortHandler has it, cuts
// the body.
func (w *memoryWriter) serve(h http.Handler, r *http.Request) {
	defer func() {
		w.WriteHeader(http.StatusOK)
		if recover() != nil {
			w.pipe.CloseWithError(io.ErrUnexpectedEOF)
			return
		}
		w.pipe.Close()
	}()
	h.ServeHTTP(w, r)
}

func (w *memoryWriter) Header() http.Header { return w.header }

func (w *memoryWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
		close(w.ready)
	}
}

func (w *memoryWriter) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.pipe.Write(b)
}

func (w *memoryWriter) Flush() {}
