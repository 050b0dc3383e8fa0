package api

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/scale-sql/scale/scaletest"
)

// TestCloseWhileReading closes a client in the middle of a result: the result goes on,
// and leaves no connection open that nobody uses any more.
func TestCloseWhileReading(t *testing.T) {
	server := scaletest.NewServer(scaletest.WithData(people(50)))
	defer server.Close()
	change := make(chan int, 1000) // 1 for a connection that came, -1 for one that went
	front := httptest.NewUnstartedServer(server)
	front.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		switch state {
		case http.StateNew:
			change <- 1
		case http.StateClosed:
			change <- -1
		}
	}
	front.Start()
	defer front.Close()
	c := newClient(t, server, func(o *Options) { o.BaseURL, o.PageSize, o.Prefetch = front.URL, 3, 2 })
	s, err := c.Scan(t.Context(), request(t, contact(t, c)))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Next(); err != nil {
		t.Fatal(err)
	}
	c.Close()
	rows, err := drain(s)
	if err != nil || len(rows) != 49 {
		t.Errorf("%d rows came after the first one, %v", len(rows), err)
	}
	s.Close()
	patience, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for open := <-change; open > 0; {
		select {
		case n := <-change:
			open += n
		case <-patience.Done():
			t.Fatalf("%d connections are open", open)
		}
	}
}
