package translate

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/scale-sql/scale/schema"
	"github.com/shopspring/decimal"
)

// constantKind is the SQL type of a constant.
type constantKind uint8

const (
	isNull   constantKind = iota
	isNumber              // an exact number; TRUE is 1 and FALSE is 0
	isString
	isBytes  // a hexadecimal or bit literal: a string beside text, a number beside numbers
	isMoment // a DATE or TIMESTAMP literal, or a time.Time argument
)

// constant is a value that a statement names or that a caller bound to it.
type constant struct {
	kind   constantKind
	number decimal.Decimal
	text   string // of a string, bytes or a moment
}

func numberConstant(d decimal.Decimal) constant { return constant{kind: isNumber, number: d} }
func stringConstant(s string) constant          { return constant{kind: isString, text: s} }

func boolConstant(b bool) constant {
	if b {
		return numberConstant(decimal.NewFromInt(1))
	}
	return numberConstant(decimal.Zero)
}

// momentLayout is how a time.Time argument is written: as MySQL's protocol
// would compare it, with the fraction of a second only if there is one.
const momentLayout = "2006-01-02 15:04:05.999999999"

// constantOf makes a constant of an argument as the connection's value checker
// leaves it: nil, int64, uint64, float64, bool, string, []byte, time.Time or
// decimal.Decimal. A time.Time is taken to the zone loc, in which the API's
// dates are read.
func constantOf(v any, loc *time.Location) (constant, error) {
	switch v := v.(type) {
	case nil:
		return constant{}, nil
	case int64:
		return numberConstant(decimal.NewFromInt(v)), nil
	case uint64:
		return numberConstant(decimal.NewFromUint64(v)), nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return constant{}, fmt.Errorf("%v is not a number that SQL knows", v)
		}
		return numberConstant(decimal.NewFromFloat(v)), nil
	case bool:
		return boolConstant(v), nil
	case string:
		return stringConstant(v), nil
	case []byte:
		if v == nil {
			return constant{}, nil
		}
		return stringConstant(string(v)), nil
	case time.Time:
		return constant{kind: isMoment, text: v.In(loc).Format(momentLayout)}, nil
	case decimal.Decimal:
		return numberConstant(v), nil
	}
	return constant{}, fmt.Errorf("a value of type %T can't be an argument", v)
}

// asNumber is the exact number that a constant stands for beside a number
// column. MySQL makes a number of any string ("abc" is 0); only those that
// spell a number are taken for one here.
func (c constant) asNumber() (decimal.Decimal, bool) {
	switch c.kind {
	case isNumber:
		return c.number, reasonable(c.number)
	case isString:
		d, ok := schema.ParseDecimal(strings.Trim(c.text, " "))
		return d, ok && reasonable(d)
	}
	return decimal.Decimal{}, false
}

// asMoment is the date or datetime that a constant stands for beside a column of
// them: MySQL reads 20240517, too, as a day.
func (c constant) asMoment() (schema.Moment, bool) {
	switch c.kind {
	case isNumber:
		return schema.MomentOfNumber(c.number)
	case isString, isMoment:
		return schema.ParseMoment(c.text)
	}
	return schema.Moment{}, false
}

// reasonable keeps numbers within the digits of MySQL's DECIMAL, so that
// 1e1000000 is not written out.
func reasonable(d decimal.Decimal) bool {
	return d.Exponent() <= 65 && d.Exponent() >= -65 && d.NumDigits() <= 65
}

// String shows the constant in messages.
func (c constant) String() string {
	switch c.kind {
	case isNull:
		return "NULL"
	case isNumber:
		if reasonable(c.number) {
			return c.number.String()
		}
		return fmt.Sprintf("%se%+d", shortText(c.number.Coefficient().String()), c.number.Exponent())
	case isBytes:
		return "a hexadecimal literal"
	}
	return fmt.Sprintf("'%s'", shortText(c.text))
}
