package scaletest

import (
	"slices"
	"strings"
)

// condition is a filter made ready for the rows of one table.
type condition struct {
	terms []func(r *row) bool
	joins []string
	order Precedence
}

// readFilter reads a filter and checks it against the fields' types.
func (s *Server) readFilter(t *table, text string) (*condition, error) {
	f, err := ParseFilter(text)
	if err != nil {
		return nil, refuse("parameter %v", err)
	}
	mixed := slices.Contains(f.Joins, "$and") && slices.Contains(f.Joins, "$or")
	if mixed && s.config.precedence == RefuseMixed {
		return nil, refuse("parameter filter: $and and $or can't be mixed, since no precedence is stated")
	}
	c := &condition{joins: f.Joins, order: s.config.precedence}
	for _, term := range f.Terms {
		column, err := s.column(t, "filter", term.Field)
		if err != nil {
			return nil, err
		}
		test, err := s.test(t.fields[column], t.kinds[column], term)
		if err != nil {
			return nil, err
		}
		c.terms = append(c.terms, func(r *row) bool { return test(r.values[column]) })
	}
	return c, nil
}

// holds evaluates the condition for a row.
func (c *condition) holds(r *row) bool {
	result := c.terms[0](r)
	settled := false // an earlier branch of an $or was true
	for i, join := range c.joins {
		switch {
		case join == "$and":
			result = result && c.terms[i+1](r)
		case c.order == AndFirst:
			settled = settled || result
			result = c.terms[i+1](r)
		default:
			result = result || c.terms[i+1](r)
		}
	}
	return settled || result
}

// sortable is a value in the form in which values of its kind compare.
type sortable struct {
	filled bool // an empty number, date, time or boolean is less than any
	text   string
	number number
}

// sortable makes a stored value, or a filter's, comparable.
func (s *Server) sortable(k kind, value string) sortable {
	v := sortable{filled: value != "" || k == kindText, text: value}
	switch k {
	case kindInteger, kindDecimal:
		v.text = ""
		v.number, _ = parseNumber(value)
	case kindDate:
		if value == zeroDatetime { // in a filter; both are the date never set
			v.text = zeroDate
		}
	case kindDatetime:
		v.text = fullDatetime(value)
	case kindText, kindBoolean:
		if !s.config.caseSensitive {
			v.text = fold(value)
		}
	}
	return v
}

func compareSortables(a, b sortable) int {
	switch {
	case a.filled && b.filled:
		if c := strings.Compare(a.text, b.text); c != 0 {
			return c
		}
		return compareNumbers(a.number, b.number)
	case a.filled:
		return 1
	case b.filled:
		return -1
	}
	return 0
}

// checkOperand refuses a filter's value that no value of the field's type can
// be compared with.
func checkOperand(f Field, k kind, value string) error {
	ok := true
	switch k {
	case kindInteger, kindDecimal:
		_, ok = parseNumber(value)
	case kindDate:
		ok = validDate(value) || value == zeroDatetime
	case kindDatetime:
		ok = validDate(value) || validDatetime(fullDatetime(value))
	}
	if !ok && value != "" {
		return refuse("parameter filter: field %s: %q is no %s", f.Name, value, f.Type)
	}
	return nil
}

// test makes the condition on a single value that a term states.
func (s *Server) test(f Field, k kind, t Term) (func(string) bool, error) {
	var test func(string) bool
	var err error
	switch t.Op {
	case "$like", "$notlike":
		test = s.like(t.Values[0])
		if t.Op == "$notlike" {
			like := test
			test = func(value string) bool { return !like(value) }
		}
	case "$regexp", "$regex":
		test, err = s.regexp(t)
	default:
		for _, value := range t.Values {
			if err := checkOperand(f, k, value); err != nil {
				return nil, err
			}
		}
		test = s.comparison(k, t)
	}
	if err != nil || !s.config.excludeEmpties || k == kindText {
		return test, err
	}
	wantsEmpty := (t.Op == "$eq" || t.Op == "$in") && slices.Contains(t.Values, "")
	return func(value string) bool {
		if value == "" {
			return wantsEmpty
		}
		return test(value)
	}, nil
}

// comparison makes the condition of an operator that compares. An empty value
// of a type other than text is the least of all.
func (s *Server) comparison(k kind, t Term) func(string) bool {
	operands := make([]sortable, len(t.Values))
	for i, value := range t.Values {
		operands[i] = s.sortable(k, value)
	}
	zero := s.config.emptiesAreZero && (k == kindInteger || k == kindDecimal)
	with := func(v, operand sortable) int {
		v.filled = v.filled || zero && operand.filled // its number is 0
		return compareSortables(v, operand)
	}
	compare := func(value string) int { return with(s.sortable(k, value), operands[0]) }
	among := func(value string) bool {
		v := s.sortable(k, value)
		return slices.ContainsFunc(operands, func(o sortable) bool { return with(v, o) == 0 })
	}
	switch t.Op {
	case "$gt":
		return func(value string) bool { return compare(value) > 0 }
	case "$gte":
		return func(value string) bool { return compare(value) >= 0 }
	case "$lt":
		return func(value string) bool { return compare(value) < 0 }
	case "$lte":
		return func(value string) bool { return compare(value) <= 0 }
	case "$neq", "$notin":
		return func(value string) bool { return !among(value) }
	}
	return among
}
