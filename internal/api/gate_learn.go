package api

import (
	"math/rand/v2"
	"net/http"
	"time"

	"golang.org/x/time/rate"
)

// learn takes over how many requests remain, by the answer to one of them.
func (g *gate) learn(q quota, a *answer) {
	switch {
	case q.remaining >= 0:
		g.remain(q, a)
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

// remain takes over a number of requests that remain. Those under way may or may
// not be counted there; they are taken not to be. Answers come in another order
// than the server made them, so that the least number counts, until one is larger
// by more than the requests beside it can explain: then the limit was renewed.
func (g *gate) remain(q quota, a *answer) {
	g.told = q.reset >= 0
	beside := a.beside + g.starts - a.number
	renewed := a.number > g.leastBy && q.remaining > g.least+beside
	if g.left == unknown || renewed || q.remaining < g.least {
		g.least, g.leastBy = q.remaining, max(a.number, g.leastBy)
	}
	g.left, g.resets = max(0, g.least-g.flying), time.Time{}
	if q.reset > 0 {
		g.resets = time.Now().Add(q.reset)
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
// window of a minute looks like a burst. A server that never asks for pauses of more
// than a second or so has shorter windows, of which a few are enough.
const horizon = 30 * time.Second

// horizonOf takes the longest of the pauses asked for lately: what is left of a long
// window may be a second, too.
func (g *gate) horizonOf(asked pause) time.Duration {
	if !asked.named {
		return horizon
	}
	g.asked = max(asked.time, g.asked-g.asked/16)
	return min(horizon, 8*max(g.asked, time.Second))
}

// guess takes the rate that the server has let through, up to a refusal and with
// the pauses that it asks for, for what it allows. That rate is also our own
// doing, so that refusals which have nothing to do with it must not lower it
// without end: it stays above half of the best one.
func (g *gate) guess(now time.Time, p, asked pause) {
	span, least := now.Sub(g.since)+p.time, g.horizonOf(asked)
	if g.served < 10 || p.time == 0 || span < least {
		return
	}
	passed, limit := rate.Limit(float64(g.served)/span.Seconds()), g.bucket.Limit()
	g.best = max(0.99*g.best, passed)
	g.slow(min(limit, max(g.best/2, 0.9*min(passed, limit))))
	g.since, g.served = now.Add(p.time), 0
}

// refuse keeps all requests back for as long as an answer of 429 asks. If it
// doesn't say, or not enough, that is longer with each refusal in a row; those
// that were sent before the first of them was known are refused with it.
func (g *gate) refuse(a *answer) pause {
	p, q, now := pauseOfRefusal(a.header), quotaOf(a.header), time.Now()
	if a.number > g.barrier {
		asked := p
		p.time = max(p.time, g.leastPause(p.named))
		g.barrier = g.starts
		g.refusals++
		g.passed = 0
		if q.rate > 0 {
			g.slow(rate.Limit(q.rate))
		} else if !g.told {
			g.guess(now, p, asked)
		}
	} else if !p.named {
		p.time = max(0, g.until.Sub(now))
	}
	if end := now.Add(p.time); end.After(g.until) {
		g.until = end
		g.refusal = &Error{
			Status: http.StatusTooManyRequests, Method: a.info.Method, URL: a.request.String(), Object: a.object, path: a.path(),
			Message: "the API asked to send nothing until " + end.UTC().Format(time.RFC3339),
		}
		close(g.longer)
		g.longer = make(chan struct{})
	}
	g.left, g.resets = 0, time.Time{}
	return pause{p.time, true}
}

// firstRefusal is the pause after a 429 that doesn't say how long it is to be.
// Limits are mostly those of a minute, so that it takes some retries.
const firstRefusal = 2 * time.Second

// secondRefusal is the least pause after a second 429 in a row, whatever it asks
// for: a server may round what remains of its window down, to nothing in the end.
const secondRefusal = 100 * time.Millisecond

// leastPause is the least pause after a 429.
func (g *gate) leastPause(named bool) time.Duration {
	d := firstRefusal << min(g.refusals, 16)
	switch {
	case named && g.refusals == 0:
		return 0
	case named:
		d = secondRefusal << min(g.refusals-1, 16)
	}
	d = min(d, lastBackoff, g.client.maxRetryWait)
	return d - rand.N(d/4+1)
}
