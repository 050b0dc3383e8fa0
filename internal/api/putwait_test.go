package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// waiting is a world within a bubble whose client repeats requests.
func waiting(t *testing.T, h http.HandlerFunc, dedupe string) *world {
	return bubbled(t, h, func(o *Options) {
		o.MaxRetries, o.MaxRetryWait, o.DedupeHeader = 5, time.Minute, dedupe
	})
}

// slowDown answers 429 until the given number of requests has come.
func slowDown(requests int, header http.Header) http.HandlerFunc {
	var n atomic.Int64
	return func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		if n.Add(1) > int64(requests) {
			io.WriteString(w, okAll)
			return
		}
		for name, values := range header {
			w.Header()[name] = values
		}
		w.WriteHeader(429)
	}
}

// TestPutWaits waits as long as the server asks for, between any two tries.
func TestPutWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := waiting(t, slowDown(5, http.Header{"Retry-After": {"7"}}), "")
		start := time.Now()
		a, err := w.client.Put(t.Context(), "contact", three)
		checkPut(t, a, err, "sss", "")
		if took := time.Since(start); took != 35*time.Second || len(w.wire.requests()) != 6 {
			t.Errorf("%d requests in %v, want 6 in 35s", len(w.wire.requests()), took)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		w := waiting(t, slowDown(5, nil), "")
		start := time.Now()
		a, err := w.client.Put(t.Context(), "contact", three)
		checkPut(t, a, err, "sss", "")
		if took := time.Since(start); took > 31*firstRefusal {
			t.Errorf("backed off for %v", took)
		}
	})
}

// TestPutCancelled ends the context at each place where a Put may wait.
func TestPutCancelled(t *testing.T) {
	tests := []struct {
		name     string
		handler  http.HandlerFunc
		want     string
		requests int
	}{
		{"while waiting for another try", slowDown(9, http.Header{"Retry-After": {"20"}}), "rrr", 1},
		{"after sending", drained(stalls["before the header"]), "uuu", 1},
		{"behind the header", drained(stalls["behind the header"]), "uuu", 1},
		{"in the answer", drained(stalling(func(w http.ResponseWriter) { io.WriteString(w, `{"objects":[`+okFirst+`,`) })), "suu", 1},
		{"in a refusal", drained(stalling(func(w http.ResponseWriter) { w.WriteHeader(401) })), "rrr", 1},
		{"in a failure", drained(stalling(func(w http.ResponseWriter) { w.WriteHeader(503) })), "uuu", 1},
		{"before the body is read", stalls["before the header"], "nnn", 1},
	}
	for _, tt := range tests {
		for _, dedupe := range []string{"", keyHeader} {
			t.Run(tt.name+" "+dedupe, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w := waiting(t, tt.handler, dedupe)
					ctx, cancel := context.WithTimeout(t.Context(), time.Second)
					defer cancel()
					start := time.Now()
					a, err := w.client.Put(ctx, "contact", three)
					took := time.Second
					if tt.name == "while waiting for another try" {
						took = 0 // the context can't outlast that
					}
					if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != took {
						t.Errorf("after %v: %v", time.Since(start), err)
					}
					checkPut(t, a, nil, tt.want, "")
					if n := len(w.wire.requests()); n != tt.requests {
						t.Errorf("%d requests, want %d", n, tt.requests)
					}
				})
			})
		}
	}
}

// TestPutTooLate has a context that is over before the request.
func TestPutTooLate(t *testing.T) {
	s := newPutServer(t, answered(okAll))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	a, err := s.client(t, nil).Put(ctx, "contact", three)
	checkPut(t, a, err, "nnn", "context canceled")
	if !errors.Is(err, context.Canceled) || len(s.seen()) > 0 {
		t.Errorf("%v, %d requests", err, len(s.seen()))
	}
}

// TestPutTimeout has a server stop to answer.
func TestPutTimeout(t *testing.T) {
	for name, h := range stalls {
		for dedupe, requests := range map[string]int{"": 1, keyHeader: 6} {
			synctest.Test(t, func(t *testing.T) {
				w := waiting(t, drained(h), dedupe)
				start := time.Now()
				a, err := w.client.Put(t.Context(), "contact", three[:1])
				least := time.Duration(requests) * w.client.timeout
				if took := time.Since(start); took < least || took > least+31*firstBackoff {
					t.Errorf("%s: after %v, want %v", name, took, least)
				}
				if n := len(w.wire.requests()); n != requests {
					t.Errorf("%s: %d requests, want %d", name, n, requests)
				}
				checkPut(t, a, nil, "u", "")
				if name != "in an error's body" && !errors.Is(err, os.ErrDeadlineExceeded) {
					t.Errorf("%s: %v is no timeout", name, err)
				}
			})
		}
	}
}

// dialler is a transport whose first connections fail.
func dialler(t *testing.T, failures int) (*http.Transport, *atomic.Int64) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nowhere := closed.Addr().String()
	closed.Close()
	dials := new(atomic.Int64)
	tr := &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		if dials.Add(1) <= int64(failures) {
			address = nowhere
		}
		return new(net.Dialer).DialContext(ctx, network, address)
	}}
	t.Cleanup(tr.CloseIdleConnections)
	return tr, dials
}

// TestPutDials has the server refuse connections at first, or all the time.
func TestPutDials(t *testing.T) {
	for _, dedupe := range []string{"", keyHeader} {
		for _, tt := range []struct {
			failures, dials int
			want, err       string
		}{{2, 3, "sss", ""}, {9, 3, "nnn", "connection refused (tried 3 times)"}} {
			s := newPutServer(t, answered(okAll))
			tr, dials := dialler(t, tt.failures)
			c := s.client(t, func(o *Options) {
				o.HTTPClient = &http.Client{Transport: tr}
				o.DedupeHeader = dedupe
			})
			a, err := c.Put(t.Context(), "contact", three)
			checkPut(t, a, err, tt.want, tt.err)
			if n := dials.Load(); n != int64(tt.dials) {
				t.Errorf("%d connections, want %d", n, tt.dials)
			}
			checkKeys(t, s.seen(), max(0, 3-tt.failures), dedupe != "")
		}
	}
}

// TestPutCertificate refuses a certificate once: it will be the same again.
func TestPutCertificate(t *testing.T) {
	s := httptest.NewUnstartedServer(answered(okAll))
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // it complains of the client
	s.StartTLS()
	defer s.Close()
	tr, dials := dialler(t, 0)
	c := New(Options{BaseURL: s.URL, Instance: "demo", Token: "secret", Timeout: time.Minute, MaxRetries: 5, MaxRetryWait: time.Minute,
		HTTPClient: &http.Client{Transport: tr}})
	a, err := c.Put(t.Context(), "contact", three)
	checkPut(t, a, err, "nnn", "certificate")
	if n := dials.Load(); n != 1 {
		t.Errorf("%d connections", n)
	}
}

// TestNoReplay has the server cut a connection that has been in use, which
// net/http repeats many a request for: this one only if its key allows it.
func TestNoReplay(t *testing.T) {
	for header, want := range map[string]int{"": 2, "Idempotency-Key": 3} {
		s := newPutServer(t, answered(okAll), drained(abort), answered(okAll))
		c := s.client(t, func(o *Options) { o.MaxRetries, o.DedupeHeader = 0, header })
		if _, err := c.Put(t.Context(), "contact", three); err != nil {
			t.Fatal(err)
		}
		a, err := c.Put(t.Context(), "contact", three)
		if got := len(s.seen()); got != want {
			t.Errorf("%q: %d requests, want %d", header, got, want)
		}
		if header == "" {
			checkPut(t, a, err, "uuu", "without an answer")
		} else {
			checkPut(t, a, err, "sss", "")
		}
	}
}

// TestReplayThatIsRefused has the server cut a connection that has been in use, and
// refuse what net/http then sends again: the first one may have been carried out.
func TestReplayThatIsRefused(t *testing.T) {
	for _, status := range []int{400, 429} {
		s := newPutServer(t, answered(okAll), drained(abort), drained(replying(status, "", "")))
		c := s.client(t, func(o *Options) { o.MaxRetries, o.DedupeHeader = 0, "Idempotency-Key" })
		if _, err := c.Put(t.Context(), "contact", three); err != nil {
			t.Fatal(err)
		}
		a, err := c.Put(t.Context(), "contact", three)
		checkPut(t, a, err, "uuu", fmt.Sprint(status))
		if n := len(s.seen()); n != 3 {
			t.Errorf("%d requests, want 3", n)
		}
	}
}

// TestConcurrentPuts shares a client.
func TestConcurrentPuts(t *testing.T) {
	s := newPutServer(t, tooMany, answered(okAll))
	c := s.client(t, nil)
	done := make(chan error)
	for range 8 {
		go func() {
			_, err := c.Put(t.Context(), "contact", three)
			done <- err
		}()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}
