package schema

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// busy is a load that waits for a minute, unless it knows that its context won't
// outlast that: then it is given up after a second.
type busy struct{ loads int }

func (b *busy) load(ctx context.Context) (int, error) {
	b.loads++
	n := b.loads
	time.Sleep(time.Second)
	end, ok := ctx.Deadline()
	if ok && time.Until(end) < time.Minute {
		time.Sleep(time.Second)
		return 0, fmt.Errorf("the server is busy; %w while waiting", context.DeadlineExceeded)
	}
	time.Sleep(time.Minute)
	return n, nil
}

// TestDeadlineOfLoad tells a load the latest deadline of those who wait for it, so
// that it can be given up with its reason before that.
func TestDeadlineOfLoad(t *testing.T) {
	const never = 100 * time.Hour
	tests := []struct {
		name  string
		first time.Duration // the time of the one who begins, never for no deadline
		after time.Duration // when another joins, 0 for none
		other time.Duration // its time
		// When each of them has an answer, and whether that is the value.
		firstEnds, otherEnds time.Duration
		firstHas, otherHas   bool
		loads                int
	}{
		{"alone", 10 * time.Second, 0, 0, 2 * time.Second, 0, false, false, 1},
		{"alone with time", never, 0, 0, 61 * time.Second, 0, true, false, 1},
		{"joined in time", 10 * time.Second, time.Second / 2, never, 10 * time.Second, 61 * time.Second, false, true, 1},
		{"joined by a shorter one", never, time.Second / 2, 10 * time.Second, 61 * time.Second, 10*time.Second + time.Second/2, true, false, 1},
		{"joined too late", 10 * time.Second, 3 * time.Second / 2, never, 2 * time.Second, 63 * time.Second, false, true, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var s shared[int]
				b := &busy{}
				began := time.Now()
				ask := func(after, long, want time.Duration, has bool) {
					time.Sleep(after)
					ctx := t.Context()
					if long != never {
						var cancel context.CancelFunc
						ctx, cancel = context.WithTimeout(ctx, long)
						defer cancel()
					}
					_, err := s.get(ctx, time.Hour, b.load)
					if took := time.Since(began); took != want || (err == nil) != has {
						t.Errorf("after %v: %v, want an answer after %v", took, err, want)
					}
				}
				if tt.after > 0 {
					go ask(tt.after, tt.other, tt.otherEnds, tt.otherHas)
				}
				ask(0, tt.first, tt.firstEnds, tt.firstHas)
				time.Sleep(2 * time.Minute)
				synctest.Wait()
				if b.loads != tt.loads {
					t.Errorf("%d loads, want %d", b.loads, tt.loads)
				}
			})
		})
	}
}
