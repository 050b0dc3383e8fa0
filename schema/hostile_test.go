package schema

import (
	"fmt"
	"strings"
	"testing"
)

// TestFilterNames: no name that might be read as something else goes into a
// filter.
func TestFilterNames(t *testing.T) {
	for name, want := range map[string]bool{
		"Nom": true, "ID_CONTACT": true, "a.b": true, "a-b": true, "été": true, "名前": true, "1": true,
		"": false, " ": false, "a b": false, "a $and b": false, "$or": false, `a"`: false, "a'": false, "a`b": false, `a\`: false,
		"a\n": false, "a\x00": false, "a\u200b": false, "a\u00a0b": false, "\u202ea": false, "a,b": false, "a&b": false, "a%24or": false,
		"(a)": false, "a\ufffd": false, "a\xff": false, "e\u0301": false, "a$gt": false,
	} {
		if got := FilterName(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}

// TestListNames: a name in the list of fields stays that one name.
func TestListNames(t *testing.T) {
	for name, want := range map[string]bool{
		"Nom": true, "a b": true, "a&b": true, "$or": true, `"`: true,
		"": false, "a,b": false, ",": false, " a": false, "a ": false, "a\t": false, "\u00a0a": false, "a\x00b": false, "a\ufffd": false,
	} {
		if got := ListName(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}

// TestAddressable refuses names of objects that would make another path.
func TestAddressable(t *testing.T) {
	for name, want := range map[string]bool{
		"contact": true, "a b": true, "a/b": true, "a?b": true, "a#b": true, "%2e%2e": true, "...": true, "a..b": true, "été": true,
		"": false, ".": false, "..": false, "../a": false, "a/..": false, "a/./b": false, `..\a`: false, "a\n": false, "a\x00": false,
		"a\ufffd": false, strings.Repeat("a", 1001): false, strings.Repeat("é", 200): false,
	} {
		if err := addressable(name); (err == nil) != want || err != nil && len(err.Error()) > 300 {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// TestHostileMetadata has metadata that is as broken or as large as it gets: an
// error or an object, soon.
func TestHostileMetadata(t *testing.T) {
	deep := strings.Repeat("[", 1_000_000)
	many := strings.Builder{}
	for i := range 100_000 {
		fmt.Fprintf(&many, `"f%d":{"attribs":{"type":"text"}},`, i)
	}
	tests := []struct{ name, doc, want string }{
		{"nested", deep, "JSON"},
		{"a nested field", `{"a":` + deep, "JSON"},
		{"nested attribs", `{"a":{"attribs":{"type":` + deep, "JSON"},
		{"Latin-1", "{\"pr\xe9nom\":{}}", "UTF-8"},
		{"UTF-16", "\xff\xfe{\x00}\x00", "UTF-8"},
		{"a byte order mark", "\ufeff{}", "JSON"},
		{"a field twice", `{"a":{},"a":{}}`, "twice"},
		{"a field twice, once escaped", `{"a":{},"\u0061":{}}`, "twice"},
		{"two documents", `{}{}`, "text after"},
		{"a comma too many", `{"a":{},}`, "JSON"},
		{"a field is a number", `{"a":1}`, `field "a"`},
		{"a field is a list", `{"a":[1]}`, `field "a"`},
		{"a huge length", `{"a":{"attribs":{"length":1e999999}}}`, ""},
		{"a longer length", `{"a":{"attribs":{"length":"` + strings.Repeat("9", 1_000_000) + `"}}}`, ""},
		{"a negative length", `{"a":{"attribs":{"length":-5}}}`, ""},
		{"a long type", `{"a":{"attribs":{"type":"` + strings.Repeat("x", 1_000_000) + `"}}}`, ""},
		{"types of types", `{"a":{"attribs":{"type":"decimal(` + strings.Repeat("9,", 100_000) + `9)"}}}`, ""},
		{"many fields", "{" + many.String() + `"z":{}}`, ""},
	}
	for _, tt := range tests {
		_, err := ParseObject("people", []byte(tt.doc), "")
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: %.300v, want %q", tt.name, err, tt.want)
		}
		if err != nil && len(err.Error()) > 500 {
			t.Errorf("%s: a message of %d bytes", tt.name, len(err.Error()))
		}
	}
}
