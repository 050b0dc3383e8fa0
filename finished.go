package scale

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"math"
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
	loc     *time.Location // of dates and datetimes, nil to leave them texts
}

// finish begins a statement of the engine, whose scans begin as it reads them. loc
// is that of run.
func (c *Connector) finish(ctx context.Context, plan *translate.Finish, loc *time.Location) (source, error) {
	stored := make(map[*residual.Table]bool)
	for _, step := range plan.Steps {
		stored[plan.Query.Tables[step.From]] = true
	}
	watch := analysisOf(ctx)
	q := &engine.Query{SQL: plan.Query.SQL(stored)}
	for i, t := range plan.Query.Tables {
		table := engine.Table{Name: plan.Query.Scan(t), ID: t.Object.ID, Fields: t.Fields}
		table.Open = func(ctx context.Context) (engine.Scan, error) {
			return watch.scan(ctx, i, func(ctx context.Context) (engine.Scan, error) { return c.open(ctx, plan, plan.Requests[i]) })
		}
		q.Tables = append(q.Tables, table)
	}
	var before error // of what is read before the statement is compiled
	if len(plan.Steps) > 0 {
		q.Before = func(s *engine.Setup) error {
			before = c.narrow(ctx, s, plan)
			return before
		}
	}
	rows, err := c.engine.Query(ctx, q)
	var limit *engine.Error
	if before == nil && errors.As(err, &limit) {
		return nil, fmt.Errorf("%w: the statement is beyond what the engine takes: %w", ErrUnsupported, err)
	}
	if err != nil {
		return nil, err
	}
	return &finished{rows: rows, outputs: plan.Query.Outputs, loc: loc}, nil
}

// open begins the scan of a request; without one there are no rows.
func (c *Connector) open(ctx context.Context, plan *translate.Finish, req *schema.Request) (engine.Scan, error) {
	if req == nil {
		return noScan{}, nil
	}
	if req.Object.Local {
		return c.openLocal(ctx, plan, req)
	}
	return c.client.Scan(ctx, req)
}

// noScan is the scan of a table of which no row can matter.
type noScan struct{}

func (noScan) Next() error          { return io.EOF }
func (noScan) ID() schema.Cell      { return schema.Cell{} }
func (noScan) Cells() []schema.Cell { return nil }
func (noScan) Close()               {}

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
	case float64:
		if math.IsInf(v, 0) {
			return nil, errors.New("the value is out of DOUBLE's range")
		}
	case string:
		if kind != residual.Date && kind != residual.DateTime {
			return v, nil
		}
		m, ok := schema.ParseMoment(v)
		if !ok {
			return nil, fmt.Errorf("%q is no %s", v, kind)
		}
		if f.loc == nil {
			return v, nil
		}
		return m.Time(f.loc), nil
	}
	return v, nil
}

func (f *finished) close() { f.rows.Close() }
