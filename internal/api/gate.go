package api

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
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

	mu       sync.Mutex
	until    time.Time     // no request starts before
	refusal  *Error        // what asked for that
	left     int           // requests that may start before one is answered, unknown if negative
	resets   time.Time     // when more may, zero if unknown
	flying   int           // requests sent and not answered yet
	told     bool          // the server tells what remains
	since    time.Time     // when the requests of served began
	served   int           // requests answered and not refused since then
	passed   int           // likewise, since the last refusal
	refusals int           // answers of 429 in a row
	changed  chan struct{} // closed when a waiting request should look again
}

const unknown = -1

// firstFlying is how many requests are under way at once while nothing is known
// of the server's limit. It grows with those that were let through, so that the
// first refusal comes upon a small part of them only.
const firstFlying = 8

func newGate(c *Client, perMinute int) *gate {
	g := &gate{client: c, own: rate.Inf, left: unknown, changed: make(chan struct{})}
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

// enter waits until a request may be sent. After it, leave must be called once.
func (g *gate) enter(ctx context.Context, req *Request) error {
	start, waits := time.Now(), false
	if r := g.bucket.Reserve(); r.Delay() > 0 {
		waits = true
		if err := sleep(ctx, r.Delay()); err != nil {
			r.Cancel()
			return g.kept(err, req)
		}
	}
	for {
		d, changed, err := g.admit()
		if err != nil {
			return err
		}
		if changed == nil {
			break
		}
		waits = true
		if err := g.await(ctx, d, changed); err != nil {
			return g.kept(err, req)
		}
	}
	if waits {
		g.client.warn(ctx, "scale: waited for the limit on requests", slog.String("path", req.Path), slog.Duration("wait", time.Since(start)))
	}
	return nil
}

// kept is the error of a request that the limit has kept until its context
// ended, or for longer than that will last.
func (g *gate) kept(err error, req *Request) error {
	return fmt.Errorf("scale: %w while %s %s waited for the limit on requests", err, req.Method, req.Path)
}

// await waits for a time, if it isn't 0, or for a change.
func (g *gate) await(ctx context.Context, d time.Duration, changed <-chan struct{}) error {
	if d == 0 {
		select {
		case <-changed:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return sleep(ctx, d)
}

// admit lets a request start, or returns how long to wait, 0 for as long as it
// takes, and what is closed when there is news. It is an error if the server
// asked for a longer wait than the DSN allows.
func (g *gate) admit() (time.Duration, <-chan struct{}, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	if d := g.until.Sub(now); d > 0 {
		if d > g.client.maxRetryWait {
			return 0, nil, g.tooLong(d)
		}
		return d, g.changed, nil
	}
	if g.left <= 0 && g.left != unknown {
		if d := g.resets.Sub(now); d > 0 && d <= g.client.maxRetryWait {
			return d, g.changed, nil
		}
		// Whether there are more is found out by a single request.
		if g.flying > 0 {
			return 0, g.changed, nil
		}
		g.left, g.resets = 1, time.Time{}
	}
	if g.left != unknown {
		g.left--
	} else if !g.told && g.flying >= max(firstFlying, g.passed/16) {
		return 0, g.changed, nil
	}
	if g.since.IsZero() {
		g.since = now
	}
	g.flying++
	return 0, nil, nil
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
	switch a.status {
	case 0:
		return pause{}
	case http.StatusTooManyRequests:
		return g.refuse(a)
	}
	g.served++
	g.passed++
	g.refusals = 0
	g.learn(quotaOf(a.header))
	return pauseOf(a.header)
}

func (g *gate) wake() {
	close(g.changed)
	g.changed = make(chan struct{})
}

// learn takes over how many requests remain. Those under way may or may not be
// counted there; they are taken not to be. Only when there are none can the
// number rise, as answers may come in another order than they were made.
func (g *gate) learn(q quota) {
	switch {
	case q.remaining >= 0:
		g.told = q.reset >= 0
		left := max(0, q.remaining-g.flying)
		if g.flying == 0 || g.left == unknown || left < g.left {
			g.left = left
		}
		g.resets = time.Time{}
		if q.reset > 0 {
			g.resets = time.Now().Add(q.reset)
		}
	case g.left != unknown:
		// A server that doesn't tell gets twice as many with each round.
		if g.left += 2; g.left > 256 {
			g.left = unknown
		}
	}
	switch limit := g.bucket.Limit(); {
	case q.rate > 0 && q.remaining < 0:
		g.slow(rate.Limit(q.rate))
	case limit < g.own:
		g.bucket.SetLimit(min(g.own, limit*g.growth()))
	}
}

// growth is the factor by which a rate that was guessed rises with a success.
// The server is near its limit for a while after a refusal; after that the guess
// is likely to be too low, or the limit gone.
func (g *gate) growth() rate.Limit {
	if time.Since(g.until) < calm {
		return 1.002
	}
	return 1.01
}

const calm = 2 * time.Minute

// slow makes the rate no higher than a limit, but at least one request a minute.
func (g *gate) slow(limit rate.Limit) {
	g.bucket.SetLimit(min(max(limit, 1.0/60), g.own))
}

// guess takes the rate that the server has let through, up to a refusal and with
// the pauses that it asked for, for what it allows.
func (g *gate) guess(now time.Time, pause time.Duration) {
	if g.served < 10 {
		return
	}
	passed := rate.Limit(float64(g.served) / (now.Sub(g.since) + pause).Seconds())
	g.slow(0.9 * min(passed, g.bucket.Limit()))
	g.since, g.served = now.Add(pause), 0
}

// refuse keeps all requests back for as long as an answer of 429 asks. If it
// doesn't say, that is longer with each refusal in a row; those that were sent
// before the first of them was known are refused with it.
func (g *gate) refuse(a *answer) pause {
	p, q, now := pauseOfRefusal(a.header), quotaOf(a.header), time.Now()
	first := now.After(g.until)
	if !p.named {
		p = pause{g.until.Sub(now), true}
	}
	if first {
		if p.time < 0 {
			d := min(firstRefusal<<min(g.refusals, 16), lastBackoff, g.client.maxRetryWait)
			p.time = d - rand.N(d/4+1)
		}
		g.refusals++
		g.passed = 0
		if q.rate > 0 {
			g.slow(rate.Limit(q.rate))
		} else if !g.told {
			g.guess(now, p.time)
		}
	}
	if end := now.Add(p.time); end.After(g.until) {
		g.until = end
		g.refusal = &Error{
			Status: a.status, Method: a.info.Method, URL: a.request.String(), Object: a.object, path: a.path(),
			Message: "the API asked to send nothing until " + end.UTC().Format(time.RFC3339),
		}
	}
	g.left, g.resets = 1, time.Time{}
	return p
}

// firstRefusal is the pause after a 429 that doesn't say how long it is to be.
// Limits are mostly those of a minute, so that it takes some retries.
const firstRefusal = 2 * time.Second
