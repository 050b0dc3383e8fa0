package clienttest

import (
	"fmt"
	"testing"

	"gorm.io/gorm"
)

// What gorm's Migrator reads is answered, without asking for a record but the
// one that ColumnTypes looks at.
func TestGormMigratorReads(t *testing.T) {
	g, server := openGormOnce(t)
	m := g.Migrator()
	if got := m.CurrentDatabase(); got != "demo" {
		t.Errorf("the database is %q", got)
	}
	tables, err := m.GetTables()
	must(t, err)
	same(t, tables, "companies", "users", "orders")
	for question, test := range map[string]struct{ got, want bool }{
		"table by model":  {m.HasTable(&gormUser{}), true},
		"table by name":   {m.HasTable("orders"), true},
		"no table":        {m.HasTable("nothing"), false},
		"column by field": {m.HasColumn(&gormUser{}, "CompanyID"), true},
		"column by name":  {m.HasColumn(&gormUser{}, "company_id"), true},
		"no column":       {m.HasColumn(&gormUser{}, "nothing"), false},
		"index":           {m.HasIndex(&gormUser{}, "PRIMARY"), true},
		"no index":        {m.HasIndex(&gormUser{}, "idx_users_name"), false},
		"no constraint":   {m.HasConstraint(&gormUser{}, "fk_users_company"), false},
	} {
		if test.got != test.want {
			t.Errorf("has %s: got %v", question, test.got)
		}
	}
	table, err := m.TableType(&gormUser{})
	must(t, err)
	if comment, _ := table.Comment(); table.Schema() != "demo" || table.Name() != "users" || table.Type() != "BASE TABLE" || comment != "" {
		t.Errorf("got %+v", table)
	}
	indexes, err := m.GetIndexes(&gormUser{})
	must(t, err)
	if primary, _ := indexes[0].PrimaryKey(); len(indexes) != 1 || !primary || fmt.Sprint(indexes[0].Columns()) != "[id]" {
		t.Errorf("got %+v", indexes)
	}
	if n := count(server, "get_objects"); n != 0 {
		t.Errorf("%d requests of records", n)
	}
}

func TestGormColumnTypes(t *testing.T) {
	g, _ := openGormOnce(t)
	types, err := g.Migrator().ColumnTypes(&gormUser{})
	must(t, err)
	var got []string
	for _, c := range types {
		length, _ := c.Length()
		null, _ := c.Nullable()
		key, _ := c.PrimaryKey()
		counts, _ := c.AutoIncrement()
		full, _ := c.ColumnType()
		got = append(got, fmt.Sprintf("%s %s %s %d null=%v key=%v counts=%v scan=%v", c.Name(), c.DatabaseTypeName(), full, length, null, key, counts, c.ScanType()))
	}
	same(t, got[:6],
		"id bigint bigint 0 null=false key=true counts=true scan=int64",
		"name varchar varchar(50) 50 null=false key=false counts=false scan=string",
		"email varchar varchar(100) 100 null=false key=false counts=false scan=string",
		"status varchar varchar(16) 16 null=false key=false counts=false scan=string",
		"age bigint bigint 0 null=true key=false counts=false scan=sql.NullInt64",
		"balance decimal decimal(65,30) 0 null=true key=false counts=false scan=decimal.NullDecimal")
	if len(got) != 13 {
		t.Errorf("got %d columns", len(got))
	}
}

// Migrations are refused before anything is sent, and say where to go.
func TestGormMigrations(t *testing.T) {
	g, server := openGormOnce(t)
	type nothing struct{ ID int64 }
	m := g.Migrator()
	for name, migrate := range map[string]func() error{
		"AutoMigrate, new table": func() error { return g.AutoMigrate(&nothing{}) },
		"CreateTable":            func() error { return m.CreateTable(&nothing{}) },
		"AddColumn":              func() error { return m.AddColumn(&gormOrder{}, "Quantity") },
		"DropColumn":             func() error { return m.DropColumn(&gormOrder{}, "quantity") },
		"AlterColumn":            func() error { return m.AlterColumn(&gormOrder{}, "Quantity") },
		"RenameColumn":           func() error { return m.RenameColumn(&gormOrder{}, "quantity", "number") },
		"DropTable":              func() error { return m.DropTable(&gormOrder{}) },
		"RenameTable":            func() error { return m.RenameTable("orders", "sales") },
		"CreateView":             func() error { return m.CreateView("few", gorm.ViewOption{Query: g.Model(&gormUser{})}) },
		"AutoMigrate, new column": func() error {
			type gormOrder struct {
				ID    int64
				Extra string
			}
			return g.Table("orders").AutoMigrate(&gormOrder{})
		},
	} {
		t.Run(name, func(t *testing.T) { refused(t, migrate(), "change them in Scal-e") })
	}
	if n := count(server, "put_objects"); n != 0 {
		t.Errorf("%d puts", n)
	}
}

// AutoMigrate of a model that fits its object has nothing to do.
func TestGormAutoMigrateOfWhatFits(t *testing.T) {
	g, _ := openGormOnce(t)
	type order struct {
		ID        int64
		UserID    int64
		Reference string `gorm:"size:20;not null;default:''"`
		Quantity  int64
	}
	must(t, g.Table("orders").AutoMigrate(&order{}))
}
