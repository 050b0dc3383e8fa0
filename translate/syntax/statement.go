package syntax

import (
	"github.com/xwb1989/sqlparser"
)

// Kind says what a statement is, from its first words.
type Kind uint8

// The kinds of statements.
const (
	// Select is a SELECT or a UNION, parenthesised or not.
	Select Kind = iota + 1
	Insert
	Replace
	Update
	// Delete has no AST: no layer executes it. Table is its table.
	Delete
	// Show has Tokens and, if it has a WHERE, Where.
	Show
	// Set has Tokens only.
	Set
	// Describe is DESCRIBE, DESC or EXPLAIN with a table, in Table and Column.
	Describe
	// Explain is EXPLAIN, DESCRIBE or DESC with a statement, in Inner.
	Explain
	// Use has the database in Name.
	Use
	// Begin is BEGIN or START TRANSACTION.
	Begin
	Commit
	Rollback
	// Savepoint, RollbackTo and Release have the savepoint in Name.
	Savepoint
	RollbackTo
	Release
	// DDL is CREATE, ALTER, DROP, TRUNCATE and RENAME; it has Tokens only.
	DDL
	// Other is any other statement that MySQL knows; it has Tokens only.
	Other
)

// kindNames are the kinds' names in messages.
var kindNames = [...]string{
	Select: "SELECT", Insert: "INSERT", Replace: "REPLACE", Update: "UPDATE", Delete: "DELETE",
	Show: "SHOW", Set: "SET", Describe: "DESCRIBE", Explain: "EXPLAIN", Use: "USE", Begin: "BEGIN",
	Commit: "COMMIT", Rollback: "ROLLBACK", Savepoint: "SAVEPOINT", RollbackTo: "ROLLBACK TO SAVEPOINT",
	Release: "RELEASE SAVEPOINT", DDL: "DDL", Other: "other",
}

// String returns the statement's leading words.
func (k Kind) String() string {
	if int(k) < len(kindNames) && kindNames[k] != "" {
		return kindNames[k]
	}
	return "unknown"
}

// Statement is one statement that has been read. It is immutable, its AST included:
// the Cache hands the same one to many.
type Statement struct {
	Kind Kind
	// AST is set for Select, Insert, Replace and Update.
	AST sqlparser.Statement
	// Text is the source without surrounding white space and trailing semicolons.
	Text string
	// Canonical is what the parser was given; "" if it was given nothing.
	Canonical string
	// Params are the placeholders in order of appearance.
	Params []Param
	// Positional is the number of ? placeholders.
	Positional int
	// Named are the distinct names of named placeholders, by Param.Index.
	Named []string
	// Tokens are the statement's tokens, for the kinds without an AST.
	Tokens []Token
	// Where is the condition of SHOW ... WHERE.
	Where sqlparser.Expr
	// Verb is the first word in upper case.
	Verb string
	// Name is the database of USE or the savepoint's name.
	Name string
	// Table is the table of DESCRIBE and DELETE.
	Table TableName
	// Column is the column, or the pattern given as a string, of DESCRIBE t column.
	Column string
	// ReadOnly tells START TRANSACTION READ ONLY.
	ReadOnly bool
	// Explain holds the options of EXPLAIN.
	Explain ExplainOptions
	// Inner is the statement that EXPLAIN is about. Its placeholders are this
	// statement's.
	Inner *Statement
}

// TableName is a table and, if qualified, its database.
type TableName struct {
	Database, Table string
}

// ExplainOptions are the words between EXPLAIN and its statement.
type ExplainOptions struct {
	Analyze, Extended, Partitions bool
	// Format is FORMAT's value in upper case.
	Format string
}
