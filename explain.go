package scale

import (
	"context"
	"database/sql/driver"
	"fmt"
	"strings"

	"github.com/scale-sql/scale/internal/api"
	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate"
	"github.com/scale-sql/scale/translate/syntax"
)

// explain is EXPLAIN's way: the statement is planned as if it were to be run, and
// its steps are the rows. ANALYZE runs a SELECT, too, to count what the steps
// have come to.
func (c *conn) explain(ctx context.Context, parsed *syntax.Statement, args []driver.NamedValue) (*rows, error) {
	options, inner := parsed.Explain, parsed.Inner
	switch options.Format {
	case "", "TRADITIONAL", "JSON":
	default:
		return nil, fmt.Errorf("%w: EXPLAIN FORMAT=%s: the formats are TRADITIONAL, which has a row for each step, and JSON", ErrUnsupported, options.Format)
	}
	var steps []explained
	var err error
	switch inner.Kind {
	case syntax.Insert, syntax.Replace, syntax.Update:
		if options.Analyze {
			return nil, fmt.Errorf("%w: EXPLAIN ANALYZE %s: it would write the records; EXPLAIN without ANALYZE shows the plan and writes nothing", ErrUnsupported, inner.Kind)
		}
		steps, err = c.explainWrite(ctx, inner, args)
	default:
		steps, err = c.explainSelect(ctx, inner, args, options.Analyze)
	}
	if err != nil {
		return nil, err
	}
	if options.Format == "JSON" {
		return explainedJSON(steps)
	}
	return explainedRows(steps, options.Analyze), nil
}

// explained is a step of an explained statement.
type explained struct {
	translate.ExplainStep
	first   *api.Preview // its first request, nil if there is none
	outcome *outcome     // under ANALYZE
}

// explainSelect lists the steps of a SELECT.
func (c *conn) explainSelect(ctx context.Context, inner *syntax.Statement, args []driver.NamedValue, analyze bool) ([]explained, error) {
	plan, err := c.plan(ctx, inner, args)
	if err != nil {
		return nil, err
	}
	steps := c.connector.preview(plan.Explain())
	if analyze {
		err = c.connector.analyze(ctx, plan, steps)
	}
	return steps, err
}

// preview adds the first requests of scans and probes.
func (c *Connector) preview(steps []translate.ExplainStep) []explained {
	list := make([]explained, 0, len(steps))
	for _, s := range steps {
		e := explained{ExplainStep: s}
		switch s.Action {
		case translate.ActionScan:
			e.first = c.firstOf(s.Request)
		case translate.ActionProbe:
			if c.cfg.Paging == "page" {
				continue // narrow makes none
			}
			// It is asked behind the rows of two requests, or of more.
			e.first = c.firstOf(translate.Probe(s.Request, 2*int64(c.cfg.PageSize)))
		}
		list = append(list, e)
	}
	return list
}

func (c *Connector) firstOf(req *schema.Request) *api.Preview {
	if first, ok := c.client.PreviewScan(req); ok {
		return &first
	}
	return nil
}

// explainWrite lists the steps of a write. Values that the engine alone computes
// are computed, so that the first records can be shown.
func (c *conn) explainWrite(ctx context.Context, inner *syntax.Statement, args []driver.NamedValue) ([]explained, error) {
	plan, err := c.writePlan(ctx, inner, args)
	if err != nil {
		return nil, err
	}
	if !plan.ReadsValues() {
		if err := c.evaluate(ctx, plan); err != nil {
			return nil, err
		}
	}
	steps := c.connector.preview(plan.Explain())
	c.explainPut(ctx, &steps[len(steps)-1], plan.Object.Name)
	return steps, nil
}

// explainPut adds the requests of a put and the first of them.
func (c *conn) explainPut(ctx context.Context, s *explained, object string) {
	p, first := c.newPutter(ctx), 0
	if s.Records == nil {
		s.Requests = p.leastBatches(s.Count)
		s.Detail = append(s.Detail, fmt.Sprintf("at most %d records a request", p.batchSize))
	} else {
		if s.Requests, first = p.batches(s.Records); s.Requests == 0 {
			s.Detail = append(s.Detail, "no record is named, so nothing is put")
			return
		}
		s.Detail = append(s.Detail, fmt.Sprintf("records: %d; requests: %d, of at most %d records each", s.Count, s.Requests, p.batchSize))
	}
	if c.tx != nil {
		s.Detail = append(s.Detail, "the transaction holds the records until Commit, which puts them with those of its other statements")
	}
	put := c.connector.client.PreviewPut(object, s.Records[:first])
	if s.Records == nil {
		put.Parameters = nil
	}
	s.first = &put
}

// lines are the texts of a column of several lines, nil if there are none.
func lines(texts []string) driver.Value {
	if len(texts) == 0 {
		return nil
	}
	return strings.Join(texts, "\n")
}
