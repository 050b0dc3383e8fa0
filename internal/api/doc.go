// Package api speaks HTTP with a Scal-e instance: it authenticates, reads
// metadata, and scans objects page by page. It knows no SQL.
package api
