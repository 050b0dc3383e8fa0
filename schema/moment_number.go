package schema

import (
	"fmt"

	"github.com/shopspring/decimal"
)

// MomentOfNumber reads a number as MySQL does beside a date: YYYYMMDD or YYMMDD,
// followed by hhmmss or not. Years of two digits are those from 1970 to 2069.
func MomentOfNumber(number decimal.Decimal) (Moment, bool) {
	const clock = 1_000_000
	if e := number.Exponent(); e < -65 || e > 14 { // 1e1000000 is not written out
		return Moment{}, false
	}
	if !number.IsInteger() || !number.IsPositive() || number.GreaterThan(decimal.New(99991231_235959, 0)) {
		return Moment{}, false
	}
	day, time := number.IntPart(), ""
	switch {
	case day >= 10000101*clock, day > 99991231 && day <= 991231_235959:
		rest := day % clock
		time = fmt.Sprintf(" %02d:%02d:%02d", rest/10000, rest/100%100, rest%100)
		day /= clock
	case day > 99991231:
		return Moment{}, false
	}
	switch {
	case day < 700000:
		day += 20000000
	case day <= 991231:
		day += 19000000
	case day < 10000101:
		return Moment{}, false
	}
	return ParseMoment(fmt.Sprintf("%04d-%02d-%02d%s", day/10000, day/100%100, day%100, time))
}
