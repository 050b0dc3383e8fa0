package translate

import (
	"strings"
	"time"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/shopspring/decimal"
	"github.com/xwb1989/sqlparser"
)

// part is a function of a date or datetime column that grows with the date, as
// YEAR does: its values stand for spans of days, which the API can be asked for.
type part struct {
	column *schema.Column
	// span is the span of days on which the function has the value of a constant.
	span   func(constant) (span, bool)
	counts bool // its values are integers, whose spans may overlap
	falls  bool // it gets smaller as the date grows
}

// span is the days from one on up to, and without, another. It is empty, with the
// next day for both, for a value between those of two days.
type span struct{ from, to time.Time }

func (d span) empty() bool { return !d.from.Before(d.to) }

const (
	partReason    = "the API has no such function, and is asked for a range of days"
	patternOfDays = "the API matches no pattern with a date, and is asked for a range of days"
)

// part reads YEAR(d), DATE(d), CAST(d AS DATE), EXTRACT(YEAR FROM d),
// EXTRACT(YEAR_MONTH FROM d), DATE_FORMAT(d, '%Y-%m') and differences; it is nil
// for any other expression.
func (s *scope) part(e sqlparser.Expr) (*part, error) {
	switch e := e.(type) {
	case *sqlparser.ConvertExpr:
		if e.Type != nil && strings.EqualFold(e.Type.Type, "date") {
			return s.partOf(e.Expr, s.daySpan)
		}
	case *sqlparser.FuncExpr:
		args := callArguments(e)
		switch name := e.Name.Lowered(); {
		case name == "year" && len(args) == 1:
			return s.partOf(args[0], yearSpan)
		case name == "date" && len(args) == 1:
			return s.partOf(args[0], s.daySpan)
		case name == syntax.FuncExtract && len(args) == 2:
			if unit, ok := s.textConstant(args[0]); ok && extractions[unit] != nil {
				return s.partOf(args[1], extractions[unit])
			}
		case name == "date_format" && len(args) == 2:
			if format, ok := s.textConstant(args[1]); ok && dateFormats[format] != "" {
				return s.partOf(args[0], formatSpan(dateFormats[format]))
			}
		default:
			return s.difference(name, args)
		}
	}
	return nil, nil
}

// partOf is the part of an expression, if that is a date or datetime column.
func (s *scope) partOf(e sqlparser.Expr, span func(constant) (span, bool)) (*part, error) {
	name, ok := unparenthesised(e).(*sqlparser.ColName)
	if !ok {
		return nil, nil
	}
	c, err := s.column(name)
	if err != nil || c.Type != schema.Date && c.Type != schema.DateTime {
		return nil, err
	}
	return &part{column: c, span: span}, nil
}

// callArguments are those of a call, nil if one of them is no plain expression.
func callArguments(f *sqlparser.FuncExpr) []sqlparser.Expr {
	args := make([]sqlparser.Expr, 0, len(f.Exprs))
	for _, a := range f.Exprs {
		plain, ok := a.(*sqlparser.AliasedExpr)
		if !ok || f.Distinct {
			return nil
		}
		args = append(args, plain.Expr)
	}
	return args
}

// extractions are the units of EXTRACT that grow with the date.
var extractions = map[string]func(constant) (span, bool){"year": yearSpan, "year_month": monthSpan}

// dateFormats are formats of DATE_FORMAT whose texts are in the order of the days,
// with what package time calls them.
var dateFormats = map[string]string{
	"%Y": "2006", "%Y-%m": "2006-01", "%Y%m": "200601", "%Y-%m-%d": dateLayout, "%Y%m%d": "20060102",
}

func yearSpan(c constant) (span, bool) {
	n, ok := c.asNumber()
	return yearsFrom(n), ok && integerOf(n, 1, 9999)
}

// monthSpan is that of a number such as 202405.
func monthSpan(c constant) (span, bool) {
	n, ok := c.asNumber()
	if !ok || !integerOf(n, 1_00, 9999_99) {
		return span{}, false
	}
	year, month := n.IntPart()/100, n.IntPart()%100
	from := time.Date(int(year), time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	return span{from, from.AddDate(0, 1, 0)}, month >= 1 && month <= 12
}

func yearsFrom(n decimal.Decimal) span {
	from := time.Date(int(n.IntPart()), 1, 1, 0, 0, 0, 0, time.UTC)
	return span{from, from.AddDate(1, 0, 0)}
}

// integerOf reports whether a number is an integer of a range.
func integerOf(n decimal.Decimal, low, high int64) bool {
	return n.IsInteger() && !n.LessThan(decimal.NewFromInt(low)) && !n.GreaterThan(decimal.NewFromInt(high))
}

// daySpan is that of a date, which no day is equal to if it has a time of day.
func (s *scope) daySpan(c constant) (span, bool) {
	at, fraction, ok := subject{opt: s.opt}.moment(c)
	day := at.Truncate(24 * time.Hour)
	next := day.AddDate(0, 0, 1)
	if fraction || !at.Equal(day) {
		return span{next, next}, ok
	}
	return span{day, next}, ok
}

// formatSpan reads the texts that DATE_FORMAT writes, or a number beside one of
// digits alone; any other text is not compared as dates are.
func formatSpan(layout string) func(constant) (span, bool) {
	return func(c constant) (span, bool) {
		text := c.text
		switch {
		case c.kind == isNumber && reasonable(c.number) && len(layout) != len("2006-01") && layout != dateLayout:
			text = c.number.String()
		case c.kind != isString:
			return span{}, false
		}
		return spanOf(layout, text)
	}
}

// spanOf is the year, month or day that a text names in just that layout.
func spanOf(layout, text string) (span, bool) {
	from, err := time.Parse(layout, text)
	if err != nil || from.Format(layout) != text || from.Year() < 1 {
		return span{}, false
	}
	switch len(layout) {
	case len("2006"):
		return span{from, from.AddDate(1, 0, 0)}, true
	case len("200601"), len("2006-01"):
		return span{from, from.AddDate(0, 1, 0)}, true
	}
	return span{from, from.AddDate(0, 0, 1)}, true
}

// comparePart is a comparison of a part of a date with a constant.
func (s *scope) comparePart(p *part, op operator, c constant) node {
	if c.kind == isNull {
		return leaf(neverTrue)
	}
	subj, why := subjectOf(s.object, p.column, false, s.opt)
	if why != "" {
		return leaf(notPushed(why))
	}
	if p.counts {
		op, c = inclusive(op, c)
	}
	if p.falls {
		op = mirrored[op]
	}
	days, ok := p.span(c)
	if !ok {
		return leaf(notPushed(noSpan(c)))
	}
	return subj.onDays(op, days, partReason)
}

// inclusive is a comparison of an integer that includes its bound: < 5 is <= 4.
func inclusive(op operator, c constant) (operator, constant) {
	n, ok := c.asNumber()
	switch {
	case !ok:
	case op == opLt:
		return opLe, numberConstant(n.Sub(decimal.NewFromInt(1)))
	case op == opGt:
		return opGe, numberConstant(n.Add(decimal.NewFromInt(1)))
	}
	return op, c
}

func noSpan(c constant) string {
	return "the API has no such function, and " + c.String() + " names no span of days"
}

// inPart is a list that a part of a date is looked up in: the API is asked for the
// days from the first one of the list to the last.
func (s *scope) inPart(p *part, not bool, list []constant) node {
	if not {
		return leaf(notPushed("the API has no such function"))
	}
	subj, why := subjectOf(s.object, p.column, false, s.opt)
	if why != "" {
		return leaf(notPushed(why))
	}
	var all span
	for _, c := range list {
		days, ok := p.span(c)
		switch {
		case !ok:
			return leaf(notPushed(inList(c, noSpan(c))))
		case days.empty():
			continue
		case all.empty():
			all = days
			continue
		}
		if days.from.Before(all.from) {
			all.from = days.from
		}
		if days.to.After(all.to) {
			all.to = days.to
		}
	}
	return subj.onDays(opEq, all, partReason)
}

// likeDays reads LIKE with a pattern that begins with a year, a month or a day.
func (s subject) likeDays(pattern string, escape rune) node {
	prefix, _, _ := strings.Cut(parseLike(pattern, escape).text, "*")
	for _, layout := range []string{dateLayout, "2006-01", "2006"} {
		if len(prefix) < len(layout) {
			continue
		}
		if days, ok := spanOf(layout, prefix[:len(layout)]); ok {
			return s.onDays(opEq, days, patternOfDays)
		}
	}
	return leaf(notPushed("the pattern names no year to begin with, and the API matches none with a date"))
}
