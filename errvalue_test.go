package scale_test

import (
	"errors"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// TestErrValue tells values that can't be written from other errors.
func TestErrValue(t *testing.T) {
	db, _ := openSample(t, scaletest.WithData(scaletest.Data{{
		Name: "people", Fields: []scaletest.Field{{Name: "Age", Type: "integer"}, {Name: "Nom", Type: "text", Length: 3}},
		Records: []scaletest.Record{{ID: 1, Values: map[string]string{"Age": "7"}}},
	}}))
	for query, want := range map[string]bool{
		"INSERT INTO people (Age) VALUES ('old')":               true,
		"INSERT INTO people (Age) VALUES (1), ('x')":            true,
		"UPDATE people SET Age = 'old' WHERE id = 1":            true,
		"INSERT INTO people (Nom) VALUES (CONCAT('a', 'bcde'))": true,
		"INSERT INTO people (Nobody) VALUES (1)":                false,
		"DELETE FROM people":                                    false,
	} {
		_, err := db.ExecContext(soon(t), query)
		if errors.Is(err, scale.ErrValue) != want {
			t.Errorf("%s: %v", query, err)
		}
	}
}
