package translate

import (
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
)

// sentFor is what a condition that the engine rechecks has the API asked for.
func sentFor(t *testing.T, where string, args ...any) string {
	t.Helper()
	stmt, err := syntax.Parse("SELECT id FROM contact WHERE "+where, syntax.Options{})
	if err != nil {
		t.Fatal(err)
	}
	o := object(t, contactFields)
	plan, err := New(stmt, map[string]*schema.Object{"contact": o}, arguments(args), time.Time{}, nil, defaults())
	if err != nil {
		return "error: " + err.Error()
	}
	if plan.Finish == nil {
		return "direct: " + outcome(plan, nil)
	}
	return outcome(&Plan{Request: plan.Finish.Requests[0]}, nil)
}

// A function that grows with the date becomes a range of days, and the engine
// rechecks it.
func TestPartsOfDates(t *testing.T) {
	const filled = ` $and d $gte "0001-01-01"`
	for _, r := range []row{
		{`YEAR(d) = 2024`, nil, `d $gte "2024-01-01" $and d $lt "2025-01-01"`},
		{`2024 = YEAR((d))`, nil, `d $gte "2024-01-01" $and d $lt "2025-01-01"`},
		{`YEAR(d) <=> 2024`, nil, `d $gte "2024-01-01" $and d $lt "2025-01-01"`},
		{`YEAR(d) = ?`, v("2024"), `d $gte "2024-01-01" $and d $lt "2025-01-01"`},
		{`YEAR(d) < 2024`, nil, `d $lt "2024-01-01"` + filled},
		{`YEAR(d) <= 2024`, nil, `d $lt "2025-01-01"` + filled},
		{`2024 < YEAR(d)`, nil, `d $gte "2025-01-01"`},
		{`YEAR(d) >= 2024`, nil, `d $gte "2024-01-01"`},
		{`NOT YEAR(d) < 2024`, nil, `d $gte "2024-01-01"`},
		{`YEAR(d) BETWEEN 2020 AND 2023`, nil, `d $gte "2020-01-01" $and d $lt "2024-01-01"`},
		{`YEAR(d) NOT BETWEEN 2020 AND 2023`, nil, `d $lt "2020-01-01" $or d $gte "2024-01-01"`},
		{`YEAR(d) IN (2024, 2022, NULL)`, nil, `d $gte "2022-01-01" $and d $lt "2025-01-01"`},
		{`YEAR(d) = 1`, nil, `d $gte "0001-01-01" $and d $lt "0002-01-01"`},
		{`YEAR(d) = 9999`, nil, `d $gte "9999-01-01"`},
		{`YEAR(d) <= 9999`, nil, `every row`},
		{`YEAR(d) > 9999`, nil, `every row`},
		{`YEAR(d) <> 2024`, nil, `every row`},
		{`NOT YEAR(d) = 2024`, nil, `every row`},
		{`YEAR(d) NOT IN (2024)`, nil, `every row`},
		{`NOT YEAR(d) <=> 2024`, nil, `every row`},
		{`YEAR(d) = 0`, nil, `every row`},
		{`YEAR(d) < 10000`, nil, `every row`},
		{`YEAR(d) = 2023.5`, nil, `every row`},
		{`YEAR(d) = 'soon'`, nil, `every row`},
		{`YEAR(d) IN (2024, 'soon')`, nil, `every row`},
		{`YEAR(d)`, nil, `every row`},
		{`YEAR(d) IS NULL`, nil, `every row`},
		{`YEAR(d) = 1e30`, nil, `every row`},
		{`YEAR(Nom) = 2024`, nil, `every row`},
		{`YEAR(heure) = 2024`, nil, `every row`},
		{`YEAR(d + INTERVAL 1 DAY) = 2024`, nil, `every row`},
		{`MONTH(d) = 5`, nil, `every row`},
		{`YEAR(nosuch) = 2024`, nil, `error: ...unknown column "nosuch"`},
		{`YEAR(d) = 2024 AND age = 5`, nil, `d $gte "2024-01-01" $and d $lt "2025-01-01" $and age $eq "5"`},
		{`YEAR(d) = 2024 OR age = 5`, nil, `d $gte "2024-01-01" $or age $eq "5"`},

		{`EXTRACT(YEAR FROM d) = 2024`, nil, `d $gte "2024-01-01" $and d $lt "2025-01-01"`},
		{`EXTRACT(YEAR_MONTH FROM d) = 202402`, nil, `d $gte "2024-02-01" $and d $lt "2024-03-01"`},
		{`EXTRACT(YEAR_MONTH FROM d) <= 202312`, nil, `d $lt "2024-01-01"` + filled},
		{`EXTRACT(YEAR_MONTH FROM d) = 202413`, nil, `every row`},
		{`EXTRACT(YEAR_MONTH FROM d) = 202400`, nil, `every row`},
		{`EXTRACT(YEAR_MONTH FROM d) = 99`, nil, `every row`},
		{`EXTRACT(MONTH FROM d) = 5`, nil, `every row`},

		{`DATE(d) = '2024-02-28'`, nil, `d $gte "2024-02-28" $and d $lt "2024-02-29"`},
		{`DATE(d) = '2024-02-29'`, nil, `d $gte "2024-02-29" $and d $lt "2024-03-01"`},
		{`CAST(d AS DATE) = DATE '2024-02-29'`, nil, `d $gte "2024-02-29" $and d $lt "2024-03-01"`},
		{`DATE(d) = '9999-12-31'`, nil, `d $gte "9999-12-31"`},
		{`DATE(d) < '2024-02-29'`, nil, `d $lt "2024-02-29"` + filled},
		{`DATE(d) > '2024-02-29'`, nil, `d $gte "2024-03-01"`},
		{`DATE(d) = '2024-02-29 12:00'`, nil, `no request`},
		{`DATE(d) < '2024-02-29 12:00'`, nil, `d $lt "2024-03-01"` + filled},
		{`DATE(d) <= '2024-02-29 00:00:00.5'`, nil, `d $lt "2024-03-01"` + filled},
		{`DATE(d) >= '2024-02-29 12:00'`, nil, `d $gte "2024-03-01"`},
		{`DATE(d) BETWEEN '2024-02-01' AND '2024-02-29'`, nil, `d $gte "2024-02-01" $and d $lt "2024-03-01"`},
		{`DATE(d) IN ('2024-02-29', '2024-03-01 12:00', '2024-02-01')`, nil, `d $gte "2024-02-01" $and d $lt "2024-03-01"`},
		{`DATE(d) IN ('2024-02-29 12:00')`, nil, `no request`},
		{`DATE(d) = '2024-02-30'`, nil, `every row`},
		{`DATE(d) = '2024-2-1'`, nil, `every row`},
		{`DATE(d) = ''`, nil, `every row`},
		{`DATE(d) = '0000-00-00'`, nil, `every row`},
		{`DATE(d) = NULL`, nil, `no request`},

		{`DATE_FORMAT(d, '%Y') = '2024'`, nil, `d $gte "2024-01-01" $and d $lt "2025-01-01"`},
		{`DATE_FORMAT(d, '%Y') = 2024`, nil, `d $gte "2024-01-01" $and d $lt "2025-01-01"`},
		{`DATE_FORMAT(d, '%Y-%m') = '2024-05'`, nil, `d $gte "2024-05-01" $and d $lt "2024-06-01"`},
		{`DATE_FORMAT(d, ?) >= ?`, v("%Y-%m", "2024-05"), `d $gte "2024-05-01"`},
		{`DATE_FORMAT(d, '%Y%m') = '202405'`, nil, `d $gte "2024-05-01" $and d $lt "2024-06-01"`},
		{`DATE_FORMAT(d, '%Y%m%d') = 20240531`, nil, `d $gte "2024-05-31" $and d $lt "2024-06-01"`},
		{`DATE_FORMAT(d, '%Y-%m-%d') < '2024-05-31'`, nil, `d $lt "2024-05-31"` + filled},
		{`DATE_FORMAT(d, '%Y-%m') = '2024-5'`, nil, `every row`},
		{`DATE_FORMAT(d, '%Y-%m') > '2024'`, nil, `every row`},
		{`DATE_FORMAT(d, '%Y-%m') = 2024`, nil, `every row`},
		{`DATE_FORMAT(d, '%Y') = 'y024'`, nil, `every row`},
		{`DATE_FORMAT(d, '%Y') = '2024 '`, nil, `every row`},
		{`DATE_FORMAT(d, '%Y') = '0000'`, nil, `every row`},
		{`DATE_FORMAT(d, '%m-%Y') = '05-2024'`, nil, `every row`},
		{`DATE_FORMAT(d, Nom) = '2024'`, nil, `every row`},

		{`d LIKE '2024%'`, nil, `d $gte "2024-01-01" $and d $lt "2025-01-01"`},
		{`d LIKE '2024-%'`, nil, `d $gte "2024-01-01" $and d $lt "2025-01-01"`},
		{`d LIKE '2024-05%'`, nil, `d $gte "2024-05-01" $and d $lt "2024-06-01"`},
		{`d LIKE '2024-05-3_'`, nil, `d $gte "2024-05-01" $and d $lt "2024-06-01"`},
		{`d LIKE '2024-05-31%'`, nil, `d $gte "2024-05-31" $and d $lt "2024-06-01"`},
		{`d LIKE '2024-05-31 12:%'`, nil, `d $gte "2024-05-31" $and d $lt "2024-06-01"`},
		{`d LIKE '2024-__-01%'`, nil, `d $gte "2024-01-01" $and d $lt "2025-01-01"`},
		{`d LIKE '20%'`, nil, `every row`},
		{`d LIKE '%2024'`, nil, `every row`},
		{`d LIKE '_024%'`, nil, `every row`},
		{`d LIKE '2 24%'`, nil, `every row`},
		{`d LIKE '0000%'`, nil, `every row`},
		{`d LIKE '|2024%' ESCAPE '|'`, nil, `d $gte "2024-01-01" $and d $lt "2025-01-01"`},
		{`d LIKE ''`, nil, `every row`},
		{`d LIKE NULL`, nil, `no request`},
		{`d NOT LIKE '2024%'`, nil, `every row`},
	} {
		for _, column := range []string{"naissance", "vu"} {
			where := strings.NewReplacer("(d", "("+column, "((d", "(("+column, "CAST(d", "CAST("+column, "FROM d", "FROM "+column).Replace(r.where)
			if strings.HasPrefix(where, "d ") {
				where = column + where[1:]
			}
			want := strings.ReplaceAll(r.want, "d $", column+" $")
			want = strings.ReplaceAll(want, "an"+column+" $", "and $")
			if got := sentFor(t, where, r.args...); !matches(strings.TrimPrefix(got, "direct: "), want) {
				t.Errorf("WHERE %s  %v\n got %s\nwant %s", where, r.args, got, want)
			}
		}
	}
}

// A constant of another zone is taken to the zone of the dates.
func TestPartsInZone(t *testing.T) {
	if got, want := sentFor(t, "DATE(vu) = ?", time.Date(2024, 2, 29, 0, 0, 0, 0, time.FixedZone("", 3600))), "no request"; !strings.HasSuffix(got, want) {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := sentFor(t, "DATE(vu) >= ?", time.Date(2024, 2, 29, 0, 0, 0, 0, time.FixedZone("", 3600))), `vu $gte "2024-02-29"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := sentFor(t, "DATE(vu) = '2024-02-29T01:00:00+01:00'"), `vu $gte "2024-02-29" $and vu $lt "2024-03-01"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
