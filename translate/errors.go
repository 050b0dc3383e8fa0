package translate

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/translate/syntax"
)

// ErrUnsupported is wrapped by every error about a statement, or a part of one,
// that is valid SQL but can't be carried out.
var ErrUnsupported = syntax.ErrUnsupported

// unsupported names the part of a statement that can't be carried out, and why.
func unsupported(part, why string) error {
	return fmt.Errorf("%w: %s: %s", ErrUnsupported, part, why)
}

const inexactReason = "the API can't answer it exactly"

// inexact says which parts of a WHERE the API can't answer exactly.
func inexact(weak []weakness) error {
	const enough = 5
	var blame []string
	for i, w := range weak {
		if i == enough {
			blame = append(blame, fmt.Sprintf("and %d more", len(weak)-enough))
			break
		}
		blame = append(blame, w.String())
	}
	return unsupported("WHERE", inexactReason+": "+strings.Join(blame, "; "))
}
