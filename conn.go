package scale

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/scale-sql/scale/internal/api"
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
// nothing but its connector, what SET has changed and what a transaction holds,
// and is never bad.
type conn struct {
	connector *Connector
	session   *session
	tx        *tx // the transaction, nil if there is none
}

// Ping makes one cheap authenticated request. What went wrong is returned as it
// is: driver.ErrBadConn would hide a wrong token behind "bad connection".
func (c *conn) Ping(ctx context.Context) error { return c.connector.client.Ping(ctx) }

// ResetSession resets nothing: as in MySQL, what SET has changed stays with the
// connection.
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
	parsed, err := c.parse(query)
	if err != nil {
		return nil, err
	}
	return &stmt{conn: c, parsed: parsed}, nil
}

// QueryContext runs a SELECT.
func (c *conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	parsed, err := c.parse(query)
	if err != nil {
		return nil, err
	}
	return c.ask(ctx, parsed, args)
}

// ExecContext runs a statement for its effect, or several where the DSN allows
// it. A SELECT has none, but may be run: its rows are not read.
func (c *conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	parts, err := c.several(query)
	if err != nil {
		return nil, prefixed(err)
	}
	if parts != nil {
		r, err := c.execAll(ctx, parts, args)
		return r, prefixed(err)
	}
	parsed, err := c.parse(query)
	if err != nil {
		return nil, err
	}
	return c.exec(ctx, parsed, args)
}

// exec runs a statement that has been read.
func (c *conn) exec(ctx context.Context, parsed *syntax.Statement, args []driver.NamedValue) (driver.Result, error) {
	switch parsed.Kind {
	case syntax.Insert, syntax.Replace, syntax.Update:
		return c.change(ctx, parsed, args)
	case syntax.Savepoint, syntax.Release, syntax.RollbackTo:
		return driver.RowsAffected(0), prefixed(c.savepoint(parsed))
	}
	r, err := c.query(ctx, parsed, args)
	if err != nil {
		return nil, err
	}
	return driver.RowsAffected(0), r.Close()
}

// change carries out a write.
func (c *conn) change(ctx context.Context, parsed *syntax.Statement, args []driver.NamedValue) (driver.Result, error) {
	ctx, x := c.connector.begin(ctx, parsed)
	r, err := c.write(ctx, parsed, args)
	c.session.wrote(parsed, r, err)
	if err == nil {
		x.rows, err = r.RowsAffected()
	}
	err = prefixed(err)
	x.end(err)
	return r, err
}

// ask runs a statement whose rows are to be read.
func (c *conn) ask(ctx context.Context, parsed *syntax.Statement, args []driver.NamedValue) (driver.Rows, error) {
	r, err := c.query(ctx, parsed, args)
	if err == nil {
		err = r.await()
	}
	if err != nil {
		return nil, err
	}
	return r, nil
}

// query runs a statement for its rows, with which it ends.
func (c *conn) query(ctx context.Context, parsed *syntax.Statement, args []driver.NamedValue) (*rows, error) {
	ctx, x := c.connector.begin(ctx, parsed)
	r, err := c.read(ctx, parsed, args)
	if err != nil {
		x.end(err)
		return nil, err
	}
	r.execution = x
	return r, nil
}

// read is a SELECT's way: the catalog knows the objects, the translation makes a
// plan of the statement, and client and engine carry it out as the rows are
// read.
func (c *conn) read(ctx context.Context, parsed *syntax.Statement, args []driver.NamedValue) (*rows, error) {
	if parsed.Kind == syntax.Explain {
		r, err := c.explain(ctx, parsed, args)
		return r, prefixed(err)
	}
	if done, err := c.answered(ctx, parsed, args); done {
		return &rows{source: noRows{}}, prefixed(err)
	}
	parsed, err := c.shown(ctx, parsed)
	if err != nil {
		return nil, prefixed(err)
	}
	plan, err := c.plan(ctx, parsed, args)
	if err != nil {
		return nil, err
	}
	return c.connector.run(ctx, plan, c.connector.cfg.Loc)
}

// plan plans a SELECT with all that it names.
func (c *conn) plan(ctx context.Context, parsed *syntax.Statement, args []driver.NamedValue) (*translate.Plan, error) {
	names, err := translate.Objects(parsed, c.session.plan)
	if err != nil {
		return nil, prefixed(err)
	}
	objects, err := c.connector.objects(ctx, names)
	if err != nil {
		return nil, prefixed(err)
	}
	if c.tx != nil {
		if err := c.tx.visible(objects); err != nil {
			return nil, prefixed(err)
		}
	}
	at := time.Now()
	computed, err := c.connector.compute(ctx, parsed, args, at, c.session.plan)
	if err != nil {
		return nil, prefixed(err)
	}
	plan, err := translate.New(parsed, objects, args, at, computed, c.session.plan)
	return plan, prefixed(err)
}

// compute asks the engine for the values of the statement's constants. One that
// has none, as 1 DIV 'x' may, is left to the statement itself.
func (c *Connector) compute(ctx context.Context, parsed *syntax.Statement, args []driver.NamedValue, at time.Time, opt *translate.Options) (*translate.Computed, error) {
	computed := translate.NewComputed(parsed, args, at, opt)
	if computed == nil {
		return nil, nil
	}
	if err := c.each(ctx, computed.Plan, computed.Fill); err != nil {
		return nil, ctx.Err()
	}
	return computed, nil
}

// objects looks up the objects that a statement names.
func (c *Connector) objects(ctx context.Context, names []string) (map[string]*schema.Object, error) {
	objects := make(map[string]*schema.Object, len(names))
	for _, name := range names {
		o, err := c.catalog.Object(ctx, name)
		if err != nil {
			return nil, err
		}
		objects[name] = o
	}
	return objects, nil
}

// run carries out a plan as its rows are read, unless it is known to take more
// requests than the statement may make. Dates and datetimes are times of the zone
// loc; if it is nil they are texts.
func (c *Connector) run(ctx context.Context, plan *translate.Plan, loc *time.Location) (*rows, error) {
	r := &rows{columns: plannedColumns(plan, c.cfg.EmptyAsNull)}
	err := api.Afford(ctx, plan.LeastRequests())
	if err != nil {
		return nil, err
	}
	if plan.Finish != nil {
		r.source, err = c.finish(ctx, plan.Finish, loc)
	} else {
		r.source, err = c.scan(ctx, plan, loc)
	}
	if err != nil {
		return nil, prefixed(err)
	}
	return r, nil
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
