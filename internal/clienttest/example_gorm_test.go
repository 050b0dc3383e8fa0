package clienttest

import (
	"errors"
	"fmt"
	"log"

	"gorm.io/driver/mysql"
	"gorm.io/gorm"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// Contact is a record of the object contact.
type Contact struct {
	ID     int64
	Prenom string
	Nom    string
	EMail  string `gorm:"column:EMail"`
	Age    *int64 `gorm:"column:cc_age"`
}

// TableName is the object's name.
func (Contact) TableName() string { return "contact" }

// Order is a record of the object orders. Many are created with one request, so
// gorm is told not to ask for their ids.
type Order struct {
	ID        int64 `gorm:"primaryKey;autoIncrement:false"`
	Reference string
	Quantity  int64
}

func closeGorm(db *gorm.DB) {
	if pool, err := db.DB(); err == nil {
		pool.Close()
	}
}

func Example_gorm() {
	server := scaletest.NewServer()
	defer server.Close()
	dsn := server.DSN()

	db, err := gorm.Open(mysql.New(mysql.Config{DriverName: "scale", DSN: dsn}), &gorm.Config{
		SkipDefaultTransaction: true, // the API has no transactions
		CreateBatchSize:        1,    // a request for each record, so that it gets its id
		QueryFields:            true, // ask for the model's fields rather than for all
	})
	if err != nil {
		log.Fatal(err)
	}
	defer closeGorm(db)

	var contacts []Contact
	if err := db.Where("Ville = ? AND cc_age < ?", "Lyon", 10).Order("id").Limit(2).Find(&contacts).Error; err != nil {
		log.Fatal(err)
	}
	for _, c := range contacts {
		fmt.Println(c.ID, c.Prenom, c.Nom)
	}

	created := Contact{Prenom: "Zoé", Nom: "Martin"}
	if err := db.Create(&created).Error; err != nil {
		log.Fatal(err)
	}
	if err := db.Model(&created).Update("Nom", "Durand").Error; err != nil {
		log.Fatal(err)
	}
	fmt.Println(created.ID > 0, created.Nom)

	orders := []Order{{Reference: "R-1", Quantity: 1}, {Reference: "R-2", Quantity: 2}}
	if err := db.Session(&gorm.Session{CreateBatchSize: 500}).Create(&orders).Error; err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(orders))
	// Output:
	// 47910 Yaël Fraïssé
	// 48017 Chloé Zévaco
	// true Durand
	// 2
}

func Example_gormTransaction() {
	server := scaletest.NewServer()
	defer server.Close()
	dsn := server.DSN("tx=buffer")
	db, err := gorm.Open(mysql.New(mysql.Config{DriverName: "scale", DSN: dsn}), &gorm.Config{QueryFields: true})
	if err != nil {
		log.Fatal(err)
	}
	defer closeGorm(db)

	err = db.Transaction(func(tx *gorm.DB) error { // of a DSN with tx=buffer
		if err := tx.Create(&Order{Reference: "R-1"}).Error; err != nil {
			return err
		}
		return tx.Model(&Contact{ID: 47001}).Update("Nom", "Durand").Error
	})
	var batch *scale.BatchError
	if errors.As(err, &batch) {
		fmt.Println(batch.Stored, "stored,", batch.Unknown, "unknown")
	}
	fmt.Println(err)
	// Output: <nil>
}
