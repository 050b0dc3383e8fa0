package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"testing"
	"testing/synctest"
	"time"
)

// records is an answer of n records, the first of which has the given id.
func records(first, n int) string {
	b := []byte(`{"objects":[`)
	for i := range n {
		if i > 0 {
			b = append(b, ',')
		}
		b = fmtRow(b, first+i)
	}
	return string(append(b, "]}"...))
}

// stalling answers with what head writes, and then waits for the client to give
// up.
func stalling(head func(http.ResponseWriter)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		head(w)
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	}
}

// stalls are the places where a server may stop to answer.
var stalls = map[string]http.HandlerFunc{
	"before the header":  stalling(func(http.ResponseWriter) {}),
	"behind the header":  stalling(func(w http.ResponseWriter) { w.WriteHeader(200) }),
	"within the body":    stalling(func(w http.ResponseWriter) { io.WriteString(w, `{"objects":[{"id":"1","data":{}},{"id`) }),
	"behind the records": stalling(func(w http.ResponseWriter) { io.WriteString(w, `{"objects":[{"id":"1","data":{}}]}`) }),
	"in an error's body": stalling(func(w http.ResponseWriter) { w.WriteHeader(503); io.WriteString(w, `{"error":`) }),
}

// bubbled is a world whose server the handler is, for use within a bubble: its
// object is made outside.
func bubbled(t *testing.T, h http.Handler, adjust func(*Options)) *world {
	w := &world{server: shared, wire: &memory{handler: h}, object: parse(t, "contact", "Nom", "ID_CONTACT")}
	w.client = newClient(t, shared, func(o *Options) {
		o.HTTPClient = w.wire.client()
		if adjust != nil {
			adjust(o)
		}
	})
	return w
}

// TestTimeout has a server stop to answer: the DSN's timeout ends the request.
func TestTimeout(t *testing.T) {
	for name, h := range stalls {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := bubbled(t, h, nil)
				start := time.Now()
				_, err := w.scan(t, request(t, w.object))
				if took := time.Since(start); took != w.client.timeout {
					t.Errorf("the scan took %v, want the timeout of %v", took, w.client.timeout)
				}
				if name == "in an error's body" {
					var e *Error
					if !errors.As(err, &e) || e.Status != 503 || e.Body != `{"error":` {
						t.Errorf("error %v, want the 503 with what came of its body", err)
					}
					return
				}
				wantError(t, err, "scale: ", "/get_objects/contact", "no complete answer within 30s (the DSN's timeout)")
				var timeout interface{ Timeout() bool }
				if !errors.Is(err, os.ErrDeadlineExceeded) || !errors.As(err, &timeout) || !timeout.Timeout() {
					t.Errorf("%v is no timeout", err)
				}
				if errors.Is(err, context.Canceled) || errors.Is(err, io.EOF) {
					t.Errorf("%v claims to be something else", err)
				}
			})
		})
	}
}

// TestTrickle has a server send a byte now and then: the time spent waiting adds
// up.
func TestTrickle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := bubbled(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			for {
				if _, err := io.WriteString(w, " "); err != nil {
					return
				}
				time.Sleep(time.Second)
			}
		}), nil)
		start := time.Now()
		_, err := w.scan(t, request(t, w.object))
		if took := time.Since(start); !errors.Is(err, os.ErrDeadlineExceeded) || took > w.client.timeout+time.Second {
			t.Errorf("after %v: %v", took, err)
		}
		time.Sleep(time.Second) // until the handler notices
	})
}

// TestSlowConsumer reads a row an hour: waiting for the caller is not waiting
// for the server.
func TestSlowConsumer(t *testing.T) {
	for _, prefetch := range []int{0, 4} {
		synctest.Test(t, func(t *testing.T) {
			w := bubbled(t, numbered(60), func(o *Options) { o.PageSize, o.Prefetch = 10, prefetch })
			s, err := w.client.Scan(t.Context(), request(t, w.object))
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			n := 0
			for ; ; n++ {
				if err := s.Next(); err == io.EOF {
					break
				} else if err != nil {
					t.Fatalf("after %d rows: %v", n, err)
				}
				time.Sleep(time.Hour)
			}
			if n != 60 {
				t.Errorf("%d rows, want 60", n)
			}
		})
	}
}

// TestUsersTimeout keeps the Timeout of a client that the user brought, and
// changes nothing of it.
func TestUsersTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := bubbled(t, stalls["before the header"], nil)
		users := &http.Client{Transport: w.wire, Timeout: time.Second}
		w.client.http, w.client.owned = newHTTPClient(users, nil)
		start := time.Now()
		_, err := w.scan(t, request(t, w.object))
		if took := time.Since(start); took != time.Second || err == nil {
			t.Errorf("after %v: %v", took, err)
		}
		if users.CheckRedirect != nil {
			t.Error("the user's client was changed")
		}
	})
}

// TestCancel ends the context at each place where a scan may wait: the context's
// error comes at once, and never the end of the result.
func TestCancel(t *testing.T) {
	for name, h := range stalls {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := bubbled(t, h, nil)
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(time.Second, cancel)
				checkCancelled(t, w, ctx, context.Canceled)
				ctx, cancel = context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				checkCancelled(t, w, ctx, context.DeadlineExceeded)
			})
		})
	}
}

func checkCancelled(t *testing.T, w *world, ctx context.Context, want error) {
	t.Helper()
	start := time.Now()
	s, err := w.client.Scan(ctx, request(t, w.object))
	for err == nil {
		defer s.Close()
		err = s.Next()
	}
	if !errors.Is(err, want) || errors.Is(err, io.EOF) || time.Since(start) != time.Second {
		t.Errorf("after %v: %v, want %v after 1s", time.Since(start), err, want)
	}
	if s != nil && s.Next() != err {
		t.Errorf("then %v", s.Next())
	}
}

// TestCancelBetweenRows ends the context while the caller has a row: the rows
// which have arrived already are not delivered any more.
func TestCancelBetweenRows(t *testing.T) {
	w := bubbled(t, numbered(60), func(o *Options) { o.PageSize, o.Prefetch = 10, 4 })
	for _, after := range []int{0, 1, 9, 10, 11, 59, 60} {
		ctx, cancel := context.WithCancel(t.Context())
		s, err := w.client.Scan(ctx, request(t, w.object))
		if err != nil {
			t.Fatal(err)
		}
		for range after {
			if err := s.Next(); err != nil {
				t.Fatal(err)
			}
		}
		cancel()
		if err := s.Next(); err != context.Canceled {
			t.Errorf("after %d rows: %v, want %v", after, err, context.Canceled)
		}
		s.Close()
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w.forget()
	if _, err := w.client.Scan(ctx, request(t, w.object)); !errors.Is(err, context.Canceled) {
		t.Errorf("a scan that is over before it begins: %v", err)
	}
}
