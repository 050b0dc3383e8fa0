package functions

import (
	"errors"
	"unicode/utf8"

	"zombiezen.com/go/sqlite"
)

// patterns are LIKE and REGEXP.
var patterns = []entry{
	{name: "my_like", args: []int{2, 3}, run: func(c call) (sqlite.Value, error) { return like(c, false) }},
	{name: "my_like_bin", args: []int{2, 3}, run: func(c call) (sqlite.Value, error) { return like(c, true) }},
	{name: "my_regexp", args: []int{2}, run: func(c call) (sqlite.Value, error) { return matchRegexp(c, false) }},
	{name: "my_regexp_bin", args: []int{2}, run: func(c call) (sqlite.Value, error) { return matchRegexp(c, true) }},
}

// like is s LIKE pattern [ESCAPE escape]; without one the escape is a backslash.
func like(c call, binary bool) (sqlite.Value, error) {
	key := likeKey{pattern: c.text(1), escape: '\\', binary: binary}
	if len(c.args) == 3 {
		var ok bool
		if key.escape, ok = escapeOf(c.text(2)); !ok {
			return null, errors.New("incorrect arguments to ESCAPE")
		}
	}
	pattern, err := c.likes.get(key, c.weights.compileLike)
	if err != nil {
		return null, err
	}
	return truthResult(c.weights.like(c.text(0), pattern))
}

// escapeOf reads an escape: one character or none.
func escapeOf(s string) (escape rune, ok bool) {
	if s == "" {
		return noEscape, true
	}
	r, size := utf8.DecodeRuneInString(s)
	return r, size == len(s) && (r != utf8.RuneError || size > 1)
}
