package api

import (
	"math/rand/v2"
	"time"

	"golang.org/x/time/rate"
)

// learn takes over how many requests remain. Those under way may or may not be
// counted there; they are taken not to be, until there are none. As answers may
// come in another order than they were made, the least number counts, except
// behind a request beside which there was no other.
func (g *gate) learn(q quota, alone bool) {
	switch {
	case q.remaining >= 0:
		g.told = q.reset >= 0
		if alone || g.left == unknown || q.remaining < g.least {
			g.least = q.remaining
		}
		if left := max(0, g.least-g.flying); g.flying == 0 || g.left == unknown || left < g.left {
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

// horizon is the least time over which a rate is measured: over less, a server's
// window of a minute looks like a burst.
const horizon = 30 * time.Second

// guess takes the rate that the server has let through, up to a refusal and with
// the pauses that it asks for, for what it allows. That rate is also our own
// doing, so that refusals which have nothing to do with it must not lower it
// without end: it stays above a quarter of the best one.
func (g *gate) guess(now time.Time, pause time.Duration) {
	span := now.Sub(g.since) + pause
	if g.served < 10 || span < horizon || pause == 0 {
		return
	}
	passed := rate.Limit(float64(g.served) / span.Seconds())
	g.best = max(0.99*g.best, passed)
	g.slow(max(g.best/4, 0.9*min(passed, g.bucket.Limit())))
	g.since, g.served = now.Add(pause), 0
}

// refuse keeps all requests back for as long as an answer of 429 asks. If it
// doesn't say, that is longer with each refusal in a row; those that were sent
// before the first of them was known are refused with it.
func (g *gate) refuse(a *answer) pause {
	p, q, now := pauseOfRefusal(a.header), quotaOf(a.header), time.Now()
	first := now.After(g.until)
	if first {
		if !p.named {
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
	} else if !p.named {
		p.time = g.until.Sub(now)
	}
	if end := now.Add(p.time); end.After(g.until) {
		g.until = end
		g.refusal = &Error{
			Status: a.status, Method: a.info.Method, URL: a.request.String(), Object: a.object, path: a.path(),
			Message: "the API asked to send nothing until " + end.UTC().Format(time.RFC3339),
		}
	}
	g.left, g.resets = 1, time.Time{}
	return pause{p.time, true}
}

// firstRefusal is the pause after a 429 that doesn't say how long it is to be.
// Limits are mostly those of a minute, so that it takes some retries.
const firstRefusal = 2 * time.Second
