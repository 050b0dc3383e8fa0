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
		{"SELECT id FROM people WHERE Vu = TIMESTAMP '2024-03-31 01:30:00' + INTERVAL 1 HOUR", []string{"1"}},
		{"SELECT DATE_FORMAT(TIMESTAMP '2024-03-31 02:30:00', '%H:%i')", []string{"02:30"}},
		{"SELECT id FROM people WHERE Vu = '2024-03-31T00:30:00Z' OR LENGTH(Nom) > 50", []string{}},
	} {
		if got := rowsOf(t, db, tc.query); !slices.Equal(got, tc.want) {
			t.Errorf("%s: got %q, want %q", tc.query, got, tc.want)
		}
	}
}

// What the driver reads to write it again, or to ask for it, keeps its hour.
func TestHourThatSummerTimeLeavesOutIsKept(t *testing.T) {
	zone(t, "Europe/Paris")
	zone(t, "America/Sao_Paulo")
	for _, tc := range []struct{ loc, write, read, want string }{
		{"Europe/Paris", "INSERT INTO people (Vu) SELECT Vu FROM people WHERE id = 1", "SELECT CONCAT(Vu) FROM people WHERE id = 4", "2024-03-31 02:30:00"},
		{"Europe/Paris", "INSERT INTO people (Vu) SELECT Vu FROM people WHERE LENGTH(Nom) = 4", "SELECT CONCAT(Vu) FROM people WHERE id = 4", "2024-03-31 02:30:00"},
		{"Europe/Paris", "INSERT INTO people (Nom) SELECT Vu FROM people WHERE id = 1", "SELECT Nom FROM people WHERE id = 4", "2024-03-31 02:30:00"},
		{"Europe/Paris", "INSERT INTO people (Vu) VALUES (TIMESTAMP '2024-03-31 01:30:00' + INTERVAL 1 HOUR)", "SELECT CONCAT(Vu) FROM people WHERE id = 4", "2024-03-31 02:30:00"},
		{"Europe/Paris", "UPDATE people SET Nom = 'x', Vu = Vu + INTERVAL 15 MINUTE WHERE id = 1", "SELECT CONCAT(Vu) FROM people WHERE id = 1", "2024-03-31 02:45:00"},
		{"Europe/Paris", "UPDATE people SET Nom = 'x' WHERE Vu = TIMESTAMP '2024-03-31 01:30:00' + INTERVAL 1 HOUR", "SELECT Nom FROM people WHERE id = 1", "x"},
		{"America/Sao_Paulo", "UPDATE people SET Vu = DATE '2018-11-03' + INTERVAL 24 HOUR WHERE id = 1", "SELECT CONCAT(Vu) FROM people WHERE id = 1", "2018-11-04 00:00:00"},
		{"America/Sao_Paulo", "UPDATE people SET Naissance = DATE '2018-11-03' + INTERVAL 1 DAY WHERE id = 1", "SELECT CONCAT(Naissance) FROM people WHERE id = 1", "2018-11-04"},
	} {
		server := scaletest.NewServer(small())
		t.Cleanup(server.Close)
		db := openDSN(t, server.DSN("loc="+tc.loc))
		if _, err := db.ExecContext(soon(t), tc.write); err != nil {
			t.Errorf("%s: %v", tc.write, err)
		}
		if got := rowsOf(t, db, tc.read); !slices.Equal(got, []string{tc.want}) {
			t.Errorf("%s: stored %q, want %q", tc.write, got, tc.want)
		}
	}
}
