package translate

import (
	"fmt"
	"strings"
	"time"

	"github.com/scale-sql/scale/internal/information"
	"github.com/scale-sql/scale/schema"
)

// Options are the settings of the DSN on which a translation depends.
type Options struct {
	// Instance is the name a table may be qualified with.
	Instance string
	// BinaryCollation makes text compare by its bytes (collation=binary).
	BinaryCollation bool
	// EmptyAsNull makes an empty text NULL (empty_as_null).
	EmptyAsNull bool
	// RegexpOperator is $regexp or $regex.
	RegexpOperator string
	// Zone is the zone of the API's dates (loc); nil is UTC.
	Zone *time.Location
	// SafeUpdates refuses an UPDATE without WHERE or LIMIT (safe_updates).
	SafeUpdates bool
	// ReadOnly tells that SET SESSION TRANSACTION READ ONLY refuses writes.
	ReadOnly bool
	// Session is what the connection knows of itself, nil for none.
	Session *information.Session
}

func (o *Options) zone() *time.Location {
	if o.Zone == nil {
		return time.UTC
	}
	return o.Zone
}

// subject is the column a predicate is about, as the filter language sees it.
type subject struct {
	column *schema.Column
	field  string // its name in filters
	key    bool   // it is the record's id, which is never empty
	number bool   // the API is known to compare the key as a number
	binary bool   // its text compares by bytes here
	opt    *Options
}

// subjectOf makes a subject of a column, or says why it can't be filtered on.
func subjectOf(object *schema.Object, c *schema.Column, binary bool, opt *Options) (subject, string) {
	s := subject{column: c, field: c.Name, key: c.IsID, binary: binary || opt.BinaryCollation, opt: opt}
	if c.IsID {
		if object.Key == nil {
			return s, fmt.Sprintf("the metadata of object %q has no field that stands for the id in filters; name one with key_field in the DSN", object.Name)
		}
		s.field = object.Key.Name
		s.number = object.Key.Type == schema.Integer || object.Key.Type == schema.Decimal
	}
	if !schema.FilterName(s.field) {
		return s, fmt.Sprintf("the filter language has no quotes for a field called %q", s.field)
	}
	return s, ""
}

func (s subject) cond(op operator, values ...string) cond {
	c := cond{field: s.field, op: op, values: values, text: s.column.Type == schema.Text, key: s.key, one: likelySome}
	switch {
	case s.column.Type == schema.Integer, s.column.Type == schema.Decimal:
		c.number = true
	case s.column.Type == schema.Boolean:
		c.one = likelyMany
	case strings.HasSuffix(s.column.SQLType, "CHOICE"):
		c.one = likelyMore
	}
	return c
}

// nullable reports whether an empty value of the column is NULL, which no
// comparison keeps.
func (s subject) nullable() bool { return s.column.Nullable(s.opt.EmptyAsNull) }

// notEmpty is the condition that keeps out the values that mean NULL.
func (s subject) notEmpty() cond {
	if s.column.Type == schema.Date || s.column.Type == schema.DateTime {
		// MySQL's zero date is NULL too, and may lie in the data.
		return s.cond(opGe, firstDay)
	}
	return s.cond(opNe, "")
}

// firstDay is before every date that a column can hold, and after the zero date.
const firstDay = "0001-01-01"

// guarded is the term for a condition that a server may let an empty value
// satisfy, where NULL would not.
func (s subject) guarded(c cond) term {
	t := exactly(c)
	if s.nullable() && !c.excludesEmpty() {
		guard := s.notEmpty()
		t.guard = &guard
		t.reason = fmt.Sprintf("a server may let %s keep rows whose %q is empty", c.op, s.column.Name)
	}
	return t
}

// isNull is the term for IS NULL.
func (s subject) isNull() term {
	switch empties := schema.EmptyTexts(s.column.Type); {
	case s.key:
		return neverTrue
	case len(empties) == 1:
		return exactly(s.cond(opEq, empties[0]))
	default:
		return exactly(s.cond(opIn, empties...))
	}
}

// notNull is the term for IS NOT NULL. Of a text it means what IS NULL does
// not: not empty.
func (s subject) notNull() term {
	if s.key {
		return alwaysTrue
	}
	return exactly(s.notEmpty())
}

// anyValue is the term for a predicate that every value satisfies but NULL.
func (s subject) anyValue() term {
	if !s.nullable() {
		return alwaysTrue
	}
	return s.notNull()
}
