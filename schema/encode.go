package schema

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// Encoder turns values of SQL and Go into the API's text: "Date format:
// YYYY-MM-DD", "Decimal format: XX.XX (dot separator)". It is the reverse of
// Values, and as strict: what does not fit a column is an error, never a zero
// or a cut text.
type Encoder struct {
	// Loc is the zone of dates and datetimes; nil is UTC.
	Loc *time.Location
	// Booleans is how truth values are spelt: "YN" (also ""), "10" or "truefalse".
	Booleans string
}

// Text is the text for a value of column c. The value is nil, int64, uint64,
// float64, bool, string, []byte, time.Time or decimal.Decimal. The API has no
// NULL: nil is the empty text, which clears the field. The error is an
// *EncodeError.
func (e *Encoder) Text(c *Column, v any) (string, error) {
	if b, ok := v.([]byte); ok {
		if b == nil {
			return "", nil
		}
		v = string(b)
	}
	if v == nil {
		return "", nil
	}
	text, want := e.encode(c, v)
	if want != "" {
		return "", &EncodeError{Column: c, Value: e.shown(v), Want: want}
	}
	return text, nil
}

// encode returns a value's text, or what was wanted instead.
func (e *Encoder) encode(c *Column, v any) (text, want string) {
	switch c.Type {
	case Integer:
		return encodeInteger(v)
	case Decimal:
		return encodeDecimal(c, v)
	case Boolean:
		return e.encodeBoolean(v)
	case Date, DateTime:
		return e.encodeMoment(c.Type, v)
	case Time:
		return e.encodeClock(v)
	}
	return e.encodeText(c, v)
}

var wantShort = fmt.Sprintf("a decimal number of at most %d digits", maxDigits)

const (
	wantInteger = "an integer of 64 bits"
	wantDecimal = "a decimal number with a dot"
	wantBoolean = "a boolean (true/false, 1/0, Y/N)"
	wantUTF8    = "valid UTF-8"
)

// encodeInteger rounds as MySQL does: a decimal half away from zero, a float
// half to even.
func encodeInteger(v any) (text, want string) {
	switch n := v.(type) {
	case int64:
		return strconv.FormatInt(n, 10), ""
	case float64:
		v = math.RoundToEven(n)
	}
	d, ok := numeric(v)
	if !ok {
		return "", wantInteger
	}
	d = d.Round(0)
	if d.GreaterThan(maxInt64) || d.LessThan(minInt64) {
		return "", wantInteger
	}
	return strconv.FormatInt(d.IntPart(), 10), ""
}

// encodeDecimal writes digits with a dot, never an exponent. The scale is that
// of a declared decimal(p,s), else the value's own.
func encodeDecimal(c *Column, v any) (text, want string) {
	d, ok := numeric(v)
	if !ok {
		return "", wantDecimal
	}
	scale := max(0, -int(d.Exponent()))
	if c.HasPrecision {
		scale = c.Scale
		d = d.Round(int32(scale))
		if whole := c.Precision - scale; d.Abs().GreaterThanOrEqual(decimal.New(1, int32(whole))) {
			return "", fmt.Sprintf("a decimal number of at most %d digits before the dot", whole)
		}
	}
	text = string(trimDecimal([]byte(d.StringFixed(int32(scale)))))
	if len(text) > maxDigits {
		return "", wantShort
	}
	return text, ""
}

// numeric reads the value as a number, whose size is bounded. A text must spell
// one; MySQL would make a zero of any other.
func numeric(v any) (decimal.Decimal, bool) {
	switch v := v.(type) {
	case int64:
		return decimal.NewFromInt(v), true
	case uint64:
		return decimal.NewFromUint64(v), true
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return decimal.Decimal{}, false
		}
		return parseDecimal(strconv.AppendFloat(nil, v, 'g', -1, 64))
	case bool:
		if v {
			return decimal.NewFromInt(1), true
		}
		return decimal.Decimal{}, true
	case string:
		return parseDecimal([]byte(strings.Trim(v, " ")))
	case decimal.Decimal:
		small := v.Exponent() >= -maxDigits && v.Exponent() <= maxDigits && v.Coefficient().BitLen() < 4*maxDigits
		return v, small
	}
	return decimal.Decimal{}, false
}

// encodeBoolean takes a truth value, 1 and 0, and any spelling that ParseBool
// knows. MySQL's other truths, such as 2, would not come back as they were.
func (e *Encoder) encodeBoolean(v any) (text, want string) {
	var truth, ok bool
	switch v := v.(type) {
	case bool:
		truth, ok = v, true
	case string:
		truth, ok = ParseBool(v)
	default:
		var d decimal.Decimal
		d, ok = numeric(v)
		truth = d.Equal(decimal.NewFromInt(1))
		ok = ok && (truth || d.IsZero())
	}
	if !ok {
		return "", wantBoolean
	}
	return e.spell(truth), ""
}

func (e *Encoder) spell(truth bool) string {
	spelt := "YN"
	switch e.Booleans {
	case "10":
		spelt = "10"
	case "truefalse":
		return strconv.FormatBool(truth)
	}
	if truth {
		return spelt[:1]
	}
	return spelt[1:]
}

// encodeText writes a text as it is, and other values as MySQL makes texts of
// them.
func (e *Encoder) encodeText(c *Column, v any) (text, want string) {
	switch v := v.(type) {
	case string:
		text = v
	case time.Time:
		m := e.momentOf(v)
		if !m.writable() {
			return "", "a datetime of the years 1 to 9999"
		}
		text = string(m.appendText(nil, true))
	case float64, int64, uint64, bool, decimal.Decimal:
		d, ok := numeric(v)
		if !ok {
			return "", "a finite number"
		}
		text = d.StringFixed(max(0, -d.Exponent()))
	default:
		return "", "a value of a type that can be stored"
	}
	if !utf8.ValidString(text) {
		return "", wantUTF8
	}
	if c.Length > 0 && len(text) > c.Length && utf8.RuneCountInString(text) > c.Length {
		return "", fmt.Sprintf("a text of at most %d characters (it has %d)", c.Length, utf8.RuneCountInString(text))
	}
	return text, ""
}

// shown is a value for an error's text.
func (e *Encoder) shown(v any) string {
	switch v := v.(type) {
	case string:
		return strconv.Quote(cut(v))
	case time.Time:
		return v.Format(time.RFC3339Nano)
	case decimal.Decimal:
		if _, ok := numeric(v); !ok {
			return fmt.Sprintf("a number with the exponent %d", v.Exponent())
		}
		return cut(v.String())
	case int64, uint64, float64, bool:
		return fmt.Sprint(v)
	}
	return fmt.Sprintf("a value of Go's type %T", v)
}
