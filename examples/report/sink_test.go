package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// allKinds is a column of each kind, and rows of awkward values for them.
var (
	allKinds = []column{{"id", integer}, {"name", text}, {"amount", decimals}, {"ratio", double}, {"paid", boolean}, {"day", date}, {"at", datetime}}
	moment   = time.Date(2024, 2, 29, 18, 30, 0, 0, time.FixedZone("", 3600))
	awkward  = [][]any{
		{int64(9007199254740993), "日本語 \"a\",\nb", "12345678901234567890.1200", 0.1, true, moment, moment},
		{int64(-1), "", "-0.50", 1e21, false, nil, nil},
		{nil, nil, nil, nil, nil, nil, nil},
	}
)

// written is what a sink makes of rows.
func written(t *testing.T, make func(*bytes.Buffer) sink, columns []column, rows [][]any) string {
	t.Helper()
	var out bytes.Buffer
	s := make(&out)
	if err := s.begin(job{report: &report{name: "r", title: "T"}}, columns); err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if err := s.row(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.end(); err != nil {
		t.Fatal(err)
	}
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func tables(b *bytes.Buffer) sink  { return &tableSink{out: b} }
func csvs(b *bytes.Buffer) sink    { return &csvSink{out: b} }
func jsons(b *bytes.Buffer) sink   { return &jsonSink{out: b} }
func safeCSV(b *bytes.Buffer) sink { return &csvSink{out: b, spreadsheet: true} }

func TestTable(t *testing.T) {
	const want = `               id | name           |                    amount | ratio | paid  | day        | at
------------------+----------------+---------------------------+-------+-------+------------+---------------------
 9007199254740993 | 日本語 "a",\nb | 12345678901234567890.1200 |   0.1 | true  | 2024-02-29 | 2024-02-29 18:30:00
               -1 |                |                     -0.50 | 1e+21 | false | NULL       | NULL
             NULL | NULL           |                      NULL |  NULL | NULL  | NULL       | NULL
(3 rows)
`
	if got := written(t, tables, allKinds, awkward); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTableOfManyRowsFlows(t *testing.T) {
	var out bytes.Buffer
	s := &tableSink{out: &out}
	if err := s.begin(job{}, []column{{"n", integer}}); err != nil {
		t.Fatal(err)
	}
	for i := range 3 * measured {
		if err := s.row([]any{int64(i)}); err != nil {
			t.Fatal(err)
		}
		if held := len(s.held); held > measured+1 {
			t.Fatalf("%d rows are held", held)
		}
	}
	if n := strings.Count(out.String(), "\n"); n != 3*measured+2 {
		t.Errorf("%d lines", n)
	}
}

func TestTableCutsTextsButNoNumbers(t *testing.T) {
	long := strings.Repeat("1", 70)
	got := written(t, tables, []column{{"n", decimals}, {"t", text}}, [][]any{{long, long}, {"1", "\x1b[31m\u202e"}})
	if !strings.Contains(got, long+" | "+strings.Repeat("1", 59)+"…\n") || !strings.Contains(got, `\x1b[31m\u202e`) {
		t.Errorf("got\n%s", got)
	}
}

func TestCSV(t *testing.T) {
	const want = "id,name,amount,ratio,paid,day,at\r\n" +
		"9007199254740993,\"日本語 \"\"a\"\",\nb\",12345678901234567890.1200,0.1,true,2024-02-29,2024-02-29 18:30:00\r\n" +
		"-1,\"\",-0.50,1e+21,false,,\r\n" +
		",,,,,,\r\n"
	got := written(t, csvs, allKinds, awkward)
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if records, err := csv.NewReader(strings.NewReader(got)).ReadAll(); err != nil || len(records) != 4 {
		t.Errorf("read back as %v, %v", records, err)
	}
	// A line of one NULL must not vanish.
	got = written(t, csvs, []column{{"a", text}}, [][]any{{nil}, {""}})
	if records, err := csv.NewReader(strings.NewReader(got)).ReadAll(); err != nil || len(records) != 3 {
		t.Errorf("%q is read back as %v, %v", got, records, err)
	}
}

func TestCSVForSpreadsheets(t *testing.T) {
	columns := []column{{"=name", text}, {"n", integer}}
	for value, want := range map[string]string{
		"=1+1": "'=1+1", "+33 1": "'+33 1", "-x": "'-x", "@SUM(1)": "'@SUM(1)", "\t=1": "'\t=1", " =1": "' =1",
		"＝1": "'＝1", "a=1": "a=1", "=HYPERLINK(\"http://x\")": "\"'=HYPERLINK(\"\"http://x\"\")\"",
	} {
		got := written(t, safeCSV, columns, [][]any{{value, int64(-5)}})
		if got != "\ufeff'=name,n\r\n"+want+",-5\r\n" {
			t.Errorf("%q: got %q", value, got)
		}
		if plain := written(t, csvs, columns, [][]any{{value, int64(-5)}}); strings.Contains(plain, "'") || strings.Contains(plain, "\ufeff") {
			t.Errorf("without -spreadsheet %q becomes %q", value, plain)
		}
	}
}

func TestJSON(t *testing.T) {
	const want = `[
{"id":9007199254740993,"name":"日本語 \"a\",\nb","amount":12345678901234567890.1200,"ratio":0.1,"paid":true,"day":"2024-02-29","at":"2024-02-29T18:30:00+01:00"},
{"id":-1,"name":"","amount":-0.50,"ratio":1e+21,"paid":false,"day":null,"at":null},
{"id":null,"name":null,"amount":null,"ratio":null,"paid":null,"day":null,"at":null}
]
`
	got := written(t, jsons, allKinds, awkward)
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := written(t, jsons, allKinds, nil); got != "[]\n" {
		t.Errorf("no rows are %q", got)
	}
	odd := written(t, jsons, []column{{"<a>", decimals}}, [][]any{{"007.50"}, {"+1"}, {".5"}})
	if want := "[\n{\"<a>\":7.5},\n{\"<a>\":1},\n{\"<a>\":0.5}\n]\n"; odd != want || !json.Valid([]byte(odd)) {
		t.Errorf("got %s", odd)
	}
}

func TestJSONRefuses(t *testing.T) {
	s := &jsonSink{out: &bytes.Buffer{}}
	if err := s.begin(job{}, []column{{"a", text}, {"a", text}}); err == nil || !strings.Contains(err.Error(), `two columns are called "a"`) {
		t.Errorf("got %v", err)
	}
	s = &jsonSink{out: &bytes.Buffer{}}
	if err := s.begin(job{}, []column{{"a", decimals}}); err != nil {
		t.Fatal(err)
	}
	if err := s.row([]any{"x"}); err == nil || !strings.Contains(err.Error(), `column a: "x" is no number`) {
		t.Errorf("got %v", err)
	}
}
