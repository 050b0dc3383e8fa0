package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// secret is a token that every kind of text spells differently.
const secret = `s3cr3t/+<&"tok=en` + "\u00e9"

// hidesToken looks for the start of the secret, and for its escaped end.
func hidesToken(t *testing.T, what, text string) {
	t.Helper()
	for _, part := range []string{"s3cr3t", "cr3t", "tok=en", "tok%3Den"} {
		if i := strings.Index(text, part); i >= 0 {
			t.Errorf("%s shows the token: ...%s", what, text[max(0, i-60):min(len(text), i+60)])
		}
	}
}

// TestTokenIsHidden looks for the token in all that a client may print.
func TestTokenIsHidden(t *testing.T) {
	pad := strings.Repeat("x", bodyShown-10)
	escaped := `"s\u0033cr3t\/+<&\"tok=en` + "\u00e9" + `"`
	bodies := []string{
		`{"error":` + strconv.Quote(secret) + `}`,
		`{"error":"bad ` + escaped[1:] + `}`,
		`{"code":` + escaped + `,"message":"no"}`,
		`{"error":{"code":` + strings.ReplaceAll(strconv.Quote(secret), "/", `\/`) + `}}`,
		"<html><title>" + html.EscapeString(secret) + " is no token</title></html>",
		"you sent " + secret,
		"/?token=" + url.QueryEscape(secret),
		"/token/" + url.PathEscape(secret),
		`{"message":"` + pad + strconv.Quote(secret)[1:] + `}`,
		pad + secret,
		`{"message":"` + strings.Repeat("x", 290) + strconv.Quote(secret)[1:] + `}`,
		`{"objects":[{"id":` + secret,
	}
	for _, status := range []int{200, 401, 302, 500} {
		for _, body := range bodies {
			var log bytes.Buffer
			w := newWorld(t, shared, func(o *Options) {
				o.Logger = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
			})
			w.client.credentials = newCredentials(secret, nil)
			w.wire.handler = replying(status, "", body)
			_, err := w.scan(t, request(t, w.object))
			if err == nil {
				t.Fatalf("%d %s: no error", status, body)
			}
			_, err2 := w.client.ObjectList(t.Context())
			hidesToken(t, "the log", log.String())
			for _, err := range []error{err, err2} {
				if err == nil { // {"objects":..} is a list of objects to ObjectList
					continue
				}
				hidesToken(t, "the error", fmt.Sprintf("%v %+v %#v", err, err, err))
				var e *Error
				if errors.As(err, &e) {
					hidesToken(t, "the Error", fmt.Sprintf("%v %+v %#v %s", e, *e, *e, e.Body))
				}
			}
		}
	}
}

// TestTokenOfTransportIsHidden has the program's transport fail with texts in which the
// token is: in place of the request, and while the body is read.
func TestTokenOfTransportIsHidden(t *testing.T) {
	tell := func() { panic("no such header: " + secret) }
	for name, f := range map[string]*failing{
		"request": {at: 1, trip: func(*http.Request) { tell() }},
		"body":    {at: 1, body: tell},
	} {
		var log bytes.Buffer
		var told error
		w := newWorld(t, newServer(t), func(o *Options) {
			f.RoundTripper = o.HTTPClient.Transport
			o.HTTPClient = &http.Client{Transport: f}
			o.Logger = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
			o.Hooks.RequestEnd = func(_ context.Context, _ Request, r Result) { told = r.Err }
		})
		w.client.credentials = newCredentials(secret, nil)
		_, err := w.scan(t, request(t, w.object))
		if err == nil || told == nil || !strings.Contains(told.Error(), "the HTTP client panicked: no such header: [token]") {
			t.Fatalf("%s: error %v, and the hook was told %v", name, err, told)
		}
		hidesToken(t, name+": the error", err.Error())
		hidesToken(t, name+": the hook's error", fmt.Sprintf("%v %+v", told, told))
		hidesToken(t, name+": the log", log.String())
	}
}

// TestClientPrintsNoToken prints a client in all ways.
func TestClientPrintsNoToken(t *testing.T) {
	c := New(Options{BaseURL: "https://api.scal-e.com", Instance: "demo", Token: secret})
	defer c.Close()
	holder := struct{ Client *Client }{c}
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		hidesToken(t, format, fmt.Sprintf(format, c))
		hidesToken(t, format, fmt.Sprintf(format, holder))
	}
	if got := c.String(); got != "api.Client(https://api.scal-e.com/v1/datamart/demo/)" {
		t.Error(got)
	}
}

// TestUnusableToken has a token that no header can carry.
func TestUnusableToken(t *testing.T) {
	err := newClient(t, shared, func(o *Options) { o.Token = "s3cr3t\n" }).Ping(t.Context())
	wantError(t, err, "scale: GET /v1/datamart/demo/get_object_list at ", "Authorization")
	hidesToken(t, "the error", err.Error())
}

// TestNoToken has nothing to hide: texts stay as they are.
func TestNoToken(t *testing.T) {
	if got := newRedactor("")("abc"); got != "abc" {
		t.Error(got)
	}
}

// TestRedirectsAreRefused has the server send its clients elsewhere, where
// nothing may arrive.
func TestRedirectsAreRefused(t *testing.T) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, own := range []bool{true, false} {
			elsewhere := newServer(t)
			s := newServer(t, scaletest.WithMiddleware(func(http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					http.Redirect(w, r, elsewhere.URL()+r.URL.RequestURI(), status)
				})
			}))
			transport := newTransport(nil)
			defer transport.CloseIdleConnections()
			followed := false
			c := newClient(t, s, func(o *Options) {
				if !own {
					o.HTTPClient = &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error {
						followed = true
						return nil
					}}
				}
			})
			err := c.Ping(t.Context())
			wantError(t, err, strconv.Itoa(status), "redirects are refused")
			if n := len(elsewhere.Requests()); n > 0 || followed {
				t.Errorf("%d: %d requests arrived elsewhere", status, n)
			}
		}
	}
}

// TestNoProxyInClearText uses the environment's proxy for TLS only: it would be
// told the token of a plain request to a name such as api.localhost.
func TestNoProxyInClearText(t *testing.T) {
	if New(Options{BaseURL: "http://api.localhost", Token: "secret"}).owned.Proxy != nil {
		t.Error("a plain request may go through a proxy")
	}
	if New(Options{BaseURL: "https://api.scal-e.com", Token: "secret"}).owned.Proxy == nil {
		t.Error("no proxy is used for TLS")
	}
}
