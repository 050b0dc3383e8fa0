package dates

// The names are English, as MySQL's are under lc_time_names = en_US.

var monthNames = [13]string{
	"", "January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December",
}

// dayNames begins as WEEKDAY does.
var dayNames = [7]string{
	"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
}

// ordinal is the suffix of %D: 1st, 2nd, 3rd, 4th, and 11th to 13th.
func ordinal(n int) string {
	if n < 10 || n > 19 {
		switch n % 10 {
		case 1:
			return "st"
		case 2:
			return "nd"
		case 3:
			return "rd"
		}
	}
	return "th"
}
