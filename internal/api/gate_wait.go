package api

import (
	"context"
	"fmt"
	"log/slog"
	"time"
)

// knownWait is the least wait that a context which ends earlier makes an error
// at once.
const knownWait = 100 * time.Millisecond

// enter waits until a request may be sent, in the order in which they come: one that
// held a token of the bucket through a pause would start with many others at its end.
// After it, leave must be called once.
func (g *gate) enter(ctx context.Context, a *answer) error {
	start := time.Now()
	waited, err := g.wait(ctx, a)
	if err != nil {
		return err
	}
	// The logger is the program's, and may take its time or ask something of the API.
	if waited || time.Since(start) >= knownWait {
		g.client.warn(ctx, "scale: waited for the limit on requests", slog.String("path", a.info.Path), slog.Duration("wait", time.Since(start)))
	}
	return nil
}

// wait is enter. It reports whether it had to wait when its turn had come.
func (g *gate) wait(ctx context.Context, a *answer) (waited bool, err error) {
	turn := g.line.join()
	defer g.line.leave(turn)
	if err := g.queue(ctx, a, turn); err != nil {
		return false, err
	}
	for ; ; waited = true {
		d, changed, err := g.admit(a)
		if err != nil || changed == nil {
			return waited, err
		}
		if err := g.await(ctx, d, changed); err != nil {
			return false, &keptError{err, &a.info}
		}
	}
}

// queue waits for the request's turn. Behind one that can wait for a pause it gives up
// at once if it can't itself.
func (g *gate) queue(ctx context.Context, a *answer, turn <-chan struct{}) error {
	for {
		select {
		case <-turn:
			return nil
		default:
		}
		d, longer, err := g.pause()
		switch {
		case err != nil:
			return err
		case outlasts(ctx, d):
			return &keptError{context.DeadlineExceeded, &a.info}
		}
		select {
		case <-turn:
			return nil
		case <-longer:
		case <-ctx.Done():
			return &keptError{ctx.Err(), &a.info}
		}
	}
}

// keptError is the error of a request that the limit has kept until its context
// ended, or for longer than that will last.
type keptError struct {
	err     error // the context's
	request *Request
}

func (e *keptError) Error() string {
	return fmt.Sprintf("scale: %v while %s %s waited for the limit on requests", e.err, e.request.Method, e.request.Path)
}

func (e *keptError) Unwrap() error { return e.err }

// outlasts reports whether a wait is known to outlast a context.
func outlasts(ctx context.Context, d time.Duration) bool {
	end, ok := ctx.Deadline()
	return ok && d > knownWait && time.Until(end) < d
}

// await waits for a change, and no longer than for a time, if it isn't 0.
func (g *gate) await(ctx context.Context, d time.Duration, changed <-chan struct{}) error {
	var end <-chan time.Time
	if d > 0 {
		if outlasts(ctx, d) {
			return context.DeadlineExceeded
		}
		timer := time.NewTimer(d)
		defer timer.Stop()
		end = timer.C
	}
	select {
	case <-changed:
	case <-end:
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}
