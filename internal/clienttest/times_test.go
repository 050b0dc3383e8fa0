package clienttest

import (
	"context"
	"fmt"
	"testing"
	"time"

	sq "github.com/Masterminds/squirrel"
	"github.com/doug-martin/goqu/v9"
	"github.com/jmoiron/sqlx"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/mysqldialect"
	"gorm.io/driver/mysql"
	"gorm.io/gorm"
)

// A time that is an argument is written in the DSN's zone. bun and goqu write
// times into the statement, and have to be told the zone.
func TestTimesInAZone(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	must(t, err)
	at := time.Date(2024, 7, 1, 10, 0, 0, 0, time.UTC)
	const inParis, inUTC = "2024-07-01 12:00:00", "2024-07-01 10:00:00"
	db, server := open(t, "loc=Europe%2FParis")
	ctx := context.Background()
	bunStores := func(dialect *mysqldialect.Dialect) error {
		_, err := bun.NewDB(db, dialect).NewUpdate().Model((*bunUser)(nil)).Set("created_at = ?", at).Where("id = 11").Exec(ctx)
		return err
	}
	goquStores := func() error {
		_, err := goqu.New("mysql", db).Update("users").Set(goqu.Record{"created_at": at}).Where(goqu.C("id").Eq(11)).Executor().Exec()
		return err
	}
	for name, test := range map[string]struct {
		store func() error
		want  string
	}{
		"gorm": {func() error {
			g, err := gorm.Open(mysql.New(mysql.Config{Conn: db}), &gorm.Config{SkipDefaultTransaction: true})
			must(t, err)
			return g.Model(&gormUser{ID: 11}).Update("created_at", at).Error
		}, inParis},
		"sqlx": {func() error {
			_, err := sqlx.NewDb(db, "mysql").NamedExec("UPDATE users SET created_at = :at WHERE id = 11", map[string]any{"at": at})
			return err
		}, inParis},
		"squirrel": {func() error {
			_, err := sq.Update("users").Set("created_at", at).Where("id = 11").RunWith(db).Exec()
			return err
		}, inParis},
		"bun, not told": {func() error { return bunStores(mysqldialect.New()) }, inUTC},
		"bun":           {func() error { return bunStores(mysqldialect.New(mysqldialect.WithTimeLocation("Europe/Paris"))) }, inParis},
		"bun, not told, a time of Tokyo": {func() error {
			_, err := bun.NewDB(db, mysqldialect.New()).NewUpdate().Model((*bunUser)(nil)).Set("created_at = ?", at.In(time.FixedZone("Tokyo", 9*3600))).Where("id = 11").Exec(ctx)
			return err
		}, "2024-07-01 19:00:00"},
		"goqu, not told": {goquStores, inUTC},
		"goqu": {func() error {
			goqu.SetTimeLocation(paris)
			defer goqu.SetTimeLocation(time.UTC)
			return goquStores()
		}, inParis},
	} {
		must(t, test.store())
		if got := value(t, server, "users", 11, "created_at"); got != test.want {
			t.Errorf("%s: %s is stored, want %s", name, got, test.want)
		}
	}
	var found []time.Time
	must(t, bun.NewDB(db, mysqldialect.New()).NewSelect().Table("users").Column("created_at").Where("id = 12").Scan(ctx, &found))
	if got := fmt.Sprint(found[0]); got != "2024-03-03 10:00:00 +0100 CET" {
		t.Errorf("got %s", got)
	}
}
