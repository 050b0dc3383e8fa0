package main

import (
	"strings"
	"testing"
)

func TestUpright(t *testing.T) {
	long := strings.Repeat("é", widest+1)
	tab := &table{upright: true}
	tab.addColumn("step", true)
	tab.addColumn("detail", false)
	tab.addRow([]string{"1", "one\n\x1b" + long})
	tab.addRow([]string{"2", "NULL"})
	var out strings.Builder
	if err := tab.print(&out); err != nil {
		t.Fatal(err)
	}
	if want := " step   | 1\n detail | one\n        | \\x1b" + long + "\n\n step   | 2\n"; out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

// TestExplain looks for what a table would cut.
func TestExplain(t *testing.T) {
	got := output(t, "", "explain SELECT UPPER(Nom) FROM contact WHERE Ville = 'Lyon'")
	for _, want := range []string{" parameters | fields=Nom", `filter=Ville $eq "Lyon"`, " path       | /v1/datamart/demo/get_objects/contact\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in\n%s", want, got)
		}
	}
}
