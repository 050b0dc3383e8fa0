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

// in is the term for "column IN (constants)" or, with not, NOT IN. None of them
// is NULL.
func (s subject) in(not bool, list []constant) term {
	if s.column.Type == schema.Boolean {
		return s.inBoolean(not, list)
	}
	values, refusal, ok := s.distinct(list)
	if !ok {
		return refusal
	}
	return s.oneOf(not, values)
}

// distinct is the values of a list as the filter spells them, without those
// that no row can hold and without duplicates. If one of them has no exact
// spelling, ok is false and the term says why.
func (s subject) distinct(list []constant) (values []string, refusal term, ok bool) {
	known := make(map[string]bool, len(list))
	for _, c := range list {
		t := s.compare(opEq, c)
		if t.never {
			continue
		}
		if t.class < superset || t.cond.op != opEq {
			return nil, notPushed(inList(c, t.reason)), false
		}
		if v := t.cond.values[0]; !known[v] {
			known[v] = true
			values = append(values, v)
		}
	}
	return values, term{}, true
}

// inList is a reason that one of a list's constants has.
func inList(c constant, reason string) string { return fmt.Sprintf("in the list, %v: %s", c, reason) }

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
	c := s.cond(opIn, values...)
	if len(values) == 1 {
		c.op = opEq
	}
	if binary {
		return atLeast(binaryReason, c)
	}
	return s.guarded(c)
}

// compareKey compares the id. Where the metadata doesn't say that the key field
// is a number, the API may compare it as text: then only equality is certain.
func (s subject) compareKey(op operator, c constant) term {
	t := s.compareNumber(op, c)
	if s.number || op == opEq || op == opNe || !t.sent() {
		return t
	}
	return notPushed(fmt.Sprintf("the metadata doesn't say that the key field %q is a number", s.field))
}
