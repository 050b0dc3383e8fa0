package scale_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// goBlock is a piece of Go on a page.
type goBlock struct{ page, text string }

func goBlocks(t *testing.T) (files, pieces []goBlock) {
	t.Helper()
	pattern := regexp.MustCompile("(?s)\n```go\n(.*?)\n```\n")
	for _, page := range pages(t) {
		for _, m := range pattern.FindAllStringSubmatch(pageText(t, page), -1) {
			if strings.HasPrefix(m[1], "package ") {
				files = append(files, goBlock{page, m[1]})
			} else {
				pieces = append(pieces, goBlock{page, m[1]})
			}
		}
	}
	if len(files) < 2 || len(pieces) < 20 {
		t.Fatalf("the pages have %d files and %d pieces of Go", len(files), len(pieces))
	}
	return files, pieces
}

// TestDocPrograms looks for each piece of Go on the pages, which must be whole
// statements or declarations, among the examples. Those are compiled and run.
func TestDocPrograms(t *testing.T) {
	var examples strings.Builder
	for _, pattern := range []string{"example*_test.go", "internal/clienttest/example*_test.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		for _, file := range files {
			examples.WriteString(pageText(t, file))
		}
	}
	words := func(text string) string { return strings.Join(strings.Fields(text), " ") }
	all := words(examples.String())
	// A statement may declare err on a page, and find it declared in the example.
	declared := strings.ReplaceAll(all, `_, err = db.Exec("`, `_, err := db.Exec("`)
	_, pieces := goBlocks(t)
	for _, piece := range pieces {
		if text := words(piece.text); !strings.Contains(all, text) && !strings.Contains(declared, text) {
			t.Errorf("%s: no example has\n%s", piece.page, piece.text)
		}
		if !wholeGo(piece.text) {
			t.Errorf("%s: these are neither statements nor declarations:\n%s", piece.page, piece.text)
		}
	}
}

// wholeGo reports whether a text is a list of statements or of declarations.
func wholeGo(text string) bool {
	for _, file := range []string{"package p\n" + text, "package p\nfunc _() {\n" + text + "\n}\n"} {
		if _, err := parser.ParseFile(token.NewFileSet(), "", file, 0); err == nil {
			return true
		}
	}
	return false
}

// TestDocFiles compiles the pages' files of Go, and runs those that are tests.
func TestDocFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("compiling takes seconds")
	}
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("there is no go command")
	}
	dir := t.TempDir()
	writeModule(t, dir)
	files, _ := goBlocks(t)
	for i, file := range files {
		name := fmt.Sprintf("file%d/file.go", i)
		if strings.Contains(file.text, "testing.T") {
			name = strings.TrimSuffix(name, ".go") + "_test.go"
		}
		writeFile(t, filepath.Join(dir, name), file.text+"\n")
	}
	goCommand(t, dir, "vet", "./...")
	goCommand(t, dir, "test", "-vet=off", "./...")
}

// writeModule writes a module that has the driver's requirements, and the
// driver.
func writeModule(t *testing.T, dir string) {
	t.Helper()
	const driver = "github.com/scale-sql/scale"
	path, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "go.sum"), pageText(t, "go.sum"))
	writeFile(t, filepath.Join(dir, "go.mod"), strings.Replace(pageText(t, "go.mod"), "module "+driver, "module pages", 1)+
		fmt.Sprintf("\nrequire %s v0.0.0\n\nreplace %[1]s => %q\n", driver, path))
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// goCommand runs the go command in a module, offline.
func goCommand(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOPROXY=off", "GOFLAGS=-mod=mod", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("go %s: %v\n%s", args[0], err, out)
	}
}
