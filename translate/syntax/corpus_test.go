package syntax

import (
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"
)

// corpusRow is a line of testdata/corpus.tsv: a statement, what becomes of it (ok,
// unsupported or error), and the canonical text or a part of the error.
type corpusRow struct {
	sql, outcome, detail string
	line                 int
}

// unescape decodes the escapes of the table, which are Go's.
func unescapeField(tb testing.TB, s string) string {
	s, err := strconv.Unquote(`"` + strings.ReplaceAll(s, `"`, `\"`) + `"`)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func corpus(tb testing.TB) []corpusRow {
	tb.Helper()
	b, err := os.ReadFile("testdata/corpus.tsv")
	if err != nil {
		tb.Fatal(err)
	}
	var rows []corpusRow
	for i, line := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")[1:] {
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			tb.Fatalf("testdata/corpus.tsv:%d: %d fields", i+2, len(f))
		}
		rows = append(rows, corpusRow{unescapeField(tb, f[0]), f[1], unescapeField(tb, f[2]), i + 2})
	}
	return rows
}

// TestCorpus holds every statement of the corpus to what MySQL means by it.
func TestCorpus(t *testing.T) {
	for _, row := range corpus(t) {
		st, err := Parse(row.sql, Options{})
		outcome, detail := "ok", ""
		switch {
		case errors.Is(err, ErrUnsupported):
			outcome, detail = "unsupported", err.Error()
		case err != nil:
			outcome, detail = "error", err.Error()
		case st.Inner != nil:
			detail = st.Kind.String() + " " + st.Inner.Canonical
		case st.Canonical != "":
			detail = st.Canonical
		default:
			detail = st.Kind.String()
		}
		if outcome != row.outcome {
			t.Errorf("corpus.tsv:%d: %q is %s (%s), want %s", row.line, row.sql, outcome, detail, row.outcome)
			continue
		}
		if detail != row.detail {
			t.Errorf("corpus.tsv:%d: %q gives\n\t%s, want\n\t%s", row.line, row.sql, detail, row.detail)
		}
	}
}
