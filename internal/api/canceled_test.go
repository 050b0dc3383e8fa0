package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestCancellationOfAnother has the transport end requests as cancelled that nobody
// has cancelled, as net/http does where the request that had the connection before is
// given up late: a read goes on, and of a write nothing is taken for granted.
func TestCancellationOfAnother(t *testing.T) {
	ended := func(*http.Request) (*http.Response, error) { return nil, context.Canceled }
	inBody := func(r *http.Request) (*http.Response, error) {
		if r.Body != nil {
			io.Copy(io.Discard, r.Body)
		}
		body := io.NopCloser(io.MultiReader(strings.NewReader(`{"objects":[`), broken{context.Canceled}))
		return &http.Response{StatusCode: 200, Body: body, Request: r}, nil
	}
	read := func(r *http.Request) (*http.Response, error) {
		io.Copy(io.Discard, r.Body)
		return nil, context.Canceled
	}
	for _, tt := range []struct {
		fault tripper
		want  string
		text  string
	}{{ended, "nnn", "tried 3 times"}, {read, "uuu", "at the end of the request that had it before"}, {inBody, "uuu", "at the end of the request that had it before"}} {
		c := newClient(t, shared, func(o *Options) {
			o.MaxRetries, o.HTTPClient = 2, &http.Client{Transport: tt.fault}
		})
		a, err := c.Put(t.Context(), "contact", three)
		checkPut(t, a, err, tt.want, tt.text)
		if errors.Is(err, context.Canceled) {
			t.Errorf("a put: %v", err)
		}
	}
	for _, fault := range []tripper{ended, inBody} {
		left := 0
		c := newClient(t, shared, func(o *Options) {
			o.MaxRetries = 3
			o.HTTPClient = &http.Client{Transport: tripper(func(r *http.Request) (*http.Response, error) {
				if left--; left >= 0 {
					return fault(r)
				}
				return http.DefaultTransport.RoundTrip(r)
			})}
		})
		t.Cleanup(http.DefaultTransport.(*http.Transport).CloseIdleConnections)
		object := parse(t, "contact", "Nom", "ID_CONTACT")
		for left = range 3 {
			s, err := c.Scan(t.Context(), request(t, object))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := drain(s); err != nil {
				t.Errorf("a read: %v", err)
			}
			s.Close()
		}
	}
}

// broken is a reader that fails.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }
