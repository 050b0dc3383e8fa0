package clienttest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/mysqldialect"
	"github.com/uptrace/bun/migrate"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

type (
	bunCompany struct {
		bun.BaseModel `bun:"table:companies,alias:c"`
		ID            int64 `bun:",pk,autoincrement"`
		Name          string
		City          string
	}
	bunUser struct {
		bun.BaseModel `bun:"table:users,alias:u"`
		ID            int64 `bun:",pk,autoincrement"`
		Name          string
		Status        string
		Age           *int64
		Balance       decimal.NullDecimal
		Active        sql.NullBool
		Born          *time.Time
		CreatedAt     time.Time `bun:",nullzero"`
		CompanyID     *int64
		Company       *bunCompany `bun:"rel:belongs-to,join:company_id=id"`
		Orders        []*bunOrder `bun:"rel:has-many,join:id=user_id"`
	}
	bunOrder struct {
		bun.BaseModel `bun:"table:orders,alias:o"`
		ID            int64 `bun:",pk,autoincrement"`
		UserID        int64
		Reference     string
		Amount        decimal.Decimal
		Quantity      int64
	}
	// bunLine is an order that doesn't ask for its id, so that many may be
	// inserted at once.
	bunLine struct {
		bun.BaseModel `bun:"table:orders,alias:o"`
		UserID        int64
		Reference     string
		Quantity      int64
	}
)

func openBun(t testing.TB, options ...string) (*bun.DB, *scaletest.Server) {
	t.Helper()
	db, server := open(t, options...)
	b := bun.NewDB(db, mysqldialect.New())
	server.ResetRequests()
	return b, server
}

func TestBunSelect(t *testing.T) {
	b, _ := openBun(t)
	ctx := context.Background()
	var users []bunUser
	find := func() *bun.SelectQuery { return b.NewSelect().Model(&users) }
	for name, test := range map[string]struct {
		query *bun.SelectQuery
		want  string
	}{
		"where":  {find().Where("name LIKE ?", "%o%").Where("created_at > ?", time.Date(2020, 1, 2, 3, 4, 5, 6000, time.UTC)), "[Bob Zoé Moritz]"},
		"quoted": {find().Where("name = ?", `O'C\"`), "[]"},
		"in":     {find().Where("id IN (?)", bun.In([]int64{11, 15})), "[Ada Zoé]"},
		"or":     {find().Where("name = ?", "Ada").WhereOr("age IS NULL"), "[Ada Bob]"},
		"group": {find().WhereGroup(" AND ", func(q *bun.SelectQuery) *bun.SelectQuery {
			return q.Where("status = ?", "client").WhereOr("age > ?", 5)
		}), "[Ada Zoé Moritz]"},
		"true":        {find().Where("active = ?", true), "[Ada Zoé]"},
		"date":        {find().Where("born = ?", time.Date(1988, 2, 29, 0, 0, 0, 0, time.UTC)), "[Ada]"},
		"number":      {find().Where("balance > ?", 1.5), "[Ada Zoé]"},
		"null":        {find().Where("company_id IS NULL"), "[Zoé]"},
		"limit":       {find().Limit(2).Offset(1), "[Bob Zoé]"},
		"subquery":    {find().Where("id IN (?)", b.NewSelect().Model((*bunOrder)(nil)).Column("user_id").Where("amount > ?", 6)), "[Ada Bob]"},
		"union":       {find().Where("id = 11").Union(b.NewSelect().Model((*bunUser)(nil)).Where("id = 15")), "[Ada Zoé]"},
		"join":        {find().Join("JOIN companies AS c ON c.id = u.company_id").Where("c.city = ?", "Lyon"), "[Ada Moritz]"},
		"by relation": {find().Relation("Company").Where("company.name = ?", "Brico"), "[Bob]"},
	} {
		users = nil
		query := test.query
		if name != "union" {
			query = query.OrderExpr("u.id")
		}
		if err := query.Scan(ctx); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		names := []string{}
		for _, u := range users {
			names = append(names, u.Name)
		}
		if got := fmt.Sprint(names); got != test.want {
			t.Errorf("%s: got %s, want %s", name, got, test.want)
		}
	}
}

func TestBunRelations(t *testing.T) {
	b, _ := openBun(t)
	var users []bunUser
	must(t, b.NewSelect().Model(&users).Relation("Company").Relation("Orders").OrderExpr("u.id").Scan(context.Background()))
	if len(users) != 4 || users[0].Company.Name != "Acme" || len(users[0].Orders) != 2 || users[0].Orders[1].Amount.String() != "5.25" || len(users[2].Orders) != 0 {
		t.Errorf("got %+v", users)
	}
	if u := users[0]; *u.Age != 36 || u.Balance.Decimal.String() != "12.5" || !u.Active.Bool || u.Born.Format(time.DateOnly) != "1988-02-29" {
		t.Errorf("got %+v", u)
	}
	if u := users[1]; u.Age != nil || u.Born != nil {
		t.Errorf("got %+v", u)
	}
}

func TestBunCounts(t *testing.T) {
	b, _ := openBun(t)
	ctx := context.Background()
	n, err := b.NewSelect().Model((*bunUser)(nil)).Where("status = ?", "client").Count(ctx)
	must(t, err)
	if n != 3 {
		t.Errorf("got %d", n)
	}
	for name, want := range map[string]bool{"Ada": true, "Eve": false} {
		exists, err := b.NewSelect().Model((*bunUser)(nil)).Where("name = ?", name).Exists(ctx)
		must(t, err)
		if exists != want {
			t.Errorf("%s exists: %v", name, exists)
		}
	}
	var users []bunUser
	n, err = b.NewSelect().Model(&users).Limit(1).ScanAndCount(ctx)
	must(t, err)
	if n != 4 || len(users) != 1 {
		t.Errorf("got %d of %d", len(users), n)
	}
	var totals []struct {
		Status string
		Total  int64
	}
	must(t, b.NewSelect().Model((*bunUser)(nil)).Column("status").ColumnExpr("COUNT(*) AS total").Group("status").Having("COUNT(*) > 1").Scan(ctx, &totals))
	if len(totals) != 1 || totals[0].Total != 3 {
		t.Errorf("got %+v", totals)
	}
	var names map[string]any
	must(t, b.NewSelect().Model(&names).Table("users").Column("name", "age").Where("id = 11").Scan(ctx))
	if fmt.Sprint(names["name"]) != "Ada" || fmt.Sprint(names["age"]) != "36" {
		t.Errorf("got %v", names)
	}
}

func TestBunInsert(t *testing.T) {
	b, server := openBun(t)
	ctx := context.Background()
	u := bunUser{Name: "O'C\n\"\\ ☂", Balance: decimal.NewNullDecimal(decimal.RequireFromString("12345678901234567890.12"))}
	_, err := b.NewInsert().Model(&u).Exec(ctx)
	must(t, err)
	same(t, created(server, "users"), u.ID)
	if got := value(t, server, "users", u.ID, "name"); got != u.Name {
		t.Errorf("name is %q, want %q", got, u.Name)
	}
	if got := value(t, server, "users", u.ID, "balance"); got != "12345678901234567890.12" {
		t.Errorf("balance is %q", got)
	}

	result, err := b.NewInsert().Model(&[]bunLine{{UserID: 11, Reference: "X"}, {UserID: 12, Reference: "Y"}}).Exec(ctx)
	must(t, err)
	ids, err := scale.InsertedIDs(result)
	must(t, err)
	same(t, ids, created(server, "orders")...)

	_, err = b.NewInsert().Model(&bunCompany{ID: 1, Name: "Acme SA", City: "Nice"}).On("DUPLICATE KEY UPDATE").Set("name = VALUES(name)").Exec(ctx)
	must(t, err)
	if name, city := value(t, server, "companies", 1, "name"), value(t, server, "companies", 1, "city"); name != "Acme SA" || city != "Lyon" {
		t.Errorf("got %q in %q", name, city)
	}
}

// As gorm, bun counts on from LastInsertId; the driver has none for it.
func TestBunBulkInsertHasNoWrongIDs(t *testing.T) {
	b, server := openBun(t)
	orders := []bunOrder{{Reference: "X"}, {Reference: "Y"}}
	_, err := b.NewInsert().Model(&orders).Exec(context.Background())
	same(t, several(t, err), created(server, "orders")...)
	if orders[0].ID != 0 || orders[1].ID != 0 {
		t.Errorf("got %+v", orders)
	}
}

// A model whose key is not said to count up asks for no id.
func TestBunBulkInsertWithoutIDs(t *testing.T) {
	type order struct {
		bun.BaseModel `bun:"table:orders"`
		ID            int64 `bun:",pk"`
		Reference     string
	}
	for _, options := range [][]string{nil, {"tx=buffer"}} {
		b, server := openBun(t, options...)
		ctx := context.Background()
		insert := func(db bun.IDB) error {
			result, err := db.NewInsert().Model(&[]order{{Reference: "X"}, {Reference: "Y"}}).Exec(ctx)
			if err == nil && options == nil {
				ids, err := scale.InsertedIDs(result)
				must(t, err)
				same(t, ids, created(server, "orders")...)
			}
			return err
		}
		if options == nil {
			must(t, insert(b))
		} else {
			must(t, b.RunInTx(ctx, nil, func(_ context.Context, tx bun.Tx) error { return insert(tx) }))
		}
		if n := len(created(server, "orders")); n != 2 || count(server, "put_objects") != 1 {
			t.Errorf("%v: %d orders were created", options, n)
		}
	}
}

func TestBunMigrate(t *testing.T) {
	b, server := openBun(t)
	refused(t, migrate.NewMigrator(b, migrate.NewMigrations()).Init(context.Background()), "change them in Scal-e")
	unchanged(t, server)
}

func TestBunUpdate(t *testing.T) {
	b, server := openBun(t)
	ctx := context.Background()
	_, err := b.NewUpdate().Model(&bunCompany{ID: 1, Name: "Acme SA", City: "Lyon"}).WherePK().Exec(ctx)
	must(t, err)
	result, err := b.NewUpdate().Model((*bunOrder)(nil)).Set("quantity = quantity + ?", 1).Where("user_id = ?", 11).Exec(ctx)
	must(t, err)
	if n, _ := result.RowsAffected(); n != 2 {
		t.Errorf("%d orders were updated", n)
	}
	_, err = b.NewUpdate().Model(&bunUser{ID: 12}).Column("age", "name").WherePK().Exec(ctx)
	must(t, err)
	if a, q, n := value(t, server, "companies", 1, "name"), value(t, server, "orders", 102, "quantity"), value(t, server, "users", 12, "name"); a != "Acme SA" || q != "4" || n != "" {
		t.Errorf("got %q, %q and %q", a, q, n)
	}
}

func TestBunRefusals(t *testing.T) {
	b, server := openBun(t)
	ctx := context.Background()
	_, err := b.NewDelete().Model(&bunCompany{ID: 1}).WherePK().Exec(ctx)
	refused(t, err, "DELETE")
	_, err = b.NewCreateTable().Model((*bunCompany)(nil)).Exec(ctx)
	refused(t, err, "CREATE")
	_, err = b.NewUpdate().With("d", b.NewValues(&[]bunCompany{{ID: 1, Name: "x"}})).Model((*bunCompany)(nil)).TableExpr("d").Set("name = d.name").Where("c.id = d.id").Exec(ctx)
	refused(t, err, "WITH")
	if len(server.Requests()) != 0 {
		t.Errorf("requests: %v", server.Requests())
	}
}

func TestBunRunInTx(t *testing.T) {
	b, server := openBun(t, "tx=buffer")
	ctx := context.Background()
	rename := func(tx bun.Tx, id int64, name string) error {
		_, err := tx.NewUpdate().Model(&bunCompany{ID: id, Name: name}).Column("name").WherePK().Exec(ctx)
		return err
	}
	err := b.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error { return errors.Join(rename(tx, 1, "x"), errChanged) })
	if !errors.Is(err, errChanged) {
		t.Errorf("got %v", err)
	}
	unchanged(t, server)
	must(t, b.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		must(t, rename(tx, 1, "Acme SA"))
		inner := tx.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error { return errors.Join(rename(tx, 2, "x"), errChanged) })
		if !errors.Is(inner, errChanged) {
			t.Errorf("got %v", inner)
		}
		return tx.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error { return rename(tx, 1, "Acme & Cie") })
	}))
	if a, c := value(t, server, "companies", 1, "name"), value(t, server, "companies", 2, "name"); a != "Acme & Cie" || c != "Brico" {
		t.Errorf("got %q and %q", a, c)
	}
	plain, _ := openBun(t)
	refused(t, plain.RunInTx(ctx, nil, func(context.Context, bun.Tx) error { return nil }), "tx=buffer")
}
