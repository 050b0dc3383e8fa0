package api

import (
	"context"
	"crypto/x509"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"sync/atomic"
	"testing"

	"github.com/scale-sql/scale/scaletest"
	"github.com/scale-sql/scale/schema"
)

// dialled counts the connections that the requests of a context make.
func dialled(ctx context.Context) (context.Context, *atomic.Int64) {
	n := new(atomic.Int64)
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(i httptrace.GotConnInfo) {
			if !i.Reused {
				n.Add(1)
			}
		},
	}), n
}

// TestOneConnection scans twenty pages, and the ends of results that a limit or
// the last page makes, over one connection.
func TestOneConnection(t *testing.T) {
	s := newServer(t, scaletest.WithData(people(200)))
	c := newClient(t, s, func(o *Options) { o.PageSize = 10 })
	ctx, dials := dialled(t.Context())
	o := contact(t, c)
	for _, limit := range []int64{schema.NoLimit, 25, 30, 1} {
		req := request(t, o)
		req.Limit = limit
		scan, err := c.Scan(ctx, req)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := drain(scan); err != nil {
			t.Fatal(err)
		}
		scan.Close()
	}
	for range 3 {
		if _, err := c.ObjectInfo(ctx, "nothing"); err == nil {
			t.Error("no error")
		}
	}
	if n := dials.Load(); n > 0 { // the first one was made for the metadata
		t.Errorf("%d more connections, want none", n)
	}
}

// TestNoMoreConnectionsThanPages has pages fetched ahead.
func TestNoMoreConnectionsThanPages(t *testing.T) {
	s := newServer(t, scaletest.WithData(people(400)))
	c := newClient(t, s, func(o *Options) { o.PageSize, o.Prefetch = 10, 2 })
	ctx, dials := dialled(t.Context())
	for range 3 {
		scan, err := c.Scan(ctx, request(t, contact(t, c)))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := drain(scan); err != nil || len(got) != 400 {
			t.Fatalf("%d rows, %v", len(got), err)
		}
		scan.Close()
	}
	// At the end of each scan the pages ahead of it are given up.
	if n := dials.Load(); n > 4+3*3 {
		t.Errorf("%d connections for 3 scans with at most 4 requests at once", n)
	}
}

// TestHTTP1 offers HTTP/2, which is slower for pages.
func TestHTTP1(t *testing.T) {
	proto := make(chan string, 1)
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		proto <- r.Proto
		fmt.Fprint(w, "{}")
	}))
	s.EnableHTTP2 = true
	s.StartTLS()
	defer s.Close()
	c := New(Options{BaseURL: s.URL, Instance: "demo", Token: "t", Timeout: 1e10})
	defer c.Close()
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	c.owned.TLSClientConfig.RootCAs = roots
	if err := c.Ping(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := <-proto; got != "HTTP/1.1" {
		t.Errorf("the request came by %s", got)
	}
}

// TestForeignDefaultTransport has a program that replaced the default transport
// by one of another type.
func TestForeignDefaultTransport(t *testing.T) {
	defer func(was http.RoundTripper) { http.DefaultTransport = was }(http.DefaultTransport)
	http.DefaultTransport = &memory{}
	if err := newClient(t, shared, nil).Ping(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestConcurrentScans shares a client.
func TestConcurrentScans(t *testing.T) {
	w := newWorld(t, newServer(t, scaletest.WithData(people(60)), scaletest.WithPageCap(7)), func(o *Options) { o.Prefetch = 2 })
	done := make(chan error)
	for range 8 {
		go func() {
			got, err := w.scan(t, request(t, w.object))
			if err == nil && len(got) != 60 {
				err = fmt.Errorf("%d rows, want 60", len(got))
			}
			done <- err
		}()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}
