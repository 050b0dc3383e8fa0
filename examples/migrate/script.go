package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/scale-sql/scale/translate/syntax"
)

// script is a file of statements.
type script struct {
	path       string
	statements []*statement
}

// statement is one of a script.
type statement struct {
	script *script
	number int // from 1
	line   int
	text   string // with its semicolon
	kind   syntax.Kind
	params []string // the names of its placeholders
	load   *load    // the file that it loads, nil for none
	hash   string   // of the text and the line that names the file
	soFar  string   // of the script up to its end, comments left out
	plan   plan     // what the check has found
}

// at is an error of a statement, with its place.
func (s *statement) at(err error) error {
	return fmt.Errorf("%s:%d: statement %d: %w", s.script.path, s.line, s.number, err)
}

// readScripts reads scripts, each of which may be named once.
func readScripts(paths []string) ([]*script, error) {
	var all []*script
	seen := make(map[string]bool)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		real, err := filepath.EvalSymlinks(path)
		if err == nil {
			real, err = filepath.Abs(real)
		}
		if err != nil {
			return nil, err
		}
		if seen[real] {
			return nil, misused("%s is named twice", path)
		}
		seen[real] = true
		s, err := readScript(path, string(text))
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

// readScript cuts a script into statements, as the driver does, and reads them.
func readScript(path, text string) (*script, error) {
	text = strings.TrimPrefix(text, "\ufeff")
	s := &script{path: path}
	if !utf8.ValidString(text) {
		return nil, fmt.Errorf("%s: the script isn't UTF-8; convert it first, as with iconv -f ISO-8859-1 -t UTF-8", path)
	}
	scanner := syntax.NewScanner(syntax.Options{})
	scanner.Add(text)
	end, soFar := 0, ""
	for {
		part, ok := scanner.Next()
		if !ok {
			break
		}
		st := &statement{script: s, number: len(s.statements) + 1, line: part.Line, text: part.Text}
		if err := st.read(text[end:part.Offset]); err != nil {
			return nil, err
		}
		end = part.Offset + len(part.Text)
		soFar = hashed(soFar, st.hash)
		st.soFar = soFar
		s.statements = append(s.statements, st)
	}
	rest, open := scanner.Rest()
	if open != syntax.OpenNothing && setsDelimiter(rest.Text) {
		return nil, fmt.Errorf("%s:%d: %w", path, rest.Line, errDelimiter)
	}
	if open != syntax.OpenNothing {
		return nil, fmt.Errorf("%s:%d: %w", path, rest.Line, unended(open))
	}
	if line, _, err := findLoad(text[end:]); err != nil || line != "" {
		return nil, fmt.Errorf("%s: no statement follows the last load line", path)
	}
	if len(s.statements) == 0 {
		return nil, fmt.Errorf("%s: there is no statement", path)
	}
	return s, nil
}

// errDelimiter is for a command of MySQL's own client.
var errDelimiter = errors.New("DELIMITER is a command of another program; here each statement ends with a semicolon")

func setsDelimiter(text string) bool {
	words := strings.Fields(text)
	return len(words) > 0 && strings.EqualFold(words[0], "DELIMITER")
}

// unended says what a script ends in.
func unended(open syntax.Open) error {
	switch open {
	case syntax.OpenStatement:
		return errors.New("the script ends without the semicolon of this statement, which may be cut off")
	case syntax.OpenComment:
		return errors.New("the script ends in a comment that is not closed")
	case syntax.OpenCommand:
		return errors.New("a backslash stands outside of strings; commands of a shell can't be run here")
	}
	return fmt.Errorf("the script ends in a text or name that is not closed; it began with %c", open)
}

// read reads the statement and the comments before it.
func (st *statement) read(before string) error {
	parsed, err := syntax.Parse(st.text, syntax.Options{})
	if err != nil && setsDelimiter(st.text) {
		return st.at(errDelimiter)
	}
	if err != nil {
		line := st.line
		var wrong *syntax.Error
		if errors.As(err, &wrong) {
			line += wrong.Line - 1
		}
		return fmt.Errorf("%s:%d: statement %d: %w", st.script.path, line, st.number, err)
	}
	switch st.kind = parsed.Kind; st.kind {
	case syntax.Insert, syntax.Replace, syntax.Update:
	default:
		return st.at(fmt.Errorf("%s is none of INSERT, REPLACE and UPDATE, which are what a script may hold", parsed.Kind))
	}
	line, same, err := findLoad(before)
	switch {
	case err != nil:
		return st.at(err)
	case line != "" && same && st.number > 1:
		return st.at(errors.New("its load line stands behind another statement; give it a line of its own"))
	case line != "":
		if st.load, err = readLoad(line, st.script.path); err != nil {
			return st.at(err)
		}
	}
	st.params = parsed.Named
	switch {
	case parsed.Positional > 0:
		return st.at(errors.New("it has a ? placeholder; name the columns of the file to load: :first, :last"))
	case st.load == nil && len(st.params) > 0:
		return st.at(fmt.Errorf("it has the placeholder :%s; the file that has the values is named by a line before the statement: -- load: people.csv", st.params[0]))
	case st.load != nil && len(st.params) == 0:
		return st.at(fmt.Errorf("it loads %s, but has no placeholder, such as :first for the column first", st.load.path))
	}
	st.hash = hashed(line, st.text)
	return nil
}

// findLoad finds the line of a comment that names a file to load, without its first
// words. Same tells that it is the first line, where another statement may end.
func findLoad(comments string) (line string, same bool, err error) {
	number := 0
	for text := range strings.Lines(comments) {
		number++
		rest, ok := strings.CutPrefix(strings.TrimSpace(text), "-- ")
		rest = strings.TrimSpace(rest)
		if !ok || len(rest) < len("load:") || !strings.EqualFold(rest[:len("load:")], "load:") {
			continue
		}
		if line != "" {
			return "", false, errors.New("two load lines stand before it; it loads one file")
		}
		line, same = strings.TrimSpace(rest[len("load:"):]), number == 1
		if line == "" {
			return "", false, errors.New("its load line names no file: -- load: people.csv")
		}
	}
	if line != "" && strings.Contains(comments, "/*") {
		return "", false, errors.New("a load line and a /* comment stand before it; write only -- comments there, lest a load line that is commented out counts")
	}
	return line, same, nil
}

// hashed is a hash of texts, which can't run into one another.
func hashed(texts ...string) string {
	h := sha256.New()
	for _, t := range texts {
		fmt.Fprintf(h, "%d:%s", len(t), t)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// shownLines is for how many lines of a statement the journal has hashes.
const shownLines = 1000

// lineHashes are short hashes of a statement's lines, to find one that was changed;
// nil if there are too many.
func lineHashes(text string) []string {
	lines := strings.Split(text, "\n")
	if len(lines) > shownLines {
		return nil
	}
	for i, l := range lines {
		lines[i] = hashed(l)[:8]
	}
	return lines
}
