package scale

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/scale-sql/scale/internal/api"
	"github.com/scale-sql/scale/internal/guard"
	"github.com/scale-sql/scale/translate/syntax"
)

// execution is a statement that is being carried out: what it may take, what it
// has taken, and who is told.
type execution struct {
	ctx     context.Context
	trace   *Trace // nil for none
	logger  *slog.Logger
	info    QueryInfo
	start   time.Time
	meter   api.Meter
	rows    int64 // delivered, or written
	maxRows int64 // that may be delivered, 0 for any number
	ended   bool
}

// begin begins to carry out a statement, with the context that it returns. It
// ends with the execution's end.
func (c *Connector) begin(ctx context.Context, parsed *syntax.Statement) (context.Context, *execution) {
	x := &execution{start: time.Now(), trace: c.cfg.Trace, logger: c.cfg.Logger, maxRows: c.cfg.MaxRows}
	x.meter.MaxRequests = int64(c.cfg.MaxRequests)
	if x.trace != nil || c.cfg.Logger != nil {
		x.info = QueryInfo{Kind: parsed.Kind.String(), Statement: parsed.Fingerprint()}
		x.meter.Statement = x.info.Statement
	}
	if x.trace != nil && x.trace.QueryStart != nil {
		given := ctx
		guard.Observe(given, x.logger, "Trace.QueryStart", func() {
			if returned := x.trace.QueryStart(given, x.info); returned != nil {
				ctx = returned
			}
		})
	}
	x.ctx = api.WithMeter(ctx, &x.meter)
	return x.ctx, x
}

// deliver counts a row that is about to be delivered; it must not be if there is
// an error.
func (x *execution) deliver() error {
	if x.rows == x.maxRows && x.maxRows > 0 {
		return fmt.Errorf("%w: it has more than the %d rows that max_rows allows; narrow its WHERE or add a LIMIT, or raise max_rows in the DSN", ErrBudget, x.maxRows)
	}
	x.rows++
	return nil
}

// end tells what the statement came to. It does so once.
func (x *execution) end(err error) {
	if x.ended {
		return
	}
	x.ended = true
	if x.trace == nil || x.trace.QueryEnd == nil {
		return
	}
	m := &x.meter
	r := QueryResult{
		Rows: x.rows, Requests: m.Requests.Load(), Retries: m.Retries.Load(), Bytes: m.Bytes.Load(),
		Duration: time.Since(x.start), Err: err,
	}
	guard.Observe(x.ctx, x.logger, "Trace.QueryEnd", func() { x.trace.QueryEnd(x.ctx, x.info, r) })
}
