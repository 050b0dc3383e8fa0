package clienttest

import (
	"context"
	"testing"

	"entgo.io/ent/dialect/sql/schema"
	"entgo.io/ent/schema/field"
)

// ent looks at the schema before it changes it. What it would create is refused.
func TestEntMigrate(t *testing.T) {
	for option, advice := range map[string]string{"tx=reject": "tx=buffer", "tx=buffer": "change them in Scal-e"} {
		d, server := openEnt(t, option)
		migrate, err := schema.NewMigrate(d)
		must(t, err)
		fresh := schema.NewTable("pets").AddPrimary(&schema.Column{Name: "id", Type: field.TypeInt64, Increment: true})
		refused(t, migrate.Create(context.Background(), fresh), advice)
		unchanged(t, server)
	}
}

// Of a table that is there it inspects columns, indexes and keys, and then wants
// the collation that is ent's own.
func TestEntMigrateOfKnownTable(t *testing.T) {
	d, server := openEnt(t, "tx=buffer")
	migrate, err := schema.NewMigrate(d)
	must(t, err)
	companies := schema.NewTable("companies").
		AddPrimary(&schema.Column{Name: "id", Type: field.TypeInt64, Increment: true}).
		AddColumn(&schema.Column{Name: "name", Type: field.TypeString, Size: 50, Default: ""}).
		AddColumn(&schema.Column{Name: "city", Type: field.TypeString, Size: 50, Default: ""})
	refused(t, migrate.Create(context.Background(), companies), "ALTER")
	unchanged(t, server)
}
