package clienttest

import (
	"database/sql"
	"errors"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	udb "github.com/upper/db/v4"
	"github.com/upper/db/v4/adapter/mysql"
)

type upperUser struct {
	ID        int64           `db:"id,omitempty"`
	Name      string          `db:"name"`
	Age       *int            `db:"age"`
	Balance   decimal.Decimal `db:"balance"`
	Active    bool            `db:"active"`
	Born      *time.Time      `db:"born"`
	CreatedAt time.Time       `db:"created_at"`
}

type upperCompany struct {
	ID   int64  `db:"id,omitempty"`
	Name string `db:"name"`
	City string `db:"city"`
}

func (c *upperCompany) Store(s udb.Session) udb.Store { return s.Collection("companies") }

func openUpper(t *testing.T, db *sql.DB) udb.Session {
	t.Helper()
	s, err := mysql.New(db)
	must(t, err)
	udb.LC().SetLevel(udb.LogLevelPanic)
	return s
}

func TestUpperReads(t *testing.T) {
	db, _ := open(t)
	s := openUpper(t, db)
	collections, err := s.Collections()
	must(t, err)
	var names []string
	for _, c := range collections {
		names = append(names, c.Name())
	}
	same(t, names, "companies", "users", "orders")
	if there, err := s.Collection("nobody").Exists(); there || !errors.Is(err, udb.ErrCollectionDoesNotExist) {
		t.Errorf("got %v, %v", there, err)
	}
	users := s.Collection("users")
	var u upperUser
	must(t, users.Find(15).One(&u))
	if u.Name != "Zoé" || *u.Age != 9 || u.Balance.String() != "99999999999999999.99" || !u.Active || u.Born.Year() != 2016 || u.CreatedAt.Hour() != 10 {
		t.Errorf("got %+v", u)
	}
	if err := users.Find(udb.Cond{"name": "Nobody"}).One(&u); !errors.Is(err, udb.ErrNoMoreRows) {
		t.Errorf("got %v", err)
	}
	for what, find := range map[string]struct {
		found udb.Result
		want  int
	}{
		"in":       {users.Find(udb.Cond{"id": udb.In(11, 12)}), 2},
		"nothing":  {users.Find(udb.Cond{"id": udb.In()}), 0},
		"between":  {users.Find(udb.Cond{"age": udb.Between(5, 40)}), 2},
		"like":     {users.Find(udb.Cond{"name": udb.Like("%o%")}), 3},
		"null":     {users.Find(udb.Cond{"age": udb.IsNull()}), 1},
		"a time":   {users.Find(udb.Cond{"created_at": udb.After(time.Date(2024, 3, 3, 12, 0, 0, 0, time.UTC))}), 2},
		"or":       {users.Find(udb.Or(udb.Cond{"name": "Ada"}, udb.And(udb.Cond{"status": "client"}, udb.Cond{"age >": 40}))), 2},
		"a window": {users.Find().OrderBy("-id").Limit(2).Offset(1), 2},
		"a page":   {users.Find().OrderBy("id").Paginate(3).Page(2), 1},
		"a cursor": {users.Find().Paginate(2).Cursor("id").NextPage(11), 2},
	} {
		var found []upperUser
		must(t, find.found.All(&found))
		if len(found) != find.want {
			t.Errorf("%s: got %+v", what, found)
		}
	}
	var pairs []struct {
		Name      string  `db:"name"`
		Reference string  `db:"reference"`
		City      *string `db:"city"`
	}
	must(t, s.SQL().Select("u.name", "o.reference", "c.city").From("users u").Join("orders o").On("o.user_id = u.id").
		LeftJoin("companies AS c").On("c.id = u.company_id AND c.id = 1").OrderBy("o.id").All(&pairs))
	if len(pairs) != 3 || *pairs[0].City != "Lyon" || pairs[2].City != nil {
		t.Errorf("got %+v", pairs)
	}
	n, err := users.Find(udb.Cond{"status": "client"}).Count()
	must(t, err)
	if n != 3 {
		t.Errorf("got %d", n)
	}
}

func TestUpperWrites(t *testing.T) {
	db, server := open(t)
	s := openUpper(t, db)
	companies := s.Collection("companies")
	inserted, err := companies.Insert(upperCompany{Name: "X"})
	must(t, err)
	if inserted.ID() != udb.ID(int64(3)) {
		t.Errorf("got %v", inserted.ID())
	}
	_, err = s.SQL().InsertInto("companies").Columns("name", "city").Values("Y", "Metz").Values("Z", nil).Exec()
	must(t, err)
	same(t, created(server, "companies"), 3, 4, 5)
	// The struct's id is among what it sets.
	must(t, companies.Find(2).Update(upperCompany{ID: 2, Name: "U", City: "Nice"}))
	must(t, companies.Find(udb.Cond{"name": "Acme"}).Update(map[string]any{"city": "Brest"}))
	_, err = s.SQL().Update("orders").Set("quantity = quantity + ?", 1).Where("user_id = ?", 11).Exec()
	must(t, err)
	same(t, []string{value(t, server, "companies", 2, "name"), value(t, server, "companies", 1, "city"), value(t, server, "orders", 102, "quantity")}, "U", "Brest", "4")
	refused(t, companies.Find(1).Delete(), "mark it by an UPDATE")
	refused(t, companies.Truncate(), "mark it by an UPDATE")
	refused(t, s.Save(&upperCompany{ID: 2, Name: "V"}), "tx=buffer")
	refused(t, companies.InsertReturning(&upperCompany{Name: "V"}), "tx=buffer")
}

// What upper writes and reads again in a transaction can't be.
func TestUpperTransaction(t *testing.T) {
	db, server := open(t, "tx=buffer")
	s := openUpper(t, db)
	refused(t, s.Save(&upperCompany{ID: 2, Name: "V"}), "commit first")
	if err := s.Save(&upperCompany{Name: "V"}); err == nil {
		t.Error("a new record was read in the transaction that holds it")
	}
	unchanged(t, server)
	must(t, s.Tx(func(s udb.Session) error {
		if _, err := s.Collection("companies").Insert(upperCompany{Name: "T"}); err != nil {
			return err
		}
		return s.Collection("companies").Find(1).Update(map[string]any{"name": "U"})
	}))
	same(t, created(server, "companies"), 3)
	same(t, []string{value(t, server, "companies", 1, "name")}, "U")
}
