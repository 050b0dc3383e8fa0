package clienttest

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-rel/mysql"
	"github.com/go-rel/rel"
	"github.com/go-rel/rel/where"

	"github.com/scale-sql/scale/scaletest"
)

type relCompany struct {
	ID   int64
	Name string
	City string
}

func (relCompany) Table() string { return "companies" }

type relOrder struct {
	ID       int64
	UserID   int64
	Amount   float64
	Quantity int
}

func (relOrder) Table() string { return "orders" }

type relUser struct {
	ID        int64
	Name      string
	Age       *int
	Active    bool
	Born      *time.Time
	CreatedAt time.Time
	CompanyID *int64
	Company   *relCompany `ref:"company_id" fk:"id"`
	Orders    []relOrder  `ref:"id" fk:"user_id"`
}

func (relUser) Table() string { return "users" }

func openRel(db *sql.DB) rel.Repository {
	repo := rel.New(mysql.New(db))
	repo.Instrumentation(func(context.Context, string, string, ...any) func(error) { return func(error) {} })
	return repo
}

func TestRelReads(t *testing.T) {
	db, _ := open(t, "found_rows=true")
	repo, ctx := openRel(db), context.Background()
	var u relUser
	must(t, repo.Find(ctx, &u, where.Eq("id", 12)))
	if u.Name != "Bob" || u.Age != nil || u.Active || u.Born != nil || u.CreatedAt.Day() != 3 {
		t.Errorf("got %+v", u)
	}
	if err := repo.Find(ctx, &u, where.Eq("name", "Nobody")); !errors.Is(err, rel.NotFoundError{}) {
		t.Errorf("got %v", err)
	}
	var users []relUser
	must(t, repo.FindAll(ctx, &users, rel.From("users").Where(where.In("id", 11, 12).OrLike("name", "Z%")).SortDesc("id").Offset(1).Limit(5)))
	must(t, repo.Preload(ctx, &users, "orders"))
	must(t, repo.Preload(ctx, &users, "company"))
	if len(users) != 2 || users[1].Name != "Ada" || len(users[1].Orders) != 2 || users[0].Company.Name != "Brico" {
		t.Errorf("got %+v", users)
	}
	n, err := repo.Count(ctx, "users", where.Ne("name", "Ada"))
	must(t, err)
	sum, err := repo.Aggregate(ctx, rel.From("orders"), "sum", "quantity")
	must(t, err)
	if n != 3 || sum != 6 {
		t.Errorf("got %d, %d", n, sum)
	}
}

func TestRelWrites(t *testing.T) {
	db, server := open(t, "found_rows=true")
	repo, ctx := openRel(db), context.Background()
	c := relCompany{Name: "X"}
	must(t, repo.Insert(ctx, &c))
	several := []relCompany{{Name: "Y"}, {Name: "Z"}}
	must(t, repo.InsertAll(ctx, &several))
	same(t, created(server, "companies"), 3, 4, 5)
	// rel doesn't look whether there is a last id. What it takes for one is refused
	// wherever it is used.
	same(t, []int64{c.ID}, 3)
	for _, company := range several {
		company.Name = "V"
		for _, err := range []error{repo.Update(ctx, &company), repo.Insert(ctx, &relUser{Name: "Eve", CompanyID: &company.ID})} {
			if err == nil || !strings.Contains(err.Error(), "LastInsertId returned beside an error") {
				t.Errorf("got %v", err)
			}
		}
	}
	c.Name = "U"
	must(t, repo.Update(ctx, &c))
	must(t, repo.Update(ctx, &c)) // found, though nothing changes
	o := relOrder{ID: 101}
	must(t, repo.Update(ctx, &o, rel.IncBy("quantity", 4)))
	same(t, []string{value(t, server, "companies", 3, "name"), value(t, server, "orders", 101, "quantity")}, "U", "5")
	if o.Quantity != 5 || o.Amount != 10 {
		t.Errorf("got %+v", o)
	}
	if err := repo.Update(ctx, &relCompany{ID: 999, Name: "U"}); !errors.Is(err, rel.NotFoundError{}) {
		t.Errorf("got %v", err)
	}
	refused(t, repo.Delete(ctx, &c), "mark it by an UPDATE")
	refused(t, repo.Transaction(ctx, func(context.Context) error { return nil }), "tx=buffer")
}

// rel doesn't ask the rows of a COUNT what they ended with.
func TestRelSeesThatACountFails(t *testing.T) {
	server := scaletest.NewServer(company(), scaletest.WithMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "/get_objects/") {
				http.Error(w, `{"error":"no"}`, http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
		})
	}))
	defer server.Close()
	db, err := sql.Open("scale", server.DSN())
	must(t, err)
	defer db.Close()
	if n, err := openRel(db).Count(context.Background(), "users"); err == nil {
		t.Errorf("%d users were counted", n)
	}
}

// relOwner is a user who is stored together with the company.
type relOwner struct {
	ID        int64
	Name      string
	CompanyID *int64
	Company   *relCompany `ref:"company_id" fk:"id" auto:"true"`
}

func (relOwner) Table() string { return "users" }

// rel stores an association in a transaction, and goes on without the id that there
// is none of yet: nothing is to be stored then.
func TestRelAssociation(t *testing.T) {
	db, server := open(t, "found_rows=true", "tx=buffer")
	err := openRel(db).Insert(context.Background(), &relOwner{Name: "Eve", Company: &relCompany{Name: "Y"}})
	if err == nil || !strings.Contains(err.Error(), "LastInsertId returned beside an error") {
		t.Errorf("got %v", err)
	}
	same(t, created(server, "companies"))
	same(t, created(server, "users"))
}
