package main

import "testing"

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{
		"":                0,
		"abc":             3,
		"été":             3,
		"e\u0301te\u0301": 3, // accents of their own
		"Ελλάδα":          6,
		"日本語":             6,
		"ａ":               2, // full width
		"ｶ":               1, // half width
		"한국":              4,
		"🙂":               2,
		"👩‍👩‍👧":           2,
		"👍🏽":              2, // with a skin colour
		"❤️":              2,
		"🇫🇷🇧🇪":            4,
		"🏖":               1, // wide only if its emoji style is asked for
		"🏖\ufe0f":         2,
		"a\u200bb":        2,
		"שלום":            4,
	} {
		if got := width(text); got != want {
			t.Errorf("width(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		text, want string
		most       int
	}{
		{"abcde", "abcde", 5},
		{"abcdef", "abcd…", 5},
		{"日本語", "日本語", 6},
		{"日本語", "日本…", 5},
		{"日本語", "日…", 4},
		{"ab👩‍👩‍👧cd", "ab👩‍👩‍👧…", 5},
		{"ab👩‍👩‍👧cd", "ab…", 4},
		{"ééééé", "ééééé", 5},
	} {
		if got := shorten(c.text, c.most); got != c.want {
			t.Errorf("shorten(%q, %d) = %q, want %q", c.text, c.most, got, c.want)
		}
	}
}

func TestVisible(t *testing.T) {
	for text, want := range map[string]string{
		"a\tb\n":            `a\tb\n`,
		"\x1b[31mred":       `\x1b[31mred`,
		"\u202eevil":        `\u202eevil`,
		"it's 'été' 👩‍👧 \\": "it's 'été' 👩‍👧 \\",
	} {
		if got := visible(text, false); got != want {
			t.Errorf("visible(%q) = %q, want %q", text, got, want)
		}
	}
	if got := visible("a\nb\r", true); got != "a\nb\\r" {
		t.Errorf("got %q", got)
	}
}
