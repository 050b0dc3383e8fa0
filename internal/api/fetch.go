package api

import (
	"context"
	"errors"
	"fmt"

	"github.com/scale-sql/scale/internal/guard"
)

// fetch is a page that has been requested. Its body stays unread until the
// scan comes to it, so that pages fetched ahead take no memory of ours.
type fetch struct {
	window window
	retry  *retry
	cancel context.CancelFunc
	done   chan struct{} // closed when answer and err are set
	answer *answer
	err    error
}

// fetch requests the page of a window, once the page before it has been answered
// if that is given. r counts the tries.
func (s *Scan) fetch(w window, r *retry, before *fetch) *fetch {
	ctx, cancel := context.WithCancel(s.ctx)
	f := &fetch{window: w, retry: r, cancel: cancel, done: make(chan struct{})}
	url := s.query.url(w, s.req.Object.Key, s.descending())
	if err := s.fits(url); err != nil {
		f.err = err
		close(f.done)
		return f
	}
	f.err = errGoroutineEnded
	go func() {
		defer close(f.done)
		if before != nil {
			select {
			case <-before.done:
			case <-ctx.Done():
			}
		}
		f.err = guard.Run("scale: the request for a page", func() (err error) {
			f.answer, err = s.client.get(ctx, url, s.req.Object.Name, r, true)
			return err
		})
	}()
	return f
}

// errGoroutineEnded is the error of a request whose goroutine a function of the
// program's has ended, as FailNow of package testing does.
var errGoroutineEnded = errors.New("scale: the HTTP client, or a function of Config.Trace, ended the goroutine of a request")

// fits checks the length of a request's URL. A statement's names and values leave
// parts of it out where they are long; this is for what can't be left out.
func (s *Scan) fits(url string) error {
	if n := len(s.client.base) + len(url); n > urlLimit {
		return fmt.Errorf("scale: object %q: the URL of the request would have %d bytes, and servers take no more than %d: the names in it are too long",
			shorten(s.req.Object.Name), n, urlLimit)
	}
	return nil
}

// wait returns the page's answer when its header has arrived.
func (f *fetch) wait() (*answer, error) {
	<-f.done // get ends with the context
	return f.answer, f.err
}

// close gives up what is left of the page, and waits for its goroutine.
func (f *fetch) close() {
	f.cancel()
	<-f.done
	if f.answer != nil {
		f.answer.Close()
	}
}
