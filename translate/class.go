package translate

// class says what the API makes of a predicate.
type class uint8

const (
	// none: the API might lose a row that SQL keeps, or can't be asked.
	none class = iota
	// superset: the API keeps every row that SQL keeps, and perhaps more.
	superset
	// exact: the API keeps just the rows that SQL keeps.
	exact
)

// operator is an operator of the API's filter language.
type operator string

const (
	opEq      operator = "$eq"
	opNe      operator = "$neq"
	opLt      operator = "$lt"
	opLe      operator = "$lte"
	opGt      operator = "$gt"
	opGe      operator = "$gte"
	opIn      operator = "$in"
	opNotIn   operator = "$notin"
	opLike    operator = "$like"
	opNotLike operator = "$notlike"
	opRegexp  operator = "$regexp" // or what the DSN's regexp_operator says
)

// negated are the opposites of the operators that have one.
var negated = map[operator]operator{
	opEq: opNe, opNe: opEq, opLt: opGe, opGe: opLt, opGt: opLe, opLe: opGt,
	opIn: opNotIn, opNotIn: opIn, opLike: opNotLike, opNotLike: opLike,
}

// mirrored are the operators with their sides exchanged.
var mirrored = map[operator]operator{
	opEq: opEq, opNe: opNe, opLt: opGt, opGt: opLt, opLe: opGe, opGe: opLe,
}

// A term is what a predicate on one column becomes.
type term struct {
	class class
	// always and never are set for a predicate that is true, or is not true,
	// whatever the row. Its class is exact.
	always, never bool
	// cond is the condition to send, unless the class is none or the term always
	// or never.
	cond cond
	// guard, if there is one, is a condition on the same column which makes the
	// term exact where a chain of $and can take it. The term's class is what it
	// is with the guard; without, it is superset.
	guard *cond
	// reason says why the class isn't exact.
	reason string
}

var (
	alwaysTrue = term{class: exact, always: true}
	neverTrue  = term{class: exact, never: true}
)

func exactly(c cond) term { return term{class: exact, cond: c} }

func atLeast(reason string, c cond) term { return term{class: superset, reason: reason, cond: c} }

func notPushed(reason string) term { return term{class: none, reason: reason} }

// sent reports whether the term has a condition to send.
func (t term) sent() bool { return t.class != none && !t.always && !t.never }
