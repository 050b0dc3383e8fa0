package scale

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"math"
	"reflect"
	"time"

	"github.com/shopspring/decimal"
)

// CheckNamedValue accepts what database/sql does, decimals without a detour
// through text, and integers of 64 bits without a sign.
func (c *conn) CheckNamedValue(nv *driver.NamedValue) error {
	return checkArgument(nv, c.connector.cfg.Loc)
}

// CheckNamedValue is the connection's.
func (s *stmt) CheckNamedValue(nv *driver.NamedValue) error { return s.conn.CheckNamedValue(nv) }

func checkArgument(nv *driver.NamedValue, loc *time.Location) error {
	v, err := argument(nv.Value)
	if err == nil {
		err = sensible(v, loc)
	}
	if err != nil {
		name := fmt.Sprint(nv.Ordinal)
		if nv.Name != "" {
			name = fmt.Sprintf("%q", nv.Name)
		}
		return fmt.Errorf("scale: argument %s: %w", name, err)
	}
	nv.Value = v
	return nil
}

// argument makes of a caller's value one of nil, int64, uint64, float64, bool,
// string, []byte, time.Time and decimal.Decimal.
func argument(v any) (any, error) {
	switch v := v.(type) {
	case decimal.Decimal: // a Valuer too, but of text
		return exact(v)
	case *decimal.Decimal:
		if v == nil {
			return nil, nil
		}
		return exact(*v)
	case decimal.NullDecimal:
		if !v.Valid {
			return nil, nil
		}
		return exact(v.Decimal)
	case sql.Out:
		return nil, fmt.Errorf("the API has no output parameters")
	case driver.Valuer:
		return driver.DefaultParameterConverter.ConvertValue(v)
	}
	if n, ok := bigUnsigned(v); ok {
		return n, nil
	}
	return driver.DefaultParameterConverter.ConvertValue(v)
}

// sensible refuses values that are none.
func sensible(v any, loc *time.Location) error {
	switch v := v.(type) {
	case time.Time:
		return fitsCalendar(v.In(loc))
	case int64:
		if v == noID {
			return errors.New("this is what LastInsertId returned beside an error: there was no one id; see what that error says")
		}
	}
	return nil
}

// fitsCalendar refuses times whose year does not have four digits where they are
// compared, in the DSN's zone: as texts they would sort before all others.
func fitsCalendar(at time.Time) error {
	if year := at.Round(time.Microsecond).Year(); year < 0 || year > 9999 {
		return fmt.Errorf("a time of the year %d, in the zone %s; SQL knows the years 0 to 9999", year, at.Location())
	}
	return nil
}

// exact refuses decimals far beyond MySQL's 65 digits: whatever is done with the
// billion digits of 1e1000000000 takes all the memory there is.
func exact(d decimal.Decimal) (any, error) {
	const digits, bits = 1000, 3322
	if d.Exponent() > digits || d.Exponent() < -digits || d.Coefficient().BitLen() > bits {
		return nil, fmt.Errorf("a decimal of more than %d digits; MySQL's DECIMAL has 65", digits)
	}
	return d, nil
}

// bigUnsigned is the integer beyond int64 that v is or points to, if it is one:
// database/sql's own converter refuses it.
func bigUnsigned(v any) (uint64, bool) {
	r := reflect.ValueOf(v)
	for r.Kind() == reflect.Pointer {
		r = r.Elem()
	}
	if !r.CanUint() || r.Uint() <= math.MaxInt64 {
		return 0, false
	}
	return r.Uint(), true
}
