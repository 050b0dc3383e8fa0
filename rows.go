package scale

import (
	"database/sql/driver"
	"io"
)

var (
	_ driver.Rows                           = (*rows)(nil)
	_ driver.RowsColumnTypeScanType         = (*rows)(nil)
	_ driver.RowsColumnTypeDatabaseTypeName = (*rows)(nil)
	_ driver.RowsColumnTypeLength           = (*rows)(nil)
	_ driver.RowsColumnTypeNullable         = (*rows)(nil)
	_ driver.RowsColumnTypePrecisionScale   = (*rows)(nil)
)

// rows is a result: its columns, and where its rows come from.
type rows struct {
	columns   []column
	source    source
	execution *execution     // nil for rows that the driver itself reads
	first     []driver.Value // the row that was read ahead, nil for none
	err       error          // what the last Next failed with
	complete  bool           // whether there are no more rows
}

// source delivers the rows of a result.
type source interface {
	// next fills in the next row. It returns io.EOF behind the last one.
	next(dest []driver.Value) error
	// close ends what is under way and leaves no goroutine behind.
	close()
}

// noRows is the source of a result that is known to be empty.
type noRows struct{}

func (noRows) next([]driver.Value) error { return io.EOF }
func (noRows) close()                    {}

// Columns are the labels of the select list.
func (r *rows) Columns() []string {
	names := make([]string, len(r.columns))
	for i, c := range r.columns {
		names[i] = c.label
	}
	return names
}

// Next reads the next row. It returns io.EOF behind the last one only: rows that
// the context has ended return the context's error.
func (r *rows) Next(dest []driver.Value) error {
	err := r.read(dest)
	if err == io.EOF {
		return err
	}
	if err == nil && r.execution != nil {
		err = r.execution.deliver()
	}
	if err != nil {
		r.err = prefixed(err)
	}
	return r.err
}

// await reads the first row ahead, so that what the result fails with before it has
// any is an error of Query, as with MySQL: callers that forget to ask for Err would
// take a COUNT that failed for none.
func (r *rows) await() error {
	first := make([]driver.Value, len(r.columns))
	err := r.read(first)
	switch err {
	case nil:
		r.first = first
	case io.EOF:
	default:
		r.err = prefixed(err)
		r.Close()
	}
	return r.err
}

// read reads the next row, unless it has been read ahead.
func (r *rows) read(dest []driver.Value) error {
	if r.first != nil {
		copy(dest, r.first)
		r.first = nil
		return nil
	}
	if r.complete {
		return io.EOF
	}
	err := r.source.next(dest)
	r.complete = err == io.EOF
	return err
}

// Close ends the requests of the result. It leaves no goroutine behind.
func (r *rows) Close() error {
	r.source.close()
	if r.execution != nil {
		r.execution.end(r.failure())
	}
	return nil
}

// failure is what the result failed with. Rows that the context has ended between
// two of them didn't come to their end either: database/sql closes them itself.
func (r *rows) failure() error {
	if r.err != nil || r.complete {
		return r.err
	}
	return r.execution.ctx.Err()
}
