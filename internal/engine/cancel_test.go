package engine

import (
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/scale-sql/scale/schema"
)

// endless is a number of rows that no test reads.
const endless = 1<<31 - 1

// A context that ends in the middle of whatever SQLite does ends the query soon,
// with the context's error.
func TestCancel(t *testing.T) {
	e := newEngine(t, Options{TempDir: t.TempDir()})
	for name, sql := range map[string]string{
		"stream":     "SELECT c1 FROM t1 WHERE c4 < 0",
		"sort":       "SELECT c0, c1 FROM t1 ORDER BY c1 COLLATE my_ci, c0",
		"group":      "SELECT c1, count(*) FROM t1 GROUP BY c1",
		"cross join": "WITH a AS MATERIALIZED (SELECT c0 FROM t1 LIMIT 5000) SELECT count(*) FROM a, a AS b, a AS c WHERE a.c0 + b.c0 < c.c0",
		"no table":   "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
	} {
		t.Run(name, func(t *testing.T) {
			for _, after := range []time.Duration{0, time.Millisecond, 30 * time.Millisecond, 200 * time.Millisecond} {
				// On a busy machine a test may have to wait for its turn.
				limit, late := 100*time.Millisecond*slowness, time.Hour
				for try := 0; try < 8 && late > limit; try++ {
					late = cancelled(t, e, sql, after)
				}
				if late > limit {
					t.Errorf("after %v: Next returned %v after the cancellation", after, late)
				}
			}
		})
	}
	if got := mustQuery(t, e, "SELECT 1", nil); len(got) != 1 {
		t.Error(got)
	}
}

// cancelled cancels a query over an endless table and measures how long it takes
// to hear of it.
func cancelled(t *testing.T, e *Engine, sql string, after time.Duration) time.Duration {
	t.Helper()
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	t1, _ := people("t1", endless)
	r, err := e.Query(ctx, &Query{Tables: []Table{t1}, SQL: sql})
	if err != nil {
		t.Fatal(err)
	}
	at := make(chan time.Time, 1)
	timer := time.AfterFunc(after, func() {
		at <- time.Now()
		cancel(errors.New("the cause"))
	})
	defer timer.Stop()
	for err == nil {
		err = r.Next()
	}
	late := time.Since(<-at)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("after %v: got %v", after, err)
	}
	if err := r.Next(); !errors.Is(err, context.Canceled) {
		t.Errorf("Next once more: %v", err)
	}
	r.Close()
	return late
}

// A query that nobody cancels ends with the rows, and one whose context ends
// behind its last row doesn't say that there were none.
func TestNeverEOFWhenCancelled(t *testing.T) {
	e := newEngine(t, Options{})
	for stop := range 4 {
		ctx, cancel := context.WithCancel(context.Background())
		t1, _ := numbers("t1", 3, same)
		r, err := e.Query(ctx, &Query{Tables: []Table{t1}, SQL: "SELECT c1 FROM t1"})
		if err != nil {
			t.Fatal(err)
		}
		for range stop {
			if err := r.Next(); err != nil {
				t.Fatal(err)
			}
		}
		cancel()
		if err := r.Next(); !errors.Is(err, context.Canceled) || err == io.EOF {
			t.Errorf("cancelled after %d rows: %v", stop, err)
		}
		r.Close()
		if _, err := e.Query(ctx, &Query{SQL: "SELECT 1"}); !errors.Is(err, context.Canceled) {
			t.Errorf("Query with an ended context: %v", err)
		}
	}
}

func TestDeadline(t *testing.T) {
	e := newEngine(t, Options{})
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	t1, scan := numbers("t1", endless, same)
	r, err := e.Query(ctx, &Query{Tables: []Table{t1}, SQL: "SELECT max(c1) FROM t1"})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Next(); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	r.Close()
	waits(t, "the scan is not closed", func() bool { return len(e.idleConns()) == 1 })
	if scan.closed != 1 {
		t.Errorf("the scan was closed %d times", scan.closed)
	}
}

// A scan that waits for the API hears of the cancellation by its context.
func TestBlockedScan(t *testing.T) {
	e := newEngine(t, Options{})
	ctx, cancel := context.WithCancel(context.Background())
	t1, scan := numbers("t1", 10, same)
	scan.row = func(int, []schema.Cell) (schema.Cell, error) {
		<-scan.ctx.Done()
		return schema.Cell{}, scan.ctx.Err()
	}
	r, err := e.Query(ctx, &Query{Tables: []Table{t1}, SQL: "SELECT max(c1) FROM t1"})
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(10*time.Millisecond, cancel)
	if err := r.Next(); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	r.Close()
}

// idleConns is the pool's content, for tests.
func (e *Engine) idleConns() []*conn {
	e.pool.mu.Lock()
	defer e.pool.mu.Unlock()
	return append([]*conn(nil), e.pool.idle...)
}
