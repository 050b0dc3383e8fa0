package translate

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// foldKey is the same for all values that a server may take for equal: those
// that differ in case, accents, width, ligatures, kana or spaces only. It may be
// the same for others, which does no harm.
func foldKey(s string) string {
	var b strings.Builder
	last := rune(-1)
	for _, r := range norm.NFKD.String(s) {
		if unicode.IsMark(r) || unicode.IsSpace(r) || !unicode.IsPrint(r) {
			continue
		}
		r = foldRune(unicode.ToLower(unicode.ToUpper(r)))
		text, ok := letters[r]
		if !ok {
			text = string(r)
		}
		for _, r := range text {
			if !swallows(last, r) {
				b.WriteRune(r)
				last = r
			}
		}
	}
	return b.String()
}

// letters are those that are no base and accent to Unicode.
var letters = map[rune]string{
	'ß': "ss", 'œ': "oe", 'æ': "ae", 'þ': "th", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d",
	'ħ': "h", 'ı': "i", 'ŧ': "t", 'ŋ': "n", 'ĸ': "k",
}

// swallows reports whether a letter counts for nothing behind another one. ß is
// s to one collation and ss to another, œ is o or oe, and so on.
func swallows(last, r rune) bool {
	return r == last || r == 'e' && (last == 'o' || last == 'a') || r == 'h' && last == 't'
}

// foldRune brings together the characters that a collation may hold for one
// although Unicode's decomposition does not.
func foldRune(r rune) rune {
	const (
		smallKana = "ァィゥェォッャュョヮ" // each followed by the large one
		toKata    = 'ァ' - 'ぁ'
	)
	if r < 0x80 {
		return r
	}
	if unicode.IsDigit(r) {
		zero := r
		for unicode.IsDigit(zero-1) && r-zero < 9 {
			zero--
		}
		return '0' + r - zero
	}
	if 'ぁ' <= r && r <= 'ゖ' {
		r += toKata
	}
	switch {
	case strings.ContainsRune(smallKana, r):
		return r + 1
	case r > 0xFFFF:
		// MySQL's older collations hold all characters of four bytes for equal.
		return 0x10000
	}
	return r
}

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
