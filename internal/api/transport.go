package api

import (
	"crypto/tls"
	"net/http"
)

// newHTTPClient returns the client to use: a copy of the user's, or one with a
// transport of its own, which is also returned.
func newHTTPClient(users *http.Client) (*http.Client, *http.Transport) {
	if users != nil {
		c := *users
		c.CheckRedirect = refuseRedirect
		return &c, nil
	}
	t := newTransport()
	return &http.Client{Transport: t, CheckRedirect: refuseRedirect}, t
}

// refuseRedirect makes a redirect the answer. Following one would carry the
// bearer token wherever the answer says, and turn a POST into a GET.
func refuseRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// newTransport is the default transport (proxy from the environment, timeouts
// of dialling and handshake) with HTTP/1.1 only: a page is one long stream, and
// HTTP/2's windows cost more than half of its throughput.
func newTransport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 32
	t.ReadBufferSize = 64 << 10
	t.ForceAttemptHTTP2 = false
	t.Protocols = new(http.Protocols)
	t.Protocols.SetHTTP1(true)
	t.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	return t
}
