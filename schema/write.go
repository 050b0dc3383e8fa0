package schema

import "fmt"

// Record is one record to put: what put_objects takes of it.
type Record struct {
	// ID is the record to update; 0 creates one: "If 0, a new record is created.
	// Otherwise, the record is updated only if it already exists."
	ID int64
	// Links are the records of other objects that the record belongs to.
	Links []Link
	// Data are the fields to set, in the statement's order. Fields that are not
	// among them keep their values.
	Data []FieldValue
}

// Link ties a record to a record of another object.
type Link struct {
	Object string // in the API's spelling
	ID     int64
}

// FieldValue is a field's new value.
type FieldValue struct {
	Column *Column
	Text   string // the API's text, as an Encoder makes it; "" clears the field
}

// EncodeError says that a value can't be stored in a column.
type EncodeError struct {
	Column *Column
	Value  string // as SQL shows it, cut after 100 bytes
	Want   string // what was expected
}

// Is reports whether the target is ErrValue.
func (e *EncodeError) Is(target error) bool { return target == ErrValue }

func (e *EncodeError) Error() string {
	return fmt.Sprintf("object %q, column %q: %s is not %s (the column's type is %s)",
		e.Column.Object, e.Column.Name, e.Value, e.Want, e.Column.SQLType)
}

// InRow says in which of a statement's rows, counted from 1, the value stands.
func (e *EncodeError) InRow(row int) *RowError {
	return &RowError{Row: row, Object: e.Column.Object, Column: e.Column.Name, Value: e.Value, Want: e.Want, cause: e}
}

// RowError says what is wrong with a value in a row of a statement, before
// anything was sent.
type RowError struct {
	Row    int // from 1
	Object string
	Column string // a field's name, or that of a linked object
	Value  string // as SQL shows it, cut after 100 bytes
	Want   string // what was expected

	cause error
}

// Is reports whether the target is ErrValue.
func (e *RowError) Is(target error) bool { return target == ErrValue }

func (e *RowError) Error() string {
	return fmt.Sprintf("row %d, object %q, column %q: %s is not %s", e.Row, e.Object, e.Column, e.Value, e.Want)
}

// Unwrap is the EncodeError, if the value was that of a field.
func (e *RowError) Unwrap() error { return e.cause }
