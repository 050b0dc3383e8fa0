package residual

import (
	"errors"
	"strings"
	"testing"
)

// Statements that repeat their operands again and again are refused before they
// take much memory, and those that only look like it are not.
func TestRoom(t *testing.T) {
	nest := func(open, middle, shut string, n int) string {
		return "SELECT " + strings.Repeat(open, n) + middle + strings.Repeat(shut, n) + " FROM a"
	}
	list := func(item, sep string, n int) string { return strings.TrimSuffix(strings.Repeat(item+sep, n), sep) }
	text := "'" + strings.Repeat("x", 1<<20) + "'"
	for _, tt := range []struct{ name, query, want string }{
		{"NULLIF", nest("NULLIF(", "k", ", 1)", 60), "parts of it are repeated"},
		{"NULLIF of 10", nest("NULLIF(", "k", ", 1)", 10), ""},
		{"BETWEEN", nest("(", "k", " BETWEEN 1 AND k)", 60), "parts of it are repeated"},
		{"CASE", nest("CASE ", "k", " WHEN 1 THEN d WHEN 2 THEN name ELSE 3 END", 60), "parts of it are repeated"},
		{"IN", nest("(", "k", " IN (1, 'x', d))", 60), "parts of it are repeated"},
		{"FIELD", nest("FIELD(", "k", ", 'x', d, 3)", 60), "parts of it are repeated"},
		{"^", "SELECT " + list("k", " ^ ", 60) + " FROM a", "parts of it are repeated"},
		{"one long subject", "SELECT CASE CONCAT(name, " + text + ") " + list("WHEN k THEN d", " ", 10_000) + " END FROM a", "parts of it are repeated"},
		{"one long text", "SELECT " + nest("UPPER(", text, ")", 50)[len("SELECT "):], ""},
		{"a long label", "SELECT CONCAT(name, " + text + ") AS x FROM a ORDER BY " + list("x", ", ", 10_000), "parts of it are repeated"},
		{"a long label in a call", "SELECT CONCAT(name, " + text + ") AS x FROM a ORDER BY CONCAT(" + list("x", ", ", 10_000) + ")", "parts of it are repeated"},
		{"a long label in HAVING", "SELECT CONCAT(name, " + text + ") AS x FROM a HAVING " + list("x", " AND ", 10_000), "parts of it are repeated"},
		{"+", "SELECT " + list("k", " + ", 40_000) + " FROM a", "deeper than 1000 levels"},
		{"+ of 500", "SELECT " + list("k", " + ", 500) + " FROM a", ""},
		{"AND of 9,999", "SELECT k FROM a WHERE " + list("k + 1 <> 5", " AND ", 9_999), ""},
		{"OR of 40,000", "SELECT k FROM a WHERE " + list("k + 1 = 5", " OR ", 40_000), "more than 20000 constants"},
		{"IN of 40,000", "SELECT k FROM a WHERE k + 1 IN (" + list("5", ", ", 40_000) + ")", ""},
		{"INs of 40,000", "SELECT k FROM a WHERE " + list("k + 1 IN (5, 6, 7)", " OR ", 19_000), ""},
		{"GREATEST of 40,000", "SELECT GREATEST(" + list("k", ", ", 40_000) + ") FROM a", "more than 1000 arguments"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := compileQuery(t, tt.query, nil, func(e *Env) { e.Length = len(tt.query) })
			switch {
			case tt.want == "" && err != nil:
				t.Error(err)
			case tt.want != "" && (!errors.Is(err, ErrUnsupported) || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

// A long AND is a tree that SQLite's limit of 1,000 levels leaves room for.
func TestChained(t *testing.T) {
	texts := strings.Split(strings.Repeat("c,", 50_000)+"c", ",")
	depth, most := 0, 0
	for _, r := range chained(texts, " AND ") {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		most = max(most, depth)
	}
	if got := strings.Count(chained(texts, " AND "), "c"); got != len(texts) || depth != 0 || most > 20 {
		t.Errorf("%d conditions of %d, %d levels", got, len(texts), most)
	}
	if got := chained([]string{"a", "b", "c"}, " OR "); got != "a OR b OR c" {
		t.Errorf("got %s", got)
	}
}
