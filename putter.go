package scale

import (
	"context"
	"errors"

	"github.com/scale-sql/scale/internal/api"
	"github.com/scale-sql/scale/schema"
)

// maxBatch bounds the JSON of a request.
const maxBatch = 4 << 20

// putter sends records in batches, in their order, until a record is not stored:
// what follows is then not sent.
type putter struct {
	ctx       context.Context
	client    *api.Client
	batchSize int

	object   string
	pending  []schema.Record
	optional []bool // which pending records need not exist: see sink
	size     int    // of the pending records' JSON
	outcomes []api.Outcome
	failed   bool
	err      error // what ended the last request, nil if it was answered
}

// add takes a record, and sends the batch that it fills. It reports whether more
// records are wanted.
func (p *putter) add(object string, r schema.Record, optional bool) bool {
	if p.failed {
		return false
	}
	size := api.RecordSize(&r)
	if len(p.pending) > 0 && (object != p.object || len(p.pending) == p.batchSize || p.size+size > maxBatch) {
		p.flush()
	}
	if p.failed {
		return false
	}
	p.object = object
	p.pending, p.optional, p.size = append(p.pending, r), append(p.optional, optional), p.size+size
	return true
}

// flush sends the pending records.
func (p *putter) flush() {
	if p.failed || len(p.pending) == 0 {
		return
	}
	answer, err := p.client.Put(p.ctx, p.object, p.pending)
	p.err = err
	for i, o := range answer.Outcomes {
		if o.Status != api.Stored && !(o.Missing && p.optional[i]) {
			p.failed = true
		}
	}
	p.failed = p.failed || err != nil
	p.outcomes = append(p.outcomes, answer.Outcomes...)
	p.pending, p.optional, p.size = p.pending[:0], p.optional[:0], 0
}

// finish sends what is pending. Of a write of rows records that was not stored
// whole the error is a *BatchError.
func (p *putter) finish(rows int) error {
	p.flush()
	if !p.failed {
		return nil
	}
	e := &BatchError{Object: p.object, Err: p.err}
	for i := range rows {
		o := api.Outcome{Status: api.NotSent}
		if i < len(p.outcomes) {
			o = p.outcomes[i]
		}
		e.Records = append(e.Records, RecordOutcome{Index: i, Status: o.Status.String(), ID: o.ID, Message: o.Message})
		switch o.Status {
		case api.Stored:
			e.Stored++
		case api.Unknown:
			e.Unknown++
		default:
			e.Rejected++
		}
	}
	return e
}

// errStopped ends the reading of rows of which no more are wanted.
var errStopped = errors.New("no more records are sent")
