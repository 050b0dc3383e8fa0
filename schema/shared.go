package schema

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/scale-sql/scale/internal/guard"
)

// shared is a value that is loaded once for all who ask for it at the same
// time, and believed for a while.
type shared[T any] struct {
	mu     sync.Mutex
	value  T
	loaded time.Time // zero: never
	flight *flight[T]
}

// flight is a load under way.
type flight[T any] struct {
	done    chan struct{} // closed when value and err are set
	value   T
	err     error
	waiting int
	cancel  context.CancelFunc
	latest  time.Time // deadline of those who wait
	endless bool      // whether one of them has none
}

// get returns the value, from memory if it is younger than ttl. The load does
// not end with the context of whoever began it, since others may be waiting for
// it, but with the last one's. Errors are not remembered.
func (s *shared[T]) get(ctx context.Context, ttl time.Duration, load func(context.Context) (T, error)) (T, error) {
	value, joined, err := s.once(ctx, ttl, load)
	if joined && errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		// It may have been given up for the deadlines of those who began it.
		value, _, err = s.once(ctx, ttl, load)
	}
	return value, err
}

// once is get. It tells whether a load was joined that had begun before.
func (s *shared[T]) once(ctx context.Context, ttl time.Duration, load func(context.Context) (T, error)) (value T, joined bool, err error) {
	if err := ctx.Err(); err != nil {
		return value, false, err
	}
	s.mu.Lock()
	if !s.loaded.IsZero() && time.Since(s.loaded) < ttl {
		defer s.mu.Unlock()
		return s.value, false, nil
	}
	f := s.flight
	if joined = f != nil; !joined {
		f = s.start(ctx, load)
	}
	f.join(ctx)
	s.mu.Unlock()

	select {
	case <-f.done:
		return f.value, joined, f.err
	case <-ctx.Done():
		if last := s.leave(f); last {
			<-f.done // the load ends with its context, and leaves nothing behind
		}
		return value, joined, ctx.Err()
	}
}

// join counts one more who waits; s.mu is held.
func (f *flight[T]) join(ctx context.Context) {
	f.waiting++
	if end, ok := ctx.Deadline(); !ok {
		f.endless = true
	} else if end.After(f.latest) {
		f.latest = end
	}
}

// loadContext is the context of a load. It has the values of the one who began it,
// and the latest deadline of those who wait, so that a wait which none of them can
// outlast is given up at once, with its reason.
type loadContext struct {
	context.Context
	deadline func() (time.Time, bool)
}

func (c loadContext) Deadline() (time.Time, bool) { return c.deadline() }

// start begins a load; s.mu is held.
func (s *shared[T]) start(ctx context.Context, load func(context.Context) (T, error)) *flight[T] {
	f := &flight[T]{done: make(chan struct{}), err: errLoadEnded}
	ctx, f.cancel = context.WithCancel(loadContext{context.WithoutCancel(ctx), func() (time.Time, bool) {
		s.mu.Lock()
		defer s.mu.Unlock()
		return f.latest, !f.endless
	}})
	s.flight = f
	go func() {
		defer f.cancel()
		defer s.land(f)
		f.err = guard.Run("reading the metadata", func() (err error) {
			f.value, err = load(ctx)
			return err
		})
	}()
	return f
}

// errLoadEnded is the error of a load whose goroutine a function of the program's
// has ended, as FailNow of package testing does.
var errLoadEnded = errors.New("the HTTP client, or a function of Config.Trace, ended the goroutine that read the metadata")

// land takes over what a load brought, and tells those who wait.
func (s *shared[T]) land(f *flight[T]) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.flight == f {
		s.flight = nil
	}
	if f.err == nil {
		s.value, s.loaded = f.value, time.Now()
	}
	close(f.done)
}

// leave gives up waiting for f; the last one to leave ends the load.
func (s *shared[T]) leave(f *flight[T]) (last bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.waiting--; f.waiting == 0 {
		if s.flight == f {
			s.flight = nil
		}
		f.cancel()
	}
	return f.waiting == 0
}
