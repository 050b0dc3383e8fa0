package scale_test

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"io"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// wait is a place at which a statement may have to wait for long, and so at which
// its context may end.
type wait struct {
	name    string
	query   string
	write   bool
	options string
	// do is what comes of requests of a kind from the first-th on.
	kind  string
	first int
	do    func(*exchange)
	// carried tells that do needs the answer.
	carried bool
	// soon tells that a deadline which comes before the wait's end is known to be
	// missed at once.
	soon bool
}

const (
	aScan   = "SELECT id, Nom FROM ship ORDER BY id"
	aGroup  = "SELECT Port, COUNT(*) FROM ship GROUP BY Port"
	aJoin   = "SELECT s.Nom, t.Ref FROM ship s LEFT JOIN trip t ON t.ship_id = s.id"
	aWrite  = "INSERT INTO ship (Nom) VALUES ('a'), ('b'), ('c'), ('d')"
	aChange = "UPDATE ship SET n = n + 1 WHERE LENGTH(Port) = 4"
)

var waits = []wait{
	{name: "header", query: aScan, kind: reading, first: 1, do: func(x *exchange) { stall(x) }},
	{name: "header of a later page", query: aScan, kind: reading, first: 4, do: func(x *exchange) { stall(x) }},
	{name: "header of a page fetched ahead", query: aScan, options: "prefetch=4", kind: reading, first: 2, do: func(x *exchange) { stall(x) }},
	{name: "body", query: aScan, kind: reading, first: 1, do: stallHalfway},
	{name: "body of a page fetched ahead", query: aScan, options: "prefetch=4", kind: reading, first: 3, do: stallHalfway},
	{name: "body of an error", query: aScan, kind: reading, first: 1, do: func(x *exchange) { x.w.WriteHeader(500); stall(x, []byte(`{"error`)) }},
	{name: "backoff", query: aScan, options: "max_retries=100", kind: reading, first: 2, do: says(503), soon: true},
	{name: "backoff after a page broke off", query: aScan, options: "max_retries=100&paging=page", kind: reading, first: 2, do: cut(func(x *exchange, head, tail []byte) { x.w.Write(head) }), soon: true},
	{name: "Retry-After", query: aScan, kind: reading, first: 2, do: says(429, "Retry-After", "60"), soon: true},
	{name: "Retry-After of another status", query: aScan, kind: reading, first: 2, do: says(503, "Retry-After", "60"), soon: true},
	{name: "limit on requests", query: aScan, options: "requests_per_minute=1", soon: true},
	{name: "metadata, the list", query: aScan, kind: metadata, first: 1, do: func(x *exchange) { stall(x) }},
	{name: "metadata, an object", query: aScan, kind: metadata, first: 2, do: stallHalfway},
	{name: "metadata, backoff", query: aScan, options: "max_retries=100", kind: metadata, first: 2, do: says(503), soon: true},
	{name: "SHOW TABLES", query: "SHOW TABLES", kind: metadata, first: 1, do: func(x *exchange) { stall(x) }},
	{name: "engine, scanning", query: aGroup, kind: reading, first: 3, do: stallHalfway},
	{name: "engine, backoff", query: aGroup, options: "max_retries=100", kind: reading, first: 3, do: says(503), soon: true},
	{name: "engine, the other side of a join", query: aJoin, options: "prefetch=4", kind: reading, first: 8, do: func(x *exchange) { stall(x) }},
	{name: "INSERT, header", query: aWrite, write: true, kind: writing, first: 2, do: func(x *exchange) { stall(x) }},
	{name: "INSERT, body", query: aWrite, write: true, kind: writing, first: 1, do: stallHalfway, carried: true},
	{name: "INSERT, Retry-After", query: aWrite, write: true, kind: writing, first: 2, do: says(429, "Retry-After", "60"), soon: true},
	{name: "INSERT, backoff", query: aWrite, write: true, options: "max_retries=100&dedupe_header=" + keyHeader, kind: writing, first: 2, do: says(503), soon: true},
	{name: "UPDATE, what it reads", query: aChange, write: true, kind: reading, first: 3, do: stallHalfway},
	{name: "UPDATE, header", query: aChange, write: true, kind: writing, first: 2, do: func(x *exchange) { stall(x) }},
	{name: "Ping", kind: metadata, first: 1, do: func(x *exchange) { stall(x) }},
	{name: "Ping, Retry-After", kind: metadata, first: 1, do: says(429, "Retry-After", "60"), soon: true},
}

// stallHalfway stops in the middle of the answer.
func stallHalfway(x *exchange) {
	body := x.answer()
	stall(x, body[:len(body)/2])
}

// TestContextEndsEachWait ends the context a second after a statement has begun:
// the statement ends then and there, with the context's error, and its connection
// goes on to the next.
func TestContextEndsEachWait(t *testing.T) {
	for _, w := range waits {
		for _, deadline := range []bool{false, true} {
			name := w.name + ", cancelled"
			if deadline {
				name = w.name + ", deadline"
			}
			t.Run(name, func(t *testing.T) {
				s := &script{fault: &fault{do: w.do}, kind: w.kind, first: w.first, times: always, carried: w.carried}
				s.stage(t, w.name, cmp.Or(w.options, "prefetch=0"), func(b *bench) { w.run(b, deadline) })
			})
		}
	}
}

func (w *wait) run(b *bench, deadline bool) {
	conn, err := b.db.Conn(b.ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	defer conn.Close()
	ctx, cancel := context.WithCancel(b.ctx)
	want := context.Canceled
	if deadline {
		ctx, cancel = context.WithTimeout(b.ctx, time.Second)
		want = context.DeadlineExceeded
	} else {
		time.AfterFunc(time.Second, cancel)
	}
	defer cancel()
	start := time.Now()
	err = w.execute(ctx, conn)
	took := time.Since(start)
	if !errors.Is(err, want) || errors.Is(err, io.EOF) {
		b.errorf("got %v, want %v", err, want)
	}
	if took != time.Second && !(deadline && w.soon && took < time.Second) {
		b.errorf("ended after %v", took)
	}
	b.script.mu.Lock()
	b.script.times = 0
	b.script.mu.Unlock()
	time.Sleep(3 * time.Minute) // of the bubble: what the API has asked for is over
	if err := w.execute(b.ctx, conn); err != nil {
		b.errorf("then %v", err)
	}
}

// execute runs the statement and reads its rows.
func (w *wait) execute(ctx context.Context, conn *sql.Conn) error {
	switch {
	case w.query == "":
		return conn.PingContext(ctx)
	case w.write:
		_, err := conn.ExecContext(ctx, w.query)
		return err
	}
	_, err := tryRows(ctx, conn, w.query)
	return err
}

// inBubble opens a DB of the fleet within a bubble, without a network.
func inBubble(t *testing.T, s *script, adjust func(*scale.Config), f func(t *testing.T, db *sql.DB)) {
	server := scaletest.NewServer(scaletest.WithData(fleet()), scaletest.WithMiddleware(s.wrap))
	defer server.Close()
	synctest.Test(t, func(t *testing.T) {
		cfg, err := scale.ParseDSN(server.DSN("max_retry_wait=2m"))
		if err != nil {
			t.Fatal(err)
		}
		cfg.HTTPClient = &http.Client{Transport: memory{server}}
		if adjust != nil {
			adjust(cfg)
		}
		connector, err := scale.NewConnector(cfg)
		if err != nil {
			t.Fatal(err)
		}
		db := sql.OpenDB(connector)
		defer db.Close()
		f(t, db)
	})
}

// TestContextEndsTokenSource waits for a source of tokens, and for one that
// another statement is asking.
func TestContextEndsTokenSource(t *testing.T) {
	var works atomic.Bool
	source := func(ctx context.Context) (string, error) {
		if !works.Load() {
			<-ctx.Done()
			return "", ctx.Err()
		}
		return "scaletest-token", nil
	}
	inBubble(t, &script{}, func(c *scale.Config) { c.Token, c.TokenSource = "", source }, func(t *testing.T, db *sql.DB) {
		first, cancelFirst := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- db.PingContext(first) }()
		synctest.Wait()
		endsAfter(t, db, time.Second)
		cancelFirst()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("the first: %v", err)
		}
		endsAfter(t, db, time.Second)
		works.Store(true)
		if _, err := tryRows(t.Context(), db, aScan); err != nil {
			t.Error(err)
		}
	})
}

// TestContextEndsSharedLoad has one of two statements that wait for the same
// metadata give up: the other one gets it.
func TestContextEndsSharedLoad(t *testing.T) {
	s := &script{fault: &fault{do: func(x *exchange) {
		time.Sleep(10 * time.Second)
		x.pass()
	}}, kind: metadata, first: 1, times: 1}
	inBubble(t, s, nil, func(t *testing.T, db *sql.DB) {
		first, cancelFirst := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() {
			_, err := tryRows(first, db, aScan)
			ended <- err
		}()
		synctest.Wait()
		other := make(chan error)
		go func() {
			_, err := tryRows(t.Context(), db, aGroup)
			other <- err
		}()
		synctest.Wait()
		start := time.Now()
		time.AfterFunc(time.Second, cancelFirst)
		if err := <-ended; !errors.Is(err, context.Canceled) || time.Since(start) != time.Second {
			t.Errorf("after %v: %v", time.Since(start), err)
		}
		if err := <-other; err != nil || s.count(metadata) != 2 {
			t.Errorf("%d requests for metadata, %v", s.count(metadata), err)
		}
	})
}

// endsAfter runs a SELECT whose context is cancelled after d.
func endsAfter(t *testing.T, db *sql.DB, d time.Duration) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(d, cancel)
	start := time.Now()
	if _, err := tryRows(ctx, db, aScan); !errors.Is(err, context.Canceled) || time.Since(start) != d {
		t.Errorf("after %v: %v", time.Since(start), err)
	}
}
