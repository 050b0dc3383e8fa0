package functions

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"

	"zombiezen.com/go/sqlite"
)

// A regexpKey is what a compiled regular expression depends on.
type regexpKey struct {
	pattern string
	binary  bool
}

type compiledRegexp = regexp.Regexp

// dialect turns what MySQL's regular expressions have into RE2's: the marks of a
// word's beginning and end, for both of which RE2 has one, and the classes of
// characters, which RE2 has of ASCII alone.
var dialect = strings.NewReplacer("[[:<:]]", `\b`, "[[:>:]]", `\b`,
	"[:alpha:]", `\p{L}`, "[:upper:]", `\p{Lu}`, "[:lower:]", `\p{Ll}`, "[:alnum:]", `\p{L}\p{N}`,
	"[:digit:]", `\p{Nd}`, "[:punct:]", `\p{P}\p{S}`, "[:space:]", `\s\v`)

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

// regexpError says what is wrong with a pattern, of which a long one is not
// repeated.
func regexpError(pattern string, err error) error {
	var wrong *syntax.Error
	if !errors.As(err, &wrong) || len(pattern) <= 200 {
		return fmt.Errorf("REGEXP %q: %w", pattern, err)
	}
	return fmt.Errorf("REGEXP %q...: %s", strings.ToValidUTF8(pattern[:200], ""), wrong.Code)
}

func compileRegexp(key regexpKey) (*compiledRegexp, error) {
	flags := "(?is)"
	if key.binary {
		flags = "(?s)"
	}
	expression, err := regexp.Compile(flags + dialect.Replace(key.pattern))
	if err != nil {
		return nil, regexpError(key.pattern, err)
	}
	return expression, nil
}
