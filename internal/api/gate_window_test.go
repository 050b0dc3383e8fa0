package api

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestShortWindows meets limits of 100 requests in two seconds, whose
// Retry-After is rounded, be it to nothing: few requests are refused, and none
// fails.
func TestShortWindows(t *testing.T) {
	rounded := func(by time.Duration) func(http.Header, int, time.Duration) {
		return func(h http.Header, left int, reset time.Duration) {
			if left == 0 {
				h.Set("Retry-After", seconds(reset+by))
			}
		}
	}
	tellings := map[string]func(h http.Header, left int, reset time.Duration){
		"up":          rounded(time.Second - 1),
		"down":        rounded(0),
		"always 1":    func(h http.Header, _ int, _ time.Duration) { h.Set("Retry-After", "1") },
		"X-RateLimit": tellings["X-RateLimit"],
	}
	for name, tell := range tellings {
		for _, latency := range []time.Duration{0, 50 * time.Millisecond} {
			t.Run(fmt.Sprintf("%s, latency=%v", name, latency), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					l := &limited{most: 100, window: 2 * time.Second, tell: tell, latency: latency}
					took := crowd(t, l, func(o *Options) { o.MaxRetries = 5 })
					t.Logf("%d passed, %d refused, in %v", l.passed, l.refused, took)
					if l.passed != 1000 || l.refused > 100 || took > 40*time.Second {
						t.Errorf("%d passed, %d were refused, in %v", l.passed, l.refused, took)
					}
				})
			})
		}
	}
}

// TestSlowServer has 40 goroutines ask a server that takes two seconds for each
// answer, and whose limit they don't reach: they wait for little else.
func TestSlowServer(t *testing.T) {
	for _, name := range []string{"X-RateLimit", "RateLimit", "nothing"} {
		synctest.Test(t, func(t *testing.T) {
			l := &limited{most: 100, window: 4 * time.Second, tell: tellings[name], latency: 2 * time.Second}
			w := bubbled(t, l, func(o *Options) { o.MaxRetries, o.MaxRetryWait = 5, time.Minute })
			start := time.Now()
			var wg sync.WaitGroup
			for range 40 {
				wg.Go(func() {
					for range 10 {
						if _, err := w.client.ObjectList(t.Context()); err != nil {
							t.Error(err)
						}
					}
				})
			}
			wg.Wait()
			if took := time.Since(start); l.refused > 0 || took > 32*time.Second {
				t.Errorf("%s: %d refused, in %v; twenty seconds would do", name, l.refused, took)
			}
		})
	}
}

// TestStalledBesideProbe has one request hang while the limit is spent: the
// others go on once it is renewed.
func TestStalledBesideProbe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &limited{most: 3, window: 2 * time.Second, tell: tellings["X-RateLimit"]}
		var once sync.Once
		h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			stalls := false
			once.Do(func() { stalls = true })
			if stalls {
				<-r.Context().Done()
				return
			}
			l.ServeHTTP(w, r)
		})
		w := bubbled(t, h, func(o *Options) { o.MaxRetries, o.MaxRetryWait = 0, time.Minute })
		var stalled sync.WaitGroup
		stalled.Go(func() { w.client.ObjectList(t.Context()) })
		synctest.Wait()
		start := time.Now()
		for range 6 {
			if _, err := w.client.ObjectList(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(start); took > 15*time.Second {
			t.Errorf("it took %v", took)
		}
		stalled.Wait()
	})
}
