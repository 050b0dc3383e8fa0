package translate

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/schema"
)

// Action is what a step of an explained statement does.
type Action string

// The actions of steps.
const (
	// ActionScan reads an object's records.
	ActionScan Action = "scan"
	// ActionProbe asks for one record, to learn whether an object has many.
	ActionProbe Action = "probe"
	// ActionEngine computes the result of what the scans read.
	ActionEngine Action = "engine"
	// ActionPut writes records.
	ActionPut Action = "put"
	// ActionLocal is answered without a request.
	ActionLocal Action = "local"
)

// ExplainStep is a step of the way in which a statement is carried out.
type ExplainStep struct {
	Action Action
	// Object is the object that it is about, "" for none.
	Object string
	// Request is what a scan or a probe asks of the API, nil for nothing.
	Request *schema.Request
	// Records are what a put sends, nil if they are not known before others have
	// been read. Count is their number, as far as that is known.
	Records []schema.Record
	Count   int64
	// Conditions has a line for each predicate: what the API is sent of it, and
	// why that is not all.
	Conditions []string
	// Detail says what is done with the rows or records.
	Detail []string
	// Requests is the least number of requests that it takes.
	Requests int64
	// Scan is the index of a scan's table among those of the plan, -1 for any
	// other action. Probe is that of the plan's step for which a probe asks, -1
	// likewise.
	Scan, Probe int
}

// LeastRequests is the number of requests for records that a plan takes at
// least, as far as that is known without asking.
func (p *Plan) LeastRequests() int64 {
	if p.Finish == nil {
		return leastRequests(p.Request)
	}
	n := int64(0)
	sure := p.Finish.sure()
	for i := range p.Finish.Requests {
		n += p.Finish.least(i, sure)
	}
	return n
}

// least is the number of requests that a table takes at least: none if it is not
// sure to be read, or if what is read before may leave none of its rows.
func (f *Finish) least(i int, sure map[int]bool) int64 {
	if _, ok := f.narrowing(i); ok || !sure[i] {
		return 0
	}
	return leastRequests(f.Requests[i])
}

// leastRequests is the number of requests that a scan takes which is read to its
// end: one for each filter. Behind a LIMIT the first filter may bring enough, and
// of none is it known how many pages its rows fill.
func leastRequests(req *schema.Request) int64 {
	switch {
	case req == nil || req.Limit == 0 || req.Object.Local:
		return 0
	case req.Limit != schema.NoLimit:
		return 1
	}
	return max(1, int64(len(req.Filters)))
}

// Explain lists the steps in which the plan is carried out, in their order as far
// as it is known.
func (p *Plan) Explain() []ExplainStep {
	if p.Finish != nil {
		return p.Finish.explain()
	}
	s := ExplainStep{Action: ActionScan, Object: p.object.Name, Request: p.Request, Scan: 0, Probe: -1,
		Conditions: p.pushed.lines(), Requests: leastRequests(p.Request)}
	if p.Request == nil {
		s.Action, s.Scan = ActionLocal, -1
		s.Detail = []string{nothingAsked}
		return []ExplainStep{s}
	}
	s.Detail = append(parts(p.Request), delivered)
	return []ExplainStep{s}
}

const delivered = "rows are delivered as they arrive"

const nothingAsked = "no row can be wanted, so nothing is asked"

// explain lists the steps of a statement that the engine finishes: the tables
// that semi-joins begin with, the others, and the engine.
func (f *Finish) explain() []ExplainStep {
	if f.asksNothing() {
		return []ExplainStep{f.local()}
	}
	var steps []ExplainStep
	sure := f.sure()
	done := make(map[int]bool)
	scan := func(i int) {
		if !done[i] {
			done[i] = true
			steps = append(steps, f.scanStep(i, sure))
		}
	}
	for i, step := range f.Steps {
		scan(step.From)
		if probe, ok := f.probeStep(i); ok {
			steps = append(steps, probe)
		}
	}
	for i := range f.Requests {
		scan(i)
	}
	engine := ExplainStep{Action: ActionEngine, Detail: f.work(), Scan: -1, Probe: -1}
	for _, k := range f.Query.Kept {
		engine.Conditions = append(engine.Conditions, fmt.Sprintf("%s: None: the engine, since %s", describe(k.Expr, false), k.Why))
	}
	return append(steps, engine)
}

// asksNothing reports whether the API is asked for no table.
func (f *Finish) asksNothing() bool {
	for _, req := range f.Requests {
		if req != nil && !req.Object.Local {
			return false
		}
	}
	return true
}

// local is the only step of a statement for which nothing is asked.
func (f *Finish) local() ExplainStep {
	s := ExplainStep{Action: ActionLocal, Scan: -1, Probe: -1}
	var names []string
	for i, t := range f.Query.Tables {
		names = append(names, t.Object.Name)
		s.Conditions = append(s.Conditions, f.pushed[i].lines()...)
		if f.Requests[i] == nil {
			s.Detail = append(s.Detail, t.Alias+": "+nothingAsked)
		}
	}
	s.Object = strings.Join(names, ", ")
	s.Detail = append(s.Detail, f.work()...)
	return s
}

// scanStep is the reading of a table.
func (f *Finish) scanStep(i int, sure map[int]bool) ExplainStep {
	t, req := f.Query.Tables[i], f.Requests[i]
	s := ExplainStep{Action: ActionScan, Object: t.Object.Name, Request: req, Scan: i, Probe: -1, Conditions: f.pushed[i].lines()}
	switch {
	case req == nil:
		s.Detail = []string{nothingAsked}
		return s
	case req.Object.Local:
		s.Action, s.Detail = ActionLocal, []string{"the driver knows the rows"}
		return s
	}
	s.Detail = parts(req)
	for _, step := range f.Steps {
		if step.From == i {
			s.Detail = append(s.Detail, "read before the others and stored, for it tells which rows of them matter")
			break
		}
	}
	switch {
	case t.Extreme != nil && req.Limit == 1 && t.Most:
		s.Detail = append(s.Detail, "one row in descending order has the MAX")
	case t.Extreme != nil && req.Limit == 1:
		s.Detail = append(s.Detail, "one row in ascending order has the MIN")
	case t.Probe && req.Limit == 1:
		s.Detail = append(s.Detail, "one row tells whether there is any")
	}
	s.Requests = f.least(i, sure)
	if step, ok := f.narrowing(i); ok {
		s.Detail = append(s.Detail, f.narrowed(step))
	} else if !sure[i] {
		s.Detail = append(s.Detail, "read only if the rest of the statement comes to want its rows")
	}
	return s
}

// parts tells of a request with several filters.
func parts(req *schema.Request) []string {
	if n := len(req.Filters); n > 1 {
		return []string{fmt.Sprintf("%d filters, each with a part of a list that is too long for one URL; one after the other", n)}
	}
	return nil
}

// narrowing is the semi-join that makes a table's request smaller.
func (f *Finish) narrowing(i int) (Step, bool) {
	for _, step := range f.Steps {
		if step.To == i {
			return step, true
		}
	}
	return Step{}, false
}

// narrowed says what a semi-join asks for in place of the whole of a table.
func (f *Finish) narrowed(s Step) string {
	from := f.Query.Tables[s.From]
	return fmt.Sprintf("asked only for rows whose %s is one of the values of %s.%s, which the filter then has, too, if that takes fewer requests; not asked at all if there are none",
		s.to.Name, from.Alias, s.from.Name)
}

// probeStep is the question whether a semi-join is worth its requests. It is
// asked if the values found need more than one.
func (f *Finish) probeStep(i int) (ExplainStep, bool) {
	step := f.Steps[i]
	wide := f.Requests[step.To]
	if from := f.Requests[step.From]; wide == nil || from == nil || from.AtMost == 1 && len(from.Filters) == 1 {
		return ExplainStep{}, false // one value takes one request
	}
	return ExplainStep{
		Action: ActionProbe, Object: wide.Object.Name, Scan: -1, Probe: i, Request: Probe(wide, 0),
		Detail: []string{fmt.Sprintf("only if the values of %s.%s are too many for one request of %s: whether reading it without them takes as many; the offset is a page for each of the requests, two or more",
			f.Query.Tables[step.From].Alias, step.from.Name, f.Query.Tables[step.To].Alias)},
	}, true
}

// Probe is the request for one row behind the first ones of a wide request: if
// there is one, all of it takes more requests than it takes to read those.
func Probe(wide *schema.Request, behind int64) *schema.Request {
	probe := *wide
	probe.Fields, probe.Sort = nil, nil
	probe.Limit, probe.Offset = 1, behind
	return &probe
}
