package residual

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// function compiles a call: an aggregate, a function with rules of its own, or
// one of the table of simple ones.
func (c *compiler) function(s *scope, f *sqlparser.FuncExpr) (piece, error) {
	name := f.Name.Lowered()
	if !f.Qualifier.IsEmpty() {
		return piece{}, fmt.Errorf("%w: function %s.%s", ErrUnsupported, f.Qualifier.String(), name)
	}
	if aggregateNames[name] {
		return c.aggregate(s, name, f)
	}
	if f.Distinct {
		return piece{}, fmt.Errorf("DISTINCT is for aggregates, which %s is not", strings.ToUpper(name))
	}
	if op, all, ok := syntax.Quantified(name); ok {
		return c.quantified(s, f, op, all)
	}
	if p, ok, err := c.intervalCall(s, name, f); ok {
		return p, err
	}
	args, err := c.arguments(s, name, f.Exprs)
	if err != nil {
		return piece{}, err
	}
	if p, ok, err := c.sessionCall(name, args); ok {
		return p, err
	}
	if build, ok := special[name]; ok {
		if len(args) < build.min || build.max >= 0 && len(args) > build.max {
			return piece{}, wrongCount(name, build.min, build.max, len(args))
		}
		return build.build(c, name, args)
	}
	if fn, ok := simple[name]; ok {
		return fn.call(name, args)
	}
	return piece{}, unknownFunction(name)
}

// arguments compiles the arguments of a call.
func (c *compiler) arguments(s *scope, name string, list sqlparser.SelectExprs) ([]piece, error) {
	args := make([]piece, 0, len(list))
	for _, e := range list {
		a, ok := e.(*sqlparser.AliasedExpr)
		if !ok {
			return nil, fmt.Errorf("%s(*) is not a call that SQL knows", strings.ToUpper(name))
		}
		p, err := c.value(s, a.Expr)
		if err != nil {
			return nil, err
		}
		if !calculates[name] {
			p = rounded(p)
		}
		args = append(args, p)
	}
	return args, nil
}

func wrongCount(name string, low, high, got int) error {
	want := fmt.Sprintf("%d to %d arguments", low, high)
	if low == high {
		want = fmt.Sprintf("%d arguments", low)
	} else if high < 0 {
		want = fmt.Sprintf("%d arguments or more", low)
	}
	return fmt.Errorf("function %s takes %s, not %d", strings.ToUpper(name), want, got)
}

// simpleFunction is a function of which each argument has a fixed type. args
// has a letter for each: s a text, i an integer, b its bits, n a double, d a decimal,
// a anything as it is; the last letter goes for all that follow.
type simpleFunction struct {
	min, max int // max < 0: any number
	kind     Kind
	name     string
	args     string
}

func (fn simpleFunction) call(name string, args []piece) (piece, error) {
	if len(args) < fn.min || fn.max >= 0 && len(args) > fn.max {
		return piece{}, wrongCount(name, fn.min, fn.max, len(args))
	}
	typed := make([]piece, len(args))
	for i, a := range args {
		switch fn.args[min(i, len(fn.args)-1)] {
		case 's':
			typed[i] = asStr(a)
		case 'i':
			typed[i] = asInt(a)
		case 'b':
			typed[i] = piece{text: bitsOf(a), typ: of(Int)}
		case 'n':
			typed[i] = asDbl(a)
		case 'd':
			typed[i] = asDec(a)
		default:
			typed[i] = a
		}
	}
	p := call(fn.kind, fn.name, typed...)
	for _, a := range args {
		p.typ.binary = p.typ.binary || fn.kind == Str && a.kind() == Str && a.typ.binary
	}
	return p, nil
}

// simple are the functions of which each argument has a fixed type.
var simple = map[string]simpleFunction{
	"concat":           {1, -1, Str, "my_concat", "s"},
	"concat_ws":        {2, -1, Str, "my_concat_ws", "s"},
	"upper":            {1, 1, Str, "my_upper", "s"},
	"ucase":            {1, 1, Str, "my_upper", "s"},
	"lower":            {1, 1, Str, "my_lower", "s"},
	"lcase":            {1, 1, Str, "my_lower", "s"},
	"length":           {1, 1, Int, "my_length", "s"},
	"octet_length":     {1, 1, Int, "my_length", "s"},
	"char_length":      {1, 1, Int, "my_char_length", "s"},
	"character_length": {1, 1, Int, "my_char_length", "s"},
	"reverse":          {1, 1, Str, "my_reverse", "s"},
	"md5":              {1, 1, Str, "my_md5", "s"},
	"sha":              {1, 1, Str, "my_sha1", "s"},
	"sha1":             {1, 1, Str, "my_sha1", "s"},
	"sha2":             {2, 2, Str, "my_sha2", "si"},
	"ascii":            {1, 1, Int, "my_ascii", "s"},
	"ord":              {1, 1, Int, "my_ord", "s"},
	"space":            {1, 1, Str, "my_space", "i"},
	"substring":        {2, 3, Str, "my_substring", "si"},
	"substr":           {2, 3, Str, "my_substring", "si"},
	"mid":              {2, 3, Str, "my_substring", "si"},
	"left":             {2, 2, Str, "my_left", "si"},
	"right":            {2, 2, Str, "my_right", "si"},
	"substring_index":  {3, 3, Str, "my_substring_index", "ssi"},
	"replace":          {3, 3, Str, "my_replace", "s"},
	"repeat":           {2, 2, Str, "my_repeat", "si"},
	"lpad":             {3, 3, Str, "my_lpad", "sis"},
	"rpad":             {3, 3, Str, "my_rpad", "sis"},
	"insert":           {4, 4, Str, "my_insert", "siis"},
	"find_in_set":      {2, 2, Int, "my_find_in_set", "s"},
	"conv":             {3, 3, Str, "my_conv", "sii"},
	"bit_count":        {1, 1, Int, "my_bit_count", "b"},
	"crc32":            {1, 1, Int, "my_crc32", "s"},
	"to_base64":        {1, 1, Str, "my_to_base64", "s"},
	"make_set":         {2, -1, Str, "my_make_set", "bs"},
	"export_set":       {3, 5, Str, "my_export_set", "bsssi"},
	"uuid":             {0, 0, Str, "my_uuid", ""},
	"inet_aton":        {1, 1, Int, "my_inet_aton", "s"},
	"inet_ntoa":        {1, 1, Str, "my_inet_ntoa", "i"},
	"quote":            {1, 1, Str, "my_quote", "s"},
	"soundex":          {1, 1, Str, "my_soundex", "s"},
	"char":             {1, -1, Str, "my_char", "i"},

	"pow":     {2, 2, Dbl, "my_pow", "n"},
	"power":   {2, 2, Dbl, "my_pow", "n"},
	"sqrt":    {1, 1, Dbl, "my_sqrt", "n"},
	"exp":     {1, 1, Dbl, "my_exp", "n"},
	"ln":      {1, 1, Dbl, "my_ln", "n"},
	"log2":    {1, 1, Dbl, "my_log2", "n"},
	"log10":   {1, 1, Dbl, "my_log10", "n"},
	"sin":     {1, 1, Dbl, "my_sin", "n"},
	"cos":     {1, 1, Dbl, "my_cos", "n"},
	"tan":     {1, 1, Dbl, "my_tan", "n"},
	"cot":     {1, 1, Dbl, "my_cot", "n"},
	"asin":    {1, 1, Dbl, "my_asin", "n"},
	"acos":    {1, 1, Dbl, "my_acos", "n"},
	"atan":    {1, 2, Dbl, "my_atan", "n"},
	"atan2":   {2, 2, Dbl, "my_atan", "n"},
	"degrees": {1, 1, Dbl, "my_degrees", "n"},
	"radians": {1, 1, Dbl, "my_radians", "n"},
	"pi":      {0, 0, Dbl, "my_pi", ""},
	"rand":    {0, 1, Dbl, "my_rand", "i"},
	"year":    {1, 1, Int, "my_year", "a"},
	"quarter": {1, 1, Int, "my_quarter", "a"},
	"month":   {1, 1, Int, "my_month", "a"},
	"day":     {1, 1, Int, "my_day", "a"},

	"dayofmonth":    {1, 1, Int, "my_day", "a"},
	"dayofweek":     {1, 1, Int, "my_dayofweek", "a"},
	"weekday":       {1, 1, Int, "my_weekday", "a"},
	"dayofyear":     {1, 1, Int, "my_dayofyear", "a"},
	"weekofyear":    {1, 1, Int, "my_weekofyear", "a"},
	"hour":          {1, 1, Int, "my_hour", "a"},
	"minute":        {1, 1, Int, "my_minute", "a"},
	"second":        {1, 1, Int, "my_second", "a"},
	"microsecond":   {1, 1, Int, "my_microsecond", "a"},
	"monthname":     {1, 1, Str, "my_monthname", "a"},
	"dayname":       {1, 1, Str, "my_dayname", "a"},
	"last_day":      {1, 1, Date, "my_last_day", "a"},
	"to_days":       {1, 1, Int, "my_to_days", "a"},
	"from_days":     {1, 1, Date, "my_from_days", "i"},
	"makedate":      {2, 2, Date, "my_makedate", "i"},
	"maketime":      {3, 3, Time, "my_maketime", "iia"},
	"time_to_sec":   {1, 1, Int, "my_time_to_sec", "a"},
	"sec_to_time":   {1, 1, Time, "my_sec_to_time", "a"},
	"datediff":      {2, 2, Int, "my_datediff", "a"},
	"timestampdiff": {3, 3, Int, "my_timestampdiff", "a"},
	"time_format":   {2, 2, Str, "my_time_format", "as"},
	"period_add":    {2, 2, Int, "my_period_add", "i"},
	"period_diff":   {2, 2, Int, "my_period_diff", "i"},
	"convert_tz":    {3, 3, DateTime, "my_convert_tz", "as"},

	syntax.FuncExtract:    {2, 2, Int, "my_extract", "a"},
	syntax.FuncCastDouble: {1, 1, Dbl, "my_num", "a"},
	syntax.FuncCastFloat:  {1, 1, Dbl, "my_num", "a"},
	syntax.FuncCastYear:   {1, 1, Int, "my_year", "a"},
}
