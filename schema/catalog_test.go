package schema

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// loader is an instance whose answers take a second each.
type loader struct {
	mu       sync.Mutex
	requests []string
	ended    []error // of loads whose context was done
	list     string
	fail     error
}

func (l *loader) answer(ctx context.Context, request, doc string) ([]byte, error) {
	l.mu.Lock()
	l.requests = append(l.requests, request)
	fail := l.fail
	l.mu.Unlock()
	select {
	case <-time.After(time.Second):
		return []byte(doc), fail
	case <-ctx.Done():
		l.mu.Lock()
		defer l.mu.Unlock()
		l.ended = append(l.ended, ctx.Err())
		return nil, ctx.Err()
	}
}

func (l *loader) ObjectList(ctx context.Context) ([]byte, error) {
	return l.answer(ctx, "list", l.list)
}

func (l *loader) ObjectInfo(ctx context.Context, object string) ([]byte, error) {
	return l.answer(ctx, object, `{"Nom":{},"cle":{}}`)
}

// counts checks how many requests there were, and forgets them.
func (l *loader) counts(t *testing.T, want string) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	if got := fmt.Sprint(l.requests); got != want {
		t.Errorf("requests %s, want %s", got, want)
	}
	l.requests = nil
}

func newCatalog(ttl time.Duration) (*Catalog, *loader) {
	l := &loader{list: `{"contact":{},"Orders":{},"Log":{},"LOG":{}}`}
	return NewCatalog(l, ttl, "cle"), l
}

func TestCatalogNames(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, l := newCatalog(time.Hour)
		for _, tt := range []struct{ name, want, err string }{
			{"contact", "contact", ""},
			{"ORDERS", "Orders", ""},
			{"LOG", "LOG", ""},
			{"log", "", `object "log" is ambiguous: it could be "Log" or "LOG"`},
			{"contacts", "", `unknown object "contacts" in the instance's list of objects; did you mean "contact"?`},
			{"x", "", `unknown object "x" in the instance's list of objects`},
		} {
			o, err := c.Object(t.Context(), tt.name)
			if tt.err != "" {
				wantError(t, err, tt.err)
				continue
			}
			if err != nil || o.Name != tt.want || o.Key.Name != "cle" {
				t.Errorf("%s: %v, %v", tt.name, o, err)
			}
		}
		l.counts(t, "[list contact Orders LOG]")
		list, err := c.Objects(t.Context())
		if err != nil || len(list) != 4 || list[1].Name != "Orders" {
			t.Errorf("%v, %v", list, err)
		}
		l.counts(t, "[]")
	})
}

// TestConcurrentLoads asks for an object many times at once.
func TestConcurrentLoads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, l := newCatalog(0)
		start := time.Now()
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() {
				if _, err := c.Object(t.Context(), "contact"); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		l.counts(t, "[list contact]")
		if took := time.Since(start); took != 2*time.Second {
			t.Errorf("took %v, want the 2s of two loads", took)
		}
	})
}

// TestWaiterGivesUp has the one who began a load, and then all, give up waiting.
func TestWaiterGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, l := newCatalog(time.Hour)
		first, cancelFirst := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		wg.Go(func() {
			if _, err := c.Objects(first); err != context.Canceled {
				t.Errorf("the first: %v", err)
			}
		})
		synctest.Wait()
		wg.Go(func() {
			if list, err := c.Objects(t.Context()); err != nil || len(list) != 4 {
				t.Errorf("the second: %v, %v", list, err)
			}
		})
		synctest.Wait()
		cancelFirst()
		wg.Wait()
		l.counts(t, "[list]")
		if len(l.ended) > 0 {
			t.Errorf("the load ended with the one who began it: %v", l.ended)
		}
	})
}

func TestLastWaiterEndsTheLoad(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, l := newCatalog(time.Hour)
		ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
		defer cancel()
		start := time.Now()
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() {
				if _, err := c.Objects(ctx); err != context.DeadlineExceeded || time.Since(start) != 500*time.Millisecond {
					t.Errorf("%v after %v", err, time.Since(start))
				}
			})
		}
		wg.Wait()
		synctest.Wait()
		if len(l.ended) != 1 {
			t.Errorf("the load goes on for nobody: %v", l.ended)
		}
		// What was given up is not what the next one gets.
		if list, err := c.Objects(t.Context()); err != nil || len(list) != 4 {
			t.Errorf("then %v, %v", list, err)
		}
		l.counts(t, "[list list]")
	})
}

// TestCancelledBefore makes no request for a context that is done.
func TestCancelledBefore(t *testing.T) {
	c, l := newCatalog(time.Hour)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Object(ctx, "contact"); err != context.Canceled {
		t.Error(err)
	}
	l.counts(t, "[]")
}

func TestErrorsAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, l := newCatalog(time.Hour)
		l.fail = errors.New("down for maintenance")
		for range 2 {
			if _, err := c.Object(t.Context(), "contact"); !errors.Is(err, l.fail) {
				t.Error(err)
			}
		}
		l.counts(t, "[list list]")
		l.fail = nil
		l.list = "<html>"
		_, err := c.Objects(t.Context())
		wantError(t, err, "list of objects: ")
		l.list = `{"contact":{}}`
		if _, err := c.Object(t.Context(), "contact"); err != nil {
			t.Error(err)
		}
		l.counts(t, "[list list contact]")
	})
}

func TestTTL(t *testing.T) {
	for _, tt := range []struct {
		ttl, wait time.Duration
		want      string
	}{
		{time.Minute, 58 * time.Second, "[]"}, // the list is 59s old: contact took a second
		{time.Minute, 59 * time.Second, "[list contact]"},
		{0, 0, "[list contact]"},
	} {
		synctest.Test(t, func(t *testing.T) {
			c, l := newCatalog(tt.ttl)
			if _, err := c.Object(t.Context(), "contact"); err != nil {
				t.Fatal(err)
			}
			l.counts(t, "[list contact]")
			time.Sleep(tt.wait)
			if _, err := c.Object(t.Context(), "contact"); err != nil {
				t.Fatal(err)
			}
			l.counts(t, tt.want)
		})
	}
}

// TestOldMetadata has a load fail when what is remembered is too old: that is
// an error, not a reason to believe it longer.
func TestOldMetadata(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, l := newCatalog(time.Minute)
		if _, err := c.Objects(t.Context()); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour)
		l.fail = errors.New("down")
		if _, err := c.Objects(t.Context()); !errors.Is(err, l.fail) {
			t.Errorf("%v, want the error rather than an hour-old list", err)
		}
	})
}
