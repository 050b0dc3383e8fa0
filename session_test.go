package scale_test

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// oneConn is a connection of its own until the test ends.
func oneConn(t *testing.T, db *sql.DB) *sql.Conn {
	t.Helper()
	conn, err := db.Conn(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// TestSet runs a SET on a connection, and what it then says of its variables.
func TestSet(t *testing.T) {
	server := scaletest.NewServer(someTables())
	t.Cleanup(server.Close)
	db := openDSN(t, server.DSN())
	for _, tc := range []struct {
		set, query, want string
		args             []any
	}{
		{"SET NAMES utf8", "SELECT @@character_set_client, @@character_set_results, @@character_set_connection", "utf8|utf8|utf8", nil},
		{"SET NAMES 'utf8mb4' COLLATE 'utf8mb4_general_ci'", "SELECT @@collation_connection", "utf8mb4_general_ci", nil},
		{"SET NAMES DEFAULT", "SELECT @@character_set_client", "utf8mb4", nil},
		{"SET CHARACTER SET utf8", "SELECT @@character_set_results", "utf8", nil},
		{"SET CHARSET utf8mb4;", "SELECT @@character_set_results", "utf8mb4", nil},
		{"SET character_set_results = NULL", "SELECT @@character_set_results", "NULL", nil},
		{"/*!40101 SET NAMES utf8 */", "SELECT @@character_set_client", "utf8", nil},
		{"SET autocommit = 1", "SELECT @@autocommit", "1", nil},
		{"SET @@session.autocommit = ON", "SELECT @@session.autocommit, @@global.autocommit", "1|1", nil},
		{"SET GLOBAL autocommit = 1", "SELECT @@autocommit", "1", nil},
		{"SET FOREIGN_KEY_CHECKS = 0", "SELECT @@foreign_key_checks, @@global.foreign_key_checks", "0|1", nil},
		{"SET unique_checks=OFF, wait_timeout := 7", "SELECT @@unique_checks, @@local.wait_timeout", "0|7", nil},
		{"SET unique_checks = FALSE", "SHOW VARIABLES LIKE 'unique_checks'", "unique_checks|OFF", nil},
		{"SET SESSION wait_timeout = DEFAULT", "SELECT @@wait_timeout", "28800", nil},
		{"SET wait_timeout = (@@global.wait_timeout) + 1", "SELECT @@wait_timeout", "28801", nil},
		{"SET wait_timeout = ?, net_read_timeout = :n", "SELECT @@wait_timeout, @@net_read_timeout", "5|6", []any{int64(5), sql.Named("n", 6)}},
		{"SET sql_mode = 'ANSI_QUOTES,STRICT_ALL_TABLES'", `SELECT "TABLE_NAME", @@sql_mode FROM information_schema.tables WHERE "TABLE_NAME" = 'people'`, "people|ANSI_QUOTES,STRICT_ALL_TABLES", nil},
		{"SET sql_mode = ''", `SELECT "x", @@sql_mode`, "x|", nil},
		{"SET SESSION sql_mode = CONCAT(@@sql_mode, ',IGNORE_SPACE')", "SELECT @@sql_mode LIKE '%,IGNORE_SPACE'", "1", nil},
		{"SET time_zone = '+00:00'", "SELECT @@time_zone", "+00:00", nil},
		{"SET time_zone = 'UTC'", "SELECT @@time_zone, @@system_time_zone", "UTC|UTC", nil},
		{"SET time_zone = SYSTEM", "SELECT @@time_zone", "SYSTEM", nil},
		{"SET SESSION TRANSACTION ISOLATION LEVEL READ UNCOMMITTED, READ WRITE", "SELECT @@tx_isolation, @@transaction_isolation, @@tx_read_only", "READ-UNCOMMITTED|READ-UNCOMMITTED|0", nil},
		{"SET SESSION TRANSACTION READ ONLY", "SELECT @@transaction_read_only, @@session.tx_read_only, @@global.tx_read_only", "1|1|0", nil},
		{"SET tx_read_only = ON", "SHOW VARIABLES LIKE 'transaction_read_only'", "transaction_read_only|ON", nil},
		{"SET group_concat_max_len = 100000", "SELECT @@group_concat_max_len", "100000", nil},
		{"SET sql_select_limit = DEFAULT", "SELECT @@sql_select_limit", "18446744073709551615", nil},
		{"SET sql_safe_updates = 1", "SELECT @@sql_safe_updates", "1", nil},
		{"SET sql_log_bin = OFF", "SELECT @@sql_log_bin, @@log_bin", "0|0", nil},
		{"SET wait_timeout = 9", "SELECT VARIABLE_VALUE FROM information_schema.session_variables WHERE variable_name = 'wait_timeout'", "9", nil},
		{"SET wait_timeout = 9", "SHOW GLOBAL VARIABLES LIKE 'wait_timeout'", "wait_timeout|28800", nil},
		{"USE demo", "SELECT DATABASE()", "demo", nil},
	} {
		for _, by := range []string{"Exec", "Query", "Prepare"} {
			conn := oneConn(t, db)
			if err := runBy(soon(t), conn, by, tc.set, tc.args); err != nil {
				t.Errorf("%s by %s: %v", tc.set, by, err)
				continue
			}
			if got := rowsOf(t, conn, tc.query); !slices.Equal(got, []string{tc.want}) {
				t.Errorf("%s by %s: %s is %q, want %q", tc.set, by, tc.query, got, tc.want)
			}
			// The next user of the pool gets a connection that nothing was set on.
			conn.Raw(func(any) error { return sql.ErrConnDone })
			conn.Close()
			db.SetMaxIdleConns(0)
			db.SetMaxIdleConns(2)
		}
	}
	if asked := dataRequests(server); len(asked) > 0 {
		t.Errorf("records were asked for: %q", asked)
	}
}

func runBy(ctx context.Context, conn *sql.Conn, by, query string, args []any) error {
	switch by {
	case "Exec":
		_, err := conn.ExecContext(ctx, query, args...)
		return err
	case "Query":
		rows, err := conn.QueryContext(ctx, query, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		if rows.Next() {
			return errors.New("there is a row")
		}
		return rows.Err()
	}
	stmt, err := conn.PrepareContext(ctx, query)
	if err != nil {
		return err
	}
	defer stmt.Close()
	_, err = stmt.ExecContext(ctx, args...)
	return err
}

// TestSetRefusals refuses what would change an answer if it were ignored, and
// leaves everything as it was.
func TestSetRefusals(t *testing.T) {
	server := scaletest.NewServer(someTables())
	t.Cleanup(server.Close)
	conn := oneConn(t, openDSN(t, server.DSN()+"&loc=Europe%2FParis"))
	before := rowsOf(t, conn, "SHOW VARIABLES")
	for _, tc := range []struct {
		query, want string
		unsupported bool
	}{
		{"SET NAMES latin1", "all text is UTF-8", true},
		{"SET NAMES utf8mb4 COLLATE latin1_swedish_ci", "COLLATION 'latin1_swedish_ci' is not valid for CHARACTER SET 'utf8mb4'", false},
		{"SET collation_connection = utf8mb4_bin", "the collation option of the DSN", true},
		{"SET autocommit = 0", "use BeginTx", true},
		{"SET autocommit = maybe", "it is 1 (ON) or 0 (OFF), not maybe", false},
		{"SET GLOBAL wait_timeout = 5", "leave GLOBAL out", true},
		{"SET @@global.wait_timeout = 5", "leave GLOBAL out", true},
		{"SET PERSIST wait_timeout = 5", "no server that would remember it", true},
		{"SET sql_mode = 'PIPES_AS_CONCAT'", "use CONCAT()", true},
		{"SET sql_mode = ANSI", "use ANSI_QUOTES and CONCAT()", true},
		{"SET sql_mode = 'NO_BACKSLASH_ESCAPES'", "a backslash in a literal escapes", true},
		{"SET sql_mode = 'NO_SUCH_MODE'", "SQL mode NO_SUCH_MODE", true},
		{"SET time_zone = 'UTC'", "dates are of the zone Europe/Paris, which is the loc option of the DSN", true},
		{"SET time_zone = '+01:00'", "the loc option", true},
		{"SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "the API isolates nothing", true},
		{"SET TRANSACTION READ ONLY", "use BeginTx with the option ReadOnly", true},
		{"SET GLOBAL TRANSACTION READ ONLY", "leave GLOBAL out", true},
		{"SET sql_select_limit = 10", "@@sql_select_limit", true},
		{"SET group_concat_max_len = 10", "GROUP_CONCAT is not cut", true},
		{"SET identity = 5", "the API gives a new record its id", true},
		{"SET @@session.last_insert_id = 5", "the API gives a new record its id", true},
		{"SELECT @@global.identity", "unknown system variable", false},
		{"SET version = '8.0.0'", "the driver can't change it", true},
		{"SET @x = 1", "user variables are not supported", true},
		{"SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0", "user variables", true},
		{"SET PASSWORD = 'x'", "changed in the Scal-e application", true},
		{"SET ROLE NONE", "changed in the Scal-e application", true},
		{"SET wait_timeout = 1, nope = 2", `unknown system variable "nope"`, false},
		{"SET wait_timeout = 1, autocommit = 0", "use BeginTx", true},
		{"SET @@nope.wait_timeout = 1", "it may be session or global", false},
		{"SELECT @@nope.wait_timeout", "unknown system variable", false},
		{"SELECT @@wait_timeuot", `did you mean "wait_timeout"?`, false},
		{"SET wait_timeout", "expected =", false},
		{"SET wait_timeout =", "expected a value", false},
		{"SET wait_timeout = 1 2", "syntax error", false},
		{"SET wait_timeout = 1,", "expected a variable", false},
		{"SET NAMES utf8 nonsense", "expected the statement's end", false},
		{"SET wait_timeout = Nom", "it is a whole number, not Nom", false},
		{"SET wait_timeout = NULL", "it is a whole number", false},
		{"SET wait_timeout = Nom + 1", "Nom", false},
		{"USE other", `"other" is not the instance of this connection, which is "demo"; open another DSN`, false},
		{"USE information_schema", "write the name before its tables", true},
	} {
		_, err := conn.ExecContext(soon(t), tc.query)
		if err == nil || !strings.HasPrefix(err.Error(), "scale: ") || !strings.Contains(err.Error(), tc.want) || errors.Is(err, scale.ErrUnsupported) != tc.unsupported {
			t.Errorf("%s: got %v, want %q", tc.query, err, tc.want)
		}
	}
	if after := rowsOf(t, conn, "SHOW VARIABLES"); !slices.Equal(before, after) {
		t.Errorf("the variables have changed:\n%q\n%q", before, after)
	}
	if _, err := conn.ExecContext(soon(t), "SET wait_timeout = 1", "too", "many"); err == nil {
		t.Error("arguments without placeholders are no error")
	}
}

// TestSetAffectsStatements has a SET change what later statements of its
// connection mean, and of no other.
func TestSetAffectsStatements(t *testing.T) {
	server := scaletest.NewServer(someTables())
	t.Cleanup(server.Close)
	db := openDSN(t, server.DSN()+"&multi_statements=true")
	ctx := soon(t)
	one, other := oneConn(t, db), oneConn(t, db)
	const query = `SELECT "table_name" FROM information_schema.tables WHERE table_name = 'people'`
	for range 2 { // the statement is remembered in both meanings
		if _, err := one.ExecContext(ctx, "SET sql_mode = 'ANSI_QUOTES'"); err != nil {
			t.Fatal(err)
		}
		if got := rowsOf(t, one, query); got[0] != "people" {
			t.Errorf("under ANSI_QUOTES: %q", got)
		}
		if got := rowsOf(t, other, query); got[0] != "table_name" {
			t.Errorf("on another connection: %q", got)
		}
		if _, err := one.ExecContext(ctx, "SET sql_mode = DEFAULT"); err != nil {
			t.Fatal(err)
		}
		if got := rowsOf(t, one, query); got[0] != "table_name" {
			t.Errorf("under the default: %q", got)
		}
	}
	if _, err := one.ExecContext(ctx, `SET sql_mode = 'ANSI_QUOTES'; SELECT "table_name" FROM "information_schema"."tables"`); err != nil {
		t.Errorf("several statements, of which the first changes how the second reads: %v", err)
	}
	if _, err := one.ExecContext(ctx, "SET sql_safe_updates = 1"); err != nil {
		t.Fatal(err)
	}
	if _, err := one.ExecContext(ctx, "UPDATE people SET Nom = 'x'"); err == nil || !strings.Contains(err.Error(), "WHERE") {
		t.Errorf("with sql_safe_updates: %v", err)
	}
	if _, err := other.ExecContext(ctx, "UPDATE people SET Nom = 'x'"); err != nil {
		t.Errorf("on another connection: %v", err)
	}
}

// TestLastInsertID asks for the id of a record just created.
func TestLastInsertID(t *testing.T) {
	db, _ := openSample(t, someTables())
	ctx := soon(t)
	conn := oneConn(t, db)
	last := func() string {
		t.Helper()
		got, err := tryRows(ctx, conn, "SELECT LAST_INSERT_ID()")
		same, sameErr := tryRows(ctx, conn, "SELECT @@IDENTITY, @@session.last_insert_id")
		if errors.Is(err, scale.ErrUnsupported) && errors.Is(sameErr, scale.ErrUnsupported) {
			return "unknown"
		}
		if err == nil && (len(same) != 1 || same[0] != got[0]+"|"+got[0]) {
			t.Errorf("@@identity and @@last_insert_id are %q, %v, and LAST_INSERT_ID() is %q", same, sameErr, got)
		}
		if err != nil || len(got) != 1 {
			t.Fatalf("%q, %v", got, err)
		}
		return got[0]
	}
	if got := last(); got != "0" {
		t.Errorf("at first %s", got)
	}
	r, err := conn.ExecContext(ctx, "INSERT INTO orders (ref) VALUES ('a')")
	if err != nil {
		t.Fatal(err)
	}
	id, err := r.LastInsertId()
	if err != nil {
		t.Fatal(err)
	}
	if got := rowsOf(t, conn, "SELECT ref FROM orders WHERE id = LAST_INSERT_ID() AND id = ?", id); !slices.Equal(got, []string{"a"}) {
		t.Errorf("the record of LAST_INSERT_ID() is %q", got)
	}
	if _, err := conn.ExecContext(ctx, "UPDATE orders SET ref = 'b' WHERE ref = 'a'"); err != nil {
		t.Fatal(err)
	}
	if got := last(); got == "unknown" || got == "0" {
		t.Errorf("behind an UPDATE: %s", got)
	}
	if _, err := conn.ExecContext(ctx, "INSERT INTO orders (ref) VALUES (REPEAT('x', 21))"); err == nil {
		t.Fatal("a text that is too long is no error")
	}
	if got := last(); got == "unknown" || got == "0" {
		t.Errorf("behind an INSERT that was not sent: %s", got)
	}
	if _, err := conn.ExecContext(ctx, "INSERT INTO orders (ref) VALUES (LAST_INSERT_ID())"); err != nil {
		t.Fatal(err)
	}
	if got := rowsOf(t, conn, "SELECT ref = ? FROM orders WHERE id = LAST_INSERT_ID()", id); !slices.Equal(got, []string{"1"}) {
		t.Errorf("LAST_INSERT_ID() was stored as another id: %q", got)
	}
	if _, err := conn.ExecContext(ctx, "INSERT INTO orders (ref) VALUES ('c'), ('d')"); err != nil {
		t.Fatal(err)
	}
	if got := last(); got != "unknown" {
		t.Errorf("behind an INSERT of two: %s", got)
	}
}

// TestReadOnlySession refuses the writes of a connection that was set to read only,
// and of no other.
func TestReadOnlySession(t *testing.T) {
	db, server := openSample(t, someTables())
	conn := oneConn(t, db)
	const insert = "INSERT INTO orders (ref) VALUES ('a')"
	for _, set := range []string{"SET SESSION TRANSACTION READ ONLY", "SET transaction_read_only = 1", "SET @@session.tx_read_only = ON"} {
		if _, err := conn.ExecContext(soon(t), set); err != nil {
			t.Fatal(err)
		}
		server.ResetRequests()
		for _, write := range []string{insert, "UPDATE orders SET ref = 'b'", "EXPLAIN " + insert} {
			_, err := conn.ExecContext(soon(t), write)
			if strings.HasPrefix(write, "EXPLAIN") {
				_, err = conn.QueryContext(soon(t), write)
			}
			wantTexts(t, write, err, "the connection is read-only", "READ WRITE")
		}
		if n := len(server.Requests()); n != 0 {
			t.Errorf("%s: %d requests", set, n)
		}
		if _, err := db.ExecContext(soon(t), insert); err != nil {
			t.Errorf("on another connection: %v", err)
		}
		for _, again := range []string{"SET SESSION TRANSACTION READ WRITE", insert} {
			if _, err := conn.ExecContext(soon(t), again); err != nil {
				t.Errorf("%s: %v", again, err)
			}
		}
	}
}

// The connection's host is the DSN's, without port and brackets.
func TestHostname(t *testing.T) {
	for host, want := range map[string]string{
		"localhost": "localhost|api@localhost", "127.0.0.1:8080": "127.0.0.1|api@127.0.0.1", "[::1]": "::1|api@::1", "[::1]:8080": "::1|api@::1",
	} {
		db := openDSN(t, "scale://token@"+host+"/demo?tls=false")
		if got := rowsOf(t, db, "SELECT @@hostname, CURRENT_USER()"); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: got %q, want %q", host, got, want)
		}
	}
}
