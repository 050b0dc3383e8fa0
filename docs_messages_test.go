package scale_test

import (
	"database/sql"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// messagesOfOthers are those of docs/troubleshooting.md that the driver passes
// on from database/sql, net, net/http and crypto/tls.
var messagesOfOthers = map[string]bool{
	"converting NULL to string is unsupported": true, "deadline exceeded": true, "certificate": true, "no such host": true, "connection refused": true,
}

var statementPattern = regexp.MustCompile(`^(scale://|[A-Z]+( |$))`)

// TestDocMessages looks for each message of docs/troubleshooting.md in the error
// of the statement or DSN beside it, and for the others in the code.
func TestDocMessages(t *testing.T) {
	code, ran := sourceText(t), 0
	for _, row := range docTables(t, "docs/troubleshooting.md", "Message | From | What to do") {
		message, from := codes(row[0])[0], codes(row[1])
		if len(from) > 0 && strings.HasPrefix(row[1], "`") && statementPattern.MatchString(from[0]) {
			ran++
			err := errorOf(t, from[0], from[1:])
			if err == nil || !hasParts(err.Error(), message) {
				t.Errorf("%s: the error is %v, not %s", from[0], err, message)
			}
		} else if !messagesOfOthers[message] && !hasParts(code, message) {
			t.Errorf("the code has no %s", message)
		}
	}
	if ran < 40 {
		t.Errorf("%d messages were met", ran)
	}
}

// errorOf is the error of a DSN, or of a statement under options.
func errorOf(t *testing.T, text string, options []string) error {
	t.Helper()
	if strings.HasPrefix(text, "scale://") {
		db, err := sql.Open("scale", text)
		if err == nil {
			db.Close()
		}
		return err
	}
	server := scaletest.NewServer()
	defer server.Close()
	db := openDSN(t, server.DSN(options...))
	if strings.HasPrefix(text, "SELECT") {
		_, err := tryRows(soon(t), db, text)
		return err
	}
	_, err := db.ExecContext(soon(t), text)
	return err
}

// hasParts reports whether a text has the parts of a message between its dots.
func hasParts(text, message string) bool {
	for _, part := range strings.Split(message, "...") {
		if part = strings.TrimSpace(part); !strings.Contains(text, part) {
			return false
		}
	}
	return true
}

// sourceText is the driver's code without its tests.
func sourceText(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (path == "examples" || path == "scaletest" || path == ".git" || d.Name() == "testdata"):
			return filepath.SkipDir
		case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		b.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(b.String(), `\"`, `"`)
}
