package scale

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate"
	"github.com/scale-sql/scale/translate/syntax"
)

var _ driver.Tx = (*tx)(nil)

// tx is a transaction. The API has none, so it holds what is to be written until
// Commit, as the DSN's tx=buffer asks; or it reads only.
type tx struct {
	conn     *conn
	ctx      context.Context
	readOnly bool
	held     []heldRecord
	counts   map[string]int // of the held records, by object
	points   []savepoint
}

// heldRecord is a record to put at Commit.
type heldRecord struct {
	object   string
	record   schema.Record
	optional bool // it need not exist
}

// savepoint is a point to which a transaction can go back.
type savepoint struct {
	name string
	held int // records held when it was set
}

// Begin is BeginTx of old.
func (c *conn) Begin() (driver.Tx, error) {
	return c.BeginTx(context.Background(), driver.TxOptions{})
}

// BeginTx begins a transaction that reads only, or one that holds what is to be
// written until Commit, if the DSN says tx=buffer. Any other would promise a
// Rollback that the API can't keep.
func (c *conn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	switch {
	case c.tx != nil:
		return nil, errors.New("scale: this connection has a transaction that has not ended; end it before another begins")
	case sql.IsolationLevel(opts.Isolation) != sql.LevelDefault:
		return nil, fmt.Errorf("scale: %w: isolation level %v: the API isolates nothing; use the default level", ErrUnsupported, sql.IsolationLevel(opts.Isolation))
	case opts.ReadOnly, c.connector.cfg.Tx == "buffer":
		c.tx = &tx{conn: c, ctx: ctx, readOnly: opts.ReadOnly, counts: make(map[string]int)}
		return c.tx, nil
	}
	return nil, fmt.Errorf("scale: %w: the API has no transactions: run the statements on the sql.DB itself, or say tx=buffer in the DSN, which holds writes until Commit", ErrUnsupported)
}

// Commit puts what is held, in order and in as few requests as its objects allow.
// If not all of it is stored the error is a *BatchError over the whole of it.
func (t *tx) Commit() error {
	t.conn.tx = nil
	ctx, x := t.conn.connector.begin(t.ctx, &commit)
	err := prefixed(t.send(t.conn.newPutter(ctx)))
	if err == nil {
		x.rows = int64(len(t.held))
	}
	x.end(err)
	return err
}

// commit is the statement that a Commit is to those who watch.
var commit = syntax.Statement{Kind: syntax.Commit, Text: "COMMIT"}

// send puts what is held.
func (t *tx) send(p *putter) error {
	if err := p.expect(len(t.held)); err != nil {
		return err
	}
	for _, h := range t.held {
		p.add(h.object, h.record, h.optional)
	}
	return p.finish(nil)
}

// Rollback discards what is held: nothing of it has been sent.
func (t *tx) Rollback() error {
	t.conn.tx = nil
	return nil
}

// add holds a record.
func (t *tx) add(object string, r schema.Record, optional bool) bool {
	t.held = append(t.held, heldRecord{object, r, optional})
	t.counts[object]++
	return true
}

// expect has no limit: Commit's requests are its own.
func (t *tx) expect(int) error { return nil }

// cut discards what has been held since there were n records.
func (t *tx) cut(n int) {
	for _, h := range t.held[n:] {
		t.counts[h.object]--
	}
	t.held = t.held[:n]
}

// hold makes the records of a write and holds them. What the write has to read,
// it reads now.
func (t *tx) hold(ctx context.Context, plan *translate.WritePlan) (driver.Result, error) {
	before := len(t.held)
	rows, err := t.conn.connector.records(ctx, plan, t)
	if err != nil {
		t.cut(before)
		return nil, err
	}
	r := &result{affected: int64(len(t.held) - before), held: plan.Insert}
	if !plan.Insert && t.conn.connector.cfg.FoundRows {
		r.affected = int64(rows)
	}
	return r, nil
}

// visible refuses to read an object of which records are held: the rows would
// not show them.
func (t *tx) visible(objects map[string]*schema.Object) error {
	for _, o := range objects {
		if t.counts[o.Name] > 0 {
			return fmt.Errorf("%w: object %q has writes that this transaction holds until Commit, and what is read would not show; commit first", ErrUnsupported, o.Name)
		}
	}
	return nil
}

// savepoint carries out SAVEPOINT, RELEASE SAVEPOINT and ROLLBACK TO SAVEPOINT.
func (c *conn) savepoint(parsed *syntax.Statement) error {
	if c.tx == nil || c.tx.readOnly {
		return fmt.Errorf("%w: %s: there is no transaction that holds writes; begin one with BeginTx under tx=buffer", ErrUnsupported, parsed.Kind)
	}
	t := c.tx
	at := -1
	for i, p := range t.points {
		if strings.EqualFold(p.name, parsed.Name) {
			at = i
		}
	}
	switch parsed.Kind {
	case syntax.Savepoint:
		if at >= 0 { // MySQL deletes an older one of the same name
			t.points = append(t.points[:at], t.points[at+1:]...)
		}
		t.points = append(t.points, savepoint{parsed.Name, len(t.held)})
		return nil
	case syntax.Release, syntax.RollbackTo:
		if at < 0 {
			return errors.New("SAVEPOINT " + parsed.Name + " does not exist")
		}
	}
	if parsed.Kind == syntax.RollbackTo {
		t.cut(t.points[at].held)
		t.points = t.points[:at+1]
		return nil
	}
	t.points = t.points[:at] // a savepoint's release takes those set after it along
	return nil
}
