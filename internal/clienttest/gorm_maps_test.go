package clienttest

import (
	"fmt"
	"testing"
)

// Rows without a model become maps by the columns' ScanTypes.
func TestGormMaps(t *testing.T) {
	g, _ := openGormOnce(t)
	var rows []map[string]any
	must(t, g.Table("users").Select("id", "name", "age", "balance", "active", "born", "company_id").Order("id").Find(&rows).Error)
	if len(rows) != 4 {
		t.Fatalf("got %v", rows)
	}
	for i, want := range []string{
		"int64 11, string Ada, int64 36, string 12.5, bool true, time.Time 1988-02-29 00:00:00 +0000 UTC, int64 1",
		"int64 12, string Bob, <nil> <nil>, string -0.1, bool false, <nil> <nil>, int64 2",
	} {
		got := ""
		for _, column := range []string{"id", "name", "age", "balance", "active", "born", "company_id"} {
			got += fmt.Sprintf(", %T %v", rows[i][column], rows[i][column])
		}
		if got[2:] != want {
			t.Errorf("got  %s\nwant %s", got[2:], want)
		}
	}
	var sums []map[string]any
	must(t, g.Model(&gormUser{}).Select("status, SUM(balance) AS sum, COUNT(*) AS n, MAX(age) AS oldest").Group("status").Order("status").Find(&sums).Error)
	if got := fmt.Sprint(sums[0]["sum"], " ", sums[0]["n"], " ", sums[0]["oldest"], " ", sums[1]["oldest"]); got != "100000000000000012.49 2 36 <nil>" {
		t.Errorf("got %s", got)
	}
}
