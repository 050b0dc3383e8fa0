package residual

import (
	"encoding/hex"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/shopspring/decimal"
	"github.com/xwb1989/sqlparser"
)

// constant is the value of a literal or of an argument.
type constant struct {
	kind   Kind
	number decimal.Decimal // Int, Dec
	double float64         // Dbl
	text   string          // Str, Date, DateTime, Time
	hex    bool            // Str: written as x'41' or 0x41, which is a number where one is called for
}

// literal reads a literal or placeholder of the AST.
func (c *compiler) literal(v *sqlparser.SQLVal) (piece, error) {
	if err := c.constant(); err != nil {
		return piece{}, err
	}
	if v.Type == sqlparser.ValArg {
		return c.argument(strings.TrimPrefix(string(v.Val), ":"))
	}
	value, err := syntax.Value(v)
	if err != nil {
		return piece{}, err
	}
	return c.given(value)
}

// argument is the value bound to a placeholder.
func (c *compiler) argument(name string) (piece, error) {
	v, ok := c.env.Param(name)
	if !ok {
		return piece{}, fmt.Errorf("placeholder %s has no argument", name)
	}
	return c.given(v)
}

// given is the value of a literal or of an argument.
func (c *compiler) given(v any) (piece, error) {
	switch v := v.(type) {
	case nil:
		return nullPiece, nil
	case int64:
		return intLiteral(v), nil
	case uint64:
		return numberLiteral(strconv.FormatUint(v, 10))
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return piece{}, fmt.Errorf("%v is not a number that SQL knows", v)
		}
		return doubleLiteral(v), nil
	case bool:
		if v {
			return intLiteral(1), nil
		}
		return intLiteral(0), nil
	case string:
		return textLiteral(v), nil
	case syntax.HexBytes:
		p := textLiteral(string(v))
		p.constant.hex = true
		return p, nil
	case []byte:
		return textLiteral(string(v)), nil
	case decimal.Decimal:
		return numberPiece(v)
	case time.Time:
		return temporalLiteral(DateTime, c.formatTime(v)), nil
	}
	return piece{}, fmt.Errorf("a value of type %T can't be an argument", v)
}

// formatTime writes an instant as a DATETIME of the connection's zone.
func (c *compiler) formatTime(t time.Time) string {
	return t.In(c.env.zone()).Round(time.Microsecond).Format("2006-01-02 15:04:05.999999")
}

// unhexed makes a number of a literal such as 0x41; MySQL takes 64 bits of it.
func unhexed(p piece) piece {
	if p.constant == nil || !p.constant.hex {
		return p
	}
	n, ok := syntax.HexBytes(p.constant.text).Number()
	if !ok {
		return p
	}
	q, err := numberLiteral(strconv.FormatUint(n, 10))
	if err != nil {
		return p
	}
	return q
}

var nullPiece = piece{text: "NULL", constant: &constant{kind: Null}}

// quote writes a text literal. SQLite knows no escape but the doubled quote; a
// NUL would end the statement, so a text with one goes as bytes.
func quote(s string) string {
	if strings.ContainsRune(s, 0) {
		return "CAST(x'" + hex.EncodeToString([]byte(s)) + "' AS TEXT)"
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

func textLiteral(s string) piece {
	return piece{text: quote(s), typ: Type{Kind: Str, NotNull: true}, constant: &constant{kind: Str, text: s}}
}

func temporalLiteral(k Kind, s string) piece {
	return piece{text: quote(s), typ: Type{Kind: k, NotNull: true}, constant: &constant{kind: k, text: s}}
}

func intLiteral(n int64) piece {
	text := strconv.FormatInt(n, 10)
	if n == math.MinInt64 { // SQLite reads the digits before the sign
		text = "(-9223372036854775807 - 1)"
	} else if n < 0 {
		text = "(" + text + ")"
	}
	return piece{text: text, typ: Type{Kind: Int, NotNull: true}, constant: &constant{kind: Int, number: decimal.NewFromInt(n)}}
}

func doubleLiteral(f float64) piece {
	text := strconv.FormatFloat(f, 'e', -1, 64)
	return piece{text: "(" + text + ")", typ: Type{Kind: Dbl, NotNull: true}, constant: &constant{kind: Dbl, double: f}}
}

// numberLiteral reads digits with an optional point: an integer if it fits 64
// bits, else a decimal.
func numberLiteral(s string) (piece, error) {
	d, err := decimal.NewFromString(s)
	if err != nil {
		return piece{}, fmt.Errorf("%s is not a number", s)
	}
	if !strings.Contains(s, ".") {
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			return intLiteral(n), nil
		}
	}
	return numberPiece(d)
}

func numberPiece(d decimal.Decimal) (piece, error) {
	if d.Exponent() > 65 || d.Exponent() < -65 || d.NumDigits() > 80 {
		return piece{}, fmt.Errorf("a number has more digits than MySQL's DECIMAL, which has 65")
	}
	text := d.StringFixed(max(0, -d.Exponent()))
	typ := Type{Kind: Dec, NotNull: true}.withPlaces(int(max(0, -d.Exponent())))
	return piece{text: quote(text), typ: typ, constant: &constant{kind: Dec, number: d}}, nil
}

// asNumber is the exact number that a string spells in full; MySQL makes a
// number of any string, but only such a one is taken for a number here.
func (k *constant) asNumber() (decimal.Decimal, bool) {
	s := strings.Trim(k.text, " ")
	if k.kind != Str || len(s) > 60 || strings.ContainsAny(s, "eE") { // one with an exponent is a double
		return decimal.Decimal{}, false
	}
	return schema.ParseDecimal(s)
}
