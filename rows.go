package scale

import (
	"database/sql/driver"
	"errors"
	"io"
	"reflect"

	"github.com/scale-sql/scale/internal/api"
	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate"
)

var (
	_ driver.Rows                           = (*rows)(nil)
	_ driver.RowsColumnTypeScanType         = (*rows)(nil)
	_ driver.RowsColumnTypeDatabaseTypeName = (*rows)(nil)
	_ driver.RowsColumnTypeLength           = (*rows)(nil)
	_ driver.RowsColumnTypeNullable         = (*rows)(nil)
	_ driver.RowsColumnTypePrecisionScale   = (*rows)(nil)
)

// rows is a result: a scan whose cells become Go values as they are read.
type rows struct {
	cfg     *Config
	outputs []translate.Output
	scan    *api.Scan // nil if there is nothing to ask
	values  *schema.Values
}

// Columns are the labels of the select list.
func (r *rows) Columns() []string {
	names := make([]string, len(r.outputs))
	for i, o := range r.outputs {
		names[i] = o.Label
	}
	return names
}

// Next reads the next row. It returns io.EOF behind the last one only: a scan
// that the context has ended returns the context's error.
func (r *rows) Next(dest []driver.Value) error {
	if r.scan == nil {
		return io.EOF
	}
	if err := r.scan.Next(); err != nil {
		if err == io.EOF {
			return err
		}
		return prefixed(err)
	}
	id, cells := r.scan.ID(), r.scan.Cells()
	for i := range r.outputs {
		o := &r.outputs[i]
		cell := id
		if o.Cell >= 0 {
			cell = cells[o.Cell]
		}
		v, err := r.values.Value(i, o.Column, cell)
		if err != nil {
			return r.valueError(err)
		}
		dest[i] = v
	}
	return nil
}

// valueError adds the record's id to what is wrong with one of its values.
func (r *rows) valueError(err error) error {
	var bad *schema.ValueError
	if errors.As(err, &bad) {
		bad.ID = string(r.scan.ID().Text)
	}
	return prefixed(err)
}

// Close ends the requests of the scan. It leaves no goroutine behind.
func (r *rows) Close() error {
	if r.scan != nil {
		r.scan.Close()
	}
	return nil
}

// ColumnTypeScanType is a type that holds every value of the column.
func (r *rows) ColumnTypeScanType(i int) reflect.Type {
	return r.outputs[i].Column.ScanType(r.cfg.EmptyAsNull)
}

// ColumnTypeDatabaseTypeName is BIGINT, DECIMAL, BOOLEAN, DATE, DATETIME, TIME,
// or the metadata's own word for a text: TEXT, CHOICE, EMAIL, ...
func (r *rows) ColumnTypeDatabaseTypeName(i int) string { return r.outputs[i].Column.SQLType }

// ColumnTypeLength is the metadata's length of a text, in characters.
func (r *rows) ColumnTypeLength(i int) (int64, bool) {
	c := r.outputs[i].Column
	return int64(c.Length), c.Type == schema.Text && c.Length > 0
}

// ColumnTypeNullable reports whether the column may hold NULL.
func (r *rows) ColumnTypeNullable(i int) (nullable, ok bool) {
	return r.outputs[i].Column.Nullable(r.cfg.EmptyAsNull), true
}

// ColumnTypePrecisionScale is that of a type such as decimal(10,2).
func (r *rows) ColumnTypePrecisionScale(i int) (precision, scale int64, ok bool) {
	c := r.outputs[i].Column
	return int64(c.Precision), int64(c.Scale), c.HasPrecision
}
