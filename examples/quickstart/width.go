package main

import (
	"strconv"
	"strings"
	"unicode"

	eastasian "golang.org/x/text/width"
)

// The characters that change how wide their neighbours are.
const (
	joiner      = '\u200d' // joins emoji to one: 👩‍👧
	emojiStyle  = '\ufe0f' // shows the character before it as an emoji
	firstFlag   = '🇦'      // two of these are a flag
	lastFlag    = '🇿'
	lightestTan = '🏻' // skin colours, which change the emoji before them
	darkestTan  = '🏿'
)

// cluster is what a terminal shows in one place.
type cluster struct {
	text  string
	width int // in columns: 0, 1 or 2
}

// clusters takes a text apart. It knows accents, wide scripts, joined emoji,
// skin colours and flags, which is enough for a table; it is not all of
// Unicode's rules.
func clusters(s string) []cluster {
	var all []cluster
	joined, flags := false, 0
	for _, r := range s {
		flag := r >= firstFlag && r <= lastFlag
		if flag {
			flags++
		} else {
			flags = 0
		}
		if n := len(all); n > 0 && (joined || extends(r) || flag && flags%2 == 0) {
			last := &all[n-1]
			last.text += string(r)
			if r == emojiStyle || flag {
				last.width = 2
			}
		} else {
			all = append(all, cluster{string(r), runeWidth(r)})
		}
		joined = r == joiner
	}
	return all
}

// extends reports whether a character is shown in the place of the one before.
func extends(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me) || r == joiner || r >= lightestTan && r <= darkestTan
}

func runeWidth(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch eastasian.LookupRune(r).Kind() {
	case eastasian.EastAsianWide, eastasian.EastAsianFullwidth:
		return 2
	}
	return 1
}

// width is the number of columns that a text takes.
func width(s string) int {
	n := 0
	for _, c := range clusters(s) {
		n += c.width
	}
	return n
}

// shorten cuts a text to a width, the last column of which is then an ellipsis.
func shorten(s string, most int) string {
	if len(s) <= most || width(s) <= most {
		return s
	}
	var b strings.Builder
	n := 0
	for _, c := range clusters(s) {
		if n += c.width; n > most-1 {
			break
		}
		b.WriteString(c.text)
	}
	return b.String() + "…"
}

// visible writes control characters, and those that reverse the direction of
// the text around them, as Go would: a value must not move the cursor. Line
// ends may be kept.
func visible(s string, lines bool) string {
	var b strings.Builder
	for _, r := range s {
		if (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) && !(lines && r == '\n') {
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
