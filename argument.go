package scale

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
	"math"

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
	case uint64:
		if v > math.MaxInt64 {
			return v, nil
		}
	case uint:
		if uint64(v) > math.MaxInt64 {
			return uint64(v), nil
		}
	case sql.Out:
		return nil, fmt.Errorf("the API has no output parameters")
	case driver.Valuer:
		return driver.DefaultParameterConverter.ConvertValue(v)
	}
	return driver.DefaultParameterConverter.ConvertValue(v)
}
