package syntax

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/xwb1989/sqlparser"
)

// HexBytes are the bytes of a literal such as x'41', 0x41 or b'1000001': a string, but a
// number where one is called for (manual, "Hexadecimal Literals").
type HexBytes string

// Number is the number that the bytes are; ok is false if it has more than 64 bits.
func (h HexBytes) Number() (n uint64, ok bool) {
	digits := strings.TrimLeft(string(h), "\x00")
	for _, b := range []byte(digits) {
		n = n<<8 | uint64(b)
	}
	return n, len(digits) <= 8
}

// Value is the value of a literal, which is no placeholder: a string, a HexBytes, an
// int64, a decimal.Decimal for a number that is none but keeps all its digits, and a
// float64 for one with an exponent, which is a DOUBLE (manual, "Numeric Literals").
func Value(v *sqlparser.SQLVal) (any, error) {
	switch v.Type {
	case sqlparser.StrVal:
		return string(v.Val), nil
	case sqlparser.IntVal, sqlparser.FloatVal:
		return number(v)
	case sqlparser.HexVal:
		bytes, err := hex.DecodeString(string(v.Val))
		if err != nil {
			return nil, fmt.Errorf("%s is not hexadecimal", Shown(v))
		}
		return HexBytes(bytes), nil
	}
	return nil, fmt.Errorf("the literal %s is of a kind that is not known", Shown(v))
}

func number(v *sqlparser.SQLVal) (any, error) {
	text := string(v.Val)
	if v.Type == sqlparser.FloatVal && strings.ContainsAny(text, "eE") {
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return nil, fmt.Errorf("%s is out of the range of a DOUBLE", Shown(v))
		}
		return f, nil
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n, nil
	}
	d, err := decimal.NewFromString(text)
	if err != nil {
		return nil, fmt.Errorf("%s is not a number", Shown(v))
	}
	return d, nil
}
