package api

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestProxyRefuses has a proxy answer CONNECT with an error, whose text repeats
// the proxy's password. No request was made, so that a put is repeated as well
// where that may help.
func TestProxyRefuses(t *testing.T) {
	for status, tries := range map[int]int32{403: 1, 407: 1, 500: 1, 502: 3, 503: 3, 504: 3} {
		var asked atomic.Int32
		proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked.Add(1)
			conn, _, err := w.(http.Hijacker).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			defer conn.Close()
			answer := http.Response{StatusCode: status, ProtoMajor: 1, ProtoMinor: 1, Status: "999 " + r.Header.Get("Proxy-Authorization")}
			answer.Write(conn)
		}))
		defer proxy.Close()
		c := New(Options{BaseURL: "https://api.scal-e.com", Instance: "demo", Token: "s3cret-token", Timeout: 10 * time.Second, MaxRetries: 2, MaxRetryWait: time.Nanosecond})
		defer c.Close()
		address, _ := url.Parse(strings.Replace(proxy.URL, "://", "://bob:passw0rd@", 1))
		c.owned.Proxy = http.ProxyURL(address)
		check := func(err error) {
			t.Helper()
			wantError(t, err, "the proxy of the environment answered ", http.StatusText(status))
			if strings.Contains(err.Error(), "Basic") || asked.Swap(0) != tries {
				t.Errorf("%d: %v", status, err)
			}
		}
		_, err := c.ObjectList(t.Context())
		check(err)
		a, err := c.Put(t.Context(), "contact", three)
		check(err)
		if got := statuses(a.Outcomes); got != "nnn" {
			t.Errorf("%d: statuses %s", status, got)
		}
	}
}
