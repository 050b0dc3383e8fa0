package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/DATA-DOG/go-sqlmock"
)

func TestStatements(t *testing.T) {
	sh, mock, out, errs := mocked(t, settings{})
	mock.ExpectQuery("SELECT 1\n AS a;").WillReturnRows(sqlmock.NewRows([]string{"a"}).AddRow("x"))
	mock.ExpectExec("UPDATE t SET a = 1 WHERE id = ';';").WillReturnResult(sqlmock.NewResult(0, 2))
	mock.ExpectExec("INSERT INTO t (a) VALUES (1);").WillReturnResult(sqlmock.NewResult(123, 1))
	mock.ExpectExec("SET NAMES utf8mb4;").WillReturnResult(sqlmock.NewResult(0, 0))
	mock.ExpectQuery("SELECT 2").WillReturnRows(sqlmock.NewRows([]string{"b"}))
	err := feed(t, sh, "SELECT 1\n AS a;UPDATE t SET a = 1 WHERE id = ';'; INSERT INTO t (a) VALUES (1); SET NAMES utf8mb4;\n;;-- nothing;\nSELECT 2")
	const want = " a\n---\n x\n(1 row)\n2 rows affected\n1 row affected, id 123\nOK\n b\n---\n(0 rows)\n"
	if err != nil || out.String() != want || errs.Len() > 0 {
		t.Errorf("%v\n%s\n%s", err, out, errs)
	}
}

// TestSQLMode has double quotes mean names, in which a backslash is one.
func TestSQLMode(t *testing.T) {
	sh, mock, _, errs := mocked(t, settings{})
	mode := func(mode string) *sqlmock.Rows { return sqlmock.NewRows([]string{"m"}).AddRow(mode) }
	mock.ExpectExec("SET sql_mode = 'ansi_quotes';").WillReturnResult(sqlmock.NewResult(0, 0))
	mock.ExpectQuery("SELECT @@sql_mode").WillReturnRows(mode("ANSI_QUOTES"))
	mock.ExpectExec(`UPDATE "t\" SET a = 1;`).WillReturnResult(sqlmock.NewResult(0, 1))
	mock.ExpectExec("SET sql_mode = '';").WillReturnResult(sqlmock.NewResult(0, 0))
	mock.ExpectQuery("SELECT @@sql_mode").WillReturnRows(mode(""))
	mock.ExpectExec(`UPDATE t SET a = "\";";`).WillReturnResult(sqlmock.NewResult(0, 1))
	err := feed(t, sh, `SET sql_mode = 'ansi_quotes'; UPDATE "t\" SET a = 1; SET sql_mode = ''; UPDATE t SET a = "\";";`)
	if err != nil || errs.Len() > 0 {
		t.Errorf("%v\n%s", err, errs)
	}
}

func TestErrors(t *testing.T) {
	broken := errors.New("broken\x1b[2J")
	for _, keep := range []bool{false, true} {
		sh, mock, out, errs := mocked(t, settings{keep: keep})
		mock.ExpectQuery("SELECT 1;").WillReturnError(broken)
		if keep {
			mock.ExpectQuery("SELECT 2;").WillReturnRows(sqlmock.NewRows([]string{"a"}).AddRow("x").AddRow("y").RowError(1, broken))
		}
		err := sh.runReader(t.Context(), strings.NewReader("\nSELECT 1;\n\\nope\nSELECT 2;\n"), "in.sql")
		want, shown := "in.sql:2: broken\\x1b[2J\n", ""
		if keep {
			want += "in.sql:3: there is no command \\nope; \\? lists them\nin.sql:4: broken\\x1b[2J\n"
			shown = " a\n---\n x\n"
		}
		if errors.Is(err, errReported) == keep || errs.String() != want || out.String() != shown {
			t.Errorf("keep %v: %v\n%s\n%s", keep, err, errs, out)
		}
	}
}

// TestCutOff runs no half of a statement that writes.
func TestCutOff(t *testing.T) {
	for _, sql := range []string{"UPDATE t SET a = 1", "INSERT INTO t (a) VALUES (1)", "SET NAMES utf8", "COMMIT"} {
		sh, _, _, errs := mocked(t, settings{})
		if err := feed(t, sh, sql); !errors.Is(err, errReported) || !strings.Contains(errs.String(), "not run") {
			t.Errorf("%s: %v, %s", sql, err, errs)
		}
	}
	sh, mock, _, _ := mocked(t, settings{})
	mock.ExpectExec("UPDATE t SET a = 1").WillReturnResult(sqlmock.NewResult(0, 1))
	if err := sh.runText(t.Context(), "UPDATE t SET a = 1"); err != nil {
		t.Errorf("a text of -c: %v", err)
	}
}

func TestCommands(t *testing.T) {
	dir := t.TempDir()
	file, saved := filepath.Join(dir, "in.sql"), filepath.Join(dir, "out put.csv")
	if err := os.WriteFile(file, []byte("SELECT 5;\n\\q\nSELECT 6;"), 0o600); err != nil {
		t.Fatal(err)
	}
	one := func() *sqlmock.Rows { return sqlmock.NewRows([]string{"a"}).AddRow("x") }
	sh, mock, out, errs := mocked(t, settings{})
	sh.view.terminal = true // which a file is not
	for _, sql := range []string{
		"DESCRIBE `my ``shops`", "DESCRIBE `shop's`", fullColumns + "'shop''s'", "SHOW TABLES", "SHOW TABLES", "SHOW DATABASES", "EXPLAIN SELECT 1",
		"SELECT 1", "SELECT 1", "EXPLAIN SELECT 1", "SELECT 3;", "SELECT 5;", "SELECT 7 ;",
	} {
		rows := one()
		if sql == "SELECT 3;" {
			rows = sqlmock.NewRows([]string{"a"}).AddRow("x\x1b")
		}
		mock.ExpectQuery(sql).WillReturnRows(rows)
	}
	err := feed(t, sh, strings.Join([]string{
		"\\d `my ``shops`;", `\d+ shop's`, `\d`, `\dt`, ` \l`, `\explain SELECT 1`, `SELECT 1 \G`, `\g`, `\explain`,
		`\pset null '-'`, `\pset width 7`, `\pset format csv`, `\o ` + saved, `SELECT 3;`, `\o`, `\i ` + file, `\pset`,
		`\timing on`, `\pset format table`, `\x`, `SELECT 2 \r`, `SELECT 7 \p`, `;`, `\c`,
	}, "\n"))
	if err != nil || errs.Len() > 0 {
		t.Errorf("%v\n%s", err, errs)
	}
	text, err := os.ReadFile(saved)
	if err != nil || string(text) != "a\nx\x1b\n" {
		t.Errorf("\\o: %q, %v", text, err)
	}
	if info, err := os.Stat(saved); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("\\o: %v, %v", info.Mode(), err)
	}
	const row, expanded = " a\n---\n x\n(1 row)\n", "-[ 1 ]------------------\na | x\n(1 row)\n"
	want := row + row + row + row + row + expanded + expanded + row + expanded + "a\nx\n" + "format csv\nwidth 7\nnull '-'\n" + "SELECT 7\n" + expanded + "Time: "
	if got := out.String(); !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "This is a database.\n") {
		t.Errorf("%s", got)
	}
}

func TestCommandErrors(t *testing.T) {
	for line, want := range map[string]string{
		`\nope`: "no command", `\dt x`: "takes nothing", `\x 1`: "on, off or nothing", `\pset width x`: "a number",
		`\pset format xml`: "table, csv or json", `\pset x y`: "format, width and null", `\i`: "missing",
		`\i /nonexistent/x`: "no such file", `\g`: "no statement", `\explain`: "no statement", `\e`: "interactive",
		`\c scale://TOKEN@h/i`: "SCALE_DSN", `\c x`: "no other instance", `\o /nonexistent/x`: "no such file",
		"\\d ``": "missing", "SELECT 1 \\nope\n": "The statement before it is dropped",
	} {
		sh, _, _, errs := mocked(t, settings{})
		if err := feed(t, sh, line); !errors.Is(err, errReported) || !strings.Contains(errs.String(), want) || strings.Contains(errs.String(), "TOKEN") {
			t.Errorf("%s: %v, %s", line, err, errs)
		}
	}
}

func TestIncludesEnd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "self.sql")
	if err := os.WriteFile(path, []byte(`\i `+path), 0o600); err != nil {
		t.Fatal(err)
	}
	sh, _, _, errs := mocked(t, settings{})
	if err := sh.runFile(t.Context(), path); err == nil || !strings.Contains(errs.String(), "more than 16 deep") {
		t.Errorf("%v, %s", err, errs)
	}
}

func TestTransactions(t *testing.T) {
	sh, mock, out, errs := mocked(t, settings{keep: true})
	mock.ExpectBegin()
	mock.ExpectExec("UPDATE t SET a = 1;").WillReturnResult(sqlmock.NewResult(0, 1))
	mock.ExpectCommit()
	mock.ExpectBegin()
	mock.ExpectRollback()
	mock.ExpectBegin()
	mock.ExpectRollback()
	feed(t, sh, "COMMIT; BEGIN; BEGIN; UPDATE t SET a = 1; COMMIT; START TRANSACTION; ROLLBACK; BEGIN;\n\\c x")
	sh.close()
	sh.tx, sh.conn = nil, nil
	if got := out.String(); got != "BEGIN\n1 row affected\nCOMMIT\nBEGIN\nROLLBACK\nBEGIN\n" {
		t.Errorf("%s", got)
	}
	for _, want := range []string{"no transaction has begun", "has begun already", "was not committed"} {
		if !strings.Contains(errs.String(), want) {
			t.Errorf("missing %s: %s", want, errs)
		}
	}
}
