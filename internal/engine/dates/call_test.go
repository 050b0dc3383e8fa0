package dates

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"zombiezen.com/go/sqlite"
)

// caller calls functions of the table by name, without SQLite between.
type caller map[string]function

func newCaller(loc *time.Location) caller {
	c := caller{}
	for _, f := range table(loc) {
		c[fmt.Sprint(f.name, "/", f.args)] = f
	}
	return c
}

func value(x any) sqlite.Value {
	switch x := x.(type) {
	case nil:
		return sqlite.Value{}
	case int:
		return sqlite.IntegerValue(int64(x))
	case int64:
		return sqlite.IntegerValue(x)
	case float64:
		return sqlite.FloatValue(x)
	case string:
		return sqlite.TextValue(x)
	}
	panic(fmt.Sprintf("no value of SQLite: %T", x))
}

func native(v sqlite.Value) any {
	switch v.Type() {
	case sqlite.TypeInteger:
		return v.Int()
	case sqlite.TypeFloat:
		return v.Float()
	case sqlite.TypeText:
		return v.Text()
	}
	return nil
}

// call leaves out the prefix my_ of the name.
func (c caller) call(name string, args ...any) any {
	f, ok := c[fmt.Sprint("my_", name, "/", len(args))]
	if !ok {
		panic("no function " + name)
	}
	values := make([]sqlite.Value, len(args))
	for i, a := range args {
		values[i] = value(a)
	}
	v, err := f.scalar(sqlite.Context{}, values)
	if err != nil {
		return err
	}
	return native(v)
}

// example is a call and its answer.
type example struct {
	name string
	args []any
	want any
}

func of(args ...any) []any { return args }

func (c caller) check(t *testing.T, examples []example) {
	t.Helper()
	for _, e := range examples {
		if got := c.call(e.name, e.args...); got != e.want {
			t.Errorf("%s(%s) = %#v, want %#v", e.name, strings.Trim(fmt.Sprintf("%#v", e.args), "[]interface {}"), got, e.want)
		}
	}
}
