package scale_test

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

func writesDoc(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("docs/writes.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestDocWrites runs the statements of docs/writes.md, and compares what they
// put with what it says.
func TestDocWrites(t *testing.T) {
	n := 0
	for line := range strings.Lines(writesDoc(t)) {
		cells := strings.Split(strings.Trim(line, "| \n"), " | ")
		if len(cells) != 2 || !strings.Contains(cells[1], `{"id":`) {
			continue
		}
		n++
		query := strings.Trim(cells[0], "`")
		s := openShop(t, "", scaletest.WithData(scaletest.Sample()))
		s.exec(query)
		s.wantPuts(query, "["+strings.Trim(cells[1], "`")+"]")
	}
	if n < 15 {
		t.Errorf("docs/writes.md has %d statements", n)
	}
}

// TestDocPrograms looks for the programs of docs/writes.md among the examples,
// which are compiled and run.
func TestDocPrograms(t *testing.T) {
	examples, err := os.ReadFile("example_write_test.go")
	if err != nil {
		t.Fatal(err)
	}
	words := func(text string) string { return strings.Join(strings.Fields(text), " ") }
	all := strings.ReplaceAll(words(string(examples)), "_, err = db.Exec(\"", "_, err := db.Exec(\"")
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(writesDoc(t), -1)
	if len(blocks) == 0 {
		t.Error("docs/writes.md has no programs")
	}
	for _, block := range blocks {
		if !strings.Contains(all, words(block[1])) {
			t.Errorf("no example has\n%s", block[1])
		}
	}
}

// TestDocWriteOptions compares the defaults.
func TestDocWriteOptions(t *testing.T) {
	_, table, _ := strings.Cut(writesDoc(t), "## Options")
	rows := regexp.MustCompile("(?m)^\\| `(\\w+)` \\| `?(\\w+)`? \\|").FindAllStringSubmatch(table, -1)
	want, _ := scale.ParseDSN("scale://t@h/i")
	if len(rows) < 10 {
		t.Errorf("docs/writes.md has %d options", len(rows))
	}
	for _, row := range rows {
		if row[2] == "none" {
			continue
		}
		if got, err := scale.ParseDSN("scale://t@h/i?" + row[1] + "=" + row[2]); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %s is not the default: %v", row[1], row[2], err)
		}
	}
}
