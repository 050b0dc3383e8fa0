package dates

import (
	"math"
	"testing"
)

func TestIntervals(t *testing.T) {
	newCaller(nil).check(t, []example{
		{"date_add", of("2024-01-31", 1, "month"), "2024-02-29"},
		{"date_add", of("2024-02-29", 1, "year"), "2025-02-28"},
		{"date_add", of("2024-02-29", 4, "year"), "2028-02-29"},
		{"date_sub", of("2024-03-31", 1, "month"), "2024-02-29"},
		{"date_add", of("2023-11-30", 1, "quarter"), "2024-02-29"},
		{"date_add", of("2024-01-31 10:00:00", "0:1", "year_month"), "2024-02-29 10:00:00"},
		{"date_add", of("2024-01-31", "1-1", "year_month"), "2025-02-28"},
		{"date_add", of("2024-01-31", "1", "year_month"), "2024-02-29"},
		{"date_add", of("2024-01-01", "-1", "day"), "2023-12-31"},
		{"date_add", of("2024-01-01", "1.4", "day"), "2024-01-02"},
		{"date_add", of("2024-01-01", "1.5", "day"), "2024-01-03"},
		{"date_add", of("2024-01-01", "-1.5", "day"), "2023-12-30"},
		{"date_add", of("2024-01-01", "1 day", "day"), "2024-01-02"},
		{"date_add", of("2024-01-01", "x", "day"), "2024-01-01"},
		{"date_add", of("2024-01-01", 2.5, "day"), "2024-01-03"},
		{"date_add", of("2024-01-01", "1.5", "second"), "2024-01-01 00:00:01.5"},
		{"date_add", of("2024-01-01", 1.25, "second"), "2024-01-01 00:00:01.25"},
		{"date_add", of("2024-01-01", "-0.000001", "second"), "2023-12-31 23:59:59.999999"},
		{"date_add", of("2024-01-01", 5, "microsecond"), "2024-01-01 00:00:00.000005"},
		{"date_add", of("2024-01-01", "1/2:3@4.5", "day_microsecond"), "2024-01-02 02:03:04.5"},
		{"date_add", of("2024-01-01", "1.5", "minute_microsecond"), "2024-01-01 00:00:01.5"},
		{"date_add", of("2024-01-01", "1:30", "minute_second"), "2024-01-01 00:01:30"},
		{"date_add", of("2024-01-01", 90, "minute_second"), "2024-01-01 00:01:30"},
		{"date_add", of("2024-01-01", "", "minute_second"), "2024-01-01 00:00:00"},
		{"date_sub", of("2024-01-01", "-1:30", "hour_minute"), "2024-01-01 01:30:00"},
		{"date_add", of(20240131, 1, "month"), "2024-02-29"},
		{"date_add", of("9999-12-31", 1, "day"), nil},
		{"date_sub", of("0001-01-01", 1, "day"), nil},
		{"date_sub", of("0001-01-01", 1, "month"), nil},
		{"date_add", of("9999-12-01", 1, "month"), nil},
		{"date_add", of("2024-01-01", 1_000_000_000_000_000_000, "day"), nil},
		{"date_add", of("2024-01-01", math.MinInt64, "year"), nil},
		{"date_sub", of("2024-01-01", math.MinInt64, "microsecond"), nil},
		{"date_add", of("2024-01-01", "99999999999999999999999", "second"), nil},
		{"date_add", of("2024-01-01", "1:99999999999999999999999", "minute_second"), nil},
		{"date_add", of("2024-01-01", math.Inf(1), "day"), nil},
		{"date_add", of("2024-01-01", nil, "day"), nil},
		{"date_add", of("10:00:00", 90, "minute"), "11:30:00"},
		{"date_sub", of("10:00:00", "11:00", "hour_minute"), "-01:00:00"},
		{"date_add", of("-100:00:00.5", 1, "hour"), "-99:00:00.5"},
		{"date_add", of("838:00:00", 1, "hour"), nil},
		{"date_add", of("10:00:00", 1, "month"), nil},
	})
}

func TestUnknownUnit(t *testing.T) {
	c := newCaller(nil)
	for _, unit := range []string{"", "days", "minute_microseconds", "fortnight"} {
		if c.call("date_add", "2024-01-01", 1, unit) != nil {
			t.Errorf("my_date_add knows a unit %q", unit)
		}
		if c.call("extract", unit, "2024-01-01") != nil {
			t.Errorf("my_extract knows a unit %q", unit)
		}
	}
}

func TestDifferences(t *testing.T) {
	newCaller(nil).check(t, []example{
		{"timestampdiff", of("year", "2023-02-28", "2024-02-27"), 0},
		{"timestampdiff", of("year", "2023-02-28", "2024-02-28"), 1},
		{"timestampdiff", of("month", "2024-01-31", "2024-02-29"), 0},
		{"timestampdiff", of("month", "2024-01-15 10:00:00", "2024-02-15 09:59:59"), 0},
		{"timestampdiff", of("month", "2024-02-15 09:59:59", "2024-01-15 10:00:00"), 0},
		{"timestampdiff", of("month", "2024-03-01", "2024-01-31"), -1},
		{"timestampdiff", of("quarter", "2024-01-01", "2024-12-31"), 3},
		{"timestampdiff", of("week", "2024-01-01", "2024-01-14"), 1},
		{"timestampdiff", of("day", "2024-01-02 00:00:00", "2024-01-01 00:00:01"), 0},
		{"timestampdiff", of("hour", "2024-01-01", "2024-01-02"), 24},
		{"timestampdiff", of("second", "2024-01-01 00:00:00.5", "2024-01-01 00:00:02"), 1},
		{"timestampdiff", of("microsecond", "0001-01-01", "9999-12-31 23:59:59.999999"), 315537897599999999},
		{"timediff", of("10:00:00", "2024-01-01 10:00:00"), nil},
		{"timediff", of("2024-01-01", "2023-01-01"), "838:59:59"},
		{"timediff", of("10:00:00", "12:30:00"), "-02:30:00"},
		{"addtime", of("2024-01-01", "01:00:00"), "2024-01-01 01:00:00"},
		{"addtime", of("10:00:00", "2024-01-01 10:00:00"), nil},
		{"addtime", of("9999-12-31 23:00:00", "01:00:00"), nil},
		{"addtime", of("800:00:00", "100:00:00"), "838:59:59"},
		{"timestamp", of("2024-01-01", "-01:00:00"), "2023-12-31 23:00:00"},
	})
}

func TestMade(t *testing.T) {
	newCaller(nil).check(t, []example{
		{"makedate", of(24, 60), "2024-02-29"},
		{"makedate", of(9999, 366), nil},
		{"makedate", of(0, 1), "2000-01-01"},
		{"makedate", of(2024, math.MaxInt64), nil},
		{"makedate", of(-1, 1), nil},
		{"maketime", of(-1, 2, "3.5"), "-01:02:03.5"},
		{"maketime", of(9999, 0, 0), "838:59:59"},
		{"maketime", of(math.MinInt64, 0, 0), "-838:59:59"},
		{"maketime", of(1, 60, 0), nil},
		{"maketime", of(1, 0, 60), nil},
		{"maketime", of(1, 0, -1), nil},
		{"sec_to_time", of(-2378), "-00:39:38"},
		{"sec_to_time", of("2378.25"), "00:39:38.25"},
		{"sec_to_time", of(math.MaxInt64), "838:59:59"},
		{"sec_to_time", of(1e300), "838:59:59"},
		{"from_days", of(365), nil},
		{"from_days", of(3652425), nil},
		{"period_add", of(9912, 1), 200001},
		{"period_add", of(200800, 1), nil},
		{"period_add", of(-1, 1), nil},
		{"period_add", of(999912, 1), nil},
		{"period_add", of(202401, math.MinInt64), nil},
		{"date_num", of("2024-01-05 10:30:00"), 20240105},
		{"datetime_num", of("2024-01-05 10:30:59.5"), 20240105103100},
		{"time_num", of("-10:30:59.4"), -103059},
	})
}
