package translate

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// Plan is how a SELECT is carried out.
type Plan struct {
	// Request is what to ask of the API, nil if no row can satisfy the
	// statement: then nothing is asked.
	Request *schema.Request
	// Outputs are the columns of the result.
	Outputs []Output
	// Finish is set, and nothing else, if the engine finishes the statement.
	Finish *Finish

	object *schema.Object // for EXPLAIN, as is pushed
	pushed *pushedWhere
}

// Output is one column of a result.
type Output struct {
	// Label is its name: the alias, or the column's name as the statement
	// spells it, or, for *, as the metadata does.
	Label string
	// Column is where its values come from.
	Column *schema.Column
	// Cell is the index of its cell among the request's fields, -1 for the id.
	Cell int
}

// columns is the number of columns of the result.
func (p *Plan) columns() int {
	if p.Finish != nil {
		return len(p.Finish.Query.Outputs)
	}
	return len(p.Outputs)
}

// New plans a SELECT from the objects that Objects has named; at is the
// statement's time, for NOW(); computed are the values of its constants, or nil.
// What the API answers exactly is one request; the rest the engine finishes.
func New(stmt *syntax.Statement, objects map[string]*schema.Object, args []driver.NamedValue, at time.Time, computed *Computed, opt *Options) (*Plan, error) {
	if err := readable(stmt); err != nil {
		return nil, err
	}
	params, values, err := bind(stmt, args, opt)
	if err != nil {
		return nil, err
	}
	computed.add(params)
	return planned(stmt, objects, params, values, at, opt)
}

// planned plans a SELECT whose placeholders have their values.
func planned(stmt *syntax.Statement, objects map[string]*schema.Object, params map[string]constant, values map[string]any, at time.Time, opt *Options) (*Plan, error) {
	p, why := direct(stmt, objects, params, opt)
	if !errors.Is(why, ErrUnsupported) {
		return p, why
	}
	f, err := finish(stmt, objects, params, values, at, opt)
	if err != nil {
		return nil, err
	}
	f.why = why
	return &Plan{Finish: f}, nil
}

// direct plans a SELECT that the API answers wholly and exactly; of any other
// it says with ErrUnsupported which part is not, and why.
func direct(stmt *syntax.Statement, objects map[string]*schema.Object, params map[string]constant, opt *Options) (*Plan, error) {
	sel, err := selectOf(stmt)
	if err != nil {
		return nil, err
	}
	table, err := tableOf(sel, opt)
	if err != nil {
		return nil, err
	}
	name := table.Expr.(sqlparser.TableName).Name.String()
	s := &scope{object: objects[name], alias: table.As.String(), opt: opt, params: params}
	if s.alias == "" {
		s.alias = name
	}
	return s.plan(sel)
}

// plan plans the parts of a SELECT that the API knows: columns, WHERE, ORDER BY
// and LIMIT.
func (s *scope) plan(sel *sqlparser.Select) (*Plan, error) {
	outputs, err := s.outputs(sel.SelectExprs)
	if err != nil {
		return nil, err
	}
	p := &Plan{Outputs: outputs, Request: &schema.Request{Object: s.object}}
	p.Request.Fields = fieldsOf(p.Outputs)
	where := leaf(alwaysTrue)
	if sel.Where != nil {
		if where, err = s.predicate(sel.Where.Expr, false); err != nil {
			return nil, fmt.Errorf("WHERE: %w", err)
		}
	}
	s.filled = filledFields(where)
	if p.Request.Sort, err = s.orderBy(sel.OrderBy, p.Outputs); err != nil {
		return nil, err
	}
	if p.Request.Limit, p.Request.Offset, err = s.limit(sel.Limit); err != nil {
		return nil, err
	}
	push := compile(where, room(p.Request))
	p.object, p.pushed = s.object, &pushedWhere{where, push}
	switch {
	case push.never || p.Request.Limit == 0:
		p.Request = nil
		return p, nil
	case push.class != exact:
		return nil, inexact(push.weak)
	case len(push.filters) > 1 && len(p.Request.Sort) > 0:
		return nil, unsupported("ORDER BY", "the list of IN is too long for one request, and the rows of several would have to be sorted together")
	}
	p.Request.Filters, p.Request.AtMost = push.filters, push.atMost
	return p, nil
}

// longList is the length in bytes from which on a list of fields is left out of
// a request, which then brings all of them.
const longList = 2000

// room is the number of bytes that a request's URL leaves to its filter. What
// the other parameters take is estimated from above.
func room(req *schema.Request) int {
	const (
		limit   = 8000 // of a URL
		base    = 700  // scheme, host, instance, object, page
		perKey  = 40   // punctuation of a sort key
		allKeys = 3000 // where all fields are sort keys, for want of a key
	)
	used, fields := base, 0
	if len(req.Fields) < len(req.Object.Columns())-1 {
		for _, f := range req.Fields {
			fields += escapedLen(f.Name) + 3
		}
	}
	used += min(fields, longList)
	for _, k := range req.Sort {
		used += len(url.QueryEscape(k.Field)) + perKey
	}
	if key := req.Object.Key; key != nil {
		used += len(url.QueryEscape(key.Name)) + 2*perKey
	} else {
		used += allKeys
	}
	return max(limit-used, 1000)
}
