package api

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/scale-sql/scale/schema"
)

// Options are what a Client is made of; all are set by the connector, which
// has validated them.
type Options struct {
	BaseURL  string // scheme and host, no trailing slash
	Instance string
	Token    string
	// TokenSource, if set, is asked for the token: before the first request and
	// when one was refused with 401.
	TokenSource func(context.Context) (string, error)
	UserAgent   string
	HTTPClient  *http.Client // nil: an own one
	TLSConfig   *tls.Config  // of the own one, nil: the default
	Logger      *slog.Logger // nil: none
	Hooks       Hooks
	Timeout     time.Duration
	PageSize    int
	Prefetch    int
	Paging      Paging

	// MaxRetries is how often a request is repeated, and MaxRetryWait the
	// longest wait before that.
	MaxRetries   int
	MaxRetryWait time.Duration
	// RequestsPerMinute is the rate that requests keep to, 0 for none but the
	// server's.
	RequestsPerMinute int
	// DedupeHeader is the header that carries an idempotency key with each put;
	// empty: none.
	DedupeHeader string
}

// Client makes the requests of one connector. It is safe for concurrent use.
type Client struct {
	http      *http.Client
	owned     *http.Transport // nil when the user brought a client
	closed    atomic.Bool
	log       *slog.Logger
	base      string // up to and including the instance's slash
	userAgent string
	hooks     Hooks
	gate      *gate
	timeout   time.Duration
	pageSize  int64
	prefetch  int
	paging    Paging

	credentials *credentials

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
	c.hooks = o.Hooks
	c.credentials = newCredentials(o.Token, o.TokenSource)
	c.gate = newGate(c, o.RequestsPerMinute)
	c.http, c.owned = newHTTPClient(o.HTTPClient, o.TLSConfig)
	if c.owned != nil && strings.HasPrefix(o.BaseURL, "http://") {
		c.owned.Proxy = nil // the token is to leave this machine in no clear text
	}
	return c
}

// Close ends the idle connections of a client's own transport. A client that
// the user brought is the user's.
func (c *Client) Close() {
	c.closed.Store(true)
	c.closeIdle()
}

// closeIdle ends the idle connections of a client's own transport, and those in use
// once they are idle. The next request has the transport keep them again.
func (c *Client) closeIdle() {
	if c.owned != nil {
		c.owned.CloseIdleConnections()
	}
}

// String says what it is and no more, so that printing a client shows no more.
func (c *Client) String() string { return "api.Client(" + c.base + ")" }

// GoString is String: %#v must not walk into the fields.
func (c *Client) GoString() string { return c.String() }

// redact hides the token in a text.
func (c *Client) redact(s string) string { return c.credentials.redact(s) }

// Ping makes one cheap authenticated request, whose answer must make sense.
func (c *Client) Ping(ctx context.Context) error {
	doc, err := c.ObjectList(ctx)
	if err != nil {
		return err
	}
	if _, err = schema.ParseObjectList(doc); err != nil {
		return fmt.Errorf("scale: %w", err)
	}
	return nil
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
	r := c.newRetry(path)
	for {
		a, err := c.get(ctx, path, object, r, false)
		if err != nil {
			return nil, err
		}
		doc, err := c.whole(a)
		a.Close()
		if err == nil {
			return doc, nil
		}
		if err := r.failed(ctx, err); err != nil {
			return nil, err
		}
	}
}

// whole reads the body of an answer.
func (c *Client) whole(a *answer) ([]byte, error) {
	doc, err := io.ReadAll(io.LimitReader(a, maxDocument+1))
	if err != nil {
		text := fmt.Sprintf("scale: reading the answer of GET %s: %v", a.path(), err)
		return nil, &requestError{text: c.redact(text), cause: err}
	}
	if len(doc) > maxDocument {
		return nil, fmt.Errorf("scale: the answer of GET %s is longer than %d MiB", a.path(), maxDocument>>20)
	}
	if e := c.errorInBody(a, doc); e != nil {
		return nil, e
	}
	// Where a body says no length, its loss looks like its end.
	var all json.RawMessage
	if err := json.NewDecoder(bytes.NewReader(doc)).Decode(&all); err == io.EOF || err == io.ErrUnexpectedEOF {
		text := fmt.Sprintf("scale: reading the answer of GET %s: it ends too early, at byte %d", a.path(), len(doc))
		return nil, &requestError{text: text, cause: io.ErrUnexpectedEOF}
	}
	return doc, nil
}
