package dates

import "testing"

func TestFormats(t *testing.T) {
	const d = "2024-02-03 04:05:06.000789"
	newCaller(nil).check(t, []example{
		{"date_format", of(d, "%a %b %c %D %d %e %f"), "Sat Feb 2 3rd 03 3 000789"},
		{"date_format", of(d, "%H %h %I %i %j %k %l"), "04 04 04 05 034 4 4"},
		{"date_format", of(d, "%M %m %p %r %S %s %T"), "February 02 AM 04:05:06 AM 06 06 04:05:06"},
		{"date_format", of(d, "%U %u %V %v %W %w %X %x %Y %y %%"), "04 05 04 05 Saturday 6 2024 2024 2024 24 %"},
		{"date_format", of(d, "%q é %"), "q é %"},
		{"date_format", of(d, ""), nil},
		{"date_format", of("2024-01-01 00:30:00", "%h %l %p %r"), "12 12 AM 12:30:00 AM"},
		{"date_format", of("2024-01-01 12:30:00", "%h %l %p %r"), "12 12 PM 12:30:00 PM"},
		{"date_format", of("2024-01-01", "%D"), "1st"},
		{"date_format", of("2024-01-11", "%D"), "11th"},
		{"date_format", of("2024-01-12", "%D"), "12th"},
		{"date_format", of("2024-01-13", "%D"), "13th"},
		{"date_format", of("2024-01-22", "%D"), "22nd"},
		{"date_format", of("0001-01-01", "%Y %X"), "0001 0000"},
		{"date_format", of("no date", "%Y"), nil},
		{"time_format", of("-10:11:12.5", "%T.%f"), "-10:11:12.500000"},
		{"time_format", of("10:11:12", "%Y-%m-%d %c %e %y"), "0000-00-00 0 0 00"},
		{"time_format", of("10:11:12", "%M"), nil},
		{"time_format", of("10:11:12", "%W"), nil},
		{"time_format", of("36:11:12", "%p %r"), "PM 12:11:12 PM"},
		{"time_format", of("2024-01-01 10:11:12", "%H%i"), "1011"},
	})
}

func TestStrToDate(t *testing.T) {
	newCaller(nil).check(t, []example{
		{"str_to_date", of("2024-01-05 10:11:12.5", "%Y-%m-%d %H:%i:%s.%f"), "2024-01-05 10:11:12.5"},
		{"str_to_date", of("5/1/24", "%d/%m/%y"), "2024-01-05"},
		{"str_to_date", of("5/1/70", "%e/%c/%Y"), "1970-01-05"},
		{"str_to_date", of("3rd feb 2024", "%D %b %Y"), "2024-02-03"},
		{"str_to_date", of("Saturday 3 FEBRUARY 2024", "%W %d %M %Y"), "2024-02-03"},
		{"str_to_date", of("Sat 3 February 2024", "%a %d %M %Y"), "2024-02-03"},
		{"str_to_date", of("3 Octo 2024", "%d %b %Y"), nil},
		{"str_to_date", of("03:04:05 PM", "%r"), "15:04:05"},
		{"str_to_date", of("12:04 am", "%h:%i %p"), "00:04:00"},
		{"str_to_date", of("12:04 pm", "%l:%i %p"), "12:04:00"},
		{"str_to_date", of("13:04 pm", "%h:%i %p"), nil},
		{"str_to_date", of("03:04 xm", "%h:%i %p"), nil},
		{"str_to_date", of("03:04 PM", "%H:%i %p"), nil},
		{"str_to_date", of("25:00", "%H:%i"), nil},
		{"str_to_date", of("10:11:12", "%T"), "10:11:12"},
		{"str_to_date", of("2024 034", "%Y %j"), "2024-02-03"},
		{"str_to_date", of("2024 366 10", "%Y %j %H"), "2024-12-31 10:00:00"},
		{"str_to_date", of("2024 05 6", "%x %v %w"), "2024-02-03"},
		{"str_to_date", of("2024 04 Sat", "%Y %U %a"), "2024-02-03"},
		{"str_to_date", of("2024 05 Sat", "%Y %u %a"), "2024-02-03"},
		{"str_to_date", of("2024 05 Sat", "%X %v %a"), nil},
		{"str_to_date", of("2024 05 Sat", "%Y %v %a"), nil},
		{"str_to_date", of("2024 54 Sat", "%Y %U %a"), nil},
		{"str_to_date", of("2024 00 Sat", "%X %V %a"), nil},
		{"str_to_date", of("  2024-1-5", "%Y-%m-%d"), "2024-01-05"},
		{"str_to_date", of("2024-01-05 10", "%Y-%m-%d"), "2024-01-05"},
		{"str_to_date", of("2024-01-05", "%Y-%m-%d %H:%i"), "2024-01-05 00:00:00"},
		{"str_to_date", of("2024-01", "%Y-%m-%d"), nil},
		{"str_to_date", of("x!?2024abc01~05", "x%.%Y%@%m%.%d"), "2024-01-05"},
		{"str_to_date", of("123 2024-01-05", "%# %Y-%m-%d"), "2024-01-05"},
		{"str_to_date", of("100% 2024-01-05", "100%% %Y-%m-%d"), "2024-01-05"},
		{"str_to_date", of("2023-02-29", "%Y-%m-%d"), nil},
		{"str_to_date", of("2024-01-05", "%Y-%q"), nil},
		{"str_to_date", of("", "%Y"), nil},
		{"str_to_date", of("2024", ""), nil},
	})
}

func TestExtract(t *testing.T) {
	const d = "2024-02-03 04:05:06.000789"
	newCaller(nil).check(t, []example{
		{"extract", of("quarter", d), 1},
		{"extract", of("week", d), 4},
		{"extract", of("day", d), 3},
		{"extract", of("HOUR", d), 4},
		{"extract", of("minute", d), 5},
		{"extract", of("second", d), 6},
		{"extract", of("day_hour", d), 304},
		{"extract", of("day_second", d), 3040506},
		{"extract", of("day_microsecond", d), 3040506000789},
		{"extract", of("hour_minute", d), 405},
		{"extract", of("hour_second", d), 40506},
		{"extract", of("hour_microsecond", d), 40506000789},
		{"extract", of("minute_second", d), 506},
		{"extract", of("minute_microsecond", d), 506000789},
		{"extract", of("second_microsecond", d), 6000789},
		{"extract", of("hour_minute", "-100:05:00"), -10005},
		{"extract", of("hour", "2024-02-03"), 0},
		{"extract", of("year", "10:99"), nil},
		{"extract", of("year", nil), nil},
	})
}
