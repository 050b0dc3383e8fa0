package scale_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

func TestOpen(t *testing.T) {
	if !slices.Contains(sql.Drivers(), "scale") {
		t.Errorf("scale is not among the drivers %v", sql.Drivers())
	}
	if _, err := sql.Open("scale", "scale://tok@h"); err == nil || !strings.Contains(err.Error(), "instance is missing") {
		t.Errorf("sql.Open with a bad DSN: got %v", err)
	}
	db, server := openSample(t, small())
	if n := len(server.Requests()); n != 0 {
		t.Errorf("opening made %d requests", n)
	}
	if _, ok := db.Driver().(*scale.Driver); !ok {
		t.Errorf("Driver is a %T", db.Driver())
	}
	conn, err := new(scale.Driver).Open(server.DSN())
	if err != nil {
		t.Fatal(err)
	}
	if err := conn.(driver.Pinger).Ping(soon(t)); err != nil {
		t.Error(err)
	}
}

// Libraries that wrap a driver open an empty DSN to find the driver by its name.
// Nothing else can be done with it.
func TestOpenEmpty(t *testing.T) {
	db, err := sql.Open("scale", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, ok := db.Driver().(*scale.Driver); !ok {
		t.Errorf("Driver is a %T", db.Driver())
	}
	_, openErr := new(scale.Driver).Open("")
	_, queryErr := db.QueryContext(soon(t), "SELECT 1")
	for what, err := range map[string]error{"Ping": db.PingContext(soon(t)), "a query": queryErr, "Driver.Open": openErr} {
		if err == nil || !strings.Contains(err.Error(), "scale: invalid DSN: it is empty") {
			t.Errorf("%s: got %v", what, err)
		}
	}
}

func TestOpenDBWithConfig(t *testing.T) {
	server := scaletest.NewServer(small())
	defer server.Close()
	cfg, err := scale.ParseDSN(server.DSN())
	if err != nil {
		t.Fatal(err)
	}
	transport := &countingTransport{}
	cfg.HTTPClient = &http.Client{Transport: transport}
	connector, err := scale.NewConnector(cfg)
	if err != nil {
		t.Fatal(err)
	}
	cfg.Token, cfg.Host, cfg.Instance, cfg.HTTPClient = "other", "elsewhere", "9", nil // the Connector has a copy
	db := sql.OpenDB(connector)
	defer db.Close()
	defer http.DefaultClient.CloseIdleConnections()
	if got := rowsOf(t, db, "SELECT Nom FROM people WHERE id = 1"); len(got) != 1 || got[0] != "Zoé" {
		t.Errorf("got %q", got)
	}
	if transport.requests == 0 {
		t.Error("the Config's HTTPClient made no request")
	}
}

type countingTransport struct{ requests int }

func (c *countingTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	c.requests++
	return http.DefaultTransport.RoundTrip(r)
}

func TestPing(t *testing.T) {
	db, server := openSample(t, small())
	if err := db.PingContext(soon(t)); err != nil {
		t.Error(err)
	}
	if n := len(server.Requests()); n != 1 {
		t.Errorf("a Ping made %d requests", n)
	}
	db = openDSN(t, strings.Replace(server.DSN(), server.Token(), "wrong-token", 1))
	err := db.PingContext(soon(t))
	var e *scale.Error
	if !errors.As(err, &e) || e.Status != http.StatusUnauthorized {
		t.Errorf("with a wrong token: got %v", err)
	}
	if errors.Is(err, driver.ErrBadConn) || strings.Contains(err.Error(), "wrong-token") {
		t.Errorf("with a wrong token: got %v", err)
	}
	if n := len(server.Requests()); n != 2 {
		t.Errorf("a Ping with a wrong token made %d requests", n-1)
	}
}

func TestPingUnreachableHost(t *testing.T) {
	server := scaletest.NewServer(small())
	dsn := server.DSN("max_retries=0")
	server.Close()
	err := openDSN(t, dsn).PingContext(soon(t))
	if !errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, driver.ErrBadConn) {
		t.Errorf("got %v", err)
	}
}

func TestPingEndsWithContext(t *testing.T) {
	db, _ := openSample(t, small())
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := db.PingContext(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestBeginNamesTheWaysOut(t *testing.T) {
	db, server := openSample(t, small())
	tx, err := db.BeginTx(soon(t), nil)
	if tx != nil || !errors.Is(err, scale.ErrUnsupported) {
		t.Fatalf("got %v, %v", tx, err)
	}
	for _, way := range []string{"sql.DB"} {
		if !strings.Contains(err.Error(), way) {
			t.Errorf("%v doesn't name %s", err, way)
		}
	}
	if n := len(server.Requests()); n != 0 {
		t.Errorf("made %d requests", n)
	}
}

// Statements that aren't carried out fail before a request, and leave the
// connection usable.
func TestUnsupportedStatements(t *testing.T) {
	db, server := openSample(t, small())
	db.SetMaxOpenConns(1)
	for _, query := range []string{
		"DELETE FROM people", "DELETE FROM people WHERE id = 1", "DROP TABLE people", "CREATE TABLE t (a INT)",
		"ALTER TABLE people ADD x INT", "TRUNCATE TABLE people", "GRANT ALL ON *.* TO x", "LOCK TABLES people READ",
		"CALL p()", "LOAD DATA INFILE 'x' INTO TABLE people",
		"SELECT RANK() OVER (ORDER BY id) FROM people", "SELECT id FROM people INTERSECT SELECT id FROM people",
	} {
		_, execErr := db.ExecContext(soon(t), query)
		_, queryErr := tryRows(soon(t), db, query)
		for _, err := range []error{execErr, queryErr} {
			if !errors.Is(err, scale.ErrUnsupported) || !strings.HasPrefix(err.Error(), "scale: ") {
				t.Errorf("%s: got %v", query, err)
			}
		}
	}
	if queries := dataRequests(server); len(queries) != 0 {
		t.Errorf("requests were made: %q", queries)
	}
	rowsOf(t, db, "SELECT id FROM people")
}

func TestGarbageStatements(t *testing.T) {
	db, server := openSample(t, small())
	for _, query := range []string{
		"", " ", ";", "-- nothing", "garbage", "SELEC id FROM people", "SELECT", "SELECT FROM people", "SELECT id FROM",
		"SELECT id FROM people WHERE", "SELECT id FROM people WHERE id =", "SELECT id FROM people ORDER", "SELECT 'open FROM people",
		"SELECT id FROM people; SELECT id FROM people", "SELECT id FROM people WHERE id = 1)", "\x00", "SELECT \xff FROM people",
		"SELECT id FROM people LIMIT -1", "SELECT id FROM people LIMIT 'x'",
		strings.Repeat("(", 100_000), "SELECT id FROM people WHERE " + strings.Repeat("NOT ", 100_000) + "id = 1",
	} {
		name := query[:min(len(query), 40)]
		_, execErr := db.ExecContext(soon(t), query)
		_, queryErr := tryRows(soon(t), db, query)
		_, prepareErr := db.PrepareContext(soon(t), query)
		for _, err := range []error{execErr, queryErr} {
			if err == nil || !strings.HasPrefix(err.Error(), "scale: ") || len(err.Error()) > 1000 {
				t.Errorf("%q: got %v", name, err)
			}
		}
		if prepareErr != nil && !strings.HasPrefix(prepareErr.Error(), "scale: ") {
			t.Errorf("%q: Prepare: got %v", name, prepareErr)
		}
	}
	if queries := dataRequests(server); len(queries) != 0 {
		t.Errorf("requests were made: %q", queries)
	}
}

func TestExecOfSelect(t *testing.T) {
	db, _ := openSample(t, small())
	result, err := db.ExecContext(soon(t), "SELECT id FROM people WHERE id = ?", 1)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := result.RowsAffected(); n != 0 || err != nil {
		t.Errorf("RowsAffected: got %d, %v", n, err)
	}
	if _, err := result.LastInsertId(); err == nil {
		t.Error("LastInsertId of a SELECT is no error")
	}
}

func TestManyGoroutinesShareOneDB(t *testing.T) {
	db, server := openSample(t, scaletest.WithPageCap(100))
	want := rowsOf(t, db, "SELECT id, Nom FROM contact WHERE Pays = 'BE' ORDER BY id")
	if len(want) == 0 {
		t.Fatal("no rows")
	}
	stmt, err := db.PrepareContext(soon(t), "SELECT id, Nom FROM contact WHERE Pays = ? ORDER BY id")
	if err != nil {
		t.Fatal(err)
	}
	defer stmt.Close()
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() {
			for range 4 {
				got, err := tryRows(soon(t), stmtQueryer{stmt}, "", "BE")
				if err != nil || !slices.Equal(got, want) {
					t.Errorf("got %d rows, %v; want %d", len(got), err, len(want))
				}
			}
		})
	}
	wg.Wait()
	infos := 0
	for _, r := range server.Requests() {
		if strings.Contains(r.Path, "get_object_info") {
			infos++
		}
	}
	if infos != 1 {
		t.Errorf("the metadata was asked for %d times", infos)
	}
}

// stmtQueryer runs a prepared statement where a DB is expected.
type stmtQueryer struct{ *sql.Stmt }

func (s stmtQueryer) QueryContext(ctx context.Context, _ string, args ...any) (*sql.Rows, error) {
	return s.Stmt.QueryContext(ctx, args...)
}

// One connection is enough as long as one result is read at a time.
func TestOneConnection(t *testing.T) {
	db, _ := openSample(t)
	db.SetMaxOpenConns(1)
	for i := range 5 {
		var id int64
		query := fmt.Sprintf("SELECT id FROM contact ORDER BY id LIMIT %d, 1", i)
		if err := db.QueryRowContext(soon(t), query).Scan(&id); err != nil || id == 0 {
			t.Fatalf("got %d, %v", id, err)
		}
		if got := rowsOf(t, db, "SELECT id FROM contact WHERE id = ?", id); len(got) != 1 {
			t.Fatalf("got %q", got)
		}
	}
	rows, err := db.QueryContext(soon(t), "SELECT id FROM contact")
	if err != nil {
		t.Fatal(err)
	}
	rows.Next()
	if err := rows.Close(); err != nil { // gives the connection back
		t.Fatal(err)
	}
	var one int64
	if err := db.QueryRowContext(soon(t), "SELECT id FROM contact WHERE id < 0").Scan(&one); !errors.Is(err, sql.ErrNoRows) {
		t.Errorf("got %v", err)
	}
}

func TestConnOfItsOwn(t *testing.T) {
	db, _ := openSample(t, small())
	conn, err := db.Conn(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	var name string
	if err := conn.QueryRowContext(soon(t), "SELECT Nom FROM people WHERE id = 1").Scan(&name); err != nil || name != "Zoé" {
		t.Errorf("got %q, %v", name, err)
	}
}

func TestClosedDB(t *testing.T) {
	db, _ := openSample(t, small())
	db.Close()
	if _, err := tryRows(soon(t), db, "SELECT id FROM people"); err == nil {
		t.Error("a closed DB answers")
	}
}
