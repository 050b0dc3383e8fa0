package main

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"time"
)

// shownRows is the number of rows after which a result is cut.
const shownRows = 100

// query runs a lesson and reads its result.
func query(ctx context.Context, db *sql.DB, l lesson) (*table, error) {
	rows, err := db.QueryContext(ctx, l.query, l.args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		return nil, err
	}
	t := &table{upright: isExplain(l.query)}
	values := make([]any, len(types))
	targets := make([]any, len(types))
	for i, c := range types {
		t.addColumn(c.Name(), isNumber(c))
		targets[i] = &values[i]
	}
	for rows.Next() {
		if len(t.rows) == shownRows {
			t.cut = true
			return t, nil
		}
		if err := rows.Scan(targets...); err != nil {
			return nil, err
		}
		t.addRow(texts(values, types))
	}
	return t, rows.Err()
}

func isNumber(c *sql.ColumnType) bool {
	switch c.DatabaseTypeName() {
	case "BIGINT", "DECIMAL", "DOUBLE":
		return true
	}
	return false
}

// texts are the values of a row as the table shows them.
func texts(values []any, types []*sql.ColumnType) []string {
	cells := make([]string, len(values))
	for i, v := range values {
		cells[i] = text(v, types[i].DatabaseTypeName())
	}
	return cells
}

// text is a value as SQL writes it, but without quotes.
func text(v any, sqlType string) string {
	switch v := v.(type) {
	case nil:
		return "NULL"
	case time.Time:
		if sqlType == "DATE" {
			return v.Format(time.DateOnly)
		}
		return v.Format(time.DateTime)
	case int64:
		return strconv.FormatInt(v, 10)
	case bool:
		return strconv.FormatBool(v)
	case string:
		return v
	case []byte:
		return string(v)
	}
	return fmt.Sprint(v)
}
