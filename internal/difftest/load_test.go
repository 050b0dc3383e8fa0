package difftest

import (
	"database/sql"
	"fmt"
	"strings"

	"github.com/scale-sql/scale/scaletest"
)

// columnTypes are MySQL's types for those of the metadata. Text that is none of
// them is TEXT if it may be long.
var columnTypes = map[string]string{
	"integer": "BIGINT", "decimal": "DECIMAL(20,2)", "boolean": "TINYINT(1)",
	"date": "DATE", "datetime": "DATETIME", "time": "TIME", "memo": "TEXT",
}

func columnType(f scaletest.Field) string {
	if t, ok := columnTypes[f.Type]; ok {
		return t
	}
	return fmt.Sprintf("VARCHAR(%d)", max(f.Length, 100))
}

// isText tells whether an empty value of the field is a text, not NULL.
func isText(f scaletest.Field) bool { return columnTypes[f.Type] == "" || f.Type == "memo" }

// load makes a table of each object: id, then what * shows of it.
func load(db *sql.DB, data scaletest.Data) error {
	for _, o := range data {
		columns := []string{"`id` BIGINT PRIMARY KEY"}
		for _, f := range readable(o) {
			columns = append(columns, fmt.Sprintf("`%s` %s", f.Name, columnType(f)))
		}
		if _, err := db.Exec(fmt.Sprintf("CREATE TABLE `%s` (%s)", o.Name, strings.Join(columns, ", "))); err != nil {
			return fmt.Errorf("table %s: %w", o.Name, err)
		}
		if err := insert(db, o); err != nil {
			return fmt.Errorf("table %s: %w", o.Name, err)
		}
	}
	return nil
}

func readable(o scaletest.Object) []scaletest.Field {
	var fields []scaletest.Field
	for _, f := range o.Fields {
		if !f.NoRead {
			fields = append(fields, f)
		}
	}
	return fields
}

func insert(db *sql.DB, o scaletest.Object) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("SET sql_mode = 'TRADITIONAL'"); err != nil { // what doesn't fit is an error
		return err
	}
	fields := readable(o)
	text := fmt.Sprintf("INSERT INTO `%s` VALUES (?%s)", o.Name, strings.Repeat(", ?", len(fields)))
	for _, r := range o.Records {
		args := []any{r.ID}
		for _, f := range fields {
			args = append(args, stored(o, f, r))
		}
		if _, err := tx.Exec(text, args...); err != nil {
			return fmt.Errorf("record %d: %w", r.ID, err)
		}
	}
	if _, err := tx.Exec("SET sql_mode = ''"); err != nil {
		return err
	}
	return tx.Commit()
}

// stored is a value as the table keeps it.
func stored(o scaletest.Object, f scaletest.Field, r scaletest.Record) any {
	v := r.Values[f.Name]
	switch {
	case f.Name == o.Key:
		return r.ID
	case isText(f):
		return v
	case v == "" || strings.HasPrefix(v, "0000-00-00"):
		return nil
	case f.Type == "boolean":
		return v == "Y"
	}
	return v
}
