package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReadScript(t *testing.T) {
	s, err := readScript("dir/a.sql", "\ufeff-- first; 'x\nINSERT INTO t (a) VALUES ('a;b\n--c');;\n/* ; */ UPDATE t SET a = \"x;\" WHERE id = 1; # end\n\n"+
		"-- load: 'my file.csv' delimiter=tab empty=null encoding=UTF-8\n-- more\nREPLACE INTO t (a, b) VALUES (:x, :y);\n-- end\n")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, st := range s.statements {
		got = append(got, st.text)
	}
	want := "INSERT INTO t (a) VALUES ('a;b\n--c');|UPDATE t SET a = \"x;\" WHERE id = 1;|REPLACE INTO t (a, b) VALUES (:x, :y);"
	if strings.Join(got, "|") != want {
		t.Errorf("got %q", got)
	}
	for i, line := range []int{2, 4, 8} {
		if s.statements[i].line != line {
			t.Errorf("statement %d is of line %d, not %d", i+1, s.statements[i].line, line)
		}
	}
	if l := s.statements[2].load; l == nil || *l != (load{"dir/my file.csv", '\t', true}) {
		t.Errorf("load %+v", l)
	}
	if s.statements[0].load != nil || s.statements[1].load != nil {
		t.Error("a load line counts twice")
	}
}

func TestReadScriptErrors(t *testing.T) {
	const insert = "INSERT INTO t (a) VALUES (:a);"
	for _, tt := range []struct{ text, want string }{
		{"", "a.sql: there is no statement"},
		{"-- nothing\n;", "a.sql: there is no statement"},
		{"UPDATE t SET a = 1;\nDELIMITER //\nUPDATE t SET a = 2//\n", "a.sql:2: DELIMITER is a command of another program"},
		{"delimiter $$\nUPDATE t SET a = 1;\n$$\n", "a.sql:1: statement 1: DELIMITER is a command of another program"},
		{"UPDATE t SET a = 1;\nUPDATE t SET a = 2", "a.sql:2: the script ends without the semicolon"},
		{"UPDATE t\nSET a = 'x;\n", "a.sql:1: the script ends in a text or name that is not closed; it began with '"},
		{"UPDATE t SET a = 1; /* x", "ends in a comment"},
		{"UPDATE t SET a = 1;\n\\q\n", "a backslash"},
		{"\n\nSELECT 1;", "a.sql:3: statement 1: SELECT is none of INSERT"},
		{"DELETE FROM t;", "DELETE is none of"},
		{"UPDATE t SET a = 1;\nINSERT\n INTO t t t;", "a.sql:3: statement 2: "},
		{"INSERT INTO t (a) VALUES (\xff);", "isn't UTF-8"},
		{"INSERT INTO t (a) VALUES (?);", "? placeholder"},
		{insert, "it has the placeholder :a"},
		{"-- load: a.csv\nUPDATE t SET a = 1;", "has no placeholder"},
		{"-- load: a.csv\n-- load: b.csv\n" + insert, "two load lines"},
		{"-- load:\n" + insert, "names no file"},
		{"/* \n-- load: a.csv\n*/\n" + insert, "a /* comment"},
		{"UPDATE t SET a = 1; -- load: a.csv\n" + insert, "behind another statement"},
		{"UPDATE t SET a = 1;\n-- load: a.csv\n", "no statement follows"},
		{"-- load: 'a.csv\n" + insert, "no closing quote"},
		{"-- load: my file.csv\n" + insert, `has "file.csv"`},
		{"-- load: a.csv delimiter=;;\n" + insert, "one character"},
		{"-- load: a.csv delimiter=\n" + insert, "one character"},
		{"-- load: a.csv empty=0\n" + insert, "null or text"},
		{"-- load: a.csv encoding=latin1\n" + insert, "iconv -f latin1"},
	} {
		if _, err := readScript("a.sql", tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: got %v, want %s", tt.text, err, tt.want)
		}
	}
}

// TestHashes checks what may be changed in a script that has begun.
func TestHashes(t *testing.T) {
	hash := func(text string) string {
		s, err := readScript("a.sql", text)
		if err != nil {
			t.Fatal(err)
		}
		return s.statements[len(s.statements)-1].soFar
	}
	const text = "UPDATE t SET a = 1;\n-- load: a.csv\nINSERT INTO t (a) VALUES (:a);"
	for _, same := range []string{"-- new\n" + text, strings.ReplaceAll(text, "\n", "\n\n")} {
		if hash(same) != hash(text) {
			t.Errorf("%q is another script", same)
		}
	}
	for _, other := range []string{
		strings.Replace(text, "1", "2", 1), strings.Replace(text, "a.csv", "b.csv", 1), strings.Replace(text, "a.csv", "a.csv empty=null", 1),
		"UPDATE t SET a = 1;\n" + text, strings.Replace(text, "(:a)", "( :a)", 1),
	} {
		if hash(other) == hash(text) {
			t.Errorf("%q is the same script", other)
		}
	}
}

func TestScriptMissing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "nope.sql")
	if _, err := readScripts([]string{path}); !errors.Is(err, os.ErrNotExist) || !strings.HasPrefix(err.Error(), "open "+path) {
		t.Errorf("got %v", err)
	}
}
