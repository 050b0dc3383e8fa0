package engine

import (
	"fmt"
	"time"
)

// stepped is what a step came to: whether there is a row.
type stepped struct {
	row bool
	err error
}

// patience is how long an interrupted step may take to notice. SQLite looks for
// interrupts between its instructions, and sorting what it holds in memory is
// just one of these.
const patience = 20 * time.Millisecond

// advance runs the statement up to its next row. The first step is where a
// statement sorts and groups, so there advance waits no longer than the context
// and patience allow; what is under way ends by itself soon after.
func (r *Rows) advance() (bool, error) {
	done := r.parent.Done()
	if r.begun || done == nil {
		return r.step()
	}
	r.begun = true
	result := make(chan stepped, 1)
	go func() {
		s := stepped{err: fmt.Errorf("the step did not return")}
		defer func() { result <- s }()
		s.row, s.err = r.step()
	}()
	select {
	case s := <-result:
		return s.row, s.err
	case <-done:
	}
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case s := <-result:
		return s.row, s.err
	case <-late.C:
		r.straggler = result
		return false, r.parent.Err()
	}
}

// step runs the statement up to its next row. If Step does not return SQLite's
// functions have been left in the middle of their work.
func (r *Rows) step() (row bool, err error) {
	r.conn.abandoned = true
	defer func() {
		if p := recover(); p != nil {
			row, err = false, fmt.Errorf("internal error: panic: %v", p)
		}
	}()
	row, err = r.stmt.Step()
	r.conn.abandoned = false
	return row, err
}

// release gives the connection back without the statement and its tables.
func (r *Rows) release() {
	r.conn.db.SetInterrupt(nil)
	if !r.conn.abandoned {
		r.finalize()
	}
	for _, t := range r.tables {
		r.endScan(t)
	}
	r.engine.pool.put(r.conn)
}

// finalize removes the statement and its tables from the connection.
func (r *Rows) finalize() {
	defer func() {
		if p := recover(); p != nil {
			r.conn.abandoned = true
		}
	}()
	if r.stmt != nil {
		_ = r.stmt.Finalize() // it repeats the error of the last Step
	}
	for _, t := range r.tables {
		if err := r.conn.db.SetModule(t.Name, nil); err != nil {
			r.conn.spent = true
		}
	}
}

// endScan closes a scan that no cursor has closed.
func (r *Rows) endScan(t *table) {
	defer func() {
		if p := recover(); p != nil {
			r.fail(fmt.Errorf("engine: internal error: panic in closing the scan of table %s: %v", t.Name, p))
		}
	}()
	t.end()
}
