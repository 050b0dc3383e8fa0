package clienttest

import (
	"database/sql"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"gorm.io/driver/mysql"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"github.com/scale-sql/scale/scaletest"
)

// Models as one writes them for gorm.
type (
	gormCompany struct {
		ID   int64
		Name string
		City string
	}
	gormUser struct {
		ID        int64
		Name      string
		Email     string
		Status    string
		Age       *int64
		Balance   decimal.NullDecimal
		Active    sql.NullBool
		Born      *time.Time
		CreatedAt time.Time
		UpdatedAt time.Time
		DeletedAt gorm.DeletedAt
		CompanyID *int64
		Company   *gormCompany
		Orders    []gormOrder `gorm:"foreignKey:UserID"`
	}
	gormOrder struct {
		ID        int64
		UserID    int64
		Reference string
		Amount    decimal.Decimal
		Quantity  int64
	}
)

func (gormCompany) TableName() string { return "companies" }
func (gormUser) TableName() string    { return "users" }
func (gormOrder) TableName() string   { return "orders" }

// openGorm opens gorm over a sql.DB of the driver.
func openGorm(t testing.TB, config *gorm.Config, options ...string) (*gorm.DB, *scaletest.Server) {
	t.Helper()
	db, server := open(t, options...)
	config.Logger = logger.Discard
	g, err := gorm.Open(mysql.New(mysql.Config{Conn: db}), config)
	must(t, err)
	server.ResetRequests()
	return g, server
}

// openGormOnce opens gorm without a transaction around each write.
func openGormOnce(t testing.TB, options ...string) (*gorm.DB, *scaletest.Server) {
	return openGorm(t, &gorm.Config{SkipDefaultTransaction: true}, options...)
}

func namesOf(users []gormUser) (names []string) {
	for _, u := range users {
		names = append(names, u.Name)
	}
	return names
}

// gorm's own Model has an unsigned id.
func TestGormModel(t *testing.T) {
	type person struct {
		gorm.Model
		Name string
	}
	g, server := openGormOnce(t)
	people := g.Table("users").Session(&gorm.Session{})
	fresh := person{Name: "Uma"}
	must(t, people.Create(&fresh).Error)
	same(t, created(server, "users"), int64(fresh.ID))
	var found person
	must(t, people.Where("name = ?", "Uma").Last(&found).Error)
	if found.ID != fresh.ID || found.DeletedAt.Valid || found.CreatedAt.Unix() != fresh.CreatedAt.Round(time.Second).Unix() {
		t.Errorf("created %+v, found %+v", fresh, found)
	}
	must(t, people.Delete(&found).Error)
	var n int64
	must(t, people.Model(&person{}).Where("name = ?", "Uma").Count(&n).Error)
	if n != 0 {
		t.Errorf("%d are left", n)
	}
}

func TestGormOpensByDriverName(t *testing.T) {
	server := scaletest.NewServer(company())
	defer server.Close()
	g, err := gorm.Open(mysql.New(mysql.Config{DriverName: "scale", DSN: server.DSN()}), &gorm.Config{})
	must(t, err)
	db, err := g.DB()
	must(t, err)
	defer db.Close()
	var u gormUser
	must(t, g.First(&u).Error)
	if u.Name != "Ada" {
		t.Errorf("got %q", u.Name)
	}
}
