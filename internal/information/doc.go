// Package information holds the tables that describe an instance: those of
// information_schema, and the variables of performance_schema. Their columns are
// MySQL 5.7's, in its order and with its types, and their rows are made of what
// the driver knows: the catalog, the connection's variables, and constants. It
// knows no SQL: the engine answers SELECTs from them as from any other table.
package information
