package scale_test

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/scale-sql/scale"
)

// silent is a listener to which one can connect, and that then says nothing.
func silent(t *testing.T) (address string, connected chan struct{}) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	connected, done := make(chan struct{}, 16), make(chan struct{})
	go func() {
		defer close(done)
		var conns []net.Conn
		for {
			c, err := l.Accept()
			if err != nil {
				break
			}
			conns = append(conns, c)
			connected <- struct{}{}
		}
		for _, c := range conns {
			c.Close()
		}
	}()
	t.Cleanup(func() { l.Close(); <-done })
	return l.Addr().String(), connected
}

// blackhole is a transport whose connections are never made: as with any dialler,
// an attempt ends with its context.
func blackhole(t *testing.T) (*http.Transport, chan struct{}) {
	dialling := make(chan struct{}, 16)
	tr := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		dialling <- struct{}{}
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	t.Cleanup(tr.CloseIdleConnections)
	return tr, dialling
}

// late bounds how long a statement may go on behind the end of its context: on a
// busy machine its goroutines may have to wait for their turn.
const late = 10 * time.Second

// TestContextEndsConnecting ends the context while a connection is made, or where
// one is made to a server that says nothing.
func TestContextEndsConnecting(t *testing.T) {
	for _, tt := range []struct {
		name, options string
		dark          bool // nobody answers the dialling
	}{
		{"dialling", "tls=false", true},
		{"a server that says nothing", "tls=false", false},
		{"a TLS handshake", "tls=true", false},
	} {
		for _, ping := range []bool{false, true} { // which waits itself, rather than for shared metadata
			address, reached := silent(t)
			cfg, err := scale.ParseDSN("scale://token@" + address + "/demo?" + tt.options)
			if err != nil {
				t.Fatal(err)
			}
			if tt.dark {
				var tr *http.Transport
				tr, reached = blackhole(t)
				cfg.HTTPClient = &http.Client{Transport: tr}
			}
			connector, err := scale.NewConnector(cfg)
			if err != nil {
				t.Fatal(err)
			}
			db := sql.OpenDB(connector)
			ctx, cancel := context.WithCancel(soon(t))
			ended := make(chan time.Time)
			go func() {
				<-reached
				now := time.Now()
				cancel()
				ended <- now
			}()
			if ping {
				err = db.PingContext(ctx)
			} else {
				_, err = tryRows(ctx, db, "SELECT id FROM ship")
			}
			after := time.Since(<-ended)
			if !errors.Is(err, context.Canceled) || errors.Is(err, io.EOF) || after > late {
				t.Errorf("%s: %v after the context's end: %v", tt.name, after, err)
			}
			t.Logf("%s: %v", tt.name, after)
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

// TestContextEndsComputing ends the context while the engine computes with the
// rows that it has read.
func TestContextEndsComputing(t *testing.T) {
	wait, reached := served(6)
	_, server := openSample(t, wait)
	db := openDSN(t, server.DSN("prefetch=0"))
	conn, err := db.Conn(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	ctx, cancel := context.WithCancel(soon(t))
	ended := make(chan time.Time, 1)
	go func() {
		<-reached
		time.AfterFunc(150*time.Millisecond, func() { // it computes by then
			ended <- time.Now()
			cancel()
		})
	}()
	rows, err := conn.QueryContext(ctx, endless)
	if err == nil {
		if rows.Next() {
			t.Error("there is a row")
		}
		err = rows.Err()
		rows.Close()
	}
	after := time.Since(<-ended)
	if !errors.Is(err, context.Canceled) || after > late {
		t.Errorf("%v after the context's end: %v", after, err)
	}
	t.Logf("computing: %v", after)
	if got := rowsOf(t, conn, "SELECT COUNT(*) FROM products"); got[0] != "200" {
		t.Errorf("then %q", got)
	}
}
