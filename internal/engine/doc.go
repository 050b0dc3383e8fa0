// Package engine finishes SELECTs that the API can't answer wholly: an embedded
// SQLite runs what is left of the statement over virtual tables whose rows come
// from scans. It knows no HTTP, and no SQL but the text it is given, which is
// SQLite's.
//
// A table is read in one forward pass while SQLite asks for its rows; nothing is
// copied before that. A statement over several tables, or one that reads a table
// twice, copies each of them first:
//
//	WITH a AS MATERIALIZED (SELECT c0, c1 FROM t1),
//	     b AS MATERIALIZED (SELECT c0, c2 FROM t2)
//	SELECT ... FROM a JOIN b ON ...
//
// SQLite puts such copies, sorted rows and the like into files once they outgrow
// the cache, so that memory stays bounded whatever the number of rows.
package engine
