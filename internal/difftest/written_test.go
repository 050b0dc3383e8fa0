package difftest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// written is a statement of a file in testdata. There, a statement ends with a
// semicolon at the end of a line, and lines that begin with -- are comments. Of
// these, the ones before a statement may say more of it:
//
//	-- args: [1, "x"]      its arguments
//	-- server: SELECT ...  the text that the server is sent in its place
//	-- differs: why        the results are different on purpose
//	-- refused: why        the driver refuses it as unsupported
//	-- open: why           the results are different, and should not be
type written struct {
	place   string
	text    string
	args    []any
	server  string
	differs string // or open
	refused string
}

// TestWrittenStatements compares the results of the statements in testdata.
func TestWrittenStatements(t *testing.T) {
	p := both(t)
	files, err := filepath.Glob("testdata/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal("no statements in testdata", err)
	}
	count := 0
	for _, file := range files {
		for _, w := range readStatements(t, file) {
			count++
			if complaint := p.complaint(w); complaint != "" {
				t.Errorf("%s: %s\n  args %v\n  %s", w.place, w.text, w.args, complaint)
			}
		}
	}
	t.Logf("%d statements", count)
}

// complaint says what is wrong with what became of a statement.
func (p *pair) complaint(w written) string {
	o := p.check(w.text, w.server, w.args)
	expected := same
	switch {
	case w.differs != "":
		expected = different
	case w.refused != "":
		expected = refused
	}
	switch {
	case o.verdict == expected:
		return ""
	case o.verdict == same && expected == different:
		return "the results are the same, though it is said that they differ: " + w.differs
	case o.verdict == same:
		return "it is not refused, though that is said: " + w.refused
	case o.verdict == refused:
		return "refused: " + o.text
	case o.verdict == dropped:
		return "the server refuses it: " + o.text
	}
	return o.text
}

var directive = regexp.MustCompile(`^-- (args|server|differs|open|refused): (.*)$`)

// readStatements reads a file of statements.
func readStatements(t *testing.T, file string) []written {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var list []written
	var w written
	var text []string
	for i, line := range strings.Split(string(content), "\n") {
		if m := directive.FindStringSubmatch(line); m != nil {
			if err := w.direct(m[1], m[2]); err != nil {
				t.Fatalf("%s:%d: %v", file, i+1, err)
			}
			continue
		}
		if strings.HasPrefix(line, "-- ") || len(text) == 0 && line == "" {
			continue
		}
		last, ends := strings.CutSuffix(line, ";")
		text = append(text, last)
		if ends {
			w.place, w.text = fmt.Sprintf("%s:%d", filepath.Base(file), i+1), strings.Join(text, "\n")
			list = append(list, w)
			w, text = written{}, nil
		}
	}
	if len(text) > 0 {
		t.Fatalf("%s: the last statement has no semicolon", file)
	}
	return list
}

// direct takes over what a comment says of the next statement.
func (w *written) direct(name, what string) error {
	switch name {
	case "server":
		w.server = what
	case "differs", "open":
		w.differs = what
	case "refused":
		w.refused = what
	case "args":
		d := json.NewDecoder(strings.NewReader(what))
		d.UseNumber()
		if err := d.Decode(&w.args); err != nil {
			return err
		}
		for i, a := range w.args {
			n, ok := a.(json.Number)
			if !ok {
				continue
			}
			if v, err := n.Int64(); err == nil {
				w.args[i] = v
			} else if v, err := n.Float64(); err == nil {
				w.args[i] = v
			}
		}
	}
	return nil
}
