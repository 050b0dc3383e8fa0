package clienttest

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/XSAM/otelsql"
	"github.com/ngrok/sqlmw"
	"github.com/shopspring/decimal"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

func init() {
	sql.Register("scale-mw", sqlmw.Driver(&scale.Driver{}, sqlmw.NullInterceptor{}))
	sql.Register("scale-commenting", sqlmw.Driver(&scale.Driver{}, commenting{}))
}

// wrappers open a DSN through a driver that wraps this one. otelsql doesn't
// hand on the columns' ScanType.
var wrappers = []struct {
	name      string
	scanTypes bool
	open      func(dsn string) (*sql.DB, error)
}{
	{"none", true, func(dsn string) (*sql.DB, error) { return sql.Open("scale", dsn) }},
	{"otelsql.Open", false, func(dsn string) (*sql.DB, error) { return otelsql.Open("scale", dsn) }},
	{"otelsql.OpenDB", false, func(dsn string) (*sql.DB, error) {
		connector, err := (&scale.Driver{}).OpenConnector(dsn)
		if err != nil {
			return nil, err
		}
		return otelsql.OpenDB(connector), nil
	}},
	{"otelsql.Register", false, func(dsn string) (*sql.DB, error) {
		name, err := otelsql.Register("scale")
		if err != nil {
			return nil, err
		}
		return sql.Open(name, dsn)
	}},
	{"sqlmw", true, func(dsn string) (*sql.DB, error) { return sql.Open("scale-mw", dsn) }},
}

// wrapped runs a test with each wrapper.
func wrapped(t *testing.T, test func(t *testing.T, db *sql.DB, server *scaletest.Server, scanTypes bool), options ...string) {
	for _, w := range wrappers {
		t.Run(w.name, func(t *testing.T) {
			server := scaletest.NewServer(company())
			defer server.Close()
			db, err := w.open(server.DSN(options...))
			must(t, err)
			defer db.Close()
			test(t, db, server, w.scanTypes)
		})
	}
}

func TestWrappedReads(t *testing.T) {
	wrapped(t, func(t *testing.T, db *sql.DB, _ *scaletest.Server, _ bool) {
		ctx := context.Background()
		must(t, db.PingContext(ctx))
		var name string
		must(t, db.QueryRowContext(ctx, "SELECT name FROM users WHERE balance = ?", decimal.RequireFromString("99999999999999999.99")).Scan(&name))
		must(t, db.QueryRowContext(ctx, "SELECT name FROM users WHERE name = :n AND active = :a", sql.Named("a", true), sql.Named("n", name)).Scan(&name))
		if name != "Zoé" {
			t.Errorf("got %q", name)
		}
		stmt, err := db.PrepareContext(ctx, "SELECT name FROM users WHERE id = ?")
		must(t, err)
		defer stmt.Close()
		must(t, stmt.QueryRow(11).Scan(&name))
		if _, err := stmt.Query(); err == nil {
			t.Error("a missing argument was not noticed")
		}
		ended, cancel := context.WithCancel(ctx)
		cancel()
		if _, err := db.QueryContext(ended, "SELECT name FROM users"); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}

func TestWrappedColumnTypes(t *testing.T) {
	wrapped(t, func(t *testing.T, db *sql.DB, _ *scaletest.Server, scanTypes bool) {
		rows, err := db.Query("SELECT id, name, age, balance, born, COUNT(*) AS n FROM users GROUP BY id")
		must(t, err)
		defer rows.Close()
		types, err := rows.ColumnTypes()
		must(t, err)
		want := []struct {
			name string
			scan reflect.Type
		}{
			{"BIGINT", reflect.TypeFor[int64]()}, {"TEXT", reflect.TypeFor[string]()}, {"BIGINT", reflect.TypeFor[sql.NullInt64]()},
			{"DECIMAL", reflect.TypeFor[decimal.NullDecimal]()}, {"DATE", reflect.TypeFor[sql.NullTime]()}, {"BIGINT", reflect.TypeFor[int64]()},
		}
		for i, c := range types {
			if c.DatabaseTypeName() != want[i].name || scanTypes && c.ScanType() != want[i].scan {
				t.Errorf("%s is %s and %v, want %v", c.Name(), c.DatabaseTypeName(), c.ScanType(), want[i])
			}
		}
		if n, ok := types[1].Length(); !ok || n != 50 {
			t.Errorf("length: got %d, %v", n, ok)
		}
		if null, ok := types[0].Nullable(); !ok || null {
			t.Errorf("nullable: got %v, %v", null, ok)
		}
	})
}

// An integer beyond int64 is the driver's to accept: the wrappers hand the
// check of arguments on.
func TestWrappedBigArgument(t *testing.T) {
	wrapped(t, func(t *testing.T, db *sql.DB, _ *scaletest.Server, _ bool) {
		var n int
		err := db.QueryRow("SELECT COUNT(*) FROM users WHERE age < ?", uint64(math.MaxUint64)).Scan(&n)
		if err != nil || n != 3 {
			t.Errorf("got %d, %v", n, err)
		}
	})
}

func TestWrappedWrites(t *testing.T) {
	wrapped(t, func(t *testing.T, db *sql.DB, server *scaletest.Server, _ bool) {
		result, err := db.Exec("INSERT INTO users (name, balance) VALUES (?, ?), (?, ?)", "Uma", decimal.RequireFromString("0.10"), "Ute", nil)
		must(t, err)
		ids, err := scale.InsertedIDs(result)
		must(t, err)
		same(t, ids, created(server, "users")...)
		if got := value(t, server, "users", ids[0], "balance"); got != "0.10" && got != "0.1" {
			t.Errorf("balance is %q", got)
		}
		result, err = db.Exec("UPDATE users SET age = 1 WHERE id IN (?, ?)", ids[0], ids[1])
		must(t, err)
		if n, _ := result.RowsAffected(); n != 2 {
			t.Errorf("%d rows were affected", n)
		}
		_, err = db.Exec("DELETE FROM users WHERE id = 11")
		refused(t, err, "DELETE")
		_, err = db.Exec("UPDATE nobody SET a = 1")
		if err == nil || !strings.Contains(err.Error(), "nobody") {
			t.Errorf("got %v", err)
		}
		_, err = db.Begin()
		refused(t, err, "tx=buffer")
	})
}

func TestWrappedBatchError(t *testing.T) {
	wrapped(t, func(t *testing.T, db *sql.DB, server *scaletest.Server, _ bool) {
		_, err := db.Exec("INSERT INTO companies (id, name) VALUES (0, 'Neuve'), (77, 'x') ON DUPLICATE KEY UPDATE name = VALUES(name)")
		var batch *scale.BatchError
		if !errors.As(err, &batch) || batch.Stored != 1 || batch.Rejected != 1 || batch.Records[0].ID != created(server, "companies")[0] {
			t.Errorf("got %v", err)
		}
	})
}

func TestWrappedTransaction(t *testing.T) {
	wrapped(t, func(t *testing.T, db *sql.DB, server *scaletest.Server, _ bool) {
		ctx := context.Background()
		for _, commit := range []bool{false, true} {
			tx, err := db.BeginTx(ctx, nil)
			must(t, err)
			_, err = tx.Exec("UPDATE users SET name = ? WHERE id = ?", "Eve", 11)
			must(t, err)
			unchanged(t, server)
			if commit {
				must(t, tx.Commit())
			} else {
				must(t, tx.Rollback())
				unchanged(t, server)
			}
		}
		if got := value(t, server, "users", 11, "name"); got != "Eve" {
			t.Errorf("got %q", got)
		}
		tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
		must(t, err)
		_, err = tx.Exec("UPDATE users SET name = 'x' WHERE id = 11")
		if err == nil || !strings.Contains(err.Error(), "read") {
			t.Errorf("got %v", err)
		}
		must(t, tx.Rollback())
		_, err = db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
		refused(t, err, "default level")
	}, "tx=buffer")
}

// A span names no token: otelsql records the statements.
func TestOtelsqlSpans(t *testing.T) {
	server := scaletest.NewServer(company())
	defer server.Close()
	spans := tracetest.NewInMemoryExporter()
	provider := sdktrace.NewTracerProvider(sdktrace.WithSyncer(spans))
	db, err := otelsql.Open("scale", server.DSN(), otelsql.WithTracerProvider(provider))
	must(t, err)
	defer db.Close()
	var n int
	must(t, db.QueryRow("SELECT COUNT(*) FROM users").Scan(&n))
	_, err = db.Query("SELECT nothing FROM users")
	if err == nil {
		t.Error("an unknown column was found")
	}
	var names []string
	for _, s := range spans.GetSpans() {
		names = append(names, s.Name)
		for _, a := range s.Attributes {
			if strings.Contains(a.Value.Emit(), server.Token()) {
				t.Errorf("%s shows the token", s.Name)
			}
		}
	}
	if !strings.Contains(strings.Join(names, " "), "sql.conn.query") {
		t.Errorf("got the spans %v", names)
	}
}

// An interceptor sees the driver's own values and may change the statement.
type commenting struct{ sqlmw.NullInterceptor }

func (commenting) ConnQueryContext(ctx context.Context, conn driver.QueryerContext, query string, args []driver.NamedValue) (context.Context, driver.Rows, error) {
	rows, err := conn.QueryContext(ctx, "/* report */ "+query, args)
	return ctx, rows, err
}

func TestSqlmwInterceptor(t *testing.T) {
	server := scaletest.NewServer(company())
	defer server.Close()
	db, err := sql.Open("scale-commenting", server.DSN())
	must(t, err)
	defer db.Close()
	var n int
	must(t, db.QueryRow("SELECT COUNT(*) FROM users").Scan(&n))
	if n != 4 {
		t.Errorf("got %d", n)
	}
}
