package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"zombiezen.com/go/sqlite"
)

// Rows is the result of a query. It is not safe for concurrent use.
type Rows struct {
	engine *Engine
	conn   *conn
	parent context.Context    // the query's
	ctx    context.Context    // the scans': done when the Rows are closed
	cancel context.CancelFunc // of ctx
	tables []*table
	stmt   *sqlite.Stmt
	failed error // the first error of a scan
	begun  bool  // the first step has been taken
	err    error // what Next says from now on
	closed bool
	// straggler delivers the result of a step that Next has stopped waiting
	// for. Until then the connection, the tables and failed belong to the step.
	straggler <-chan stepped
}

func newRows(ctx context.Context, e *Engine, c *conn) *Rows {
	r := &Rows{engine: e, conn: c, parent: ctx}
	r.ctx, r.cancel = context.WithCancel(ctx)
	return r
}

// prepare registers the tables and compiles the statement.
func (r *Rows) prepare(q *Query) error {
	r.conn.db.SetInterrupt(r.parent.Done())
	seen := make(map[string]bool, len(q.Tables))
	for i := range q.Tables {
		t, err := newTable(r, &q.Tables[i])
		if err != nil {
			return err
		}
		if name := strings.ToLower(t.Name); seen[name] {
			return fmt.Errorf("engine: two tables are called %s", t.Name)
		} else {
			seen[name] = true
		}
		if err := r.conn.db.SetModule(t.Name, &sqlite.Module{Connect: t.connect}); err != nil {
			r.conn.spent = true
			return fmt.Errorf("engine: %w", err)
		}
		r.tables = append(r.tables, t)
	}
	if q.Before != nil {
		if err := q.Before(&Setup{r}); err != nil {
			return err
		}
	}
	stmt, rest, err := r.compile(q.SQL)
	if err != nil {
		return r.errorOf(err)
	}
	r.stmt = stmt
	if tail := q.SQL[len(q.SQL)-rest:]; strings.Trim(tail, " \t\r\n;") != "" {
		return fmt.Errorf("engine: internal error: text behind the statement: %.40q", tail)
	}
	return bind(stmt, q.Args)
}

// compile compiles a statement. If that does not return, SQLite's functions have been
// left in the middle of their work.
func (r *Rows) compile(sql string) (stmt *sqlite.Stmt, rest int, err error) {
	r.conn.abandoned = true
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("internal error: panic: %v", p)
		}
	}()
	stmt, rest, err = r.conn.db.PrepareTransient(sql)
	r.conn.abandoned = false
	return stmt, rest, err
}

// Columns is the number of the result's columns.
func (r *Rows) Columns() int {
	if r.stmt == nil {
		return 0
	}
	return r.stmt.ColumnCount()
}

// Next reads the next row. It returns io.EOF behind the last one, an error of a
// scan as the scan returned it, the context's error once the context is done, and
// an *Error if SQLite or one of its functions can't go on.
func (r *Rows) Next() error {
	if r.err != nil {
		return r.err
	}
	if r.closed {
		return errors.New("engine: the rows are closed")
	}
	row, err := r.advance()
	switch {
	case r.straggler != nil:
		r.err = err
	case err != nil:
		r.err = r.errorOf(err)
	case row:
		return nil
	case r.failed != nil:
		r.err = r.failed
	case r.parent.Err() != nil:
		r.err = r.parent.Err()
	default:
		r.err = io.EOF
	}
	return r.err
}

// Value is the i-th value of the current row: nil, int64, float64 or string.
func (r *Rows) Value(i int) any {
	if r.err != nil || r.closed {
		return nil
	}
	return result(r.stmt, i)
}

// fail keeps the first error of a scan.
func (r *Rows) fail(err error) {
	if r.failed == nil {
		r.failed = err
	}
}

// Close ends the statement and its scans, and gives the connection back. It may
// be called more than once.
func (r *Rows) Close() {
	if r.closed {
		return
	}
	r.closed = true
	r.cancel()
	if r.straggler == nil {
		r.release()
		return
	}
	go func() {
		<-r.straggler
		r.release()
	}()
}
