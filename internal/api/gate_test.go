package api

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// limited is a server that lets so many requests a window through, which is a
// minute unless set. Its windows begin with its first request, or each request is
// the end of its own.
type limited struct {
	most    int
	window  time.Duration
	sliding bool
	tell    func(h http.Header, left int, reset time.Duration)
	latency time.Duration
	inBody  bool // it refuses in the body of a success

	mu      sync.Mutex
	times   []time.Time // of the requests let through, in the window
	passed  int
	refused int
}

func (l *limited) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	time.Sleep(l.latency / 2)
	ok, left, reset := l.count()
	if l.tell != nil {
		l.tell(w.Header(), left, reset)
	}
	time.Sleep(l.latency / 2)
	refuse(w, ok, l.inBody)
}

// refuse answers, with 429 or a success that says so in its body unless it is ok.
func refuse(w http.ResponseWriter, ok, inBody bool) {
	switch {
	case ok:
		w.Write([]byte(`{"objects":[]}`))
	case inBody:
		w.Write([]byte(`{"error":429,"error_text":"Slow down!"}`))
	default:
		w.WriteHeader(http.StatusTooManyRequests)
	}
}

func (l *limited) count() (ok bool, left int, reset time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if l.window == 0 {
		l.window = time.Minute
	}
	if l.sliding {
		for len(l.times) > 0 && now.Sub(l.times[0]) >= l.window {
			l.times = l.times[1:]
		}
	} else if len(l.times) > 0 && now.Sub(l.times[0]) >= l.window {
		l.times = nil
	}
	if ok = len(l.times) < l.most; ok {
		l.times = append(l.times, now)
		l.passed++
	} else {
		l.refused++
	}
	return ok, l.most - len(l.times), l.window - now.Sub(l.times[0])
}

// seconds is a duration in whole seconds, rounded as servers do: down.
func seconds(d time.Duration) string { return strconv.Itoa(int(d / time.Second)) }

// tellings are the ways in which servers tell their limit. A refusal's
// Retry-After is rounded up, as a client that comes back too early is refused
// again.
var tellings = map[string]func(h http.Header, left int, reset time.Duration){
	"X-RateLimit": func(h http.Header, left int, reset time.Duration) {
		h.Set("X-RateLimit-Limit", "100")
		h.Set("X-RateLimit-Remaining", strconv.Itoa(left))
		h.Set("X-RateLimit-Reset", seconds(reset))
	},
	"X-RateLimit, epoch": func(h http.Header, left int, reset time.Duration) {
		h.Set("X-RateLimit-Remaining", strconv.Itoa(left))
		h.Set("X-RateLimit-Reset", strconv.FormatInt(time.Now().Add(reset).Unix(), 10))
	},
	"X-RateLimit, no reset": func(h http.Header, left int, _ time.Duration) {
		h.Set("X-RateLimit-Limit", "100")
		h.Set("X-RateLimit-Remaining", strconv.Itoa(left))
	},
	"RateLimit": func(h http.Header, left int, reset time.Duration) {
		h.Set("RateLimit", fmt.Sprintf(`"default";r=%d;t=%s`, left, seconds(reset)))
		h.Set("RateLimit-Policy", `"default";q=100;w=60`)
	},
	"RateLimit, older": func(h http.Header, left int, reset time.Duration) {
		h.Set("RateLimit", fmt.Sprintf("limit=100, remaining=%d, reset=%s", left, seconds(reset)))
	},
	"RateLimit-Policy": func(h http.Header, _ int, _ time.Duration) { h.Set("RateLimit-Policy", "100;w=60") },
	"Retry-After": func(h http.Header, left int, reset time.Duration) {
		if left == 0 {
			h.Set("Retry-After", seconds(reset+time.Second-1))
		}
	},
	"nothing": nil,
}

// TestNoStorm has 50 goroutines make 1,000 requests of a server that takes 100 a
// minute: they are done in little more than the time that takes, and hardly any
// request is refused.
func TestNoStorm(t *testing.T) {
	for name, tell := range tellings {
		for _, how := range []string{"fixed", "sliding", "fixed, in the body"} {
			t.Run(name+" "+how, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					l := &limited{most: 100, sliding: how == "sliding", tell: tell, latency: 50 * time.Millisecond, inBody: how == "fixed, in the body"}
					took := crowd(t, l, func(o *Options) { o.MaxRetries = 5 })
					t.Logf("%d passed, %d refused, in %v", l.passed, l.refused, took)
					if l.passed != 1000 {
						t.Errorf("%d requests passed", l.passed)
					}
					if l.refused > 50 {
						t.Errorf("%d of %d requests were refused", l.refused, l.passed+l.refused)
					}
					if took > 20*time.Minute {
						t.Errorf("it took %v", took)
					}
				})
			})
		}
	}
}

// TestRefusalsAtRandom has a server refuse one request of ten whatever their
// rate: that must not slow them down more and more.
func TestRefusalsAtRandom(t *testing.T) {
	for _, after := range []string{"0", "1", ""} {
		synctest.Test(t, func(t *testing.T) {
			var mu sync.Mutex
			n, random := 0, rand.New(rand.NewPCG(1, 2))
			unlucky := func() bool {
				mu.Lock()
				defer mu.Unlock()
				n++
				return random.IntN(10) == 0
			}
			h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				time.Sleep(50 * time.Millisecond)
				if unlucky() {
					if after != "" {
						w.Header().Set("Retry-After", after)
					}
					w.WriteHeader(http.StatusTooManyRequests)
					return
				}
				w.Write([]byte(`{"objects":[]}`))
			})
			took := crowd(t, h, func(o *Options) { o.MaxRetries = 20 })
			t.Logf("Retry-After %q: %d requests in %v", after, n, took)
			if took > 15*time.Minute {
				t.Errorf("Retry-After %q: it took %v", after, took)
			}
		})
	}
}

// TestOwnRate keeps to requests_per_minute: a server with that limit never
// refuses.
func TestOwnRate(t *testing.T) {
	for _, perMinute := range []int{1, 3, 60, 100} {
		synctest.Test(t, func(t *testing.T) {
			l := &limited{most: perMinute, sliding: true}
			w := bubbled(t, l, func(o *Options) { o.RequestsPerMinute = perMinute })
			start := time.Now()
			for range 3 * perMinute {
				if _, err := w.client.ObjectList(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if took := time.Since(start); l.refused > 0 || took > 4*time.Minute {
				t.Errorf("%d a minute: %d refused, in %v", perMinute, l.refused, took)
			}
		})
	}
}

// TestFirstComeFirstServed has the requests that wait for the limit start in the order
// in which they came, but for one whose context ends.
func TestFirstComeFirstServed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		served := make(chan int, 6)
		w := bubbled(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.Write([]byte(`{"objects":[]}`)) }),
			func(o *Options) { o.RequestsPerMinute = 2 })
		ctx, cancel := context.WithCancel(t.Context())
		for i := range 6 {
			go func() {
				of := t.Context()
				if i == 3 {
					of = ctx
				}
				if _, err := w.client.ObjectList(of); err == nil {
					served <- i
				}
			}()
			synctest.Wait()
		}
		cancel()
		for _, want := range []int{0, 1, 2, 4, 5} {
			if got := <-served; got != want {
				t.Errorf("served %d, want %d", got, want)
			}
		}
	})
}

// crowd makes 1,000 requests in 50 goroutines and returns how long it took.
func crowd(t *testing.T, h http.Handler, adjust func(*Options)) time.Duration {
	w := bubbled(t, h, func(o *Options) {
		o.MaxRetryWait = 2 * time.Minute
		adjust(o)
	})
	start := time.Now()
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			for range 20 {
				if _, err := w.client.ObjectList(t.Context()); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	return time.Since(start)
}

// TestRefusalPausesAll has one request refused: others wait as well, and go on at
// the same time.
func TestRefusalPausesAll(t *testing.T) {
	for _, inBody := range []bool{false, true} {
		refusalPausesAll(t, inBody)
	}
}

func refusalPausesAll(t *testing.T, inBody bool) {
	synctest.Test(t, func(t *testing.T) {
		l := &limited{most: 1, tell: tellings["Retry-After"], inBody: inBody}
		w := bubbled(t, l, func(o *Options) { o.MaxRetries, o.MaxRetryWait = 1, 2*time.Minute })
		for range 2 { // the second one is refused, and pauses
			go w.client.ObjectList(t.Context())
			synctest.Wait()
		}
		defer time.Sleep(5 * time.Minute) // the second one ends
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := w.client.ObjectList(ctx)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a request during the pause: %v", err)
		}
		wantError(t, err, "waited for the limit on requests")
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.refused != 1 || l.passed != 1 {
			t.Errorf("%d passed, %d were refused", l.passed, l.refused)
		}
	})
}

// TestTooLongAPause sends nothing while the server wants to be left alone for
// longer than max_retry_wait.
func TestTooLongAPause(t *testing.T) {
	for _, inBody := range []bool{false, true} {
		tooLongAPause(t, inBody)
	}
}

func tooLongAPause(t *testing.T, inBody bool) {
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			requests++
			w.Header().Set("Retry-After", "3600")
			refuse(w, false, inBody)
		})
		w := bubbled(t, h, func(o *Options) { o.MaxRetries, o.MaxRetryWait = 5, time.Minute })
		for range 3 {
			_, err := w.client.ObjectList(t.Context())
			var e *Error
			if !errors.As(err, &e) || e.status() != http.StatusTooManyRequests {
				t.Errorf("%v is no *Error of 429", err)
			}
			wantError(t, err, "longer than the DSN's max_retry_wait of 1m0s")
		}
		if requests != 1 {
			t.Errorf("%d requests", requests)
		}
		time.Sleep(2 * time.Hour)
		w.client.ObjectList(t.Context())
		if requests != 2 {
			t.Errorf("after the pause there were %d requests", requests)
		}
	})
}
