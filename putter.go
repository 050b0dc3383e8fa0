package scale

import (
	"context"
	"errors"
	"fmt"

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
	// existing finds out which of some records of an object there are.
	existing func(ctx context.Context, object string, ids []int64) (map[int64]bool, error)

	object   string
	pending  []schema.Record
	optional []bool // which pending records need not exist: see sink
	size     int    // of the pending records' JSON
	outcomes []api.Outcome
	created  []int64 // the ids of new records, 0 for one that the answer doesn't tell
	sent     bool    // whether there has been a request
	failed   bool
	err      error // what ended the last request, nil if it was answered
}

// newPutter returns a putter for the records of one write or transaction.
func (c *conn) newPutter(ctx context.Context) *putter {
	return &putter{ctx: ctx, client: c.connector.client, batchSize: c.connector.cfg.BatchSize, existing: c.existing}
}

// expect refuses records that take more requests than the statement may make.
func (p *putter) expect(records int) error {
	return api.Afford(p.ctx, p.leastBatches(int64(records)))
}

// leastBatches is how many requests a number of records takes at least: more if
// they are long, or of several objects.
func (p *putter) leastBatches(records int64) int64 {
	most := int64(p.batchSize)
	return (records + most - 1) / most
}

// add takes a record, and sends the batch before it if it finds no room there.
// It reports whether more records are wanted; if not, those that are added all
// the same are noted as not sent.
func (p *putter) add(object string, r schema.Record, optional bool) bool {
	size := api.RecordSize(&r)
	if len(p.pending) > 0 && (object != p.object || p.full(size)) {
		p.flush()
	}
	if p.failed {
		p.outcomes = append(p.outcomes, api.Outcome{Status: api.NotSent, ID: r.ID})
		return false
	}
	p.object = object
	p.pending, p.optional, p.size = append(p.pending, r), append(p.optional, optional), p.size+size
	return true
}

// full reports whether the pending records leave no room for one of some bytes.
func (p *putter) full(size int) bool {
	return len(p.pending) == p.batchSize || p.size+size > maxBatch-len("[]")
}

// batches is how many requests records of one object take, and how many of them
// the first one has. Nothing is sent.
func (p *putter) batches(records []schema.Record) (n int64, first int) {
	for i := range records {
		size := api.RecordSize(&records[i])
		if len(p.pending) == 0 || p.full(size) {
			n++
			p.pending, p.size = p.pending[:0], 0
		}
		p.pending, p.size = append(p.pending, records[i]), p.size+size
		if n == 1 {
			first++
		}
	}
	p.pending, p.size = p.pending[:0], 0
	return n, first
}

// flush sends the pending records.
func (p *putter) flush() {
	if p.failed || len(p.pending) == 0 {
		return
	}
	p.sent = true
	answer, err := p.client.Put(p.ctx, p.object, p.pending)
	p.err, p.failed = err, err != nil
	var doubtful []int64
	for i, o := range answer.Outcomes {
		switch {
		case o.Status == api.Stored:
			if p.pending[i].ID == 0 {
				p.created = append(p.created, o.ID)
			}
		case !o.Missing || !p.optional[i]:
			p.failed = true
		case o.Refused:
			doubtful = append(doubtful, o.ID)
		}
	}
	p.outcomes = append(p.outcomes, answer.Outcomes...)
	p.pending, p.optional, p.size = p.pending[:0], p.optional[:0], 0
	if !p.failed && len(doubtful) > 0 {
		p.lookFor(doubtful)
	}
}

// lookFor finds out why records were refused that the answer says were not
// found: some servers say so of any record that they refuse. That there is none
// is no failure of an UPDATE; that one is there and was refused is.
func (p *putter) lookFor(ids []int64) {
	there, err := p.existing(p.ctx, p.object, ids)
	if err != nil {
		p.err = fmt.Errorf("looking whether the refused records exist: %w", err)
	}
	p.failed = err != nil || len(there) > 0
}

// finish sends what is pending, unless an error of what makes the records has
// ended the write. Of a write that was not stored whole the error is a
// *BatchError; it is cause itself if no request was made.
func (p *putter) finish(cause error) error {
	if cause == nil {
		p.flush()
	} else if !p.sent {
		return cause
	} else {
		p.failed, p.err = true, cause
		for _, r := range p.pending {
			p.outcomes = append(p.outcomes, api.Outcome{Status: api.NotSent, ID: r.ID})
		}
	}
	if !p.failed {
		return nil
	}
	return p.failure()
}

// failure tells what became of each record.
func (p *putter) failure() *BatchError {
	e := &BatchError{Object: p.object, Err: p.err, Records: make([]RecordOutcome, len(p.outcomes))}
	for i, o := range p.outcomes {
		e.Records[i] = RecordOutcome{Index: i, Status: o.Status.String(), ID: o.ID, Message: o.Message}
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
