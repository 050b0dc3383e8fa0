package dates

import (
	"math"
	"strconv"

	"zombiezen.com/go/sqlite"
)

// null is also the answer to what is no date, as in MySQL.
var null sqlite.Value

// bytesOf is the text of a value, which is only read, and only during the call
// it is an argument of: for TEXT, SQLite's own memory.
func bytesOf(v sqlite.Value) []byte {
	switch v.Type() {
	case sqlite.TypeText, sqlite.TypeBlob:
		return v.Blob()
	case sqlite.TypeInteger:
		return strconv.AppendInt(nil, v.Int64(), 10)
	case sqlite.TypeFloat:
		return plainDigits(v.Float())
	}
	return nil
}

// plainDigits is the shortest decimal of a double, without an exponent.
func plainDigits(x float64) []byte {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return strconv.AppendFloat(nil, x, 'f', -1, 64)
}

// momentOf reads an argument that is to be a date or datetime.
func momentOf(v sqlite.Value) (moment, bool) {
	switch v.Type() {
	case sqlite.TypeText, sqlite.TypeBlob:
		return readMoment(v.Blob())
	case sqlite.TypeInteger:
		return momentOfNumber(v.Int64(), 0)
	case sqlite.TypeFloat:
		if n, micro, ok := splitDouble(v.Float()); ok {
			return momentOfNumber(n, micro)
		}
	}
	return moment{}, false
}

// temporalOf reads an argument that is to be a time, or a datetime.
func temporalOf(v sqlite.Value) (temporal, bool) {
	switch v.Type() {
	case sqlite.TypeText, sqlite.TypeBlob:
		return readTemporal(v.Blob())
	case sqlite.TypeInteger:
		return temporalOfNumber(v.Int64(), 0)
	case sqlite.TypeFloat:
		if n, micro, ok := splitDouble(v.Float()); ok {
			return temporalOfNumber(n, micro)
		}
	}
	return temporal{}, false
}

// splitDouble is the whole part of x and the microseconds of the rest, which
// has the sign of x.
func splitDouble(x float64) (n int64, micro int, ok bool) {
	if !(math.Abs(x) < 1e15) {
		return 0, 0, false
	}
	whole, fraction := math.Modf(x)
	return int64(whole), int(math.Round(fraction * 1e6)), true
}

// momentOfNumber reads YYYYMMDD, YYMMDD, YYYYMMDDhhmmss or YYMMDDhhmmss.
func momentOfNumber(n int64, micro int) (moment, bool) {
	date, clock := n, int64(0)
	if n > 99_991_231 {
		date, clock = n/1_000_000, n%1_000_000
	} else {
		micro = 0
	}
	if n < 101 || date > 99_991_231 {
		return moment{}, false
	}
	year := int(date / 10000)
	if year < 100 {
		year = fourDigits(year)
	}
	m, ok := newMoment(pieces{
		year: year, month: int(date / 100 % 100), day: int(date % 100),
		hour: int(clock / 10000), minute: int(clock / 100 % 100), second: int(clock % 100), micro: micro,
	})
	m.dateOnly = n == date
	return m, ok
}

// temporalOfNumber reads hhmmss, or a number of momentOfNumber that has a time.
func temporalOfNumber(n int64, micro int) (temporal, bool) {
	if n >= 10_000_000_000 {
		m, ok := momentOfNumber(n, micro)
		return temporal{moment: m}, ok
	}
	if n < -8385959 || n > 8385959 {
		return temporal{}, false
	}
	sign := span(1)
	if n < 0 || micro < 0 {
		sign, n, micro = -1, -n, -micro
	}
	minutes, seconds := n/100%100, n%100
	if minutes > 59 || seconds > 59 {
		return temporal{}, false
	}
	t := span(n/10000*hour + minutes*minute + seconds*second + int64(micro))
	return temporal{span: sign * t.clamped(), isSpan: true}, true
}
