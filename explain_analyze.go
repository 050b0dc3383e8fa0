package scale

import (
	"context"
	"database/sql/driver"
	"time"

	"github.com/scale-sql/scale/internal/api"
	"github.com/scale-sql/scale/internal/engine"
	"github.com/scale-sql/scale/translate"
)

// outcome is what a step has come to.
type outcome struct {
	meter api.Meter
	rows  int64
	spent time.Duration
}

func (o *outcome) milliseconds() float64 { return float64(o.spent.Microseconds()) / 1000 }

// analysis watches the steps of a statement that EXPLAIN ANALYZE runs. A nil one
// watches nothing.
type analysis struct {
	scans, probes map[int]*outcome
}

type analysisKey struct{}

func analysisOf(ctx context.Context) *analysis {
	a, _ := ctx.Value(analysisKey{}).(*analysis)
	return a
}

// analyze runs a plan, and adds what its steps have come to. The last one has the
// total.
func (c *Connector) analyze(ctx context.Context, plan *translate.Plan, steps []explained) error {
	a := &analysis{scans: make(map[int]*outcome), probes: make(map[int]*outcome)}
	for i := range steps {
		s := &steps[i]
		s.outcome = &outcome{}
		switch {
		case i == len(steps)-1:
		case s.Probe >= 0:
			a.probes[s.Probe] = s.outcome
		case s.Scan >= 0:
			a.scans[s.Scan] = s.outcome
		}
	}
	total := steps[len(steps)-1].outcome
	began := time.Now()
	ctx = context.WithValue(api.WithMeter(ctx, &total.meter), analysisKey{}, a)
	err := c.each(ctx, plan, func([]driver.Value) error {
		total.rows++
		return nil
	})
	total.spent = time.Since(began)
	return err
}

// scan opens the scan of a plan's table.
func (a *analysis) scan(ctx context.Context, table int, open func(context.Context) (engine.Scan, error)) (engine.Scan, error) {
	if a == nil || a.scans[table] == nil {
		return open(ctx)
	}
	o := a.scans[table]
	began := time.Now()
	scan, err := open(api.WithMeter(ctx, &o.meter))
	o.spent += time.Since(began)
	if err != nil {
		return nil, err
	}
	return &watched{scan, o}, nil
}

// probe runs the question of a plan's step.
func (a *analysis) probe(ctx context.Context, step int, ask func(context.Context) (bool, error)) (bool, error) {
	if a == nil || a.probes[step] == nil {
		return ask(ctx)
	}
	o := a.probes[step]
	began := time.Now()
	found, err := ask(api.WithMeter(ctx, &o.meter))
	o.spent += time.Since(began)
	o.rows = o.meter.Rows.Load()
	return found, err
}

// watched is a scan whose rows and time are counted.
type watched struct {
	engine.Scan
	outcome *outcome
}

func (w *watched) Next() error {
	began := time.Now()
	err := w.Scan.Next()
	w.outcome.spent += time.Since(began)
	if err == nil {
		w.outcome.rows++
	}
	return err
}
