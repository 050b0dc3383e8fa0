package scale

import (
	"context"
	"database/sql/driver"
	"fmt"
	"time"

	"github.com/scale-sql/scale/internal/engine"
	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate"
	"github.com/scale-sql/scale/translate/residual"
)

// finished is the source of a result that the engine computes from scans.
type finished struct {
	rows    *engine.Rows
	outputs []residual.Output
	loc     *time.Location
}

// finish begins a statement of the engine, whose scans begin as it reads them.
func (c *Connector) finish(ctx context.Context, plan *translate.Finish) (source, error) {
	q := &engine.Query{SQL: plan.Query.SQL(nil), Args: plan.Query.Args}
	for i, t := range plan.Query.Tables {
		q.Tables = append(q.Tables, engine.Table{Name: plan.Query.Scan(t), ID: t.Object.ID, Fields: t.Fields, Open: c.opener(plan.Requests[i])})
	}
	rows, err := c.engine.Query(ctx, q)
	if err != nil {
		return nil, err
	}
	return &finished{rows: rows, outputs: plan.Query.Outputs, loc: c.cfg.Loc}, nil
}

// opener begins the scan of a request; nil is a table without rows.
func (c *Connector) opener(req *schema.Request) func(context.Context) (engine.Scan, error) {
	if req == nil {
		return nil
	}
	return func(ctx context.Context) (engine.Scan, error) { return c.client.Scan(ctx, req) }
}

func (f *finished) next(dest []driver.Value) error {
	if err := f.rows.Next(); err != nil {
		return err
	}
	for i, o := range f.outputs {
		v, err := f.value(o.Type.Kind, f.rows.Value(i))
		if err != nil {
			return fmt.Errorf("column %q: %w", o.Label, err)
		}
		dest[i] = v
	}
	return nil
}

// value gives a value of SQLite the Go type of its column.
func (f *finished) value(kind residual.Kind, v any) (driver.Value, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case int64:
		if kind == residual.Bool {
			return v != 0, nil
		}
	case string:
		if kind != residual.Date && kind != residual.DateTime {
			return v, nil
		}
		m, ok := schema.ParseMoment(v)
		if !ok {
			return nil, fmt.Errorf("%q is no %s", v, kind)
		}
		return m.Time(f.loc), nil
	}
	return v, nil
}

func (f *finished) close() { f.rows.Close() }
