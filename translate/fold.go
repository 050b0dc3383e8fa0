package translate

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// foldKey is the same for all values that a server may take for equal: those
// that differ in case, accents, width, ligatures or spaces only. It may be the
// same for others, which does no harm.
func foldKey(s string) string {
	var b strings.Builder
	last := rune(-1)
	for _, r := range norm.NFKD.String(s) {
		r = unicode.ToLower(unicode.ToUpper(r))
		if plain, ok := letters[r]; ok {
			r = plain
		}
		// Doubled letters are one: ß is s to one collation and ss to another.
		if unicode.IsMark(r) || unicode.IsSpace(r) || r == last || !unicode.IsPrint(r) {
			continue
		}
		last = r
		b.WriteRune(r)
	}
	return ligatures.Replace(b.String())
}

// letters are those whose accent has no decomposition in Unicode.
var letters = map[rune]rune{'ß': 's', 'ø': 'o', 'ł': 'l', 'đ': 'd', 'ð': 'd', 'ħ': 'h', 'ı': 'i', 'þ': 't', 'ŋ': 'n'}

// ligatures count as their first letter to some collations and as both to
// others, so both letters are one here.
var ligatures = strings.NewReplacer("æ", "a", "ae", "a", "œ", "o", "oe", "o", "th", "t")

// groups puts the values of a list that may be equal beside each other.
func groups(values []string, text bool) [][]string {
	index := make(map[string]int, len(values))
	var out [][]string
	for _, v := range values {
		key := v
		if text {
			key = foldKey(v)
		}
		i, ok := index[key]
		if !ok {
			i = len(out)
			index[key] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], v)
	}
	return out
}
