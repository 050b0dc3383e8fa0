package clienttest

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/scale-sql/scale"
)

// gormContact is a users record whose id gorm leaves to the API without asking
// for it: with autoIncrement:false gorm doesn't call LastInsertId.
type gormContact struct {
	ID   int64 `gorm:"primaryKey;autoIncrement:false"`
	Name string
	Age  *int64
}

func (gormContact) TableName() string { return "users" }

func TestGormCreate(t *testing.T) {
	g, server := openGormOnce(t)
	age, born := int64(41), time.Date(1983, 7, 1, 0, 0, 0, 0, time.UTC)
	u := gormUser{Name: `O'Hara "x"`, Age: &age, Balance: decimal.NewNullDecimal(decimal.RequireFromString("0.10")), Born: &born}
	must(t, g.Create(&u).Error)
	same(t, created(server, "users"), u.ID)
	for field, want := range map[string]string{"name": `O'Hara "x"`, "age": "41", "balance": "0.10", "born": "1983-07-01", "deleted_at": "", "active": ""} {
		if got := value(t, server, "users", u.ID, field); got != want {
			t.Errorf("%s is %q, want %q", field, got, want)
		}
	}
	if got := value(t, server, "users", u.ID, "created_at"); !strings.HasPrefix(got, u.CreatedAt.UTC().Format("2006-01-02 15:")) {
		t.Errorf("created_at is %q, want %v", got, u.CreatedAt)
	}
	values := map[string]any{"name": "Map", "age": 5}
	must(t, g.Model(&gormUser{}).Create(values).Error)
	if id := created(server, "users")[1]; value(t, server, "users", id, "name") != "Map" || values["id"] != id {
		t.Errorf("got %v", values)
	}
}

// gorm counts on from LastInsertId where it has created several records at
// once, which would be wrong ids: the API's need not follow each other. The
// driver has no such id for it. The records are stored, and gorm reports the
// error that says so and leaves their ids at 0.
func TestGormBatchCreateHasNoWrongIDs(t *testing.T) {
	g, server := openGormOnce(t)
	users := []gormUser{{Name: "Uma"}, {Name: "Ute"}, {Name: "Udo"}}
	err := g.Create(&users).Error
	same(t, several(t, err), created(server, "users")...)
	if users[0].ID != 0 || users[1].ID != 0 || users[2].ID != 0 {
		t.Errorf("got the ids of %+v", users)
	}
	if n := count(server, "put_objects"); n != 1 {
		t.Errorf("%d puts", n)
	}
}

func TestGormCreateInBatchesOfOneHasIDs(t *testing.T) {
	g, server := openGormOnce(t)
	users := []gormUser{{Name: "Uma"}, {Name: "Ute"}, {Name: "Udo"}}
	must(t, g.CreateInBatches(&users, 1).Error)
	same(t, created(server, "users"), users[0].ID, users[1].ID, users[2].ID)
	if value(t, server, "users", users[1].ID, "name") != "Ute" {
		t.Errorf("got %+v", users)
	}
}

// CreateBatchSize does the same for every slice, and for associations.
func TestGormCreateBatchSizeOfOne(t *testing.T) {
	g, server := openGorm(t, &gorm.Config{SkipDefaultTransaction: true, CreateBatchSize: 1})
	u := gormUser{Name: "Uma", Orders: []gormOrder{{Reference: "U-1"}, {Reference: "U-2"}, {Reference: "U-3"}}}
	must(t, g.Create(&u).Error)
	same(t, created(server, "orders"), u.Orders[0].ID, u.Orders[1].ID, u.Orders[2].ID)
	users := []gormUser{{Name: "Eva"}, {Name: "Eda"}}
	must(t, g.Create(&users).Error)
	same(t, created(server, "users"), u.ID, users[0].ID, users[1].ID)
	contacts := make([]gormContact, 30)
	server.ResetRequests()
	must(t, g.Session(&gorm.Session{CreateBatchSize: 500}).Create(&contacts).Error)
	if n := count(server, "put_objects"); n != 1 {
		t.Errorf("%d puts", n)
	}
}

// A model whose key is not said to count up is created many records a request,
// in a transaction or not.
func TestGormBatchCreateWithoutIDs(t *testing.T) {
	for _, options := range [][]string{nil, {"tx=buffer"}} {
		g, server := openGorm(t, &gorm.Config{SkipDefaultTransaction: options == nil}, options...)
		contacts := []gormContact{{Name: "Uma"}, {Name: "Ute"}, {Name: "Udo"}}
		must(t, g.Create(&contacts).Error)
		if n, puts := len(created(server, "users")), count(server, "put_objects"); n != 3 || puts != 1 || contacts[0].ID != 0 {
			t.Errorf("%v: %d records in %d puts, %+v", options, n, puts, contacts)
		}
		must(t, g.CreateInBatches([]gormContact{{Name: "Eva"}, {Name: "Eda"}, {Name: "Edo"}}, 2).Error)
		if n := len(created(server, "users")); n != 6 {
			t.Errorf("%v: %d records", options, n)
		}
	}
}

// gorm's generic interface hands out the driver's result, and with it the ids.
func TestGormInsertedIDs(t *testing.T) {
	g, server := openGormOnce(t)
	result := gorm.WithResult()
	contacts := []gormContact{{Name: "Uma"}, {Name: "Ute"}}
	must(t, gorm.G[gormContact](g, result).CreateInBatches(context.Background(), &contacts, 100))
	ids, err := scale.InsertedIDs(result.Result)
	must(t, err)
	same(t, ids, created(server, "users")...)
}

func TestGormUpdates(t *testing.T) {
	g, server := openGormOnce(t)
	at := func(id int64, field, want string) {
		t.Helper()
		if got := value(t, server, "users", id, field); got != want {
			t.Errorf("%s of %d is %q, want %q", field, id, got, want)
		}
	}
	var ada gormUser
	must(t, g.First(&ada, 11).Error)
	ada.Name, ada.Age = "Ada L.", nil
	must(t, g.Save(&ada).Error)
	at(11, "name", "Ada L.")
	at(11, "age", "")
	at(11, "balance", "12.50")

	must(t, g.Model(&gormUser{}).Where("id = ?", 12).Update("status", "client").Error)
	at(12, "status", "client")
	must(t, g.Model(&gormUser{ID: 12}).Updates(gormUser{Name: "Robert", Email: "r@example.fr"}).Error)
	at(12, "name", "Robert")
	must(t, g.Model(&gormUser{ID: 12}).Updates(map[string]any{"name": "Rob", "active": true, "age": nil}).Error)
	at(12, "name", "Rob")
	at(12, "active", "Y")
	must(t, g.Model(&gormUser{ID: 12}).Select("name").Updates(gormUser{Name: ""}).Error)
	at(12, "name", "")

	must(t, g.Model(&gormOrder{ID: 102}).UpdateColumn("amount", gorm.Expr("amount + ?", 1.5)).Error)
	if got := value(t, server, "orders", 102, "amount"); got != "6.75" {
		t.Errorf("amount is %q", got)
	}
	r := g.Model(&gormUser{}).Where("status = ?", "client").UpdateColumns(map[string]any{"status": "ancien"})
	must(t, r.Error)
	if r.RowsAffected != 3 {
		t.Errorf("%d rows were affected", r.RowsAffected)
	}
	at(20, "status", "client") // deleted softly: gorm adds deleted_at IS NULL
	if err := g.Model(&gormUser{}).Update("name", "x").Error; !errors.Is(err, gorm.ErrMissingWhereClause) {
		t.Errorf("got %v", err)
	}
	must(t, g.Session(&gorm.Session{AllowGlobalUpdate: true}).Model(&gormOrder{}).Update("quantity", 0).Error)
	if got := value(t, server, "orders", 105, "quantity"); got != "0" {
		t.Errorf("quantity is %q", got)
	}
}

// Save creates a record that has no id. gorm's way to save one that is gone
// is an upsert, which the driver answers with an error: the API gives ids.
func TestGormSave(t *testing.T) {
	g, server := openGormOnce(t)
	fresh := gormCompany{Name: "Neuve"}
	must(t, g.Save(&fresh).Error)
	same(t, created(server, "companies"), fresh.ID)
	same := gormCompany{ID: 1, Name: "Acme", City: "Lyon"}
	if err := g.Save(&same).Error; err != nil {
		t.Errorf("saving what is stored: %v", err)
	}
	if err := g.Save(&gormCompany{ID: 77, Name: "Weg"}).Error; err == nil {
		t.Error("a company with an id that doesn't exist was saved")
	}
	if n := len(created(server, "companies")); n != 1 {
		t.Errorf("%d companies were created", n)
	}
}

// A slice is saved by an upsert. The new record among the known ones gets its id.
func TestGormSaveSlice(t *testing.T) {
	g, server := openGormOnce(t)
	companies := []gormCompany{{ID: 2, Name: "Brico SA"}, {Name: "Neuve"}, {ID: 1, Name: "Acme SA"}}
	must(t, g.Save(&companies).Error)
	ids := created(server, "companies")
	if len(ids) != 1 || companies[0].ID != 2 || companies[1].ID != ids[0] || companies[2].ID != 1 {
		t.Errorf("created %v, got %+v", ids, companies)
	}
	if a, b := value(t, server, "companies", 1, "name"), value(t, server, "companies", 2, "name"); a != "Acme SA" || b != "Brico SA" {
		t.Errorf("got %q and %q", a, b)
	}
	must(t, g.Save(&[]gormCompany{{ID: 2, Name: "B"}, {ID: 1, Name: "A"}}).Error)
	if a := value(t, server, "companies", 1, "name"); a != "A" {
		t.Errorf("got %q", a)
	}
}

func TestGormFirstOrCreate(t *testing.T) {
	g, server := openGormOnce(t)
	var found, fresh gormCompany
	must(t, g.Where(gormCompany{Name: "Acme"}).Attrs(gormCompany{City: "x"}).FirstOrCreate(&found).Error)
	must(t, g.Where(gormCompany{Name: "Neuve"}).Assign(gormCompany{City: "Metz"}).FirstOrCreate(&fresh).Error)
	if found.ID != 1 || found.City != "Lyon" {
		t.Errorf("got %+v", found)
	}
	same(t, created(server, "companies"), fresh.ID)
	if got := value(t, server, "companies", fresh.ID, "city"); got != "Metz" {
		t.Errorf("got %q", got)
	}
}

// Associations are changed by updates, as far as they delete no record.
func TestGormAssociationChanges(t *testing.T) {
	g, server := openGormOnce(t)
	ada := gormUser{ID: 11}
	must(t, g.Model(&ada).Association("Orders").Append(&gormOrder{Reference: "A-3"}))
	must(t, g.Model(&ada).Association("Orders").Delete(&gormOrder{ID: 101}))
	if ids := created(server, "orders"); len(ids) != 1 || value(t, server, "orders", ids[0], "user_id") != "11" || value(t, server, "orders", 101, "user_id") != "" {
		t.Errorf("created %v", ids)
	}
	must(t, g.Model(&ada).Association("Company").Replace(&gormCompany{ID: 2, Name: "Brico", City: "Lille"}))
	if got := value(t, server, "users", 11, "company_id"); got != "2" {
		t.Errorf("got %q", got)
	}
	must(t, g.Model(&ada).Association("Company").Clear())
	if got := value(t, server, "users", 11, "company_id"); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestGormUpserts(t *testing.T) {
	g, server := openGormOnce(t)
	must(t, g.Clauses(clause.OnConflict{UpdateAll: true}).Create(&gormCompany{ID: 2, Name: "Brico SA", City: "Lens"}).Error)
	must(t, g.Clauses(clause.OnConflict{DoUpdates: clause.AssignmentColumns([]string{"city"})}).Create(&gormCompany{ID: 1, Name: "x", City: "Nice"}).Error)
	must(t, g.Clauses(clause.OnConflict{DoUpdates: clause.Assignments(map[string]any{"city": "Nancy"})}).Create(&gormCompany{Name: "Neuve", City: "Metz"}).Error)
	ids := created(server, "companies")
	if len(ids) != 1 {
		t.Fatalf("%v were created", ids)
	}
	for _, test := range []struct {
		id          int64
		field, want string
	}{{2, "name", "Brico SA"}, {2, "city", "Lens"}, {1, "name", "Acme"}, {1, "city", "Nice"}, {ids[0], "city", "Metz"}} {
		if got := value(t, server, "companies", test.id, test.field); got != test.want {
			t.Errorf("%s of %d is %q, want %q", test.field, test.id, got, test.want)
		}
	}
	must(t, g.Clauses(clause.OnConflict{DoNothing: true}).Create(&gormCompany{ID: 1, Name: "y"}).Error)
	if got := value(t, server, "companies", 1, "name"); got != "Acme" {
		t.Errorf("name is %q", got)
	}
}

// An association is created with the record: first what it belongs to, last
// what belongs to it.
func TestGormCreateWithAssociations(t *testing.T) {
	g, server := openGormOnce(t)
	u := gormUser{Name: "Uma", Company: &gormCompany{Name: "Neuve"}, Orders: []gormOrder{{Reference: "U-1"}}}
	must(t, g.Create(&u).Error)
	same(t, created(server, "users"), u.ID)
	same(t, created(server, "companies"), u.Company.ID)
	same(t, created(server, "orders"), u.Orders[0].ID)
	if *u.CompanyID != u.Company.ID || u.Orders[0].UserID != u.ID {
		t.Errorf("got %+v", u)
	}
	var again gormUser
	must(t, g.Preload("Orders").Preload("Company").First(&again, u.ID).Error)
	if again.Company.Name != "Neuve" || len(again.Orders) != 1 {
		t.Errorf("got %+v", again)
	}
}

func TestGormDelete(t *testing.T) {
	g, server := openGormOnce(t)
	must(t, g.Delete(&gormUser{}, 11).Error)
	if value(t, server, "users", 11, "deleted_at") == "" {
		t.Error("the user is not marked")
	}
	if err := g.First(&gormUser{}, 11).Error; !errors.Is(err, gorm.ErrRecordNotFound) {
		t.Errorf("got %v", err)
	}
	server.ResetRequests()
	refused(t, g.Delete(&gormCompany{}, 1).Error, "DELETE")
	refused(t, g.Unscoped().Delete(&gormUser{}, 11).Error, "DELETE")
	if len(server.Requests()) != 0 {
		t.Errorf("requests: %v", server.Requests())
	}
}

// A value that doesn't fit is an error before anything is sent.
func TestGormBadValue(t *testing.T) {
	g, server := openGormOnce(t)
	companies := []gormCompany{{Name: "fits"}, {Name: strings.Repeat("x", 51)}}
	if err := g.Create(&companies).Error; err == nil || !strings.Contains(err.Error(), `row 2, object "companies", column "name"`) {
		t.Errorf("got %v", err)
	}
	unchanged(t, server)
}
