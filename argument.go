package scale

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
	"math"
	"reflect"

	"github.com/shopspring/decimal"
)

// CheckNamedValue accepts what database/sql does, decimals without a detour
// through text, and integers of 64 bits without a sign.
func (c *conn) CheckNamedValue(nv *driver.NamedValue) error { return checkArgument(nv) }

// CheckNamedValue is the connection's.
func (s *stmt) CheckNamedValue(nv *driver.NamedValue) error { return checkArgument(nv) }

func checkArgument(nv *driver.NamedValue) error {
	v, err := argument(nv.Value)
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
		return v, nil
	case *decimal.Decimal:
		if v == nil {
			return nil, nil
		}
		return *v, nil
	case decimal.NullDecimal:
		if !v.Valid {
			return nil, nil
		}
		return v.Decimal, nil
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
