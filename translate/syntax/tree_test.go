package syntax

import (
	"strings"
	"testing"

	"github.com/xwb1989/sqlparser"
)

// TestLinks takes chains apart.
func TestLinks(t *testing.T) {
	for _, c := range []struct {
		sql, want string
		or        bool
	}{
		{"a = 1", "a = 1", false},
		{"a = 1 AND b = 2 AND c = 3", "c = 3; b = 2; a = 1", false},
		{"a = 1 OR b = 2 OR c = 3", "c = 3; b = 2; a = 1", true},
		{"a = 1 OR b = 2 AND c = 3", "b = 2 and c = 3; a = 1", true},
		{"a = 1 AND (b = 2 AND c = 3)", "(b = 2 and c = 3); a = 1", false},
		{"a = 1 AND (b = 2 OR c = 3)", "(b = 2 or c = 3); a = 1", false},
		{"NOT (a = 1 AND b = 2)", "not (a = 1 and b = 2)", false},
	} {
		stmt, err := Parse("SELECT a FROM t WHERE "+c.sql, Options{})
		if err != nil {
			t.Fatal(err)
		}
		links, or := Links(stmt.AST.(*sqlparser.Select).Where.Expr)
		var texts []string
		for _, link := range links {
			texts = append(texts, Shown(link))
		}
		if got := strings.Join(texts, "; "); got != c.want || or != c.or {
			t.Errorf("%s: %s, or %v", c.sql, got, or)
		}
	}
}
