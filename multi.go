package scale

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"

	"github.com/scale-sql/scale/translate/syntax"
)

// several takes the statements of an Exec apart; nil if there is just one.
func (c *conn) several(query string) ([]syntax.Part, error) {
	if !strings.Contains(query, ";") {
		return nil, nil
	}
	parts, err := syntax.Split(query, c.session.syntax)
	if err != nil || len(parts) < 2 {
		return nil, err
	}
	if !c.connector.cfg.MultiStatements {
		return nil, fmt.Errorf("there are %d statements; to run several in one Exec say multi_statements=true in the DSN", len(parts))
	}
	return parts, nil
}

// parseAll reads statements. Those behind a SET of sql_mode, which may change how
// they read, it leaves out: they are nil.
func (c *conn) parseAll(parts []syntax.Part) ([]*syntax.Statement, error) {
	parsed := make([]*syntax.Statement, len(parts))
	for i, part := range parts {
		var err error
		if parsed[i], err = c.parse(part.Text); err != nil {
			return nil, &statementError{i + 1, len(parts), part.Line, err}
		}
		if parsed[i].Kind == syntax.Set && strings.Contains(strings.ToLower(part.Text), "sql_mode") {
			break
		}
	}
	return parsed, nil
}

// execAll runs statements one after the other, up to the first that fails. None
// runs if one of those before a SET of sql_mode can't be read.
func (c *conn) execAll(ctx context.Context, parts []syntax.Part, args []driver.NamedValue) (driver.Result, error) {
	if len(args) > 0 {
		return nil, errors.New("several statements in one Exec take no arguments; run them one by one")
	}
	parsed, err := c.parseAll(parts)
	if err != nil {
		return nil, err
	}
	all := &result{}
	for i, part := range parts {
		if parsed[i] == nil {
			parsed[i], err = c.parse(part.Text)
		}
		var r driver.Result
		if err == nil {
			r, err = c.exec(ctx, parsed[i], nil)
		}
		if err != nil {
			return nil, &statementError{i + 1, len(parts), part.Line, err}
		}
		n, err := r.RowsAffected()
		if err != nil {
			return nil, err
		}
		all.affected += n
		if w, ok := r.(*result); ok {
			all.inserted, all.held = append(all.inserted, w.inserted...), all.held || w.held
		}
	}
	return all, nil
}

// statementError says which of several statements failed.
type statementError struct {
	number, of, line int
	err              error
}

func (e *statementError) Error() string {
	return fmt.Sprintf("scale: statement %d of %d, at line %d: %s", e.number, e.of, e.line, strings.TrimPrefix(e.err.Error(), "scale: "))
}

func (e *statementError) Unwrap() error { return e.err }
