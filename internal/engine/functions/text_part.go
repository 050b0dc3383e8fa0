package functions

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"zombiezen.com/go/sqlite"
)

// textParts take something out of a text, or put something in.
var textParts = []entry{
	{name: "my_substring", args: []int{2, 3}, run: substring},
	{name: "my_left", args: []int{2}, run: func(c call) (sqlite.Value, error) {
		s := c.text(0)
		end, _ := charOffset(s, c.count(1))
		return textResult(s[:end])
	}},
	{name: "my_right", args: []int{2}, run: func(c call) (sqlite.Value, error) {
		s := c.text(0)
		return textResult(s[lastChars(s, c.count(1)):])
	}},
	{name: "my_substring_index", args: []int{3}, run: substringIndex},
	{name: "my_trim", args: []int{3}, run: trim},
	{name: "my_insert", args: []int{4}, run: insert},
	{name: "my_elt", args: []int{anyArgs}, run: elt, kind: seesNull},
}

// lastChars returns where the last n characters of a text begin, 0 if it has
// fewer.
func lastChars(s string, n int) int {
	offset := len(s)
	for ; offset > 0 && n > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:offset])
		offset -= size
	}
	return offset
}

// substring is SUBSTRING(s, pos [, len]). Positions count from 1, negative ones
// from the end; position 0, one outside the text and a length below 1 give the
// empty text.
func substring(c call) (sqlite.Value, error) {
	s, position := c.text(0), c.count(1)
	var start int
	switch {
	case position == 0:
		return textResult("")
	case position > 0:
		start, _ = charOffset(s, position-1)
	default:
		if -position > utf8.RuneCountInString(s) {
			return textResult("")
		}
		start = lastChars(s, -position)
	}
	s = s[start:]
	if len(c.args) == 3 {
		end, _ := charOffset(s, c.count(2))
		s = s[:end]
	}
	return textResult(s)
}

// substringIndex is SUBSTRING_INDEX: what is before the count-th delimiter, or
// after the count-th from the end. The delimiter is looked for with its case.
func substringIndex(c call) (sqlite.Value, error) {
	s, delimiter, count := c.text(0), c.text(1), c.count(2)
	if delimiter == "" || count == 0 {
		return textResult("")
	}
	if count < 0 {
		end := len(s)
		for ; count < 0; count++ {
			if end = strings.LastIndex(s[:end], delimiter); end < 0 {
				return textResult(s)
			}
		}
		return textResult(s[end+len(delimiter):])
	}
	end := 0
	for ; count > 0; count-- {
		i := strings.Index(s[end:], delimiter)
		if i < 0 {
			return textResult(s)
		}
		end += i + len(delimiter)
	}
	return textResult(s[:end-len(delimiter)])
}

// trim is TRIM(side removed FROM s): it removes a whole text again and again.
func trim(c call) (sqlite.Value, error) {
	s, removed, side := c.text(0), c.text(1), strings.ToLower(c.text(2))
	if side != "both" && side != "leading" && side != "trailing" {
		return null, fmt.Errorf("TRIM of side %q", side)
	}
	if removed == "" {
		return textResult(s)
	}
	for side != "trailing" && strings.HasPrefix(s, removed) {
		s = s[len(removed):]
	}
	for side != "leading" && strings.HasSuffix(s, removed) {
		s = s[:len(s)-len(removed)]
	}
	return textResult(s)
}

// insert is INSERT(s, pos, len, new). A position outside the text changes
// nothing; a length outside the rest of it replaces all the rest.
func insert(c call) (sqlite.Value, error) {
	s, position, length, with := c.text(0), c.count(1), c.count(2), c.text(3)
	if position < 1 {
		return textResult(s)
	}
	start, _ := charOffset(s, position-1)
	if start == len(s) {
		return textResult(s)
	}
	end := len(s)
	if length >= 0 {
		size, _ := charOffset(s[start:], length)
		end = start + size
	}
	if start+len(with)+len(s)-end > maxText {
		return null, nil
	}
	return textResult(s[:start] + with + s[end:])
}

// elt is ELT(n, first, second, ...), NULL for an n without a text.
func elt(c call) (sqlite.Value, error) {
	if len(c.args) == 0 || c.isNull(0) {
		return null, nil
	}
	n := c.int(0)
	if n < 1 || n >= int64(len(c.args)) || c.isNull(int(n)) {
		return null, nil
	}
	return textResult(c.text(int(n)))
}
