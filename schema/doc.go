// Package schema knows what the objects of a Scal-e instance look like and how
// the API writes their values: metadata becomes columns with SQL and Go types,
// the API's text becomes Go values, and a Catalog remembers both for a while.
//
// It does no I/O of its own: a Loader brings the metadata. It also holds the
// small types in which the translation of SQL and the HTTP client meet
// (Request, SortKey, Filter, Cell), so that neither has to import the other.
package schema
