package engine

import "sync"

// pool keeps idle connections: each knows hundreds of functions, which takes
// longer to register than most statements run.
type pool struct {
	open func() (*conn, error)

	mu     sync.Mutex
	idle   []*conn // the most recently used one last
	closed bool
}

// maxIdle is the number of connections kept when nobody uses them.
const maxIdle = 4

// get takes an idle connection or opens one.
func (p *pool) get() (*conn, error) {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil, errClosed
	}
	if n := len(p.idle); n > 0 {
		c := p.idle[n-1]
		p.idle[n-1] = nil
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		return c, nil
	}
	p.mu.Unlock()
	return p.open()
}

// put gives a connection back. One that is not known to be clean is not used
// again.
func (p *pool) put(c *conn) {
	if c.clean() {
		p.mu.Lock()
		if !p.closed && len(p.idle) < maxIdle {
			p.idle = append(p.idle, c)
			p.mu.Unlock()
			return
		}
		p.mu.Unlock()
	}
	_ = c.close() // nothing is stored in it that could be lost
}

// close closes the idle connections, and lets put close the others.
func (p *pool) close() error {
	p.mu.Lock()
	idle := p.idle
	p.idle, p.closed = nil, true
	p.mu.Unlock()
	var first error
	for _, c := range idle {
		if err := c.close(); err != nil && first == nil {
			first = err
		}
	}
	return first
}
