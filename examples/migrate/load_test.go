package main

import (
	"fmt"
	"io"
	"strings"
	"testing"
)

// readAll reads a file with the columns a and b of the statement, or just a.
func readAll(t *testing.T, text string, l load, names ...string) (string, error) {
	t.Helper()
	l.path = write(t, t.TempDir(), "x.csv", text)
	if l.delimiter == 0 {
		l.delimiter = ','
	}
	r, err := l.open(names)
	if err != nil {
		return "", err
	}
	defer r.close()
	var b strings.Builder
	for {
		row, err := r.next()
		if err == io.EOF {
			return b.String(), nil
		}
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "%d%q", row.line, row.values)
	}
}

func TestRows(t *testing.T) {
	ab := []string{"a", "b"}
	for _, tt := range []struct {
		text  string
		load  load
		names []string
		want  string // the rows, or a part of the error
		fails bool
	}{
		{"a,b\n1,2\n3,4\n", load{}, ab, `2["1" "2"]3["3" "4"]`, false},
		{"\ufeffb,x,A\r\n1,2,é\r\n", load{}, ab, `2["é" "1"]`, false},
		{"a,b", load{}, ab, "", false},
		{"a;b\n\"1;\n2\";\n\n\"\"\"\";3", load{delimiter: ';'}, ab, `2["1;\n2" ""]5["\"" "3"]`, false},
		{"First name\nx\n", load{}, []string{"first_name"}, `2["x"]`, false},
		{"a\nx\n\"\"\n\"y\nz\"\nw", load{}, ab[:1], `2["x"]3[""]4["y\nz"]6["w"]`, false},
		{"a\nx\n\ny\n", load{}, ab[:1], "x.csv:3: the line is empty", true},
		{"a\nx\n\n", load{}, ab[:1], "x.csv:3: the line is empty", true},
		{"", load{}, ab, "the file is empty", true},
		{"a;b\n1;2\n", load{}, ab, `delimiter=;`, true},
		{"a,c\n1,2\n", load{}, ab, `no column is :b; there are ["a" "c"]`, true},
		{"a,b,A\n1,2,3\n", load{}, ab, "columns 1 and 3 are both :a", true},
		{"a,b\n1,2\n3\n", load{}, ab, "x.csv:3: there are 1 values, but 2 columns", true},
		{"a,b\n1,2\n3,4,5\n", load{}, ab, "x.csv:3: there are 3 values", true},
		{"a,b\n1,2\n3,4\"5\n", load{}, ab, "x.csv:3: column 4: bare \"", true},
		{"a,b\n1,\"2\n3,4\n", load{}, ab, "x.csv:", true},
		{"a,b\n1,Z\xe9\n", load{}, ab, "x.csv:2: column 3: the text isn't UTF-8", true},
		{"\xff\xfea\x00", load{}, ab, "iconv -f UTF-16", true},
	} {
		got, err := readAll(t, tt.text, tt.load, tt.names...)
		if tt.fails && (err == nil || !strings.Contains(err.Error(), tt.want)) || !tt.fails && (err != nil || got != tt.want) {
			t.Errorf("%q: got %s, %v, want %s", tt.text, got, err, tt.want)
		}
	}
}
