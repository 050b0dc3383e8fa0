package scale_test

import "testing"

// TestRefusedInTransaction has statements that don't pass their check between others
// that do: nothing of them is held, and the others are committed.
func TestRefusedInTransaction(t *testing.T) {
	s := openShop(t, "tx=buffer")
	tx := s.begin(nil)
	insert, err := tx.Prepare("INSERT INTO client (Nom, Age) VALUES (?, ?)")
	if err != nil {
		t.Fatal(err)
	}
	for _, age := range []any{"31", "old", nil} {
		if _, err := insert.Exec("held", age); (err != nil) != (age == "old") {
			t.Errorf("%v: %v", age, err)
		}
	}
	if _, err := tx.Exec("INSERT INTO client (Nom, Age) VALUES ('held', 1), ('not held', 'old')"); err == nil {
		t.Error("a row that doesn't fit was taken")
	}
	s.commit(tx, 2)
	s.wantRows("SELECT Nom, Age FROM client WHERE Nom LIKE '%held' ORDER BY Age", "held|NULL", "held|31")
}
