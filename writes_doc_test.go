package scale_test

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// TestDocWrites runs the statements of docs/writes.md, and compares what they
// put with what it says.
func TestDocWrites(t *testing.T) {
	n := 0
	for line := range strings.Lines(pageText(t, "docs/writes.md")) {
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

// TestDocWriteOptions compares the defaults.
func TestDocWriteOptions(t *testing.T) {
	_, table, _ := strings.Cut(pageText(t, "docs/writes.md"), "## Options")
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
