//go:build !race

// It is about sizes, and under the race detector takes minutes.

package scale_test

import (
	"context"
	"database/sql"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale"
)

// statement is the shape's text, with its arguments.
func (s hostileShape) statement(n int) (text string, args []any) {
	if s.args != nil {
		args = s.args(n)
	}
	return s.text(n), args
}

// carryOut runs a statement to its end.
func carryOut(ctx context.Context, db *sql.DB, text string, args []any) error {
	if strings.HasPrefix(text, "INSERT") || strings.HasPrefix(text, "UPDATE") {
		_, err := db.ExecContext(ctx, text, args...)
		return err
	}
	rows, err := db.QueryContext(ctx, text, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
	}
	return rows.Err()
}

// Statements of a megabyte are answered or refused, as the shape says, with a
// message that nobody has to scroll. Those that are answered are a tenth of that
// here: the benchmark has them whole.
func TestHostileSizes(t *testing.T) {
	for _, s := range hostileShapes {
		t.Run(s.name, func(t *testing.T) {
			db, server := openSample(t, small())
			n := s.n
			if s.want == "" && n > 1000 {
				n /= 10
			}
			text, args := s.statement(n)
			err := carryOut(soon(t), db, text, args)
			switch {
			case s.want == "" && err != nil:
				t.Errorf("refused: %.500v", err)
			case s.want != "" && (err == nil || !strings.Contains(err.Error(), s.want) || !strings.HasPrefix(err.Error(), "scale: ")):
				t.Errorf("got %.500v, want %q", err, s.want)
			case err != nil && len(err.Error()) > 1000:
				t.Errorf("a message of %d bytes: %.200v...", len(err.Error()), err)
			case strings.Contains(s.want, "the engine") && !errors.Is(err, scale.ErrUnsupported):
				t.Errorf("%v is not ErrUnsupported", err)
			}
			for _, r := range server.Requests() {
				if line := r.Path + "?" + r.Query.Encode(); len(line) > 8000 {
					t.Errorf("a URL of %d bytes", len(line))
				}
			}
		})
	}
}

// BenchmarkHostile carries the shapes out whole. Beside time and allocations it
// says how much memory the Go heap held at once, SQLite's included as far as it
// comes from Go, and how much longer twice the statement takes: 2 where time grows
// with the length, 4 where it grows with its square. Few milliseconds say little.
func BenchmarkHostile(b *testing.B) {
	for _, s := range hostileShapes {
		b.Run(strings.ReplaceAll(s.name, "/", "|"), func(b *testing.B) {
			db, _ := openSample(b, small())
			half, halfArgs := s.statement(max(s.n/2, 1))
			text, args := s.statement(s.n)
			ctx := soon(b)
			began := time.Now()
			_ = carryOut(ctx, db, half, halfArgs)
			once := time.Since(began)
			peak := watchHeap()
			b.ReportAllocs()
			for b.Loop() {
				_ = carryOut(ctx, db, text, args)
			}
			b.ReportMetric(float64(peak()>>20), "peak-MiB")
			b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(once), "growth")
			b.ReportMetric(float64(len(text)>>10), "KiB")
		})
	}
}

// watchHeap looks at the heap until the function that it returns is called,
// which says how much it has grown at most.
func watchHeap() (peak func() uint64) {
	runtime.GC()
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapInuse
	}
	before, most := heap(), uint64(0)
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				most = max(most, heap())
			}
		}
	}()
	return func() uint64 {
		close(stop)
		<-done
		return max(most, before) - before
	}
}
