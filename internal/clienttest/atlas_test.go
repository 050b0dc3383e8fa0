package clienttest

import (
	"context"
	"strings"
	"testing"

	"ariga.io/atlas/sql/mysql"
	"ariga.io/atlas/sql/schema"
)

// Atlas reads the instance as a schema of MySQL, and can't change it.
func TestAtlas(t *testing.T) {
	db, server := open(t)
	ctx := context.Background()
	driver, err := mysql.Open(db)
	must(t, err)
	realm, err := driver.InspectRealm(ctx, nil)
	must(t, err)
	if len(realm.Schemas) != 1 || realm.Schemas[0].Name != "demo" {
		t.Fatalf("got the schemas %v", realm.Schemas)
	}
	demo := realm.Schemas[0]
	var tables []string
	for _, table := range demo.Tables {
		tables = append(tables, table.Name)
	}
	same(t, tables, "companies", "orders", "users")
	users, _ := demo.Table("users")
	var columns []string
	for _, c := range users.Columns {
		columns = append(columns, c.Name+" "+c.Type.Raw)
	}
	same(t, columns, "id bigint", "name varchar(50)", "email varchar(100)", "status varchar(16)", "age bigint", "balance decimal(65,30)", "active tinyint(1)",
		"born date", "created_at datetime", "updated_at datetime", "deleted_at datetime", "company_id bigint", "ID_USERS bigint")
	if k := users.PrimaryKey; k == nil || len(k.Parts) != 1 || k.Parts[0].C.Name != "id" {
		t.Errorf("the primary key is %v", k)
	}
	if text, err := mysql.MarshalHCL(demo); err != nil || len(text) == 0 {
		t.Errorf("as HCL: %v", err)
	}
	again, err := driver.InspectSchema(ctx, "", nil)
	must(t, err)
	if changes, err := driver.SchemaDiff(demo, again); err != nil || len(changes) != 0 {
		t.Errorf("the schema differs from itself: %v, %v", changes, err)
	}
	add := &schema.ModifyTable{T: users, Changes: []schema.Change{&schema.AddColumn{C: schema.NewIntColumn("more", "int")}}}
	// Of an error Atlas keeps the text only.
	if err := driver.ApplyChanges(ctx, []schema.Change{add}); err == nil || !strings.Contains(err.Error(), "change them in Scal-e") {
		t.Errorf("a change of the schema: %v", err)
	}
	_, err = driver.Lock(ctx, "atlas", 0)
	refused(t, err, "the API has no locks")
	unchanged(t, server)
}
