package functions

import (
	"errors"

	"zombiezen.com/go/sqlite"
)

// refusals are the functions that end a statement with an error.
var refusals = []entry{
	// my_error ends the statement with its argument. It is volatile, so that
	// SQLite doesn't call it before the rows ask for it.
	{name: "my_error", args: []int{1}, kind: volatile, run: func(c call) (sqlite.Value, error) {
		return null, errors.New(c.text(0))
	}},
	// my_unsigned is CAST AS UNSIGNED of a BIGINT: what would be 2^64 less it is
	// beyond the integers that SQLite and database/sql have.
	{name: "my_unsigned", args: []int{1}, run: func(c call) (sqlite.Value, error) {
		n := c.int(0)
		if n < 0 {
			return null, outOfRange("BIGINT", "CAST(%d AS UNSIGNED)", n)
		}
		return intResult(n)
	}},
}
