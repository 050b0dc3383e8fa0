package syntax

import (
	"strings"
	"testing"

	"github.com/xwb1989/sqlparser"
)

// TestLabels checks the aliases that select lists get.
func TestLabels(t *testing.T) {
	long := strings.Repeat("é", 300)
	for _, c := range []struct{ sql, want string }{
		{"a+1", "a+1"},
		{"  count( * )  ", "count( * )"},
		{"'x'", "x"},
		{"'  x '", "x"},
		{"''", ""},
		{"'a' 'b'", "a"},
		{"' ' 'b'", "b"},
		{"N'x'", "x"},
		{"a", ""},
		{"t.Status", ""},
		{"(a)", "a"},
		{"((t.Status))", "Status"},
		{"(a + 1)", "(a + 1)"},
		{"('x')", "x"},
		{"+1", "1"},
		{"-1", "-1"},
		{"007", "007"},
		{"true", "TRUE"},
		{"null", "NULL"},
		{"?", "?"},
		{"@x", "@x"},
		{"@@version", "@@version"},
		{"a /* why */ + 1", "a /* why */ + 1"},
		{"a /* why */", ""},
		{"a + 1 /* why */", "a + 1"},
		{"a`b`", "b"},
		{"a b", "b"},
		{"a AS `b``c`", "b`c"},
		{"a 'b'", "b"},
		{`a "it's"`, "it's"},
		{"a AS 'b\\nc'", "b\nc"},
		{"EXISTS(SELECT 1)", "EXISTS(SELECT 1)"},
		{"(SELECT 1)", "(SELECT 1)"},
		{"`a`+1", "`a`+1"},
		{"'" + long + "'", strings.Repeat("é", 256)},
	} {
		st, err := Parse("SELECT "+c.sql+" FROM t", Options{})
		if err != nil {
			t.Errorf("%q: %v", c.sql, err)
			continue
		}
		item := st.AST.(*sqlparser.Select).SelectExprs[0].(*sqlparser.AliasedExpr)
		if got := item.As.String(); got != c.want {
			t.Errorf("%q has the label %q, want %q", c.sql, got, c.want)
		}
	}
}

// TestLabelsEverywhere checks that queries within queries have them too.
func TestLabelsEverywhere(t *testing.T) {
	st, err := Parse("SELECT 1 FROM (SELECT a+1 FROM t UNION SELECT b*2 FROM u) x", Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := "SELECT 1 AS `1` FROM (SELECT `a` + 1 AS `a+1` FROM `t` UNION SELECT `b` * 2 AS `b*2` FROM `u`) AS `x`"
	if st.Canonical != want {
		t.Errorf("canonical text %s, want %s", st.Canonical, want)
	}
}
