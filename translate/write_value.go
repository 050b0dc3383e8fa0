package translate

import (
	"database/sql/driver"
	"fmt"
	"strings"

	"github.com/scale-sql/scale/translate/syntax"
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
		return momentText(e)
	}
	return nil, false, nil
}

func (b *binder) literal(v *sqlparser.SQLVal, number bool) (any, error) {
	if v.Type == sqlparser.ValArg {
		return b.argument(v.Val)
	}
	value, err := syntax.Value(v)
	if h, ok := value.(syntax.HexBytes); ok && !number {
		return string(h), nil
	} else if ok {
		n, ok := h.Number()
		if !ok {
			return nil, fmt.Errorf("%s is not a number of 64 bits", syntax.Shown(v))
		}
		return n, nil
	}
	return value, err
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
	n, err := syntax.Value(&sqlparser.SQLVal{Type: v.Type, Val: []byte(text)})
	return n, true, err
}
