package dates

import (
	"time"

	"zombiezen.com/go/sqlite"
)

// table lists the functions for a connection in the zone loc.
func table(loc *time.Location) []function {
	if loc == nil {
		loc = time.UTC
	}
	var all []function
	for _, part := range [][]function{conversions, datePieces, timePieces, arithmetic, formats, zoned(loc)} {
		all = append(all, part...)
	}
	return all
}

var conversions = []function{
	{"my_date", 1, dateText(moment.date)},
	{"my_datetime", 1, dateText(moment.dateTime)},
	{"my_time", 1, ofTime(func(t temporal) sqlite.Value { return sqlite.TextValue(t.time().text()) })},
	{"my_timestamp", 1, dateText(moment.dateTime)},
	{"my_timestamp", 2, timestampOf},
	{"my_date_num", 1, dateNumber(dateNum)},
	{"my_datetime_num", 1, ofDate(dateTimeNum)},
	{"my_time_num", 1, ofTime(timeNum)},
}

var datePieces = []function{
	{"my_year", 1, dateNumber(func(m moment) int { return m.year })},
	{"my_quarter", 1, dateNumber(quarter)},
	{"my_month", 1, dateNumber(func(m moment) int { return m.month })},
	{"my_week", 2, weekFunction(0, func(_, week int) int { return week })},
	{"my_yearweek", 2, weekFunction(fromOne, func(year, week int) int { return year*100 + week })},
	{"my_weekofyear", 1, dateNumber(func(m moment) int { _, week := weekMode(3).week(m); return week })},
	{"my_day", 1, dateNumber(func(m moment) int { return m.day })},
	{"my_dayofweek", 1, dateNumber(func(m moment) int { return (weekday(m.number())+1)%7 + 1 })},
	{"my_weekday", 1, dateNumber(func(m moment) int { return weekday(m.number()) })},
	{"my_dayofyear", 1, dateNumber(func(m moment) int { return dayOfYear(m.year, m.month, m.day) })},
	{"my_monthname", 1, dateText(monthName)},
	{"my_dayname", 1, dateText(dayName)},
	{"my_last_day", 1, dateText(lastDayOf)},
	{"my_to_days", 1, dateNumber(moment.number)},
	{"my_extract", 2, extract},
}

var timePieces = []function{
	{"my_hour", 1, timePiece(func(p pieces) int { return p.hour })},
	{"my_minute", 1, timePiece(func(p pieces) int { return p.minute })},
	{"my_second", 1, timePiece(func(p pieces) int { return p.second })},
	{"my_microsecond", 1, timePiece(func(p pieces) int { return p.micro })},
	{"my_time_to_sec", 1, ofTime(func(t temporal) sqlite.Value { return sqlite.IntegerValue(int64(t.time()) / second) })},
}

var arithmetic = []function{
	{"my_from_days", 1, fromDays},
	{"my_makedate", 2, makeDate},
	{"my_maketime", 3, makeTime},
	{"my_sec_to_time", 1, secToTime},
	{"my_date_add", 3, addInterval(1)},
	{"my_date_sub", 3, addInterval(-1)},
	{"my_datediff", 2, ofTwoDates(dateDiff)},
	{"my_timediff", 2, timeDiff},
	{"my_timestampdiff", 3, timestampDiff},
	{"my_addtime", 2, addTime(1)},
	{"my_subtime", 2, addTime(-1)},
	{"my_period_add", 2, periodAdd},
	{"my_period_diff", 2, periodDiff},
}

var formats = []function{
	{"my_date_format", 2, dateFormat},
	{"my_time_format", 2, timeFormat},
	{"my_str_to_date", 2, func(args []sqlite.Value) sqlite.Value {
		return strToDate(bytesOf(args[0]), bytesOf(args[1]))
	}},
}

// zoned lists the functions that know a connection's zone.
func zoned(loc *time.Location) []function {
	z := &zones{system: loc}
	return []function{
		{"my_unix_timestamp", 1, ofDate(func(m moment) sqlite.Value { return unixTimestamp(m, loc) })},
		{"my_from_unixtime", 1, func(args []sqlite.Value) sqlite.Value {
			return fromUnixTime(args[0], loc)
		}},
		{"my_convert_tz", 3, z.convertTZ},
	}
}
