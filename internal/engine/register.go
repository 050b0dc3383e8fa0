package engine

import (
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/scale-sql/scale/internal/engine/dates"
	"github.com/scale-sql/scale/internal/engine/functions"
)

// register adds the functions and collations of MySQL to a connection.
func register(db *sqlite.Conn, loc *time.Location) error {
	if err := functions.Register(db); err != nil {
		return err
	}
	return dates.Register(db, loc)
}
