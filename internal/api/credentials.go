package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/scale-sql/scale/internal/guard"
)

// credentials are the token that requests carry. It lives in closures alone: no
// field, and so no printed one, holds it.
type credentials struct {
	source func(context.Context) (string, error) // nil for a token that never changes
	turn   chan struct{}                         // full while the source is being asked

	mu     sync.Mutex
	set    func(*http.Request) // nil before the source was asked first
	hide   func(string) string // the token's redactor
	before func(string) string // that of the token before
	serial int                 // number of the token, 0 for none
}

func newCredentials(token string, source func(context.Context) (string, error)) *credentials {
	c := &credentials{source: source, turn: make(chan struct{}, 1)}
	if source == nil {
		c.use(token)
	}
	return c
}

// use makes a token the one that requests carry.
func (c *credentials) use(token string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.set = func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token) }
	c.hide, c.before = newRedactor(token), c.hide
	c.serial++
}

// current returns what sets the token's header, and the token's number.
func (c *credentials) current() (set func(*http.Request), serial int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.set, c.serial
}

// authorize sets the header of a request, and returns the token's number.
func (c *credentials) authorize(ctx context.Context, r *http.Request) (serial int, err error) {
	set, serial := c.current()
	if set == nil {
		if err := c.renew(ctx, 0); err != nil {
			return 0, err
		}
		set, serial = c.current()
	}
	set(r)
	return serial, nil
}

// renew asks the source for a token, unless there is a newer one than that of
// the number, which many requests may have found to be refused at once. It waits
// no longer than the context lasts, whatever the source makes of that.
func (c *credentials) renew(ctx context.Context, serial int) error {
	select {
	case c.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	if _, now := c.current(); now > serial {
		<-c.turn
		return nil
	}
	done := make(chan error, 1)
	go func() {
		err := errors.New("scale: Config.TokenSource ended its goroutine")
		defer func() {
			<-c.turn
			done <- err
		}()
		err = c.ask(ctx)
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// ask asks the source for a token and uses it.
func (c *credentials) ask(ctx context.Context) error {
	var token string
	err := guard.Run("it", func() (err error) {
		token, err = c.source(ctx)
		return err
	})
	if err != nil {
		text := fmt.Sprintf("scale: asking Config.TokenSource for a token: %v", err)
		return &requestError{text: c.redact(text), cause: err}
	}
	if !ValidToken(token) {
		return errors.New("scale: Config.TokenSource returned a token that is empty or has a space or a character that isn't printable ASCII")
	}
	c.use(token)
	return nil
}

// ValidToken reports whether a token can be sent in a header.
func ValidToken(token string) bool {
	return token != "" && !strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' })
}

// redact hides the token, and the one before it, in a text.
func (c *credentials) redact(s string) string {
	c.mu.Lock()
	hide, before := c.hide, c.before
	c.mu.Unlock()
	if hide != nil {
		s = hide(s)
	}
	if before != nil {
		s = before(s)
	}
	return s
}
