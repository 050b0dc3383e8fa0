// Package syntax stands between SQL text and the AST of the prescribed parser
// (github.com/xwb1989/sqlparser).
//
// That parser misreads a good deal of MySQL without saying so: it takes
// DATE '2020-01-01' for a column with an alias, 5--3 for a comment, and
// SQL_CALC_FOUND_ROWS for a column; it lower-cases names and loses the backslash of
// LIKE '50\%'. So it never sees the user's text. This package cuts the text into
// tokens by MySQL's own lexical rules, reads the tokens with a recursive descent over
// MySQL's grammar of SELECT, INSERT, REPLACE and UPDATE, and writes a canonical text
// made only of forms that the parser is known to read right: every name in backticks,
// every literal in one spelling, every operand that the parser's grammar could mistake
// in parentheses, every special syntax as an ordinary function call. Only that text is
// parsed. What the reader does not know is an error that quotes it.
//
// # What the AST shows
//
// Placeholders are ValArg values named :p1, :p2, ... (positional, in order) and
// :n1, :n2, ... (named, in the order of their first appearance); Statement.Params ties
// them to what the user wrote. Strings are StrVal with the decoded bytes; hexadecimal
// and bit literals are all HexVal with an even number of upper-case digits; integers are
// IntVal (a minus sign folded in by the parser), other numbers FloatVal as typed.
// Function names are lower case. Special forms are calls of the functions named by the
// Func constants.
//
// # Labels
//
// The AST has no positions, but MySQL labels an unaliased expression by its source
// text. So each expression of each select list that is neither a star nor a plain
// column gets an explicit alias here: the source text as typed, the value of a string
// literal, or the name of a column in parentheses, cut to 256 characters as MySQL does
// with aliases. An expression other than a column that has no alias in the AST has the
// empty label: that of an empty string.
package syntax
