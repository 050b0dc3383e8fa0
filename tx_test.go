package scale_test

import (
	"context"
	"database/sql"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
)

// begin begins a transaction that must begin.
func (s *shopTest) begin(opts *sql.TxOptions) *sql.Tx {
	s.t.Helper()
	tx, err := s.db.BeginTx(soon(s.t), opts)
	if err != nil {
		s.t.Fatal(err)
	}
	return tx
}

// commit commits and checks the sizes of the requests.
func (s *shopTest) commit(tx *sql.Tx, sizes ...int) {
	s.t.Helper()
	if got := s.puts.sizes(); len(got) > 0 {
		s.t.Errorf("before Commit the requests had %v records", got)
	}
	if err := tx.Commit(); err != nil {
		s.t.Fatal(err)
	}
	if got := s.puts.sizes(); !reflect.DeepEqual(got, sizes) {
		s.t.Errorf("the requests had %v records, want %v", got, sizes)
	}
}

func TestTransactionsRejected(t *testing.T) {
	s := openShop(t, "")
	for _, opts := range []*sql.TxOptions{nil, {}, {Isolation: sql.LevelSerializable}, {Isolation: sql.LevelReadCommitted, ReadOnly: true}} {
		_, err := s.db.BeginTx(soon(t), opts)
		wantTexts(t, "BeginTx", err)
		if !errors.Is(err, scale.ErrUnsupported) {
			t.Errorf("%+v: %v", opts, err)
		}
		if opts == nil {
			wantTexts(t, "BeginTx", err, "sql.DB", "tx=buffer")
		} else if opts.Isolation != 0 {
			wantTexts(t, "BeginTx", err, "isolation", opts.Isolation.String())
		}
	}
	s = openShop(t, "tx=buffer")
	if _, err := s.db.BeginTx(soon(t), &sql.TxOptions{Isolation: sql.LevelSnapshot}); !errors.Is(err, scale.ErrUnsupported) {
		t.Error(err)
	}
}

func TestReadOnlyTransactions(t *testing.T) {
	for _, dsn := range []string{"", "tx=buffer"} {
		s := openShop(t, dsn)
		s.db.SetMaxOpenConns(1)
		for _, end := range []func(*sql.Tx) error{(*sql.Tx).Commit, (*sql.Tx).Rollback} {
			tx := s.begin(&sql.TxOptions{ReadOnly: true})
			if got := rowsOf(t, tx, "SELECT Nom FROM client WHERE id = 10"); len(got) != 1 {
				t.Errorf("got %q", got)
			}
			for _, query := range []string{"INSERT INTO client (Nom) VALUES ('a')", "UPDATE client SET Nom = 'a' WHERE id = 10", "REPLACE INTO client (Nom) VALUES ('a')"} {
				_, err := tx.ExecContext(soon(t), query)
				wantTexts(t, query, err, "read-only")
			}
			_, err := tx.ExecContext(soon(t), "SAVEPOINT a")
			wantTexts(t, "SAVEPOINT", err)
			if err := end(tx); err != nil {
				t.Error(err)
			}
		}
		if n := len(s.puts.all()); n > 0 {
			t.Errorf("%d requests", n)
		}
		s.exec("INSERT INTO client (Nom) VALUES ('a')") // the connection is free again
	}
}

func TestCommitSendsInOrder(t *testing.T) {
	s := openShop(t, "tx=buffer&batch_size=4")
	tx := s.begin(nil)
	r := execIn(t, tx, "INSERT INTO client (Nom) VALUES ('a'), ('b')")
	affected(t, "INSERT", r, 2)
	if _, err := r.LastInsertId(); err == nil || !strings.Contains(err.Error(), "Commit") {
		t.Errorf("LastInsertId: %v", err)
	}
	if _, err := scale.InsertedIDs(r); err == nil {
		t.Error("InsertedIDs of records that are held is no error")
	}
	execIn(t, tx, "UPDATE client SET Nom = 'x' WHERE id = 10")
	stmt, err := tx.PrepareContext(soon(t), "INSERT INTO client (Nom) VALUES (?)")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"c", "d"} {
		if _, err := stmt.ExecContext(soon(t), name); err != nil {
			t.Fatal(err)
		}
	}
	execIn(t, tx, "INSERT INTO commande (Ref) VALUES ('r')")
	affected(t, "UPDATE", execIn(t, tx, "UPDATE client SET Age = 8 WHERE id IN (10, 99)"), 2)
	s.commit(tx, 4, 1, 1, 2)
	s.wantPuts("the transaction", `[{"id":0,"data":{"Nom":"a"}},{"id":0,"data":{"Nom":"b"}},{"id":10,"data":{"Nom":"x"}},{"id":0,"data":{"Nom":"c"}}]`+
		`|[{"id":0,"data":{"Nom":"d"}}]|[{"id":0,"data":{"Ref":"r"}}]|[{"id":10,"data":{"Age":"8"}},{"id":99,"data":{"Age":"8"}}]`)
	s.wantRows("SELECT Nom, Age FROM client WHERE id IN (10, 15, 18)", "x|8", "a|NULL", "d|NULL")
}

func TestRollbackSendsNothing(t *testing.T) {
	s := openShop(t, "tx=buffer")
	s.db.SetMaxOpenConns(1)
	tx := s.begin(nil)
	execIn(t, tx, "INSERT INTO client (Nom) VALUES ('a'), ('b')")
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if _, err := tx.ExecContext(soon(t), "INSERT INTO client (Nom) VALUES ('a')"); !errors.Is(err, sql.ErrTxDone) {
		t.Errorf("after Rollback: %v", err)
	}
	if err := tx.Commit(); !errors.Is(err, sql.ErrTxDone) {
		t.Errorf("after Rollback: %v", err)
	}
	// Nothing is left of it on the connection.
	s.wantRows("SELECT COUNT(*) FROM client", "5")
	s.exec("INSERT INTO client (Nom) VALUES ('c')")
	tx = s.begin(nil)
	if err := tx.Commit(); err != nil {
		t.Error(err)
	}
	if got := s.puts.sizes(); !reflect.DeepEqual(got, []int{1}) {
		t.Errorf("the requests had %v records", got)
	}
}

// TestNothingIsReadThatIsHeld refuses what would read objects with writes that
// are held: it would read old values, and an UPDATE would put them back.
func TestNothingIsReadThatIsHeld(t *testing.T) {
	s := openShop(t, "tx=buffer")
	tx := s.begin(nil)
	execIn(t, tx, "UPDATE client SET Age = Age + 1 WHERE id = 10")
	for _, query := range []string{
		"SELECT * FROM client", "SELECT o.Ref FROM commande o JOIN CLIENT c ON c.id = o.Qui", "SELECT 1 FROM commande WHERE Qui IN (SELECT id FROM client)",
	} {
		_, err := tryRows(soon(t), tx, query)
		wantTexts(t, query, err, "client", "Commit")
		if !errors.Is(err, scale.ErrUnsupported) {
			t.Errorf("%s: %v", query, err)
		}
	}
	for _, query := range []string{
		"UPDATE client SET Age = Age + 1 WHERE id = 10", "UPDATE client SET Nom = 'x' WHERE Age = 1",
		"UPDATE commande SET Ref = 'x' WHERE Qui IN (SELECT id FROM client)", "INSERT INTO client (Nom) SELECT Nom FROM client",
		"INSERT INTO commande (Ref) SELECT Nom FROM client", "INSERT INTO commande (Qui) VALUES ((SELECT MAX(Age) FROM client))",
	} {
		_, err := tx.ExecContext(soon(t), query)
		wantTexts(t, query, err, "client", "Commit")
	}
	// What reads nothing of it is held.
	execIn(t, tx, "UPDATE client SET Nom = 'x' WHERE id = 10")
	execIn(t, tx, "INSERT INTO client (Nom) SELECT Ref FROM commande WHERE id = 1")
	execIn(t, tx, "UPDATE commande SET Ref = 'y' WHERE Montant = 30")
	if got := rowsOf(t, tx, "SELECT COUNT(*) FROM produit"); got[0] != "1" {
		t.Errorf("got %q", got)
	}
	s.commit(tx, 3, 1)
	s.wantRows("SELECT Nom, Age FROM client WHERE id IN (10, 15)", "x|1", "A1|NULL")
}

func TestCommitFailsMidway(t *testing.T) {
	s := openShop(t, "tx=buffer&batch_size=2")
	tx := s.begin(nil)
	execIn(t, tx, "INSERT INTO client (Nom) VALUES ('a')")
	execIn(t, tx, "INSERT INTO commande (Ref, client) VALUES ('b', 10), ('c', 999)")
	execIn(t, tx, "UPDATE client SET Nom = 'd' WHERE id = 11")
	err := tx.Commit()
	wantTexts(t, "Commit", err, "of 4 records 2 were stored, 2 were not", "record 3 was refused")
	e := batchError(t, err)
	if got := statusesOf(e); got != "ssrn" || e.Object != "commande" || e.Records[3].ID != 11 {
		t.Errorf("%s: %+v", got, e)
	}
	s.exec("INSERT INTO client (Nom) VALUES ('after')")
}

// TestFailedStatementInTransaction holds nothing of a statement that fails.
func TestFailedStatementInTransaction(t *testing.T) {
	s := openShop(t, "tx=buffer")
	tx := s.begin(nil)
	execIn(t, tx, "INSERT INTO commande (Ref) VALUES ('a')")
	for _, query := range []string{
		"INSERT INTO commande (Montant) VALUES (1), ('x')", "INSERT INTO commande (Ref, Montant) SELECT Nom, IF(Nom = 'Eve', 'x', 1) FROM client",
		"INSERT INTO nothing (Ref) VALUES ('a')", "DELETE FROM client",
	} {
		_, err := tx.ExecContext(soon(t), query)
		wantTexts(t, query, err)
	}
	execIn(t, tx, "INSERT INTO commande (Ref) VALUES ('b')")
	s.commit(tx, 2)
}

func TestSavepoints(t *testing.T) {
	s := openShop(t, "tx=buffer")
	tx := s.begin(nil)
	insert := func(name string) { execIn(t, tx, "INSERT INTO client (Nom) VALUES (?)", name) }
	insert("a")
	execIn(t, tx, "SAVEPOINT one")
	insert("b")
	execIn(t, tx, "SAVEPOINT two")
	insert("c")
	execIn(t, tx, "ROLLBACK TO SAVEPOINT two")
	execIn(t, tx, "ROLLBACK WORK TO two") // a savepoint outlives going back to it
	insert("d")
	execIn(t, tx, "SAVEPOINT `Three`")
	insert("e")
	execIn(t, tx, "RELEASE SAVEPOINT three")
	_, err := tx.ExecContext(soon(t), "ROLLBACK TO three")
	wantTexts(t, "ROLLBACK TO three", err, "SAVEPOINT three does not exist")
	execIn(t, tx, "ROLLBACK TO one")
	_, err = tx.ExecContext(soon(t), "ROLLBACK TO two")
	wantTexts(t, "ROLLBACK TO two", err, "does not exist")
	insert("f")
	s.commit(tx, 2)
	s.wantRows("SELECT Nom FROM client WHERE id > 14", "a", "f")
	s.refused("SAVEPOINT a", nil, "BeginTx")
	tx = s.begin(nil)
	_, err = tx.ExecContext(soon(t), "ROLLBACK TO one")
	wantTexts(t, "another transaction", err, "does not exist")
	if err := tx.Rollback(); err != nil {
		t.Error(err)
	}
}

func TestTransactionAsText(t *testing.T) {
	for _, dsn := range []string{"", "tx=buffer", "multi_statements=true"} {
		s := openShop(t, dsn)
		for _, query := range []string{"BEGIN", "START TRANSACTION", "COMMIT", "ROLLBACK", "BEGIN; INSERT INTO client (Nom) VALUES ('a'); COMMIT"} {
			s.refused(query, nil)
		}
		s.refused("BEGIN", nil, "BeginTx")
		for query, advice := range map[string]string{
			"BEGIN": "BeginTx", "start transaction read only": "BeginTx", "COMMIT": "BeginTx", "ROLLBACK": "BeginTx", "SAVEPOINT a": "Exec",
		} {
			_, err := s.db.QueryContext(soon(t), query)
			wantTexts(t, query+", by Query", err, "unsupported SQL", advice)
		}
	}
}

func TestTransactionCancelled(t *testing.T) {
	s := openShop(t, "tx=buffer")
	s.db.SetMaxOpenConns(1)
	ctx, cancel := context.WithCancel(context.Background())
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	execIn(t, tx, "INSERT INTO client (Nom) VALUES ('a')")
	cancel()
	if err := tx.Commit(); !errors.Is(err, context.Canceled) && !errors.Is(err, sql.ErrTxDone) {
		t.Errorf("Commit: %v", err)
	}
	if n := len(s.puts.all()); n > 0 {
		t.Errorf("%d requests", n)
	}
	s.exec("INSERT INTO client (Nom) VALUES ('b')")
	s.wantRows("SELECT Nom FROM client WHERE id > 14", "b")
}

// TestOneStatementTransactions is what object mappers do with each write.
func TestOneStatementTransactions(t *testing.T) {
	s := openShop(t, "tx=buffer")
	s.db.SetMaxOpenConns(1)
	for _, name := range []string{"a", "b", "c"} {
		tx := s.begin(&sql.TxOptions{})
		execIn(t, tx, "INSERT INTO `client` (`Nom`,`Age`) VALUES (?,?)", name, 5)
		if name == "b" {
			if err := tx.Rollback(); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	s.wantRows("SELECT Nom FROM client WHERE id > 14", "a", "c")
}

// TestTransactionsDoNotNest refuses a second transaction on a connection, which
// would take over what the first one holds.
func TestTransactionsDoNotNest(t *testing.T) {
	s := openShop(t, "tx=buffer")
	conn, err := s.db.Conn(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	tx, err := conn.BeginTx(soon(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = conn.BeginTx(soon(t), nil)
	wantTexts(t, "BeginTx", err, "has not ended")
	execIn(t, tx, "INSERT INTO client (Nom) VALUES ('a')")
	s.commit(tx, 1)
	again, err := conn.BeginTx(soon(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Rollback(); err != nil {
		t.Error(err)
	}
}
