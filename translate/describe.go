package translate

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// describe shows a part of a statement, or its negation, in messages.
func describe(e sqlparser.Expr, not bool) string {
	text := syntax.Shown(e)
	if not {
		return fmt.Sprintf("NOT (%s)", text)
	}
	return text
}

// shortText cuts a text that may be very long.
func shortText(s string) string {
	if len(s) > 60 {
		s = strings.ToValidUTF8(s[:60], "") + "..."
	}
	return s
}
