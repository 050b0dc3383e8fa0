package api

import (
	"fmt"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// gate keeps the requests of all connections to the limits of the server: its
// own rate, the user's, and what the answers tell of the server's.
//
// A server that says how many requests remain is sent no more than those. One
// that just refuses with 429 pauses all requests; then they begin anew with a
// single one, and keep to the rate that the server had let through before,
// which rises again with each success.
type gate struct {
	client *Client
	own    rate.Limit // the DSN's, rate.Inf for none
	bucket *rate.Limiter
	line   line // of requests that wait to start

	mu       sync.Mutex
	until    time.Time     // no request starts before
	refusal  *Error        // what asked for that
	left     int           // requests that may start before one is answered, unknown if negative
	least    int           // the least that an answer said remains
	leastBy  int           // number of the last request that it was learnt by
	resets   time.Time     // when more may, zero if unknown
	flying   int           // requests sent and not answered yet
	starts   int           // requests sent so far
	barrier  int           // those of them sent before the last refusal was known
	probe    int           // number of the one that finds out whether more may start, 0 for none
	last     time.Time     // when the last one started
	told     bool          // the server tells what remains
	since    time.Time     // when the requests of served began
	served   int           // requests answered and not refused since then
	passed   int           // likewise, since the last refusal
	best     rate.Limit    // the best rate guessed
	asked    time.Duration // the longest pause that refusals asked for lately
	refusals int           // answers of 429 in a row
	changed  chan struct{} // closed when the first of those that wait should look again
	longer   chan struct{} // closed when the others should: there is a longer pause
}

const unknown = -1

// firstFlying is how many requests are under way at once while nothing is known
// of the server's limit, but for one more every slowPace: behind a server that is
// slow to answer nobody should wait for long. It grows with those that were let
// through, so that the first refusal comes upon a small part of them only.
const (
	firstFlying = 8
	slowPace    = 50 * time.Millisecond
)

func newGate(c *Client, perMinute int) *gate {
	g := &gate{client: c, own: rate.Inf, left: unknown, changed: make(chan struct{}), longer: make(chan struct{})}
	burst := 1
	if perMinute > 0 {
		// In no minute do more than these come together: the burst, and what the
		// bucket gets meanwhile.
		burst = max(1, perMinute/10)
		g.own = rate.Limit(float64(max(1, perMinute-burst)) / 60)
	}
	g.bucket = rate.NewLimiter(g.own, burst)
	return g
}

// admit lets a request start, or returns how long to wait, 0 for as long as it
// takes, and what is closed when there is news. It is an error if the server
// asked for a longer wait than the DSN allows.
func (g *gate) admit(a *answer) (time.Duration, <-chan struct{}, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	if d, err := g.paused(now); d > 0 || err != nil {
		return d, g.changed, err
	}
	if g.left <= 0 && g.left != unknown {
		// Whether there are more is found out by a single request.
		if g.probe != 0 {
			return 0, g.changed, nil
		}
	} else if !g.told && g.flying >= max(firstFlying, g.passed/16) {
		if d := g.last.Add(slowPace).Sub(now); d > 0 {
			return d, g.changed, nil
		}
	}
	if r := g.bucket.ReserveN(now, 1); r.DelayFrom(now) > 0 {
		r.CancelAt(now)
		return r.DelayFrom(now), g.changed, nil
	}
	g.start(a, now)
	return 0, nil, nil
}

// pause returns how long no request may start, and what is closed when that is longer.
func (g *gate) pause() (time.Duration, <-chan struct{}, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	d, err := g.paused(time.Now())
	return d, g.longer, err
}

// paused is how long no request may start; g.mu is held. It is an error if the server
// asked for a longer wait than the DSN allows.
func (g *gate) paused(now time.Time) (time.Duration, error) {
	if d := g.until.Sub(now); d > g.client.maxRetryWait {
		return 0, g.tooLong(d)
	} else if d > 0 {
		return d, nil
	}
	if g.left <= 0 && g.left != unknown {
		if d := g.resets.Sub(now); d > 0 && d <= g.client.maxRetryWait {
			return d, nil
		}
	}
	return 0, nil
}

// start counts a request that starts.
func (g *gate) start(a *answer, now time.Time) {
	g.starts++
	switch {
	case g.left == unknown:
	case g.left > 0:
		g.left--
	default:
		g.probe, g.resets = g.starts, time.Time{}
	}
	if g.since.IsZero() {
		g.since = now
	}
	a.number, a.beside = g.starts, g.flying
	g.flying++
	g.last = now
}

// tooLong is the error of a request that would have to wait too long. It was not
// sent.
func (g *gate) tooLong(d time.Duration) error {
	return fmt.Errorf("%w; that is for another %v, longer than the DSN's max_retry_wait of %v, so that no request is sent before",
		g.refusal, d.Round(time.Second), g.client.maxRetryWait)
}

// leave takes in what came of a request, and returns the pause that its answer
// asks for. Without an answer the status is 0.
func (g *gate) leave(a *answer) pause {
	g.mu.Lock()
	defer g.mu.Unlock()
	defer g.wake()
	g.flying--
	if a.number == g.probe {
		g.probe = 0
	}
	switch a.status {
	case 0:
		return pause{}
	case http.StatusTooManyRequests:
		return g.refuse(a)
	}
	g.served++
	a.refusals = g.refusals
	if a.number > g.barrier {
		g.passed++
		g.refusals = 0
	}
	g.learn(quotaOf(a.header), a)
	return pauseOf(a.header)
}

// refused takes in that an answer which had the status of a success is a refusal
// by its body, and returns the pause that it asks for.
func (g *gate) refused(a *answer) pause {
	g.mu.Lock()
	defer g.mu.Unlock()
	defer g.wake()
	g.served = max(0, g.served-1)
	g.refusals = max(g.refusals, a.refusals) // it was none of those that end them
	return g.refuse(a)
}

func (g *gate) wake() {
	close(g.changed)
	g.changed = make(chan struct{})
}
