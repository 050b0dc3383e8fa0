package schema

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// Values turns the cells of one result into Go values. It is not safe for
// concurrent use: it holds the arena in which the result's strings lie.
type Values struct {
	loc         *time.Location
	emptyAsNull bool
	text        arena
	memos       []memo
	scratch     []byte // the last Native's text, if it is not the cell's own
}

// NewValues returns a converter for a result of n columns. Dates and datetimes
// are in the zone loc; emptyAsNull makes an empty text NULL.
func NewValues(n int, loc *time.Location, emptyAsNull bool) *Values {
	return &Values{loc: loc, emptyAsNull: emptyAsNull, memos: make([]memo, n)}
}

// ErrValue is what errors.Is finds in the errors for a value that doesn't fit its
// column: ValueError, EncodeError and RowError.
var ErrValue = errors.New("the value doesn't fit its column")

// ValueError says that a record's value does not fit its column's type. The
// value is never replaced by a zero.
type ValueError struct {
	Column *Column
	ID     string // the record's id, "" if unknown
	Text   string // the value as the API wrote it, cut after 100 bytes
	Want   string // what was expected
}

// Is reports whether the target is ErrValue.
func (e *ValueError) Is(target error) bool { return target == ErrValue }

func (e *ValueError) Error() string {
	return fmt.Sprintf("object %q, id %s, column %q: the API sent %q, which is not %s (the column's type is %s)",
		e.Column.Object, e.ID, e.Column.Name, e.Text, e.Want, e.Column.SQLType)
}

// Value is the Go value of a cell in column c, the i-th of the result: nil,
// string, int64, bool or time.Time as the column's Type says. The error is a
// *ValueError, whose ID the caller fills in.
func (v *Values) Value(i int, c *Column, cell Cell) (driver.Value, error) {
	switch cell.Kind {
	case String, Number:
		m := &v.memos[i]
		if c.Type == Integer || c.Type == Boolean || !m.worth(cell.Text) {
			return v.convert(c, cell)
		}
		e := m.entry(cell.Text)
		if e.key == string(cell.Text) && e.value != nil {
			m.hits++
			return e.value, nil
		}
		value, err := v.convert(c, cell)
		if err == nil {
			m.keep(e, cell.Text, value)
		}
		return value, err
	case Missing, Null:
		return v.empty(c)
	}
	return v.literal(c, cell)
}

// empty is the value of an empty cell.
func (v *Values) empty(c *Column) (driver.Value, error) {
	if c.IsID {
		return nil, valueError(c, Cell{}, "an id")
	}
	if c.Type == Text && !v.emptyAsNull {
		return "", nil
	}
	return nil, nil
}

// convert gives a string or number cell its column's type.
func (v *Values) convert(c *Column, cell Cell) (driver.Value, error) {
	b := cell.Text
	if len(b) == 0 {
		return v.empty(c)
	}
	switch c.Type {
	case Integer:
		n, err := integer(c, cell)
		if err != nil {
			return nil, err
		}
		return n, nil
	case Decimal:
		if plainDecimal(b) {
			return v.text.add(b), nil
		}
		d, err := oddDecimal(c, cell)
		if err != nil {
			return nil, err
		}
		return d.String(), nil
	case Boolean:
		truth, err := boolean(c, cell)
		if err != nil {
			return nil, err
		}
		return truth, nil
	case Date, DateTime:
		if zeroMoment(b) {
			return nil, nil
		}
		m, err := moment(c, cell)
		if err != nil {
			return nil, err
		}
		return m.Time(v.loc), nil
	}
	return v.text.add(b), nil
}

func integer(c *Column, cell Cell) (int64, error) {
	n, ok := parseInteger(cell.Text)
	if !ok {
		return 0, valueError(c, cell, "an integer of 64 bits")
	}
	return n, nil
}

func boolean(c *Column, cell Cell) (bool, error) {
	truth, ok := ParseBool(cell.Text)
	if !ok {
		return false, valueError(c, cell, "a boolean (Y/N, 1/0, true/false or oui/non)")
	}
	return truth, nil
}

// oddDecimal reads a decimal that is not plain.
func oddDecimal(c *Column, cell Cell) (decimal.Decimal, error) {
	d, ok := parseDecimal(cell.Text)
	if !ok {
		return d, valueError(c, cell, "a decimal number with a dot")
	}
	return d, nil
}

// moment reads a date or a datetime that is not zero.
func moment(c *Column, cell Cell) (Moment, error) {
	m, ok := ParseMoment(cell.Text)
	if c.Type == Date && (!ok || !m.Midnight() || m.HasZone) {
		return m, valueError(c, cell, "a date (YYYY-MM-DD)")
	}
	if !ok {
		return m, valueError(c, cell, "a datetime (YYYY-MM-DD HH:MM:SS)")
	}
	return m, nil
}

// literal is the value of a cell that the API wrote as true, false, an array or
// an object instead of a string.
func (v *Values) literal(c *Column, cell Cell) (driver.Value, error) {
	switch {
	case c.Type == Boolean && cell.Kind != Composite:
		return cell.Kind == True, nil
	case c.Type == Text && cell.Kind == Composite:
		return v.text.add(cell.Text), nil
	case c.Type == Text:
		return literalText(cell), nil
	}
	return nil, valueError(c, cell, "of that type")
}

func literalText(cell Cell) string {
	switch cell.Kind {
	case True:
		return "true"
	case False:
		return "false"
	}
	return string(cell.Text)
}

func valueError(c *Column, cell Cell, want string) error {
	return &ValueError{Column: c, Text: cut(literalText(cell)), Want: want}
}

// cut shortens a value for an error's text to about 100 bytes.
func cut(text string) string {
	if len(text) <= 100 {
		return text
	}
	end := 100
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "..."
}
