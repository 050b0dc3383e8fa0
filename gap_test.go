package scale_test

import (
	"slices"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// What the API stores is a wall clock's time, which need not be one of the DSN's
// zone: in Paris there was no 2024-03-31 02:30. The driver compares it as it is
// written, whoever does the comparing.
func TestHourThatSummerTimeLeavesOut(t *testing.T) {
	zone(t, "Europe/Paris")
	server := scaletest.NewServer(small())
	defer server.Close()
	db := openDSN(t, server.DSN("loc=Europe/Paris"))
	for _, tc := range []struct {
		query string
		want  []string
	}{
		{"SELECT id FROM people WHERE Vu = '2024-03-31 02:30:00'", []string{"1"}},
		{"SELECT id FROM people WHERE Vu = '2024-03-31 02:30:00' OR LENGTH(Nom) > 50", []string{"1"}},
		{"SELECT id FROM people WHERE Vu = '24-3-31 2:30' OR LENGTH(Nom) > 50", []string{"1"}},
		{"SELECT id FROM people WHERE Vu = TIMESTAMP '2024-03-31 02:30:00' OR LENGTH(Nom) > 50", []string{"1"}},
		{"SELECT id FROM people WHERE Vu BETWEEN '2024-03-31 02:15:00' AND '2024-03-31 02:45:00' OR LENGTH(Nom) > 50", []string{"1"}},
		{"SELECT DATE_FORMAT(TIMESTAMP '2024-03-31 02:30:00', '%H:%i')", []string{"02:30"}},
		{"SELECT id FROM people WHERE Vu = '2024-03-31T00:30:00Z' OR LENGTH(Nom) > 50", []string{}},
	} {
		if got := rowsOf(t, db, tc.query); !slices.Equal(got, tc.want) {
			t.Errorf("%s: got %q, want %q", tc.query, got, tc.want)
		}
	}
}
