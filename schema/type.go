package schema

import (
	"database/sql"
	"reflect"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Type is how a column's values behave in SQL and in Go.
type Type uint8

// The types that the API's field types are mapped to.
const (
	Text     Type = iota // string
	Integer              // int64
	Decimal              // string, lossless
	Boolean              // bool
	Date                 // time.Time at midnight
	DateTime             // time.Time
	Time                 // string, HH:MM:SS
)

// fieldTypes maps the metadata's type, in lower case, to a Type. The documents
// show text and choice only; the other names are the usual ones. A name that is
// not here is text, whose values pass through unchanged.
var fieldTypes = map[string]Type{
	"integer": Integer, "int": Integer, "bigint": Integer, "smallint": Integer,
	"mediumint": Integer, "tinyint": Integer, "long": Integer, "key": Integer, "id": Integer,
	"decimal": Decimal, "number": Decimal, "numeric": Decimal, "float": Decimal, "double": Decimal,
	"real": Decimal, "amount": Decimal, "currency": Decimal, "money": Decimal, "percent": Decimal,
	"boolean": Boolean, "bool": Boolean, "flag": Boolean,
	"date":     Date,
	"datetime": DateTime, "timestamp": DateTime,
	"time": Time,
}

// sqlNames are the database type names of the types that have just one.
var sqlNames = [...]string{
	Text: "TEXT", Integer: "BIGINT", Decimal: "DECIMAL", Boolean: "BOOLEAN",
	Date: "DATE", DateTime: "DATETIME", Time: "TIME",
}

// String returns the SQL name of the type.
func (t Type) String() string { return sqlNames[t] }

// declared is a metadata type taken apart: "decimal(10,2)" is the word decimal
// with the arguments 10 and 2.
type declared struct {
	word string
	args []int
}

func parseDeclared(s string) declared {
	word, rest, ok := strings.Cut(strings.TrimSpace(s), "(")
	d := declared{word: strings.ToLower(strings.TrimSpace(word))}
	if !ok {
		return d
	}
	inner, _, _ := strings.Cut(rest, ")")
	for _, part := range strings.Split(inner, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil || n < 0 {
			return declared{word: d.word}
		}
		d.args = append(d.args, n)
	}
	return d
}

// typeName is the database type name of a declared type. Text keeps the
// metadata's own word, so that a CHOICE can be told from an EMAIL.
func (d declared) typeName(t Type) string {
	if t != Text || d.word == "" {
		return sqlNames[t]
	}
	return strings.ToUpper(d.word)
}

var (
	scanInt64       = reflect.TypeFor[int64]()
	scanString      = reflect.TypeFor[string]()
	scanNullString  = reflect.TypeFor[sql.NullString]()
	scanNullInt64   = reflect.TypeFor[sql.NullInt64]()
	scanNullDecimal = reflect.TypeFor[decimal.NullDecimal]()
	scanNullBool    = reflect.TypeFor[sql.NullBool]()
	scanNullTime    = reflect.TypeFor[sql.NullTime]()
)

// NullableScanType is the Go type that holds a type's values and NULL.
func NullableScanType(t Type) reflect.Type { return scanType(t, true) }

// scanType is the Go type that a nullable or non-nullable column scans into.
func scanType(t Type, nullable bool) reflect.Type {
	switch t {
	case Integer:
		if !nullable {
			return scanInt64
		}
		return scanNullInt64
	case Decimal:
		return scanNullDecimal
	case Boolean:
		return scanNullBool
	case Date, DateTime:
		return scanNullTime
	}
	if !nullable {
		return scanString
	}
	return scanNullString
}
