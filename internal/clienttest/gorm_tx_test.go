package clienttest

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"

	"gorm.io/gorm"
)

var errChanged = errors.New("changed my mind")

// gorm wraps each write in a transaction unless told not to. Without tx=buffer
// the refusal comes before anything is sent.
func TestGormDefaultTransaction(t *testing.T) {
	g, server := openGorm(t, &gorm.Config{})
	refused(t, g.Create(&gormCompany{Name: "Neuve"}).Error, "tx=buffer")
	refused(t, g.Model(&gormCompany{ID: 1}).Update("name", "x").Error, "tx=buffer")
	unchanged(t, server)
	must(t, g.Session(&gorm.Session{SkipDefaultTransaction: true}).Create(&gormCompany{Name: "Neuve"}).Error)
}

// In a transaction a record has no id before Commit. gorm asks for it at once
// where the model's key counts up, and rolls back as it gets none.
func TestGormBufferedCreate(t *testing.T) {
	g, server := openGorm(t, &gorm.Config{}, "tx=buffer")
	if err := g.Create(&gormCompany{Name: "Neuve"}).Error; err == nil || !strings.Contains(err.Error(), "until Commit") {
		t.Errorf("got error %v", err)
	}
	unchanged(t, server)
	must(t, g.Create(&gormContact{Name: "Uma"}).Error)
	if n := len(created(server, "users")); n != 1 {
		t.Errorf("%d users were created", n)
	}
	must(t, g.Model(&gormCompany{ID: 1}).Update("name", "Acme SA").Error)
	if got := value(t, server, "companies", 1, "name"); got != "Acme SA" {
		t.Errorf("name is %q", got)
	}
}

func TestGormTransaction(t *testing.T) {
	g, server := openGormOnce(t, "tx=buffer")
	write := func(tx *gorm.DB) error {
		if err := tx.Create(&[]gormContact{{Name: "Uma"}, {Name: "Ute"}}).Error; err != nil {
			return err
		}
		return tx.Model(&gormContact{ID: 11}).Update("name", "Eve").Error
	}
	if err := g.Transaction(func(tx *gorm.DB) error { return errors.Join(write(tx), errChanged) }); !errors.Is(err, errChanged) {
		t.Errorf("got %v", err)
	}
	unchanged(t, server)
	must(t, g.Transaction(write))
	if n := len(created(server, "users")); n != 2 || value(t, server, "users", 11, "name") != "Eve" {
		t.Errorf("%d users were created", n)
	}
	if n := count(server, "put_objects"); n != 1 {
		t.Errorf("%d puts, want one of the three records", n)
	}
}

// Transactions within a transaction are savepoints.
func TestGormNestedTransaction(t *testing.T) {
	g, server := openGormOnce(t, "tx=buffer")
	rename := func(tx *gorm.DB, id int64, name string) error {
		return tx.Model(&gormCompany{ID: id}).Update("name", name).Error
	}
	must(t, g.Transaction(func(tx *gorm.DB) error {
		must(t, rename(tx, 1, "Acme SA"))
		err := tx.Transaction(func(inner *gorm.DB) error {
			must(t, rename(inner, 2, "Brico SA"))
			return errChanged
		})
		if !errors.Is(err, errChanged) {
			t.Errorf("got %v", err)
		}
		return tx.Transaction(func(inner *gorm.DB) error { return rename(inner, 2, "Brico & Cie") })
	}))
	if a, b := value(t, server, "companies", 1, "name"), value(t, server, "companies", 2, "name"); a != "Acme SA" || b != "Brico & Cie" {
		t.Errorf("got %q and %q", a, b)
	}

	tx := g.Begin()
	must(t, tx.Error)
	must(t, rename(tx, 1, "A"))
	must(t, tx.SavePoint("one").Error)
	must(t, rename(tx, 1, "B"))
	must(t, tx.RollbackTo("one").Error)
	must(t, tx.Commit().Error)
	if got := value(t, server, "companies", 1, "name"); got != "A" {
		t.Errorf("got %q", got)
	}
}

// A read of what the transaction holds would not show it. So is an update of a
// model with a soft delete, whose condition deleted_at IS NULL is to be read;
// Unscoped leaves it out.
func TestGormReadOfHeldWrites(t *testing.T) {
	g, server := openGormOnce(t, "tx=buffer")
	err := g.Transaction(func(tx *gorm.DB) error {
		must(t, tx.Model(&gormCompany{ID: 1}).Update("name", "x").Error)
		var orders []gormOrder
		must(t, tx.Find(&orders).Error)
		return tx.First(&gormCompany{}).Error
	})
	refused(t, err, "commit first")
	update := func(tx *gorm.DB) error {
		must(t, tx.Model(&gormUser{ID: 11}).Update("name", "Eve").Error)
		return tx.Model(&gormUser{ID: 12}).Update("name", "Adam").Error
	}
	refused(t, g.Transaction(update), "commit first")
	unchanged(t, server)
	must(t, g.Transaction(func(tx *gorm.DB) error { return update(tx.Unscoped().Session(&gorm.Session{})) }))
}

func TestGormIsolationLevel(t *testing.T) {
	g, _ := openGormOnce(t, "tx=buffer")
	tx := g.Begin(&sql.TxOptions{Isolation: sql.LevelSerializable})
	refused(t, tx.Error, "default level")
	read := g.WithContext(context.Background()).Begin(&sql.TxOptions{ReadOnly: true})
	must(t, read.Error)
	var users []gormUser
	must(t, read.Find(&users).Error)
	must(t, read.Rollback().Error)
}
