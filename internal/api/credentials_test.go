package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// rotating is a source of tokens t1, t2, ... and a server that accepts the one
// whose number is good.
type rotating struct {
	mu     sync.Mutex
	asked  int
	good   int
	tokens []string // that requests came with
	fails  error
	wait   time.Duration
}

func (r *rotating) source(ctx context.Context) (string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked++
	if r.fails != nil {
		return "", r.fails
	}
	return fmt.Sprintf("rotating-token-%d", r.asked), nil
}

func (r *rotating) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	time.Sleep(r.wait)
	token := strings.TrimPrefix(req.Header.Get("Authorization"), "Bearer ")
	r.mu.Lock()
	r.tokens = append(r.tokens, strings.TrimPrefix(token, "rotating-"))
	ok := token == fmt.Sprintf("rotating-token-%d", r.good)
	r.mu.Unlock()
	if !ok {
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprintf(w, `{"error":401,"error_text":"%s is no token"}`, token)
		return
	}
	if req.Method == http.MethodPost {
		fmt.Fprint(w, okAll)
		return
	}
	fmt.Fprint(w, `{"objects":[]}`)
}

// TestTokenSource asks for a token before the first request, keeps it, and asks
// once more when it is refused, for reads and writes.
func TestTokenSource(t *testing.T) {
	tests := []struct {
		name   string
		good   []int // the good token for each of the requests
		tokens string
		status int // of the last one's error
	}{
		{"one for all", []int{1, 1, 1}, "1 1 1", 0},
		{"a new one", []int{1, 2, 2}, "1 1 2 2", 0},
		{"refused twice", []int{9}, "1 2", 401},
		{"refused twice, then good", []int{9, 3}, "1 2 2 3", 0},
	}
	for _, tt := range tests {
		for _, put := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s put=%v", tt.name, put), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					r := &rotating{}
					w := bubbled(t, r, func(o *Options) { o.Token, o.TokenSource = "", r.source })
					var err error
					for _, r.good = range tt.good {
						if put {
							_, err = w.client.Put(t.Context(), "contact", three)
						} else {
							_, err = w.client.ObjectList(t.Context())
						}
					}
					want := "token-" + strings.ReplaceAll(tt.tokens, " ", " token-")
					if got := strings.Join(r.tokens, " "); got != want {
						t.Errorf("tokens %s, want %s", got, want)
					}
					var e *Error
					if tt.status == 0 && err != nil || tt.status != 0 && (!errors.As(err, &e) || e.Status != tt.status) {
						t.Errorf("error %v, want the status %d", err, tt.status)
					}
					if err != nil && strings.Contains(fmt.Sprintf("%v %#v", err, e), "rotating-token") {
						t.Errorf("%v shows a token", err)
					}
				})
			})
		}
	}
}

// TestTokenRenewedOnce has many requests refused at once: the source is asked
// for one new token, not for one each.
func TestTokenRenewedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &rotating{good: 1, wait: time.Second}
		w := bubbled(t, r, func(o *Options) { o.Token, o.TokenSource = "", r.source })
		if _, err := w.client.ObjectList(t.Context()); err != nil {
			t.Fatal(err)
		}
		r.good = 2
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				if _, err := w.client.ObjectList(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if r.asked != 2 {
			t.Errorf("the source was asked %d times", r.asked)
		}
	})
}

// TestTokenSourceFails has a source that fails, waits, or returns what is no
// token.
func TestTokenSourceFails(t *testing.T) {
	cause := errors.New("the vault is closed")
	tests := []struct {
		name   string
		source func(context.Context) (string, error)
		want   error
		text   string
	}{
		{"an error", func(context.Context) (string, error) { return "", cause }, cause, "scale: asking Config.TokenSource for a token: the vault is closed"},
		{"empty", func(context.Context) (string, error) { return "", nil }, nil, "Config.TokenSource returned a token that is empty or has"},
		{"two lines", func(context.Context) (string, error) { return "abc\r\nX-Evil: 1", nil }, nil, "isn't printable ASCII"},
		{"waits", func(ctx context.Context) (string, error) { <-ctx.Done(); return "", ctx.Err() }, context.DeadlineExceeded, "deadline"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := bubbled(t, &rotating{}, func(o *Options) { o.Token, o.TokenSource, o.MaxRetries = "", tt.source, 5 })
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				_, err := w.client.ObjectList(ctx)
				wantError(t, err, tt.text)
				if tt.want != nil && !errors.Is(err, tt.want) || strings.Contains(err.Error(), "Evil") {
					t.Errorf("error %v", err)
				}
				if n := len(w.wire.requests()); n != 0 {
					t.Errorf("%d requests", n)
				}
				// One that waits for the source, which another one is asking, ends
				// with its own context.
				first, cancelFirst := context.WithCancel(t.Context())
				go w.client.ObjectList(first)
				synctest.Wait()
				second, cancelSecond := context.WithTimeout(t.Context(), time.Second)
				defer cancelSecond()
				if _, err := w.client.ObjectList(second); err == nil {
					t.Error("no error")
				}
				cancelFirst()
				synctest.Wait()
			})
		})
	}
}

// TestStuckTokenSource has a source that doesn't heed its context: nobody waits
// for it longer than the own one lasts, and its token is used once it is there.
func TestStuckTokenSource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		w := bubbled(t, &rotating{good: 1}, func(o *Options) {
			o.Token = ""
			o.TokenSource = func(context.Context) (string, error) {
				<-release
				return "rotating-token-1", nil
			}
		})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		for range 2 {
			if _, err := w.client.ObjectList(ctx); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > time.Second {
				t.Errorf("after %v: %v", time.Since(start), err)
			}
		}
		close(release)
		if _, err := w.client.ObjectList(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// TestPanickingTokenSource can't be recovered from by a program whose statement
// fetches pages ahead, so that it is an error.
func TestPanickingTokenSource(t *testing.T) {
	c := New(Options{BaseURL: "http://127.0.0.1:1", Instance: "demo", Timeout: time.Second, TokenSource: func(context.Context) (string, error) {
		panic("no token today")
	}})
	for range 2 {
		_, err := c.ObjectList(t.Context())
		wantError(t, err, "TokenSource", "panicked: no token today, in ", "(credentials_test.go:")
	}
}

// TestTokenSourceEchoes has a source's error repeat the token that was refused.
func TestTokenSourceEchoes(t *testing.T) {
	secret, asked := errors.New("rotating-token-1 is revoked"), 0
	s := newPutServer(t, replying(http.StatusUnauthorized, "", ""))
	c := s.client(t, func(o *Options) {
		o.Token = ""
		o.TokenSource = func(context.Context) (string, error) {
			if asked++; asked > 1 {
				return "", secret
			}
			return "rotating-token-1", nil
		}
	})
	_, err := c.ObjectList(t.Context())
	wantError(t, err, "[token] is revoked")
	if !errors.Is(err, secret) || strings.Contains(err.Error(), "rotating-token-1") {
		t.Errorf("error %v", err)
	}
}
