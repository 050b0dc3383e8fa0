package functions

import (
	"fmt"
	"regexp"
	"strings"

	"zombiezen.com/go/sqlite"
)

// A regexpKey is what a compiled regular expression depends on.
type regexpKey struct {
	pattern string
	binary  bool
}

type compiledRegexp = regexp.Regexp

// wordBounds turns the marks of a word's beginning and end, which MySQL's
// regular expressions have, into RE2's, which has one for both.
var wordBounds = strings.NewReplacer("[[:<:]]", `\b`, "[[:>:]]", `\b`)

// matchRegexp is s REGEXP pattern, matched in a time linear in the text's length
// by Go's regular expressions. As in MySQL the pattern may match any part of the
// text, a point any character, also the end of a line, and case doesn't count
// unless it is binary. Accents count, as there.
func matchRegexp(c call, binary bool) (sqlite.Value, error) {
	expression, err := c.regexps.get(regexpKey{c.text(1), binary}, compileRegexp)
	if err != nil {
		return null, err
	}
	return truthResult(expression.MatchString(c.text(0)))
}

func compileRegexp(key regexpKey) (*compiledRegexp, error) {
	flags := "(?is)"
	if key.binary {
		flags = "(?s)"
	}
	expression, err := regexp.Compile(flags + wordBounds.Replace(key.pattern))
	if err != nil {
		return nil, fmt.Errorf("REGEXP %q: %w", key.pattern, err)
	}
	return expression, nil
}
