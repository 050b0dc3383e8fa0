package api

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/scale-sql/scale/scaletest"
)

// TestNoHookWithoutRequest spends a budget: hooks and log hear of the requests
// that are sent, not of the one that isn't.
func TestNoHookWithoutRequest(t *testing.T) {
	starts, ends := 0, 0
	w := newWorld(t, newServer(t, scaletest.WithData(people(9))), func(o *Options) {
		o.PageSize = 3
		o.Hooks = Hooks{
			RequestStart: func(ctx context.Context, _ Request) context.Context { starts++; return ctx },
			RequestEnd:   func(context.Context, Request, Result) { ends++ },
		}
	})
	starts, ends = 0, 0
	ctx := WithMeter(t.Context(), &Meter{MaxRequests: 2})
	s, err := w.client.Scan(ctx, request(t, w.object))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if ids, err := drain(s); len(ids) != 6 || !errors.Is(err, ErrBudget) {
		t.Errorf("rows %v, %v", ids, err)
	}
	sent := len(w.wire.requests())
	if _, err := w.client.Put(ctx, "contact", three); !errors.Is(err, ErrBudget) {
		t.Errorf("a put: %v", err)
	}
	if sent != 2 || len(w.wire.requests()) != 2 || starts != 2 || ends != 2 {
		t.Errorf("%d requests, %d starts, %d ends; want 2", sent, starts, ends)
	}
}

// TestBudgetOfReplays has a server cut each connection that has been in use:
// net/http must not repeat requests behind the budget's back.
func TestBudgetOfReplays(t *testing.T) {
	var n atomic.Int64
	cuts := func(w http.ResponseWriter, r *http.Request) {
		body, _ := r.Body.Read(make([]byte, 1))
		if n.Add(1); body > 0 || r.ContentLength != 0 || len(r.TransferEncoding) > 0 {
			t.Errorf("a GET has a body of length %d, %v", r.ContentLength, r.TransferEncoding)
		}
		panic(http.ErrAbortHandler)
	}
	c := newClient(t, newServer(t, scaletest.WithData(people(9)), answering(cuts)), func(o *Options) {
		o.MaxRetries, o.MaxRetryWait = 5, time.Minute
	})
	object := contact(t, c) // leaves a connection behind
	meter := &Meter{MaxRequests: 3}
	_, err := c.Scan(WithMeter(t.Context(), meter), request(t, object))
	if !errors.Is(err, ErrBudget) || n.Load() != 3 || meter.Requests.Load() != 3 {
		t.Errorf("the server had %d requests, of %d that were counted: %v", n.Load(), meter.Requests.Load(), err)
	}
}
