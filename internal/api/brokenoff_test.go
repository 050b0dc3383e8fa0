package api

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/scale-sql/scale/scaletest"
)

// TestAnswerCutAnywhere has the connection end behind each byte of an answer, of
// its header and its chunks' frame, too: it is asked for again.
func TestAnswerCutAnywhere(t *testing.T) {
	const page = `{"objects":[{"id":"3","data":{"Nom":"a"}}]}`
	answer := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", len(page), page)
	object := contact(t, newClient(t, newServer(t, scaletest.WithData(people(1))), nil))
	var wg sync.WaitGroup
	for k := range answer {
		wg.Go(func() {
			var cut atomic.Bool
			address := rawServer(t, func(conn net.Conn) {
				if !cut.Swap(true) {
					io.WriteString(conn, answer[:k])
					return
				}
				io.WriteString(conn, answer)
			})
			c := New(Options{BaseURL: address, Instance: "demo", Token: "secret", Timeout: 10 * time.Second, PageSize: 1, MaxRetries: 2, MaxRetryWait: time.Minute})
			defer c.Close()
			req := request(t, object)
			req.Limit = 1
			s, err := c.Scan(t.Context(), req)
			if err != nil {
				t.Errorf("cut behind byte %d: %v", k, err)
				return
			}
			defer s.Close()
			if ids, err := drain(s); err != nil || len(ids) != 1 {
				t.Errorf("cut behind byte %d: rows %v, %v", k, ids, err)
			}
		})
	}
	wg.Wait()
}

// TestBrokenStream has a server of HTTP/2 reset streams before their header and
// within their body.
func TestBrokenStream(t *testing.T) {
	server := newServer(t, scaletest.WithData(people(9)))
	for _, before := range []bool{true, false} {
		var n atomic.Int64
		front := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !strings.Contains(r.URL.Path, "/get_objects/") || n.Add(1) != 2 {
				server.ServeHTTP(w, r)
				return
			}
			if !before {
				whole := httptest.NewRecorder()
				server.ServeHTTP(whole, r)
				w.Write(whole.Body.Bytes()[:whole.Body.Len()/2])
				w.(http.Flusher).Flush()
			}
			panic(http.ErrAbortHandler)
		}))
		front.EnableHTTP2 = true
		front.StartTLS()
		w := &world{server: server, client: New(Options{
			BaseURL: front.URL, Instance: server.Instance(), Token: server.Token(), HTTPClient: front.Client(),
			Timeout: 10 * time.Second, PageSize: 3, MaxRetries: 2, MaxRetryWait: time.Minute,
		})}
		w.object = contact(t, w.client)
		if got := w.mustScan(t, request(t, w.object)); len(got) != 9 {
			t.Errorf("rows %v", got)
		}
		front.Close()
	}
}

// TestSameBrokenPage has a server ignore where a page is to begin, and break off
// behind the first row each time: it is given up as one that brings nothing.
func TestSameBrokenPage(t *testing.T) {
	for _, paging := range []Paging{ByOffset, ByPage} {
		synctest.Test(t, func(t *testing.T) {
			requests := 0
			w := bubbled(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				requests++
				io.WriteString(w, `{"objects":[{"id":"3","data":{"Nom":"a"}},`)
				panic(http.ErrAbortHandler)
			}), func(o *Options) { o.Paging, o.PageSize, o.MaxRetries = paging, 1000, 5 })
			ids, err := w.scan(t, request(t, w.object))
			wantError(t, err, "unexpected EOF (tried 6 times)")
			if len(ids) != 1 || requests != 6 {
				t.Errorf("%v: rows %v by %d requests", paging, ids, requests)
			}
		})
	}
}
