package scale_test

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale/scaletest"
)

// stalled answers the n-th request for records with its first bytes, and the
// rest of it never. The channel is closed when these bytes are on their way.
func stalled(n, bytes int) (scaletest.Option, chan struct{}) {
	reached := make(chan struct{})
	return scaletest.WithMiddleware(func(next http.Handler) http.Handler {
		seen := 0
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "/get_objects/") {
				if seen++; seen == n {
					next.ServeHTTP(&stallingWriter{w, r, bytes, reached}, r)
					return
				}
			}
			next.ServeHTTP(w, r)
		})
	}), reached
}

type stallingWriter struct {
	http.ResponseWriter
	request *http.Request
	left    int
	reached chan struct{}
}

func (w *stallingWriter) Write(p []byte) (int, error) {
	if len(p) < w.left {
		w.left -= len(p)
		return w.ResponseWriter.Write(p)
	}
	if w.left > 0 {
		w.ResponseWriter.Write(p[:w.left])
		w.ResponseWriter.(http.Flusher).Flush()
	}
	close(w.reached)
	<-w.request.Context().Done()
	return 0, io.ErrClosedPipe
}

func TestCancelledBefore(t *testing.T) {
	db, server := openSample(t, small())
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := db.QueryContext(ctx, "SELECT id FROM people"); !errors.Is(err, context.Canceled) {
		t.Errorf("Query: got %v", err)
	}
	if _, err := db.ExecContext(ctx, "SELECT id FROM people"); !errors.Is(err, context.Canceled) {
		t.Errorf("Exec: got %v", err)
	}
	if n := len(server.Requests()); n != 0 {
		t.Errorf("made %d requests", n)
	}
}

func TestCancelledWhileWaitingForTheFirstByte(t *testing.T) {
	stall, reached := stalled(1, 0)
	db, _ := openSample(t, small(), stall)
	ctx, cancel := context.WithCancel(soon(t))
	defer cancel()
	go func() { <-reached; cancel() }()
	_, err := tryRows(ctx, db, "SELECT id FROM people")
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestCancelledInTheMiddleOfAPage(t *testing.T) {
	stall, reached := stalled(1, 100_000)
	db, _ := openSample(t, stall)
	ctx, cancel := context.WithCancel(soon(t))
	defer cancel()
	go func() { <-reached; cancel() }()
	got, err := tryRows(ctx, db, "SELECT * FROM contact")
	if !errors.Is(err, context.Canceled) || len(got) >= 1000 {
		t.Errorf("got %d rows, %v", len(got), err)
	}
}

func TestDeadlineInTheMiddleOfAPage(t *testing.T) {
	stall, _ := stalled(1, 100_000)
	db, _ := openSample(t, stall)
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	got, err := tryRows(ctx, db, "SELECT * FROM contact")
	if !errors.Is(err, context.DeadlineExceeded) || len(got) >= 1000 {
		t.Errorf("got %d rows, %v", len(got), err)
	}
}

// The DSN's timeout says itself who set it.
func TestTimeoutOfDSN(t *testing.T) {
	stall, _ := stalled(1, 100_000)
	_, server := openSample(t, stall)
	db := openDSN(t, server.DSN("timeout=200ms", "max_retries=0"))
	got, err := tryRows(soon(t), db, "SELECT * FROM contact")
	if err == nil || !strings.Contains(err.Error(), "timeout") || len(got) >= 1000 {
		t.Errorf("got %d rows, %v", len(got), err)
	}
	var late interface{ Timeout() bool }
	if !errors.As(err, &late) || !late.Timeout() {
		t.Errorf("%v is no timeout", err)
	}
}

// A result that the context ends between two rows is never taken for a whole
// one, whatever has been read ahead.
func TestCancelledBetweenRows(t *testing.T) {
	for _, options := range [][]string{nil, {"page_size=100"}, {"page_size=100", "prefetch=4"}, {"page_size=100", "paging=page"}, {"page_size=100", "paging=keyset"}} {
		_, server := openSample(t)
		db := openDSN(t, server.DSN(options...))
		for _, at := range []int{1, 99, 100, 101, 250} {
			ctx, cancel := context.WithCancel(soon(t))
			rows, err := db.QueryContext(ctx, "SELECT id FROM contact")
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for rows.Next() {
				if n++; n == at {
					cancel()
				}
			}
			if err := rows.Err(); !errors.Is(err, context.Canceled) || n >= 3000 {
				t.Errorf("%v, cancelled at row %d: got %d rows, %v", options, at, n, err)
			}
			rows.Close()
			cancel()
		}
	}
}

// A connection whose statement was cancelled answers the next one.
func TestConnectionSurvivesCancel(t *testing.T) {
	db, _ := openSample(t)
	db.SetMaxOpenConns(1)
	for range 5 {
		ctx, cancel := context.WithCancel(soon(t))
		rows, err := db.QueryContext(ctx, "SELECT id FROM contact")
		if err != nil {
			t.Fatal(err)
		}
		rows.Next()
		cancel()
		rows.Close()
		if got := rowsOf(t, db, "SELECT id FROM contact LIMIT 3"); len(got) != 3 {
			t.Fatalf("got %q", got)
		}
	}
}

func TestRowsClosedEarly(t *testing.T) {
	_, server := openSample(t)
	db := openDSN(t, server.DSN("page_size=100", "prefetch=3"))
	rows, err := db.QueryContext(soon(t), "SELECT id FROM contact")
	if err != nil {
		t.Fatal(err)
	}
	for range 150 {
		rows.Next()
	}
	if err := rows.Close(); err != nil {
		t.Errorf("Close: %v", err)
	}
	if rows.Next() || rows.Err() != nil {
		t.Errorf("a row behind Close, or %v", rows.Err())
	}
	if n := len(dataRequests(server)); n > 7 {
		t.Errorf("%d pages were asked for", n)
	}
}

// A DB that is closed while a result is being read ends it without a hang.
func TestDBClosedWhileReading(t *testing.T) {
	_, server := openSample(t)
	db, err := sql.Open("scale", server.DSN("page_size=100"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := db.QueryContext(soon(t), "SELECT id FROM contact")
	if err != nil {
		t.Fatal(err)
	}
	rows.Next()
	db.Close()
	n := 1
	for rows.Next() {
		n++
	}
	if err := rows.Err(); err == nil && n != 3000 {
		t.Errorf("got %d rows and no error", n)
	}
	rows.Close()
}
