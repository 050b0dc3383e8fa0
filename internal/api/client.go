package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// Options are what a Client is made of; all are set by the connector, which
// has validated them.
type Options struct {
	BaseURL    string // scheme and host, no trailing slash
	Instance   string
	Token      string
	UserAgent  string
	HTTPClient *http.Client // nil: an own one
	Logger     *slog.Logger // nil: none
	Timeout    time.Duration
	PageSize   int
	Prefetch   int
	Paging     Paging

	// MaxRetries is how often a request is repeated, and MaxRetryWait the
	// longest wait before that.
	MaxRetries   int
	MaxRetryWait time.Duration
	// DedupeHeader is the header that carries an idempotency key with each put;
	// empty: none.
	DedupeHeader string
}

// Client makes the requests of one connector. It is safe for concurrent use.
type Client struct {
	http      *http.Client
	owned     *http.Transport // nil when the user brought a client
	log       *slog.Logger
	base      string // up to and including the instance's slash
	userAgent string
	authorize func(*http.Request)
	redact    func(string) string
	timeout   time.Duration
	pageSize  int64
	prefetch  int
	paging    Paging

	maxRetries   int
	maxRetryWait time.Duration
	dedupeHeader string

	mu    sync.Mutex
	sizes map[string]pageSizes // by object
}

// New returns a Client.
func New(o Options) *Client {
	c := &Client{
		log:       o.Logger,
		base:      o.BaseURL + "/v1/datamart/" + url.PathEscape(o.Instance) + "/",
		userAgent: o.UserAgent,
		timeout:   o.Timeout,
		pageSize:  int64(o.PageSize),
		prefetch:  o.Prefetch,
		paging:    o.Paging,
		sizes:     map[string]pageSizes{},

		maxRetries: o.MaxRetries, maxRetryWait: o.MaxRetryWait, dedupeHeader: o.DedupeHeader,
	}
	// The token lives in closures alone: no field of the client, and so no
	// printed one, holds it.
	token := o.Token
	c.authorize = func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token) }
	c.redact = newRedactor(token)
	c.http, c.owned = newHTTPClient(o.HTTPClient)
	return c
}

// Close ends the idle connections of a client's own transport. A client that
// the user brought is the user's.
func (c *Client) Close() {
	if c.owned != nil {
		c.owned.CloseIdleConnections()
	}
}

// String says what it is and no more, so that printing a client shows no more.
func (c *Client) String() string { return "api.Client(" + c.base + ")" }

// GoString is String: %#v must not walk into the fields.
func (c *Client) GoString() string { return c.String() }

// Ping makes one cheap authenticated request.
func (c *Client) Ping(ctx context.Context) error {
	_, err := c.ObjectList(ctx)
	return err
}

// ObjectList is the answer of get_object_list.
func (c *Client) ObjectList(ctx context.Context) ([]byte, error) {
	return c.document(ctx, "get_object_list", "")
}

// ObjectInfo is the answer of get_object_info for an object.
func (c *Client) ObjectInfo(ctx context.Context, object string) ([]byte, error) {
	return c.document(ctx, "get_object_info/"+url.PathEscape(object), object)
}

// maxDocument bounds a metadata answer: 5,000 fields with descriptions are a
// few megabytes.
const maxDocument = 32 << 20

// document reads a whole answer.
func (c *Client) document(ctx context.Context, path, object string) ([]byte, error) {
	a, err := c.get(ctx, path, object)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	doc, err := io.ReadAll(io.LimitReader(a, maxDocument+1))
	if err != nil {
		return nil, fmt.Errorf("scale: reading the answer of GET %s: %w", a.path(), err)
	}
	if len(doc) > maxDocument {
		return nil, fmt.Errorf("scale: the answer of GET %s is longer than %d MiB", a.path(), maxDocument>>20)
	}
	if e := c.errorInBody(a, doc); e != nil {
		return nil, e
	}
	return doc, nil
}

// get sends a GET and returns its answer once the status has arrived, which is
// a success: any other is an *Error.
func (c *Client) get(ctx context.Context, path, object string) (*answer, error) {
	a := newAnswer(ctx, c.timeout)
	req, err := http.NewRequestWithContext(a.ctx, http.MethodGet, c.base+path, nil)
	if err != nil {
		a.Close()
		return nil, errors.New("scale: the request's address is not a valid URL; check host and instance of the DSN")
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", c.userAgent)
	c.authorize(req)
	a.request, a.object = req.URL, object
	if err := c.send(req, a); err != nil {
		a.Close()
		return nil, err
	}
	if a.status/100 != 2 {
		defer a.Close()
		return nil, c.readError(a)
	}
	return a, nil
}

// send carries out the request up to the answer's header.
func (c *Client) send(req *http.Request, a *answer) error {
	start := time.Now()
	err := a.wait(func() error {
		resp, err := c.http.Do(req)
		if err == nil {
			a.status, a.header, a.body = resp.StatusCode, resp.Header, resp.Body
		}
		return err
	})
	if c.log != nil {
		c.log.LogAttrs(a.ctx, slog.LevelDebug, "scale: request", slog.String("method", req.Method),
			slog.String("path", req.URL.Path), slog.Int("status", a.status), slog.Duration("duration", time.Since(start)))
	}
	var ue *url.Error
	if errors.As(err, &ue) {
		err = ue.Err // its text repeats the whole URL, filter and all
	}
	if errors.Is(err, io.EOF) {
		err = errNoAnswer
	}
	if err != nil {
		text := fmt.Sprintf("scale: %s %s at %s: %s", req.Method, req.URL.Path, req.URL.Host, c.redact(err.Error()))
		if errors.Is(err, http.ErrSchemeMismatch) {
			text += "; the server speaks plain HTTP, for which a DSN of a loopback host says tls=false"
		}
		return &requestError{text: text, cause: err}
	}
	return nil
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
