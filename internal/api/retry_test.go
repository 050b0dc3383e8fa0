package api

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestPauses(t *testing.T) {
	now := time.Now().UTC().Truncate(time.Second)
	tests := []struct {
		after, date string
		want        pause
	}{
		{"", "", pause{}},
		{"0", "", pause{0, true}},
		{"17", "", pause{17 * time.Second, true}},
		{"99999999999", "", pause{1 << 32 * time.Second, true}},
		{"99999999999999999999", "", pause{}},
		{"-1", "", pause{}},
		{"1.5", "", pause{1500 * time.Millisecond, true}},
		{"soon", "", pause{}},
		{now.Add(90 * time.Second).Format(http.TimeFormat), now.Format(http.TimeFormat), pause{90 * time.Second, true}},
		{"Sat, 01 Jan 2000 00:01:00 GMT", "Sat, 01 Jan 2000 00:00:00 GMT", pause{time.Minute, true}},
		{"Sat, 01 Jan 2000 00:01:00 GMT", "Sat, 01 Jan 2000 00:02:00 GMT", pause{0, true}},
		{"Sat, 01 Jan 2000 00:01:00 GMT", "", pause{0, true}},
	}
	for _, tt := range tests {
		h := http.Header{}
		h.Set("Retry-After", tt.after)
		h.Set("Date", tt.date)
		if got := pauseOf(h); got != tt.want {
			t.Errorf("%q at %q: %v, want %v", tt.after, tt.date, got, tt.want)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		h := http.Header{"Retry-After": {time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)}}
		if got := pauseOf(h); got != (pause{time.Hour, true}) {
			t.Errorf("without a date: %v", got)
		}
	})
}

var errFailure = errors.New("scale: it failed")

// TestBackoff waits without being told how long: longer and longer, and never
// longer than allowed.
func TestBackoff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, longest := range []time.Duration{0, time.Millisecond, time.Second, 1<<63 - 2} {
			r := (&Client{maxRetries: 100, maxRetryWait: longest}).newRetry("x")
			bound, most := firstBackoff, time.Duration(0)
			for range 100 {
				start := time.Now()
				if err := r.wait(t.Context(), errFailure, pause{}); err != nil {
					t.Fatal(err)
				}
				took := time.Since(start)
				if took > min(bound, longest) {
					t.Errorf("waited %v, want %v or %v at most", took, bound, longest)
				}
				bound, most = min(2*bound, lastBackoff), max(most, took)
			}
			if most < min(longest, lastBackoff)/2 {
				t.Errorf("waited %v at most, where %v are allowed", most, longest)
			}
			err := r.wait(t.Context(), errFailure, pause{})
			if !errors.Is(err, errFailure) || err.Error() != "scale: it failed (tried 101 times)" {
				t.Errorf("after the last try: %v", err)
			}
		}
	})
}

// TestNamedPause waits just as long as the server asks for.
func TestNamedPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := (&Client{maxRetries: 2, maxRetryWait: time.Minute}).newRetry("x")
		start := time.Now()
		if err := r.wait(t.Context(), errFailure, pause{time.Minute, true}); err != nil || time.Since(start) != time.Minute {
			t.Errorf("waited %v, %v", time.Since(start), err)
		}
		err := r.wait(t.Context(), errFailure, pause{time.Minute + 1, true})
		if !errors.Is(err, errFailure) || time.Since(start) != time.Minute {
			t.Errorf("waited %v, %v", time.Since(start), err)
		}
		wantError(t, err, "it asks to wait 1m0.000000001s, longer than the DSN's max_retry_wait of 1m0s")
	})
}

// TestWaitEnds cancels the context while the next try is waited for, and gives it
// less time than the wait takes: that is known at once.
func TestWaitEnds(t *testing.T) {
	for _, deadline := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			want, took := context.Canceled, time.Second
			if deadline {
				ctx, cancel = context.WithTimeout(t.Context(), time.Second)
				want, took = context.DeadlineExceeded, 0
			} else {
				time.AfterFunc(time.Second, cancel)
			}
			defer cancel()
			start := time.Now()
			err := (&Client{maxRetries: 2, maxRetryWait: time.Hour}).newRetry("x").wait(ctx, errFailure, pause{time.Minute, true})
			if !errors.Is(err, errFailure) || !errors.Is(err, want) || time.Since(start) != took {
				t.Errorf("waited %v, %v", time.Since(start), err)
			}
		})
	}
}

func TestTransient(t *testing.T) {
	op := func(op string, err error) error { return &requestError{cause: &net.OpError{Op: op, Err: err}} }
	tests := []struct {
		err  error
		want bool
	}{
		{op("dial", os.ErrPermission), true},
		{op("read", io.EOF), true},
		{op("write", io.EOF), true},
		{op("proxyconnect", io.EOF), true},
		{op("remote error", errors.New("tls: bad certificate")), false},
		{op("dial", &net.DNSError{IsNotFound: true}), false},
		{op("dial", &net.DNSError{IsTemporary: true}), true},
		{fmt.Errorf("x: %w", errNoAnswer), true},
		{&timeoutError{time.Second}, true},
		{&requestError{cause: &timeoutError{time.Second}}, true},
		{x509.HostnameError{Host: "x"}, false},
		{http.ErrSchemeMismatch, false},
		{errors.New("net/http: invalid header field value"), false},
	}
	for _, tt := range tests {
		if got := transient(tt.err); got != tt.want {
			t.Errorf("%#v: %v", tt.err, got)
		}
	}
}

func TestPassing(t *testing.T) {
	var got []string
	for status := range 600 {
		if passing(status) {
			got = append(got, fmt.Sprint(status))
		}
	}
	if list := strings.Join(got, " "); list != "502 503 504" {
		t.Error(list)
	}
}
