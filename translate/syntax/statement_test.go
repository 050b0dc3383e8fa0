package syntax

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/xwb1989/sqlparser"
)

// mustParse parses a statement that is fine.
func mustParse(t *testing.T, sql string) *Statement {
	t.Helper()
	st, err := Parse(sql, Options{})
	if err != nil {
		t.Fatalf("%q: %v", sql, err)
	}
	return st
}

// TestKinds checks what is read of the statements without an AST.
func TestKinds(t *testing.T) {
	for _, c := range []struct {
		sql  string
		want Statement
	}{
		{"BEGIN WORK", Statement{Kind: Begin}},
		{"start transaction with consistent snapshot, read only;", Statement{Kind: Begin, ReadOnly: true}},
		{"COMMIT AND NO CHAIN NO RELEASE", Statement{Kind: Commit}},
		{"ROLLBACK WORK TO SAVEPOINT `a b`", Statement{Kind: RollbackTo, Name: "a b"}},
		{"ROLLBACK TO savepoint", Statement{Kind: RollbackTo, Name: "savepoint"}},
		{"SAVEPOINT SP_x", Statement{Kind: Savepoint, Name: "SP_x"}},
		{"RELEASE SAVEPOINT x", Statement{Kind: Release, Name: "x"}},
		{"USE `my-db`", Statement{Kind: Use, Name: "my-db"}},
		{"DESC db.t 'a%'", Statement{Kind: Describe, Table: TableName{"db", "t"}, Column: "a%"}},
		{"EXPLAIN t Status", Statement{Kind: Describe, Table: TableName{"", "t"}, Column: "Status"}},
		{"DESCRIBE extended", Statement{Kind: Describe, Table: TableName{"", "extended"}}},
		{"DELETE QUICK FROM db.t WHERE a = 1", Statement{Kind: Delete, Table: TableName{"db", "t"}}},
		{"TRUNCATE t", Statement{Kind: DDL}},
		{"START SLAVE", Statement{Kind: Other}},
	} {
		got := *mustParse(t, c.sql)
		got.Text, got.Tokens, got.Verb = "", nil, ""
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q is %+v, want %+v", c.sql, got, c.want)
		}
	}
}

func TestExplain(t *testing.T) {
	st := mustParse(t, "DESC EXTENDED PARTITIONS format = json SELECT a FROM t WHERE b = ? ;")
	if want := (ExplainOptions{Extended: true, Partitions: true, Format: "JSON"}); st.Kind != Explain || st.Explain != want {
		t.Errorf("%v %+v", st.Kind, st.Explain)
	}
	if st.Inner.Kind != Select || st.Inner.AST == nil || st.Inner.Text != "SELECT a FROM t WHERE b = ?" || st.Positional != 1 || st.Inner.Positional != 1 {
		t.Errorf("inner %+v", st.Inner)
	}
	if st := mustParse(t, "EXPLAIN ANALYZE DELETE FROM t"); !st.Explain.Analyze || st.Inner.Kind != Delete {
		t.Errorf("%+v", st)
	}
}

func TestTokens(t *testing.T) {
	st := mustParse(t, "SHOW FULL TABLES FROM `my-db` LIKE 'a\\%' ;")
	want := []Token{
		{Word, "SHOW", "SHOW", 0}, {Word, "FULL", "FULL", 5}, {Word, "TABLES", "TABLES", 10}, {Word, "FROM", "FROM", 17},
		{QuotedName, "`my-db`", "my-db", 22}, {Word, "LIKE", "LIKE", 30}, {String, `'a\%'`, `a\%`, 35},
	}
	if !reflect.DeepEqual(st.Tokens, want) {
		t.Errorf("tokens %+v", st.Tokens)
	}
	st = mustParse(t, "SHOW TABLES WHERE Name = ? AND b LIKE 'x'")
	if st.AST != nil || sqlparser.String(st.Where) != "Name = :p1 and b like 'x'" || st.Positional != 1 {
		t.Errorf("%+v, where %s", st, sqlparser.String(st.Where))
	}
	st = mustParse(t, "SET @a = @@session.x, @`b c` := ?, @'d' = :e")
	var kinds []TokenKind
	var values []string
	for _, tok := range st.Tokens {
		kinds, values = append(kinds, tok.Kind), append(values, tok.Value)
	}
	if got := strings.Join(values, " "); got != "SET a = @@session.x , b c := p1 , d = n1" {
		t.Errorf("values %s", got)
	}
	if kinds[1] != UserVariable || kinds[3] != SystemVariable || kinds[7] != Placeholder || !reflect.DeepEqual(st.Named, []string{"e"}) {
		t.Errorf("kinds %v, named %v", kinds, st.Named)
	}
}

func TestParams(t *testing.T) {
	st := mustParse(t, "SELECT :b, ?, @a, :b, '?', `:c`, \"@d\" /* ? */ FROM t WHERE x = ? -- ?\n AND y = @`q r`")
	want := []Param{
		{"b", "n1", 0, 7}, {"", "p1", 0, 11}, {"a", "n2", 1, 14}, {"b", "n1", 0, 18}, {"", "p2", 1, 63}, {"q r", "n3", 2, 79},
	}
	if !reflect.DeepEqual(st.Params, want) {
		t.Errorf("params %+v", st.Params)
	}
	if st.Positional != 2 || !reflect.DeepEqual(st.Named, []string{"b", "a", "q r"}) {
		t.Errorf("%d positional, named %q", st.Positional, st.Named)
	}
}

func TestANSIQuotes(t *testing.T) {
	sql := `SELECT "a""b", 'x' FROM "t" WHERE "c\" = 1`
	st, err := Parse(sql, Options{ANSIQuotes: true})
	if err != nil {
		t.Fatal(err)
	}
	if want := "SELECT `a\"b`, 'x' AS `x` FROM `t` WHERE `c\\` = 1"; st.Canonical != want {
		t.Errorf("canonical text %s, want %s", st.Canonical, want)
	}
}

func TestSeparator(t *testing.T) {
	for sql, want := range map[string]string{
		"GROUP_CONCAT(a)":                    ",",
		"GROUP_CONCAT(a SEPARATOR '')":       "",
		`GROUP_CONCAT(a SEPARATOR '\'; \\')`: `'; \`,
		"GROUP_CONCAT(a SEPARATOR 0x27)":     "'",
		`GROUP_CONCAT(a SEPARATOR " ' ")`:    " ' ",
	} {
		st := mustParse(t, "SELECT "+sql+" FROM t")
		e := st.AST.(*sqlparser.Select).SelectExprs[0].(*sqlparser.AliasedExpr).Expr.(*sqlparser.GroupConcatExpr)
		if got := Separator(e); got != want {
			t.Errorf("%s: separator %q, want %q", sql, got, want)
		}
	}
}

// TestRefused checks statements outside of the corpus that are refused, and what the
// error says.
func TestRefused(t *testing.T) {
	for _, c := range []struct {
		sql, near, msg string
		unsupported    bool
	}{
		{"SELECT a FROM t WHERE __xor(a, b)", "__xor(a, b)", "no function", false},
		{"SELECT `__xor`(a, b) FROM t", "`__xor`", "no function", false},
		{"SELECT INTERVAL 1 DAY", "INTERVAL 1 DAY", "stands only", false},
		{"SELECT 1 - (INTERVAL 1 DAY)", "INTERVAL 1 DAY", "stands only", false},
		{"SELECT INTERVAL 1 DAY - d", "INTERVAL 1 DAY", "stands only", false},
		{"SELECT d + INTERVAL 1 DAY * 2", "INTERVAL", "stands only", false},
		{"SELECT a IN (1) IN (2)", "IN (2)", "chain", false},
		{"SELECT a = NOT b", "NOT b", "parentheses", false},
		{"SELECT 1 AS ''", "''", "empty alias", true},
		{"SELECT a FROM `dual`", "`dual`", "DUAL", true},
		{"SELECT a COLLATE ''", "''", "a collation", false},
		{"SELECT 1.5abc", "1.5abc", "letter", false},
		{"SELECT x'4'", "x'4'", "even", false},
		{"SELECT b'12'", "b'12'", "digit", false},
		{"SELECT _latin1'é'", "'é'", "ASCII", true},
		{"SELECT _sjis'x'", "_sjis", "not supported", true},
		{"SELECT {fn now()}", "{fn", "ODBC", true},
		{"SELECT a.b(1)", "(1)", "stored functions", true},
		{"SELECT SUM(*)", "*", "COUNT", false},
		{"SELECT a FROM t ORDER BY a UNION SELECT 1", "UNION", "parentheses", false},
		{"(SELECT a FROM t LIMIT 1) LIMIT 2", "(SELECT", "derived table", true},
		{"SELECT a FROM t LEFT JOIN u", "", "ON or USING", false},
		{"SELECT DISTINCT ALL a FROM t", "ALL a", "exclude", false},
		{"SELECT a FROM (SELECT 1) x (b)", "(b)", "column lists", true},
		{"SELECT a FROM JSON_TABLE('[]', '$')", "(", "table functions", true},
		{"REPLACE INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE a = 1", "ON DUP", "REPLACE", false},
		{"REPLACE IGNORE t (a) VALUES (1)", "IGNORE", "a table", false},
		{"INSERT INTO t () VALUES (1)", "(1)", "1 values for 0", false},
		{"INSERT INTO t (u.a) VALUES (1)", "u.a", "not one of", false},
		{"COMMIT AND CHAIN", "CHAIN", "not supported", true},
		{"MERGE INTO t", "MERGE", "ON DUPLICATE", false},
		{"SELECT a FROM t GROUP BY a, b WITH ROLLUP", "WITH", "ROLLUP", true},
		{"SELECT a\n  FROM t\n WHERE é = = 2", "= 2", "an expression", false},
		{"SELECT a FROM t WHERE b == 2", "= 2", "== isn't MySQL, use =", false},
	} {
		_, err := Parse(c.sql, Options{})
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%q: error %v", c.sql, err)
			continue
		}
		if !strings.HasPrefix(e.Near, c.near) || !strings.Contains(e.Msg, c.msg) || errors.Is(err, ErrUnsupported) != c.unsupported {
			t.Errorf("%q: %v", c.sql, err)
		}
	}
}

func TestErrorPlace(t *testing.T) {
	_, err := Parse("SELECT a\n  FROM t\n WHERE é = = 2", Options{})
	var e *Error
	if !errors.As(err, &e) || e.Line != 3 || e.Column != 12 || e.Offset != 30 || e.Near != "= 2" {
		t.Errorf("error %+v", e)
	}
	_, err = Parse("SELECT "+strings.Repeat("é", 100)+"'", Options{})
	if !errors.As(err, &e) || e.Column != 108 {
		t.Errorf("error %+v", e)
	}
	if s := shorten(strings.Repeat("é", 100)); s != strings.Repeat("é", 30)+"…" {
		t.Errorf("shortened to %q", s)
	}
}
