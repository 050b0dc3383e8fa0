package schema

import (
	"bytes"
	"database/sql/driver"
	"time"
)

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
	case c.Local && cell.Kind != String && cell.Kind != Number:
		return Native{}, nil
	case c.Local && c.Type == Text:
		return Native{Kind: NativeText, Text: cell.Text}, nil
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

// Moment is the cell of a date or datetime column as Native spells it, or nil.
func (v *Values) Moment(c *Column, cell Cell) (driver.Value, error) {
	n, err := v.Native(c, cell)
	if err != nil || n.Kind != NativeText {
		return nil, err
	}
	return string(n.Text), nil
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
	return momentIn(m.Time(loc), loc)
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
