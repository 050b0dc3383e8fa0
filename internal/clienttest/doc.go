// Package clienttest drives the driver through libraries that build on
// database/sql: object mappers, query builders, scanners and wrappers of
// drivers. It holds tests only, against the server of package scaletest, and is
// a module of its own so that none of these libraries is in the driver's go.mod.
//
// docs/clients.md is the page on these libraries; its Go code is the Example
// functions of this package.
package clienttest
