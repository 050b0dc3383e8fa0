package functions

import (
	"strings"
	"unicode/utf8"

	"zombiezen.com/go/sqlite"
)

// textSearches compare texts with others and find them in others.
var textSearches = []entry{
	{name: "my_locate", args: []int{2, 3}, run: func(c call) (sqlite.Value, error) { return locate(c, c.weights.index) }},
	{name: "my_locate_bin", args: []int{2, 3}, run: func(c call) (sqlite.Value, error) { return locate(c, indexBytes) }},
	{name: "my_field", args: []int{anyArgs}, kind: seesNull, run: func(c call) (sqlite.Value, error) { return field(c, c.weights.compare) }},
	{name: "my_field_bin", args: []int{anyArgs}, kind: seesNull, run: func(c call) (sqlite.Value, error) { return field(c, compareBytes) }},
	{name: "my_find_in_set", args: []int{2}, run: findInSet},
	{name: "my_strcmp", args: []int{2}, run: func(c call) (sqlite.Value, error) {
		return intResult(int64(c.weights.compare(c.text(0), c.text(1))))
	}},
	{name: "my_strcmp_bin", args: []int{2}, run: func(c call) (sqlite.Value, error) {
		return intResult(int64(compareBytes(c.text(0), c.text(1))))
	}},
}

// locate is LOCATE(needle, hay [, pos]): the position of the first character of
// the first occurrence from pos on, 0 if there is none. An empty needle is at
// pos, which may be just behind the text.
func locate(c call, index func(hay, needle string) int) (sqlite.Value, error) {
	needle, hay, position := c.text(0), c.text(1), 1
	if len(c.args) == 3 {
		position = c.count(2)
	}
	if position < 1 {
		return intResult(0)
	}
	start, missing := charOffset(hay, position-1)
	if missing > 0 {
		return intResult(0)
	}
	i := index(hay[start:], needle)
	if i < 0 {
		return intResult(0)
	}
	return intResult(int64(position + utf8.RuneCountInString(hay[start:start+i])))
}

func indexBytes(hay, needle string) int { return strings.Index(hay, needle) }

// index returns where characters that equal the needle's begin. A needle of no
// weight is where the text begins.
func (w *weigher) index(hay, needle string) int {
	weights := w.literal(needle, false).weights
	if len(weights) == 0 {
		return 0
	}
	for at := 0; at < len(hay); {
		first, size := w.at(hay, at)
		if len(first) > 0 && first[0] == weights[0] {
			if _, ok := w.run(hay, at, weights); ok {
				return at
			}
		}
		at += size
	}
	return -1
}

// field is FIELD(x, first, second, ...): which of them x equals, 0 if none.
func field(c call, compare func(a, b string) int) (sqlite.Value, error) {
	if len(c.args) == 0 || c.isNull(0) {
		return intResult(0)
	}
	x := c.text(0)
	for i := 1; i < len(c.args); i++ {
		if !c.isNull(i) && compare(x, c.text(i)) == 0 {
			return intResult(int64(i))
		}
	}
	return intResult(0)
}

// findInSet is FIND_IN_SET(s, list) of a list with commas: which of its items s
// equals, 0 if none, and always if s has a comma.
func findInSet(c call) (sqlite.Value, error) {
	s, list := c.text(0), c.text(1)
	if list == "" || strings.Contains(s, ",") {
		return intResult(0)
	}
	for i := int64(1); ; i++ {
		item, rest, more := strings.Cut(list, ",")
		if c.weights.compare(s, item) == 0 {
			return intResult(i)
		}
		if !more {
			return intResult(0)
		}
		list = rest
	}
}
