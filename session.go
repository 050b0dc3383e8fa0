package scale

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/scale-sql/scale/internal/information"
	"github.com/scale-sql/scale/translate"
	"github.com/scale-sql/scale/translate/syntax"
)

// session is what one connection knows of itself, and what SET has changed. As in
// MySQL it stays with the connection: use sql.Conn for statements that depend on
// a SET.
type session struct {
	known  *information.Session
	plan   *translate.Options // the connector's, with what SET has changed
	syntax syntax.Options
}

// connections counts the connections of the process.
var connections atomic.Int64

func (c *Connector) newSession() *session {
	collation := "utf8mb4_unicode_ci"
	if c.translate.BinaryCollation {
		collation = "utf8mb4_bin"
	}
	safe := int64(0)
	if c.translate.SafeUpdates {
		safe = 1
	}
	host := hostname(c.cfg.Host)
	s := &session{
		known: information.NewSession(c.cfg.Instance, "api@"+host, connections.Add(1), map[string]any{
			"collation_connection": collation, "collation_database": collation, "collation_server": collation,
			"system_time_zone": c.cfg.Loc.String(), "hostname": host, "sql_safe_updates": safe, "tmpdir": c.cfg.TempDir,
		}),
	}
	plan := *c.translate
	plan.Session = s.known
	s.plan = &plan
	return s
}

// parse reads a statement, from memory if it has been seen lately.
func (c *conn) parse(query string) (*syntax.Statement, error) {
	parsed, err := c.connector.statements.Parse(query, c.session.syntax)
	return parsed, prefixed(err)
}

// wrote remembers the id of the record that an INSERT created, for
// LAST_INSERT_ID(), or that there is not one of which that could be said.
func (s *session) wrote(parsed *syntax.Statement, r driver.Result, err error) {
	if parsed.Kind != syntax.Insert && parsed.Kind != syntax.Replace {
		return
	}
	var sent *BatchError
	if err != nil && !errors.As(err, &sent) {
		return // nothing was
	}
	w, ok := r.(*result)
	switch {
	case err != nil || !ok || w.held || len(w.inserted) > 1 || len(w.inserted) == 1 && w.inserted[0] == 0:
		s.known.LastInsertID = information.NoLastID
	case len(w.inserted) == 1:
		s.known.LastInsertID = w.inserted[0]
	}
}

// set carries out SET: all of it or, if a part can't be, nothing.
func (c *conn) set(ctx context.Context, parsed *syntax.Statement, args []driver.NamedValue) error {
	set, err := translate.ReadSet(parsed, c.session.syntax)
	if err != nil {
		return err
	}
	if set.Query != nil {
		r, err := c.read(ctx, set.Query, args)
		if err != nil {
			return fmt.Errorf("SET: %w", err)
		}
		if err := r.each(set.Fill); err != nil {
			return fmt.Errorf("SET: %w", err)
		}
	} else if len(args) > 0 {
		return fmt.Errorf("SET: %d arguments are given, and the statement has no placeholder", len(args))
	}
	if err := set.Apply(c.session.plan); err != nil {
		return err
	}
	c.session.syntax.ANSIQuotes = set.ANSIQuotes(c.session.known)
	return nil
}

// use carries out USE, which can name the instance only.
func (c *conn) use(parsed *syntax.Statement) error {
	if strings.EqualFold(parsed.Name, c.connector.cfg.Instance) {
		return nil
	}
	if information.IsSchema(parsed.Name) {
		return fmt.Errorf("%w: USE %s: write the name before its tables, as in %s.tables", ErrUnsupported, parsed.Name, parsed.Name)
	}
	return fmt.Errorf("USE %s: %q is not the instance of this connection, which is %q; open another DSN for another instance",
		parsed.Name, parsed.Name, c.connector.cfg.Instance)
}
