package clienttest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Each condition that gorm can make, with the users it finds in the order of
// their ids.
func TestGormConditions(t *testing.T) {
	g, _ := openGormOnce(t)
	for name, test := range map[string]struct {
		query *gorm.DB
		want  []string
	}{
		"all":             {g, []string{"Ada", "Bob", "Zoé"}},
		"struct":          {g.Where(&gormUser{Status: "client"}), []string{"Ada", "Zoé"}},
		"struct, fields":  {g.Where(&gormUser{Status: ""}, "status"), nil},
		"map":             {g.Where(map[string]any{"status": "client", "name": "Ada"}), []string{"Ada"}},
		"map of a list":   {g.Where(map[string]any{"name": []string{"Ada", "Bob"}}), []string{"Ada", "Bob"}},
		"map of nil":      {g.Where(map[string]any{"age": nil}), []string{"Bob"}},
		"text":            {g.Where("name LIKE ? AND created_at > ?", "%o%", time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)), []string{"Bob", "Zoé"}},
		"named":           {g.Where("name = @name", map[string]any{"name": "Bob"}), []string{"Bob"}},
		"in":              {g.Where("id IN ?", []int64{11, 15, 20}), []string{"Ada", "Zoé"}},
		"in nothing":      {g.Where("id IN ?", []int64{}), nil},
		"pairs":           {g.Where("(name, status) IN ?", [][]any{{"Ada", "client"}, {"Bob", "client"}}), []string{"Ada"}},
		"not":             {g.Not("status = ?", "client"), []string{"Bob"}},
		"not, map":        {g.Not(map[string]any{"name": []string{"Ada", "Bob"}}), []string{"Zoé"}},
		"or":              {g.Where("name = ?", "Ada").Or("name = ?", "Bob"), []string{"Ada", "Bob"}},
		"grouped":         {g.Where(g.Where("status = ?", "client").Where(g.Where("age > ?", 30).Or("age IS NULL"))).Or("name = ?", "Zoé"), []string{"Ada", "Zoé"}},
		"between":         {g.Where("age BETWEEN ? AND ?", 1, 20), []string{"Zoé"}},
		"boolean":         {g.Where("active = ?", true), []string{"Ada", "Zoé"}},
		"date":            {g.Where("born = ?", "1988-02-29"), []string{"Ada"}},
		"decimal":         {g.Where("balance > ?", "99999999999999999.98"), []string{"Zoé"}},
		"keys":            {g.Where([]int64{11, 12}), []string{"Ada", "Bob"}},
		"clauses":         {g.Clauses(clause.Eq{Column: "name", Value: "Ada"}), []string{"Ada"}},
		"like, clause":    {g.Where(clause.Like{Column: "email", Value: "b%"}), []string{"Bob"}},
		"unscoped":        {g.Unscoped().Where("status = ?", "client"), []string{"Ada", "Zoé", "Moritz"}},
		"limit":           {g.Limit(2), []string{"Ada", "Bob"}},
		"limit, offset":   {g.Limit(2).Offset(1), []string{"Bob", "Zoé"}},
		"subquery":        {g.Where("id IN (?)", g.Model(&gormOrder{}).Select("user_id").Where("amount > ?", 6)), []string{"Ada", "Bob"}},
		"exists":          {g.Where("EXISTS (?)", g.Model(&gormOrder{}).Select("1").Where("orders.user_id = users.id")), []string{"Ada", "Bob"}},
		"greater average": {g.Where("age > (?)", g.Model(&gormUser{}).Select("AVG(age)")), []string{"Ada"}},
		"derived table":   {g.Unscoped().Table("(?) AS u", g.Model(&gormUser{}).Select("id", "name")).Where("u.name <> ?", "Bob"), []string{"Ada", "Zoé"}},
		"joined":          {g.Joins("JOIN orders ON orders.user_id = users.id AND orders.amount > ?", 6).Select("users.*"), []string{"Ada", "Bob"}},
		"by association":  {g.Joins("Company").Where("Company.name = ?", "Brico"), []string{"Bob"}},
		"inner join":      {g.InnerJoins("Company"), []string{"Ada", "Bob"}},
	} {
		var users []gormUser
		query := test.query
		switch name {
		case "joined", "by association", "inner join":
			query = query.Order("users.id")
		default:
			query = query.Order("id")
		}
		if err := query.Find(&users).Error; err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := fmt.Sprint(namesOf(users)); got != fmt.Sprint(test.want) {
			t.Errorf("%s: got %s, want %v", name, got, test.want)
		}
	}
}

func TestGormSingleRows(t *testing.T) {
	g, _ := openGormOnce(t)
	var first, take, last, byKey gormUser
	must(t, g.First(&first).Error)
	must(t, g.Where("name = ?", "Bob").Take(&take).Error)
	must(t, g.Last(&last).Error)
	must(t, g.First(&byKey, 15).Error)
	same(t, []string{first.Name, take.Name, last.Name, byKey.Name}, "Ada", "Bob", "Zoé", "Zoé")
	if *first.Age != 36 || first.Balance.Decimal.String() != "12.5" || !first.Active.Bool || first.Born.Format(time.DateOnly) != "1988-02-29" || first.DeletedAt.Valid {
		t.Errorf("got %+v", first)
	}
	if take.Age != nil || take.Born != nil || last.Balance.Decimal.String() != "99999999999999999.99" || last.CompanyID != nil {
		t.Errorf("got %+v and %+v", take, last)
	}
	if err := g.First(&gormUser{}, 999).Error; !errors.Is(err, gorm.ErrRecordNotFound) {
		t.Errorf("got %v", err)
	}
	var m map[string]any
	must(t, g.Model(&gormUser{}).Where("id = ?", 11).Take(&m).Error)
	if m["name"] != "Ada" || *m["age"].(*int64) != 36 || m["active"] != true {
		t.Errorf("got %v", m)
	}
}

func TestGormFindInBatches(t *testing.T) {
	g, _ := openGormOnce(t)
	var batch []gormUser
	var names []string
	must(t, g.Unscoped().FindInBatches(&batch, 3, func(tx *gorm.DB, n int) error {
		names = append(names, fmt.Sprint(n))
		names = append(names, namesOf(batch)...)
		return nil
	}).Error)
	same(t, names, "1", "Ada", "Bob", "Zoé", "2", "Moritz")
}

func TestGormAssociations(t *testing.T) {
	g, server := openGormOnce(t)
	var users []gormUser
	must(t, g.Preload("Orders").Preload("Company").Order("name").Find(&users).Error)
	if len(users) != 3 || len(users[0].Orders) != 2 || users[0].Orders[1].Amount.String() != "5.25" ||
		len(users[1].Orders) != 1 || len(users[2].Orders) != 0 || users[0].Company.City != "Lyon" || users[2].Company != nil {
		t.Errorf("preload: got %+v", users)
	}
	server.ResetRequests()
	users = nil
	must(t, g.Joins("Company").Order("users.id").Find(&users).Error)
	if len(users) != 3 || users[1].Company.Name != "Brico" || users[2].Company != nil {
		t.Errorf("joins: got %+v", users)
	}
	var orders []gormOrder
	must(t, g.Model(&users[0]).Association("Orders").Find(&orders))
	if len(orders) != 2 {
		t.Errorf("association: got %+v", orders)
	}
	if n := g.Model(&users[0]).Association("Orders").Count(); n != 2 {
		t.Errorf("association's count: got %d", n)
	}
}

func TestGormAggregates(t *testing.T) {
	g, _ := openGormOnce(t)
	users := func() *gorm.DB { return g.Model(&gormUser{}) }
	var all, clients, distinct, groups int64
	must(t, users().Count(&all).Error)
	must(t, users().Where("status = ?", "client").Count(&clients).Error)
	must(t, users().Distinct("status").Count(&distinct).Error)
	must(t, users().Group("status").Count(&groups).Error)
	same(t, []int64{all, clients, distinct, groups}, 3, 2, 2, 2)

	var names []string
	must(t, users().Order("name DESC").Pluck("name", &names).Error)
	same(t, names, "Zoé", "Bob", "Ada")
	var ages []sql.NullInt64
	must(t, users().Order("id").Pluck("age", &ages).Error)
	if len(ages) != 3 || ages[0].Int64 != 36 || ages[1].Valid {
		t.Errorf("got %v", ages)
	}

	var totals []struct {
		Status string
		Total  int64
		Mean   *float64
	}
	must(t, users().Select("status, COUNT(*) AS total, AVG(age) AS mean").Group("status").Having("total > ?", 0).Order("status").Scan(&totals).Error)
	if len(totals) != 2 || totals[0].Status != "client" || totals[0].Total != 2 || *totals[0].Mean != 22.5 || totals[1].Mean != nil {
		t.Errorf("got %+v", totals)
	}
}

func TestGormRows(t *testing.T) {
	g, _ := openGormOnce(t)
	rows, err := g.Model(&gormUser{}).Order("id").Rows()
	must(t, err)
	defer rows.Close()
	var names []string
	for rows.Next() {
		var u gormUser
		must(t, g.ScanRows(rows, &u))
		names = append(names, u.Name)
	}
	must(t, rows.Err())
	same(t, names, "Ada", "Bob", "Zoé")
	var n int64
	must(t, g.Raw("SELECT COUNT(*) FROM orders WHERE user_id = ?", 11).Scan(&n).Error)
	if n != 2 {
		t.Errorf("got %d", n)
	}
	u, err := gorm.G[gormUser](g).Where("name = ?", "Zoé").First(context.Background())
	must(t, err)
	if u.ID != 15 {
		t.Errorf("got %+v", u)
	}
}

// gorm's cache of prepared statements holds those of the driver.
func TestGormPrepareStmt(t *testing.T) {
	g, _ := openGorm(t, &gorm.Config{PrepareStmt: true, SkipDefaultTransaction: true})
	for range 3 {
		var users []gormUser
		must(t, g.Where("status = ?", "client").Order("id").Find(&users).Error)
		same(t, namesOf(users), "Ada", "Zoé")
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			var n int64
			if err := g.Model(&gormUser{}).Where("age > ?", 10).Count(&n).Error; err != nil || n != 1 {
				t.Errorf("got %d, %v", n, err)
			}
		})
	}
	wait.Wait()
	must(t, g.Model(&gormUser{}).Where("id = ?", 11).Update("name", "Eve").Error)
	var u gormUser
	must(t, g.First(&u).Error)
	same(t, []string{u.Name}, "Eve")
}

// What MySQL refuses or the API can't do is refused before anything is asked.
func TestGormRefusedReads(t *testing.T) {
	g, server := openGormOnce(t)
	var users []gormUser
	if err := g.Offset(5).Find(&users).Error; err == nil {
		t.Error("OFFSET without LIMIT was answered")
	}
	refused(t, g.Clauses(clause.Locking{Strength: "UPDATE"}).Find(&users).Error, "lock")
	refused(t, g.Clauses(clause.Locking{Strength: "UPDATE", Options: "SKIP LOCKED"}).Find(&users).Error, "lock")
	if n := count(server, "get_objects"); n != 0 {
		t.Errorf("%d requests", n)
	}
}

// gorm finds a field by the exact name of its column. Where the model spells it
// otherwise than the metadata, SELECT * leaves the field empty; QueryFields names
// the columns, which come back as they were written.
func TestGormColumnSpelling(t *testing.T) {
	type customer struct {
		ID    int64
		Label string `gorm:"column:NAME"`
	}
	for _, named := range []bool{false, true} {
		g, _ := openGorm(t, &gorm.Config{QueryFields: named})
		var c customer
		must(t, g.Table("companies").First(&c).Error)
		if want := map[bool]string{false: "", true: "Acme"}[named]; c.Label != want {
			t.Errorf("QueryFields=%v: got %q, want %q", named, c.Label, want)
		}
	}
	type wrong struct {
		ID   int64
		Nmae string
	}
	g, _ := openGorm(t, &gorm.Config{QueryFields: true})
	if err := g.Table("companies").First(&wrong{}).Error; err == nil || !strings.Contains(err.Error(), `"name"`) {
		t.Errorf("got %v", err)
	}
}
