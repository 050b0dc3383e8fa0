package main

import (
	"database/sql"
	"fmt"
	"math"
	"strconv"
	"time"
)

// kind is what the values of a column are.
type kind int

const (
	text kind = iota
	integer
	decimals // text with all its digits
	double
	boolean
	date
	datetime
)

// column is a column of a report.
type column struct {
	Name string
	kind kind
}

// Number reports whether the column is aligned to the right.
func (c column) Number() bool { return c.kind == integer || c.kind == decimals || c.kind == double }

func columnOf(t *sql.ColumnType) column {
	c := column{Name: t.Name()}
	switch t.DatabaseTypeName() {
	case "BIGINT":
		c.kind = integer
	case "DECIMAL":
		c.kind = decimals
	case "DOUBLE":
		c.kind = double
	case "BOOLEAN":
		c.kind = boolean
	case "DATE":
		c.kind = date
	case "DATETIME":
		c.kind = datetime
	}
	return c
}

// format is a value that is not NULL as people read it.
func (c column) format(v any) string {
	switch v := v.(type) {
	case time.Time:
		if c.kind == date {
			return v.Format(time.DateOnly)
		}
		return v.Format(time.DateTime)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		if abs := math.Abs(v); abs != 0 && (abs < 1e-6 || abs >= 1e15) {
			return strconv.FormatFloat(v, 'g', -1, 64)
		}
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case string:
		return v
	case []byte:
		return string(v)
	}
	return fmt.Sprint(v)
}

// shown is any value as people read it.
func (c column) shown(v any) string {
	if v == nil {
		return "NULL"
	}
	return c.format(v)
}
