package scale

import (
	"context"
	"database/sql/driver"

	"github.com/scale-sql/scale/translate/syntax"
)

var (
	_ driver.Stmt              = (*stmt)(nil)
	_ driver.StmtQueryContext  = (*stmt)(nil)
	_ driver.StmtExecContext   = (*stmt)(nil)
	_ driver.NamedValueChecker = (*stmt)(nil)
)

// stmt is a prepared statement: a parsed one.
type stmt struct {
	conn   *conn
	parsed *syntax.Statement
}

// NumInput is the number of arguments that the statement takes: its question
// marks and the names it uses.
func (s *stmt) NumInput() int { return s.parsed.Positional + len(s.parsed.Named) }

// Close has nothing to close.
func (s *stmt) Close() error { return nil }

// QueryContext runs the statement.
func (s *stmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	return s.conn.ask(ctx, s.parsed, args)
}

// ExecContext runs the statement for its effect.
func (s *stmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	return s.conn.exec(ctx, s.parsed, args)
}

// Query is QueryContext of old.
func (s *stmt) Query(args []driver.Value) (driver.Rows, error) {
	return s.QueryContext(context.Background(), ordinals(args))
}

// Exec is ExecContext of old.
func (s *stmt) Exec(args []driver.Value) (driver.Result, error) {
	return s.ExecContext(context.Background(), ordinals(args))
}

func ordinals(args []driver.Value) []driver.NamedValue {
	named := make([]driver.NamedValue, len(args))
	for i, a := range args {
		named[i] = driver.NamedValue{Ordinal: i + 1, Value: a}
	}
	return named
}
