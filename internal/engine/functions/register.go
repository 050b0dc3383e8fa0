package functions

import (
	"fmt"
	"slices"

	"zombiezen.com/go/sqlite"
)

// anyArgs in an entry's args stands for any number of arguments.
const anyArgs = -1

// A scalar carries out one scalar function.
type scalar func(c call) (sqlite.Value, error)

// An entry says how a scalar function is called in SQL.
type entry struct {
	name string
	args []int // the numbers of arguments accepted
	run  scalar
	kind kind
}

// A kind says what is unusual about a function.
type kind uint8

const (
	seesNull kind = 1 << iota // it is called with NULL arguments, instead of being NULL itself
	volatile                  // it may give another result for the same arguments
)

// An aggregate says how an aggregate function is called in SQL.
type aggregate struct {
	name string
	make func() sqlite.AggregateFunction
}

// scalars lists the scalar functions.
func scalars() []entry {
	return slices.Concat(conversions, integers, bitFunctions, decimals, decimalRounding, doubles, trigonometry,
		texts, textParts, textSearches, textEncodings, identities, patterns, groupTexts, refusals)
}

// aggregates lists the aggregate functions, each of one argument.
func aggregates() []aggregate {
	return slices.Concat(sums, deviations, collections, bitAggregates)
}

// Register adds the collations and functions to a connection. What they
// remember from call to call (weights of characters, compiled patterns) belongs
// to that connection.
func Register(conn *sqlite.Conn) error {
	s := newSession()
	for _, c := range collations {
		if err := conn.SetCollation(c.name, c.of(s)); err != nil {
			return err
		}
	}
	for _, e := range scalars() {
		if err := registerScalar(conn, s, e); err != nil {
			return err
		}
	}
	for _, a := range aggregates() {
		impl := &sqlite.FunctionImpl{
			NArgs:         1,
			MakeAggregate: func(sqlite.Context) (sqlite.AggregateFunction, error) { return guard{a.name, a.make()}, nil },
			Deterministic: true,
		}
		if err := conn.CreateFunction(a.name, impl); err != nil {
			return err
		}
	}
	return nil
}

// registerScalar adds one scalar function, once for each number of arguments.
func registerScalar(conn *sqlite.Conn, s *session, e entry) error {
	for _, n := range e.args {
		impl := &sqlite.FunctionImpl{
			NArgs: n,
			Scalar: func(ctx sqlite.Context, args []sqlite.Value) (sqlite.Value, error) {
				v, err := e.call(call{session: s, ctx: ctx, args: args})
				if err != nil {
					return raise(ctx, err)
				}
				return v, nil
			},
			Deterministic: e.kind&volatile == 0,
		}
		if err := conn.CreateFunction(e.name, impl); err != nil {
			return err
		}
	}
	return nil
}

// call runs the function; NULL in any argument is NULL out unless the function
// sees to it itself. A panic becomes an error: it can't cross SQLite's frames.
func (e *entry) call(c call) (v sqlite.Value, err error) {
	if e.kind&seesNull == 0 {
		for i := range c.args {
			if c.isNull(i) {
				return null, nil
			}
		}
	}
	defer func() {
		if r := recover(); r != nil {
			v, err = null, fmt.Errorf("%s: internal error: %v", e.name, r)
		}
	}()
	return e.run(c)
}

// Names lists the functions as SQL knows them, each with the numbers of
// arguments it accepts; -1 stands for any number.
func Names() map[string][]int {
	names := make(map[string][]int)
	for _, e := range scalars() {
		names[e.name] = append(names[e.name], e.args...)
	}
	for _, a := range aggregates() {
		names[a.name] = []int{1}
	}
	return names
}
