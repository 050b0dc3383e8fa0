package clienttest

import "testing"

// An object that joins two others may hold a pair twice: the API knows no key of
// two columns, so that gorm's ON DUPLICATE KEY UPDATE finds no duplicate. Append
// sends all pairs that the model holds, those that are stored as well.
func TestGormManyToMany(t *testing.T) {
	type member struct {
		ID        int64
		Companies []gormCompany `gorm:"many2many:orders;joinForeignKey:user_id;joinReferences:quantity"`
	}
	g, server := openGormOnce(t)
	ada := member{ID: 11}
	companies := g.Table("users").Model(&ada).Association("Companies")
	must(t, companies.Append(&gormCompany{ID: 2, Name: "Brico", City: "Lille"}))
	if n := len(created(server, "orders")); n != 1 {
		t.Errorf("%d records join them", n)
	}
	must(t, companies.Append(&gormCompany{ID: 1, Name: "Acme", City: "Lyon"}))
	if n := len(created(server, "orders")); n != 3 {
		t.Errorf("%d records join them", n)
	}
	refused(t, companies.Delete(&gormCompany{ID: 2}), "mark it by an UPDATE")

	var found member
	must(t, g.Table("users").Preload("Companies").First(&found, 11).Error)
	if len(found.Companies) == 0 {
		t.Error("the companies are not found")
	}
}
