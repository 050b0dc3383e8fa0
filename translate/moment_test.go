package translate

import (
	"testing"
	"time"
)

func TestDateComparisons(t *testing.T) {
	const notEmpty = ` $and naissance $gte "0001-01-01"`
	checkWhere(t, object(t, contactFields), defaults(), []row{
		{`naissance = '2020-01-31'`, nil, `naissance $eq "2020-01-31"`},
		{`naissance <> '2020-01-31'`, nil, `naissance $neq "2020-01-31"` + notEmpty},
		{`naissance < '2020-01-31'`, nil, `naissance $lt "2020-01-31"` + notEmpty},
		{`naissance <= '2020-01-31'`, nil, `naissance $lte "2020-01-31"` + notEmpty},
		{`naissance > '2020-01-31'`, nil, `naissance $gt "2020-01-31"`},
		{`naissance >= DATE '2020-01-31'`, nil, `naissance $gte "2020-01-31"`},
		{`'2020-01-31' > naissance`, nil, `naissance $lt "2020-01-31"` + notEmpty},
		{`naissance = '2020-01-31 00:00:00'`, nil, `naissance $eq "2020-01-31"`},
		{`naissance = '2020-01-31 06:00'`, nil, `no request`},
		{`naissance <> '2020-01-31 06:00'`, nil, `naissance $gte "0001-01-01"`},
		{`naissance < '2020-01-31 06:00'`, nil, `naissance $lte "2020-01-31"` + notEmpty},
		{`naissance >= '2020-01-31 06:00'`, nil, `naissance $gt "2020-01-31"`},
		{`naissance >= TIMESTAMP '2020-01-31 00:00:00'`, nil, `naissance $gte "2020-01-31"`},
		{`naissance BETWEEN '2020-01-01' AND '2020-12-31'`, nil, `naissance $gte "2020-01-01" $and naissance $lte "2020-12-31"`},
		{`naissance IN ('2020-01-01', '2020-01-02', '2020-01-02 01:00')`, nil, `naissance $in ["2020-01-01","2020-01-02"]`},
		{`naissance NOT IN ('2020-01-01', '2020-01-02')`, nil, `naissance $notin ["2020-01-01","2020-01-02"]` + notEmpty},
		{`naissance NOT IN ('2020-01-01 01:00')`, nil, `naissance $gte "0001-01-01"`},
		{`naissance IS NULL`, nil, `naissance $in ["","0000-00-00"]`},
		{`naissance IS NOT NULL`, nil, `naissance $gte "0001-01-01"`},
		{`naissance > '2020-01-01' AND naissance <> '2020-05-05'`, nil, `naissance $gt "2020-01-01" $and naissance $neq "2020-05-05"`},
		{`naissance < '2020-01-01' AND naissance <> '2010-05-05'`, nil, `naissance $lt "2020-01-01" $and naissance $neq "2010-05-05"` + notEmpty},
		{`naissance IS NULL OR naissance = '2020-01-31'`, nil, `naissance $in ["","0000-00-00","2020-01-31"]`},
		{`naissance = '2020-1-31'`, nil, `unsupported: ...'2020-1-31' is not of the form YYYY-MM-DD[ HH:MM:SS], and column "naissance" is a DATE`},
		{`naissance = '2020-02-30'`, nil, `unsupported: ...'2020-02-30' is not of the form`},
		{`naissance = '0000-00-00'`, nil, `unsupported: ...'0000-00-00' is not of the form`},
		{`naissance = ''`, nil, `unsupported: ...'' is not of the form`},
		{`naissance = ' 2020-01-31'`, nil, `unsupported: ...is not of the form`},
		{`naissance = 20200131`, nil, `naissance $eq "2020-01-31"`},
		{`naissance >= 200131`, nil, `naissance $gte "2020-01-31"`},
		{`naissance >= ?`, v(int64(20200131)), `naissance $gte "2020-01-31"`},
		{`naissance < 20200131101112`, nil, `naissance $lte "2020-01-31" $and naissance $gte "0001-01-01"`},
		{`naissance = 20200231`, nil, `unsupported: ...20200231 is not of the form`},
		{`naissance IN ('2020-01-01', 'soon')`, nil, `unsupported: ...in the list, 'soon'`},
		{`naissance NOT LIKE '2020%'`, nil, `unsupported: ...LIKE compares the text of column "naissance", which is a DATE`},
		{`naissance`, nil, `unsupported: ...0 is not of the form`},
		{`naissance = DATE 'soon'`, nil, `error: ...`},
		{`naissance = DATE '2020-01-31 10:00:00'`, nil, `error: ...incorrect DATE or TIMESTAMP value`},
		{`naissance >= '9999-12-31T23:59:59-01:00'`, nil, `unsupported: ...is not of the form`},
	})
}

func TestDatetimeComparisons(t *testing.T) {
	const notEmpty = ` $and vu $gte "0001-01-01"`
	checkWhere(t, object(t, contactFields), defaults(), []row{
		{`vu = '2020-01-31 06:00:01'`, nil, `vu $eq "2020-01-31 06:00:01"`},
		{`vu > '2025-01-01 06:00'`, nil, `vu $gt "2025-01-01 06:00:00"`},
		{`vu >= '2020-01-31'`, nil, `vu $gte "2020-01-31 00:00:00"`},
		{`vu < '2020-01-31'`, nil, `vu $lt "2020-01-31 00:00:00"` + notEmpty},
		{`vu >= 20200131`, nil, `vu $gte "2020-01-31 00:00:00"`},
		{`vu > 20200131061112`, nil, `vu $gt "2020-01-31 06:11:12"`},
		{`vu = '2020-01-31 06:00:01.5'`, nil, `no request`},
		{`vu < '2020-01-31 06:00:01.5'`, nil, `vu $lte "2020-01-31 06:00:01"` + notEmpty},
		{`vu <= '2020-01-31 06:00:01.5'`, nil, `vu $lte "2020-01-31 06:00:01"` + notEmpty},
		{`vu < '9999-12-31 23:59:59.5'`, nil, `vu $lte "9999-12-31 23:59:59"` + notEmpty},
		{`vu > '2020-01-31 06:00:01.5'`, nil, `vu $gt "2020-01-31 06:00:01"`},
		{`vu >= '2020-01-31 06:00:01.5'`, nil, `vu $gt "2020-01-31 06:00:01"`},
		{`vu = '2020-01-31 06:00:01.000'`, nil, `vu $eq "2020-01-31 06:00:01"`},
		{`vu = '2020-01-31T06:00:01Z'`, nil, `vu $eq "2020-01-31 06:00:01"`},
		{`vu = '2020-01-31T06:00:01+02:00'`, nil, `vu $eq "2020-01-31 04:00:01"`},
		{`vu = '2020-01-31 24:00:00'`, nil, `unsupported: ...is not of the form`},
		{`vu > '9999-12-31T23:59:59-01:00'`, nil, `unsupported: ...is not of the form`},
		{`vu > '0001-01-01T00:00:00+01:00'`, nil, `unsupported: ...is not of the form`},
		{`vu IS NULL`, nil, `vu $in ["","0000-00-00","0000-00-00 00:00:00"]`},
		{`vu IS NOT NULL`, nil, `vu $gte "0001-01-01"`},
		{`vu BETWEEN '2020-01-01' AND '2020-12-31'`, nil, `vu $gte "2020-01-01 00:00:00" $and vu $lte "2020-12-31 00:00:00"`},
	})
}

func TestMomentArguments(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Skip("no time zones here:", err)
	}
	noon := time.Date(2024, 7, 1, 12, 0, 0, 0, time.UTC)
	rows := func(wall string) []row {
		return []row{
			{`vu = ?`, v(noon), `vu $eq "` + wall + `"`},
			{`vu >= ?`, v(noon.Add(time.Microsecond)), `vu $gt "` + wall + `"`},
			{`naissance = ?`, v(noon), `no request`},
			{`naissance >= ?`, v(noon), `naissance $gt "2024-07-01"`},
			{`vu >= ?`, v(time.Time{}.AddDate(-1, 0, 0)), `unsupported: ...is not of the form`},
			{`vu >= ?`, v(noon.AddDate(9000, 0, 0)), `unsupported: ...is not of the form`},
			{`vu = ?`, v("2024-07-01 12:00:00"), `vu $eq "2024-07-01 12:00:00"`},
		}
	}
	checkWhere(t, object(t, contactFields), defaults(), rows("2024-07-01 12:00:00"))
	opt := defaults()
	opt.Zone = paris
	checkWhere(t, object(t, contactFields), opt, rows("2024-07-01 14:00:00"))
	checkWhere(t, object(t, contactFields), opt, []row{
		{`naissance = ?`, v(time.Date(2024, 6, 30, 22, 0, 0, 0, time.UTC)), `naissance $eq "2024-07-01"`},
		{`naissance = '2024-06-30T22:00:00Z'`, nil, `naissance $eq "2024-07-01"`},
		{`vu = '9999-12-31T23:30:00Z'`, nil, `unsupported: ...is not of the form`},
	})
}

func TestTimeOfDay(t *testing.T) {
	checkWhere(t, object(t, contactFields), defaults(), []row{
		{`heure = '06:00:00'`, nil, `unsupported: ...the documents don't say how the API writes and compares a time of day`},
		{`heure IN ('06:00:00')`, nil, `unsupported: ...time of day`},
		{`heure = NULL`, nil, `no request`},
		{`heure IS NULL`, nil, `heure $eq ""`},
		{`heure IS NOT NULL`, nil, `heure $neq ""`},
		{`heure <=> NULL`, nil, `heure $eq ""`},
	})
}
