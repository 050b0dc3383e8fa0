package translate

import (
	"database/sql/driver"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/shopspring/decimal"
	"github.com/xwb1989/sqlparser"
)

// leftOut is the value of DEFAULT: the API knows no other default than to leave
// a field out.
type leftOut struct{}

// binder finds the values of a write's placeholders. It makes no map of them
// unless a SELECT wants one: an INSERT may have hundreds of thousands.
type binder struct {
	stmt       *syntax.Statement
	args       []driver.NamedValue
	positional []driver.NamedValue
	named      map[string]driver.NamedValue
	opt        *Options

	params map[string]constant
	values map[string]any
}

func newBinder(stmt *syntax.Statement, args []driver.NamedValue, opt *Options) (*binder, error) {
	positional, named, err := sortArguments(stmt, args)
	return &binder{stmt: stmt, args: args, positional: positional, named: named, opt: opt}, err
}

// bindAll returns all arguments by the names of their bind variables.
func (b *binder) bindAll() (map[string]constant, map[string]any, error) {
	var err error
	if b.params == nil {
		b.params, b.values, err = bind(b.stmt, b.args, b.opt)
	}
	return b.params, b.values, err
}

// argument is the value of a placeholder, by the name that the syntax gives it:
// :p1 for the first without a name, :n1 for the first name.
func (b *binder) argument(name []byte) (any, error) {
	if len(name) > 2 && len(name) < 12 && name[0] == ':' {
		i := 0
		for _, d := range name[2:] {
			i = i*10 + int(d-'0')
		}
		switch {
		case i < 1:
		case name[1] == 'p' && i <= len(b.positional):
			return plain(b.positional[i-1].Value), nil
		case name[1] == 'n' && i <= len(b.stmt.Named):
			return plain(b.named[b.stmt.Named[i-1]].Value), nil
		}
	}
	return nil, fmt.Errorf("placeholder %s has no argument", name)
}

// plain makes nil of bytes that are.
func plain(v any) any {
	if b, ok := v.([]byte); ok && b == nil {
		return nil
	}
	return v
}

// constant reads a value that needs no engine, as an Encoder takes it; ok is
// false for any other. number tells that bits and hexadecimal digits are to be a
// number, as they are to MySQL beside one.
func (b *binder) constant(e sqlparser.Expr, number bool) (v any, ok bool, err error) {
	switch e := e.(type) {
	case *sqlparser.SQLVal:
		v, err = b.literal(e, number)
		return v, true, err
	case *sqlparser.NullVal:
		return nil, true, nil
	case sqlparser.BoolVal:
		return bool(e), true, nil
	case *sqlparser.ParenExpr:
		return b.constant(e.Expr, number)
	case *sqlparser.Default:
		if e.ColName != "" {
			return nil, false, unsupported("DEFAULT("+e.ColName+")", "the metadata doesn't tell the defaults of fields")
		}
		return leftOut{}, true, nil
	case *sqlparser.UnaryExpr:
		return signed(e)
	case *sqlparser.FuncExpr:
		return b.moment(e)
	}
	return nil, false, nil
}

func (b *binder) literal(v *sqlparser.SQLVal, number bool) (any, error) {
	switch v.Type {
	case sqlparser.ValArg:
		return b.argument(v.Val)
	case sqlparser.StrVal:
		return string(v.Val), nil
	case sqlparser.IntVal, sqlparser.FloatVal:
		return numberOf(string(v.Val), v.Type == sqlparser.FloatVal)
	case sqlparser.HexVal:
		return hexValue(string(v.Val), number)
	}
	return nil, unsupported("the literal "+shortText(string(v.Val)), "this kind of literal is not known")
}

// hexValue is what hexadecimal digits mean: bytes, or a number.
func hexValue(digits string, number bool) (any, error) {
	if !number {
		bytes, err := hex.DecodeString(digits)
		if err != nil {
			return nil, fmt.Errorf("x'%s' is not hexadecimal", shortText(digits))
		}
		return string(bytes), nil
	}
	n, err := strconv.ParseUint("0"+strings.TrimLeft(digits, "0"), 16, 64)
	if err != nil {
		return nil, fmt.Errorf("x'%s' is not a number of 64 bits", shortText(digits))
	}
	return n, nil
}

// numberOf reads the digits of a number. One with an exponent is a double, as in
// MySQL; any other keeps all its digits.
func numberOf(s string, point bool) (any, error) {
	if point && strings.ContainsAny(s, "eE") {
		f, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return nil, fmt.Errorf("%s is out of the range of a DOUBLE", shortText(s))
		}
		return f, nil
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n, nil
	}
	d, err := decimal.NewFromString(s)
	if err != nil {
		return nil, fmt.Errorf("%s is not a number", shortText(s))
	}
	return d, nil
}

// signed reads a number with a sign, where the parser has left it apart.
func signed(e *sqlparser.UnaryExpr) (any, bool, error) {
	v, ok := e.Expr.(*sqlparser.SQLVal)
	if !ok || v.Type != sqlparser.IntVal && v.Type != sqlparser.FloatVal {
		return nil, false, nil
	}
	text := string(v.Val)
	switch e.Operator {
	case sqlparser.UPlusStr:
	case sqlparser.UMinusStr:
		if text = "-" + text; strings.HasPrefix(text, "--") {
			text = text[2:]
		}
	default:
		return nil, false, nil
	}
	n, err := numberOf(text, v.Type == sqlparser.FloatVal)
	return n, true, err
}

// moment reads DATE '...' and TIMESTAMP '...'.
func (b *binder) moment(f *sqlparser.FuncExpr) (any, bool, error) {
	name := f.Name.String()
	if name != syntax.FuncDateLiteral && name != syntax.FuncTimestampLiteral || len(f.Exprs) != 1 {
		return nil, false, nil
	}
	arg, ok := f.Exprs[0].(*sqlparser.AliasedExpr)
	if !ok {
		return nil, false, nil
	}
	v, ok := arg.Expr.(*sqlparser.SQLVal)
	if !ok || v.Type != sqlparser.StrVal {
		return nil, false, nil
	}
	text := string(v.Val)
	if m, ok := schema.ParseMoment(text); !ok || name == syntax.FuncDateLiteral && m.HasTime {
		return nil, false, fmt.Errorf("incorrect DATE or TIMESTAMP value: '%s'; write YYYY-MM-DD or YYYY-MM-DD HH:MM:SS", shortText(text))
	}
	return text, true, nil
}
