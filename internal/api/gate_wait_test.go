package api

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// TestPauseBeyondTheDeadline has the server refuse one request, and ask for a minute:
// one whose context won't last as long is given up as soon as that is known, whether it
// would be the first to go then, stands behind another, or stood there before.
func TestPauseBeyondTheDeadline(t *testing.T) {
	const latency = time.Second // of the refusal
	tests := []struct {
		name   string
		before int           // requests before it, the first of which is refused
		after  time.Duration // when it comes
	}{
		{"the first", 0, 2 * latency},
		{"behind another", 1, 2 * latency},
		{"before the refusal", 1, latency / 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				requests, began := 0, time.Now()
				w := bubbled(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					requests++
					ok := requests > 1
					if !ok {
						time.Sleep(latency)
						w.Header().Set("Retry-After", "60")
					}
					refuse(w, ok, false)
				}), func(o *Options) { o.MaxRetries, o.MaxRetryWait, o.RequestsPerMinute = 5, 2*time.Minute, 2 })
				ctx, giveUp := context.WithCancel(t.Context())
				go w.client.ObjectList(ctx)
				synctest.Wait()
				for range tt.before {
					go w.client.ObjectList(t.Context())
				}
				time.Sleep(tt.after)
				if tt.before == 0 {
					giveUp()
				}
				short, cancel := context.WithTimeout(t.Context(), 10*time.Second)
				defer cancel()
				_, err := w.client.ObjectList(short)
				if took, want := time.Since(began), max(tt.after, latency); took != want || !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("after %v: %v, want it after %v", took, err, want)
				}
				giveUp()
				time.Sleep(5 * time.Minute)
			})
		})
	}
}

// asking is a handler of package slog that asks something of the API when it is told
// of a wait.
type asking struct {
	slog.Handler
	ask func()
}

func (asking) Enabled(context.Context, slog.Level) bool { return true }

func (h asking) Handle(_ context.Context, r slog.Record) error {
	if r.Message == "scale: waited for the limit on requests" {
		h.ask()
	}
	return nil
}

// TestLoggerThatAsks has requests made by the handler that is told of a wait.
func TestLoggerThatAsks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var w *world
		asked := 0
		handler := asking{slog.DiscardHandler, func() {
			if asked++; asked == 1 {
				w.client.ObjectList(t.Context())
			}
		}}
		w = bubbled(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { refuse(w, true, false) }),
			func(o *Options) { o.RequestsPerMinute, o.Logger = 2, slog.New(handler) })
		for range 2 {
			if _, err := w.client.ObjectList(t.Context()); err != nil {
				t.Error(err)
			}
		}
		if asked != 2 {
			t.Errorf("told of %d waits, want 2", asked)
		}
	})
}
