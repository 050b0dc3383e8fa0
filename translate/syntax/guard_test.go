package syntax

import (
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestGuards gives texts that would make the parser, or those who walk its tree,
// overflow the stack. None may take long, and the refused ones name the limit.
func TestGuards(t *testing.T) {
	many := func(s string, n int) string { return strings.Repeat(s, n) }
	for _, c := range []struct {
		name, sql string
		want      string // a part of the error; "" if the text is fine
	}{
		{"150 parentheses", "SELECT " + many("(", 150) + "1" + many(")", 150), ""},
		{"10k parentheses", "SELECT " + many("(", 10_000) + "1" + many(")", 10_000), "nest"},
		{"1M open parentheses", "SELECT " + many("(", 1_000_000), "nest"},
		{"5M NOT", "SELECT " + many("NOT ", 3_900_000) + "1", "nest"},
		{"5M !", "SELECT " + many("!", 5_000_000) + "1", "tokens"},
		{"1M -", "SELECT " + many("- ", 1_000_000) + "1", "nest"},
		{"1M ~", "SELECT " + many("~", 1_000_000) + "1", "nest"},
		{"1M CASE", "SELECT " + many("CASE ", 1_000_000), "nest"},
		{"1M BINARY", "SELECT " + many("BINARY ", 1_000_000) + "1", "nest"},
		{"1M INTERVAL", "SELECT 1 + " + many("INTERVAL ", 1_000_000), "nest"},
		{"1M BETWEEN", "SELECT " + many("1 BETWEEN 1 AND ", 900_000) + "1", "nest"},
		{"10k AND", "SELECT 1 FROM t WHERE a = 1" + many(" AND a = 1", 10_000), ""},
		{"400k AND", "SELECT 1 FROM t WHERE a" + many(" AND a", 400_000), "operators in a row"},
		{"1M +", "SELECT 1" + many("+1", 1_000_000), "operators in a row"},
		{"chains within chains", "SELECT " + many("(1"+many("+1", 10_000)+"+", 150) + "1" + many(")", 150), ""},
		{"1k = chain", "SELECT 1" + many("=1", 1_000), "nest"},
		{"1k XOR chain", "SELECT 1" + many(" XOR 1", 1_000), "nest"},
		{"10k COLLATE", "SELECT a" + many(" COLLATE x", 10_000), ""},
		{"100k UNION", "SELECT 1" + many(" UNION SELECT 1", 100_000), "UNION"},
		{"100k JOIN", "SELECT 1 FROM a" + many(" JOIN a", 100_000), "joins"},
		{"100k LEFT JOIN", "SELECT 1 FROM a" + many(" LEFT JOIN a", 100_000), "nest"},
		{"10k subqueries", many("SELECT (", 10_000) + "1" + many(")", 10_000), "nest"},
		{"text too long", "SELECT '" + many("x", maxText) + "'", "MiB"},
		{"16M semicolons", many(";", 10_000_000), "tokens"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse(c.sql, Options{})
			switch {
			case c.want == "" && err != nil:
				t.Errorf("refused: %v", err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

// TestLarge parses what is large but ordinary.
func TestLarge(t *testing.T) {
	for name, sql := range largeTexts() {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			st, err := Parse(sql, Options{})
			if err != nil {
				t.Fatal(err)
			}
			runtime.ReadMemStats(&after)
			t.Logf("%d bytes in %v, %d MiB allocated", len(sql), time.Since(start), (after.TotalAlloc-before.TotalAlloc)>>20)
			if st.AST == nil {
				t.Error("no AST")
			}
		})
	}
}

func largeTexts() map[string]string {
	return map[string]string{
		"IN of 100k numbers":      "SELECT a FROM t WHERE b IN (1" + strings.Repeat(",123456", 100_000) + ")",
		"IN of 100k placeholders": "SELECT a FROM t WHERE b IN (?" + strings.Repeat(",?", 100_000) + ")",
		"INSERT of 100k rows":     "INSERT INTO t (a, b) VALUES (1,'x')" + strings.Repeat(",(12345,'abcde')", 100_000),
		"string of 1 MB":          "SELECT a FROM t WHERE b = '" + strings.Repeat("it''s ", 170_000) + "'",
		"10k ORs":                 "SELECT a FROM t WHERE (a=1 AND b=2)" + strings.Repeat(" OR (a=1 AND b=2)", 10_000),
	}
}

func BenchmarkParse(b *testing.B) {
	texts := largeTexts()
	texts["short"] = "SELECT id, name, COUNT(*) AS n FROM users WHERE status = ? AND created_at > ? GROUP BY id ORDER BY n DESC LIMIT 10"
	for name, sql := range texts {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(sql)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(sql, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestLongNumbers refuses numbers whose digits would take long to read.
func TestLongNumbers(t *testing.T) {
	for _, n := range []string{"9", "0.9", "1e", ".5"} {
		fine := "SELECT " + n + strings.Repeat("0", 300)
		if _, err := Parse(fine, Options{}); err != nil {
			t.Errorf("%.20s: %v", fine, err)
		}
		long := "SELECT a FROM t WHERE b = " + n + strings.Repeat("0", 1<<20)
		if _, err := Parse(long, Options{}); err == nil || !strings.Contains(err.Error(), "more than 1000 characters") || len(err.Error()) > 500 {
			t.Errorf("%.40s: %v", long, err)
		}
	}
}
