package dates

import "zombiezen.com/go/sqlite"

// unit is one of the units of the manual's "Temporal Intervals", in months or in
// microseconds. A compound unit has the size of each of its parts.
type unit struct {
	sizes    []int64
	months   bool
	fraction bool // the last part is a fraction: '1.5' is 1 second, 500000 microseconds
	wholeDay bool // no part is below a day, so that a DATE stays one
}

var units = map[string]unit{
	"year":               {sizes: []int64{12}, months: true, wholeDay: true},
	"quarter":            {sizes: []int64{3}, months: true, wholeDay: true},
	"month":              {sizes: []int64{1}, months: true, wholeDay: true},
	"week":               {sizes: []int64{7 * day}, wholeDay: true},
	"day":                {sizes: []int64{day}, wholeDay: true},
	"hour":               {sizes: []int64{hour}},
	"minute":             {sizes: []int64{minute}},
	"second":             {sizes: []int64{second}},
	"microsecond":        {sizes: []int64{microsecond}},
	"year_month":         {sizes: []int64{12, 1}, months: true, wholeDay: true},
	"day_hour":           {sizes: []int64{day, hour}},
	"day_minute":         {sizes: []int64{day, hour, minute}},
	"day_second":         {sizes: []int64{day, hour, minute, second}},
	"day_microsecond":    {sizes: []int64{day, hour, minute, second, microsecond}, fraction: true},
	"hour_minute":        {sizes: []int64{hour, minute}},
	"hour_second":        {sizes: []int64{hour, minute, second}},
	"hour_microsecond":   {sizes: []int64{hour, minute, second, microsecond}, fraction: true},
	"minute_second":      {sizes: []int64{minute, second}},
	"minute_microsecond": {sizes: []int64{minute, second, microsecond}, fraction: true},
	"second_microsecond": {sizes: []int64{second, microsecond}, fraction: true},
}

// find looks a name up, in any case, without an allocation.
func find[T any](table map[string]T, name sqlite.Value) (T, bool) {
	var b [len("minute_microsecond") + 1]byte
	n := copy(b[:], bytesOf(name))
	for i, c := range b[:n] {
		if 'A' <= c && c <= 'Z' {
			b[i] = c | 0x20
		}
	}
	found, known := table[string(b[:n])]
	return found, known
}
