package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"time"
)

// retry counts the tries of one request and waits between them. Whether there
// may be another try is for the request to know: a read decides with failed, a
// put by what the server may have seen.
type retry struct {
	client  *Client
	path    string
	tries   int           // made so far
	most    int           // that may be made
	longest time.Duration // of a single wait
	backoff time.Duration // bounds the next wait if the server doesn't name it
	faults  int           // answers of 500
	renewed bool          // the token was asked for anew
}

// firstBackoff bounds the first wait that the server doesn't name. Each further
// one is twice as long, up to lastBackoff.
const (
	firstBackoff = 200 * time.Millisecond
	lastBackoff  = time.Minute
)

func (c *Client) newRetry(path string) *retry {
	return &retry{client: c, path: path, tries: 1, most: 1 + c.maxRetries, longest: c.maxRetryWait, backoff: firstBackoff}
}

// progressed begins to count anew: the try brought a part of what was asked for,
// and the next one asks for the rest.
func (r *retry) progressed() {
	r.tries, r.backoff, r.faults, r.renewed = 1, firstBackoff, 0, false
}

// failed waits before a read is tried again, or returns the error to give up
// with. A read changes nothing, so that it may be repeated wherever that may
// help: a server that is overloaded or gone for a moment, a connection that
// broke. Of an internal error one repetition is enough, and the answers of 400
// and more are final.
func (r *retry) failed(ctx context.Context, failure error) error {
	if ctx.Err() != nil {
		return failure
	}
	var e *Error
	if !errors.As(failure, &e) {
		if !transient(failure) {
			return r.explain(failure)
		}
		return r.wait(ctx, failure, pause{})
	}
	status := e.status()
	again := status == http.StatusTooManyRequests || passing(status)
	if status == http.StatusInternalServerError {
		r.faults++
		again = r.faults == 1
	}
	if !again {
		return r.refused(ctx, failure)
	}
	return r.wait(ctx, failure, e.pause)
}

// refused asks for a new token if the one that was sent was refused, for which
// there is one more try; any other refusal is final. Nothing was done by a
// request that was not let in, so that a put may be repeated, too.
func (r *retry) refused(ctx context.Context, failure error) error {
	var e *Error
	if r.client.credentials.source == nil || r.renewed || !errors.As(failure, &e) || e.status() != http.StatusUnauthorized {
		return r.explain(failure)
	}
	r.renewed = true
	if err := r.client.credentials.renew(ctx, e.token); err != nil {
		return fmt.Errorf("%w; a new token was asked for: %w", failure, err)
	}
	r.tries++
	return nil
}

// wait waits before the next try, after one that failed. It returns an error,
// which has the failure in it, if there may be none or the context ends.
func (r *retry) wait(ctx context.Context, failure error, pause pause) error {
	if r.tries >= r.most {
		return r.explain(failure)
	}
	// Full jitter: clients that failed together don't come back together. A server
	// that asks for less than a second may mean the rest of one, rounded down.
	d := rand.N(min(r.backoff, r.longest) + 1)
	r.backoff = min(2*r.backoff, lastBackoff)
	if pause.named && pause.time >= time.Second {
		d = pause.time
	} else if pause.named {
		d = max(d, pause.time)
	}
	if d > r.longest {
		return fmt.Errorf("%w; it asks to wait %v, longer than the DSN's max_retry_wait of %v", failure, d, r.longest)
	}
	r.client.warn(ctx, "scale: trying again", slog.String("path", r.path), slog.Int("attempt", r.tries+1),
		slog.Duration("wait", d), slog.String("error", failure.Error()))
	r.tries++
	if err := sleep(ctx, d); err != nil {
		return fmt.Errorf("%w; %w while waiting to repeat it", failure, err)
	}
	return nil
}

// sleep waits, or returns the context's error: at once where the context will
// end before the wait does.
func sleep(ctx context.Context, d time.Duration) error {
	if end, ok := ctx.Deadline(); ok && time.Until(end) < d {
		return context.DeadlineExceeded
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// explain says how often a request was tried.
func (r *retry) explain(failure error) error {
	if failure == nil || r.tries == 1 {
		return failure
	}
	return fmt.Errorf("%w (tried %d times)", failure, r.tries)
}

// transient reports whether what kept a request from its answer may be gone in
// the next try: the network's errors, but not a host without an address, a
// certificate that is refused or a header that can't be sent.
func transient(err error) bool {
	var op *net.OpError
	var dns *net.DNSError
	var number syscall.Errno
	var proxy *proxyError
	var kept *keptError
	switch {
	case errors.Is(err, ErrBudget), errors.As(err, &kept): // what the context has no time for now, it has none for later
		return false
	case errors.As(err, &dns):
		return !dns.IsNotFound
	case errors.As(err, &op):
		return op.Op == "dial" || op.Op == "read" || op.Op == "write" || op.Op == "proxyconnect"
	case errors.As(err, &proxy):
		return passing(proxy.status)
	case errors.As(err, &number):
		return number.Temporary()
	}
	var timeout interface{ Timeout() bool }
	return errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &timeout) && timeout.Timeout() || brokenOff(err)
}

// brokenTexts are in the errors of connections that broke within a header or a
// trailer, and of broken streams of HTTP/2: net/http has no types for them.
var brokenTexts = []string{
	"transport connection broken", "unexpected EOF reading trailer", "server closed idle connection",
	"stream error: ", "server sent GOAWAY", "http2: client conn", "http2: timeout", "http2: response body closed",
}

// brokenOff reports whether an answer, or the way to it, broke off.
func brokenOff(err error) bool {
	var r *requestError
	if !errors.As(err, &r) || r.cause == nil {
		return false
	}
	text := r.cause.Error()
	return slices.ContainsFunc(brokenTexts, func(part string) bool { return strings.Contains(text, part) })
}

// passing reports whether a status says that the server is out of reach for a
// moment. An internal error says no such thing.
func passing(status int) bool {
	switch status {
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}
