package dates

import "zombiezen.com/go/sqlite"

// extraction is a unit of EXTRACT. Those of a date read their argument as one,
// the others as a time or datetime: a time's hours may pass 24.
type extraction struct {
	ofDate func(moment) int
	ofTime func(pieces) int64
}

var extractions = map[string]extraction{
	"year":       {ofDate: func(m moment) int { return m.year }},
	"year_month": {ofDate: func(m moment) int { return m.year*100 + m.month }},
	"quarter":    {ofDate: quarter},
	"month":      {ofDate: func(m moment) int { return m.month }},
	"week":       {ofDate: func(m moment) int { _, week := weekMode(0).week(m); return week }},
	"day":        {ofDate: func(m moment) int { return m.day }},

	"hour":        {ofTime: func(p pieces) int64 { return int64(p.hour) }},
	"minute":      {ofTime: func(p pieces) int64 { return int64(p.minute) }},
	"second":      {ofTime: func(p pieces) int64 { return int64(p.second) }},
	"microsecond": {ofTime: func(p pieces) int64 { return int64(p.micro) }},

	"day_hour":           {ofTime: func(p pieces) int64 { return hundreds(p.day, p.hour) }},
	"day_minute":         {ofTime: func(p pieces) int64 { return hundreds(p.day, p.hour, p.minute) }},
	"day_second":         {ofTime: func(p pieces) int64 { return hundreds(p.day, p.hour, p.minute, p.second) }},
	"hour_minute":        {ofTime: func(p pieces) int64 { return hundreds(p.hour, p.minute) }},
	"hour_second":        {ofTime: func(p pieces) int64 { return hundreds(p.hour, p.minute, p.second) }},
	"minute_second":      {ofTime: func(p pieces) int64 { return hundreds(p.minute, p.second) }},
	"day_microsecond":    {ofTime: func(p pieces) int64 { return p.withMicro(hundreds(p.day, p.hour, p.minute, p.second)) }},
	"hour_microsecond":   {ofTime: func(p pieces) int64 { return p.withMicro(hundreds(p.hour, p.minute, p.second)) }},
	"minute_microsecond": {ofTime: func(p pieces) int64 { return p.withMicro(hundreds(p.minute, p.second)) }},
	"second_microsecond": {ofTime: func(p pieces) int64 { return p.withMicro(int64(p.second)) }},
}

// hundreds writes numbers side by side, two digits each.
func hundreds(numbers ...int) int64 {
	var n int64
	for _, v := range numbers {
		n = n*100 + int64(v)
	}
	return n
}

func (p pieces) withMicro(n int64) int64 {
	return n*1_000_000 + int64(p.micro)
}

// extract is EXTRACT(unit FROM d). What it takes from a negative time is
// negative.
func extract(args []sqlite.Value) sqlite.Value {
	e, known := find(extractions, args[0])
	if !known {
		return null
	}
	if e.ofDate != nil {
		m, ok := momentOf(args[1])
		if !ok {
			return null
		}
		return integer(e.ofDate(m))
	}
	t, ok := temporalOf(args[1])
	if !ok {
		return null
	}
	p := t.pieces()
	n := e.ofTime(p)
	if p.negative {
		n = -n
	}
	return sqlite.IntegerValue(n)
}

func quarter(m moment) int { return (m.month + 2) / 3 }

// dateNum is a date as the number YYYYMMDD.
func dateNum(m moment) int {
	return m.year*10000 + m.month*100 + m.day
}

// dateTimeNum is a datetime as the number YYYYMMDDhhmmss, rounded to seconds as
// MySQL rounds when it casts one to an integer.
func dateTimeNum(m moment) sqlite.Value {
	rounded, ok := momentAt(roundedSeconds(m.at()))
	if !ok {
		return null
	}
	p := rounded.pieces()
	return sqlite.IntegerValue(int64(dateNum(rounded))*1_000_000 + hundreds(p.hour, p.minute, p.second))
}

// timeNum is a time as the number hhmmss, likewise rounded.
func timeNum(t temporal) sqlite.Value {
	p := t.time().pieces()
	p.setClock(roundedSeconds(p.clock()))
	n := hundreds(p.hour, p.minute, p.second)
	if p.negative {
		n = -n
	}
	return sqlite.IntegerValue(n)
}

func roundedSeconds(micros int64) int64 {
	return (micros + second/2) / second * second
}
