package scale

import (
	"context"
	"errors"
	"io"

	"github.com/scale-sql/scale/internal/engine"
	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate"
)

// narrow carries out the semi-joins of a plan: each reads a table, stores it,
// and asks for fewer rows of another one, if that takes fewer requests.
func (c *Connector) narrow(ctx context.Context, setup *engine.Setup, plan *translate.Finish) error {
	stored := make(map[int]bool)
	for i, step := range plan.Steps {
		from := plan.Query.Tables[step.From]
		if !stored[step.From] {
			if err := setup.Store(plan.Query.Scan(from), from.Name, from.Columns()); err != nil {
				return err
			}
			stored[step.From] = true
		}
		values, all, err := setup.Distinct(from.Name, step.Column, translate.MaxKeys)
		if err != nil {
			return err
		}
		if !all {
			continue
		}
		req, ok := plan.Narrow(step, values)
		if !ok {
			continue
		}
		ok, err = analysisOf(ctx).probe(ctx, i, func(ctx context.Context) (bool, error) {
			return c.fewer(ctx, req, plan.Requests[step.To])
		})
		if err != nil {
			return err
		}
		if ok {
			plan.Requests[step.To] = req
		}
	}
	return nil
}

// fewer reports whether the narrow request takes fewer requests than the wide
// one. That is decided by counting: whether the wide one has more pages than the
// narrow one has filters is what one request for one row can tell.
func (c *Connector) fewer(ctx context.Context, narrow, wide *schema.Request) (bool, error) {
	if narrow == nil || len(narrow.Filters) <= 1 {
		return true, nil
	}
	if c.cfg.Paging == "page" { // it can't leave out rows without reading them
		return false, nil
	}
	scan, err := c.client.Scan(ctx, translate.Probe(wide, int64(len(narrow.Filters)*c.cfg.PageSize)))
	if err != nil {
		return false, err
	}
	defer scan.Close()
	err = scan.Next()
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	return err == nil, err
}
