package functions

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"zombiezen.com/go/sqlite"
)

// maxText is the length in bytes of the longest text that a function makes. A
// longer one is NULL, as one over max_allowed_packet is in MySQL.
const maxText = 16 << 20

// texts make one text of others.
var texts = []entry{
	{name: "my_concat", args: []int{anyArgs}, run: concat},
	{name: "my_concat_ws", args: []int{anyArgs}, run: concatWithSeparator, kind: seesNull},
	{name: "my_upper", args: []int{1}, run: func(c call) (sqlite.Value, error) { return textResult(mapCase(c.text(0), unicode.ToUpper)) }},
	{name: "my_lower", args: []int{1}, run: func(c call) (sqlite.Value, error) { return textResult(mapCase(c.text(0), unicode.ToLower)) }},
	{name: "my_length", args: []int{1}, run: func(c call) (sqlite.Value, error) { return intResult(int64(len(c.text(0)))) }},
	{name: "my_char_length", args: []int{1}, run: func(c call) (sqlite.Value, error) {
		return intResult(int64(utf8.RuneCountInString(c.text(0))))
	}},
	{name: "my_reverse", args: []int{1}, run: func(c call) (sqlite.Value, error) { return textResult(reverse(c.text(0))) }},
	{name: "my_replace", args: []int{3}, run: replace},
	{name: "my_repeat", args: []int{2}, run: func(c call) (sqlite.Value, error) { return repeated(c.text(0), c.count(1)) }},
	{name: "my_space", args: []int{1}, run: func(c call) (sqlite.Value, error) { return repeated(" ", c.count(0)) }},
	{name: "my_lpad", args: []int{3}, run: func(c call) (sqlite.Value, error) {
		return padded(c, func(text, padding string) string { return padding + text })
	}},
	{name: "my_rpad", args: []int{3}, run: func(c call) (sqlite.Value, error) {
		return padded(c, func(text, padding string) string { return text + padding })
	}},
}

// concat joins its arguments; CONCAT of one NULL is NULL.
func concat(c call) (sqlite.Value, error) {
	var b strings.Builder
	for i := range c.args {
		s := c.text(i)
		if b.Len()+len(s) > maxText {
			return null, nil
		}
		b.WriteString(s)
	}
	return textResult(b.String())
}

// concatWithSeparator joins the arguments after the first, which goes between
// them. NULL among them is left out; only a NULL separator makes NULL.
func concatWithSeparator(c call) (sqlite.Value, error) {
	if len(c.args) == 0 || c.isNull(0) {
		return null, nil
	}
	var b strings.Builder
	separator, first := c.text(0), true
	for i := 1; i < len(c.args); i++ {
		if c.isNull(i) {
			continue
		}
		s := c.text(i)
		if b.Len()+len(separator)+len(s) > maxText {
			return null, nil
		}
		if !first {
			b.WriteString(separator)
		}
		first = false
		b.WriteString(s)
	}
	return textResult(b.String())
}

// mapCase changes characters one by one, as MySQL does: ß stays ß. Bytes that
// are no character stay as they are.
func mapCase(s string, to func(rune) rune) string {
	var b strings.Builder
	b.Grow(len(s))
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && size == 1 {
			b.WriteByte(s[0])
		} else {
			b.WriteRune(to(r))
		}
		s = s[size:]
	}
	return b.String()
}

func reverse(s string) string {
	b := make([]byte, 0, len(s))
	for len(s) > 0 {
		_, size := utf8.DecodeLastRuneInString(s)
		b = append(b, s[len(s)-size:]...)
		s = s[:len(s)-size]
	}
	return string(b)
}

// replace looks for a text with its case, whatever the collation.
func replace(c call) (sqlite.Value, error) {
	s, from, to := c.text(0), c.text(1), c.text(2)
	if from == "" {
		return textResult(s)
	}
	if len(to) > len(from) && len(s)+strings.Count(s, from)*(len(to)-len(from)) > maxText {
		return null, nil
	}
	return textResult(strings.ReplaceAll(s, from, to))
}

func repeated(s string, count int) (sqlite.Value, error) {
	if count < 1 || s == "" {
		return textResult("")
	}
	if count > maxText/len(s) {
		return null, nil
	}
	return textResult(strings.Repeat(s, count))
}

// padded brings a text to a number of characters: LPAD or RPAD. A longer text is
// cut at its end by both. A negative length and, where there is something to
// pad, no padding are NULL.
func padded(c call, join func(text, padding string) string) (sqlite.Value, error) {
	s, length, with := c.text(0), c.count(1), c.text(2)
	if length < 0 {
		return null, nil
	}
	end, missing := charOffset(s, length)
	if missing == 0 {
		return textResult(s[:end])
	}
	chars := utf8.RuneCountInString(with)
	if chars == 0 || missing > maxText {
		return null, nil
	}
	times := missing / chars
	part, _ := charOffset(with, missing%chars)
	if len(s)+times*len(with)+part > maxText {
		return null, nil
	}
	return textResult(join(s, strings.Repeat(with, times)+with[:part]))
}

// charOffset returns where in a text the character after the first n begins, and
// how many of the n the text is short of.
func charOffset(s string, n int) (offset, missing int) {
	for offset < len(s) && n > 0 {
		if s[offset] < utf8.RuneSelf {
			offset++
		} else {
			_, size := utf8.DecodeRuneInString(s[offset:])
			offset += size
		}
		n--
	}
	return offset, max(n, 0)
}
