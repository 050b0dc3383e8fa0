package api

import (
	"fmt"
	"html"
	"net/url"
	"strings"
	"unicode/utf16"
)

// newRedactor returns a function that hides a token in a text, in whatever way
// JSON, HTML or a URL spells it: servers echo what they refuse. A text that was
// cut may end within the token; that part of it is hidden too.
func newRedactor(token string) func(string) string {
	if token == "" {
		return func(s string) string { return s }
	}
	var spelt [][]string
	for _, r := range token {
		spelt = append(spelt, spellings(r))
	}
	return func(s string) string {
		var b strings.Builder
		from := 0
		for i := 0; i < len(s); {
			n := spells(s[i:], spelt)
			if n == 0 {
				i++
				continue
			}
			b.WriteString(s[from:i] + "[token]")
			i += n
			from = i
		}
		return b.String() + s[from:]
	}
}

// spellings are the ways to write a character: as it is, and escaped in JSON,
// URLs and HTML.
func spellings(r rune) []string {
	s := string(r)
	all := []string{
		s, `\` + s, url.QueryEscape(s), url.PathEscape(s), html.EscapeString(s),
		fmt.Sprintf("&#%d;", r), fmt.Sprintf("&#x%x;", r),
	}
	if r == '"' {
		all = append(all, "&quot;")
	}
	escaped := ""
	for _, unit := range utf16.Encode([]rune{r}) {
		escaped += fmt.Sprintf(`\u%04x`, unit)
	}
	percent := ""
	for _, c := range []byte(s) {
		percent += fmt.Sprintf("%%%02x", c)
	}
	return append(all, escaped, percent)
}

const (
	leastPart  = 6  // characters of a token that a text which ends there may not show
	longEscape = 12 // bytes of the longest escape of a character
)

// spells returns the length of the spelling of the token that s starts with, 0
// if it starts with none.
func spells(s string, token [][]string) int {
	n := 0
	for i, ways := range token {
		size := startsWith(s[n:], ways)
		if size == 0 {
			if i >= leastPart && len(s)-n < longEscape {
				return len(s)
			}
			return 0
		}
		n += size
	}
	return n
}

// startsWith is the length of the longest of the ways that s starts with. The
// hexadecimal digits of escapes have no case; to heed that of letters is not
// worth telling them apart.
func startsWith(s string, ways []string) int {
	size := 0
	for _, way := range ways {
		if len(way) > size && len(way) <= len(s) && strings.EqualFold(s[:len(way)], way) {
			size = len(way)
		}
	}
	return size
}
