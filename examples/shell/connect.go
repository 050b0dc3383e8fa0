package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

const embeddedNote = "There is no DSN: this is a server inside the program, with made-up data (contact, orders, products)."

// target is what the shell is connected to.
type target struct {
	db       *sql.DB
	config   *scale.Config // nil in tests without a driver
	embedded bool
	cleanup  func()
}

// connect opens the database, or without a DSN a server with made-up data.
func connect(dsn string) (*target, error) {
	t := &target{cleanup: func() {}}
	if dsn == "" {
		server := scaletest.NewServer()
		t.embedded, t.cleanup, dsn = true, server.Close, server.DSN()
	}
	cfg, err := scale.ParseDSN(dsn)
	if err == nil {
		err = t.open(cfg)
	}
	if err != nil {
		t.cleanup()
		return nil, err
	}
	return t, nil
}

func (t *target) open(cfg *scale.Config) error {
	connector, err := scale.NewConnector(cfg)
	if err != nil {
		return err
	}
	t.db, t.config = sql.OpenDB(connector), cfg
	return nil
}

// instance names what the shell is connected to, for the prompt.
func (t *target) instance() string {
	if t.config == nil {
		return "sql"
	}
	return visible(t.config.Instance, false)
}

// describe says it at length, without the token.
func (t *target) describe() string {
	if t.config == nil {
		return "a database"
	}
	if t.embedded {
		return fmt.Sprintf("instance %s of a server inside the program", t.instance())
	}
	return fmt.Sprintf("instance %s at %s", t.instance(), t.config.Host)
}

// use opens another instance of the same host with the same token, if there is one.
func (t *target) use(ctx context.Context, instance string) error {
	if t.config == nil {
		return errors.New("there is no other instance")
	}
	cfg := *t.config
	cfg.Instance = instance
	other := &target{}
	if err := other.open(&cfg); err != nil {
		return err
	}
	if err := other.db.PingContext(ctx); err != nil {
		return errors.Join(err, other.db.Close())
	}
	old := t.db
	t.db, t.config = other.db, other.config
	return old.Close()
}

func (t *target) close() {
	t.db.Close()
	t.cleanup()
}
