package engine

import (
	"context"
	"errors"
	"time"

	"github.com/scale-sql/scale/schema"
)

// Options say where and how an Engine computes.
type Options struct {
	// TempDir is the directory of the files that hold what outgrows the
	// memory. If it is empty SQLite chooses: SQLITE_TMPDIR, TMPDIR, /var/tmp,
	// /tmp, or the system's own directory on Windows.
	TempDir string
	// Memory is about how many bytes a query may keep in memory, 64 MiB if 0.
	// A sort spills to a file at an eighth of it; what else SQLite keeps (copies
	// of tables, their indexes, the rows of DISTINCT) does at 2 MB each. No text
	// may be longer, but 16 MiB are always allowed.
	Memory int64
	// Loc is the zone of datetimes that the API wrote with an offset, and of
	// functions such as FROM_UNIXTIME; nil is UTC.
	Loc *time.Location
	// EmptyAsNull makes an empty text NULL.
	EmptyAsNull bool
}

// Scan delivers the rows of a table. Next returns io.EOF behind the last one;
// ID and Cells are those of the current row and valid until the next.
type Scan interface {
	Next() error
	ID() schema.Cell
	Cells() []schema.Cell
	Close()
}

// Table is a table of a Query. Its columns are called c0, c1, c2 and so on: c0 is
// the row's id, the others are Fields in their order. They have no declared type:
// a value keeps the type that its column's Type gives it.
type Table struct {
	// Name is what the SQL calls the table, a plain identifier such as t1.
	Name string
	// ID is the object's id column, nil for an integer column called id.
	ID *schema.Column
	// Fields are the columns of the scan's cells.
	Fields []*schema.Column
	// Open begins the scan. It is called when SQLite first reads the table, at
	// most once. The context is done when the Rows are closed. Nil stands for a
	// table without rows.
	Open func(context.Context) (Scan, error)
}

// Query is a statement for SQLite and the tables it reads.
type Query struct {
	Tables []Table
	// SQL is one SELECT in SQLite's language.
	SQL string
	// Before, if not nil, runs before the statement is compiled.
	Before func(*Setup) error
	// Args are the values of its parameters: nil, int64, float64 or string.
	Args []any
}

// Engine runs queries. It is safe for concurrent use: queries run side by side,
// each on a connection of its own.
type Engine struct {
	opts Options
	pool pool
}

const defaultMemory = 64 << 20

// New returns an Engine. It opens nothing before the first query.
func New(opts Options) *Engine {
	if opts.Memory <= 0 {
		opts.Memory = defaultMemory
	}
	if opts.Loc == nil {
		opts.Loc = time.UTC
	}
	e := &Engine{opts: opts}
	e.pool.open = func() (*conn, error) { return openConn(opts) }
	return e
}

// Close ends the engine: idle connections are closed at once, those of Rows that
// are still being read when these are closed.
func (e *Engine) Close() error { return e.pool.close() }

var errClosed = errors.New("engine: closed")

// Query prepares a query. The statement runs as its Rows are read: until then no
// scan is opened. The Rows end with the context.
func (e *Engine) Query(ctx context.Context, q *Query) (*Rows, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	c, err := e.pool.get()
	if err != nil {
		return nil, err
	}
	r := newRows(ctx, e, c)
	if err := r.prepare(q); err != nil {
		r.Close()
		return nil, err
	}
	return r, nil
}
