package scale

import (
	"context"
	"database/sql/driver"
	"errors"
	"time"

	"github.com/scale-sql/scale/internal/api"
	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate"
)

// scanned is the source of a result that the API answers wholly: a scan whose
// cells become Go values as they are read.
type scanned struct {
	scan    *api.Scan
	outputs []translate.Output
	values  *schema.Values
	texts   bool // dates and datetimes are texts: see Values.Moment
}

// scan begins the one request of a plan. Dates and datetimes are times of the zone
// loc; if it is nil they are texts.
func (c *Connector) scan(ctx context.Context, plan *translate.Plan, loc *time.Location) (source, error) {
	if plan.Request == nil {
		return noRows{}, nil
	}
	scan, err := c.client.Scan(ctx, plan.Request)
	if err != nil {
		return nil, err
	}
	values := schema.NewValues(len(plan.Outputs), c.cfg.Loc, c.cfg.EmptyAsNull)
	return &scanned{scan: scan, outputs: plan.Outputs, values: values, texts: loc == nil}, nil
}

func (s *scanned) next(dest []driver.Value) error {
	if err := s.scan.Next(); err != nil {
		return err
	}
	id, cells := s.scan.ID(), s.scan.Cells()
	for i := range s.outputs {
		o := &s.outputs[i]
		cell := id
		if o.Cell >= 0 {
			cell = cells[o.Cell]
		}
		var v driver.Value
		var err error
		if s.texts && (o.Column.Type == schema.Date || o.Column.Type == schema.DateTime) {
			v, err = s.values.Moment(o.Column, cell)
		} else {
			v, err = s.values.Value(i, o.Column, cell)
		}
		if err != nil {
			return s.valueError(err)
		}
		dest[i] = v
	}
	return nil
}

// valueError adds the record's id to what is wrong with one of its values.
func (s *scanned) valueError(err error) error {
	var bad *schema.ValueError
	if errors.As(err, &bad) {
		bad.ID = string(s.scan.ID().Text)
	}
	return err
}

func (s *scanned) close() { s.scan.Close() }
