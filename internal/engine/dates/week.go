package dates

// weekMode is the second argument of WEEK. The manual's table of modes:
//
//	mode  first day  range  week 1 is the first week
//	0     Sunday     0-53   with a Sunday in this year
//	1     Monday     0-53   with 4 or more days this year
//	2     Sunday     1-53   with a Sunday in this year
//	3     Monday     1-53   with 4 or more days this year
//	4     Sunday     0-53   with 4 or more days this year
//	5     Monday     0-53   with a Monday in this year
//	6     Sunday     1-53   with 4 or more days this year
//	7     Monday     1-53   with a Monday in this year
type weekMode int64

// fromOne tells that a day before week 1 is in the last week of the year before.
const fromOne weekMode = 2

func (mode weekMode) monday() bool { return mode&1 != 0 }

func (mode weekMode) fourDays() bool { return mode.monday() != (mode&4 != 0) }

// weekOne is the day number of the first day of week 1.
func (mode weekMode) weekOne(year int) int {
	first := dayNumber(year, 1, 1)
	since := weekday(first)
	if !mode.monday() {
		since = (since + 1) % 7
	}
	if since == 0 || mode.fourDays() && since <= 3 {
		return first - since
	}
	return first + 7 - since
}

// week is the number of the week of m and the year it belongs to.
func (mode weekMode) week(m moment) (year, week int) {
	number := m.number()
	start := mode.weekOne(m.year)
	switch {
	case number < start && mode&fromOne == 0:
		return m.year, 0
	case number < start:
		year = m.year - 1
		return year, (number-mode.weekOne(year))/7 + 1
	case mode&fromOne != 0 && number >= mode.weekOne(m.year+1):
		return m.year + 1, 1
	}
	return m.year, (number-start)/7 + 1
}
