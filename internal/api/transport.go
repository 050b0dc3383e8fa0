package api

import (
	"context"
	"crypto/tls"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// newHTTPClient returns the client to use: a copy of the user's, or one with a
// transport of its own, which is also returned.
func newHTTPClient(users *http.Client, config *tls.Config) (*http.Client, *http.Transport) {
	if users != nil {
		c := *users
		c.CheckRedirect = refuseRedirect
		return &c, nil
	}
	t := newTransport(config)
	return &http.Client{Transport: t, CheckRedirect: refuseRedirect}, t
}

// refuseRedirect makes a redirect the answer. Following one would carry the
// bearer token wherever the answer says, and turn a POST into a GET.
func refuseRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// newTransport is the default transport (proxy from the environment, timeouts
// of dialling and handshake) with HTTP/1.1 only: a page is one long stream, and
// HTTP/2's windows cost more than half of its throughput. A program may have
// put a transport of another type in the default's place.
func newTransport(config *tls.Config) *http.Transport {
	t := &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		IdleConnTimeout:     90 * time.Second,
		TLSHandshakeTimeout: 10 * time.Second,
	}
	if d, ok := http.DefaultTransport.(*http.Transport); ok {
		t = d.Clone()
	}
	t.MaxIdleConnsPerHost = 32
	t.MaxResponseHeaderBytes = 1 << 20
	t.ReadBufferSize = 64 << 10
	t.ForceAttemptHTTP2 = false
	t.Protocols = new(http.Protocols)
	t.Protocols.SetHTTP1(true)
	if t.OnProxyConnectResponse == nil {
		t.OnProxyConnectResponse = checkProxy
	}
	if config != nil {
		t.TLSClientConfig = config.Clone()
	} else if t.TLSClientConfig == nil {
		t.TLSClientConfig = new(tls.Config)
	}
	t.TLSClientConfig.NextProtos = nil // the default's may offer HTTP/2
	t.TLSClientConfig.MinVersion = max(t.TLSClientConfig.MinVersion, tls.VersionTLS12)
	return t
}

// proxyError says that a proxy made no connection.
type proxyError struct{ status int }

func (e *proxyError) Error() string {
	return strings.TrimSpace(fmt.Sprintf("the proxy of the environment answered %d %s: it made no connection", e.status, http.StatusText(e.status)))
}

// checkProxy refuses what a proxy answers to CONNECT unless it is a success.
// net/http would make the error of the text behind the status, in which a proxy may
// repeat its password.
func checkProxy(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode != http.StatusOK {
		return &proxyError{answer.StatusCode}
	}
	return nil
}
