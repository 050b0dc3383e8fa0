package syntax

import (
	"strings"
	"testing"

	"github.com/xwb1989/sqlparser"
)

// TestShown shows conditions as messages do.
func TestShown(t *testing.T) {
	for _, c := range []struct{ sql, want string }{
		{"a = 1", "a = 1"},
		{"`a b` = ? AND c = :name", "`a b` = ? and c = ?"},
		{"d > DATE '2020-01-31'", "d > DATE '2020-01-31'"},
		{"d > {t '10:11:12'}", "d > TIME '10:11:12'"},
		{"d > TIMESTAMP '2020-01-31 10:11:12'", "d > TIMESTAMP '2020-01-31 10:11:12'"},
		{"EXTRACT(YEAR FROM d) = 2024", "extract(year from d) = 2024"},
		{"TRIM(BOTH FROM a) = 'x'", "trim(both ' ' from a) = 'x'"},
		{"TRIM('b' FROM a) = 'x'", "trim(both 'b' from a) = 'x'"},
		{"TRIM(LEADING ? FROM UPPER(a)) = 'x'", "trim(leading ? from upper(a)) = 'x'"},
		{"TRIM(TRAILING EXTRACT(DAY FROM d) FROM a) = 'x'", "trim(trailing extract(day from d) from a) = 'x'"},
		{"NOT (a = 1 XOR b = 2)", "not ((a = 1 xor b = 2))"},
		{"CAST(a AS DOUBLE) = 1", "cast(a as double) = 1"},
		{"CAST(a AS FLOAT) = 1", "cast(a as float) = 1"},
		{"CAST(a AS YEAR) = 1", "cast(a as year) = 1"},
		{"@@version = 'x'", "@@version = 'x'"},
		{"@@session.sql_mode = 'x'", "@@session.sql_mode = 'x'"},
		{"a > ALL (SELECT b FROM u)", "a > all (select b from u)"},
		{"a >= SOME (SELECT b FROM u)", "a >= any (select b from u)"},
		{"a IN (" + strings.Repeat("'é', ", 100) + "1)", "a in (" + strings.Repeat("'é', ", 100)[:114] + "..."},
	} {
		stmt, err := Parse("SELECT a FROM t WHERE "+c.sql, Options{})
		if err != nil {
			t.Errorf("%s: %v", c.sql, err)
			continue
		}
		if got := Shown(stmt.AST.(*sqlparser.Select).Where.Expr); got != c.want {
			t.Errorf("%s: shown as %s, want %s", c.sql, got, c.want)
		}
	}
}

// No reserved name gets into a message.
func TestShownReserved(t *testing.T) {
	for name, forms := range shownAs {
		for n, form := range forms {
			if form == "" {
				continue
			}
			f := &sqlparser.FuncExpr{Name: sqlparser.NewColIdent(name)}
			for range n {
				f.Exprs = append(f.Exprs, &sqlparser.AliasedExpr{Expr: sqlparser.NewStrVal([]byte("x"))})
			}
			if got := Shown(f); strings.Contains(got, "__") || strings.Count(got, "x")-strings.Count(form, "x") != n {
				t.Errorf("%s of %d: %s", name, n, got)
			}
		}
	}
}
