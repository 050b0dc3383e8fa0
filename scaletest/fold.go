package scaletest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// folded holds the letters which differ from their base by an accent or are
// written with two, each group led by its base. The server uses a table of its
// own so that it shares no collation with the clients it tests.
var folded = func() map[rune]string {
	groups := []string{
		"a àáâãäåāăą", "c çćĉċč", "d ďđð", "e èéêëēĕėęě", "g ĝğġģ", "h ĥħ",
		"i ìíîïĩīĭįı", "j ĵ", "k ķ", "l ĺļľł", "n ñńņň", "o òóôõöøōŏő",
		"r ŕŗř", "s śŝşšſ", "t ţťŧ", "u ùúûüũūŭůűų", "w ŵ", "y ýÿŷ",
		"z źżž", "oe œ", "ae æ", "ss ß", "th þ",
	}
	table := make(map[rune]string)
	for _, group := range groups {
		base, letters, _ := strings.Cut(group, " ")
		for _, letter := range letters {
			table[letter] = base
		}
	}
	return table
}()

// fold brings a text to the form in which texts that differ only by case or
// accents are equal, which is how MySQL compares by default.
func fold(text string) string {
	plain := true
	for i := range len(text) {
		if c := text[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		r = unicode.ToLower(r)
		if r < utf8.RuneSelf {
			b.WriteByte(byte(r))
		} else if base, ok := folded[r]; ok {
			b.WriteString(base)
		} else if r < 0x300 || r > 0x36F { // combining accents vanish
			b.WriteRune(r)
		}
	}
	return b.String()
}
