package clienttest

import (
	"database/sql"
	"testing"

	"github.com/huandu/go-sqlbuilder"
)

type builtCompany struct {
	ID   int64  `db:"id"`
	Name string `db:"name"`
	City string `db:"city"`
}

func TestSQLBuilder(t *testing.T) {
	db, server := open(t)
	companies := sqlbuilder.NewStruct(new(builtCompany)).For(sqlbuilder.MySQL)
	exec := func(b sqlbuilder.Builder) sql.Result {
		t.Helper()
		query, args := b.BuildWithFlavor(sqlbuilder.MySQL)
		result, err := db.Exec(query, args...)
		must(t, err)
		return result
	}
	result := exec(companies.InsertInto("companies", builtCompany{Name: "X"}, builtCompany{Name: "Y"}))
	n, err := result.RowsAffected()
	must(t, err)
	if n != 2 {
		t.Errorf("%d records were created", n)
	}
	update := companies.Update("companies", builtCompany{ID: 1, Name: "U", City: "Nice"})
	exec(update.Where(update.Equal("id", 1)))
	order := sqlbuilder.MySQL.NewUpdateBuilder()
	order.Update("orders").Set(order.Incr("quantity"), order.Mul("amount", 2)).Where(order.Equal("user_id", 11)).OrderBy("id").Desc().Limit(1)
	exec(order)
	same(t, []string{value(t, server, "companies", 1, "name"), value(t, server, "orders", 102, "quantity"), value(t, server, "orders", 102, "amount")}, "U", "4", "10.50")

	var got builtCompany
	find := companies.SelectFrom("companies")
	query, args := find.Where(find.Equal("id", 1)).Build()
	must(t, db.QueryRow(query, args...).Scan(companies.Addr(&got)...))
	if got != (builtCompany{1, "U", "Nice"}) {
		t.Errorf("got %+v", got)
	}
	users := sqlbuilder.MySQL.NewSelectBuilder()
	users.Select("name").From("users").Where(
		users.Or(users.Between("age", 5, 40), users.IsNotDistinctFrom("age", nil)), users.ILike("name", "%o%"),
		users.Exists(sqlbuilder.Select("1").From("orders").Where("orders.user_id = users.id")),
	).OrderBy("id").Limit(5).Offset(0)
	query, args = users.BuildWithFlavor(sqlbuilder.MySQL)
	var name string
	must(t, db.QueryRow(query, args...).Scan(&name))
	same(t, []string{name}, "Bob")
	query, args = sqlbuilder.With(sqlbuilder.CTEQuery("x").As(sqlbuilder.Select("1"))).Select("*").From("x").BuildWithFlavor(sqlbuilder.MySQL)
	_, err = db.Query(query, args...)
	refused(t, err, "derived table")
}
