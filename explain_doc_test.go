package scale_test

import (
	"database/sql"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestDocExplain runs the statements of docs/explain.md, each followed by its
// rows, one value a line. -update writes them.
func TestDocExplain(t *testing.T) {
	const page = "docs/explain.md"
	old, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	db, _ := openSample(t)
	example := regexp.MustCompile("(?s)```sql\n(.*?)```\n\n```text\n(.*?)```")
	n := 0
	now := example.ReplaceAllStringFunc(string(old), func(text string) string {
		n++
		m := example.FindStringSubmatch(text)
		return "```sql\n" + m[1] + "```\n\n```text\n" + written(t, db, m[1]) + "```"
	})
	if n < 6 {
		t.Errorf("%s has %d statements", page, n)
	}
	if *update {
		if err := os.WriteFile(page, []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if now != string(old) {
		t.Errorf("%s should be\n%s", page, now)
	}
}

// written is the rows of a query, one value a line and without NULLs. What
// differs from run to run is left out.
func written(t *testing.T, db *sql.DB, query string) string {
	rows, err := db.QueryContext(soon(t), query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	values := make([]sql.NullString, len(columns))
	dest := make([]any, len(columns))
	width := 0
	for i := range values {
		dest[i] = &values[i]
		width = max(width, len(columns[i])+2)
	}
	var text strings.Builder
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			t.Fatal(err)
		}
		if text.Len() > 0 {
			text.WriteString("\n")
		}
		for i, v := range values {
			if columns[i] == "bytes" || columns[i] == "milliseconds" {
				v.String = "..."
			}
			if v.Valid {
				fmt.Fprintf(&text, "%-*s%s\n", width, columns[i], strings.ReplaceAll(v.String, "\n", "\n"+strings.Repeat(" ", width)))
			}
		}
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	return text.String()
}
