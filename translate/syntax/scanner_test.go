package syntax

import (
	"reflect"
	"strings"
	"testing"
)

// scan gives a text to a Scanner line by line and returns its statements, and what
// each line ends in.
func scan(t *testing.T, text string) (statements []string, opens string) {
	t.Helper()
	s := NewScanner(Options{})
	whole := strings.TrimPrefix(text, "\ufeff")
	for line := range strings.Lines(text) {
		s.Add(line)
		for {
			p, ok := s.Next()
			if !ok {
				break
			}
			if whole[p.Offset:p.Offset+len(p.Text)] != p.Text || p.Line != 1+strings.Count(whole[:p.Offset], "\n") {
				t.Errorf("part %+v is elsewhere", p)
			}
			statements = append(statements, p.Text)
		}
		rest, open := s.Rest()
		if whole[rest.Offset:rest.Offset+len(rest.Text)] != rest.Text || open == OpenNothing && rest.Text != "" {
			t.Errorf("rest %+v, %c", rest, open)
		}
		if open == OpenNothing {
			open = '.'
		}
		opens += string(rune(open))
	}
	return statements, opens
}

func TestScanner(t *testing.T) {
	for _, c := range []struct {
		text  string
		want  []string
		opens string
	}{
		{"", nil, ""},
		{"SELECT 1;\n", []string{"SELECT 1;"}, "."},
		{"\ufeff-- one;\nSELECT\n1\n; ;;\n", []string{"SELECT\n1\n;"}, ".;;."},
		{"SELECT 1; SELECT 2; SELECT\n3;", []string{"SELECT 1;", "SELECT 2;", "SELECT\n3;"}, ";."},
		{"SELECT 'a;\nb''\n\\';\n', 2;\n", []string{"SELECT 'a;\nb''\n\\';\n', 2;"}, "'''."},
		{"SELECT \"a\n;\", `x\n;`;\n", []string{"SELECT \"a\n;\", `x\n;`;"}, "\"`."},
		{"/* a\n; */ SELECT 1 # ;\n-- ';\n;", []string{"SELECT 1 # ;\n-- ';\n;"}, "*;;."},
		{"/*!40101 SET NAMES utf8 */;\n", []string{"/*!40101 SET NAMES utf8 */;"}, "."},
		{"SELECT [1], '\n;' ;SELECT 2;\n", []string{"SELECT [1], '\n;' ;", "SELECT 2;"}, "'."},
		{"SELECT x'4;'; SELECT 1;\n", []string{"SELECT x'4;';", "SELECT 1;"}, "."},
		{"SELECT 5--;\n", []string{"SELECT 5--;"}, "."},
		{"SELECT \xff\xff a; SELECT @'x\n;';", []string{"SELECT \xff\xff a;", "SELECT @'x\n;';"}, "'."},
	} {
		got, opens := scan(t, c.text)
		if !reflect.DeepEqual(got, c.want) || opens != c.opens {
			t.Errorf("%q: %q, %s", c.text, got, opens)
		}
	}
}

func TestScannerDrop(t *testing.T) {
	s := NewScanner(Options{})
	s.Add("SELECT 'x\n")
	if _, ok := s.Next(); ok {
		t.Error("an open string is a statement")
	}
	s.Drop()
	s.Add("SELECT 2;\n")
	if p, ok := s.Next(); !ok || p.Text != "SELECT 2;" || p.Line != 2 || p.Offset != 10 {
		t.Errorf("%+v, %v", p, ok)
	}
}

func TestScannerCommand(t *testing.T) {
	s := NewScanner(Options{})
	s.Add("SELECT '\\x'; \\x on; 'off\nSELECT\n 1 \\G\n, 2;\n \\q")
	if p, ok := s.Next(); !ok || p.Text != "SELECT '\\x';" {
		t.Errorf("%+v, %v", p, ok)
	}
	for _, want := range []struct{ rest, command string }{{"", "\\x on; 'off"}, {"SELECT\n 1", "\\G"}} {
		if p, ok := s.Next(); ok {
			t.Errorf("%+v", p)
		}
		if rest, open := s.Rest(); open != OpenCommand || rest.Text != want.rest {
			t.Errorf("%+v, %c", rest, open)
		}
		if got := s.Command(); got != want.command {
			t.Errorf("%s", got)
		}
	}
	if p, ok := s.Next(); !ok || strings.Join(strings.Fields(p.Text), " ") != "SELECT 1 , 2;" || p.Line != 2 {
		t.Errorf("%+v, %v", p, ok)
	}
	s.Next()
	s.Drop()
	if got := s.Command(); got != "\\q" {
		t.Errorf("%s", got)
	}
}

func TestScannerOptions(t *testing.T) {
	s := NewScanner(Options{})
	s.Add("SELECT \"\\\";\"; SELECT \"\\\"; SELECT 2;")
	first, _ := s.Next()
	s.SetOptions(Options{ANSIQuotes: true})
	second, ok := s.Next()
	if first.Text != `SELECT "\";";` || second.Text != `SELECT "\";` || !ok {
		t.Errorf("%q, %q", first.Text, second.Text)
	}
}

// FuzzScanner adds a text as a whole and line by line, which must not differ.
func FuzzScanner(f *testing.F) {
	f.Add("SELECT 'a;\n'; -- x;\n SELECT [1]; /* \n */ \\x\n;")
	f.Add("/*!40101 SET NAMES utf8 */;\nSELECT 5--;\n@'x\n")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsRune(text, '\\') {
			return // commands are for the shell to step over
		}
		want := scanned(text)
		if got, _ := scan(t, text); !reflect.DeepEqual(got, want) {
			t.Errorf("line by line %q, at once %q", got, want)
		}
	})
}

// scanned are the statements of a text that is added at once.
func scanned(text string) (statements []string) {
	s := NewScanner(Options{})
	s.Add(text)
	for p, ok := s.Next(); ok; p, ok = s.Next() {
		statements = append(statements, p.Text)
	}
	return statements
}

// TestScannerSplits compares with Split, and reads each statement of the corpus from
// lines.
func TestScannerSplits(t *testing.T) {
	for _, row := range corpus(t) {
		lines := strings.ReplaceAll(row.sql, " ", "\n") + "\n;\n"
		parts, err := Split(lines, Options{})
		if err != nil {
			continue
		}
		got, _ := scan(t, lines)
		if len(got) != len(parts) {
			t.Errorf("%q: %d statements, not %d", lines, len(got), len(parts))
			continue
		}
		for i, p := range parts {
			if !strings.HasPrefix(got[i], p.Text) {
				t.Errorf("%q isn't %q", got[i], p.Text)
			}
		}
	}
}

// TestScannerOfGarbage reads a megabyte of what no statement has, and of what isn't
// closed, in time that is linear in it.
func TestScannerOfGarbage(t *testing.T) {
	for _, c := range []string{"[", "\xff", "'", "@", "a ", "1a.", "x'4", "--", "\u00a0"} {
		text := strings.Repeat(c, (1<<20)/len(c))
		scan(t, text+"\n;SELECT 1;\n")
	}
}

func TestQuoteName(t *testing.T) {
	for name, want := range map[string]string{
		"contact": "contact", "_x1": "_x1", "select": "`select`", "Date": "`Date`", "1a": "`1a`", "": "``",
		"a b": "`a b`", "a`b": "`a``b`", "Prénom": "`Prénom`", "$1": "`$1`", "link.contact": "`link.contact`",
	} {
		if got := QuoteName(name); got != want {
			t.Errorf("%q: %s", name, got)
		}
	}
}
