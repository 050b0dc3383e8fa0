package clienttest

import (
	"context"
	"fmt"
	"testing"
	"time"

	. "github.com/go-jet/jet/v2/mysql"
	"github.com/go-jet/jet/v2/qrm"
)

// Tables as jet's generator writes them.
type (
	jetUsers struct {
		Table
		ID, Age, CompanyID ColumnInteger
		Name, Status       ColumnString
		Balance            ColumnFloat
		Active             ColumnBool
		Born               ColumnDate
		CreatedAt          ColumnTimestamp
	}
	jetOrders struct {
		Table
		ID, UserID, Quantity ColumnInteger
		Reference            ColumnString
		Amount               ColumnFloat
	}
)

func newJetUsers() jetUsers {
	u := jetUsers{
		ID: IntegerColumn("id"), Age: IntegerColumn("age"), CompanyID: IntegerColumn("company_id"),
		Name: StringColumn("name"), Status: StringColumn("status"), Balance: FloatColumn("balance"),
		Active: BoolColumn("active"), Born: DateColumn("born"), CreatedAt: TimestampColumn("created_at"),
	}
	u.Table = NewTable("demo", "users", "", u.ID, u.Name, u.Status, u.Age, u.Balance, u.Active, u.Born, u.CreatedAt, u.CompanyID)
	return u
}

func newJetOrders() jetOrders {
	o := jetOrders{ID: IntegerColumn("id"), UserID: IntegerColumn("user_id"), Quantity: IntegerColumn("quantity"),
		Reference: StringColumn("reference"), Amount: FloatColumn("amount")}
	o.Table = NewTable("demo", "orders", "", o.ID, o.UserID, o.Reference, o.Amount, o.Quantity)
	return o
}

// Models: jet finds the columns by labels such as users.name.
type (
	jetUser struct {
		ID     int64  `alias:"users.id" sql:"primary_key"`
		Name   string `alias:"users.name"`
		Age    *int64 `alias:"users.age"`
		Orders []jetOrder
	}
	jetOrder struct {
		ID        int64  `alias:"orders.id" sql:"primary_key"`
		Reference string `alias:"orders.reference"`
	}
)

func TestJetSelects(t *testing.T) {
	db, _ := open(t)
	u, o := newJetUsers(), newJetOrders()
	for name, test := range map[string]struct {
		where BoolExpression
		want  string
	}{
		"eq":        {u.Status.EQ(String("client")), "[Ada Zoé Moritz]"},
		"and, or":   {u.Status.EQ(String("prospect")).OR(u.Age.GT(Int(30)).AND(u.Name.LIKE(String("A%")))), "[Ada Bob]"},
		"in":        {u.ID.IN(Int(11), Int(12)), "[Ada Bob]"},
		"null":      {u.CompanyID.IS_NULL(), "[Zoé]"},
		"boolean":   {u.Active.IS_TRUE(), "[Ada Zoé]"},
		"date":      {u.Born.GT(Date(2000, 1, 1)), "[Zoé]"},
		"timestamp": {u.CreatedAt.LT(Timestamp(2024, 3, 4, 0, 0, 0)), "[Ada Bob]"},
		"between":   {u.Age.BETWEEN(Int(30), Int(40)), "[Ada]"},
		"exists":    {EXISTS(SELECT(o.ID).FROM(o).WHERE(o.UserID.EQ(u.ID).AND(o.Amount.GT(Float(6))))), "[Ada Bob]"},
		"function":  {UPPER(u.Name).EQ(String("BOB")), "[Bob]"},
		"not eq":    {u.CompanyID.IS_DISTINCT_FROM(Int(1)), "[Bob Zoé]"},
	} {
		var users []jetUser
		if err := SELECT(u.ID, u.Name, u.Age).FROM(u).WHERE(test.where).ORDER_BY(u.ID.ASC()).QueryContext(context.Background(), db, &users); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		names := []string{}
		for _, user := range users {
			names = append(names, user.Name)
		}
		if got := fmt.Sprint(names); got != test.want {
			t.Errorf("%s: got %s, want %s", name, got, test.want)
		}
	}
}

func TestJetJoin(t *testing.T) {
	db, _ := open(t)
	u, o := newJetUsers(), newJetOrders()
	var users []jetUser
	must(t, SELECT(u.ID, u.Name, u.Age, o.ID, o.Reference).FROM(u.LEFT_JOIN(o, o.UserID.EQ(u.ID))).ORDER_BY(u.ID, o.ID).Query(db, &users))
	if len(users) != 4 || len(users[0].Orders) != 2 || users[0].Orders[1].Reference != "A-2" || len(users[2].Orders) != 0 {
		t.Errorf("got %+v", users)
	}
	var totals []struct {
		Status string  `alias:"users.status"`
		Total  int64   `alias:"total"`
		Oldest float64 `alias:"oldest"`
	}
	must(t, SELECT(u.Status, COUNT(STAR).AS("total"), MAXi(u.Age).AS("oldest")).FROM(u).GROUP_BY(u.Status).HAVING(COUNT(STAR).GT(Int(1))).Query(db, &totals))
	if len(totals) != 1 || totals[0].Total != 3 || totals[0].Oldest != 50 {
		t.Errorf("got %+v", totals)
	}
	union := UNION(SELECT(u.Name).FROM(u).WHERE(u.ID.EQ(Int(11))), SELECT(u.Name).FROM(u).WHERE(u.ID.EQ(Int(12)))).LIMIT(5)
	var names []string
	must(t, union.Query(db, &names))
	if len(names) != 2 {
		t.Errorf("got %v", names)
	}
	var none jetUser
	if err := SELECT(u.ID).FROM(u).WHERE(u.ID.EQ(Int(999))).Query(db, &none); err != qrm.ErrNoRows {
		t.Errorf("got %v", err)
	}
}

func TestJetWrites(t *testing.T) {
	db, server := open(t)
	u, o := newJetUsers(), newJetOrders()
	_, err := u.INSERT(u.Name, u.Age, u.Born).VALUES("Uma", 5, time.Date(2020, 2, 29, 0, 0, 0, 0, time.UTC)).VALUES("Ute", nil, nil).Exec(db)
	must(t, err)
	ids := created(server, "users")
	if len(ids) != 2 || value(t, server, "users", ids[0], "born") != "2020-02-29" {
		t.Errorf("created %v", ids)
	}
	_, err = o.UPDATE(o.Quantity).SET(o.Quantity.ADD(Int(1))).WHERE(o.UserID.EQ(Int(11))).Exec(db)
	must(t, err)
	_, err = u.UPDATE().SET(u.Name.SET(String("Eve")), u.Active.SET(Bool(false))).WHERE(u.ID.EQ(Int(11))).Exec(db)
	must(t, err)
	same(t, []string{value(t, server, "orders", 102, "quantity"), value(t, server, "users", 11, "name"), value(t, server, "users", 11, "active")}, "4", "Eve", "N")
	_, err = u.DELETE().WHERE(u.ID.EQ(Int(11))).Exec(db)
	refused(t, err, "DELETE")
	_, err = u.LOCK().READ().Exec(db)
	refused(t, err, "LOCK")
	_, err = u.INSERT(u.Name).VALUES("x").AS_NEW().ON_DUPLICATE_KEY_UPDATE(u.Name.SET(u.Name)).Exec(db)
	refused(t, err, "VALUES(column)")
	var users []jetUser
	few := CTE("few")
	refused(t, WITH(few.AS(SELECT(u.ID).FROM(u)))(SELECT(few.AllColumns()).FROM(few)).Query(db, &users), "derived table")
}
