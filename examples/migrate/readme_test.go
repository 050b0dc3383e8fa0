package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// blocks are README.md's blocks of a kind.
func blocks(t *testing.T, kind string) []string {
	t.Helper()
	var all []string
	for _, m := range regexp.MustCompile("(?s)\n```"+kind+"\n(.*?)```").FindAllStringSubmatch(read(t, "README.md"), -1) {
		all = append(all, m[1])
	}
	if len(all) == 0 {
		t.Fatalf("README.md has no block of %q", kind)
	}
	return all
}

// took is the time that a run tells.
var took = regexp.MustCompile(` in [0-9.]+[mµ]?s\n`)

// copied copies the example's scripts to a directory, where their journals may be made.
func copied(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "scripts"), os.DirFS("scripts")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestReadmeSession runs the commands and compares what they write. Those behind the
// first two have a server that loses the answer to its third put.
func TestReadmeSession(t *testing.T) {
	server := scaletest.NewServer(puts(func(n int, inner http.Handler, w http.ResponseWriter, r *http.Request) {
		if n == 3 {
			inner.ServeHTTP(httptest.NewRecorder(), r)
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		inner.ServeHTTP(w, r)
	}))
	defer server.Close()
	dir := copied(t)
	program := write(t, dir, "migrate", "#!/bin/sh\nMIGRATE_TEST_PROCESS=1 exec '"+os.Args[0]+"' \"$@\" 2>&1\n")
	if err := os.Chmod(program, 0o700); err != nil {
		t.Fatal(err)
	}
	commands := blocks(t, "console")
	for i, block := range commands {
		line, want, _ := strings.Cut(strings.TrimPrefix(block, "$ "), "\n")
		cmd := exec.CommandContext(t.Context(), "sh", "-c", strings.ReplaceAll(line, "go run .", program))
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "SCALE_DSN=")
		if i >= 2 {
			cmd.Env = append(os.Environ(), "SCALE_DSN="+server.DSN())
		}
		out, err := cmd.CombinedOutput()
		got := string(out)
		if err != nil {
			got += fmt.Sprintln(err)
		}
		if took.ReplaceAllString(got, "\n") != took.ReplaceAllString(want, "\n") {
			t.Errorf("%s:\n%s", line, got)
		}
	}
	contacts, _ := server.Object("contact")
	if n := len(contacts.Records); n != 3005 {
		t.Errorf("%d contacts", n)
	}
}

// TestReadmeCommands runs the other commands.
func TestReadmeCommands(t *testing.T) {
	server := scaletest.NewServer()
	defer server.Close()
	commands := blocks(t, "sh")
	t.Chdir(copied(t))
	count := 0
	for _, block := range commands {
		for line := range strings.Lines(block) {
			_, args, ok := strings.Cut(line, "go run . ")
			if !ok {
				continue
			}
			count++
			migrate(t.Context(), server.DSN(), strings.Fields(args)...).wants(t, 0)
		}
	}
	if count < 3 {
		t.Errorf("README.md has %d commands", count)
	}
}

// TestReadmeLists checks that README.md has the usage and names all that a journal has.
func TestReadmeLists(t *testing.T) {
	if blocks(t, "text")[0] != usage {
		t.Error("README.md hasn't the usage")
	}
	text := read(t, "README.md")
	for f := range reflect.TypeFor[entry]().NumField() {
		name, _, _ := strings.Cut(reflect.TypeFor[entry]().Field(f).Tag.Get("json"), ",")
		if !strings.Contains(text, "`"+name+"`") {
			t.Errorf("README.md doesn't tell of the journal's %s", name)
		}
	}
}
