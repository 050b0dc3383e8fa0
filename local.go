package scale

import (
	"context"
	"database/sql/driver"
	"errors"
	"net/http"

	"github.com/scale-sql/scale/internal/engine"
	"github.com/scale-sql/scale/internal/information"
	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate"
	"github.com/scale-sql/scale/translate/syntax"
)

// answered carries out the statements of a connection that have no rows, SET and
// USE, and says whether the statement was one of them.
func (c *conn) answered(ctx context.Context, parsed *syntax.Statement, args []driver.NamedValue) (bool, error) {
	switch parsed.Kind {
	case syntax.Set:
		return true, c.set(ctx, parsed, args)
	case syntax.Use:
		return true, c.use(parsed)
	}
	return false, nil
}

// shown makes of a SHOW or DESCRIBE the SELECT that it is short for; any other
// statement it returns as it is.
func (c *conn) shown(ctx context.Context, parsed *syntax.Statement) (*syntax.Statement, error) {
	if parsed.Kind != syntax.Show && parsed.Kind != syntax.Describe {
		return parsed, nil
	}
	shown, err := translate.Show(parsed, c.session.plan)
	if err != nil {
		return nil, err
	}
	var o *schema.Object
	if shown.Object != "" {
		if o, err = c.connector.catalog.Object(ctx, shown.Object); err != nil {
			return nil, err
		}
	}
	return shown.Select(o)
}

// openLocal begins the scan of a table of information_schema.
func (c *Connector) openLocal(ctx context.Context, plan *translate.Finish, req *schema.Request) (engine.Scan, error) {
	scan, err := information.Open(ctx, &information.Env{
		Session: plan.Session(),
		Objects: c.catalog.Objects, Object: c.catalog.Object,
		Hidden: hidden, EmptyAsNull: c.cfg.EmptyAsNull,
	}, req)
	if err != nil {
		return nil, err
	}
	return scan, nil
}

// hidden reports whether an error says that there is an object of which the API
// profile may not see the fields.
func hidden(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Status == http.StatusForbidden
}
