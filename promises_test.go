package scale_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	namedTests   = regexp.MustCompile("(?:`([a-z/]+)` )?`((?:Test|Fuzz)\\w+)`")
	writtenTests = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
)

// Every test that docs/promises.md names exists where the page says, and every
// promise names one.
func TestPromisesNameTheirTests(t *testing.T) {
	page, err := os.ReadFile("docs/promises.md")
	if err != nil {
		t.Fatal(err)
	}
	written := make(map[string]map[string]bool) // by directory
	promises := 0
	for line := range strings.Lines(string(page)) {
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| Promise |") {
			continue
		}
		promises++
		named := namedTests.FindAllStringSubmatch(line, -1)
		if len(named) == 0 {
			t.Errorf("no test holds: %s", line)
		}
		for _, m := range named {
			dir := m[1]
			if written[dir] == nil {
				written[dir] = testsIn(t, dir)
			}
			if !written[dir][m[2]] {
				t.Errorf("there is no %s in %q", m[2], dir)
			}
		}
	}
	if promises < 20 {
		t.Errorf("%d promises were found", promises)
	}
}

// testsIn are the names of the tests in a directory.
func testsIn(t *testing.T, dir string) map[string]bool {
	files, err := filepath.Glob(filepath.Join(".", dir, "*_test.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests in %q: %v", dir, err)
	}
	names := make(map[string]bool)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range writtenTests.FindAllSubmatch(text, -1) {
			names[string(m[1])] = true
		}
	}
	return names
}
