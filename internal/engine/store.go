package engine

import (
	"fmt"

	"zombiezen.com/go/sqlite"
)

// Setup is a query before its statement is compiled: tables may be read and
// stored, so that what they hold decides what other tables are asked for.
type Setup struct{ rows *Rows }

// Store reads a table of the query to its end and keeps the listed columns as a
// table called name, which the statement then reads in its place. It lies in a
// temporary file, which ends with the connection: that is not used again.
func (s *Setup) Store(table, name, columns string) error {
	r := s.rows
	if !plainName(table) || !plainName(name) {
		return fmt.Errorf("engine: %q or %q is no name of a table", table, name)
	}
	r.conn.spent = true
	return r.change(fmt.Sprintf("CREATE TEMP TABLE %s AS SELECT %s FROM %s", name, columns, table))
}

// Distinct lists the distinct values of a column of a stored table, NULL left
// out. all is false if there are more than most, of which none is listed.
func (s *Setup) Distinct(name, column string, most int) (values []any, all bool, err error) {
	r := s.rows
	stmt, _, err := r.compile(fmt.Sprintf(
		"SELECT DISTINCT %[1]s FROM %[2]s WHERE %[1]s IS NOT NULL LIMIT %[3]d", column, name, most+1))
	if err != nil {
		return nil, false, r.errorOf(err)
	}
	defer stmt.Finalize()
	for {
		row, err := stmt.Step()
		switch {
		case err != nil:
			return nil, false, r.errorOf(err)
		case !row:
			return values, true, nil
		case len(values) == most:
			return nil, false, nil
		}
		values = append(values, result(stmt, 0))
	}
}

// change runs a statement that makes or removes a stored table, which the
// statements of queries may not.
func (r *Rows) change(sql string) error {
	db := r.conn.db
	if err := db.SetAuthorizer(nil); err != nil {
		return fmt.Errorf("engine: %w", err)
	}
	err := r.run(sql)
	if authErr := db.SetAuthorizer(sqlite.AuthorizeFunc(authorize)); authErr != nil {
		r.conn.spent = true
		return fmt.Errorf("engine: %w", authErr)
	}
	if err != nil {
		return r.errorOf(err)
	}
	return nil
}

func (r *Rows) run(sql string) error {
	stmt, _, err := r.compile(sql)
	if err != nil {
		return err
	}
	_, err = stmt.Step()
	if finalErr := stmt.Finalize(); err == nil {
		err = finalErr
	}
	return err
}
