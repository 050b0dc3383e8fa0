package difftest

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// class is what the type of a column comes to in a comparison of values.
type class uint8

const (
	classNull class = iota // a column without a type
	classExact
	classDouble
	classText
	classDate
	classDateTime
	classTime
)

var classNames = [...]string{"NULL", "exact number", "DOUBLE", "text", "DATE", "DATETIME", "TIME"}

// value is a value of a result: NULL, a number, or a text in the form that all
// equal values of its class share.
type value struct {
	null   bool
	number decimal.Decimal
	double float64
	text   string
}

// result is what a statement gave.
type result struct {
	labels  []string
	classes []class
	rows    [][]value
}

// run runs a statement and reads all of its result. It is prepared, even without
// arguments, since MySQL cuts the digits of a DOUBLE where it answers in text.
func run(ctx context.Context, db *sql.DB, text string, args []any) (*result, error) {
	stmt, err := db.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	defer stmt.Close()
	rows, err := stmt.QueryContext(ctx, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	r := &result{}
	if r.labels, err = rows.Columns(); err != nil {
		return nil, err
	}
	types, err := rows.ColumnTypes()
	if err != nil {
		return nil, err
	}
	for _, t := range types {
		r.classes = append(r.classes, classOf(t.DatabaseTypeName()))
	}
	cells, dest := make([]any, len(types)), make([]any, len(types))
	for i := range cells {
		dest[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return nil, err
		}
		row := make([]value, len(cells))
		for i, c := range cells {
			if row[i], err = read(c, r.classes[i]); err != nil {
				return nil, fmt.Errorf("column %s: %w", r.labels[i], err)
			}
		}
		r.rows = append(r.rows, row)
	}
	return r, rows.Err()
}

func classOf(name string) class {
	switch strings.TrimPrefix(name, "UNSIGNED ") {
	case "NULL":
		return classNull
	case "BIGINT", "INT", "MEDIUMINT", "SMALLINT", "TINYINT", "YEAR", "BOOLEAN", "DECIMAL":
		return classExact
	case "DOUBLE", "FLOAT":
		return classDouble
	case "DATE":
		return classDate
	case "DATETIME", "TIMESTAMP":
		return classDateTime
	case "TIME":
		return classTime
	}
	return classText
}

// read gives a delivered value its comparable form.
func read(cell any, c class) (value, error) {
	text := ""
	switch v := cell.(type) {
	case nil:
		return value{null: true}, nil
	case bool:
		text = map[bool]string{true: "1", false: "0"}[v]
	case int64:
		text = strconv.FormatInt(v, 10)
	case uint64:
		text = strconv.FormatUint(v, 10)
	case float64:
		return value{double: v, text: strconv.FormatFloat(v, 'g', -1, 64)}, nil
	case float32:
		return value{double: float64(v), text: strconv.FormatFloat(float64(v), 'g', -1, 32)}, nil
	case []byte:
		text = string(v)
	case string:
		text = v
	case time.Time:
		text = v.Format("2006-01-02 15:04:05.999999")
		if c == classDate {
			text = strings.TrimSuffix(text, " 00:00:00")
		}
	default:
		return value{}, fmt.Errorf("a %T", cell)
	}
	return readText(text, c)
}

func readText(text string, c class) (value, error) {
	v := value{text: text}
	var err error
	switch c {
	case classExact:
		v.number, err = decimal.NewFromString(text)
	case classDouble:
		v.double, err = strconv.ParseFloat(text, 64)
	case classTime:
		if strings.Contains(text, ".") {
			v.text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
		}
	}
	return v, err
}

// String shows a value in messages.
func (v value) String() string {
	if v.null {
		return "NULL"
	}
	return strconv.Quote(v.text)
}
