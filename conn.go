package scale

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate"
	"github.com/scale-sql/scale/translate/syntax"
)

var (
	_ driver.Conn               = (*conn)(nil)
	_ driver.ConnPrepareContext = (*conn)(nil)
	_ driver.ConnBeginTx        = (*conn)(nil)
	_ driver.QueryerContext     = (*conn)(nil)
	_ driver.ExecerContext      = (*conn)(nil)
	_ driver.Pinger             = (*conn)(nil)
	_ driver.SessionResetter    = (*conn)(nil)
	_ driver.Validator          = (*conn)(nil)
	_ driver.NamedValueChecker  = (*conn)(nil)
)

// conn is a connection in database/sql's sense. The API knows none, so it holds
// nothing but its connector, and is never bad.
type conn struct{ connector *Connector }

// Ping makes one cheap authenticated request. What went wrong is returned as it
// is: driver.ErrBadConn would hide a wrong token behind "bad connection".
func (c *conn) Ping(ctx context.Context) error { return c.connector.client.Ping(ctx) }

// ResetSession has nothing to reset.
func (c *conn) ResetSession(context.Context) error { return nil }

// IsValid is always true: a request that fails says nothing about the next.
func (c *conn) IsValid() bool { return true }

// Close has nothing to close: the HTTP connections belong to the connector.
func (c *conn) Close() error { return nil }

// Prepare prepares a statement.
func (c *conn) Prepare(query string) (driver.Stmt, error) {
	return c.PrepareContext(context.Background(), query)
}

// PrepareContext parses a statement; the API hears of it when it is run.
func (c *conn) PrepareContext(_ context.Context, query string) (driver.Stmt, error) {
	parsed, err := c.connector.parse(query)
	if err != nil {
		return nil, err
	}
	return &stmt{conn: c, parsed: parsed}, nil
}

// QueryContext runs a SELECT.
func (c *conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	parsed, err := c.connector.parse(query)
	if err != nil {
		return nil, err
	}
	return c.connector.query(ctx, parsed, args)
}

// ExecContext runs a statement for its effect. A SELECT has none, but may be
// run: its rows are not read.
func (c *conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	parsed, err := c.connector.parse(query)
	if err != nil {
		return nil, err
	}
	return c.connector.exec(ctx, parsed, args)
}

// parse reads a statement, from memory if it has been seen lately.
func (c *Connector) parse(query string) (*syntax.Statement, error) {
	parsed, err := c.statements.Parse(query, syntax.Options{})
	return parsed, prefixed(err)
}

// query is a SELECT's way: the catalog knows the objects, the translation makes
// a plan of the statement, and client and engine carry it out as the rows are
// read.
func (c *Connector) query(ctx context.Context, parsed *syntax.Statement, args []driver.NamedValue) (*rows, error) {
	plan, err := c.plan(ctx, parsed, args)
	if err != nil {
		return nil, prefixed(err)
	}
	r := &rows{columns: plannedColumns(plan, c.cfg.EmptyAsNull)}
	if plan.Finish != nil {
		r.source, err = c.finish(ctx, plan.Finish)
	} else {
		r.source, err = c.scan(ctx, plan)
	}
	if err != nil {
		return nil, prefixed(err)
	}
	return r, nil
}

func (c *Connector) plan(ctx context.Context, parsed *syntax.Statement, args []driver.NamedValue) (*translate.Plan, error) {
	names, err := translate.Objects(parsed, c.translate)
	if err != nil {
		return nil, err
	}
	objects := make(map[string]*schema.Object, len(names))
	for _, name := range names {
		if objects[name], err = c.catalog.Object(ctx, name); err != nil {
			return nil, err
		}
	}
	return translate.New(parsed, objects, args, time.Now(), c.translate)
}

func (c *Connector) exec(ctx context.Context, parsed *syntax.Statement, args []driver.NamedValue) (driver.Result, error) {
	r, err := c.query(ctx, parsed, args)
	if err != nil {
		return nil, err
	}
	return driver.RowsAffected(0), r.Close()
}

// prefixed makes an error say whose it is. The context's errors stay as they
// are.
func prefixed(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) ||
		strings.HasPrefix(err.Error(), "scale: ") {
		return err
	}
	return fmt.Errorf("scale: %w", err)
}
