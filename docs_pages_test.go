package scale_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// pages are README.md and those of docs.
func pages(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("docs/*.md")
	if err != nil || len(names) < 10 {
		t.Fatalf("docs has %d pages: %v", len(names), err)
	}
	return append(names, "README.md")
}

func pageText(t *testing.T, page string) string {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// docTables are the rows of a page's tables that have these headings, each cell
// without its outer spaces.
func docTables(t *testing.T, page, headings string) (rows [][]string) {
	t.Helper()
	for _, part := range strings.Split(pageText(t, page), "\n| "+headings+" |\n")[1:] {
		for _, line := range strings.Split(part, "\n")[1:] {
			if !strings.HasPrefix(line, "| ") {
				break
			}
			cells := strings.Split(strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|"), " | ")
			for i := range cells {
				cells[i] = strings.TrimSpace(cells[i])
			}
			rows = append(rows, cells)
		}
	}
	if len(rows) == 0 {
		t.Fatalf("%s has no table %s", page, headings)
	}
	return rows
}

var codePattern = regexp.MustCompile("`+([^`]+)`+")

// codes are the pieces of code in a cell.
func codes(cell string) []string {
	var all []string
	for _, m := range codePattern.FindAllStringSubmatch(cell, -1) {
		all = append(all, m[1])
	}
	return all
}

var (
	fencePattern   = regexp.MustCompile("(?s)\n```.*?\n```\n")
	linkPattern    = regexp.MustCompile(`\]\(([^)#:]*)(?:#([^)]*))?\)`)
	headingPattern = regexp.MustCompile("(?m)^#+ (.*)$")
	anchorPattern  = regexp.MustCompile(`[^\p{L}\p{N}_ -]`)
)

// TestDocLinks follows the links between the pages, also to headings.
func TestDocLinks(t *testing.T) {
	more, err := filepath.Glob("examples/*/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range append(pages(t), append(more, "CHANGELOG.md")...) {
		for _, link := range linkPattern.FindAllStringSubmatch(fencePattern.ReplaceAllString(pageText(t, page), "\n"), -1) {
			target := page
			if link[1] != "" {
				target = filepath.Join(filepath.Dir(page), link[1])
			}
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s: %v", page, err)
				continue
			}
			if link[2] != "" && !hasAnchor(pageText(t, target), link[2]) {
				t.Errorf("%s: %s has no heading #%s", page, target, link[2])
			}
		}
	}
}

// hasAnchor reports whether one of a page's headings has an anchor.
func hasAnchor(text, anchor string) bool {
	for _, heading := range headingPattern.FindAllStringSubmatch(text, -1) {
		name := anchorPattern.ReplaceAllString(strings.ToLower(heading[1]), "")
		if strings.ReplaceAll(name, " ", "-") == anchor {
			return true
		}
	}
	return false
}

// TestReadmeIsShort keeps README.md to what is read in five minutes, and has it
// lead to all pages and examples.
func TestReadmeIsShort(t *testing.T) {
	text := pageText(t, "README.md")
	if n := strings.Count(text, "\n"); n > 150 {
		t.Errorf("README.md has %d lines", n)
	}
	for _, page := range pages(t) {
		if page != "README.md" && !strings.Contains(text, "]("+filepath.ToSlash(page)+")") {
			t.Errorf("README.md doesn't lead to %s", page)
		}
	}
	mains, err := filepath.Glob("examples/*/main.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, main := range mains {
		if !strings.Contains(text, "]("+filepath.ToSlash(filepath.Dir(main))+")") {
			t.Errorf("README.md doesn't lead to %s", filepath.Dir(main))
		}
	}
}
