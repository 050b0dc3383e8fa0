package engine

import (
	"errors"
	"fmt"
	"unsafe"

	"zombiezen.com/go/sqlite"

	"github.com/scale-sql/scale/schema"
)

// value is the i-th column's value in the current row.
func (t *table) value(i int) (sqlite.Value, error) {
	column, cell := t.ID, t.id
	if i > 0 {
		column, cell = t.Fields[i-1], t.cells[i-1]
	}
	n, err := t.values.Native(column, cell)
	if err != nil {
		var bad *schema.ValueError
		if errors.As(err, &bad) {
			bad.ID = string(t.id.Text)
		}
		return sqlite.Value{}, err
	}
	switch n.Kind {
	case schema.NativeInt:
		return sqlite.IntegerValue(n.Int), nil
	case schema.NativeText:
		// SQLite copies the text before it asks for anything else.
		return sqlite.TextValue(unsafe.String(unsafe.SliceData(n.Text), len(n.Text))), nil
	}
	return sqlite.Value{}, nil
}

// bind gives the statement's parameters their values.
func bind(stmt *sqlite.Stmt, args []any) error {
	if n := stmt.BindParamCount(); n != len(args) {
		return fmt.Errorf("engine: internal error: %d arguments for %d parameters", len(args), n)
	}
	for i, arg := range args {
		switch arg := arg.(type) {
		case nil:
			stmt.BindNull(i + 1)
		case int64:
			stmt.BindInt64(i+1, arg)
		case float64:
			stmt.BindFloat(i+1, arg)
		case string:
			stmt.BindText(i+1, arg)
		default:
			return fmt.Errorf("engine: internal error: argument %d is a %T", i+1, arg)
		}
	}
	return nil
}

// result is the i-th value of the statement's current row.
func result(stmt *sqlite.Stmt, i int) any {
	switch stmt.ColumnType(i) {
	case sqlite.TypeInteger:
		return stmt.ColumnInt64(i)
	case sqlite.TypeFloat:
		return stmt.ColumnFloat(i)
	case sqlite.TypeText:
		return stmt.ColumnText(i)
	case sqlite.TypeBlob:
		b := make([]byte, stmt.ColumnLen(i))
		return string(b[:stmt.ColumnBytes(i, b)])
	}
	return nil
}
