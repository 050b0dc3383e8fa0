package translate

import (
	"fmt"

	"github.com/scale-sql/scale/schema"
	"github.com/shopspring/decimal"
)

// compareBoolean compares a boolean column, whose values are 0 and 1 in SQL.
// The comparison is decided for both, and goes out as the spellings of those
// that satisfy it. Beside a boolean, a string that spells a truth value as the
// API does ('Y', 'oui') is that value.
func (s subject) compareBoolean(op operator, c constant) term {
	d, ok := c.asNumber()
	if truth, spelt := schema.ParseBool(c.text); c.kind == isString && spelt {
		d, ok = boolConstant(truth).number, true
	}
	if !ok {
		return notPushed(fmt.Sprintf("%v is not a truth value, and column %q is a boolean; compare it with TRUE or FALSE", c, s.column.Name))
	}
	return s.truths(holds(op, decimal.Zero, d), holds(op, decimal.NewFromInt(1), d))
}

func (s subject) inBoolean(not bool, list []constant) term {
	no, yes := false, false
	for _, c := range list {
		t := s.compareBoolean(opEq, c)
		if t.class != exact {
			return t
		}
		if t.sent() {
			truth, _ := schema.ParseBool(t.cond.values[0])
			yes, no = yes || truth, no || !truth
		}
	}
	return s.truths(no != not, yes != not)
}

// truths is the term for a column that is false where no is set, or true where
// yes is.
func (s subject) truths(no, yes bool) term {
	switch {
	case no && yes:
		return s.anyValue()
	case no:
		return exactly(s.cond(opIn, schema.Spellings(false)...))
	case yes:
		return exactly(s.cond(opIn, schema.Spellings(true)...))
	}
	return neverTrue
}

// holds decides a comparison of two numbers.
func holds(op operator, a, b decimal.Decimal) bool {
	switch cmp := a.Cmp(b); op {
	case opEq:
		return cmp == 0
	case opNe:
		return cmp != 0
	case opLt:
		return cmp < 0
	case opLe:
		return cmp <= 0
	case opGt:
		return cmp > 0
	default:
		return cmp >= 0
	}
}
