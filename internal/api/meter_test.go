package api

import (
	"context"
	"errors"
	"testing"

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
