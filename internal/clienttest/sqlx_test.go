package clienttest

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"
	"github.com/shopspring/decimal"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

type sqlxUser struct {
	ID      int64
	Name    string
	Age     sql.NullInt64
	Balance decimal.NullDecimal
	Company *int64 `db:"company_id"`
}

const sqlxUsers = "SELECT id, name, age, balance, company_id FROM users"

func openSqlx(t testing.TB, options ...string) (*sqlx.DB, *scaletest.Server) {
	t.Helper()
	server := scaletest.NewServer(company())
	t.Cleanup(server.Close)
	db, err := sqlx.Connect("scale", server.DSN(options...))
	must(t, err)
	t.Cleanup(func() { db.Close() })
	return db, server
}

func TestSqlxReads(t *testing.T) {
	db, _ := openSqlx(t)
	var u sqlxUser
	must(t, db.Get(&u, sqlxUsers+" WHERE id = ?", 11))
	if u.Name != "Ada" || u.Age.Int64 != 36 || u.Balance.Decimal.String() != "12.5" || *u.Company != 1 {
		t.Errorf("got %+v", u)
	}
	if err := db.Get(&u, sqlxUsers+" WHERE id = 999"); err != sql.ErrNoRows {
		t.Errorf("got %v", err)
	}
	var users []sqlxUser
	must(t, db.Select(&users, sqlxUsers+" ORDER BY id"))
	if len(users) != 4 || users[1].Age.Valid || users[2].Company != nil {
		t.Errorf("got %+v", users)
	}
	var names []string
	must(t, db.Select(&names, "SELECT name FROM users WHERE status = ? ORDER BY name", "client"))
	same(t, names, "Ada", "Moritz", "Zoé")
	var n int
	must(t, db.Get(&n, "SELECT COUNT(*) FROM users"))
	if n != 4 {
		t.Errorf("got %d", n)
	}
}

func TestSqlxIn(t *testing.T) {
	db, _ := openSqlx(t)
	query, args, err := sqlx.In("SELECT name FROM users WHERE id IN (?) AND status = ? ORDER BY id", []int64{11, 12, 15}, "client")
	must(t, err)
	var names []string
	must(t, db.Select(&names, db.Rebind(query), args...))
	same(t, names, "Ada", "Zoé")
	query, args, err = sqlx.Named("SELECT name FROM users WHERE id IN (:ids)", map[string]any{"ids": []int64{12}})
	must(t, err)
	query, args, err = sqlx.In(query, args...)
	must(t, err)
	must(t, db.Select(&names, db.Rebind(query), args...))
	same(t, names, "Bob")
}

func TestSqlxNamedQuery(t *testing.T) {
	db, _ := openSqlx(t)
	for _, arg := range []any{map[string]any{"name": "Bob"}, sqlxUser{Name: "Bob"}} {
		rows, err := db.NamedQuery(sqlxUsers+" WHERE name = :name", arg)
		must(t, err)
		var found []sqlxUser
		must(t, sqlx.StructScan(rows, &found))
		if len(found) != 1 || found[0].ID != 12 {
			t.Errorf("got %+v", found)
		}
	}
	prepared, err := db.PrepareNamed("SELECT COUNT(*) FROM users WHERE status = :status")
	must(t, err)
	defer prepared.Close()
	var n int
	must(t, prepared.Get(&n, map[string]any{"status": "client"}))
	if n != 3 {
		t.Errorf("got %d", n)
	}
}

func TestSqlxScans(t *testing.T) {
	db, _ := openSqlx(t)
	rows, err := db.Queryx(sqlxUsers + " ORDER BY id")
	must(t, err)
	defer rows.Close()
	var got []string
	for rows.Next() {
		switch len(got) {
		case 0:
			var u sqlxUser
			must(t, rows.StructScan(&u))
			got = append(got, u.Name)
		case 1:
			m := map[string]any{}
			must(t, rows.MapScan(m))
			got = append(got, strings.TrimSpace(fmt.Sprintln(m["id"], m["name"], m["age"], m["balance"])))
		default:
			values, err := rows.SliceScan()
			must(t, err)
			got = append(got, strings.TrimSpace(fmt.Sprintln(values...)))
		}
	}
	must(t, rows.Err())
	same(t, got, "Ada", "12 Bob <nil> -0.10", "15 Zoé 9 99999999999999999.99 <nil>", "20 Moritz 50 0.00 1")
}

func TestSqlxWrites(t *testing.T) {
	db, server := openSqlx(t)
	people := []sqlxUser{{Name: "Uma", Age: sql.NullInt64{Int64: 5, Valid: true}}, {Name: "Ute"}, {Name: "Udo"}}
	result, err := db.NamedExec("INSERT INTO users (name, age) VALUES (:name, :age)", people)
	must(t, err)
	ids, err := scale.InsertedIDs(result)
	must(t, err)
	same(t, ids, created(server, "users")...)
	if n := count(server, "put_objects"); n != 1 || value(t, server, "users", ids[0], "age") != "5" || value(t, server, "users", ids[2], "name") != "Udo" {
		t.Errorf("%d puts", n)
	}
	_, err = db.NamedExec("UPDATE users SET name = :name WHERE id = :id", sqlxUser{ID: 11, Name: "Eve"})
	must(t, err)
	if got := value(t, server, "users", 11, "name"); got != "Eve" {
		t.Errorf("got %q", got)
	}
	db.MustExec("UPDATE companies SET city = ? WHERE id = ?", "Nice", 1)
	_, err = db.Exec("DELETE FROM users WHERE id = ?", 11)
	refused(t, err, "DELETE")
	_, err = db.Beginx()
	refused(t, err, "tx=buffer")
}

func TestSqlxTransaction(t *testing.T) {
	db, server := openSqlx(t, "tx=buffer")
	tx, err := db.Beginx()
	must(t, err)
	_, err = tx.NamedExec("INSERT INTO companies (name) VALUES (:name)", []map[string]any{{"name": "Neuve"}, {"name": "Autre"}})
	must(t, err)
	stmt, err := tx.Preparex("UPDATE companies SET city = ? WHERE id = ?")
	must(t, err)
	stmt.MustExec("Nice", 1)
	stmt.MustExec("Metz", 2)
	unchanged(t, server)
	must(t, tx.Commit())
	if n := len(created(server, "companies")); n != 2 || value(t, server, "companies", 2, "city") != "Metz" {
		t.Errorf("%d companies were created", n)
	}
}
