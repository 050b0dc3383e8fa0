package clienttest

import (
	"context"
	"database/sql"
	"testing"

	"github.com/georgysavva/scany/v2/dbscan"
	"github.com/georgysavva/scany/v2/sqlscan"
	"github.com/shopspring/decimal"
)

type scanyUser struct {
	ID      int64
	Name    string
	Age     *int
	Balance decimal.Decimal
	Company struct {
		Name sql.NullString
	}
}

const scanyUsers = `SELECT u.id, u.name, u.age, u.balance, c.name AS "company.name"
	FROM users u LEFT JOIN companies c ON c.id = u.company_id`

func TestScany(t *testing.T) {
	db, _ := open(t)
	ctx := context.Background()
	var users []*scanyUser
	must(t, sqlscan.Select(ctx, db, &users, scanyUsers+" ORDER BY u.id"))
	if len(users) != 4 || users[0].Company.Name.String != "Acme" || *users[0].Age != 36 || users[1].Age != nil || users[2].Company.Name.Valid {
		t.Errorf("got %+v", users)
	}
	var u scanyUser
	must(t, sqlscan.Get(ctx, db, &u, scanyUsers+" WHERE u.name = ?", "Zoé"))
	if u.Balance.String() != "99999999999999999.99" {
		t.Errorf("got %+v", u)
	}
	if err := sqlscan.Get(ctx, db, &u, scanyUsers+" WHERE u.id = 999"); !sqlscan.NotFound(err) {
		t.Errorf("got %v", err)
	}
	var n int
	must(t, sqlscan.Get(ctx, db, &n, "SELECT COUNT(*) FROM users"))
	if n != 4 {
		t.Errorf("got %d", n)
	}
	rows, err := db.QueryContext(ctx, scanyUsers+" ORDER BY u.id")
	must(t, err)
	scanner := dbscan.NewRowScanner(rows)
	defer rows.Close()
	for rows.Next() {
		must(t, scanner.Scan(&u))
	}
	must(t, rows.Err())
	if u.Name != "Moritz" {
		t.Errorf("got %+v", u)
	}
}
