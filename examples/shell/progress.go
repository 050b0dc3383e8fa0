package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

const (
	// quiet is how long a statement runs before there is a sign of life.
	quiet = 500 * time.Millisecond
	// turn is the time between two of them.
	turn = 100 * time.Millisecond
)

var spinner = []rune("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")

// progress shows, in an interactive session, that a statement is at work.
type progress struct {
	out     io.Writer // nil for none
	yields  bool      // to the rows, which go to the same terminal
	started time.Time
	done    chan struct{}

	mu    sync.Mutex
	rows  int64
	ended bool
	shown bool
}

// progress begins to show that a statement is at work. If its rows go to the
// terminal they are sign enough, and a dumb terminal can't take the line away.
func (s *shell) progress(toTerminal bool) *progress {
	if s.editor == nil {
		return &progress{}
	}
	return newProgress(s.errs, toTerminal)
}

func newProgress(out io.Writer, toTerminal bool) *progress {
	p := &progress{started: time.Now(), yields: toTerminal, done: make(chan struct{})}
	if os.Getenv("TERM") != "dumb" {
		p.out = out
		go p.spin()
	}
	return p
}

func (p *progress) spin() {
	ticker := time.NewTicker(turn)
	defer ticker.Stop()
	for {
		select {
		case <-p.done:
			return
		case now := <-ticker.C:
			p.show(now.Sub(p.started))
		}
	}
}

func (p *progress) show(running time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended || running < quiet {
		return
	}
	rows := ""
	if p.rows > 0 {
		rows = counted(p.rows, "row") + ", "
	}
	mark := spinner[int(running/turn)%len(spinner)]
	fmt.Fprintf(p.out, "\r\x1b[K%c %s%d s; Ctrl-C cancels", mark, rows, int(running.Seconds()))
	p.shown = true
}

func (p *progress) count(rows int64) {
	if p.out == nil {
		return
	}
	p.mu.Lock()
	p.rows = rows
	p.mu.Unlock()
}

// stop takes the line away.
func (p *progress) stop() {
	if p.out == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended {
		return
	}
	p.ended = true
	close(p.done)
	if p.shown {
		io.WriteString(p.out, "\r\x1b[K")
	}
}

// before returns a writer of rows, the first of which end the progress line if they
// go to the same terminal.
func (p *progress) before(out io.Writer) io.Writer {
	if p.yields {
		return yielding{out, p}
	}
	return out
}

type yielding struct {
	io.Writer
	p *progress
}

func (y yielding) Write(b []byte) (int, error) {
	y.p.stop()
	return y.Writer.Write(b)
}
