package translate

import (
	"errors"
	"fmt"
	"time"

	"github.com/scale-sql/scale/internal/information"
	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/residual"
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// Finish is a SELECT that the engine finishes: rows of the API, at least those
// that matter, and a statement over them.
type Finish struct {
	Query *residual.Query
	// Requests are what to ask of the API for each of the query's tables, nil
	// for one of which no row can matter.
	Requests []*schema.Request
	// Steps are what to do before the statement, to make the requests smaller.
	Steps []Step

	opt *Options
	// For EXPLAIN: the statement, what the API was found to answer of each table's
	// conditions, and why it doesn't answer the whole statement.
	ast    sqlparser.SelectStatement
	pushed []*pushedWhere
	why    error
}

// Objects names the objects that a SELECT reads, each once.
func Objects(stmt *syntax.Statement, opt *Options) ([]string, error) {
	if err := readable(stmt); err != nil {
		return nil, err
	}
	return tablesIn(stmt.AST, nil, opt)
}

// tablesIn adds the objects that a statement reads to names, each once.
func tablesIn(ast sqlparser.SQLNode, names []string, opt *Options) ([]string, error) {
	known := make(map[string]bool)
	for _, name := range names {
		known[name] = true
	}
	visit := func(n sqlparser.SQLNode) (bool, error) {
		table, ok := n.(*sqlparser.AliasedTableExpr)
		if !ok {
			return true, nil
		}
		name, ok := table.Expr.(sqlparser.TableName)
		if !ok || syntax.IsDual(name) {
			return true, nil
		}
		if local, err := localObject(name); local != nil || err != nil {
			return true, err
		}
		if err := checkInstance(name.Qualifier.String(), opt); err != nil {
			return false, err
		}
		if text := name.Name.String(); !known[text] {
			known[text] = true
			names = append(names, text)
		}
		return true, nil
	}
	if ins, ok := ast.(*sqlparser.Insert); ok {
		err := walkInsert(ins, visit)
		return names, err
	}
	err := sqlparser.Walk(visit, ast)
	return names, err
}

// finish plans a SELECT that the API can't answer wholly.
func finish(stmt *syntax.Statement, objects map[string]*schema.Object, params map[string]constant, values map[string]any, at time.Time, opt *Options) (*Finish, error) {
	f := &finisher{opt: opt, params: params, requests: map[*residual.Table]*schema.Request{}, pushed: map[*residual.Table]*pushedWhere{},
		restrictions: map[*residual.Table][]*restriction{}}
	q, err := residual.Compile(stmt.AST.(sqlparser.SelectStatement), &residual.Env{
		Object: func(database, name string) (*schema.Object, error) {
			if information.IsSchema(database) {
				return information.Lookup(database, name)
			}
			if o := objects[name]; o != nil {
				return o, nil
			}
			return nil, fmt.Errorf("object %q has not been looked up", name)
		},
		Param:    func(name string) (any, bool) { v, ok := values[name]; return v, ok },
		Push:     f.push,
		Instance: opt.Instance, Zone: opt.zone(), Now: at,
		BinaryCollation: opt.BinaryCollation, EmptyAsNull: opt.EmptyAsNull,
		Variable: opt.variable, Session: opt.sessionValue,
		Length: length(stmt, values),
	})
	if err != nil {
		return nil, err
	}
	out := &Finish{Query: q, opt: opt, ast: stmt.AST.(sqlparser.SelectStatement)}
	for _, t := range q.Tables {
		out.Requests = append(out.Requests, f.requests[t])
		out.pushed = append(out.pushed, f.pushed[t])
	}
	out.restrict(f.restrictions)
	out.Steps = out.steps() // which may ask for columns
	for i, req := range out.Requests {
		if req != nil {
			req.Fields = q.Tables[i].Fields
		}
	}
	return out, nil
}

// length is how many bytes a statement and its arguments have.
func length(stmt *syntax.Statement, values map[string]any) int {
	n := len(stmt.Text)
	for _, v := range values {
		switch v := v.(type) {
		case string:
			n += len(v)
		case []byte:
			n += len(v)
		}
	}
	return n
}

// finisher decides what the API is asked for each table of a statement.
type finisher struct {
	opt      *Options
	params   map[string]constant
	requests map[*residual.Table]*schema.Request
	pushed   map[*residual.Table]*pushedWhere
	// restrictions are those of the tables of information_schema.
	restrictions map[*residual.Table][]*restriction
}

// push asks the API for the rows that satisfy the table's conditions, or for a
// superset of them, and for their order and number where nothing else decides
// these.
func (f *finisher) push(t *residual.Table) error {
	s := &scope{object: t.Object, alias: t.Alias, opt: f.opt, params: f.params}
	if t.Object.Local {
		f.requests[t] = &schema.Request{Object: t.Object, Limit: schema.NoLimit}
		for _, cond := range t.Conds {
			if r := s.restriction(cond.Expr); r != nil {
				f.restrictions[t] = append(f.restrictions[t], r)
			}
		}
		return nil
	}
	where := node{kids: []node{leaf(alwaysTrue)}}
	for _, cond := range t.Conds {
		n, err := s.predicate(cond.Expr, false)
		if errors.Is(err, ErrUnsupported) {
			n, err = leaf(notPushed(err.Error())).from(cond.Expr, false), nil
		}
		if err != nil {
			return err
		}
		where.kids = append(where.kids, n)
	}
	where.kids = append(where.kids, s.notEmpty(t.Extreme))
	s.filled = filledFields(where)
	req := &schema.Request{Object: t.Object, Limit: schema.NoLimit}
	p := compile(where, room(req)-longList)
	f.pushed[t] = &pushedWhere{where, p}
	answered := true
	for i, cond := range t.Conds {
		cond.Answered = p.class == exact || p.whole && answerable(simplify(where.kids[i+1]))
		answered = answered && cond.Answered
	}
	if p.never {
		return nil
	}
	req.Filters, req.AtMost = p.filters, p.atMost
	f.requests[t] = req
	switch {
	case len(req.Filters) > 1:
	case t.Whole != nil:
		err := s.pushOrder(t, req, answered)
		if req.Limit == 0 {
			delete(f.requests, t)
		}
		return err
	case t.Probe && answered:
		req.Limit = 1
	case t.Extreme != nil && p.class == exact:
		if field, err := s.sortField(t.Extreme); err == nil && t.Extreme.Type != schema.Text {
			req.Sort, req.Limit = []schema.SortKey{{Field: field, Desc: t.Most}}, 1
		}
	}
	return nil
}

// notEmpty is the condition that leaves the empty values of a column out, which
// sort first but are no value for MIN; it is always true without a column.
func (s *scope) notEmpty(c *schema.Column) node {
	if c == nil {
		return leaf(alwaysTrue)
	}
	subj, why := subjectOf(s.object, c, false, s.opt)
	if why != "" {
		return leaf(notPushed(why))
	}
	expr := &sqlparser.IsExpr{Operator: sqlparser.IsNotNullStr, Expr: &sqlparser.ColName{Name: sqlparser.NewColIdent(c.Name)}}
	return leaf(subj.anyValue()).from(expr, false)
}

// answerable reports whether a condition goes into a chain of $and exactly.
func answerable(n node) bool {
	if n.kids == nil {
		return n.term.class == exact
	}
	for _, kid := range n.kids {
		if n.or || !answerable(kid) {
			return false
		}
	}
	return true
}

// pushOrder asks for the statement's order if the API sorts as SQL does, and,
// where the rows are just those of the statement, for no more than it wants.
func (s *scope) pushOrder(t *residual.Table, req *schema.Request, exactly bool) error {
	sel := t.Whole
	outputs, err := s.columnOutputs(sel.SelectExprs)
	if err != nil {
		return err
	}
	keys, err := s.orderBy(sel.OrderBy, outputs)
	if errors.Is(err, ErrUnsupported) {
		return nil
	}
	if err != nil {
		return err
	}
	req.Sort, t.Ordered = keys, true
	limit, offset, err := s.limit(sel.Limit)
	switch {
	case limit == 0:
		req.Limit = 0
	case exactly && limit != schema.NoLimit:
		req.Limit = limit + offset // the engine leaves out the OFFSET
	}
	return err
}
