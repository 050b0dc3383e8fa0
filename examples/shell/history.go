package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/scale-sql/scale/translate/syntax"
)

const (
	// remembered is how many statements the history has.
	remembered = 1000
	// longest is the longest line of the history, in bytes.
	longest = 4000
)

// secretive finds what looks as if it has, or is followed by, a secret.
var secretive = regexp.MustCompile(`(?i)pass(word|wd|phrase)|secret|token|api[_-]?key|bearer|authorization|credential|://`)

// remember adds what has been typed to the history, once it is complete: as one line
// where that is the same statement, else line by line.
func (s *shell) remember(before, line string) {
	text := line
	if before != "" {
		text = before + "\n" + line
	}
	if _, open := state(text + "\n"); open != syntax.OpenNothing && open != syntax.OpenCommand {
		return
	}
	for _, item := range joined(strings.Split(text, "\n")) {
		s.editor.add(s.history, item)
	}
}

// state reads a text and says what it ends in.
func state(text string) (syntax.Part, syntax.Open) {
	in := syntax.NewScanner(syntax.Options{})
	in.Add(text)
	for _, ok := in.Next(); ok; _, ok = in.Next() {
	}
	return in.Rest()
}

// joined makes one line of several, unless one ends in a comment or a string.
func joined(lines []string) []string {
	for i, l := range lines[:len(lines)-1] {
		_, open := state(strings.Join(lines[:i+1], "\n") + "\n")
		if open != syntax.OpenStatement || strings.Contains(l, "--") || strings.Contains(l, "#") {
			return lines
		}
	}
	return []string{strings.Join(lines, " ")}
}

// add adds a line to the history, and to the history's file. One that begins with a
// space, or that looks as if it had a secret, is left out.
func (e *editor) add(save bool, line string) {
	line = strings.TrimRight(line, " \t")
	if strings.TrimSpace(line) == "" || line[0] == ' ' || len(line) > longest || strings.ContainsAny(line, "\n\r") || secretive.MatchString(line) {
		return
	}
	e.items = append(e.items, line)
	e.state.AppendHistory(line)
	if save {
		// A history that can't be written is no reason to stop.
		_ = appendHistory(line)
	}
}

// historyFile is where the history is kept.
func historyFile() (string, error) {
	dir, err := os.UserConfigDir()
	return filepath.Join(dir, "scale", "shell_history"), err
}

// loadHistory reads the history's file, and shortens it if it has grown long.
func (s *shell) loadHistory() {
	if !s.history {
		return
	}
	lines, err := readHistory()
	if err == nil && len(lines) > 2*remembered {
		lines = lines[len(lines)-remembered:]
		err = replaceHistory(lines)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintln(s.errs, "There is no history:", err)
		s.history = false
		return
	}
	for _, line := range lines[max(0, len(lines)-remembered):] {
		s.editor.items = append(s.editor.items, line)
		s.editor.state.AppendHistory(line)
	}
}

func readHistory() ([]string, error) {
	path, err := historyFile()
	if err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var lines []string
	scanner := bufio.NewScanner(file)
	for scanner.Scan() {
		lines = append(lines, scanner.Text())
	}
	return lines, scanner.Err()
}

// appendHistory adds a line to the file, which nobody else can read: statements have
// people's names and addresses in them.
func appendHistory(line string) error {
	path, err := historyFile()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = file.WriteString(line + "\n")
	return errors.Join(err, file.Close())
}

// replaceHistory writes the file anew, beside the old one first.
func replaceHistory(lines []string) error {
	path, err := historyFile()
	if err != nil {
		return err
	}
	beside := path + ".new"
	if err := os.WriteFile(beside, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		return err
	}
	return os.Rename(beside, path)
}
