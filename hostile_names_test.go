package scale_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// quoted is a name as SQL has it.
func quoted(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }

// oddNames are names that metadata may hold, of fields as well as of objects.
var oddNames = []string{
	"with space", "a.b", "a..b", ".a", "a/b", "a?b", "a#b", "a&b=c", "a+b", "a%b", "%2e%2e", "%00", "a;b", "a:b", "a,b", "a|b",
	"it's", `say "x"`, "back`tick", "``", `back\slash`, `\`, "a--b", "a/*b*/", "-- a", "#a",
	"$", "$or", "a $and b", `a $eq "x" $or b`, `") OR 1=1 --`, "?", ":v1", "@x", "@@x", "*", "()", "{}", "[0]",
	"select", "order", "from", "NULL", "true", "group", "count(*)", "1", "12.5", "0x10", "_", "-", "a-b",
	"naïve", "e\u0301te\u0301", "\u00e9t\u00e9", "ſ", "K", "ﬁ", "İ", "名前", "שלום", "\u202eabc", "😀", "a\u200bb", "\u00a0a",
	"tab\there", "line\nbreak", "cr\rx", "nul\x00x", "bell\a", "del\x7f", "trailing ", " leading",
	"objects", "data", "link", "link.x", "link.contact", "fields", "filter", "status", "error", "message", "rowid", "oid", "_rowid_", "main", "sqlite_master",
	"ID_X", "c0", "c1", "t0", "people", strings.Repeat("long", 50),
}

// odd is a server of one object with a field of that name beside another one.
func odd(t *testing.T, name, kind string) (*scaletest.Server, func(string, ...any) ([]string, error), func(string, ...any) error) {
	server := scaletest.NewServer(scaletest.WithData(scaletest.Data{{
		Name: "people", Key: "ID_PEOPLE",
		Fields: []scaletest.Field{{Name: "ID_PEOPLE", Type: "integer", NoWrite: true}, {Name: "Nom", Type: "text"}, {Name: name, Type: kind}},
		Records: []scaletest.Record{
			{ID: 1, Values: map[string]string{"Nom": "a", name: "3"}},
			{ID: 2, Values: map[string]string{"Nom": "b", name: "1"}},
			{ID: 3, Values: map[string]string{"Nom": "c", name: "2"}},
		},
	}}))
	t.Cleanup(server.Close)
	db := openDSN(t, server.DSN("page_size=2", "prefetch=0"))
	query := func(q string, args ...any) ([]string, error) { return tryRows(soon(t), db, q, args...) }
	exec := func(q string, args ...any) error { _, err := db.ExecContext(soon(t), q, args...); return err }
	return server, query, exec
}

// TestOddFieldNames reads and writes fields of odd names: each statement is
// carried out rightly or refused, before a request for records.
func TestOddFieldNames(t *testing.T) {
	for _, name := range oddNames {
		for _, kind := range []string{"text", "integer"} {
			server, query, exec := odd(t, name, kind)
			q := quoted(name)
			for _, tt := range []struct{ query, want string }{
				{"SELECT " + q + " FROM people ORDER BY id", "3 1 2"},
				{"SELECT p." + q + " FROM people p WHERE id > 1 ORDER BY id", "1 2"},
				{"SELECT * FROM people WHERE id = 1", "1|1|a|3"},
				{"SELECT Nom FROM people WHERE " + q + " = '1'", "b"},
				{"SELECT Nom FROM people WHERE " + q + " >= 2 ORDER BY Nom", "a c"},
				{"SELECT Nom FROM people WHERE " + q + " IN (1, 2) ORDER BY Nom", "b c"},
				{"SELECT Nom FROM people WHERE " + q + " LIKE '%3%'", "a"},
				{"SELECT Nom FROM people WHERE " + q + " <> 1 AND Nom <> 'a'", "c"},
				{"SELECT Nom FROM people WHERE " + q + " = 1 OR Nom = 'a' ORDER BY Nom", "a b"},
				{"SELECT Nom FROM people ORDER BY " + q, "b c a"},
				{"SELECT Nom FROM people ORDER BY " + q + " DESC LIMIT 2", "a c"},
				{"SELECT Nom, " + q + " AS v FROM people ORDER BY v", "b|1 c|2 a|3"},
				{"SELECT MAX(" + q + "), COUNT(DISTINCT " + q + ") FROM people", "3|3"},
				{"SELECT " + q + ", COUNT(*) FROM people GROUP BY " + q + " ORDER BY " + q, "1|1 2|1 3|1"},
				{"SELECT a.Nom, b.Nom FROM people a JOIN people b ON a." + q + " = b.id ORDER BY a.Nom", "a|c b|a c|b"},
				{"SELECT CONCAT(" + q + ", '!') FROM people ORDER BY id", "3! 1! 2!"},
			} {
				server.ResetRequests()
				got, err := query(tt.query)
				checkOdd(t, fmt.Sprintf("%q as %s: %s", name, kind, tt.query), server, strings.Join(got, " "), tt.want, err)
			}
			for _, tt := range []struct{ query, want string }{
				{"INSERT INTO people (Nom, " + q + ") VALUES ('d', 7)", "3 1 2 7"},
				{"UPDATE people SET " + q + " = 8 WHERE id = 2", "3 8 2 7"},
				{"UPDATE people SET " + q + " = 9 WHERE " + q + " = 2", "3 8 9 7"},
				{"UPDATE people SET " + q + " = " + q + " + 1 WHERE Nom = 'a'", "4 8 9 7"},
				{"INSERT INTO people (" + q + ") SELECT " + q + " FROM people WHERE id = 1", "4 8 9 7 4"},
			} {
				server.ResetRequests()
				err := exec(tt.query)
				checkOdd(t, fmt.Sprintf("%q as %s: %s", name, kind, tt.query), server, stored(server, name), tt.want, err)
				if err != nil {
					break // what follows wants what it would have stored
				}
			}
		}
	}
}

// stored are the values that a server has of a field.
func stored(server *scaletest.Server, field string) string {
	o, _ := server.Object("people")
	var values []string
	for _, r := range o.Records {
		values = append(values, r.Values[field])
	}
	return strings.Join(values, " ")
}

// checkOdd checks that a statement did what it should, or was refused before a
// record was asked for or stored.
func checkOdd(t *testing.T, name string, server *scaletest.Server, got, want string, err error) {
	t.Helper()
	if err == nil {
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		return
	}
	for _, r := range server.Requests() {
		if strings.Contains(r.Path, "get_objects") || strings.Contains(r.Path, "put_objects") {
			t.Errorf("%s: %v, after a request", name, err)
			return
		}
	}
	t.Logf("%s: %v", name, err)
}

// TestOddObjectNames reads and writes objects of odd names.
func TestOddObjectNames(t *testing.T) {
	for _, name := range append([]string{".", "..", "../x", "a/../b", `..\a`, "get_object_list", "contact/../../put_objects/y"}, oddNames...) {
		server := scaletest.NewServer(scaletest.WithData(scaletest.Data{
			{Name: "other", Fields: []scaletest.Field{{Name: "Nom", Type: "text"}}, Records: []scaletest.Record{{ID: 1, Values: map[string]string{"Nom": "wrong"}}}},
			{Name: name, Fields: []scaletest.Field{{Name: "Nom", Type: "text"}}, Records: []scaletest.Record{{ID: 5, Values: map[string]string{"Nom": "right"}}}},
		}))
		db := openDSN(t, server.DSN())
		q := quoted(name)
		for _, tt := range []struct{ query, want string }{
			{"SELECT id, Nom FROM " + q, "5|right"},
			{"SELECT " + q + ".Nom FROM " + q + " WHERE " + q + ".Nom = 'right'", "right"},
			{"SELECT COUNT(*) FROM " + q + " JOIN other ON other.id < " + q + ".id", "1"},
			{"SELECT UPPER(x.Nom) FROM " + q + " x", "RIGHT"},
		} {
			server.ResetRequests()
			got, err := tryRows(soon(t), db, tt.query)
			checkOdd(t, fmt.Sprintf("%q: %s", name, tt.query), server, strings.Join(got, " "), tt.want, err)
		}
		server.ResetRequests()
		_, err := db.ExecContext(soon(t), "UPDATE "+q+" SET Nom = 'new' WHERE id = 5")
		o, _ := server.Object(name)
		got := ""
		if r, ok := o.Record(5); ok {
			got = r.Values["Nom"]
		}
		checkOdd(t, fmt.Sprintf("%q: UPDATE", name), server, got, "new", err)
		server.Close()
	}
}

// TestNamesThatClash has fields that differ in their case, or in what can't be
// seen.
func TestNamesThatClash(t *testing.T) {
	fields := []string{"Email", "email", "Nom", "Nom ", "\u00e9", "e\u0301", "people.Nom"}
	o := scaletest.Object{Name: "people", Records: []scaletest.Record{{ID: 1, Values: map[string]string{}}}}
	for i, f := range fields {
		o.Fields = append(o.Fields, scaletest.Field{Name: f, Type: "text"})
		o.Records[0].Values[f] = fmt.Sprint("v", i)
	}
	for _, prefixed := range []bool{false, true} {
		opts := []scaletest.Option{scaletest.WithData(scaletest.Data{o})}
		if prefixed {
			opts = append(opts, scaletest.WithPrefixedKeys())
		}
		db, server := openSample(t, opts...)
		for i, f := range fields {
			want := fmt.Sprint("v", i)
			for _, query := range []string{
				"SELECT " + quoted(f) + " FROM people",
				"SELECT CONCAT(" + quoted(f) + ") FROM people",
				"SELECT " + quoted(f) + " FROM people WHERE " + quoted(f) + " = '" + want + "'",
			} {
				got, err := tryRows(soon(t), db, query)
				if prefixed && f == "Nom" {
					if err == nil || !strings.Contains(err.Error(), "may be the field of that name") {
						t.Errorf("%s: %q, %v, want that the key is ambiguous", query, got, err)
					}
					continue
				}
				if err != nil || len(got) != 1 || got[0] != want {
					t.Errorf("%q: %q, %v, want %s", query, got, err, want)
				}
			}
		}
		if got, err := tryRows(soon(t), db, "SELECT * FROM people"); prefixed != (err != nil) || err == nil && (len(got) != 1 || got[0] != "1|v0|v1|v2|v3|v4|v5|v6") {
			t.Errorf("*: %q, %v", got, err)
		}
		server.ResetRequests()
		for _, query := range []string{"SELECT EMAIL FROM people", "SELECT id FROM people WHERE eMail = 'x'", "UPDATE people SET EMAIL = 'x' WHERE id = 1"} {
			_, err := tryRows(soon(t), db, query)
			if strings.HasPrefix(query, "UPDATE") {
				_, err = db.ExecContext(soon(t), query)
			}
			if err == nil || !strings.Contains(err.Error(), "ambiguous") {
				t.Errorf("%s: %v, want that it is ambiguous", query, err)
			}
		}
		if n := len(dataRequests(server)); n > 0 {
			t.Errorf("%d requests", n)
		}
	}
}
