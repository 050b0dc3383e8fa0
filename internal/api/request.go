package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// get sends a GET and returns its answer once the status has arrived, which is
// a success: any other is an *Error, if repeating the request doesn't help. A
// request for data counts.
func (c *Client) get(ctx context.Context, path, object string, r *retry, data bool) (*answer, error) {
	for {
		a, err := c.tryGet(ctx, path, object, r, data)
		if err == nil {
			return a, nil
		}
		if err := r.failed(ctx, err); err != nil {
			return nil, err
		}
	}
}

// tryGet sends a GET once.
func (c *Client) tryGet(ctx context.Context, path, object string, r *retry, data bool) (*answer, error) {
	req, err := http.NewRequest(http.MethodGet, c.base+path, nil)
	if err != nil {
		return nil, errBadAddress
	}
	if data {
		if err := meterOf(ctx).spend(r.tries > 1); err != nil {
			return nil, err // no request, and so nothing to tell hooks of
		}
	}
	if c.owned != nil && meterOf(ctx).limited() {
		// net/http repeats a GET by itself if a connection that was in use breaks,
		// but for one with a body. An empty body is never sent.
		req.Body = io.NopCloser(strings.NewReader(""))
	}
	a := c.newAnswer(ctx, req, object, r.tries)
	if err = c.send(req, a); err == nil && a.status/100 != 2 {
		err = c.readError(a)
	}
	if err != nil {
		a.fail(err)
		a.Close()
		return nil, err
	}
	return a, nil
}

var errBadAddress = errors.New("scale: the request's address is not a valid URL; check host and instance of the DSN")

// send carries out the request up to the answer's header, as soon as the limits
// let it.
func (c *Client) send(req *http.Request, a *answer) error {
	serial, err := c.credentials.authorize(a.ctx, req)
	if err != nil {
		return a.ended(err)
	}
	a.token = serial
	if err := c.gate.enter(a.ctx, a); err != nil {
		return a.ended(err)
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", c.userAgent)
	if err := c.do(req, a); err != nil {
		return c.unanswered(req, err)
	}
	return nil
}

// do sends a request that the limits have let in. They are told of its end also
// where the program's transport ends the goroutine.
func (c *Client) do(req *http.Request, a *answer) error {
	defer func() { a.pause = c.gate.leave(a) }()
	return a.wait(func() error {
		resp, err := c.http.Do(req.WithContext(a.ctx))
		if c.closed.Load() { // by a DB that was closed while a result of it was read
			c.closeIdle()
		}
		if err == nil {
			a.status, a.header, a.body = resp.StatusCode, resp.Header, resp.Body
		}
		return err
	})
}

// unanswered is the error of a request that brought no answer.
func (c *Client) unanswered(req *http.Request, err error) error {
	var ue *url.Error
	if errors.As(err, &ue) {
		err = ue.Err // its text repeats the whole URL, filter and all
	}
	if errors.Is(err, io.EOF) {
		err = errNoAnswer
	}
	text := fmt.Sprintf("scale: %s %s at %s: %s", req.Method, req.URL.Path, req.URL.Host, c.redact(err.Error()))
	if errors.Is(err, http.ErrSchemeMismatch) {
		text += "; the server speaks plain HTTP, for which a DSN of a loopback host says tls=false"
	}
	return &requestError{text: text, cause: err}
}

// errNoAnswer stands for the transport's io.EOF, which elsewhere is the end of a
// result.
var errNoAnswer = fmt.Errorf("the server closed the connection without an answer: %w", io.ErrUnexpectedEOF)

// requestError says that a request brought no answer, or none that can be read.
// errors.Is and As find the cause, but Unwrap doesn't hand it out: just the text
// here has been searched for the token, which a server may have echoed.
type requestError struct {
	text  string
	cause error
}

func (e *requestError) Error() string { return e.text }

func (e *requestError) Is(target error) bool { return errors.Is(e.cause, target) }
func (e *requestError) As(target any) bool   { return errors.As(e.cause, target) }
