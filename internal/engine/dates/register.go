// Package dates has the functions of dates and times that SQLite needs to finish
// a statement with the meaning MySQL 5.7 gives it. They take and give dates as
// texts: YYYY-MM-DD, YYYY-MM-DD HH:MM:SS[.ffffff] and [-]HH:MM:SS[.ffffff]; what
// else MySQL reads as a date they read, too. An argument that is NULL or no date
// gives NULL, as do dates with a month or day of zero, which MySQL 5.7 refuses
// in its default mode, and units that MySQL has no name for.
package dates

import (
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"
)

// implementation is a function of SQL. No argument is NULL. None fails: what has
// no answer in MySQL is NULL.
type implementation func(args []sqlite.Value) sqlite.Value

// function is a row of the table of what is registered.
type function struct {
	name string
	args int
	call implementation
}

// Register makes the functions known to a connection. Instants, for
// UNIX_TIMESTAMP and FROM_UNIXTIME, are of the zone loc; nil means UTC.
func Register(conn *sqlite.Conn, loc *time.Location) error {
	for _, f := range table(loc) {
		err := conn.CreateFunction(f.name, &sqlite.FunctionImpl{
			NArgs:         f.args,
			Deterministic: true,
			Scalar:        f.scalar,
		})
		if err != nil {
			return fmt.Errorf("dates: register %s: %w", f.name, err)
		}
	}
	return nil
}

// Names lists the functions, each once, in the order of the table.
func Names() []string {
	var names []string
	for _, f := range table(time.UTC) {
		if n := len(names); n == 0 || names[n-1] != f.name {
			names = append(names, f.name)
		}
	}
	return names
}

// scalar answers NULL for NULL before the function sees it.
func (f function) scalar(_ sqlite.Context, args []sqlite.Value) (sqlite.Value, error) {
	for _, a := range args {
		if a.Type() == sqlite.TypeNull {
			return null, nil
		}
	}
	return f.call(args), nil
}
