package api

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"time"
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

	request *url.URL
	object  string
	status  int
	header  http.Header
	body    io.ReadCloser
}

func newAnswer(ctx context.Context, timeout time.Duration) *answer {
	a := &answer{user: ctx, left: timeout, limit: timeout}
	a.ctx, a.cancel = context.WithCancel(ctx)
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
	err := f()
	stopped := timer.Stop()
	a.left -= time.Since(start)
	if err == nil || err == io.EOF {
		return err
	}
	if userErr := a.user.Err(); userErr != nil {
		return userErr
	}
	if !stopped || a.left <= 0 {
		a.late = &timeoutError{a.limit}
	}
	if a.late != nil {
		return a.late
	}
	return err
}

// Read reads the body.
func (a *answer) Read(p []byte) (n int, err error) {
	err = a.wait(func() error {
		n, err = a.body.Read(p)
		return err
	})
	return n, err
}

// Close gives up what has not been read and lets the connection go.
func (a *answer) Close() error {
	a.cancel()
	if a.body != nil {
		return a.body.Close()
	}
	return nil
}

// path is the request's path: what errors may show of it.
func (a *answer) path() string { return a.request.Path }
