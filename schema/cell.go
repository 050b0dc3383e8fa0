package schema

// Kind tells how the API wrote a value in a record.
type Kind uint8

// The kinds of values a record may hold. The documents show strings only; the
// others are accepted because servers differ in how they encode JSON.
const (
	Missing   Kind = iota // the record does not hold the field
	Null                  // null
	String                // "text", already unescaped
	Number                // a JSON number, as written
	True                  // true
	False                 // false
	Composite             // an array or an object, as written
)

// Cell is one value of a record, before its column's type is applied to it.
// Text is empty for Missing, Null, True and False. It belongs to the page
// reader and is valid until the next record is read.
type Cell struct {
	Kind Kind
	Text []byte
}
