package engine

import (
	"fmt"

	"zombiezen.com/go/sqlite"
)

// cursor is SQLite's pass over a table. Its errors and panics are kept in Rows:
// SQLite would make texts of errors, and can't bear panics.
type cursor struct {
	table *table
	row   int64
	eof   bool
}

// Filter begins the pass.
func (c *cursor) Filter(sqlite.IndexID, []sqlite.Value) (err error) {
	defer c.keep(&err)
	if err := c.table.begin(c.table.rows.ctx); err != nil {
		return err
	}
	return c.advance()
}

// Next moves on to the next row.
func (c *cursor) Next() (err error) {
	defer c.keep(&err)
	return c.advance()
}

func (c *cursor) advance() error {
	ok, err := c.table.next()
	c.row++
	c.eof = !ok
	return err
}

// EOF reports whether the pass has ended.
func (c *cursor) EOF() bool { return c.eof }

// Column is a value of the current row. Only what SQLite asks for is decoded.
func (c *cursor) Column(i int, _ bool) (v sqlite.Value, err error) {
	defer c.keep(&err)
	return c.table.value(i)
}

// RowID is the number of the row.
func (c *cursor) RowID() (int64, error) { return c.row, nil }

// Close ends the scan.
func (c *cursor) Close() (err error) {
	defer c.keep(&err)
	c.table.end()
	return nil
}

// keep puts an error or a panic of a cursor's method into Rows, and leaves a mere
// signal for SQLite in its place.
func (c *cursor) keep(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("engine: internal error: panic in the scan of table %s: %v", c.table.Name, p)
	}
	if *err != nil {
		c.table.rows.fail(*err)
		*err = errStop
		c.eof = true
	}
}
