package residual

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/schema"
)

// Kind is the SQL type of an expression, and how SQLite stores its values.
type Kind uint8

// The kinds, with how SQLite stores their values.
const (
	Null     Kind = iota // NULL
	Int                  // INTEGER
	Bool                 // INTEGER 0 or 1: a BOOLEAN column
	Dec                  // TEXT: digits, exact
	Dbl                  // REAL
	Str                  // TEXT
	Date                 // TEXT YYYY-MM-DD
	DateTime             // TEXT YYYY-MM-DD HH:MM:SS[.ffffff]
	Time                 // TEXT [-]HH:MM:SS[.ffffff]
)

var kindNames = [...]string{
	Null: "NULL", Int: "BIGINT", Bool: "BOOLEAN", Dec: "DECIMAL", Dbl: "DOUBLE", Str: "TEXT",
	Date: "DATE", DateTime: "DATETIME", Time: "TIME",
}

// String is the kind's database type name.
func (k Kind) String() string { return kindNames[k] }

func (k Kind) numeric() bool  { return k == Int || k == Bool || k == Dec || k == Dbl }
func (k Kind) integer() bool  { return k == Int || k == Bool }
func (k Kind) temporal() bool { return k == Date || k == DateTime || k == Time }

// Type is the static type of an expression.
type Type struct {
	Kind Kind
	// NotNull tells that the value is never NULL.
	NotNull bool
	// Column is the column that the expression passes on unchanged, or nil.
	Column *schema.Column
	// binary makes a text compare by its bytes.
	binary bool
	// emptyIsNull tells that IS NULL holds of an empty text: the API has no
	// NULL but an empty value.
	emptyIsNull bool
	// places are the digits that a DECIMAL has behind its point, plus one; 0 if
	// that is not known. See quotient.go.
	places int8
	// unrounded tells that a DECIMAL has more digits than its places.
	unrounded bool
}

func of(k Kind) Type { return Type{Kind: k} }

// columnKinds are the kinds of the API's columns.
var columnKinds = [...]Kind{
	schema.Text: Str, schema.Integer: Int, schema.Decimal: Dec, schema.Boolean: Bool,
	schema.Date: Date, schema.DateTime: DateTime, schema.Time: Time,
}

// columnType is the type of a column; nullable tells that an outer join may
// make a NULL of it.
func (c *compiler) columnType(col *schema.Column, outer bool) Type {
	t := Type{Kind: columnKinds[col.Type], Column: col}
	t.NotNull = !outer && !col.Nullable(c.env.EmptyAsNull)
	t.binary = t.Kind == Str && c.env.BinaryCollation && !col.Local
	t.emptyIsNull = t.Kind == Str && !col.Local
	if t.Kind == Dec {
		t = t.withPlaces(columnPlaces(col))
	}
	return t
}

// piece is a piece of the statement being written: an expression's text and
// type. The text is complete in itself: a name, a call, a literal, or in
// parentheses.
type piece struct {
	text string
	typ  Type
	// constant is the value of a literal or placeholder, nil for the rest.
	constant *constant
	// source is the object whose column this is and nothing else, or nil.
	source *source
	// bits is what stands for the 64 bits of the value, "" if the text does: see bits.go.
	bits string
}

func (p piece) kind() Kind { return p.typ.Kind }

// call writes a function call.
func call(kind Kind, name string, args ...piece) piece {
	var text strings.Builder
	text.WriteString(name + "(")
	for i, a := range args {
		if i > 0 {
			text.WriteString(", ")
		}
		text.WriteString(a.text)
	}
	text.WriteByte(')')
	return piece{text: text.String(), typ: of(kind)}
}

func raw(kind Kind, format string, args ...any) piece {
	return piece{text: fmt.Sprintf(format, args...), typ: of(kind)}
}

// unify is the type of an expression that may take the value of either, as in
// IF, CASE, COALESCE and UNION.
func unify(a, b Type) Type {
	t := Type{NotNull: a.NotNull && b.NotNull, binary: a.binary || b.binary, emptyIsNull: a.emptyIsNull && b.emptyIsNull}
	x, y := a.Kind, b.Kind
	switch {
	case x == y:
		t.Kind = x
		if a.Column == b.Column {
			t.Column = a.Column
		}
	case x == Null:
		t = b
		t.NotNull = false
	case y == Null:
		t = a
		t.NotNull = false
	case x.integer() && y.integer():
		t.Kind = Int
	case x.numeric() && y.numeric():
		t.Kind = Dec
		if x == Dbl || y == Dbl {
			t.Kind = Dbl
		}
	case x.temporal() && y.temporal():
		t.Kind = DateTime
	default:
		t.Kind = Str
	}
	if t.Kind != Str {
		t.emptyIsNull = false
	}
	if x != Null && y != Null {
		t.places, t.unrounded = unifyPlaces(t.Kind, a, b)
	}
	return t
}
