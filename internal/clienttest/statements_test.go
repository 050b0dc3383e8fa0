package clienttest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
)

// statement is what a client sends, and what comes of it.
type statement struct {
	client, does string
	query        string
	args         []any
	want         outcome
}

// outcome is one of: rows, as text with | between values and ; between rows;
// a number of affected records; ErrUnsupported with an advice; another error.
type outcome struct {
	rows     []string
	affected int64
	advice   string
	failure  string
}

func answer(rows ...string) outcome     { return outcome{rows: append([]string{}, rows...)} }
func affects(n int64) outcome           { return outcome{affected: n} }
func unsupported(advice string) outcome { return outcome{advice: advice} }
func fails(text string) outcome         { return outcome{failure: text} }
func statements(all ...[]statement) (s []statement) {
	for _, some := range all {
		s = append(s, some...)
	}
	return s
}

// TestStatements runs every statement that the clients are known to send, on
// a fresh server each, directly and prepared.
func TestStatements(t *testing.T) {
	for i, s := range statements(mapperReads, mapperWrites, builderStatements, migrationStatements, introspection, usqlStatements) {
		t.Run(fmt.Sprintf("%d %s %s", i, s.client, s.does), func(t *testing.T) {
			for _, prepared := range []bool{false, true} {
				db, server := open(t)
				got := run(db, s, prepared)
				s.check(t, got)
				if s.want.affected == 0 && s.want.rows == nil {
					unchanged(t, server)
				}
			}
		})
	}
}

// result is what a statement came to.
type result struct {
	rows     []string
	affected int64
	err      error
}

func run(db *sql.DB, s statement, prepared bool) result {
	ctx := context.Background()
	if isQuery := s.want.rows != nil || s.want.affected == 0 && returnsRows(s.query); isQuery {
		rows, err := query(ctx, db, s, prepared)
		if err != nil {
			return result{err: err}
		}
		defer rows.Close()
		lines, err := textOf(rows)
		return result{rows: lines, err: err}
	}
	done, err := exec(ctx, db, s, prepared)
	if err != nil {
		return result{err: err}
	}
	n, err := done.RowsAffected()
	return result{affected: n, err: err}
}

func returnsRows(query string) bool {
	first, _, _ := strings.Cut(strings.TrimLeft(query, "(\n "), " ")
	return strings.EqualFold(first, "SELECT") || strings.EqualFold(first, "SHOW") || strings.EqualFold(first, "WITH")
}

func query(ctx context.Context, db *sql.DB, s statement, prepared bool) (*sql.Rows, error) {
	if !prepared {
		return db.QueryContext(ctx, s.query, s.args...)
	}
	stmt, err := db.PrepareContext(ctx, s.query)
	if err != nil {
		return nil, err
	}
	defer stmt.Close()
	return stmt.QueryContext(ctx, s.args...)
}

func exec(ctx context.Context, db *sql.DB, s statement, prepared bool) (sql.Result, error) {
	if !prepared {
		return db.ExecContext(ctx, s.query, s.args...)
	}
	stmt, err := db.PrepareContext(ctx, s.query)
	if err != nil {
		return nil, err
	}
	defer stmt.Close()
	return stmt.ExecContext(ctx, s.args...)
}

// textOf reads rows as text.
func textOf(rows *sql.Rows) ([]string, error) {
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	values, dest := make([]sql.NullString, len(columns)), make([]any, len(columns))
	for i := range values {
		dest[i] = &values[i]
	}
	var lines []string
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return lines, err
		}
		cells := make([]string, len(values))
		for i, v := range values {
			cells[i] = v.String
			if !v.Valid {
				cells[i] = "NULL"
			}
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	return lines, rows.Err()
}

func (s statement) check(t *testing.T, got result) {
	t.Helper()
	want := s.want
	switch {
	case want.advice != "":
		refused(t, got.err, want.advice)
	case want.failure != "":
		if got.err == nil || errors.Is(got.err, scale.ErrUnsupported) || !strings.Contains(got.err.Error(), want.failure) {
			t.Errorf("%s\ngot error %v, want one with %q", s.query, got.err, want.failure)
		}
	case got.err != nil:
		t.Errorf("%s\n%v", s.query, got.err)
	case want.rows != nil:
		if strings.Join(got.rows, "\n") != strings.Join(want.rows, "\n") {
			t.Errorf("%s\ngot  %q\nwant %q", s.query, got.rows, want.rows)
		}
	case got.affected != want.affected:
		t.Errorf("%s\n%d records were affected, want %d", s.query, got.affected, want.affected)
	}
	if t.Failed() && want.advice != "" {
		t.Log(s.query)
	}
}
