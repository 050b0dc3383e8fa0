package scale_test

import (
	"context"
	"io"
	"net/http"
	"sync"
)

// memory carries requests to a handler without a network, for tests in a
// synctest bubble: there waits take no time, and are exact. Bodies stream.
type memory struct{ handler http.Handler }

// RoundTrip returns when the handler has begun to answer, or the context ends.
func (m memory) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancel(r.Context())
	in := r.Clone(ctx)
	in.RequestURI, in.RemoteAddr = r.URL.RequestURI(), "memory"
	if in.Body == nil {
		in.Body = http.NoBody
	}
	pr, pw := io.Pipe()
	w := &memoryWriter{header: http.Header{}, ready: make(chan struct{}), pipe: pw}
	w.begin = sync.OnceFunc(func() { close(w.ready) })
	// A transport that gives a request up fails what still reads its body.
	context.AfterFunc(ctx, func() { pw.CloseWithError(context.Cause(ctx)) })
	go w.serve(m.handler, in)
	select {
	case <-w.ready:
		return &http.Response{
			StatusCode: w.status, Header: w.header, Body: memoryBody{pr, cancel}, Request: r,
			Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, ContentLength: -1,
		}, nil
	case <-ctx.Done():
		cancel()
		return nil, ctx.Err()
	}
}

// memoryBody ends the handler's context when it is closed.
type memoryBody struct {
	*io.PipeReader
	cancel context.CancelFunc
}

func (b memoryBody) Close() error {
	b.cancel()
	return b.PipeReader.Close()
}

type memoryWriter struct {
	header http.Header
	status int
	ready  chan struct{} // closed when status is set
	begin  func()
	pipe   *io.PipeWriter
}

func (w *memoryWriter) serve(h http.Handler, r *http.Request) {
	defer func() {
		failed := recover() != nil
		if err := r.Context().Err(); err != nil {
			w.pipe.CloseWithError(err) // as a transport does, whatever the handler did
		} else if failed {
			w.pipe.CloseWithError(io.ErrUnexpectedEOF)
		}
		w.pipe.Close()
	}()
	h.ServeHTTP(w, r)
	w.WriteHeader(http.StatusOK)
}

func (w *memoryWriter) Header() http.Header { return w.header }

func (w *memoryWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
		w.begin()
	}
}

func (w *memoryWriter) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.pipe.Write(b)
}

// Flush has nothing to do: a Write waits for its reader.
func (w *memoryWriter) Flush() {}
