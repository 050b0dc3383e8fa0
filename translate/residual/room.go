package residual

import (
	"fmt"

	"github.com/xwb1989/sqlparser"
)

// Some constructs repeat their operands in what is written for SQLite: NULLIF, x
// BETWEEN, CASE x, a label in ORDER BY. Nested in each other they double the text
// with each level, so a short statement could ask for any amount of memory. The
// limits here stop it before that.
const (
	// maxLevels is how deep expressions may nest, which is SQLite's own limit.
	maxLevels = 1000
	// maxConstants bounds the constants that SQLite computes before the first row:
	// it compares each with all others. Those of an IN are not among them.
	maxConstants = 20_000
	// maxColumns is the most columns that SQLite takes of a SELECT.
	maxColumns = 2000
	// maxArguments is the most that SQLite takes of a function.
	maxArguments = 1000
)

// room is what is left of a statement's limits.
type room struct {
	levels, constants int
	longest           int // of the text of an expression
	written           int // the text of all expressions, each level anew
}

// newRoom is the room of a statement with its arguments of so many bytes.
func newRoom(length int) room {
	return room{levels: maxLevels, constants: maxConstants, longest: 1<<20 + 16*length, written: 64<<20 + 64*length}
}

// value compiles an expression as far as a quotient's digits: see quotient.go.
func (c *compiler) value(s *scope, e sqlparser.Expr) (piece, error) {
	if c.room.levels == 0 {
		return piece{}, fmt.Errorf("%w: an expression nests deeper than %d levels, the most that the engine takes", ErrUnsupported, maxLevels)
	}
	c.room.levels--
	p, err := c.construct(s, e)
	c.room.levels++
	if err != nil {
		return piece{}, err
	}
	return p, c.write(len(p.text))
}

// write takes the room of a text.
func (c *compiler) write(n int) error {
	if c.room.written -= n; n > c.room.longest || c.room.written < 0 {
		return fmt.Errorf("%w: written out for the engine, an expression becomes too long, since parts of it are repeated; compute them in a subquery in FROM", ErrUnsupported)
	}
	return nil
}

// constant takes the room of a constant.
func (c *compiler) constant() error {
	if c.room.constants--; c.room.constants < 0 {
		return fmt.Errorf("%w: more than %d constants for the engine; write a list as x IN (...), or split the statement", ErrUnsupported, maxConstants)
	}
	return nil
}
