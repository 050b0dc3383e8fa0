// Package functions gives a SQLite connection MySQL's meaning of values: its
// collations, its conversions between types, its exact decimals, its string and
// mathematical functions and its aggregates. Their names begin with my_, so that
// they hide none of SQLite's own.
//
// A decimal is a TEXT in canonical form: an optional minus, digits without
// leading zeros, and a point with digits if its scale isn't zero. It never goes
// through a float64. Dates are in package dates.
package functions
