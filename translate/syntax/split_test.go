package syntax

import (
	"reflect"
	"strings"
	"testing"
)

func TestSplit(t *testing.T) {
	text := "\ufeff-- first\nSELECT 1;\n\n ; /* none */ ;\nSELECT ';', \";\", `;` # ;\n ; INSERT INTO t VALUES ((1);\n/*!40101 SET NAMES utf8 */;\nSELECT 2 /* ; */"
	parts, err := Split(text, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range parts {
		if text[p.Offset:p.Offset+len(p.Text)] != p.Text || p.Line != 1+strings.Count(text[:p.Offset], "\n") {
			t.Errorf("part %+v is elsewhere", p)
		}
		got = append(got, p.Text)
	}
	want := []string{"SELECT 1", "SELECT ';', \";\", `;`", "INSERT INTO t VALUES ((1)", "/*!40101 SET NAMES utf8 */", "SELECT 2"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("parts %q", got)
	}
	if _, err := Split("SELECT 1; SELECT 'x", Options{}); err == nil {
		t.Error("an unterminated string splits")
	}
	if parts, err := Split(" ; -- x", Options{}); err != nil || len(parts) != 0 {
		t.Errorf("%v, %v", parts, err)
	}
}
