package main

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestArguments(t *testing.T) {
	a, err := parseArguments([]string{"-format", "html", "one", "--since=2024-01-01", "two", "-n", "-5", "-timeout", "2m", "-o", "x.csv"}, "env")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Join(a.names, " ") != "one two" || a.format != "html" || a.out != "x.csv" || a.timeout != 2*time.Minute ||
		a.dsn != "env" || a.params["since"] != "2024-01-01" || a.params["n"] != "-5" {
		t.Errorf("got %+v", a)
	}
	for args, want := range map[string]string{"one": "table", "one -o a.csv": "csv", "one -o a.html": "html", "one -o a.txt": "table", "one -o a.CSV": "csv", "one -o a.htm": "html", "one -o /dev/stdout": "table", "one -o a.": "table", "one -o a.md -format table": "table", "one -o a.json -format csv": "csv"} {
		if a, err := parseArguments(strings.Fields(args), ""); err != nil || a.format != want {
			t.Errorf("%s: got %+v, %v", args, a, err)
		}
	}
}

func TestArgumentsRefused(t *testing.T) {
	for args, want := range map[string]string{
		"":                          "which report? -list shows all",
		"-all one":                  `-all is every report; leave out "one"`,
		"one -since":                "-since has no value",
		"one -since -format csv":    "-since has no value",
		"one -format xml":           `-format is one of table, csv, json, html, not "xml"`,
		"one -format jsn":           "did you mean json?",
		"one -timeout 5":            "-timeout takes a duration",
		"one -timeout -5s":          "-timeout takes a duration",
		"one -all=yes":              "-all takes no value",
		"one -since 1 -since 2":     "-since is given twice",
		"one two -format csv":       "csv holds one report",
		"-all -format json":         "json holds one report",
		"one -o a.pdf":              `-o ends with "pdf", which is none of table, csv, json, html; say -format`,
		"one -o a.b/c.jso":          "say -format",
		"one -spreadsheet":          "-spreadsheet is for -format csv",
		"one -scale://SECRET@h/i x": "", // any error, but none that shows it
		"one -timeout SECRET@h/i":   "not shown",
		"one -all=scale://SECRET@h": "",
	} {
		a, err := parseArguments(strings.Fields(args), "scale://SECRET@host/i")
		if err == nil && want == "" {
			_, err = makeJobs(nil, a.params, someDay)
		}
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "SECRET") {
			t.Errorf("%s: got %v, want %s", args, err, want)
		} else if !errors.As(err, &misuse{}) || exitCode(err) != 2 {
			t.Errorf("%s: %v is no misuse", args, err)
		}
	}
}

func TestJobsRefused(t *testing.T) {
	r, err := parseReport("r", "-- title: T\n-- param: since date required first day\n-- param: top integer 5\nSELECT :since, :top")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		params map[string]string
		want   string
	}{
		{nil, "r needs -since: a date such as 2024-01-31, or today, or today-30 (days) (first day)"},
		{map[string]string{"since": "soon"}, `r: -since takes a date such as 2024-01-31, or today, or today-30 (days) (date), not "soon"`},
		{map[string]string{"since": "today", "topp": "1"}, "there is no flag or parameter -topp (did you mean -top?); the parameters are -since, -top"},
		{map[string]string{"since": "today", "formt": "csv"}, "did you mean -format?"},
	} {
		if _, err := makeJobs([]*report{r}, c.params, someDay); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: got %v, want %s", c.params, err, c.want)
		}
	}
	jobs, err := makeJobs([]*report{r}, map[string]string{"since": "today-1"}, someDay)
	if err != nil || jobs[0].settings[0].Text != "2024-02-29" || jobs[0].settings[1].value != int64(5) {
		t.Errorf("got %+v, %v", jobs, err)
	}
}
