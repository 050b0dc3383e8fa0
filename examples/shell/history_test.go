package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/scale-sql/scale/translate/syntax"
)

// typed is what the history's file has after lines have been typed.
func typed(t *testing.T, save bool, lines ...string) []string {
	t.Helper()
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	sh, _, _, _ := mocked(t, settings{noHistory: !save})
	in := syntax.NewScanner(syntax.Options{})
	sh.editor = newEditor(&completer{session: sh, pending: in})
	defer sh.editor.close()
	for _, line := range lines {
		rest, _ := in.Rest()
		in.Add(line + "\n")
		sh.remember(rest.Text, line)
		for _, ok := in.Next(); ok; _, ok = in.Next() {
		}
		if _, open := in.Rest(); open == syntax.OpenCommand {
			in.Command()
		}
	}
	items, err := readHistory()
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return items
}

func TestHistory(t *testing.T) {
	for _, c := range []struct {
		lines, want []string
	}{
		{[]string{"SELECT 1;", "", " SELECT 2;", `\dt`}, []string{"SELECT 1;", `\dt`}},
		{[]string{"SELECT 1,", "  2", "FROM t;"}, []string{"SELECT 1,   2 FROM t;"}},
		{[]string{"SELECT 1 -- one", ", 2;"}, []string{"SELECT 1 -- one", ", 2;"}},
		{[]string{"SELECT 'a", "b';"}, []string{"SELECT 'a", "b';"}},
		{[]string{"SELECT 1 /* a", "b */;"}, []string{"SELECT 1 /* a", "b */;"}},
		{[]string{"UPDATE t SET password = 'x';", "SELECT api_key FROM t;", `\c scale://t@h/i`, "SELECT 'Bearer x';"}, nil},
		{[]string{strings.Repeat("x", longest+1) + ";"}, nil},
	} {
		if got := typed(t, true, c.lines...); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q", c.lines, got)
		}
	}
	if got := typed(t, false, "SELECT 1;"); got != nil {
		t.Errorf("without a history: %q", got)
	}
}

func TestHistoryFile(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", dir)
	t.Setenv("HOME", dir)
	for range 2*remembered + 1 {
		if err := appendHistory("SELECT 1;"); err != nil {
			t.Fatal(err)
		}
	}
	path, err := historyFile()
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	sh, _, _, _ := mocked(t, settings{})
	sh.editor = newEditor(&completer{session: sh})
	defer sh.editor.close()
	sh.loadHistory()
	if lines, err := readHistory(); err != nil || len(lines) != remembered || len(sh.editor.items) != remembered {
		t.Errorf("%d lines in the file, %d in memory, %v", len(lines), len(sh.editor.items), err)
	}
}
