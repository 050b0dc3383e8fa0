package residual

import (
	"fmt"
	"strings"
	"time"

	"github.com/xwb1989/sqlparser"
)

// temporal are the functions of dates whose type or text depends on their
// arguments.
var temporal = map[string]specialFunction{
	"now":               {0, 1, (*compiler).now},
	"current_timestamp": {0, 1, (*compiler).now},
	"localtime":         {0, 1, (*compiler).now},
	"localtimestamp":    {0, 1, (*compiler).now},
	"sysdate":           {0, 1, (*compiler).now},
	"utc_timestamp":     {0, 1, (*compiler).now},
	"curdate":           {0, 0, (*compiler).today},
	"current_date":      {0, 0, (*compiler).today},
	"utc_date":          {0, 0, (*compiler).today},
	"curtime":           {0, 1, (*compiler).timeOfDay},
	"current_time":      {0, 1, (*compiler).timeOfDay},
	"utc_time":          {0, 1, (*compiler).timeOfDay},
	"date":              {1, 1, func(_ *compiler, _ string, a []piece) (piece, error) { return castTemporal(a[0], Date, "my_date"), nil }},
	"time":              {1, 1, func(_ *compiler, _ string, a []piece) (piece, error) { return castTemporal(a[0], Time, "my_time"), nil }},
	"timestamp":         {1, 2, (*compiler).timestamp},
	"week":              {1, 2, (*compiler).week},
	"yearweek":          {1, 2, (*compiler).week},
	"adddate":           {2, 2, (*compiler).addDays},
	"subdate":           {2, 2, (*compiler).addDays},
	"timestampadd":      {3, 3, (*compiler).timestampAdd},
	"addtime":           {2, 2, (*compiler).addTime},
	"subtime":           {2, 2, (*compiler).addTime},
	"str_to_date":       {2, 2, (*compiler).strToDate},
	"date_format":       {2, 2, (*compiler).dateFormat},
	"timediff":          {2, 2, (*compiler).timeDiff},
	"unix_timestamp":    {0, 1, (*compiler).unixTimestamp},
	"from_unixtime":     {1, 2, (*compiler).fromUnixtime},
	"to_seconds":        {1, 1, (*compiler).toSeconds},
	"get_format":        {2, 2, (*compiler).getFormat},
}

// clock is the statement's time, in UTC for the functions that begin with utc_.
func (c *compiler) clock(name string) time.Time {
	if strings.HasPrefix(name, "utc_") {
		return c.env.Now.UTC()
	}
	return c.env.Now.In(c.env.zone())
}

// fraction is the time with as many digits of the second as were asked for.
func fraction(t time.Time, layout string, args []piece) (string, error) {
	if len(args) == 0 {
		return t.Format(layout), nil
	}
	k := args[0].constant
	if k == nil || k.kind != Int || k.number.IntPart() < 0 || k.number.IntPart() > 6 {
		return "", fmt.Errorf("the digits of a second's fraction must be a number from 0 to 6")
	}
	if n := int(k.number.IntPart()); n > 0 {
		layout += "." + strings.Repeat("0", n)
	}
	text := t.Format(layout)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text, nil
}

func (c *compiler) now(name string, args []piece) (piece, error) {
	text, err := fraction(c.clock(name), "2006-01-02 15:04:05", args)
	return temporalLiteral(DateTime, text), err
}

func (c *compiler) today(name string, _ []piece) (piece, error) {
	return temporalLiteral(Date, c.clock(name).Format("2006-01-02")), nil
}

func (c *compiler) timeOfDay(name string, args []piece) (piece, error) {
	text, err := fraction(c.clock(name), "15:04:05", args)
	return temporalLiteral(Time, text), err
}

func (c *compiler) timestamp(_ string, args []piece) (piece, error) {
	if len(args) == 1 {
		return castTemporal(asDateTime(args[0]), DateTime, "my_timestamp"), nil
	}
	return call(DateTime, "my_timestamp", args...), nil
}

func (c *compiler) week(name string, args []piece) (piece, error) {
	mode := intLiteral(0)
	if len(args) == 2 {
		mode = asInt(args[1])
	}
	return call(Int, "my_"+name, args[0], mode), nil
}

// addDays writes ADDDATE(d, n) and SUBDATE(d, n), which count days.
func (c *compiler) addDays(name string, args []piece) (piece, error) {
	fn := map[string]string{"adddate": "my_date_add", "subdate": "my_date_sub"}[name]
	k := args[0].kind()
	if !k.temporal() {
		k = Str
	}
	return call(k, fn, args[0], args[1], textLiteral("day")), nil
}

// timestampAdd writes TIMESTAMPADD(unit, n, d).
func (c *compiler) timestampAdd(_ string, args []piece) (piece, error) {
	unit := args[0].constant
	p := call(args[2].kind(), "my_date_add", args[2], args[1], args[0])
	switch {
	case unit == nil || !intervalUnits[unit.text]:
		return piece{}, fmt.Errorf("%w: TIMESTAMPADD with that unit", ErrUnsupported)
	case args[2].kind() == Date && !wholeDays[unit.text]:
		p = call(DateTime, "my_datetime", p)
	case !args[2].kind().temporal():
		p.typ = of(Str)
	}
	return p, nil
}

func (c *compiler) addTime(name string, args []piece) (piece, error) {
	k := args[0].kind()
	if k != DateTime && k != Time {
		k = Str
	}
	return call(k, "my_"+name, args...), nil
}

// strToDate writes STR_TO_DATE, whose type its format tells.
func (c *compiler) strToDate(_ string, args []piece) (piece, error) {
	k := DateTime
	if f := args[1].constant; f != nil && f.kind == Str {
		date := hasSpecifier(f.text, "abcDdejMmUuVvWwXxYy")
		clock := hasSpecifier(f.text, "fHhIiklprSsT")
		switch {
		case date && !clock:
			k = Date
		case clock && !date:
			k = Time
		}
	}
	return call(k, "my_str_to_date", asStr(args[0]), asStr(args[1])), nil
}

func hasSpecifier(format, letters string) bool {
	for i := 0; i+1 < len(format); i++ {
		if format[i] == '%' {
			i++
			if strings.IndexByte(letters, format[i]) >= 0 {
				return true
			}
		}
	}
	return false
}

func (c *compiler) unixTimestamp(_ string, args []piece) (piece, error) {
	if len(args) == 0 {
		return intLiteral(c.env.Now.Unix()), nil
	}
	seconds := call(Dec, "my_dec", call(Str, "my_unix_timestamp", args[0]))
	if k := args[0].constant; args[0].kind() == Str || k != nil && strings.Contains(k.text, ".") {
		return seconds, nil // of a text that may have a fraction
	}
	return call(Int, "my_dint", call(Dec, "my_dtrunc", seconds, intLiteral(0))), nil
}

func (c *compiler) fromUnixtime(_ string, args []piece) (piece, error) {
	d := call(DateTime, "my_from_unixtime", args[0])
	if len(args) == 1 {
		return d, nil
	}
	return call(Str, "my_date_format", d, asStr(args[1])), nil
}

// intervalCall writes the functions that take an INTERVAL, which is no
// expression of its own.
func (c *compiler) intervalCall(s *scope, name string, f *sqlparser.FuncExpr) (p piece, ok bool, err error) {
	fn := map[string]string{"date_add": "my_date_add", "adddate": "my_date_add", "date_sub": "my_date_sub", "subdate": "my_date_sub"}[name]
	if fn == "" || len(f.Exprs) != 2 {
		return piece{}, false, nil
	}
	first, okFirst := f.Exprs[0].(*sqlparser.AliasedExpr)
	second, okSecond := f.Exprs[1].(*sqlparser.AliasedExpr)
	if !okFirst || !okSecond {
		return piece{}, false, nil
	}
	iv, isInterval := second.Expr.(*sqlparser.IntervalExpr)
	if !isInterval {
		return piece{}, false, nil
	}
	d, err := c.expr(s, first.Expr)
	if err != nil {
		return piece{}, true, err
	}
	p, err = c.addInterval(s, fn, d, iv)
	return p, true, err
}

// dateFormat writes DATE_FORMAT, which of a TIME knows the time of day.
func (c *compiler) dateFormat(_ string, args []piece) (piece, error) {
	name := "my_date_format"
	if args[0].kind() == Time {
		name = "my_time_format"
	}
	return call(Str, name, args[0], asStr(args[1])), nil
}

// timeDiff writes TIMEDIFF, which is NULL of values of two types.
func (c *compiler) timeDiff(_ string, args []piece) (piece, error) {
	a, b := args[0].kind(), args[1].kind()
	if a.temporal() && b.temporal() && a != b || a == Date || b == Date {
		return piece{text: "NULL", typ: of(Time)}, nil
	}
	return call(Time, "my_timediff", args...), nil
}
