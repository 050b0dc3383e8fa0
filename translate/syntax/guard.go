package syntax

// The limits that are checked before the parser sees anything. The parser recurses on
// its AST, a stack overflow in Go can't be recovered from, and its own grammar gives up
// at 200 levels of parentheses.
const (
	// maxText is the longest statement text read, as MySQL's max_allowed_packet of
	// 16 MiB (the client's default).
	maxText = 16 << 20
	// maxTokens bounds the memory of one statement; it is well above a full
	// 16 MiB of ordinary INSERT rows.
	maxTokens = 4 << 20
	// maxNumber is how many characters a number may have. Reading its digits takes
	// time that grows with the square of their number.
	maxNumber = 1000
	// maxNesting is how deep parentheses may nest, those added here included.
	maxNesting = 190
	// maxDepth bounds this package's own recursion, where unary operators and CASE
	// nest without parentheses.
	maxDepth = 400
	// maxHeight bounds the height of an expression's tree: AND, OR and arithmetic
	// chains lean left, one level for each operator.
	maxHeight = 50_000
	// maxQueries bounds the chain of a UNION and of joins, likewise left-leaning.
	maxQueries = 1_000
)
