package scale

import (
	"context"
	"database/sql/driver"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/scale-sql/scale/internal/api"
	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate"
	"github.com/scale-sql/scale/translate/syntax"
)

// sink takes the records of a write: a putter, or the transaction that holds
// them.
type sink interface {
	// add takes a record and reports whether more are wanted. An optional one
	// need not exist: an UPDATE by an id that no record has changes nothing.
	add(object string, r schema.Record, optional bool) bool
	// expect is told how many records there are in all before the first of them,
	// where that is known. An error says that they are too many.
	expect(records int) error
}

// write is an INSERT's, REPLACE's or UPDATE's way: the translation makes records
// of the statement, reading what it has to, and they are put in batches, or held
// by the transaction.
func (c *conn) write(ctx context.Context, parsed *syntax.Statement, args []driver.NamedValue) (driver.Result, error) {
	plan, err := c.writePlan(ctx, parsed, args)
	if err != nil {
		return nil, err
	}
	if err := c.evaluate(ctx, plan); err != nil {
		return nil, err
	}
	if c.tx != nil {
		return c.tx.hold(ctx, plan)
	}
	p := c.newPutter(ctx)
	rows, err := c.connector.records(ctx, plan, p)
	if err := p.finish(err); err != nil {
		return nil, err
	}
	return c.connector.resultOf(plan, p, rows), nil
}

// writePlan plans a write that the connection's transaction allows.
func (c *conn) writePlan(ctx context.Context, parsed *syntax.Statement, args []driver.NamedValue) (*translate.WritePlan, error) {
	if c.tx != nil && c.tx.readOnly {
		return nil, fmt.Errorf("%s: the transaction is read-only", parsed.Kind)
	}
	if c.session.plan.ReadOnly {
		return nil, fmt.Errorf("%s: the connection is read-only, until SET SESSION TRANSACTION READ WRITE", parsed.Kind)
	}
	plan, err := c.connector.planWrite(ctx, parsed, args, c.session.plan)
	if err != nil || c.tx == nil {
		return plan, err
	}
	return plan, c.tx.visible(plan.Reads)
}

// planWrite plans a write with all that it names.
func (c *Connector) planWrite(ctx context.Context, parsed *syntax.Statement, args []driver.NamedValue, opt *translate.Options) (*translate.WritePlan, error) {
	names, err := translate.WriteObjects(parsed, opt)
	if err != nil {
		return nil, err
	}
	objects, err := c.objects(ctx, names)
	if err != nil {
		return nil, err
	}
	var list []schema.ObjectInfo
	if translate.WriteNeedsList(parsed, objects) {
		if list, err = c.catalog.Objects(ctx); err != nil {
			return nil, err
		}
	}
	return translate.NewWrite(parsed, objects, list, args, time.Now(), c.encoder, opt)
}

// evaluate asks for the values of expressions among those to be stored.
func (c *conn) evaluate(ctx context.Context, plan *translate.WritePlan) error {
	for _, q := range plan.Queries {
		if err := c.connector.each(ctx, q.Plan, q.Fill); err != nil {
			return err
		}
	}
	return plan.Complete()
}

// each calls f for the rows of a plan, which f must not keep. Dates and datetimes
// are texts, as they are written: a time.Time can't be an hour that summer time
// leaves out.
func (c *Connector) each(ctx context.Context, plan *translate.Plan, f func([]driver.Value) error) error {
	r, err := c.run(ctx, plan, nil)
	if err != nil {
		return err
	}
	return r.each(f)
}

// each calls f for the rows, which f must not keep, and closes them.
func (r *rows) each(f func([]driver.Value) error) error {
	defer r.Close()
	row := make([]driver.Value, len(r.columns))
	for {
		err := r.Next(row)
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = f(row)
		}
		if err != nil {
			return err
		}
	}
}

// records hands the records of a plan to the sink, and returns the number of
// rows that it matched. If the sink wants no more of them, those that are known
// are added all the same, for the sink to account for them.
func (c *Connector) records(ctx context.Context, plan *translate.WritePlan, to sink) (rows int, err error) {
	if plan.Select == nil {
		if err := to.expect(len(plan.Records)); err != nil {
			return 0, err
		}
		for _, r := range plan.Records {
			to.add(plan.Object.Name, r, !plan.Insert)
		}
		return len(plan.Records), nil
	}
	var held []schema.Record
	err = c.each(ctx, plan.Select.Plan, func(row []driver.Value) error {
		r, use, err := plan.Select.Record(row)
		if err != nil || use == translate.SkippedRow {
			return err
		}
		rows++
		switch {
		case use == translate.UnchangedRow:
		case plan.Select.ReadsTarget:
			// Writing while reading would move the pages that are read.
			held = append(held, r)
		case !to.add(plan.Object.Name, r, false):
			return errStopped
		}
		return nil
	})
	if err != nil && err != errStopped {
		return rows, err
	}
	if len(held) > 0 {
		if err := to.expect(len(held)); err != nil {
			return rows, err
		}
	}
	for _, r := range held {
		to.add(plan.Object.Name, r, false)
	}
	return rows, nil
}

// resultOf counts what a write has done, as MySQL does.
func (c *Connector) resultOf(plan *translate.WritePlan, p *putter, rows int) *result {
	r := &result{}
	if plan.Insert && !plan.TellsIDs {
		r.inserted = p.created
	}
	for _, o := range p.outcomes {
		if plan.TellsIDs && o.Status == api.Stored {
			r.inserted = append(r.inserted, o.ID)
		}
		if o.Status == api.Stored && (plan.Insert || plan.Select != nil || o.Updated || c.cfg.FoundRows && o.Found) {
			r.affected++
		}
	}
	if plan.Select != nil && !plan.Insert && c.cfg.FoundRows {
		r.affected = int64(rows)
	}
	return r
}

// existing finds out which of some records of an object there are.
func (c *conn) existing(ctx context.Context, object string, ids []int64) (map[int64]bool, error) {
	list := strings.Repeat(", ?", len(ids))[len(", "):]
	parsed, err := c.parse("SELECT id FROM `" + strings.ReplaceAll(object, "`", "``") + "` WHERE id IN (" + list + ")")
	if err != nil {
		return nil, err
	}
	args := make([]driver.NamedValue, len(ids))
	for i, id := range ids {
		args[i] = driver.NamedValue{Ordinal: i + 1, Value: id}
	}
	r, err := c.read(ctx, parsed, args)
	if err != nil {
		return nil, err
	}
	there := make(map[int64]bool)
	return there, r.each(func(row []driver.Value) error {
		there[row[0].(int64)] = true
		return nil
	})
}
