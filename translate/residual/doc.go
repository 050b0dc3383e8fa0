// Package residual writes what is left of a SELECT, once the API has been asked
// for rows, as a statement of SQLite that means what MySQL means by the original.
//
// It goes through the AST with an allow-list: a construct it doesn't know is an
// error that names it, and no text of the user's statement gets into the one it
// writes except as a literal. It infers a static type for each expression, and
// chooses operators, collations and functions by it: SQLite compares values by
// how they are stored, MySQL by what they are. See types.go for how each type is
// stored.
package residual
