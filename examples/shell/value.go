package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/mattn/go-runewidth"
)

// text is a value as SQL writes it, but without quotes; NULL has none.
func text(v any, c column) (string, bool) {
	switch v := v.(type) {
	case nil:
		return "", false
	case time.Time:
		if c.sqlType == "DATE" {
			return v.Format(time.DateOnly), true
		}
		return v.Format("2006-01-02 15:04:05.999999"), true
	case int64:
		return strconv.FormatInt(v, 10), true
	case bool:
		return strconv.FormatBool(v), true
	case string:
		return v, true
	case []byte:
		return string(v), true
	}
	return fmt.Sprint(v), true
}

// widths measures texts as terminals outside of East Asia show them.
var widths = &runewidth.Condition{StrictEmojiNeutral: true}

func width(s string) int { return widths.StringWidth(s) }

// shorten cuts a text to a width, the last column of which is then an ellipsis.
func shorten(s string, most int) string {
	if most <= 0 || len(s) <= most || width(s) <= most {
		return s
	}
	return widths.Truncate(s, most, "…")
}

// commanding are the control characters, and those that reverse the direction of text.
func commanding(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }

// visible writes such characters as Go would: a value must not command the terminal.
// Line ends and tabs may be kept.
func visible(s string, lines bool) string {
	var b strings.Builder
	for _, r := range s {
		if commanding(r) && !(lines && (r == '\n' || r == '\t')) {
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
