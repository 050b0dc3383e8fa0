package syntax

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/xwb1989/sqlparser"
)

// dump writes an AST out in full, but for parentheses and a sign of integers: two
// texts with one dump mean the same.
func dump(n any) string {
	var b strings.Builder
	dumpValue(&b, reflect.ValueOf(n))
	return b.String()
}

func dumpValue(b *strings.Builder, v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			b.WriteString("nil")
			return
		}
		dumpValue(b, v.Elem())
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			fmt.Fprintf(b, "%q", v.Bytes())
			return
		}
		b.WriteByte('[')
		for i := range v.Len() {
			dumpValue(b, v.Index(i))
			b.WriteByte(' ')
		}
		b.WriteByte(']')
	case reflect.Struct:
		dumpStruct(b, v)
	case reflect.String:
		fmt.Fprintf(b, "%q", v.String())
	default:
		fmt.Fprintf(b, "%v", v)
	}
}

func dumpStruct(b *strings.Builder, v reflect.Value) {
	if v.CanAddr() {
		switch n := v.Addr().Interface().(type) {
		case *sqlparser.ParenExpr:
			dumpValue(b, reflect.ValueOf(n.Expr))
			return
		case *sqlparser.UnaryExpr:
			if i, ok := strip(n.Expr).(*sqlparser.SQLVal); ok && i.Type == sqlparser.IntVal {
				switch n.Operator {
				case sqlparser.UMinusStr:
					text := "-" + string(i.Val)
					dumpValue(b, reflect.ValueOf(sqlparser.NewIntVal([]byte(strings.TrimPrefix(text, "--")))))
					return
				case sqlparser.UPlusStr:
					dumpValue(b, reflect.ValueOf(i))
					return
				}
			}
		}
	}
	b.WriteString(v.Type().Name())
	b.WriteByte('{')
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.Name != "_" {
			dumpValue(b, v.Field(i))
			b.WriteByte(' ')
		}
	}
	b.WriteByte('}')
}

// strip takes parentheses and folded signs off an expression.
func strip(e sqlparser.Expr) sqlparser.Expr {
	switch n := e.(type) {
	case *sqlparser.ParenExpr:
		return strip(n.Expr)
	case *sqlparser.UnaryExpr:
		i, ok := strip(n.Expr).(*sqlparser.SQLVal)
		if ok && i.Type == sqlparser.IntVal && n.Operator == sqlparser.UMinusStr {
			return sqlparser.NewIntVal([]byte(strings.TrimPrefix("-"+string(i.Val), "--")))
		}
		if ok && i.Type == sqlparser.IntVal && n.Operator == sqlparser.UPlusStr {
			return i
		}
	}
	return e
}
