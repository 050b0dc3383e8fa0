package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"time"

	"github.com/scale-sql/scale/internal/guard"
)

// answer is an HTTP answer whose waiting time is bounded: the time spent on the
// header and in all Reads together, but not the time in which a slow consumer
// doesn't read.
type answer struct {
	ctx    context.Context
	cancel context.CancelFunc
	user   context.Context // the statement's context, without our own cancel
	left   time.Duration   // of the time to wait
	limit  time.Duration
	late   error // set when the time was up

	client *Client
	info   Request
	err    error // what went wrong, for the record of the request
	bytes  int64
	rows   int64 // set by who reads them
	closed bool

	request  *url.URL
	object   string
	token    int // number of the token that was sent
	status   int
	header   http.Header
	pause    pause // that it asks for
	number   int   // among the requests of all connections
	beside   int   // requests that were under way when it started
	refusals int   // in a row before it was answered
	body     io.ReadCloser
}

// newAnswer begins a request, which ends with the answer's Close.
func (c *Client) newAnswer(ctx context.Context, req *http.Request, object string, attempt int) *answer {
	a := &answer{user: ctx, left: c.timeout, limit: c.timeout, client: c, request: req.URL, object: object}
	a.info = Request{Method: req.Method, Path: req.URL.Path, Object: object, Attempt: attempt, Statement: meterOf(ctx).statement()}
	a.ctx, a.cancel = context.WithCancel(c.started(ctx, a.info))
	return a
}

// timeoutError says that the timeout of the DSN was up.
type timeoutError struct{ after time.Duration }

func (e *timeoutError) Error() string {
	return fmt.Sprintf("no complete answer within %v (the DSN's timeout)", e.after)
}
func (e *timeoutError) Timeout() bool { return true }
func (e *timeoutError) Unwrap() error { return os.ErrDeadlineExceeded }

// wait runs f, which waits for the server, and ends it when the context or the
// remaining time does. The context's error replaces whatever f made of it.
func (a *answer) wait(f func() error) error {
	start := time.Now()
	timer := time.AfterFunc(a.left, a.cancel)
	err := guard.Run("the HTTP client", f)
	stopped := timer.Stop()
	a.left -= time.Since(start)
	if err == nil || err == io.EOF {
		return err
	}
	if !stopped || a.left <= 0 {
		a.late = &timeoutError{a.limit}
	}
	if errors.Is(err, context.Canceled) && a.ctx.Err() == nil {
		err = errOtherEnded
	}
	return a.ended(err)
}

// errOtherEnded stands for a cancellation that isn't this request's: net/http closes
// the connection of a request that is given up, which by then may be another's.
var errOtherEnded = fmt.Errorf("the connection was closed at the end of the request that had it before: %w", io.ErrUnexpectedEOF)

// ended makes of an error that what waited has returned the reason for it, which
// may be the context's end or that of the time to wait.
func (a *answer) ended(err error) error {
	if userErr := a.user.Err(); userErr != nil {
		return userErr
	}
	if a.late != nil {
		return a.late
	}
	return err
}

var errBadRead = errors.New("the body of the HTTP client's answer returned an impossible number of bytes")

// byteOrderMark begins the answers of servers one of whose files was saved with it.
// A reader of JSON may ignore it, and to call a write's outcome unknown for it
// would help nobody.
var byteOrderMark = []byte("\ufeff")

// Read reads the body.
func (a *answer) Read(p []byte) (n int, err error) {
	err = a.wait(func() error {
		if n, err = a.body.Read(p); n < 0 || n > len(p) {
			n, err = 0, errBadRead
		} else if n == 0 && err == nil {
			err = a.ctx.Err() // the body of a program's own transport may heed none
		}
		return err
	})
	if a.bytes == 0 {
		n = copy(p, bytes.TrimPrefix(p[:n], byteOrderMark))
	}
	a.bytes += int64(n)
	if err != nil && err != io.EOF {
		a.fail(&requestError{text: a.client.redact(err.Error()), cause: err}) // as hooks and logs are told it
	}
	return n, err
}

// fail notes what went wrong with the request first.
func (a *answer) fail(err error) {
	if a.err == nil {
		a.err = err
	}
}

// Close gives up what has not been read, lets the connection go and ends the
// request.
func (a *answer) Close() error {
	if a.closed {
		return nil
	}
	a.closed = true
	a.cancel()
	a.client.ended(a.ctx, a.info, Result{Status: a.status, Bytes: a.bytes, Rows: a.rows, Duration: a.limit - a.left, Err: a.err})
	if a.body != nil {
		return guard.Run("the HTTP client", a.body.Close)
	}
	return nil
}

// path is the request's path: what errors may show of it.
func (a *answer) path() string { return a.request.Path }
