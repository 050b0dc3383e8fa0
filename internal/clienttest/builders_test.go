package clienttest

import (
	"testing"

	sq "github.com/Masterminds/squirrel"
	"github.com/doug-martin/goqu/v9"
	_ "github.com/doug-martin/goqu/v9/dialect/mysql"
)

func TestSquirrelSelects(t *testing.T) {
	db, _ := open(t)
	names := sq.Select("name").From("users").RunWith(db)
	for name, test := range map[string]struct {
		query sq.SelectBuilder
		want  []string
	}{
		"eq":           {names.Where(sq.Eq{"status": "client", "active": true}), []string{"Ada", "Zoé"}},
		"eq list":      {names.Where(sq.Eq{"id": []int64{11, 12}}), []string{"Ada", "Bob"}},
		"eq nothing":   {names.Where(sq.Eq{"id": []int64{}}), nil},
		"eq nil":       {names.Where(sq.Eq{"age": nil}), []string{"Bob"}},
		"not eq":       {names.Where(sq.NotEq{"id": []int64{11, 12, 20}}), []string{"Zoé"}},
		"not nothing":  {names.Where(sq.NotEq{"id": []int64{}}), []string{"Ada", "Bob", "Zoé", "Moritz"}},
		"or, and":      {names.Where(sq.Or{sq.And{sq.Gt{"age": 10}, sq.Like{"name": "A%"}}, sq.Eq{"name": "Bob"}}), []string{"Ada", "Bob"}},
		"limit":        {names.Limit(2).Offset(1), []string{"Bob", "Zoé"}},
		"expression":   {names.Where("LENGTH(name) > ? AND name <> ?", 3, "Moritz"), []string{"Zoé"}},
		"subquery":     {names.Where(sq.Expr("id IN (?)", sq.Select("user_id").From("orders").Where(sq.Gt{"amount": 9}))), []string{"Ada"}},
		"case":         {names.Where(sq.Expr("? = 'y'", sq.Case("status").When("'client'", "'x'").Else("'y'"))), []string{"Bob"}},
		"from select":  {sq.Select("name").FromSelect(sq.Select("id", "name").From("users").Where(sq.Eq{"status": "prospect"}), "u").RunWith(db), []string{"Bob"}},
		"join":         {sq.Select("users.name").From("users").Join("companies c ON c.id = users.company_id").Where(sq.Eq{"c.city": "Lyon"}).RunWith(db), []string{"Ada", "Moritz"}},
		"distinct":     {sq.Select("status").Distinct().From("users").RunWith(db), []string{"client", "prospect"}},
		"group having": {sq.Select("status").From("users").GroupBy("status").Having("COUNT(*) > ?", 2).RunWith(db), []string{"client"}},
	} {
		switch name {
		case "distinct", "group having":
			test.query = test.query.OrderBy("status")
		case "join":
			test.query = test.query.OrderBy("users.id")
		default:
			test.query = test.query.OrderBy("id")
		}
		rows, err := test.query.Query()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []string
		for rows.Next() {
			var s string
			must(t, rows.Scan(&s))
			got = append(got, s)
		}
		must(t, rows.Err())
		must(t, rows.Close())
		t.Run(name, func(t *testing.T) { same(t, got, test.want...) })
	}
}

func TestSquirrelWrites(t *testing.T) {
	db, server := open(t)
	_, err := sq.Insert("companies").Columns("name", "city").Values("X", "Metz").Values("Y", nil).RunWith(db).Exec()
	must(t, err)
	_, err = sq.Update("orders").Set("quantity", sq.Expr("quantity + 1")).Set("reference", "B").Where(sq.Eq{"user_id": 11}).OrderBy("id DESC").Limit(1).RunWith(db).Exec()
	must(t, err)
	_, err = sq.Update("companies").SetMap(map[string]any{"city": "Nice", "name": "Acme SA"}).Where("id = ?", 1).RunWith(db).Exec()
	must(t, err)
	_, err = sq.Insert("companies").Columns("name", "city").Select(sq.Select("name", "status").From("users").Where(sq.Eq{"id": 12})).RunWith(db).Exec()
	must(t, err)
	ids := created(server, "companies")
	if len(ids) != 3 {
		t.Fatalf("created %v", ids)
	}
	same(t, []string{value(t, server, "companies", ids[0], "city"), value(t, server, "companies", ids[1], "city"), value(t, server, "companies", ids[2], "city"),
		value(t, server, "orders", 102, "quantity"), value(t, server, "orders", 101, "reference"), value(t, server, "companies", 1, "city")},
		"Metz", "", "prospect", "4", "A-1", "Nice")
	_, err = sq.Delete("companies").Where(sq.Eq{"id": 1}).RunWith(db).Exec()
	refused(t, err, "DELETE")
}

func TestGoquSelects(t *testing.T) {
	raw, _ := open(t)
	for _, prepared := range []bool{false, true} {
		db := goqu.New("mysql", raw)
		from := db.From("users").Prepared(prepared).Select("name").Order(goqu.C("id").Asc())
		for name, test := range map[string]struct {
			query *goqu.SelectDataset
			want  []string
		}{
			"ex":          {from.Where(goqu.Ex{"status": "client", "active": true}), []string{"Ada", "Zoé"}},
			"ex or":       {from.Where(goqu.ExOr{"name": "Bob", "age": goqu.Op{"gt": 40}}), []string{"Bob", "Moritz"}},
			"in":          {from.Where(goqu.C("id").In(11, 12)), []string{"Ada", "Bob"}},
			"null":        {from.Where(goqu.C("company_id").IsNull()), []string{"Zoé"}},
			"like":        {from.Where(goqu.C("name").Like("A%")), []string{"Ada"}},
			"like case":   {from.Where(goqu.C("name").Like("a%")), nil},
			"ilike":       {from.Where(goqu.C("name").ILike("a%")), []string{"Ada"}},
			"regexp":      {from.Where(goqu.C("name").RegexpLike("^[AB]")), []string{"Ada", "Bob"}},
			"regexp case": {from.Where(goqu.C("name").RegexpLike("^[ab]")), nil},
			"between":     {from.Where(goqu.C("age").Between(goqu.Range(30, 40))), []string{"Ada"}},
			"subquery":    {from.Where(goqu.C("id").In(db.From("orders").Select("user_id").Where(goqu.C("amount").Gt(9)))), []string{"Ada"}},
			"limit":       {from.Limit(2).Offset(1), []string{"Bob", "Zoé"}},
			"quote":       {from.Where(goqu.C("name").Eq(`it's "\`)), nil},
			"union":       {db.From("users").Select("name").Where(goqu.C("id").Eq(11)).Union(db.From("users").Select("name").Where(goqu.C("id").Eq(12))), []string{"Ada", "Bob"}},
			"join": {db.From("users").Select("users.name").Join(goqu.T("companies").As("c"), goqu.On(goqu.I("c.id").Eq(goqu.I("users.company_id")))).
				Where(goqu.I("c.city").Eq("Lille")), []string{"Bob"}},
		} {
			var got []string
			if err := test.query.ScanVals(&got); err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			t.Run(name, func(t *testing.T) { same(t, got, test.want...) })
		}
		n, err := db.From("users").Prepared(prepared).Where(goqu.Ex{"status": "client"}).Count()
		must(t, err)
		if n != 3 {
			t.Errorf("got %d", n)
		}
	}
}

func TestGoquWrites(t *testing.T) {
	raw, server := open(t)
	db := goqu.New("mysql", raw)
	_, err := db.Insert("companies").Rows(goqu.Record{"name": "X", "city": "Metz"}, goqu.Record{"name": "Y", "city": nil}).Executor().Exec()
	must(t, err)
	_, err = db.Insert("companies").Rows(goqu.Record{"id": 2, "name": "Brico SA"}).OnConflict(goqu.DoUpdate("id", goqu.Record{"name": "Z"})).Executor().Exec()
	must(t, err)
	_, err = db.Update("companies").Set(goqu.Record{"city": "Nice"}).Where(goqu.C("id").Eq(1)).Executor().Exec()
	must(t, err)
	same(t, []string{value(t, server, "companies", 2, "name"), value(t, server, "companies", 1, "city")}, "Z", "Nice")
	if n := len(created(server, "companies")); n != 2 {
		t.Errorf("%d were created", n)
	}
	_, err = db.Delete("companies").Where(goqu.C("id").Eq(1)).Executor().Exec()
	refused(t, err, "DELETE")
	_, err = db.Begin()
	refused(t, err, "tx=buffer")
}
