package clienttest

import (
	"database/sql"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// company is the data of the tests: four users of two companies and their
// orders, named as mappers name tables. Moritz is deleted softly.
func company() scaletest.Option {
	return scaletest.WithData(scaletest.Data{
		{
			Name: "companies", Key: "ID_COMPANIES",
			Fields: []scaletest.Field{
				{Name: "name", Type: "text", Length: 50},
				{Name: "city", Type: "text", Length: 50},
				{Name: "ID_COMPANIES", Type: "integer", NoWrite: true},
			},
			Records: []scaletest.Record{
				{ID: 1, Values: map[string]string{"name": "Acme", "city": "Lyon"}},
				{ID: 2, Values: map[string]string{"name": "Brico", "city": "Lille"}},
			},
		},
		{
			Name: "users", Key: "ID_USERS",
			Fields: []scaletest.Field{
				{Name: "name", Type: "text", Length: 50},
				{Name: "email", Type: "email", Length: 100},
				{Name: "status", Type: "choice", Length: 16},
				{Name: "age", Type: "integer"},
				{Name: "balance", Type: "decimal"},
				{Name: "active", Type: "boolean"},
				{Name: "born", Type: "date"},
				{Name: "created_at", Type: "datetime"},
				{Name: "updated_at", Type: "datetime"},
				{Name: "deleted_at", Type: "datetime"},
				{Name: "company_id", Type: "integer"},
				{Name: "ID_USERS", Type: "integer", NoWrite: true},
			},
			Records: []scaletest.Record{
				{ID: 11, Values: user("Ada", "client", "36", "12.50", "Y", "1988-02-29", "1")},
				{ID: 12, Values: user("Bob", "prospect", "", "-0.10", "N", "", "2")},
				{ID: 15, Values: user("Zoé", "client", "9", "99999999999999999.99", "Y", "2016-01-31", "")},
				{ID: 20, Values: withDeleted(user("Moritz", "client", "50", "0.00", "N", "1975-12-31", "1"))},
			},
		},
		{
			Name: "orders", Key: "ID_ORDERS",
			Fields: []scaletest.Field{
				{Name: "user_id", Type: "integer"},
				{Name: "reference", Type: "text", Length: 20},
				{Name: "amount", Type: "decimal"},
				{Name: "quantity", Type: "integer"},
				{Name: "ID_ORDERS", Type: "integer", NoWrite: true},
			},
			Records: []scaletest.Record{
				{ID: 101, Values: order("11", "A-1", "10.00", "1")},
				{ID: 102, Values: order("11", "A-2", "5.25", "3")},
				{ID: 105, Values: order("12", "B-1", "7.75", "2")},
			},
		},
	})
}

func user(name, status, age, balance, active, born, company string) map[string]string {
	return map[string]string{
		"name": name, "email": strings.ToLower(name) + "@example.fr", "status": status, "age": age, "balance": balance,
		"active": active, "born": born, "company_id": company,
		"created_at": "2024-03-0" + strconv.Itoa(len(name)) + " 10:00:00", "updated_at": "2024-04-01 00:00:00",
	}
}

func withDeleted(values map[string]string) map[string]string {
	values["deleted_at"] = "2024-05-01 00:00:00"
	return values
}

func order(user, reference, amount, quantity string) map[string]string {
	return map[string]string{"user_id": user, "reference": reference, "amount": amount, "quantity": quantity}
}

// open starts a server with the company's data and opens it with the options.
func open(t testing.TB, options ...string) (*sql.DB, *scaletest.Server) {
	t.Helper()
	server := scaletest.NewServer(company())
	t.Cleanup(server.Close)
	db, err := sql.Open("scale", server.DSN(options...))
	must(t, err)
	t.Cleanup(func() { db.Close() })
	return db, server
}

// value is the text that the server holds in a field of a record.
func value(t testing.TB, server *scaletest.Server, object string, id int64, field string) string {
	t.Helper()
	o, ok := server.Object(object)
	if !ok {
		t.Fatalf("there is no object %s", object)
	}
	r, ok := o.Record(id)
	if !ok {
		t.Fatalf("there is no record %d of %s", id, object)
	}
	return r.Values[field]
}

// created are the ids of the records of an object that the data did not have.
func created(server *scaletest.Server, object string) []int64 {
	fresh := scaletest.NewServer(company())
	defer fresh.Close()
	before, _ := fresh.Object(object)
	now, _ := server.Object(object)
	var ids []int64
	for _, r := range now.Records {
		if _, ok := before.Record(r.ID); !ok {
			ids = append(ids, r.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// unchanged tells that the server holds what it began with.
func unchanged(t testing.TB, server *scaletest.Server) {
	t.Helper()
	fresh := scaletest.NewServer(company())
	defer fresh.Close()
	for _, name := range []string{"companies", "users", "orders"} {
		before, _ := fresh.Object(name)
		now, _ := server.Object(name)
		if len(now.Records) != len(before.Records) {
			t.Errorf("%s has %d records, want %d", name, len(now.Records), len(before.Records))
		}
		for _, r := range now.Records {
			if old, _ := before.Record(r.ID); !maps.Equal(r.Values, old.Values) {
				t.Errorf("%s %d is %v, want %v", name, r.ID, r.Values, old.Values)
			}
		}
	}
}

// count counts the calls of an endpoint.
func count(server *scaletest.Server, endpoint string) int {
	n := 0
	for _, r := range server.Requests() {
		if strings.Contains(r.Path, "/"+endpoint+"/") {
			n++
		}
	}
	return n
}

// refused tells that an error wraps ErrUnsupported and says what to do.
func refused(t testing.TB, err error, advice string) {
	t.Helper()
	if !errors.Is(err, scale.ErrUnsupported) || !strings.Contains(err.Error(), advice) {
		t.Errorf("got error %v, want ErrUnsupported with %q", err, advice)
	}
}

// several are the ids that an error carries for which there is no one last id.
func several(t testing.TB, err error) []int64 {
	t.Helper()
	var s *scale.SeveralIDsError
	if !errors.As(err, &s) {
		t.Errorf("got error %v, want a *scale.SeveralIDsError", err)
		return nil
	}
	return s.IDs
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// same compares what came with what should have come.
func same[T comparable](t testing.TB, got []T, want ...T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
