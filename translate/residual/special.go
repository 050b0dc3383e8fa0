package residual

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/internal/information"
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// specialFunction is a function whose type or text depends on its arguments'
// types.
type specialFunction struct {
	min, max int // max < 0: any number
	build    func(c *compiler, name string, args []piece) (piece, error)
}

var special map[string]specialFunction

func init() {
	special = map[string]specialFunction{
		"if":        {3, 3, (*compiler).ifElse},
		"ifnull":    {2, 2, (*compiler).coalesce},
		"coalesce":  {1, -1, (*compiler).coalesce},
		"nullif":    {2, 2, (*compiler).nullIf},
		"isnull":    {1, 1, (*compiler).isNullCall},
		"greatest":  {2, -1, (*compiler).extreme},
		"least":     {2, -1, (*compiler).extreme},
		"any_value": {1, 1, func(_ *compiler, _ string, a []piece) (piece, error) { return a[0], nil }},
		"elt":       {2, -1, (*compiler).elt},
		"interval":  {2, -1, (*compiler).interval},
		"field":     {2, -1, (*compiler).field},
		"mod": {2, 2, func(c *compiler, _ string, a []piece) (piece, error) {
			return c.arith(a[0], sqlparser.ModStr, a[1], nil)
		}},
		"abs":         {1, 1, (*compiler).abs},
		"sign":        {1, 1, (*compiler).sign},
		"round":       {1, 2, (*compiler).round},
		"truncate":    {2, 2, (*compiler).round},
		"ceil":        {1, 1, (*compiler).whole},
		"ceiling":     {1, 1, (*compiler).whole},
		"floor":       {1, 1, (*compiler).whole},
		"log":         {1, 2, (*compiler).log},
		"format":      {2, 2, (*compiler).format},
		"bit_length":  {1, 1, (*compiler).bitLength},
		"hex":         {1, 1, (*compiler).hex},
		"unhex":       {1, 1, bytesOf("my_unhex")},
		"from_base64": {1, 1, bytesOf("my_from_base64")},
		"bin":         {1, 1, (*compiler).digits},
		"oct":         {1, 1, (*compiler).digits},
		"locate":      {2, 3, (*compiler).locate},
		"instr":       {2, 2, func(c *compiler, n string, a []piece) (piece, error) { return c.locate(n, []piece{a[1], a[0]}) }},
		"strcmp":      {2, 2, func(_ *compiler, _ string, a []piece) (piece, error) { return matcher("my_strcmp", a[0], a[1]), nil }},
		"trim":        {1, 1, trim("both")},
		"ltrim":       {1, 1, trim("leading")},
		"rtrim":       {1, 1, trim("trailing")},

		syntax.FuncTrimBoth:     {1, 2, trim("both")},
		syntax.FuncTrimLeading:  {1, 2, trim("leading")},
		syntax.FuncTrimTrailing: {1, 2, trim("trailing")},
		syntax.FuncXor:          {2, 2, (*compiler).xor},

		syntax.FuncDateLiteral:      {1, 1, func(c *compiler, n string, a []piece) (piece, error) { return c.typedLiteral(n, a[0]) }},
		syntax.FuncTimeLiteral:      {1, 1, func(c *compiler, n string, a []piece) (piece, error) { return c.typedLiteral(n, a[0]) }},
		syntax.FuncTimestampLiteral: {1, 1, func(c *compiler, n string, a []piece) (piece, error) { return c.typedLiteral(n, a[0]) }},

		"version":  {0, 0, func(*compiler, string, []piece) (piece, error) { return textLiteral(information.Version), nil }},
		"database": {0, 0, func(c *compiler, _ string, _ []piece) (piece, error) { return textLiteral(c.env.Instance), nil }},
		"schema":   {0, 0, func(c *compiler, _ string, _ []piece) (piece, error) { return textLiteral(c.env.Instance), nil }},
	}
	for name, fn := range temporal {
		special[name] = fn
	}
}

func (c *compiler) ifElse(_ string, args []piece) (piece, error) {
	v := unifyAll(args[1:])
	return piece{text: fmt.Sprintf("iif(%s, %s, %s)", asTruth(args[0]).text, v[0].text, v[1].text), typ: v[0].typ}, nil
}

func (c *compiler) coalesce(_ string, args []piece) (piece, error) {
	if len(args) == 1 {
		return args[0], nil
	}
	v := unifyAll(args)
	p := call(v[0].kind(), "coalesce", v...)
	p.typ = v[0].typ
	for _, a := range args {
		p.typ.NotNull = p.typ.NotNull || a.typ.NotNull
	}
	return p, nil
}

func (c *compiler) nullIf(_ string, args []piece) (piece, error) {
	eq, err := c.compare(args[0], "=", args[1])
	if err != nil {
		return piece{}, err
	}
	t := args[0].typ
	t.NotNull = false
	return piece{text: fmt.Sprintf("iif(%s, NULL, %s)", eq.text, args[0].text), typ: t}, nil
}

func (c *compiler) isNullCall(_ string, args []piece) (piece, error) {
	return isNull(args[0]), nil
}

// extreme writes GREATEST and LEAST, which compare as the types of all
// arguments together ask.
func (c *compiler) extreme(name string, args []piece) (piece, error) {
	if len(args) > maxArguments {
		return piece{}, fmt.Errorf("%w: %s of more than %d arguments", ErrUnsupported, strings.ToUpper(name), maxArguments)
	}
	for i := range args {
		for k := range args {
			var err error
			if args[k].constant == nil || args[i].constant != nil {
				continue
			}
			if args[k], err = c.literalFor(args[k], args[i].typ); err != nil {
				return piece{}, err
			}
		}
	}
	if numbers := asNumbers(args); numbers != nil {
		args = numbers
	}
	v := unifyAll(args)
	fn := map[string]string{"greatest": "max", "least": "min"}[name]
	first := v[0]
	first.text = collated(v[0])
	p := call(v[0].kind(), fn, append([]piece{first}, v[1:]...)...)
	p.typ.binary, p.typ.places = v[0].typ.binary, v[0].typ.places
	return p, nil
}

func (c *compiler) elt(_ string, args []piece) (piece, error) {
	v := unifyAll(args[1:])
	var text strings.Builder
	text.WriteString("(CASE " + asInt(args[0]).text)
	for i, a := range v {
		if err := c.constant(); err != nil {
			return piece{}, err
		}
		fmt.Fprintf(&text, " WHEN %d THEN %s", i+1, a.text)
	}
	t := v[0].typ
	t.NotNull = false
	return piece{text: text.String() + " END)", typ: t}, nil
}

func (c *compiler) field(_ string, args []piece) (piece, error) {
	var text strings.Builder
	text.WriteString("(CASE")
	for i, a := range args[1:] {
		eq, err := c.compare(args[0], "=", a)
		if err != nil {
			return piece{}, err
		}
		if err := c.when(&text, eq, i+1); err != nil {
			return piece{}, err
		}
	}
	return raw(Int, "%s ELSE 0 END)", text.String()), nil
}

// when writes that a CASE has a number where a condition holds.
func (c *compiler) when(text *strings.Builder, cond piece, n int) error {
	if err := c.constant(); err != nil {
		return err
	}
	if err := c.write(len(cond.text)); err != nil {
		return err
	}
	fmt.Fprintf(text, " WHEN %s THEN %d", cond.text, n)
	return nil
}

// interval writes INTERVAL(n, a, b, ...): how many of the numbers are not greater than
// n, up to the first that is; NULLs among them are passed over.
func (c *compiler) interval(_ string, args []piece) (piece, error) {
	n := asNumber(args[0])
	var text strings.Builder
	fmt.Fprintf(&text, "(CASE WHEN (%s IS NULL) THEN -1", n.text)
	for i, a := range args[1:] {
		less, err := c.compare(n, "<", asNumber(a))
		if err != nil {
			return piece{}, err
		}
		if err := c.when(&text, less, i); err != nil {
			return piece{}, err
		}
	}
	return piece{text: fmt.Sprintf("%s ELSE %d END)", text.String(), len(args)-1), typ: Type{Kind: Int, NotNull: true}}, nil
}

func (c *compiler) abs(_ string, args []piece) (piece, error) {
	switch p := asNumber(args[0]); p.kind() {
	case Int, Bool:
		return call(Int, "my_iabs", p), nil
	case Dec:
		return sameDigits(call(Dec, "my_dabs", p), p), nil
	default:
		return call(Dbl, "abs", p), nil
	}
}

func (c *compiler) sign(_ string, args []piece) (piece, error) {
	switch p := asNumber(args[0]); p.kind() {
	case Dec:
		return call(Int, "my_dsign", p), nil
	default:
		return call(Int, "my_sign", asDbl(p)), nil
	}
}

// round writes ROUND and TRUNCATE. An integer stays one.
func (c *compiler) round(name string, args []piece) (piece, error) {
	digits := intLiteral(0)
	if len(args) == 2 {
		digits = asInt(args[1])
	}
	suffix := map[string]string{"round": "round", "truncate": "trunc"}[name]
	switch p := asNumber(args[0]); p.kind() {
	case Null:
		return nullPiece, nil
	case Int, Bool:
		if k := digits.constant; k != nil && k.kind == Int && !k.number.IsNegative() {
			return plain(p, Int), nil
		}
		return call(Int, "my_dint", call(Dec, "my_d"+suffix, asDec(p), digits)), nil
	case Dec:
		q := call(Dec, "my_d"+suffix, p, digits)
		if k := digits.constant; k != nil && k.kind == Int && len(k.number.String()) < 4 {
			q.typ = q.typ.withPlaces(int(k.number.IntPart()))
			return q, nil
		}
		return sameDigits(q, p), nil
	default:
		return call(Dbl, "my_"+suffix, p, digits), nil
	}
}

// whole writes CEIL and FLOOR.
func (c *compiler) whole(name string, args []piece) (piece, error) {
	fn := "ceil"
	if name == "floor" {
		fn = "floor"
	}
	switch p := asNumber(args[0]); p.kind() {
	case Null:
		return nullPiece, nil
	case Int, Bool:
		return plain(p, Int), nil
	case Dec:
		// DIV refuses what is beyond an integer.
		return call(Int, "my_dintdiv", call(Dec, "my_d"+fn, p), intLiteral(1)), nil
	default:
		return call(Dbl, "my_"+fn, p), nil
	}
}

// log writes LOG(x), the natural logarithm, and LOG(base, x).
func (c *compiler) log(_ string, args []piece) (piece, error) {
	if len(args) == 1 {
		return call(Dbl, "my_ln", asDbl(args[0])), nil
	}
	return raw(Dbl, "(my_ln(%s) / my_ln(%s))", asDbl(args[1]).text, asDbl(args[0]).text), nil
}

func (c *compiler) format(_ string, args []piece) (piece, error) {
	p := asNumber(args[0])
	if p.kind() != Dbl {
		p = asDec(p)
	}
	return call(Str, "my_format", p, asInt(args[1])), nil
}

// hex writes HEX, which is of a number, or of a text's bytes.
func (c *compiler) hex(_ string, args []piece) (piece, error) {
	if p := args[0]; p.kind().numeric() {
		return call(Str, "my_hex", piece{text: bitsOf(p), typ: of(Int)}), nil
	}
	return call(Str, "my_hex", asStr(args[0])), nil
}

// bytesOf writes a function that makes bytes of a text: they compare as such.
func bytesOf(function string) func(*compiler, string, []piece) (piece, error) {
	return func(_ *compiler, _ string, args []piece) (piece, error) {
		p := call(Str, function, asStr(args[0]))
		p.typ.binary = true
		return p, nil
	}
}

// digits writes BIN and OCT, which cut a number off at its point.
func (c *compiler) digits(name string, args []piece) (piece, error) {
	switch p := args[0]; p.kind() {
	case Dec:
		return call(Str, "my_"+name, call(Int, "my_dint", call(Dec, "my_dtrunc", p, intLiteral(0)))), nil
	case Dbl:
		return call(Str, "my_"+name, call(Int, "my_int", call(Dbl, "my_trunc", p, intLiteral(0)))), nil
	default:
		return call(Str, "my_"+name, asInt(p)), nil
	}
}

func (c *compiler) locate(_ string, args []piece) (piece, error) {
	pos := intLiteral(1)
	if len(args) == 3 {
		pos = asInt(args[2])
	}
	return matcher("my_locate", args[0], args[1], pos), nil
}

func trim(side string) func(*compiler, string, []piece) (piece, error) {
	return func(_ *compiler, _ string, args []piece) (piece, error) {
		removed, text := textLiteral(" "), args[len(args)-1]
		if len(args) == 2 { // TRIM(removed FROM text)
			removed = asStr(args[0])
		}
		p := call(Str, "my_trim", asStr(text), removed, textLiteral(side))
		p.typ.binary = text.typ.binary
		return p, nil
	}
}

func (c *compiler) xor(_ string, args []piece) (piece, error) {
	a, b := asTruth(args[0]), asTruth(args[1])
	return raw(Int, "((%s <> 0) <> (%s <> 0))", a.text, b.text), nil
}

// asNumbers makes doubles of numbers and texts together, which MySQL compares as
// such; it is nil if the values are not a mixture of these.
func asNumbers(values []piece) []piece {
	texts, numbers := false, false
	out := make([]piece, len(values))
	for i, v := range values {
		if v.kind().temporal() {
			return nil
		}
		texts, numbers = texts || v.kind() == Str, numbers || v.kind().numeric()
		out[i] = v
		if v.kind() != Null {
			out[i] = asDbl(v)
		}
	}
	if !texts || !numbers {
		return nil
	}
	return out
}
