package translate

import (
	"regexp"
	"strings"
	"testing"
)

var columnD = regexp.MustCompile(`\bd\b`)

// A difference between a date and a constant becomes a range of days.
func TestDifferencesOfDates(t *testing.T) {
	const filled = ` $and d $gte "0001-01-01"`
	for _, r := range []row{
		{`DATEDIFF('2024-03-01', d) = 1`, nil, `d $gte "2024-02-29" $and d $lt "2024-03-01"`},
		{`DATEDIFF(d, '2024-03-01 23:59:59') = 1`, nil, `d $gte "2024-03-02" $and d $lt "2024-03-03"`},
		{`DATEDIFF('2024-03-01', d) <= 30`, nil, `d $gte "2024-01-31"`},
		{`DATEDIFF('2024-03-01', d) < 30`, nil, `d $gte "2024-02-01"`},
		{`30 > DATEDIFF(?, d)`, v("2024-03-01"), `d $gte "2024-02-01"`},
		{`DATEDIFF('2024-03-01', d) > 30`, nil, `d $lt "2024-01-31"` + filled},
		{`DATEDIFF(d, '2024-03-01') >= -1`, nil, `d $gte "2024-02-29"`},
		{`NOT DATEDIFF(d, '2024-03-01') >= -1`, nil, `d $lt "2024-02-29"` + filled},
		{`DATEDIFF('2024-03-01', d) BETWEEN 0 AND '30'`, nil, `d $lt "2024-03-02" $and d $gte "2024-01-31"`},
		{`DATEDIFF('2024-03-01', d) IN (1, 3)`, nil, `d $gte "2024-02-27" $and d $lt "2024-03-01"`},
		{`DATEDIFF(20240301, (d)) = 1`, nil, `d $gte "2024-02-29" $and d $lt "2024-03-01"`},
		{`DATEDIFF('2024-03-01', d) <= 10.5`, nil, `every row`},
		{`DATEDIFF('2024-03-01', d) <> 10`, nil, `every row`},
		{`DATEDIFF('2024-03-01', d) < 3000000`, nil, `every row`},
		{`DATEDIFF('2024-03-01', d) < 1e30`, nil, `every row`},
		{`DATEDIFF('2024-03-01T10:00:00Z', d) = 1`, nil, `every row`},
		{`DATEDIFF('2024-03-01 23:59:59.5', d) = 1`, nil, `every row`},
		{`DATEDIFF('soon', d) = 1`, nil, `every row`},
		{`DATEDIFF(d, d) = 1`, nil, `every row`},
		{`DATEDIFF('2024-03-01', Nom) = 1`, nil, `every row`},
		{`DATEDIFF('2024-03-01', nosuch) = 1`, nil, `error: ...unknown column "nosuch"`},

		{`TO_DAYS(d) = 739310`, nil, `d $gte "2024-02-29" $and d $lt "2024-03-01"`},
		{`TO_DAYS(d) >= 366`, nil, `d $gte "0001-01-01"`},
		{`TO_DAYS(d) = 5`, nil, `every row`},

		{`TIMESTAMPDIFF(DAY, d, '2024-03-01 12:00:00') = 1`, nil, `d $gte "2024-02-28" $and d $lt "2024-03-02"`},
		{`TIMESTAMPDIFF(HOUR, d, '2024-03-01 12:00:00') < 24`, nil, `d $gte "2024-02-29"`},
		{`TIMESTAMPDIFF(WEEK, '2024-03-01', d) >= 1`, nil, `d $gte "2024-03-08"`},
		{`TIMESTAMPDIFF(DAY, d, '2024-03-01') = 0`, nil, `d $gte "2024-02-29" $and d $lt "2024-03-04"`},
		{`TIMESTAMPDIFF(YEAR, d, '2024-03-10') = 30`, nil, `d $gte "1993-03-06" $and d $lt "1994-03-15"`},
		{`TIMESTAMPDIFF(YEAR, d, '2024-03-10') >= 18`, nil, `d $lt "2006-03-15"` + filled},
		{`TIMESTAMPDIFF(YEAR, d, '2024-03-10') < 18`, nil, `d $gte "2006-03-06"`},
		{`TIMESTAMPDIFF(MONTH, d, '2024-03-10') <= 3`, nil, `d $gte "2023-11-06"`},
		{`TIMESTAMPDIFF(QUARTER, '2024-03-10', d) = -1`, nil, `d $gte "2023-09-06" $and d $lt "2023-12-15"`},
		{`TIMESTAMPDIFF(YEAR, d, '2024-03-10') <= 5000`, nil, `every row`},
		{`TIMESTAMPDIFF(YEAR, d, '2024-03-10') = 10000000`, nil, `every row`},
		{`TIMESTAMPDIFF(MICROSECOND, d, '2024-03-10') = 1`, nil, `every row`},
		{`TIMESTAMPDIFF(YEAR, d, vu) = 1`, nil, `every row`},
	} {
		for _, column := range []string{"naissance", "vu"} {
			where, want := columnD.ReplaceAllString(r.where, column), columnD.ReplaceAllString(r.want, column)
			if got := sentFor(t, where, r.args...); !matches(strings.TrimPrefix(got, "direct: "), want) {
				t.Errorf("WHERE %s  %v\n got %s\nwant %s", where, r.args, got, want)
			}
		}
	}
}
