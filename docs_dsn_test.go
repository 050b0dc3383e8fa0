package scale_test

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
)

// TestDocOptions compares the options of docs/dsn.md with the driver's: there is
// a row for each, defaults are the defaults, examples are none, and what an
// option takes is taken.
func TestDocOptions(t *testing.T) {
	_, err := scale.ParseDSN("scale://t@h/i?no_such_option=1")
	_, list, ok := strings.Cut(err.Error(), "the options are ")
	if !ok {
		t.Fatal(err)
	}
	var named []string
	for _, row := range docTables(t, "docs/dsn.md", "Option | Default | Takes | Example | Meaning") {
		name := codes(row[0])[0]
		named = append(named, name)
		for _, value := range codes(row[1]) {
			if !isDefault(t, name, value) {
				t.Errorf("%s: %s is not the default", name, value)
			}
		}
		for _, value := range codes(row[3]) {
			if isDefault(t, name, value) {
				t.Errorf("%s: the example %s is the default", name, value)
			}
		}
		takes := codes(row[2])
		for _, value := range takes {
			if name != "tls" { // false is for a loopback host
				isDefault(t, name, value)
			}
		}
		for _, value := range beyond(row[2]) {
			if _, err := scale.ParseDSN("scale://t@h/i?" + name + "=" + value); err == nil {
				t.Errorf("%s: %s is taken, too", name, value)
			}
		}
	}
	slices.Sort(named)
	if want := strings.Split(list, ", "); !slices.Equal(named, slices.Sorted(slices.Values(want))) {
		t.Errorf("docs/dsn.md has the options\n%v, the driver\n%v", named, want)
	}
}

// TestPackageDocOptions compares the options of the package's documentation, and
// their defaults, with the driver's.
func TestPackageDocOptions(t *testing.T) {
	_, table, _ := strings.Cut(pageText(t, "doc.go"), "The options are\n")
	table, _, _ = strings.Cut(table, "An unknown option")
	var named, pages []string
	for _, m := range regexp.MustCompile(`(?m)^//\t(\w+) +(\S+)`).FindAllStringSubmatch(table, -1) {
		named = append(named, m[1])
		if m[1] != "temp_dir" && m[1] != "dedupe_header" && !isDefault(t, m[1], m[2]) {
			t.Errorf("%s: %s is not the default", m[1], m[2])
		}
	}
	for _, row := range docTables(t, "docs/dsn.md", "Option | Default | Takes | Example | Meaning") {
		pages = append(pages, codes(row[0])[0])
	}
	slices.Sort(named)
	slices.Sort(pages)
	if !slices.Equal(named, pages) {
		t.Errorf("doc.go has the options\n%v, docs/dsn.md\n%v", named, pages)
	}
}

// isDefault reports whether a value of an option, which must be a good one, is
// its default.
func isDefault(t *testing.T, name, value string) bool {
	t.Helper()
	got, err := scale.ParseDSN("scale://t@h/i?" + name + "=" + value)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return false
	}
	want, _ := scale.ParseDSN("scale://t@h/i")
	return reflect.DeepEqual(got, want)
}

// beyond are values on both sides of a range, such as `1` to `64`, or below a
// least one; of a list of words it is another word.
func beyond(takes string) []string {
	if m := regexp.MustCompile("^`([0-9]+)([A-Za-z]*)` to `([0-9]+)([A-Za-z]*)`$").FindStringSubmatch(takes); m != nil {
		return []string{below(m[1]) + m[2], m[3] + "1" + m[4]}
	}
	if m := regexp.MustCompile("^`([0-9]+)([a-z]+)` or more$").FindStringSubmatch(takes); m != nil {
		return []string{below(m[1]) + m[2]}
	}
	if regexp.MustCompile("^`[^`]+`(, `[^`]+`)+$").MatchString(takes) {
		return []string{"something"}
	}
	return nil
}

// below is a number less than another, which is 0 or 1.
func below(n string) string {
	if n == "0" {
		return "-1"
	}
	return "0"
}
