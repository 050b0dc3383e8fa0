package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
)

var (
	printed = []column{{"id", "BIGINT"}, {"name", "TEXT"}, {"price", "DECIMAL"}, {"on", "DATE"}, {"at", "DATETIME"}, {"ok", "BOOLEAN"}}
	moment  = time.Date(2024, 2, 29, 10, 11, 12, 500_000_000, time.UTC)
	sample  = [][]any{
		{int64(7), "Zoé\x1b[31m 日本", "12345678901234567890.10", moment, moment, true},
		{int64(12), strings.Repeat("é", 45) + "\"\n,", nil, nil, moment.Truncate(time.Second), nil},
	}
)

// show prints rows in a view, and ends as the error says.
func show(t *testing.T, v view, columns []column, rows [][]any, breaks error) string {
	t.Helper()
	var b bytes.Buffer
	out := newResultWriter(&b, &progress{})
	p := v.printer(out)
	err := p.begin(columns)
	for _, row := range rows {
		err = errors.Join(err, p.row(row))
	}
	if breaks != nil {
		err = errors.Join(err, p.abandon())
	} else {
		err = errors.Join(err, p.end(int64(len(rows))))
	}
	if err = errors.Join(err, out.flush()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPrinters(t *testing.T) {
	for _, c := range []struct {
		name string
		view view
		want string
	}{
		{"table", view{format: "table", null: "NULL", width: 40}, `
 id | name                                     |                   price | on         | at                    | ok
----+------------------------------------------+-------------------------+------------+-----------------------+------
  7 | Zoé\x1b[31m 日本                         | 12345678901234567890.10 | 2024-02-29 | 2024-02-29 10:11:12.5 | true
 12 | ` + strings.Repeat("é", 39) + `… |                    NULL | NULL       | 2024-02-29 10:11:12   | NULL
(2 rows)
`},
		{"expanded", view{format: "table", null: "-", width: 40, expanded: true}, `
-[ 1 ]----------------------
id    | 7
name  | Zoé\x1b[31m 日本
price | 12345678901234567890.10
on    | 2024-02-29
at    | 2024-02-29 10:11:12.5
ok    | true
-[ 2 ]----------------------
id    | 12
name  | ` + strings.Repeat("é", 45) + `"
      | ,
price | -
on    | -
at    | 2024-02-29 10:11:12
ok    | -
(2 rows)
`},
		{"csv", view{format: "csv"}, `
id,name,price,on,at,ok
7,Zoé` + "\x1b" + `[31m 日本,12345678901234567890.10,2024-02-29,2024-02-29 10:11:12.5,true
12,"` + strings.Repeat("é", 45) + `""
,",,,2024-02-29 10:11:12,
`},
		{"json", view{format: "json"}, `
[
  {"id": 7, "name": "Zoé\u001b[31m 日本", "price": "12345678901234567890.10", "on": "2024-02-29", "at": "2024-02-29 10:11:12.5", "ok": true},
  {"id": 12, "name": "` + strings.Repeat("é", 45) + `\"\n,", "price": null, "on": null, "at": "2024-02-29 10:11:12", "ok": null}
]
`},
	} {
		if got := show(t, c.view, printed, sample, nil); got != c.want[1:] {
			t.Errorf("%s:\n%s", c.name, got)
		}
	}
}

func TestPrintEdges(t *testing.T) {
	one := []column{{"a\x07", "TEXT"}}
	broken := errors.New("broken")
	for _, c := range []struct {
		name   string
		view   view
		rows   [][]any
		breaks error
		want   string
	}{
		{"no rows", view{format: "table", width: 40}, nil, nil, " a\\a\n-----\n(0 rows)\n"},
		{"no rows", view{format: "json"}, nil, nil, "[]\n"},
		{"no rows", view{format: "csv"}, nil, nil, "a\x07\n"},
		{"a row of one NULL", view{format: "csv"}, [][]any{{nil}, {""}, {" a "}}, nil, "a\x07\n\"\"\n\"\"\n\" a \"\n"},
		{"csv to a terminal", view{format: "csv", terminal: true}, [][]any{{"\x1b"}}, nil, "a\\a\n\\x1b\n"},
		{"broken table", view{format: "table", width: 40}, [][]any{{"x"}}, broken, " a\\a\n-----\n x\n"},
		{"broken json", view{format: "json"}, [][]any{{"x"}}, broken, "[\n  {\"a\\u0007\": \"x\"}"},
		{"commanding json", view{format: "json"}, [][]any{{"\x7f\u009b\u202e<"}}, nil, "[\n  {\"a\\u0007\": \"\\u007f\\u009b\\u202e<\"}\n]\n"},
		{"fitting", view{format: "table", fit: 5}, [][]any{{"xyz"}}, nil, " a\\a\n-----\n xyz\n(1 row)\n"},
		{"not fitting", view{format: "table", fit: 4}, [][]any{{"x"}, {"yz"}}, nil,
			"-[ 1 ]--------------------\na\\a | x\n-[ 2 ]--------------------\na\\a | yz\n(2 rows)\n"},
		{"nothing doesn't fit", view{format: "table", fit: 4}, nil, nil, " a\\a\n-----\n(0 rows)\n"},
		{"uncut", view{format: "table"}, [][]any{{strings.Repeat("x", 99)}}, nil,
			" a\\a\n" + strings.Repeat("-", 101) + "\n " + strings.Repeat("x", 99) + "\n(1 row)\n"},
	} {
		if got := show(t, c.view, one, c.rows, c.breaks); got != c.want {
			t.Errorf("%s:\n%q", c.name, got)
		}
	}
	p := view{format: "json"}.printer(newResultWriter(new(bytes.Buffer), &progress{}))
	if err := p.begin([]column{{name: "id"}, {name: "id"}}); err == nil || !strings.Contains(err.Error(), "two columns are called id") {
		t.Errorf("two columns of one name: %v", err)
	}
}

// TestTableIsLaidOutEarly has a wide value come after the rows that are measured.
func TestTableIsLaidOutEarly(t *testing.T) {
	var rows [][]any
	for range measured {
		rows = append(rows, []any{"ab", int64(1)})
	}
	rows = append(rows, []any{"abcdef", int64(123456)})
	got := show(t, view{format: "table", width: 40}, []column{{"a", "TEXT"}, {"b", "BIGINT"}}, rows, nil)
	if !strings.Contains(got, " a  | b\n----+---\n ab | 1\n") || !strings.HasSuffix(got, "\n abcdef | 123456\n(101 rows)\n") {
		t.Errorf("%s", got)
	}
}

// TestTableIsImpatient has the second row come late.
func TestTableIsImpatient(t *testing.T) {
	var b bytes.Buffer
	now := time.Unix(0, 0)
	p := &tablePrinter{out: newResultWriter(&b, &progress{}), now: func() time.Time { return now }}
	p.begin([]column{{"a", "TEXT"}})
	p.row([]any{"x"})
	now = now.Add(patience)
	p.row([]any{"y"})
	p.out.flush()
	if b.String() != " a\n---\n x\n y\n" {
		t.Errorf("%q", b.String())
	}
}

func TestProgress(t *testing.T) {
	var b bytes.Buffer
	p := &progress{out: &b, done: make(chan struct{})}
	p.show(quiet - 1)
	if b.Len() > 0 {
		t.Errorf("too early: %q", b.String())
	}
	p.count(1234)
	p.show(3 * time.Second)
	p.stop()
	p.stop()
	p.show(4 * time.Second)
	if got := b.String(); got != "\r\x1b[K⠋ 1,234 rows, 3 s; Ctrl-C cancels\r\x1b[K" {
		t.Errorf("%q", got)
	}
}

func TestCounted(t *testing.T) {
	for n, want := range map[int64]string{0: "0 rows", 1: "1 row", 999: "999 rows", 1000: "1,000 rows", 1234567: "1,234,567 rows", -1000: "-1,000 rows"} {
		if got := counted(n, "row"); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}

func TestCaret(t *testing.T) {
	for _, c := range []struct {
		sql          string
		line, column int
		want         string
	}{
		{"SELECT é FORM x", 1, 10, "line 1: SELECT é FORM x\n                 ^\n"},
		{"SELECT\n\t'日', FORM;", 2, 7, "line 2:  '日', FORM;\n               ^\n"},
		{strings.Repeat("a", 100) + "X" + strings.Repeat("b", 100), 1, 101,
			"line 1: …" + strings.Repeat("a", 60) + "X" + strings.Repeat("b", 59) + "…\n" + strings.Repeat(" ", 69) + "^\n"},
		{"x", 2, 1, ""},
		{"x", 1, 9, "line 1: x\n         ^\n"},
	} {
		if got := caret(c.sql, c.line, c.column); got != c.want {
			t.Errorf("%q:\n%s", c.sql, got)
		}
	}
}

// TestProgressDumb has a terminal that can't take a line away.
func TestProgressDumb(t *testing.T) {
	for term, want := range map[string]bool{"dumb": false, "xterm": true} {
		t.Setenv("TERM", term)
		sh := &shell{editor: &editor{}, errs: new(bytes.Buffer)}
		p := sh.progress(false)
		if got := p.out != nil; got != want {
			t.Errorf("%s: progress is %v", term, got)
		}
		p.stop()
	}
}
