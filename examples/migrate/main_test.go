package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale/scaletest"
	"go.uber.org/goleak"
)

// TestMain runs the program itself where a test has started it as a process.
func TestMain(m *testing.M) {
	if os.Getenv("MIGRATE_TEST_PROCESS") != "" {
		main()
		return
	}
	goleak.VerifyTestMain(m)
}

// ran is what a run of the program leaves.
type ran struct {
	out, errs string
	code      int
}

// someTime is when the tests' runs are.
var someTime = time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)

// migrate runs the program.
func migrate(ctx context.Context, dsn string, args ...string) ran {
	var out, errs bytes.Buffer
	p := program{out: &out, errs: &errs, dsn: dsn, now: func() time.Time { return someTime }}
	err := p.run(ctx, args)
	if err != nil {
		errs.WriteString("migrate: " + err.Error() + "\n")
	}
	return ran{out.String(), errs.String(), exitCode(err)}
}

// wants checks a run's exit code and that it says some texts.
func (r ran) wants(t *testing.T, code int, texts ...string) {
	t.Helper()
	if r.code != code {
		t.Errorf("exit code %d, want %d:\n%s%s", r.code, code, r.out, r.errs)
	}
	for _, text := range texts {
		if !strings.Contains(r.out+r.errs, text) {
			t.Errorf("no %q in\n%s%s", text, r.out, r.errs)
		}
	}
}

// newServer is one with an empty object.
func newServer(t *testing.T, options ...scaletest.Option) *scaletest.Server {
	t.Helper()
	server := scaletest.NewServer(append([]scaletest.Option{scaletest.WithData(scaletest.Data{{
		Name:   "people",
		Fields: []scaletest.Field{{Name: "name", Type: "text", Length: 20}, {Name: "age", Type: "integer"}},
	}})}, options...)...)
	t.Cleanup(server.Close)
	return server
}

// names are those of the server's records, in the order in which they were stored.
func names(server *scaletest.Server) []string {
	people, _ := server.Object("people")
	var all []string
	for _, r := range people.Records {
		all = append(all, r.Values["name"])
	}
	return all
}

// isStored checks the names of the server's records.
func isStored(t *testing.T, server *scaletest.Server, want string) {
	t.Helper()
	if got := strings.Join(names(server), " "); got != want {
		t.Errorf("stored is %q, want %q", got, want)
	}
}

// write writes a file of a test's directory.
func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
