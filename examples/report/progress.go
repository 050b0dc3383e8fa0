package main

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// progress tells on a terminal what goes on, once that takes more than a second.
type progress struct {
	out   io.Writer
	name  atomic.Pointer[string]
	rows  atomic.Int64 // of the report under way
	stop  chan struct{}
	done  chan struct{}
	ended sync.Once
}

func startProgress(out io.Writer, terminal bool) *progress {
	p := &progress{out: out, stop: make(chan struct{}), done: make(chan struct{})}
	if terminal {
		go p.tell(time.Now())
	} else {
		close(p.done)
	}
	return p
}

// begin says which report is next.
func (p *progress) begin(name string) {
	p.rows.Store(0)
	p.name.Store(&name)
}

// end takes the line away. It may be called again.
func (p *progress) end() {
	p.ended.Do(func() { close(p.stop) })
	<-p.done
}

func (p *progress) tell(start time.Time) {
	defer close(p.done)
	ticks := time.NewTicker(time.Second)
	defer ticks.Stop()
	shown := false
	for {
		select {
		case <-p.stop:
			if shown {
				fmt.Fprint(p.out, clearLine)
			}
			return
		case <-ticks.C:
			if name := p.name.Load(); name != nil {
				shown = true
				fmt.Fprintf(p.out, "%s%s: %v, %d rows", clearLine, *name, time.Since(start).Round(time.Second), p.rows.Load())
			}
		}
	}
}

const clearLine = "\r\x1b[K"
