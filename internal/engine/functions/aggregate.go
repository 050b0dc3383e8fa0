package functions

import (
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"
)

// A guard runs an aggregate: it leaves out rows with NULL, and makes an error of
// a panic, which can't cross SQLite's frames.
type guard struct {
	name string
	sqlite.AggregateFunction
}

func (g guard) Step(ctx sqlite.Context, args []sqlite.Value) (err error) {
	if len(args) != 1 || args[0].Type() == sqlite.TypeNull {
		return nil
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: internal error: %v", g.name, r)
		}
		if err != nil {
			_, err = raise(ctx, err)
		}
	}()
	return g.AggregateFunction.Step(ctx, args)
}

// forward is what the aggregates have in common: they hold nothing that must be
// given back, and see rows only come, not go.
type forward struct{}

func (forward) Finalize(sqlite.Context) {}

func (forward) WindowInverse(ctx sqlite.Context, _ []sqlite.Value) error {
	_, err := raise(ctx, errors.New("aggregates over a moving window are not supported"))
	return err
}
