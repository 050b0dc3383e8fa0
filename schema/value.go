package schema

import (
	"bytes"
	"database/sql/driver"
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

// ValueError says that a record's value does not fit its column's type. The
// value is never replaced by a zero.
type ValueError struct {
	Column *Column
	ID     string // the record's id, "" if unknown
	Text   string // the value as the API wrote it, cut after 100 bytes
	Want   string // what was expected
}

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
	text := literalText(cell)
	if len(text) > 100 {
		cut := 100
		for cut > 0 && !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut] + "..."
	}
	return &ValueError{Column: c, Text: text, Want: want}
}

// Native is a value in the form the engine computes with: NULL, an integer (a
// truth value is 0 or 1) or a text (a decimal, a date, a datetime and a time are
// texts in one canonical spelling each).
type Native struct {
	Kind NativeKind
	Int  int64
	// Text is valid until the next call of Native or the next record.
	Text []byte
}

// NativeKind tells what a Native is.
type NativeKind uint8

// The kinds of Native values.
const (
	NativeNull NativeKind = iota
	NativeInt
	NativeText
)

// Native is the cell of column c as the engine takes it. It reads the cell as
// Value does, and its error is the same. Spellings: a decimal keeps its scale,
// and has neither an exponent nor leading zeros; YYYY-MM-DD; a datetime is in the
// zone of v if the API wrote an offset, YYYY-MM-DD HH:MM:SS[.ffffff]; a time is
// [-]HH:MM:SS[.ffffff].
func (v *Values) Native(c *Column, cell Cell) (Native, error) {
	switch {
	case cell.Kind == Missing, cell.Kind == Null, (cell.Kind == String || cell.Kind == Number) && len(cell.Text) == 0:
		value, err := v.empty(c)
		return nativeOf(value), err
	case cell.Kind != String && cell.Kind != Number:
		value, err := v.literal(c, cell)
		return nativeOf(value), err
	}
	switch c.Type {
	case Integer:
		n, err := integer(c, cell)
		return Native{Kind: NativeInt, Int: n}, err
	case Boolean:
		truth, err := boolean(c, cell)
		return nativeOf(truth), err
	case Text:
		return Native{Kind: NativeText, Text: cell.Text}, nil
	}
	return v.nativeText(c, cell)
}

// nativeOf is what a value that needs no conversion is for the engine.
func nativeOf(value driver.Value) Native {
	switch value := value.(type) {
	case bool:
		if value {
			return Native{Kind: NativeInt, Int: 1}
		}
		return Native{Kind: NativeInt}
	case string:
		return Native{Kind: NativeText, Text: []byte(value)}
	}
	return Native{}
}

// nativeText spells a decimal, a date, a datetime or a time.
func (v *Values) nativeText(c *Column, cell Cell) (Native, error) {
	n := Native{Kind: NativeText}
	switch c.Type {
	case Decimal:
		if plainDecimal(cell.Text) {
			n.Text = trimDecimal(cell.Text)
			return n, nil
		}
		d, err := oddDecimal(c, cell)
		if err != nil {
			return n, err
		}
		v.scratch = append(v.scratch[:0], d.StringFixed(max(0, -d.Exponent()))...)
	case Date, DateTime:
		if zeroMoment(cell.Text) {
			return Native{}, nil
		}
		m, err := moment(c, cell)
		if err != nil {
			return n, err
		}
		m = m.in(v.loc)
		if m.Year < 1 || m.Year > 9999 {
			return n, valueError(c, cell, "a datetime of the years 1 to 9999")
		}
		v.scratch = m.appendText(v.scratch[:0], c.Type == DateTime)
	case Time:
		var ok bool
		if v.scratch, ok = appendClock(v.scratch[:0], cell.Text); !ok {
			return n, valueError(c, cell, "a time (HH:MM:SS)")
		}
	}
	n.Text = v.scratch
	return n, nil
}

// trimDecimal leaves out the leading zeros of a plain decimal, and the sign of a
// zero.
func trimDecimal(b []byte) []byte {
	neg := b[0] == '-'
	digits := b
	if neg {
		digits = b[1:]
	}
	cut := 0
	for cut+1 < len(digits) && digits[cut] == '0' && digits[cut+1] != '.' {
		cut++
	}
	digits = digits[cut:]
	switch {
	case !neg || len(bytes.Trim(digits, "0.")) == 0:
		return digits
	case cut == 0:
		return b
	}
	return append([]byte{'-'}, digits...)
}

// in is the Moment in the zone loc if a zone was written, else m itself.
func (m Moment) in(loc *time.Location) Moment {
	if !m.HasZone {
		return m
	}
	t := m.Time(loc)
	year, month, day := t.Date()
	return Moment{Year: year, Month: int(month), Day: day,
		Hour: t.Hour(), Minute: t.Minute(), Second: t.Second(), Nanos: t.Nanosecond(), HasTime: true}
}

// appendText appends YYYY-MM-DD, and HH:MM:SS[.ffffff] behind it if withTime.
func (m Moment) appendText(b []byte, withTime bool) []byte {
	b = appendDigits(b, m.Year, 4)
	b = appendDigits(append(b, '-'), m.Month, 2)
	b = appendDigits(append(b, '-'), m.Day, 2)
	if !withTime {
		return b
	}
	b = appendDigits(append(b, ' '), m.Hour, 2)
	b = appendDigits(append(b, ':'), m.Minute, 2)
	b = appendDigits(append(b, ':'), m.Second, 2)
	return appendFraction(b, m.Nanos/1000)
}

// appendFraction appends a fraction of a second with no zero at its end.
func appendFraction(b []byte, micros int) []byte {
	if micros == 0 {
		return b
	}
	width := 6
	for ; micros%10 == 0; micros /= 10 {
		width--
	}
	return appendDigits(append(b, '.'), micros, width)
}

func appendDigits(b []byte, v, width int) []byte {
	for i := width; i > 0; i-- {
		b = append(b, '0')
	}
	for i := len(b) - 1; v > 0 && width > 0; i, v, width = i-1, v/10, width-1 {
		b[i] = byte('0' + v%10)
	}
	return b
}

// appendClock appends a time of day or a span of time, [-]H:MM[:SS[.fraction]]
// with up to 838 hours, as [-]HH:MM:SS[.ffffff].
func appendClock(b, s []byte) ([]byte, bool) {
	neg := len(s) > 0 && s[0] == '-'
	if neg {
		s = s[1:]
	}
	colon := bytes.IndexByte(s, ':')
	if colon < 1 || colon > 3 {
		return b, false
	}
	ok := true
	hours := digits(s, 0, colon, &ok)
	// What follows the hours reads as it does in a day.
	m := Moment{}
	var clockText [24]byte
	rest := append(append(clockText[:0], "00"...), s[colon:]...)
	end, fits := clock(rest, 0, &m)
	if !ok || !fits || end != len(rest) || hours > 838 {
		return b, false
	}
	micros := m.Nanos / 1000
	if neg && hours+m.Minute+m.Second+micros > 0 {
		b = append(b, '-')
	}
	width := 2
	if hours > 99 {
		width = 3
	}
	b = appendDigits(b, hours, width)
	b = appendDigits(append(b, ':'), m.Minute, 2)
	b = appendDigits(append(b, ':'), m.Second, 2)
	return appendFraction(b, micros), true
}
