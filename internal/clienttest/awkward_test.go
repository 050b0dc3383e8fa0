package clienttest

import (
	"context"
	"database/sql"
	"testing"

	"github.com/jmoiron/sqlx"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/mysqldialect"
	"gorm.io/driver/mysql"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"github.com/scale-sql/scale/scaletest"
)

// awkward are servers that answer as badly as the API's document allows.
var awkward = map[string][]scaletest.Option{
	"capped pages":  {scaletest.WithPageCap(1), scaletest.WithRandomOrder(3)},
	"no key field":  {scaletest.WithoutKeyField(), scaletest.WithRandomOrder(5), scaletest.WithDefaultLimit(2)},
	"native values": {scaletest.WithNativeJSON(), scaletest.WithNumericIDs(), scaletest.WithBooleans("truefalse")},
	"prefixes":      {scaletest.WithPrefixedKeys(), scaletest.WithEmptiesOmitted(), scaletest.WithPHPEmpties()},
	"sensitive":     {scaletest.WithCaseSensitive(), scaletest.WithSQLWildcards(), scaletest.WithEmptiesExcluded()},
}

// TestAwkwardServers lets the mappers do the same on each.
func TestAwkwardServers(t *testing.T) {
	for name, options := range awkward {
		t.Run(name, func(t *testing.T) {
			server := scaletest.NewServer(append([]scaletest.Option{company()}, options...)...)
			defer server.Close()
			db, err := sql.Open("scale", server.DSN("booleans="+map[bool]string{true: "truefalse", false: "YN"}[name == "native values"]))
			must(t, err)
			defer db.Close()
			t.Run("gorm", func(t *testing.T) { awkwardGorm(t, db, server) })
			t.Run("bun", func(t *testing.T) { awkwardBun(t, db) })
			t.Run("sqlx", func(t *testing.T) { awkwardSqlx(t, db) })
		})
	}
}

func awkwardGorm(t *testing.T, db *sql.DB, server *scaletest.Server) {
	g, err := gorm.Open(mysql.New(mysql.Config{Conn: db}), &gorm.Config{SkipDefaultTransaction: true, CreateBatchSize: 1, QueryFields: true, Logger: logger.Discard})
	must(t, err)
	var users []gormUser
	must(t, g.Preload("Orders").Preload("Company").Where("status = ? OR age IS NULL", "client").Order("id").Find(&users).Error)
	same(t, namesOf(users), "Ada", "Bob", "Zoé")
	if len(users[0].Orders) != 2 || users[1].Company.Name != "Brico" || users[1].Age != nil || !users[0].Active.Bool {
		t.Errorf("got %+v", users)
	}
	var batch []gormUser
	var names []string
	must(t, g.Unscoped().FindInBatches(&batch, 2, func(*gorm.DB, int) error { names = append(names, namesOf(batch)...); return nil }).Error)
	same(t, names, "Ada", "Bob", "Zoé", "Moritz")

	age := int64(7)
	fresh := gormUser{Name: "Uma", Age: &age, Active: sql.NullBool{Bool: true, Valid: true}, Orders: []gormOrder{{Reference: "U-1"}, {Reference: "U-2"}}}
	must(t, g.Create(&fresh).Error)
	var again gormUser
	must(t, g.Preload("Orders").Where("active = ?", true).First(&again, fresh.ID).Error)
	if again.Name != "Uma" || *again.Age != 7 || len(again.Orders) != 2 || again.Orders[0].ID != fresh.Orders[0].ID {
		t.Errorf("created %+v, got %+v", fresh, again)
	}
	must(t, g.Model(&again).Updates(map[string]any{"active": false, "age": gorm.Expr("age + 1")}).Error)
	if got := value(t, server, "users", fresh.ID, "age"); got != "8" {
		t.Errorf("age is %q", got)
	}
	must(t, g.Delete(&again).Error)
}

func awkwardBun(t *testing.T, db *sql.DB) {
	b := bun.NewDB(db, mysqldialect.New())
	var users []bunUser
	must(t, b.NewSelect().Model(&users).Relation("Company").Relation("Orders").Where("u.id < 100").OrderExpr("u.id").Scan(context.Background()))
	if len(users) < 4 || users[0].Company.Name != "Acme" || len(users[0].Orders) != 2 || users[1].Born != nil {
		t.Errorf("got %+v", users)
	}
	n, err := b.NewSelect().Model((*bunUser)(nil)).Where("LOWER(name) = ?", "zoé").Count(context.Background())
	must(t, err)
	if n != 1 {
		t.Errorf("got %d", n)
	}
}

func awkwardSqlx(t *testing.T, db *sql.DB) {
	x := sqlx.NewDb(db, "scale")
	var users []sqlxUser
	must(t, x.Select(&users, sqlxUsers+" WHERE balance >= 0 AND name <> 'Uma' ORDER BY balance DESC"))
	var names []string
	for _, u := range users {
		names = append(names, u.Name)
	}
	same(t, names, "Zoé", "Ada", "Moritz")
}
