package clienttest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPage finds each piece of Go in docs/clients.md in the examples, which are
// run: line by line, but for the depth at which it stands there.
func TestPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/clients.md")
	must(t, err)
	files, err := filepath.Glob("example_*_test.go")
	must(t, err)
	var source []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		must(t, err)
		source = append(source, trimmed(string(text)))
	}
	pieces := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(string(page), -1)
	if len(pieces) < 10 {
		t.Fatalf("the page has %d pieces of Go", len(pieces))
	}
	for _, piece := range pieces {
		if !strings.Contains(strings.Join(source, "\n"), trimmed(piece[1])) {
			t.Errorf("no example has this piece of the page:\n%s", piece[1])
		}
	}
}

// trimmed is a text without what stands before and behind its lines.
func trimmed(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
