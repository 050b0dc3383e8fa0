package difftest

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"os"
	"sync"
	"testing"

	"github.com/go-sql-driver/mysql"
	_ "github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// pair is the driver and the server that it is compared with, over the same
// rows.
type pair struct {
	scale, mysql *sql.DB
	data         scaletest.Data
	folds        map[string]string
}

// servers holds what the tests share, which is opened once.
var servers struct {
	once sync.Once
	pair *pair
	err  error
	stop func()
}

// TestMain closes what the tests have opened.
func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	if servers.stop != nil {
		servers.stop()
	}
	os.Exit(code)
}

// both opens the driver and the server, or skips the test without one.
func both(t *testing.T) *pair {
	t.Helper()
	dsn := os.Getenv("SCALE_MYSQL_DSN")
	if dsn == "" {
		t.Skip("SCALE_MYSQL_DSN is not set: start a server with ./mariadb start DIR, which prints it")
	}
	servers.once.Do(func() { servers.pair, servers.stop, servers.err = open(dsn) })
	if servers.err != nil {
		t.Fatal(servers.err)
	}
	return servers.pair
}

func open(dsn string) (*pair, func(), error) {
	p := &pair{data: rowsToCompare(), folds: map[string]string{}}
	server := scaletest.NewServer(scaletest.WithData(p.data))
	var err error
	if p.scale, err = sql.Open("scale", server.DSN()); err != nil {
		return nil, server.Close, err
	}
	stop := func() { p.scale.Close(); server.Close() }
	if p.mysql, err = openMySQL(dsn); err != nil {
		return nil, stop, err
	}
	stop = func() { p.scale.Close(); server.Close(); p.mysql.Close() }
	return p, stop, load(p.mysql, p.data)
}

// database is the one that the tests make on the server.
const database = "scale_difftest"

// collation ignores case and accents, as the driver does; unlike that of
// Unicode 4.0, unicode_ci, it tells one emoji from another.
const collation = "utf8mb4_unicode_520_ci"

// openMySQL makes the tests' database and opens it.
func openMySQL(dsn string) (*sql.DB, error) {
	cfg, err := mysql.ParseDSN(dsn)
	if err != nil {
		return nil, err
	}
	cfg.ParseTime = true
	cfg.Collation = collation
	if cfg.Params == nil {
		cfg.Params = map[string]string{}
	}
	cfg.Params["sql_mode"] = "''"
	cfg.Params["time_zone"] = "'+00:00'"
	cfg.Params["group_concat_max_len"] = "1000000"
	if err := createDatabase(cfg); err != nil {
		return nil, err
	}
	cfg.DBName = database
	connector, err := mysql.NewConnector(cfg)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(1)
	return db, db.PingContext(context.Background())
}

func createDatabase(cfg *mysql.Config) error {
	connector, err := mysql.NewConnector(cfg)
	if err != nil {
		return err
	}
	db := sql.OpenDB(connector)
	defer db.Close()
	for _, text := range []string{
		"DROP DATABASE IF EXISTS " + database,
		"CREATE DATABASE " + database + " CHARACTER SET utf8mb4 COLLATE " + collation,
	} {
		if _, err := db.Exec(text); err != nil {
			return fmt.Errorf("%s: %w", text, err)
		}
	}
	return nil
}
