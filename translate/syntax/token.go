package syntax

// kind is what the lexer says of a token.
type kind uint8

const (
	tEOF     kind = iota
	tWord         // an unquoted name or keyword
	tQuoted       // a name in backticks, or in double quotes under ANSI_QUOTES
	tString       // 'x' or "x"
	tNChar        // N'x'
	tInt          // 12
	tFloat        // 1.5, .5, 1e5
	tHex          // x'4D' or 0x4D
	tBit          // b'101' or 0b101
	tParam        // ?, :name or @name
	tSysVar       // @@name
	tUserVar      // @name in SET, where it is no placeholder
	tOp           // an operator or punctuation; aux holds which
)

// Operators of more than one byte; those of one byte are that byte.
const (
	opLE int32 = 256 + iota
	opGE
	opNE
	opNullSafe
	opShiftLeft
	opShiftRight
	opAndAnd
	opOrOr
	opAssign
	opArrow
	opArrowArrow
)

// tok is one token; its text is src[start:end].
type tok struct {
	start, end int32
	// aux is the operator of a tOp, except that ( and ) hold the index of their
	// partner; for a tParam it is the index into Params.
	aux  int32
	kind kind
	// open and shut mark ( and ).
	open, shut bool
	// name marks a word which stands beside a dot: never a keyword.
	name bool
}

// Token is one token of a statement that is handled from its tokens: SHOW, SET and
// the like.
type Token struct {
	Kind TokenKind
	// Text is the token as typed.
	Text string
	// Value is the decoded value: a name without its backticks, a string's content,
	// a placeholder's bind variable name, a user variable's name without the @,
	// hexadecimal digits. For other tokens it equals Text.
	Value string
	// Offset is the byte offset in the text given to Parse.
	Offset int
}

// TokenKind says what a Token is.
type TokenKind uint8

// The kinds of tokens.
const (
	// Word is an unquoted name or keyword.
	Word TokenKind = iota + 1
	// QuotedName is a name in backticks (or double quotes under ANSIQuotes).
	QuotedName
	// String is a string literal.
	String
	// Number is an integer, decimal or floating-point literal, without a sign.
	Number
	// Hex is a hexadecimal or bit literal.
	Hex
	// Placeholder is ?, :name or @name.
	Placeholder
	// SystemVariable is @@name or @@scope.name.
	SystemVariable
	// UserVariable is @name in a SET statement; elsewhere that is a placeholder.
	UserVariable
	// Operator is an operator or punctuation.
	Operator
)

// tokenKinds maps the lexer's kinds to the exported ones.
var tokenKinds = [...]TokenKind{
	tWord: Word, tQuoted: QuotedName, tString: String, tNChar: String, tInt: Number,
	tFloat: Number, tHex: Hex, tBit: Hex, tParam: Placeholder, tSysVar: SystemVariable,
	tUserVar: UserVariable, tOp: Operator,
}

// Param is one placeholder, in the order of appearance.
type Param struct {
	// Name is empty for a ?, else what follows the : or @.
	Name string
	// BindVar is the name that the AST shows, without the colon: p1 for the first ?,
	// n1 for the first distinct name.
	BindVar string
	// Index is the 0-based number among the positional placeholders, or among the
	// distinct names.
	Index int
	// Offset is the byte offset in the text given to Parse.
	Offset int
}
