package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"time"
)

// retry counts the tries of one request and waits between them. Whether there
// may be another try is for the request to know.
type retry struct {
	tries   int           // made so far
	most    int           // that may be made
	longest time.Duration // of a single wait
	backoff time.Duration // bounds the next wait if the server names none
}

// firstBackoff bounds the first wait that the server doesn't name. Each further
// one is twice as long, up to lastBackoff.
const (
	firstBackoff = 200 * time.Millisecond
	lastBackoff  = time.Minute
)

func (c *Client) newRetry() *retry {
	return &retry{tries: 1, most: 1 + c.maxRetries, longest: c.maxRetryWait, backoff: firstBackoff}
}

// wait waits before the next try, after one that failed. It returns an error,
// which has the failure in it, if there may be none or the context ends.
func (r *retry) wait(ctx context.Context, failure error, pause pause) error {
	if r.tries >= r.most {
		return r.explain(failure)
	}
	d := pause.time
	if !pause.named {
		// Full jitter: clients that failed together don't come back together.
		d = rand.N(min(r.backoff, r.longest) + 1)
		r.backoff = min(2*r.backoff, lastBackoff)
	}
	if d > r.longest {
		return fmt.Errorf("%w; it asks to wait %v, longer than the DSN's max_retry_wait of %v", failure, d, r.longest)
	}
	r.tries++
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("scale: %w while waiting to repeat a request: %w", ctx.Err(), failure)
	}
}

// explain says how often a request was tried.
func (r *retry) explain(failure error) error {
	if failure == nil || r.tries == 1 {
		return failure
	}
	return fmt.Errorf("%w (tried %d times)", failure, r.tries)
}

// pause is how long a server asks to wait before the next request, if it does.
type pause struct {
	time  time.Duration
	named bool
}

// pauseOf reads the header Retry-After: seconds, or a date, which counts from
// the answer's own Date, since the clocks of two machines differ.
func pauseOf(h http.Header) pause {
	text := h.Get("Retry-After")
	if seconds, err := strconv.ParseUint(text, 10, 64); err == nil {
		const most = 1 << 32 // more would not fit into a Duration
		return pause{time.Duration(min(seconds, most)) * time.Second, true}
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return pause{}
	}
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		now = time.Now()
	}
	return pause{max(0, at.Sub(now)), true}
}

// transient reports whether what kept a request from its answer may be gone in
// the next try: the network's errors, but not a host without an address, a
// certificate that is refused or a header that can't be sent.
func transient(err error) bool {
	var op *net.OpError
	var dns *net.DNSError
	switch {
	case errors.As(err, &dns):
		return !dns.IsNotFound
	case errors.As(err, &op):
		return op.Op == "dial" || op.Op == "read" || op.Op == "write" || op.Op == "proxyconnect"
	}
	var timeout interface{ Timeout() bool }
	return errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &timeout) && timeout.Timeout()
}

// passing reports whether a server's error may be gone in the next try.
func passing(status int) bool {
	switch status {
	case http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}
