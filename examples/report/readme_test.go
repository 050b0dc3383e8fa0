package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// blocks are the README's blocks of code in a language.
func blocks(t *testing.T, language string) []string {
	t.Helper()
	var all []string
	// What stands between fences is every second part.
	for i, part := range strings.Split("\n"+readme(t), "\n```") {
		if block, ok := strings.CutPrefix(part, language+"\n"); ok && i%2 == 1 {
			all = append(all, block+"\n")
		}
	}
	if len(all) == 0 {
		t.Fatalf("README.md has no block of %q", language)
	}
	return all
}

// TestReadmeCommands runs the commands, in a directory of their own.
func TestReadmeCommands(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "my-reports"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "my-reports", "prospects.sql"), []byte(blocks(t, "sql")[0]), 0o600); err != nil {
		t.Fatal(err)
	}
	commands := blocks(t, "sh")
	t.Chdir(dir)
	count := 0
	for _, block := range commands {
		for _, line := range strings.Split(block, "\n") {
			args, ok := strings.CutPrefix(line, "go run . ")
			if !ok {
				continue
			}
			count++
			out, _, err := ran(t, "", strings.Fields(args)...)
			if err != nil || out == "" && !strings.Contains(args, "-o ") {
				t.Errorf("%s: got %q, %v", line, out, err)
			}
			if m := regexp.MustCompile(`-o (\S+)`).FindStringSubmatch(args); m != nil {
				if info, err := os.Stat(m[1]); err != nil || info.Size() == 0 {
					t.Errorf("%s: %v", line, err)
				}
			}
		}
	}
	if count < 8 {
		t.Errorf("README.md has %d commands", count)
	}
}

func TestReadmeTable(t *testing.T) {
	want := blocks(t, "")[0]
	if got, _, err := ran(t, "", "orders-by-month", "-since", "2025-10-01"); err != nil || got != want {
		t.Errorf("got\n%s%v", got, err)
	}
}

func TestReadmeReport(t *testing.T) {
	dir := ownReports(t, blocks(t, "sql")[0])
	out, _, err := ran(t, "", "-dir", dir, "mine", "-least", "2", "-format", "html")
	if err != nil || !strings.Contains(out, "<svg") {
		t.Errorf("got %s, %v", out, err)
	}
	if _, _, err := ran(t, "", "-dir", dir, "mine"); err == nil || !strings.Contains(err.Error(), "needs -least") {
		t.Errorf("got %v", err)
	}
}

// TestReadmeTables checks that the tables tell of all there is.
func TestReadmeTables(t *testing.T) {
	text := readme(t)
	for _, f := range flagDefs() {
		if f.name != "help" && !regexp.MustCompile("(?m)^\\| `-"+f.name+"[ `]").MatchString(text) {
			t.Errorf("README.md doesn't tell of -%s", f.name)
		}
	}
	for _, k := range paramKinds {
		m := regexp.MustCompile("(?m)^\\| `" + k.name + "` \\| (.*) \\|$").FindStringSubmatch(text)
		if m == nil {
			t.Errorf("README.md doesn't tell of the type %s", k.name)
			continue
		}
		for _, example := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(m[1], -1) {
			if _, err := k.read(example[1], someDay); err != nil {
				t.Errorf("%s: %s: %v", k.name, example[1], err)
			}
		}
	}
	for _, c := range chartKinds {
		if !strings.Contains(text, "\n| `"+c+"` |") {
			t.Errorf("README.md doesn't tell of the chart %s", c)
		}
	}
	for _, h := range headerFields {
		if !strings.Contains(text, "\n| `-- "+h+": ") {
			t.Errorf("README.md doesn't tell of the line %s", h)
		}
	}
}
