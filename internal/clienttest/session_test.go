package clienttest

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"github.com/scale-sql/scale/scaletest"
)

// column is a row of DESCRIBE.
type column struct {
	Field   string         `db:"Field"`
	Type    string         `db:"Type"`
	Null    string         `db:"Null"`
	Key     string         `db:"Key"`
	Default sql.NullString `db:"Default"`
	Extra   string         `db:"Extra"`
}

// What a person or a tool asks about the instance comes through mappers and
// wrappers as any other result.
func TestDescribing(t *testing.T) {
	wrapped(t, func(t *testing.T, db *sql.DB, server *scaletest.Server, _ bool) {
		x := sqlx.NewDb(db, "mysql")
		var tables []string
		must(t, x.Select(&tables, "SHOW TABLES"))
		same(t, tables, "companies", "orders", "users")
		must(t, x.Select(&tables, "SHOW TABLES LIKE ?", "u%"))
		same(t, tables, "users")
		var columns []column
		must(t, x.Select(&columns, "DESCRIBE companies"))
		same(t, columns[:2],
			column{"id", "bigint", "NO", "PRI", sql.NullString{}, "auto_increment"},
			column{"name", "varchar(50)", "NO", "", sql.NullString{Valid: true}, ""})
		if n := count(server, "get_objects"); n != 0 {
			t.Errorf("%d requests of records", n)
		}
	})
}

// EXPLAIN says what a statement asks for, and asks for nothing.
func TestExplaining(t *testing.T) {
	wrapped(t, func(t *testing.T, db *sql.DB, server *scaletest.Server, _ bool) {
		x := sqlx.NewDb(db, "mysql")
		for _, query := range []string{
			"EXPLAIN SELECT name FROM users WHERE status = ? AND UPPER(name) = 'ADA'",
			"EXPLAIN UPDATE users SET age = 5 WHERE status = ?",
		} {
			rows, err := x.Queryx(query, "client")
			must(t, err)
			var steps []string
			for rows.Next() {
				step := map[string]any{}
				must(t, rows.MapScan(step))
				steps = append(steps, fmt.Sprintf("%s %v %v", step["action"], step["object"], step["parameters"]))
			}
			must(t, rows.Err())
			if !strings.Contains(strings.Join(steps, "\n"), `scan users`) || !strings.Contains(strings.Join(steps, "\n"), `status $eq "client"`) {
				t.Errorf("%s: got %q", query, steps)
			}
		}
		if n := count(server, "get_objects") + count(server, "put_objects"); n != 0 {
			t.Errorf("%d requests of records", n)
		}
		unchanged(t, server)
	})
}

// What SET changes stays with the connection, as in MySQL: also for the next that
// the pool gives it to.
func TestSessions(t *testing.T) {
	wrapped(t, func(t *testing.T, db *sql.DB, _ *scaletest.Server, _ bool) {
		ctx := context.Background()
		conn, err := db.Conn(ctx)
		must(t, err)
		defer conn.Close()
		for _, set := range []string{"SET NAMES utf8mb4", "SET autocommit = 1", "SET FOREIGN_KEY_CHECKS = 0", "SET SESSION sql_mode = 'ANSI_QUOTES'", "USE demo"} {
			_, err := conn.ExecContext(ctx, set)
			must(t, err)
		}
		var name string
		must(t, conn.QueryRowContext(ctx, `SELECT "name" FROM "users" WHERE "id" = ?`, 11).Scan(&name))
		if name != "Ada" {
			t.Errorf("got %q", name)
		}
		_, err = conn.ExecContext(ctx, "SET SESSION sql_mode = DEFAULT")
		must(t, err)
		must(t, conn.QueryRowContext(ctx, `SELECT "name" FROM users WHERE id = ?`, 11).Scan(&name))
		if name != "name" { // a string again
			t.Errorf("got %q", name)
		}
		_, err = db.Exec("USE other")
		if err == nil || !strings.Contains(err.Error(), "DSN") {
			t.Errorf("got %v", err)
		}
	})
}

// A file of statements is run with one Exec where the DSN says so.
func TestFileOfStatements(t *testing.T) {
	wrapped(t, func(t *testing.T, db *sql.DB, server *scaletest.Server, _ bool) {
		_, err := db.Exec("-- fix names\nUPDATE companies SET name = 'Acme SA' WHERE id = 1;\nINSERT INTO companies (name) VALUES ('Neuve');\n")
		must(t, err)
		if n := len(created(server, "companies")); n != 1 || value(t, server, "companies", 1, "name") != "Acme SA" {
			t.Errorf("%d companies were created", n)
		}
		_, err = db.Exec("UPDATE companies SET name = 'A' WHERE id = 1; DELETE FROM companies; UPDATE companies SET name = 'B' WHERE id = 2")
		refused(t, err, "statement 2 of 3")
		if a, b := value(t, server, "companies", 1, "name"), value(t, server, "companies", 2, "name"); a != "A" || b != "Brico" {
			t.Errorf("got %q and %q", a, b)
		}
	}, "multi_statements=true")
}
