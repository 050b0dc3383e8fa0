package scale_test

import (
	"strings"
	"testing"

	"github.com/scale-sql/scale"
)

func TestSeveralStatements(t *testing.T) {
	s := openShop(t, "multi_statements=true")
	r := s.exec(`
		-- first; the names
		INSERT INTO client (Nom) VALUES ('a;b'), ("c;"); /* ; */
		UPDATE client SET Ville = 'x;y' WHERE id IN (10, 11);;
		SELECT 1;
		INSERT INTO commande (Ref) VALUES ('r') # the end;
	`)
	affected(t, "four statements", r, 5)
	if ids, err := scale.InsertedIDs(r); err != nil || len(ids) != 3 {
		t.Errorf("%v, %v", ids, err)
	}
	s.wantRows("SELECT Nom FROM client WHERE id > 14", "a;b", "c;")
	for _, query := range []string{"INSERT INTO client (Nom) VALUES ('a');", "INSERT INTO client (Nom) VALUES ('a');; -- ;", "INSERT INTO client (Nom) VALUES (?);"} {
		var args []any
		if strings.Contains(query, "?") {
			args = []any{"a"}
		}
		r := s.exec(query, args...)
		affected(t, query, r, 1)
		if id, err := r.LastInsertId(); id == 0 || err != nil {
			t.Errorf("%s: LastInsertId is %d, %v", query, id, err)
		}
	}
}

// TestSeveralStatementsStop stops at the statement that fails, whose number and
// line the error tells.
func TestSeveralStatementsStop(t *testing.T) {
	s := openShop(t, "multi_statements=true")
	script := "INSERT INTO client (Nom) VALUES ('a');\nINSERT INTO client (Nom)\n VALUES ('b');\n\nUPDATE commande SET client = 999\nWHERE id = 1;\nINSERT INTO client (Nom) VALUES ('c')"
	_, err := s.db.ExecContext(soon(t), script)
	wantTexts(t, script, err, "statement 3 of 4", "line 5")
	if e := batchError(t, err); len(e.Records) != 1 {
		t.Errorf("%+v", e)
	}
	s.wantRows("SELECT Nom FROM client WHERE id > 14", "a", "b")

	// Nothing at all is run if one of them can't be read.
	s.refused("INSERT INTO client (Nom) VALUES ('a');\nINSRT INTO client", nil, "statement 2 of 2", "line 2")
	s.refused("INSERT INTO client (Nom) VALUES ('a'); 'open", nil)
	s.refused("INSERT INTO client (Nom) VALUES (?); INSERT INTO client (Nom) VALUES (?)", []any{"a", "b"}, "no arguments")
	s.refused("DELETE FROM client; INSERT INTO client (Nom) VALUES ('a')", nil, "statement 1 of 2", "line 1")
	if _, err := s.db.PrepareContext(soon(t), "SELECT 1; SELECT 2"); err == nil {
		t.Error("two statements were prepared")
	}
}

func TestSeveralStatementsOff(t *testing.T) {
	s := openShop(t, "")
	s.refused("INSERT INTO client (Nom) VALUES ('a'); INSERT INTO client (Nom) VALUES ('b')", nil, "multi_statements=true")
	for _, query := range []string{"INSERT INTO client (Nom) VALUES ('a;b');", " INSERT INTO client (Nom) VALUES ('b') ; -- x; y\n;"} {
		affected(t, query, s.exec(query), 1)
	}
	s.wantRows("SELECT Nom FROM client WHERE id > 14", "a;b", "b")
}

// TestSeveralStatementsInTransaction holds them all.
func TestSeveralStatementsInTransaction(t *testing.T) {
	s := openShop(t, "multi_statements=true&tx=buffer")
	tx := s.begin(nil)
	execIn(t, tx, "INSERT INTO client (Nom) VALUES ('a'); SAVEPOINT s; INSERT INTO client (Nom) VALUES ('b'); ROLLBACK TO s; INSERT INTO client (Nom) VALUES ('c')")
	s.commit(tx, 2)
	s.wantRows("SELECT Nom FROM client WHERE id > 14", "a", "c")
}
