package main

import (
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

const root = "../.."

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var code = regexp.MustCompile("`+([^`]+)`+")

// tableRows are the cells of the README's tables that have these headings.
func tableRows(t *testing.T, headings string) [][]string {
	t.Helper()
	var rows [][]string
	for _, part := range strings.Split(readme(t), "\n| "+headings+" |\n")[1:] {
		for _, line := range strings.Split(part, "\n")[1:] {
			if !strings.HasPrefix(line, "| ") {
				break
			}
			rows = append(rows, strings.Split(strings.Trim(line, "| "), " | "))
		}
	}
	if len(rows) == 0 {
		t.Fatalf("README.md has no table %s", headings)
	}
	return rows
}

// codes are the pieces of code in a cell.
func codes(cell string) []string {
	var all []string
	for _, m := range code.FindAllStringSubmatch(cell, -1) {
		all = append(all, m[1])
	}
	return all
}

func TestReadmeOptions(t *testing.T) {
	_, err := scale.ParseDSN("scale://t@h/i?no_such_option=1")
	_, list, ok := strings.Cut(err.Error(), "the options are ")
	if !ok {
		t.Fatal(err)
	}
	want := strings.Split(list, ", ")
	var got []string
	for _, row := range append(tableRows(t, "Option | Default | Meaning"), tableRows(t, "Option | Default | For")...) {
		name := codes(row[0])[0]
		got = append(got, name)
		value := codes(row[1])
		if len(value) == 0 {
			continue // a default that can't be written
		}
		cfg, err := scale.ParseDSN("scale://t@h/i?" + name + "=" + value[0])
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if dsn, _ := cfg.FormatDSN(); dsn != "scale://t@h/i" {
			t.Errorf("%s: %s is not the default: %s", name, value[0], dsn)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("README.md has the options\n%v, the driver\n%v", got, want)
	}
}

func TestReadmeFilters(t *testing.T) {
	server := scaletest.NewServer()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN("prefetch=0", "page_size=5000"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, row := range tableRows(t, "Condition | Filter") {
		want := "no request"
		if c := codes(row[1]); len(c) > 0 {
			want = c[0]
		} else if strings.HasPrefix(row[1], "none") {
			want = ""
		}
		for _, condition := range codes(row[0]) {
			if got := filterOf(t, server, db, condition); !matches(got, want) {
				t.Errorf("%s sends %s, not %s", condition, got, want)
			}
		}
	}
}

// filterOf is the filter that a condition on the contacts sends.
func filterOf(t *testing.T, server *scaletest.Server, db *sql.DB, condition string) string {
	t.Helper()
	server.ResetRequests()
	if err := discard(db, "SELECT id FROM contact WHERE "+condition); err != nil {
		t.Errorf("%s: %v", condition, err)
	}
	for _, r := range server.Requests() {
		if strings.Contains(r.Path, "/get_objects/") {
			return r.Query.Get("filter")
		}
	}
	return "no request"
}

// TestReadmeSelects checks that each request of the README is made, and none
// without one.
func TestReadmeSelects(t *testing.T) {
	server := scaletest.NewServer()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN("prefetch=0"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, row := range tableRows(t, "SELECT | Asked for") {
		query := codes(row[0])[0]
		server.ResetRequests()
		if err := discard(db, query); err != nil {
			t.Errorf("%s: %v", query, err)
		}
		asked := map[string]bool{}
		for _, r := range server.Requests() {
			for _, name := range []string{"fields", "filter", "sort_by", "limit"} {
				if strings.Contains(r.Path, "/get_objects/") {
					asked[name+"="+r.Query.Get(name)] = true
				}
			}
		}
		for _, want := range codes(row[1]) {
			if !slices.ContainsFunc(slices.Collect(maps.Keys(asked)), func(got string) bool { return matches(got, want) }) {
				t.Errorf("%s doesn't ask for %s, but for %v", query, want, asked)
			}
		}
		if row[1] == "nothing" && len(asked) > 0 {
			t.Errorf("%s asks for %v", query, asked)
		}
	}
}

// TestReadmeWrites runs the README's writes.
func TestReadmeWrites(t *testing.T) {
	server := scaletest.NewServer()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, row := range tableRows(t, "Statement | What happens") {
		result, err := db.Exec(codes(row[0])[0])
		if err != nil {
			t.Errorf("%s: %v", row[0], err)
			continue
		}
		if n, err := result.RowsAffected(); n < 1 || err != nil {
			t.Errorf("%s: %d rows, %v", row[0], n, err)
		}
	}
}

// discard runs a query and reads its rows.
func discard(db *sql.DB, query string) error {
	rows, err := db.Query(query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
	}
	return rows.Err()
}

// matches compares a filter with one in which … may stand for a part.
func matches(filter, want string) bool {
	before, after, cut := strings.Cut(want, "…")
	if !cut {
		return filter == want
	}
	return strings.HasPrefix(filter, before) && strings.HasSuffix(filter, after)
}

func TestReadmeRefusals(t *testing.T) {
	server := scaletest.NewServer()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	statement := regexp.MustCompile(`^(SELECT|INSERT|REPLACE|UPDATE|DELETE|TRUNCATE|CREATE|SHOW|DESCRIBE|EXPLAIN|SET|WITH) `)
	for _, row := range tableRows(t, "SQL | Why") {
		for _, query := range codes(row[0]) {
			if !statement.MatchString(query) {
				query = "SELECT id FROM contact WHERE " + query
			}
			if err := discard(db, query); !errors.Is(err, scale.ErrUnsupported) {
				t.Errorf("%s: %v", query, err)
			}
		}
	}
}

// TestReadmeGo compiles the README's Go, and runs its test.
func TestReadmeGo(t *testing.T) {
	if testing.Short() {
		t.Skip("compiling takes seconds")
	}
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("there is no go command")
	}
	dir := t.TempDir()
	writeModule(t, dir)
	blocks := regexp.MustCompile("(?s)\n```go\n(.*?)\n```\n").FindAllStringSubmatch(readme(t), -1)
	if len(blocks) < 3 {
		t.Fatalf("README.md has %d blocks of Go", len(blocks))
	}
	for i, block := range blocks {
		name, text := fmt.Sprintf("snippet%d/snippet.go", i), snippet(block[1])
		if strings.Contains(text, "testing.T") {
			name = strings.TrimSuffix(name, ".go") + "_test.go"
		}
		write(t, filepath.Join(dir, name), text)
	}
	goCommand(t, dir, "vet", "./...")
	goCommand(t, dir, "test", "-vet=off", "./...")
}

// writeModule writes a module that has the driver's requirements, and the
// driver.
func writeModule(t *testing.T, dir string) {
	t.Helper()
	const driver = "github.com/scale-sql/scale"
	path, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		content := string(text)
		if name == "go.mod" {
			content = strings.Replace(content, "module "+driver, "module readme", 1) +
				fmt.Sprintf("\nrequire %s v0.0.0\n\nreplace %[1]s => %q\n", driver, path)
		}
		write(t, filepath.Join(dir, name), content)
	}
}

func write(t *testing.T, path, text string) {
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

// imports are what a piece of Go may name without importing it.
var imports = map[string]string{
	"context": "context", "errors": "errors", "fmt": "fmt", "http": "net/http", "os": "os", "slog": "log/slog",
	"sql": "database/sql", "time": "time", "scale": "github.com/scale-sql/scale",
}

// snippet makes a file of a piece of Go that is none: the body of a function
// that has a context and a database.
func snippet(text string) string {
	if strings.HasPrefix(text, "package ") {
		return text
	}
	var b strings.Builder
	b.WriteString("package snippet\n\n")
	signature := "func _(ctx context.Context, db *sql.DB) error {\n"
	for name, path := range imports {
		if regexp.MustCompile(`\b` + name + `\.[A-Z]`).MatchString(signature + text) {
			fmt.Fprintf(&b, "import %q\n", path)
		}
	}
	b.WriteString("\n" + signature + text + "\n")
	for _, name := range []string{"rows", "ids", "err"} {
		if regexp.MustCompile(`\b` + name + `\b[^=\n]*:=`).MatchString(text) {
			fmt.Fprintf(&b, "\t_ = %s\n", name)
		}
	}
	return b.String() + "\treturn nil\n}\n"
}
