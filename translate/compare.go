package translate

import (
	"fmt"

	"github.com/scale-sql/scale/schema"
)

// compare is the term for "column op constant". NULL compares with nothing.
func (s subject) compare(op operator, c constant) term {
	if c.kind == isNull {
		return neverTrue
	}
	if s.key {
		return s.compareKey(op, c)
	}
	switch s.column.Type {
	case schema.Integer, schema.Decimal:
		return s.compareNumber(op, c)
	case schema.Boolean:
		return s.compareBoolean(op, c)
	case schema.Date, schema.DateTime:
		return s.compareMoment(op, c)
	case schema.Time:
		return notPushed("the documents don't say how the API writes and compares a time of day")
	}
	return s.compareText(op, c)
}

// in is the term for "column IN (constants)" or, with not, NOT IN. MySQL's NULL
// in the list matches nothing, and makes NOT IN match nothing.
func (s subject) in(not bool, list []constant) term {
	var kept []constant
	for _, c := range list {
		if c.kind != isNull {
			kept = append(kept, c)
		} else if not {
			return neverTrue
		}
	}
	if len(kept) == 0 {
		return neverTrue
	}
	if s.column.Type == schema.Boolean {
		return s.inBoolean(not, kept)
	}
	values, t, ok := s.distinct(kept)
	if !ok {
		return t
	}
	return s.oneOf(not, values)
}

// distinct is the values of a list as the filter spells them, without those
// that no row can hold and without duplicates. If one of them has no exact
// spelling, ok is false and the term says what its comparison came to.
func (s subject) distinct(list []constant) (values []string, t term, ok bool) {
	known := make(map[string]bool, len(list))
	for _, c := range list {
		t := s.compare(opEq, c)
		if t.never {
			continue
		}
		if t.class < superset || len(t.conds) != 1 || t.conds[0].op != opEq {
			return nil, notPushed(fmt.Sprintf("in the list, %v: %s", c, t.reason)), false
		}
		if v := t.conds[0].values[0]; !known[v] {
			known[v] = true
			values = append(values, v)
		}
	}
	return values, term{}, true
}

// oneOf is the term for a list of safe, distinct values.
func (s subject) oneOf(not bool, values []string) term {
	binary := s.binary && s.column.Type == schema.Text
	switch {
	case not && len(values) == 0:
		return s.anyValue()
	case not && binary:
		return notPushed(binaryReason)
	case not && len(values) == 1:
		return s.guarded(s.cond(opNe, values[0]))
	case not:
		return s.guarded(s.cond(opNotIn, values...))
	case len(values) == 0:
		return neverTrue
	}
	t := exactly(s.cond(opIn, values...))
	if len(values) == 1 {
		t = exactly(s.cond(opEq, values[0]))
	}
	if s.key {
		t.atMost = int64(len(values))
	}
	if binary {
		t = t.weaker(superset, binaryReason)
	}
	return t
}

// compareKey compares the id. Where the metadata doesn't say that the key field
// is a number, the API may compare it as text: then only equality is certain.
func (s subject) compareKey(op operator, c constant) term {
	t := s.compareNumber(op, c)
	switch {
	case t.class != exact || t.always || t.never:
	case op == opEq:
		t.atMost = 1
	case op != opNe && !s.number:
		return notPushed(fmt.Sprintf("the metadata doesn't say that the key field %q is a number", s.field))
	}
	return t
}
