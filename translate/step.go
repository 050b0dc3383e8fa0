package translate

import (
	"time"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/residual"
)

// Step reads a table before the statement runs and makes another table's request
// smaller: only rows matter whose column has one of the values read. This is a
// semi-join, which costs a few requests where a whole object would take many.
type Step struct {
	// From is the index of the table to read and store, To of the one to narrow.
	From, To int
	// Column is the column of From's virtual table that holds the values.
	Column string

	from, to *schema.Column
}

// MaxKeys is how many distinct values a step works with; with more of them the
// whole of the other table is read.
const MaxKeys = 20_000

// steps orders the semi-joins: from a table that the API filters to one that is
// linked to it, and on from there. Each table is read once, so it is narrowed
// before it narrows another.
func (f *Finish) steps() []Step {
	q := f.Query
	index := make(map[*residual.Table]int, len(q.Tables))
	filtered := make(map[int]bool)
	for i, t := range q.Tables {
		index[t] = i
		req := f.Requests[i]
		filtered[i] = req == nil || len(req.Filters) > 0 || req.Limit != schema.NoLimit
	}
	var steps []Step
	narrowed, stored := make(map[int]bool), make(map[int]bool)
	// next adds the first step from a table whose rows are likely to be so few.
	next := func(likely likelihood) bool {
		for _, l := range q.Links {
			from, to := index[l.From], index[l.To]
			if !filtered[from] || f.likelihood(from, narrowed) != likely || narrowed[to] || stored[to] || from == to || !f.narrowable(to, l.ToColumn) {
				continue
			}
			steps = append(steps, Step{From: from, To: to, Column: l.From.Column(l.FromColumn), from: l.FromColumn, to: l.ToColumn})
			narrowed[to], stored[from], filtered[to] = true, true, true
			return true
		}
		return false
	}
	for next(likelyFew) || next(likelySome) || next(likelyMore) || next(likelyMany) {
	}
	return steps
}

// likelihood is how many rows a table's filter is likely to let pass.
type likelihood uint8

const (
	likelyFew  likelihood = iota // as known
	likelySome                   // it equals one of some values, of many that there may be
	likelyMore                   // it is in a range, or one of a field with few values
	likelyMany
)

func (f *Finish) likelihood(i int, narrowed map[int]bool) likelihood {
	if f.few(i, narrowed) {
		return likelyFew
	}
	best := likelyMany
	if p := f.pushed[i]; p != nil {
		for _, c := range p.push.conds {
			best = min(best, c.likelihood())
		}
	}
	return best
}

// few reports whether a table is known to have few rows that matter: its request
// names them by key or number, or is narrowed.
func (f *Finish) few(i int, narrowed map[int]bool) bool {
	req := f.Requests[i]
	return req == nil || req.AtMost > 0 || req.Limit != schema.NoLimit || narrowed[i]
}

// narrowable reports whether a condition on a column may be added to a table's
// request.
func (f *Finish) narrowable(i int, c *schema.Column) bool {
	req := f.Requests[i]
	if req == nil || req.Object.Local || len(req.Filters) > 1 || len(req.Filters) == 1 && req.Filters[0].Or {
		return false
	}
	if req.AtMost > 0 || req.Sort != nil || req.Limit != schema.NoLimit {
		return false // it is small already, or its rows must come in one order
	}
	_, why := subjectOf(req.Object, c, false, f.opt)
	return why == ""
}

// Narrow is the request of a step's table for the rows whose column has one of
// the values, which are distinct and not NULL: int64 or string, as SQLite has
// them. It is nil without an error if no row can matter. ok is false if the API
// can't be asked for them.
func (f *Finish) Narrow(s Step, values []any) (req *schema.Request, ok bool) {
	old := f.Requests[s.To]
	if len(values) == 0 {
		return nil, true
	}
	subj, _ := subjectOf(old.Object, s.to, false, f.opt)
	list := make([]constant, len(values))
	for i, v := range values {
		c, err := constantOf(v, time.UTC)
		if err != nil {
			return nil, false
		}
		list[i] = c
	}
	t := subj.in(false, list)
	if t.never {
		return nil, true
	}
	if t.class == none {
		return nil, false
	}
	req = new(schema.Request)
	*req = *old
	req.Filters = nil
	p := pushdown{whole: true}
	conds := []cond{t.cond}
	left := room(old)
	if len(old.Filters) == 1 {
		left -= escapedLen(old.Filters[0].Text) + escapedLen(andJoin)
	}
	if left < minRoom {
		return nil, false
	}
	p.fit(conds, left)
	if !p.whole {
		return nil, false
	}
	for _, filter := range p.filters {
		if len(old.Filters) == 1 {
			filter.Text = old.Filters[0].Text + andJoin + filter.Text
		}
		req.Filters = append(req.Filters, filter)
	}
	req.AtMost = p.atMost
	return req, true
}

// minRoom is the least room in a URL for which a list of values is split.
const minRoom = 500
