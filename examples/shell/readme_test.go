package main

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// times are those that -timing tells.
var times = regexp.MustCompile(`Time: [0-9.hms]+( ms)?`)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// blocks are README.md's blocks of a kind.
func blocks(t *testing.T, kind string) []string {
	t.Helper()
	var all []string
	for _, m := range regexp.MustCompile("(?s)\n```"+kind+"\n(.*?)```").FindAllStringSubmatch(readme(t), -1) {
		all = append(all, m[1])
	}
	return all
}

func TestReadmeLists(t *testing.T) {
	sh, _, out, _ := mocked(t, settings{})
	if err := feed(t, sh, `\?`); err != nil {
		t.Fatal(err)
	}
	texts := blocks(t, "text")
	if len(texts) != 2 || texts[0] != usage || texts[1] != out.String() {
		t.Errorf("README.md hasn't the usage and the help:\n%s\n%s", usage, out)
	}
}

// TestReadmeSession types the session into a terminal.
func TestReadmeSession(t *testing.T) {
	session := strings.TrimPrefix(blocks(t, "console")[0], "$ go run .\n")
	prompt := regexp.MustCompile(`(?m)^(demo> |   -> )(.*)\n`)
	places := prompt.FindAllStringSubmatchIndex(session, -1)
	if len(places) == 0 {
		t.Fatal("there is no session")
	}
	term := newTerminal(t, t.TempDir(), "")
	got := term.expect("demo> ")
	for i, at := range places {
		next, typed := "demo> ", session[at[4]:at[5]]
		if i+1 < len(places) {
			next = session[places[i+1][2]:places[i+1][3]]
		}
		got += session[at[2]:at[3]] + typed + "\n"
		term.press(typed + "\r")
		if typed == `\q` {
			term.wait()
			break
		}
		term.expect(typed + "\n")
		got += term.expect(next)
	}
	if times.ReplaceAllString(got, "") != times.ReplaceAllString(session, "") {
		t.Errorf("the session is\n%s", got)
	}
}

// TestReadmeScripts runs the other commands.
func TestReadmeScripts(t *testing.T) {
	dir := t.TempDir()
	program := dir + "/shell"
	if err := os.WriteFile(program, []byte("#!/bin/sh\nSHELL_TEST_PROCESS=1 SCALE_DSN= exec '"+os.Args[0]+"' \"$@\" 2>&1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, block := range blocks(t, "console")[1:] {
		line, want, _ := strings.Cut(strings.TrimPrefix(block, "$ "), "\n")
		cmd := exec.CommandContext(t.Context(), "sh", "-c", strings.ReplaceAll(line, "go run .", program))
		out, err := cmd.CombinedOutput()
		got := string(out)
		if err != nil {
			got += fmt.Sprintln(err)
		}
		if times.ReplaceAllString(got, "") != times.ReplaceAllString(want, "") {
			t.Errorf("%s:\n%s", line, got)
		}
	}
}
