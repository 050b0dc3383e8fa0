package clienttest

import (
	"database/sql"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"xorm.io/builder"
	"xorm.io/xorm"
	"xorm.io/xorm/core"
	"xorm.io/xorm/log"
	"xorm.io/xorm/schemas"
)

type xormUser struct {
	ID        int64 `xorm:"pk autoincr 'id'"`
	Name      string
	Age       *int
	Balance   decimal.Decimal
	Active    bool
	Born      time.Time
	CompanyID sql.NullInt64 `xorm:"company_id"`
	CreatedAt time.Time     `xorm:"created"`
	DeletedAt time.Time     `xorm:"deleted"`
}

func (xormUser) TableName() string { return "users" }

type xormCompany struct {
	ID   int64 `xorm:"pk autoincr 'id'"`
	Name string
	City string
}

func (xormCompany) TableName() string { return "companies" }

type xormOrder struct {
	ID        int64 `xorm:"pk autoincr 'id'"`
	UserID    int64 `xorm:"user_id"`
	Reference string
	Amount    float64
	Quantity  int
}

func (xormOrder) TableName() string { return "orders" }

// openXorm opens an engine. xorm closes the pool of an engine that is collected.
func openXorm(t *testing.T, db *sql.DB) *xorm.Engine {
	t.Helper()
	engine, err := xorm.NewEngineWithDB("mysql", "/demo", core.FromDB(db))
	must(t, err)
	engine.DatabaseTZ, engine.TZLocation = time.UTC, time.UTC
	engine.SetLogLevel(log.LOG_OFF)
	t.Cleanup(func() { engine.Close() })
	return engine
}

func TestXormReads(t *testing.T) {
	db, _ := open(t)
	engine := openXorm(t, db)
	var u xormUser
	found, err := engine.ID(15).Get(&u)
	must(t, err)
	if !found || u.Name != "Zoé" || *u.Age != 9 || u.Balance.String() != "99999999999999999.99" || !u.Active || u.CompanyID.Valid ||
		!u.Born.Equal(time.Date(2016, 1, 31, 0, 0, 0, 0, time.UTC)) || !u.CreatedAt.Equal(time.Date(2024, 3, 4, 10, 0, 0, 0, time.UTC)) {
		t.Errorf("got %+v", u)
	}
	var users []xormUser
	must(t, engine.Where(builder.Gt{"age": 5}.Or(builder.IsNull{"age"})).NotIn("name", "Nobody").Desc("id").Limit(2, 1).Find(&users))
	if len(users) != 2 || users[0].Name != "Bob" || users[0].Age != nil || users[1].Name != "Ada" {
		t.Errorf("got %+v", users)
	}
	users = nil
	must(t, engine.Unscoped().In("id", builder.Select("user_id").From("orders").Where(builder.Gt{"amount": 6})).Asc("id").Find(&users))
	if len(users) != 2 {
		t.Errorf("got %+v", users)
	}
	var pairs []struct {
		User  xormUser  `xorm:"extends"`
		Order xormOrder `xorm:"extends"`
	}
	must(t, engine.Table("users").Join("INNER", "orders", "orders.user_id = users.id").Asc("orders.id").Find(&pairs))
	if len(pairs) != 3 || pairs[1].User.Name != "Ada" || pairs[1].Order.Amount != 5.25 {
		t.Errorf("got %+v", pairs)
	}
	n, err := engine.Where("name LIKE ?", "%o%").Count(new(xormUser))
	must(t, err)
	sum, err := engine.Sum(new(xormOrder), "amount")
	must(t, err)
	exists, err := engine.Exist(&xormCompany{Name: "Acme"})
	must(t, err)
	if n != 2 || sum != 23 || !exists {
		t.Errorf("got %d, %v, %v", n, sum, exists)
	}
	var names []string
	must(t, engine.Asc("id").Iterate(new(xormUser), func(_ int, bean any) error {
		names = append(names, bean.(*xormUser).Name)
		return nil
	}))
	same(t, names, "Ada", "Bob", "Zoé")
	texts, err := engine.QueryString("SELECT name, balance, created_at FROM users WHERE id = ?", 12)
	must(t, err)
	if len(texts) != 1 || texts[0]["balance"] != "-0.10" || texts[0]["created_at"] != "2024-03-03 10:00:00" {
		t.Errorf("got %v", texts)
	}
}

func TestXormWrites(t *testing.T) {
	db, server := open(t)
	engine := openXorm(t, db)
	c := xormCompany{Name: "X", City: "Metz"}
	_, err := engine.Insert(&c)
	must(t, err)
	n, err := engine.Insert([]xormCompany{{Name: "Y"}, {Name: "Z"}})
	must(t, err)
	same(t, created(server, "companies"), 3, 4, 5)
	if c.ID != 3 || n != 2 {
		t.Errorf("got %+v, %d", c, n)
	}
	_, err = engine.ID(1).Update(&xormCompany{City: "Nice"})
	must(t, err)
	_, err = engine.Table(new(xormUser)).ID(12).Update(map[string]any{"age": 3, "active": true})
	must(t, err)
	_, err = engine.ID(101).Incr("quantity", 2).SetExpr("amount", "amount * 2").Update(new(xormOrder))
	must(t, err)
	_, err = engine.ID(11).Delete(new(xormUser))
	must(t, err)
	same(t, []string{value(t, server, "companies", 1, "name"), value(t, server, "companies", 1, "city"), value(t, server, "users", 12, "age"),
		value(t, server, "users", 12, "active"), value(t, server, "orders", 101, "quantity"), value(t, server, "orders", 101, "amount")},
		"Acme", "Nice", "3", "Y", "3", "20.00")
	if value(t, server, "users", 11, "deleted_at") == "" {
		t.Error("the soft delete left no time")
	}
	_, err = engine.ID(1).Delete(new(xormCompany))
	refused(t, err, "mark it by an UPDATE")
	_, err = engine.Transaction(func(s *xorm.Session) (any, error) { return s.Insert(&xormCompany{Name: "T"}) })
	refused(t, err, "tx=buffer")
}

func TestXormTransaction(t *testing.T) {
	db, server := open(t, "tx=buffer")
	engine := openXorm(t, db)
	_, err := engine.Transaction(func(s *xorm.Session) (any, error) {
		if _, err := s.Insert(&xormCompany{Name: "T"}); err != nil {
			return nil, err
		}
		return s.ID(2).Update(&xormCompany{City: "Nice"})
	})
	must(t, err)
	same(t, created(server, "companies"), 3)
	same(t, []string{value(t, server, "companies", 2, "city")}, "Nice")
}

// xorm looks only for tables of the engines that it knows.
func TestXormSchema(t *testing.T) {
	db, server := open(t)
	engine := openXorm(t, db)
	tables, err := engine.DBMetas()
	must(t, err)
	i := slices.IndexFunc(tables, func(t *schemas.Table) bool { return t.Name == "users" })
	if len(tables) != 3 || i < 0 {
		t.Fatalf("got %d tables", len(tables))
	}
	same(t, tables[i].PrimaryKeys, "id")
	for column, want := range map[string]string{"id": "BIGINT", "name": "VARCHAR", "balance": "DECIMAL", "active": "TINYINT", "created_at": "DATETIME"} {
		if c := tables[i].GetColumn(column); c == nil || c.SQLType.Name != want {
			t.Errorf("%s is %+v, want %s", column, c, want)
		}
	}
	exists, err := engine.IsTableExist("nobody")
	must(t, err)
	if exists {
		t.Error("there is a table of nobody")
	}
	refused(t, engine.Sync(new(xormCompany)), "run no migrations")
	unchanged(t, server)
}
