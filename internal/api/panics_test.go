package api

import (
	"errors"
	"io"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/scale-sql/scale/internal/guard"
	"github.com/scale-sql/scale/scaletest"
)

// failing is a transport that does what it is told to in place of the request
// for a page whose number is at, counted from 1, or with its body.
type failing struct {
	http.RoundTripper
	at       int32
	requests atomic.Int32
	trip     func(*http.Request) // in place of the request
	body     func()              // in place of the first Read of its body
	closing  func()              // after the Close of its body
}

func (f *failing) RoundTrip(r *http.Request) (*http.Response, error) {
	now := strings.Contains(r.URL.Path, "/get_objects/") && f.requests.Add(1) == f.at
	if now && f.trip != nil {
		f.trip(r)
	}
	resp, err := f.RoundTripper.RoundTrip(r)
	if err == nil && now {
		resp.Body = &failingBody{resp.Body, f}
	}
	return resp, err
}

type failingBody struct {
	io.ReadCloser
	from *failing
}

func (b *failingBody) Read(p []byte) (int, error) {
	if b.from.body != nil {
		b.from.body()
	}
	return b.ReadCloser.Read(p)
}

func (b *failingBody) Close() error {
	err := b.ReadCloser.Close()
	if b.from.closing != nil {
		b.from.closing()
	}
	return err
}

func boom() { panic("boom") }

// TestPanickingTransport has the transport of the program panic in a request for
// a page, be it the one that is read or one ahead of it. That ends the scan with
// an error, and requests go on to be made.
func TestPanickingTransport(t *testing.T) {
	tests := []struct {
		name string
		f    *failing
		want string // in the error's text; empty for none
	}{
		{"request", &failing{at: 1, trip: func(*http.Request) { boom() }}, "the HTTP client panicked: boom"},
		{"request ahead", &failing{at: 3, trip: func(*http.Request) { boom() }}, "the HTTP client panicked: boom"},
		{"body", &failing{at: 1, body: boom}, "the HTTP client panicked: boom"},
		{"body ahead", &failing{at: 3, body: boom}, "the HTTP client panicked: boom"},
		{"close", &failing{at: 1, closing: boom}, ""},
		{"end of the goroutine", &failing{at: 1, trip: func(*http.Request) { runtime.Goexit() }}, "ended the goroutine of a request"},
		{"end of a goroutine ahead", &failing{at: 3, trip: func(*http.Request) { runtime.Goexit() }}, "ended the goroutine of a request"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, newServer(t, scaletest.WithData(people(60))), func(o *Options) {
				tt.f.RoundTripper = o.HTTPClient.Transport
				o.HTTPClient = &http.Client{Transport: tt.f}
				o.PageSize, o.Prefetch, o.MaxRetries = 10, 2, 3
			})
			_, err := w.scan(t, request(t, w.object))
			var p *guard.Panic
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Fatalf("error %v, want %q", err, tt.want)
			}
			if strings.HasPrefix(tt.want, "the HTTP client panicked") && (!errors.As(err, &p) || !strings.Contains(err.Error(), "api.boom (panics_test.go:")) {
				t.Errorf("error %v doesn't tell where", err)
			}
			if _, err := w.scan(t, request(t, w.object)); err != nil {
				t.Errorf("the scan behind it: %v", err)
			}
		})
	}
}

// TestPanickingTransportOfPuts has the transport panic in a put, whose records
// are told of all the same.
func TestPanickingTransportOfPuts(t *testing.T) {
	read := func(r *http.Request) { io.Copy(io.Discard, r.Body); boom() }
	tests := []struct {
		name string
		trip func(*http.Request) (*http.Response, error)
		want string // the statuses
		text string // in the error's text; empty for none
	}{
		{"before the body", func(*http.Request) (*http.Response, error) { boom(); return nil, nil }, "nnn", "the HTTP client panicked: boom"},
		{"behind the body", func(r *http.Request) (*http.Response, error) { read(r); return nil, nil }, "uuu", "the HTTP client panicked: boom"},
		{"in the answer", func(r *http.Request) (*http.Response, error) {
			body := &failingBody{io.NopCloser(strings.NewReader(okAll)), &failing{body: boom}}
			return &http.Response{StatusCode: 200, Body: body, Request: r}, nil
		}, "uuu", "the HTTP client panicked: boom"},
		{"in the end", func(r *http.Request) (*http.Response, error) {
			body := &failingBody{io.NopCloser(strings.NewReader(okAll)), &failing{closing: boom}}
			return &http.Response{StatusCode: 200, Body: body, Request: r}, nil
		}, "sss", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := newClient(t, shared, func(o *Options) {
				o.HTTPClient, o.MaxRetries = &http.Client{Transport: tripper(tt.trip)}, 3
			})
			a, err := c.Put(t.Context(), "contact", three)
			checkPut(t, a, err, tt.want, tt.text)
		})
	}
}

type tripper func(*http.Request) (*http.Response, error)

func (f tripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestOddReads has bodies of the program's own transport read more than there is
// room for, less than nothing, or nothing for ever: each is an error, and none
// a panic or a hang.
func TestOddReads(t *testing.T) {
	for _, n := range []int{-1, 0, 1 << 30} {
		for _, status := range []int{200, 500} {
			c := newClient(t, shared, func(o *Options) {
				o.Timeout = 20 * time.Millisecond
				o.HTTPClient = &http.Client{Transport: tripper(func(r *http.Request) (*http.Response, error) {
					if r.Body != nil {
						io.Copy(io.Discard, r.Body)
					}
					return &http.Response{StatusCode: status, Body: io.NopCloser(reads(n)), Request: r}, nil
				})}
			})
			if _, err := c.ObjectList(t.Context()); err == nil {
				t.Errorf("%d, status %d: no error of a document", n, status)
			}
			if s, err := c.Scan(t.Context(), request(t, parse(t, "contact", "Nom", "ID_CONTACT"))); err == nil {
				if _, err = drain(s); err == nil {
					t.Errorf("%d: no error of a scan", n)
				}
				s.Close()
			}
			if a, err := c.Put(t.Context(), "contact", three); err == nil || statuses(a.Outcomes) != "uuu" {
				t.Errorf("%d, status %d: a put came to %v, %v", n, status, a, err)
			}
		}
	}
}

// reads says that it has read so much each time.
type reads int

func (n reads) Read([]byte) (int, error) { return int(n), nil }
