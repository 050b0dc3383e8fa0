package clienttest

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/beego/beego/v2/client/orm"
)

type beegoCompany struct {
	ID   int64 `orm:"column(id);auto"`
	Name string
	City string `orm:"null"`
}

func (*beegoCompany) TableName() string { return "companies" }

type beegoUser struct {
	ID        int64 `orm:"column(id);auto"`
	Name      string
	Age       *int
	Active    bool
	Born      time.Time     `orm:"type(date);null"`
	CreatedAt time.Time     `orm:"type(datetime)"`
	Company   *beegoCompany `orm:"rel(fk);null"`
}

func (*beegoUser) TableName() string { return "users" }

// beegoModels registers the models, which beego has once for all.
var beegoModels = sync.OnceValue(func() error {
	orm.RegisterModel(new(beegoCompany), new(beegoUser))
	return orm.RegisterDriver("scale", orm.DRMySQL)
})

func openBeego(t *testing.T, alias string, db *sql.DB) orm.Ormer {
	t.Helper()
	must(t, beegoModels())
	must(t, orm.AddAliasWthDB(alias, "scale", db))
	must(t, orm.SetDataBaseTZ(alias, time.UTC))
	return orm.NewOrmUsingDB(alias)
}

func TestBeegoReads(t *testing.T) {
	db, _ := open(t)
	o := openBeego(t, "reads", db)
	u := beegoUser{Name: "Bob"}
	must(t, o.Read(&u, "Name"))
	if u.ID != 12 || u.Age != nil || u.Active || !u.Born.IsZero() || u.CreatedAt.Hour() != 10 || u.Company.ID != 2 {
		t.Errorf("got %+v", u)
	}
	if err := o.Read(&beegoUser{ID: 999}); !errors.Is(err, orm.ErrNoRows) {
		t.Errorf("got %v", err)
	}
	refused(t, o.ReadForUpdate(&u), "lock")
	users := o.QueryTable("users")
	for what, set := range map[string]struct {
		found orm.QuerySeter
		want  int64
	}{
		"icontains":   {users.Filter("name__icontains", "O"), 3},
		"contains":    {users.Filter("name__contains", "O"), 0},
		"strictexact": {users.Filter("name__strictexact", "ada"), 0},
		"exact":       {users.Filter("name", "ada"), 1},
		"in, exclude": {users.Filter("id__in", 11, 12).Exclude("name", "Bob"), 1},
		"between":     {users.Filter("age__between", 5, 40), 2},
		"isnull":      {users.Filter("age__isnull", true), 1},
		"a time":      {users.Filter("created_at__gt", time.Date(2024, 3, 3, 12, 0, 0, 0, time.UTC)), 2},
		"a date":      {users.Filter("born", time.Date(1988, 2, 29, 0, 0, 0, 0, time.UTC)), 1},
		"a bool":      {users.Filter("active", true), 2},
		"a relation":  {users.Filter("company__city", "Lyon").RelatedSel(), 2},
		"a window":    {users.OrderBy("-id").Limit(2, 1), 2},
		"an offset":   {users.OrderBy("-id").Offset(1), 3},
	} {
		var found []*beegoUser
		n, err := set.found.All(&found)
		must(t, err)
		if n != set.want {
			t.Errorf("%s: got %d", what, n)
		}
	}
	var rows []orm.Params
	_, err := users.OrderBy("id").Limit(1).Values(&rows, "name", "active", "company__city")
	must(t, err)
	if len(rows) != 1 || rows[0]["Name"] != "Ada" || rows[0]["Active"] != true || rows[0]["Company__City"] != "Lyon" {
		t.Errorf("got %v", rows)
	}
	var sum float64
	must(t, o.Raw("SELECT SUM(amount) FROM orders WHERE user_id IN (?, ?)", []int{11, 12}).QueryRow(&sum))
	n, err := users.Filter("name__startswith", "A").Count()
	must(t, err)
	if sum != 23 || n != 1 {
		t.Errorf("got %v, %d", sum, n)
	}
}

func TestBeegoWrites(t *testing.T) {
	db, server := open(t)
	o := openBeego(t, "writes", db)
	c := beegoCompany{Name: "X"}
	_, err := o.Insert(&c)
	must(t, err)
	n, err := o.InsertMulti(100, []beegoCompany{{Name: "Y"}, {Name: "Z"}})
	must(t, err)
	same(t, created(server, "companies"), 3, 4, 5)
	if c.ID != 3 || n != 2 {
		t.Errorf("got %+v, %d", c, n)
	}
	fresh, id, err := o.ReadOrCreate(&beegoCompany{Name: "Acme"}, "Name")
	must(t, err)
	if fresh || id != 1 {
		t.Errorf("got %v, %d", fresh, id)
	}
	c.City = "Metz"
	_, err = o.Update(&c, "City")
	must(t, err)
	_, err = o.QueryTable("users").Filter("company__city", "Lyon").Update(orm.Params{"age": orm.ColValue(orm.ColAdd, 1)})
	must(t, err)
	same(t, []string{value(t, server, "companies", 3, "city"), value(t, server, "users", 11, "age"), value(t, server, "users", 20, "age")}, "Metz", "37", "51")
	_, err = o.Delete(&c)
	refused(t, err, "mark it by an UPDATE")
	refused(t, o.DoTx(func(context.Context, orm.TxOrmer) error { return nil }), "tx=buffer")
}

// Within a transaction beego's Insert fails, for it asks for the id; Update works.
func TestBeegoTransaction(t *testing.T) {
	db, server := open(t, "tx=buffer")
	o := openBeego(t, "tx", db)
	must(t, o.DoTx(func(_ context.Context, tx orm.TxOrmer) error {
		_, err := tx.Update(&beegoCompany{ID: 1, Name: "U"}, "Name")
		return err
	}))
	same(t, []string{value(t, server, "companies", 1, "name")}, "U")
	err := o.DoTx(func(_ context.Context, tx orm.TxOrmer) error {
		_, err := tx.Insert(&beegoCompany{Name: "T"})
		return err
	})
	if !errors.Is(err, orm.ErrLastInsertIdUnavailable) {
		t.Errorf("got %v", err)
	}
	same(t, created(server, "companies"))
}
