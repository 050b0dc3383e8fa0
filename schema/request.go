package schema

// Request is what one scan asks of the API: rows of an object, as typed by its
// metadata. Translation writes it, the HTTP client carries it out page by page.
type Request struct {
	Object *Object
	// Fields are the columns whose cells each row brings, in this order. The id
	// column is not among them: every record brings its id.
	Fields []*Column
	// Filters are carried out one after the other and their rows follow each
	// other; their rows must be disjoint. Empty means every row of the object.
	Filters []Filter
	// Sort is the order of the rows, nil for any.
	Sort []SortKey
	// Limit is the number of rows wanted, NoLimit for all; Offset is the number
	// of rows to leave out first.
	Limit, Offset int64
	// AtMost is the number of rows that can match each filter, 0 if unknown: a
	// condition on the key bounds it, and the scan ends when it has them.
	AtMost int64
	// Only, for a Local object, reports whether rows about an object of the
	// instance may matter; nil: those about any.
	Only func(object string) bool
	// Named tells that the objects which Only lets pass were asked for by their
	// names, so that one which can't be seen is an error.
	Named bool
}

// NoLimit is the Limit of a Request that wants all rows.
const NoLimit = int64(-1)

// Filter is a text of the API's filter language. It is always a pure chain of
// $and or a pure chain of $or, since the API states no precedence.
type Filter struct {
	Text string
	// Or tells that Text is a chain of $or, to which no $and may be added.
	Or bool
}

// SortKey is one key of sort_by.
type SortKey struct {
	Field string // in the metadata's spelling
	Desc  bool
}
