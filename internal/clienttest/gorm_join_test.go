package clienttest

import (
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// An object that joins two others may hold a pair twice: the API knows no key of
// two columns. Append sends all pairs that the model holds, those that are stored
// as well, and counts on such a key; it is refused before it sends one.
func TestGormManyToMany(t *testing.T) {
	type member struct {
		ID        int64
		Companies []gormCompany `gorm:"many2many:orders;joinForeignKey:user_id;joinReferences:quantity"`
	}
	g, server := openGormOnce(t)
	ada := member{ID: 11}
	companies := g.Table("users").Model(&ada).Association("Companies")
	refused(t, companies.Append(&gormCompany{ID: 2, Name: "Brico", City: "Lille"}), "the API has no unique key but id")
	if n := len(created(server, "orders")); n != 0 {
		t.Errorf("%d records join them", n)
	}
	if _, err := server.Insert("orders", scaletest.Record{Values: map[string]string{"user_id": "11", "quantity": "2"}}); err != nil {
		t.Fatal(err)
	}
	companies = g.Table("users").Model(&ada).Association("Companies")
	refused(t, companies.Delete(&gormCompany{ID: 2}), "mark it by an UPDATE")

	var found member
	must(t, g.Table("users").Preload("Companies").First(&found, 11).Error)
	if len(found.Companies) == 0 {
		t.Error("the companies are not found")
	}
}
