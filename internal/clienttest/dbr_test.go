package clienttest

import (
	"database/sql"
	"testing"
	"time"

	"github.com/gocraft/dbr/v2"
	"github.com/gocraft/dbr/v2/dialect"
)

type dbrUser struct {
	ID        int64
	Name      string
	Age       dbr.NullInt64
	Active    bool
	Born      dbr.NullTime
	CreatedAt time.Time
}

type dbrCompany struct {
	ID   int64
	Name string
	City dbr.NullString
}

func openDbr(db *sql.DB) *dbr.Session {
	return (&dbr.Connection{DB: db, Dialect: dialect.MySQL, EventReceiver: &dbr.NullEventReceiver{}}).NewSession(nil)
}

func TestDbrReads(t *testing.T) {
	db, _ := open(t)
	s := openDbr(db)
	var users []dbrUser
	_, err := s.Select("id", "name", "age", "active", "born", "created_at").From("users").
		Where(dbr.Or(dbr.Gte("age", 9), dbr.Eq("age", nil))).Where("created_at > ?", time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)).
		OrderDesc("id").Limit(2).Offset(1).Load(&users)
	must(t, err)
	if len(users) != 2 || users[0].Name != "Zoé" || users[0].Age.Int64 != 9 || !users[0].Active || users[1].Age.Valid || users[1].Born.Valid {
		t.Errorf("got %+v", users)
	}
	for what, query := range map[string]*dbr.SelectBuilder{
		"in":         s.Select("name").From("users").Where("id IN ?", []int{11, 99}),
		"like":       s.Select("name").From("users").Where(dbr.Like("name", "%d#a%", "#")),
		"a subquery": s.Select("name").From("users").Where("id IN ?", dbr.Select("user_id").From("orders").Where("amount > ?", 8)),
		"a join": s.Select("u.name").From(dbr.I("users").As("u")).Join(dbr.I("orders").As("o"), "o.user_id = u.id").
			LeftJoin(dbr.I("companies").As("c"), dbr.Expr("c.id = u.company_id AND c.city = ?", "Lyon")).Where("c.id IS NOT NULL AND o.quantity = 1"),
		"a union": s.Select("name").From(dbr.Union(dbr.Select("name").From("users").Where("id = 11"), dbr.Select("name").From("users").Where("id = 11")).As("x")),
	} {
		names, err := query.ReturnStrings()
		must(t, err)
		t.Log(what)
		same(t, names, "Ada")
	}
	var counts map[string]int64
	_, err = s.Select("status", "COUNT(*)").From("users").GroupBy("status").Having("COUNT(*) > 0").Load(&counts)
	must(t, err)
	if len(counts) != 2 || counts["client"] != 3 {
		t.Errorf("got %v", counts)
	}
	_, err = s.Select("name").From("users").Suffix("FOR UPDATE").ReturnStrings()
	refused(t, err, "lock")
}

// dbr writes values into the statement's text.
func TestDbrWrites(t *testing.T) {
	db, server := open(t)
	s := openDbr(db)
	const text = "it's \\ \"q\"\né \x1a %_"
	c := dbrCompany{Name: "X", City: dbr.NewNullString(text)}
	_, err := s.InsertInto("companies").Columns("name", "city").Record(&c).Exec()
	must(t, err)
	same(t, []string{value(t, server, "companies", 3, "city")}, text)
	if c.ID != 3 {
		t.Errorf("got %+v", c)
	}
	_, err = s.InsertInto("companies").Columns("name", "city").Record(&dbrCompany{Name: "Y"}).Values("Z", nil).Exec()
	must(t, err)
	same(t, created(server, "companies"), 3, 4, 5)
	_, err = s.Update("orders").Set("quantity", dbr.Expr("quantity + ?", 1)).SetMap(map[string]any{"amount": 1.25}).Where(dbr.Eq("id", 101)).Exec()
	must(t, err)
	same(t, []string{value(t, server, "orders", 101, "quantity"), value(t, server, "orders", 101, "amount")}, "2", "1.25")
	_, err = s.DeleteFrom("orders").Where("id = 101").Exec()
	refused(t, err, "mark it by an UPDATE")
	_, err = s.Begin()
	refused(t, err, "tx=buffer")
}

func TestDbrTransaction(t *testing.T) {
	db, server := open(t, "tx=buffer")
	tx, err := openDbr(db).Begin()
	must(t, err)
	defer tx.RollbackUnlessCommitted()
	_, err = tx.InsertInto("companies").Pair("name", "T").Exec()
	must(t, err)
	_, err = tx.Update("companies").Set("name", "U").Where("id = ?", 1).Exec()
	must(t, err)
	must(t, tx.Commit())
	same(t, created(server, "companies"), 3)
	same(t, []string{value(t, server, "companies", 1, "name")}, "U")
}
