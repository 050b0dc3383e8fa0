package functions

import (
	"strings"
	"unicode"
)

// soundexCodes are the codes of A to Z; 0 is a vowel.
const soundexCodes = "01230120022455012623010202"

// soundex is MySQL's SOUNDEX: the original algorithm, which drops vowels first
// and duplicates then, with as many digits as there are. Letters other than A to
// Z are taken as vowels, other characters left out.
func soundex(s string) string {
	var b strings.Builder
	var last byte
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		r = unicode.ToUpper(r)
		code := soundexCode(r)
		if b.Len() == 0 {
			b.WriteRune(r)
			last = code
			continue
		}
		if code != '0' && code != last {
			b.WriteByte(code)
			last = code
		}
	}
	if b.Len() == 0 {
		return ""
	}
	if short := 4 - len([]rune(b.String())); short > 0 {
		b.WriteString(strings.Repeat("0", short))
	}
	return b.String()
}

func soundexCode(r rune) byte {
	if r < 'A' || r > 'Z' {
		return '0'
	}
	return soundexCodes[r-'A']
}
