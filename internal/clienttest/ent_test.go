package clienttest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"github.com/scale-sql/scale/scaletest"
)

func openEnt(t testing.TB, options ...string) (*entsql.Driver, *scaletest.Server) {
	t.Helper()
	db, server := open(t, options...)
	return entsql.OpenDB(dialect.MySQL, db), server
}

// entQuery runs a query of ent's builder and scans its first column.
func entQuery(t testing.TB, d dialect.ExecQuerier, s entsql.Querier) ([]string, error) {
	t.Helper()
	query, args := s.Query()
	rows := &entsql.Rows{}
	if err := d.Query(context.Background(), query, args, rows); err != nil {
		return nil, fmt.Errorf("%s: %w", query, err)
	}
	var names []string
	if err := entsql.ScanSlice(rows, &names); err != nil {
		return nil, fmt.Errorf("%s: %w", query, err)
	}
	return names, nil
}

func entExec(t testing.TB, d dialect.ExecQuerier, s entsql.Querier) (entsql.Result, error) {
	t.Helper()
	query, args := s.Query()
	var result entsql.Result
	err := d.Exec(context.Background(), query, args, &result)
	return result, err
}

func TestEntSelects(t *testing.T) {
	d, _ := openEnt(t)
	b := entsql.Dialect(dialect.MySQL)
	users, orders, companies := b.Table("users"), b.Table("orders"), b.Table("companies")
	names := func() *entsql.Selector { return b.Select(users.C("name")).From(users) }
	for name, test := range map[string]struct {
		query *entsql.Selector
		want  string
	}{
		"all":           {names().OrderBy(users.C("id")), "Ada Bob Zoé Moritz"},
		"predicates":    {names().Where(entsql.And(entsql.Like("name", "%o%"), entsql.EQ("active", true))), "Zoé"},
		"bare boolean":  {names().Where(entsql.And(entsql.IsTrue("active"), entsql.NotNull("age"))).OrderBy(users.C("id")), "Ada Zoé"},
		"false":         {names().Where(entsql.IsFalse("active")).OrderBy(users.C("id")), "Bob Moritz"},
		"not":           {names().Where(entsql.Not(entsql.EQ("status", "client"))), "Bob"},
		"or":            {names().Where(entsql.Or(entsql.IsNull("age"), entsql.GT("age", 40))).OrderBy(users.C("id")), "Bob Moritz"},
		"in":            {names().Where(entsql.In("id", 11, 15)).OrderBy(users.C("id")), "Ada Zoé"},
		"in nothing":    {names().Where(entsql.In("id")), ""},
		"not in":        {names().Where(entsql.NotIn("id", 11, 15, 20)), "Bob"},
		"has prefix":    {names().Where(entsql.HasPrefix("email", "ad")), "Ada"},
		"has suffix":    {names().Where(entsql.HasSuffix("email", "_x%")), ""},
		"contains":      {names().Where(entsql.Contains("name", "ritz")), "Moritz"},
		"contains fold": {names().Where(entsql.ContainsFold("name", "ADA")), "Ada"},
		"equal fold":    {names().Where(entsql.EqualFold("name", "ADA")), "Ada"},
		"time":          {names().Where(entsql.LT("created_at", time.Date(2024, 3, 4, 0, 0, 0, 0, time.UTC))).OrderBy(users.C("id")), "Ada Bob"},
		"columns":       {names().Where(entsql.ColumnsEQ(users.C("created_at"), users.C("updated_at"))), ""},
		"limit":         {names().OrderBy(entsql.Desc(users.C("id"))).Limit(2).Offset(1), "Zoé Bob"},
		"has edge":      {names().Where(entsql.Exists(b.Select().From(orders).Where(entsql.ColumnsEQ(orders.C("user_id"), users.C("id"))))).OrderBy(users.C("id")), "Ada Bob"},
		"in subquery":   {names().Where(entsql.In(users.C("id"), b.Select(orders.C("user_id")).From(orders).Where(entsql.GT("amount", 6)))).OrderBy(users.C("id")), "Ada Bob"},
		"join":          {names().Join(companies).On(users.C("company_id"), companies.C("id")).Where(entsql.EQ(companies.C("city"), "Lille")), "Bob"},
		"count":         {b.Select(entsql.Count("*")).From(users), "4"},
		"distinct":      {b.Select("status").Distinct().From(users).OrderBy("status"), "client prospect"},
		"group":         {b.Select("status").From(users).GroupBy("status").Having(entsql.GT(entsql.Count("*"), 1)), "client"},
	} {
		got, err := entQuery(t, d, test.query)
		if err != nil || strings.Join(got, " ") != test.want {
			t.Errorf("%s: got %q, %v, want %q", name, got, err, test.want)
		}
	}
}

// A traversal is a join with a derived table.
func TestEntTraversal(t *testing.T) {
	d, _ := openEnt(t)
	b := entsql.Dialect(dialect.MySQL)
	orders := b.Table("orders")
	adas := b.Select("id").From(b.Table("users")).Where(entsql.EQ("name", "Ada")).As("t1")
	got, err := entQuery(t, d, b.Select(orders.C("reference")).Distinct().From(orders).Join(adas).On(orders.C("user_id"), adas.C("id")).OrderBy(orders.C("reference")))
	must(t, err)
	same(t, got, "A-1", "A-2")
}

func TestEntWrites(t *testing.T) {
	d, server := openEnt(t)
	b := entsql.Dialect(dialect.MySQL)
	result, err := entExec(t, d, b.Insert("companies").Columns("name", "city").Values("Neuve", "Metz"))
	must(t, err)
	id, err := result.LastInsertId()
	must(t, err)
	same(t, created(server, "companies"), id)

	_, err = entExec(t, d, b.Update("companies").Set("city", "Nice").SetNull("name").Where(entsql.EQ("id", 1)))
	must(t, err)
	_, err = entExec(t, d, b.Update("orders").Add("quantity", 2).Where(entsql.EQ("user_id", 11)))
	must(t, err)
	if c, n, q := value(t, server, "companies", 1, "city"), value(t, server, "companies", 1, "name"), value(t, server, "orders", 102, "quantity"); c != "Nice" || n != "" || q != "5" {
		t.Errorf("got %q, %q, %q", c, n, q)
	}
	upsert := b.Insert("companies").Columns("id", "name", "city").Values(2, "Brico SA", "Lens").OnConflict(entsql.ResolveWithNewValues())
	_, err = entExec(t, d, upsert)
	must(t, err)
	if got := value(t, server, "companies", 2, "name"); got != "Brico SA" {
		t.Errorf("got %q", got)
	}
	_, err = entExec(t, d, b.Delete("companies").Where(entsql.EQ("id", 1)))
	refused(t, err, "DELETE")
}

// ent updates one entity, and reads it again, in a transaction: the read is
// refused, since it would not show what is held.
func TestEntUpdateOne(t *testing.T) {
	d, server := openEnt(t, "tx=buffer")
	b := entsql.Dialect(dialect.MySQL)
	tx, err := d.Tx(context.Background())
	must(t, err)
	_, err = entExec(t, tx, b.Update("companies").Set("city", "Nice").Where(entsql.EQ("id", 1)))
	must(t, err)
	_, err = entQuery(t, tx, b.Select("name").From(b.Table("companies")).Where(entsql.EQ("id", 1)))
	refused(t, err, "commit first")
	must(t, tx.Rollback())
	unchanged(t, server)
	plain, _ := openEnt(t)
	_, err = plain.Tx(context.Background())
	refused(t, err, "tx=buffer")
}
