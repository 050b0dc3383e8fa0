package clienttest

import (
	"database/sql"
	"errors"
	"testing"
	"time"

	"github.com/go-gorp/gorp/v3"
)

type gorpUser struct {
	ID        int64        `db:"id"`
	Name      string       `db:"name"`
	Age       *int         `db:"age"`
	Active    bool         `db:"active"`
	Born      sql.NullTime `db:"born"`
	CreatedAt time.Time    `db:"created_at"`
}

type gorpCompany struct {
	ID   int64   `db:"id"`
	Name string  `db:"name"`
	City *string `db:"city"`
}

type gorpOrder struct {
	ID        int64  `db:"id"`
	Reference string `db:"reference"`
	Version   int64  `db:"quantity"`
}

func openGorp(db *sql.DB) *gorp.DbMap {
	m := &gorp.DbMap{Db: db, Dialect: gorp.MySQLDialect{Engine: "MyISAM", Encoding: "utf8mb4"}, ExpandSliceArgs: true}
	m.AddTableWithName(gorpUser{}, "users").SetKeys(true, "ID")
	m.AddTableWithName(gorpCompany{}, "companies").SetKeys(true, "ID")
	m.AddTableWithName(gorpOrder{}, "orders").SetKeys(true, "ID").SetVersionCol("Version")
	return m
}

func TestGorpReads(t *testing.T) {
	db, _ := open(t)
	m := openGorp(db)
	got, err := m.Get(gorpUser{}, 12)
	must(t, err)
	if u := got.(*gorpUser); u.Name != "Bob" || u.Age != nil || u.Active || u.Born.Valid || u.CreatedAt.Day() != 3 {
		t.Errorf("got %+v", u)
	}
	got, err = m.Get(gorpUser{}, 999)
	must(t, err)
	if got != nil {
		t.Errorf("got %+v", got)
	}
	var users []gorpUser
	_, err = m.Select(&users, "SELECT id, name FROM users WHERE age > :age AND id IN (:ids) ORDER BY id", map[string]any{"age": 5, "ids": []int{11, 12, 15}})
	must(t, err)
	if len(users) != 2 || users[1].Name != "Zoé" {
		t.Errorf("got %+v", users)
	}
	if err := m.SelectOne(new(gorpUser), "SELECT id FROM users WHERE id = ?", 999); !errors.Is(err, sql.ErrNoRows) {
		t.Errorf("got %v", err)
	}
	n, err := m.SelectInt("SELECT COUNT(*) FROM users")
	must(t, err)
	sum, err := m.SelectFloat("SELECT SUM(amount) FROM orders")
	must(t, err)
	none, err := m.SelectNullStr("SELECT name FROM users WHERE id = 0")
	must(t, err)
	if n != 4 || sum != 23 || none.Valid {
		t.Errorf("got %d, %v, %v", n, sum, none)
	}
}

func TestGorpWrites(t *testing.T) {
	db, server := open(t)
	m := openGorp(db)
	c, d := &gorpCompany{Name: "X"}, &gorpCompany{Name: "Y"}
	must(t, m.Insert(c, d))
	same(t, []int64{c.ID, d.ID}, created(server, "companies")...)
	n, err := m.Update(&gorpCompany{ID: 1, Name: "U"}, d)
	must(t, err)
	same(t, []string{value(t, server, "companies", 1, "name")}, "U")
	if n != 2 {
		t.Errorf("%d rows were updated", n)
	}
	o := &gorpOrder{ID: 102, Reference: "V", Version: 3}
	_, err = m.Update(o)
	must(t, err)
	same(t, []string{value(t, server, "orders", 102, "quantity")}, "4")
	o.Version = 3
	var locked gorp.OptimisticLockError
	if _, err = m.Update(o); !errors.As(err, &locked) {
		t.Errorf("got %v", err)
	}
	_, err = m.Delete(c)
	refused(t, err, "mark it by an UPDATE")
	refused(t, m.CreateTablesIfNotExists(), "run no migrations")
}

// Within a transaction gorp's Insert fails, for it asks for the id; Update works.
func TestGorpTransaction(t *testing.T) {
	db, server := open(t, "tx=buffer")
	tx, err := openGorp(db).Begin()
	must(t, err)
	_, err = tx.Update(&gorpCompany{ID: 1, Name: "U"})
	must(t, err)
	must(t, tx.Savepoint("s"))
	_, err = tx.Update(&gorpCompany{ID: 2, Name: "V"})
	must(t, err)
	must(t, tx.RollbackToSavepoint("s"))
	must(t, tx.Commit())
	same(t, []string{value(t, server, "companies", 1, "name"), value(t, server, "companies", 2, "name")}, "U", "Brico")
	tx, err = openGorp(db).Begin()
	must(t, err)
	if err := tx.Insert(&gorpCompany{Name: "T"}); err == nil {
		t.Error("there is an id before Commit")
	}
	must(t, tx.Rollback())
	same(t, created(server, "companies"))
}
