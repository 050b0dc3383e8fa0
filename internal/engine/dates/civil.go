package dates

const (
	microsecond = int64(1)
	second      = 1_000_000 * microsecond
	minute      = 60 * second
	hour        = 60 * minute
	day         = 24 * hour
)

// Day numbers count as MySQL's TO_DAYS does: 0001-01-01 is day 366.
const (
	firstDay = 366
	lastDay  = 3652424 // 9999-12-31
)

func leap(year int) bool {
	return year%4 == 0 && (year%100 != 0 || year%400 == 0)
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if leap(year) {
			return 29
		}
		return 28
	}
	return 31
}

// daysBefore holds the days of a common year before each month.
var daysBefore = [13]int{0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334}

// dayOfYear counts from 1 for January 1st.
func dayOfYear(year, month, day int) int {
	n := daysBefore[month] + day
	if month > 2 && leap(year) {
		n++
	}
	return n
}

// dayNumber is TO_DAYS of a date of the Gregorian calendar, which MySQL, too,
// extends to before 1582.
func dayNumber(year, month, day int) int {
	before := year - 1
	return 365*year + before/4 - before/100 + before/400 + dayOfYear(year, month, day)
}

// civil is the date with a day number between firstDay and lastDay.
func civil(number int) (year, month, day int) {
	const (
		days4   = 4*365 + 1
		days100 = 25*days4 - 1
		days400 = 4*days100 + 1
	)
	n := number - firstDay
	year = 1 + 400*(n/days400)
	n %= days400
	centuries := min(n/days100, 3)
	n -= centuries * days100
	year += 100*centuries + 4*(n/days4)
	n %= days4
	years := min(n/365, 3)
	n -= years * 365
	year += years
	month, day = civilOfYear(year, n+1)
	return year, month, day
}

// civilOfYear is the month and day of the n-th day of a year, n from 1.
func civilOfYear(year, n int) (month, day int) {
	month = min(1+(n-1)/29, 12)
	for month > 1 && dayOfYear(year, month, 1) > n {
		month--
	}
	return month, n - dayOfYear(year, month, 1) + 1
}

// weekday is 0 for Monday, as in MySQL's WEEKDAY.
func weekday(number int) int {
	return (number + 5) % 7
}

// fourDigits is the year that MySQL means by a year of two digits: 70 to 99
// are of the 20th century, 00 to 69 of the 21st.
func fourDigits(year int) int {
	if year < 70 {
		return year + 2000
	}
	return year + 1900
}
