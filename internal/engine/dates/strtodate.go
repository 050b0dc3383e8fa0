package dates

import (
	"strings"

	"zombiezen.com/go/sqlite"
)

// strToDate is STR_TO_DATE: a DATETIME if the format has parts of both date and
// time, else a DATE or a TIME. It is NULL if the text does not match, or names
// a day that does not exist; a text that ends before its format does leaves
// parts at zero, and what is behind the format's end is left out, as in MySQL.
func strToDate(s, format []byte) sqlite.Value {
	hasDate, hasTime := partsOf(format)
	if len(trimmed(s)) == 0 {
		return null
	}
	r := scanner{rest: s, week: -1, weekYear: -1}
	if !r.scan(format) || !r.twelveHours() {
		return null
	}
	if hasTime && !hasDate {
		if r.hour > 23 || r.minute > 59 || r.second > 59 {
			return null
		}
		return sqlite.TextValue(span(r.clock()).text())
	}
	m, ok := r.moment()
	if !ok {
		return null
	}
	m.dateOnly = !hasTime
	return sqlite.TextValue(m.text())
}

// partsOf tells what a format's specifiers are of.
func partsOf(format []byte) (hasDate, hasTime bool) {
	for i := 0; i+1 < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		i++
		if strings.IndexByte("HISThiklrsfp", format[i]) >= 0 {
			hasTime = true
		} else if isCalendar(format[i]) || strings.IndexByte("cdemYy", format[i]) >= 0 {
			hasDate = true
		}
	}
	return hasDate, hasTime
}

// twelveHours makes an hour of 1 to 12 one of 0 to 23.
func (r *scanner) twelveHours() bool {
	if !r.isTwelve {
		return true
	}
	if r.hour < 1 || r.hour > 12 {
		return false
	}
	r.hour %= 12
	if r.afternoon {
		r.hour += 12
	}
	return true
}

// moment is the date that was read: by month and day, by the day of the year,
// or by a week and a day of it, the later overriding the former.
func (r *scanner) moment() (moment, bool) {
	number := 0
	if r.yearDay > 0 {
		if r.year < 1 {
			return moment{}, false
		}
		number = dayNumber(r.year, 1, 1) + r.yearDay - 1
	}
	if r.week >= 0 && r.weekDay > 0 {
		n, ok := r.weekNumber()
		if !ok {
			return moment{}, false
		}
		number = n
	}
	p := r.pieces
	if number != 0 {
		m, ok := momentAt(int64(number) * day)
		if !ok {
			return moment{}, false
		}
		p.year, p.month, p.day = m.year, m.month, m.day
	}
	return newMoment(p)
}

// weekNumber is the day number of a week and a day of it. %V needs %X, %v
// needs %x, and %U and %u go with %Y.
func (r *scanner) weekNumber() (int, bool) {
	year := r.year
	if r.weekMode&fromOne != 0 {
		if r.weekYear < 0 || r.weekYearIsMon != r.weekMode.monday() {
			return 0, false
		}
		year = r.weekYear
	} else if r.weekYear >= 0 {
		return 0, false
	}
	if year < 1 {
		return 0, false
	}
	since := r.weekDay - 1
	if !r.weekMode.monday() {
		since = r.weekDay % 7
	}
	return r.weekMode.weekOne(year) + (r.week-1)*7 + since, true
}
