package syntax

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/xwb1989/sqlparser"
)

// seeds are the corpus and statements that cover the grammar's corners.
func seeds(f *testing.F) {
	f.Helper()
	for _, row := range corpus(f) {
		f.Add(row.sql)
	}
	for _, c := range rewrites {
		f.Add(c.sql)
	}
	for _, s := range precedence {
		f.Add("SELECT " + s)
	}
}

// bindVars hides the numbers of placeholders: in a canonical text all are named.
var bindVars = regexp.MustCompile(`:[pn]\d+`)

func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, sql string) { checkStatement(t, sql) })
}

// checkStatement parses a text; if it is a statement, every check has to hold.
func checkStatement(t *testing.T, sql string) {
	st, err := Parse(sql, Options{})
	if err != nil {
		if strings.Contains(err.Error(), "the parser does not take") {
			t.Fatalf("%q: %v", sql, err)
		}
		return
	}
	if st.Inner != nil {
		st = st.Inner
	}
	if st.AST == nil {
		return
	}
	checkAgain(t, sql, st)
	checkFull(t, sql, st)
	checkLiterals(t, st)
}

// checkAgain reads the canonical text once more: it must say the same.
func checkAgain(t *testing.T, sql string, st *Statement) {
	again, err := parse(st.Canonical, Options{}, mode{again: true})
	if err != nil {
		t.Fatalf("%q: canonical text %q: %v", sql, st.Canonical, err)
	}
	if a, b := bindVars.ReplaceAllString(st.Canonical, ":v"), bindVars.ReplaceAllString(again.Canonical, ":v"); a != b {
		t.Fatalf("%q: canonical text\n%q became\n%q", sql, a, b)
	}
}

// checkFull reads the text with every operand put in parentheses: if the parser's
// precedence were another than this package's, the trees would differ.
func checkFull(t *testing.T, sql string, st *Statement) {
	full, err := parse(sql, Options{}, mode{full: true})
	if err != nil {
		if strings.Contains(err.Error(), "nest") {
			return
		}
		t.Fatalf("%q: with all parentheses: %v", sql, err)
	}
	if full.Inner != nil {
		full = full.Inner
	}
	if a, b := dump(st.AST), dump(full.AST); a != b {
		t.Fatalf("%q:\n%q means\n%s but\n%q means\n%s", sql, st.Canonical, a, full.Canonical, b)
	}
}

// checkLiterals compares the strings in the AST with an independent reading of the
// canonical text.
func checkLiterals(t *testing.T, st *Statement) {
	want := map[string]bool{}
	for _, lit := range canonicalStrings(st.Canonical) {
		want[lit] = true
	}
	walk(st.AST, func(v *sqlparser.SQLVal) {
		if v.Type == sqlparser.StrVal && !want[string(v.Val)] {
			t.Fatalf("the AST of %q has the string %q", st.Canonical, v.Val)
		}
	})
}

// walk visits the values of a tree; the parser's own Walk skips those in the ORDER BY
// of a UNION, which matters little here.
func walk(n sqlparser.SQLNode, visit func(*sqlparser.SQLVal)) {
	_ = sqlparser.Walk(func(n sqlparser.SQLNode) (bool, error) {
		if v, ok := n.(*sqlparser.SQLVal); ok && v != nil {
			visit(v)
		}
		return true, nil
	}, n)
}

// canonicalStrings decodes the string literals of a canonical text.
func canonicalStrings(s string) []string {
	var out []string
	for s != "" {
		i := strings.IndexAny(s, "'`")
		if i < 0 {
			break
		}
		q := s[i]
		var b []byte
		j := i + 1
		for ; j < len(s); j++ {
			if s[j] == q {
				if j+1 >= len(s) || s[j+1] != q {
					break
				}
				j++
			} else if s[j] == '\\' && q == '\'' {
				if j++; s[j] == '0' {
					b = append(b, 0)
					continue
				}
			}
			b = append(b, s[j])
		}
		if q == '\'' {
			out = append(out, string(b))
		}
		s = s[min(j+1, len(s)):]
	}
	return out
}

func FuzzSplit(f *testing.F) {
	seeds(f)
	f.Add("SELECT 1; SELECT ';'; -- ;\n/* ; */ SELECT `;` ;;")
	f.Add("a;/*!40101 SET x=1 */;b")
	f.Fuzz(func(t *testing.T, sql string) {
		parts, err := Split(sql, Options{})
		if err != nil {
			return
		}
		last := 0
		for _, p := range parts {
			if p.Offset < last || sql[p.Offset:p.Offset+len(p.Text)] != p.Text {
				t.Fatalf("%q: part %+v is not where it says", sql, p)
			}
			if want := 1 + strings.Count(sql[:p.Offset], "\n"); p.Line != want {
				t.Fatalf("%q: part %+v starts in line %d", sql, p, want)
			}
			last = p.Offset + len(p.Text)
			again, err := Split(p.Text, Options{})
			if err != nil || len(again) != 1 || again[0].Text != p.Text {
				t.Fatalf("%q: part %q splits into %+v, %v", sql, p.Text, again, err)
			}
		}
		if st, err := Parse(sql, Options{}); err == nil {
			if len(parts) != 1 {
				t.Fatalf("%q is one statement but splits into %+v", sql, parts)
			}
			if parts[0].Text != st.Text {
				t.Fatalf("%q: Split says %q, Parse says %q", sql, parts[0].Text, st.Text)
			}
		}
	})
}

// FuzzString gives any bytes through a literal, in every quoting, and looks for them in
// the AST.
func FuzzString(f *testing.F) {
	for _, s := range []string{"", "'", `\`, "\x00", "\xff", "a'b\"c`d", "\r\n\t\b\x1a", "%_", "日本語 🎉", "*/ -- #"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		double := strings.NewReplacer(`\`, `\\`, `'`, `''`).Replace(s)
		escaped := strings.NewReplacer(`\`, `\\`, `'`, `\'`, `"`, `\"`, "\x00", `\0`, "\n", `\n`, "\r", `\r`, "\x1a", `\Z`).Replace(s)
		for _, sql := range []string{
			"SELECT 1 FROM t WHERE a = '" + double + "'",
			"SELECT 1 FROM t WHERE a = '" + escaped + "'",
			`SELECT 1 FROM t WHERE a = "` + escaped + `"`,
			"SELECT 1 FROM t WHERE a = '" + escaped + "' ''",
		} {
			st, err := Parse(sql, Options{})
			if err != nil {
				t.Fatalf("%q: %v", sql, err)
			}
			where := st.AST.(*sqlparser.Select).Where.Expr.(*sqlparser.ComparisonExpr)
			if v := where.Right.(*sqlparser.SQLVal); v.Type != sqlparser.StrVal || string(v.Val) != s {
				t.Fatalf("%q: the AST has %q", sql, v.Val)
			}
		}
	})
}

// TestNoParserOutput sees to it that the package has no call of the parser's Parse,
// which logs statements and drops what follows a semicolon.
func TestNoParserOutput(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		b, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), "sqlparser.Parse(") {
			t.Errorf("%s calls sqlparser.Parse", f.Name())
		}
	}
}
