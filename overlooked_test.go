package scale_test

import "testing"

// A program that overlooks the error of LastInsertId can't store what was returned
// beside it as a reference to the record.
func TestOverlookedLastInsertId(t *testing.T) {
	s := openShop(t, "tx=buffer")
	tx := s.begin(nil)
	held, _ := execIn(t, tx, "INSERT INTO client (Nom) VALUES ('a')").LastInsertId()
	if err := tx.Rollback(); err != nil {
		t.Error(err)
	}
	several, _ := s.exec("INSERT INTO client (Nom) VALUES ('a'), ('b')").LastInsertId()
	before := len(s.puts.all())
	for _, id := range []int64{held, several} {
		for _, query := range []string{"UPDATE client SET Nom = 'x' WHERE id = ?", "INSERT INTO client (id) VALUES (?)", "INSERT INTO client (Nom) VALUES (?)"} {
			_, err := s.db.ExecContext(soon(t), query, id)
			wants(t, query, err, "argument 1", "LastInsertId returned beside an error")
		}
		_, err := tryRows(soon(t), s.db, "SELECT Nom FROM client WHERE id = ?", id)
		wants(t, "SELECT", err, "argument 1", "LastInsertId returned beside an error")
	}
	if sent := len(s.puts.all()) - before; sent != 0 {
		t.Errorf("%d requests", sent)
	}
}
