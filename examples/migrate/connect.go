package main

import (
	"database/sql"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

const embeddedNote = "migrate: there is no DSN; this is a rehearsal on a server inside the program, with made-up data and no journal"

// target is the instance that is written to.
type target struct {
	db       *sql.DB
	name     string // host and instance
	embedded bool
	batch    int // records of one request
	cleanup  func()
}

// connect opens the database, or without a DSN a server with made-up data.
func connect(s settings) (*target, error) {
	t := &target{cleanup: func() {}}
	dsn := s.dsn
	if dsn == "" {
		server := scaletest.NewServer()
		t.embedded, t.cleanup, dsn = true, server.Close, server.DSN()
	}
	cfg, err := scale.ParseDSN(dsn)
	if err == nil {
		err = t.open(cfg, s)
	}
	if err != nil {
		t.cleanup()
		return nil, err
	}
	return t, nil
}

// open opens the database with the options that the flags name.
func (t *target) open(cfg *scale.Config, s settings) error {
	if s.timeout > 0 {
		cfg.Timeout = s.timeout
	}
	if s.maxRequests > 0 {
		cfg.MaxRequests = s.maxRequests
	}
	if s.perMin > 0 {
		cfg.RequestsPerMinute = s.perMin
	}
	cfg.Tx = "buffer"     // a chunk is a transaction
	cfg.FoundRows = false // what counts is what was written
	cfg.MultiStatements = false
	connector, err := scale.NewConnector(cfg)
	if err != nil {
		return err
	}
	t.db, t.name, t.batch = sql.OpenDB(connector), cfg.Host+"/"+cfg.Instance, cfg.BatchSize
	return nil
}

func (t *target) close() {
	t.db.Close()
	t.cleanup()
}
