package scale_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale/scaletest"
)

// TestManyFields has an object of 5,000 fields: each request stays short enough
// for a URL, with a key field and without.
func TestManyFields(t *testing.T) {
	const n = 5000
	o := scaletest.Object{Name: "wide", Key: "ID_WIDE", Fields: []scaletest.Field{{Name: "ID_WIDE", Type: "integer", NoWrite: true}}}
	for i := range n {
		o.Fields = append(o.Fields, scaletest.Field{Name: fmt.Sprintf("champ_personnalisé_%d", i), Type: "text"})
	}
	for id := range int64(5) {
		o.Records = append(o.Records, scaletest.Record{ID: id + 1, Values: map[string]string{o.Fields[n].Name: fmt.Sprint(9 - id)}})
	}
	var half []string
	for _, f := range o.Fields[1 : n/2] {
		half = append(half, f.Name)
	}
	last := o.Fields[n].Name
	for _, opts := range [][]scaletest.Option{nil, {scaletest.WithoutKeyField()}} {
		db, server := openSample(t, append(opts, scaletest.WithData(scaletest.Data{o}))...)
		start := time.Now()
		for query, want := range map[string]int{
			"SELECT * FROM wide": 5,
			"SELECT " + strings.Join(half, ", ") + " FROM wide":                          5,
			"SELECT " + last + " FROM wide WHERE " + last + " > 5":                       4,
			"SELECT id FROM wide ORDER BY " + last + " LIMIT 2":                          2,
			"SELECT a.id FROM wide a JOIN wide b USING (" + last + ")":                   5,
			"SELECT id FROM wide WHERE CONCAT(" + last + ", '!') = '9!'":                 1,
			"SELECT COUNT(*), MAX(" + strings.Join(half[:50], "), MAX(") + ") FROM wide": 1,
		} {
			if got, err := tryRows(soon(t), db, query); err != nil || len(got) != want {
				t.Errorf("%.100s: %d rows, %v, want %d", query, len(got), err, want)
			}
		}
		for _, query := range dataRequests(server) {
			if len(query) > 7900 {
				t.Errorf("parameters of %d bytes: %.200s", len(query), query)
			}
		}
		t.Logf("%d fields: %v", n, time.Since(start))
	}
}

// TestManyObjects has a list of 10,000 objects: a statement finds its own, and a
// name that isn't among them has its nearest.
func TestManyObjects(t *testing.T) {
	var list strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&list, `"object_%d":{"acl":""},`, i)
	}
	_, server := openSample(t, endpoints(map[string]http.HandlerFunc{
		"get_object_list": say(200, `{`+list.String()+`"people":{"acl":""}}`),
		"get_object_info": say(200, peopleInfo),
		"get_objects": func(w http.ResponseWriter, r *http.Request) {
			if r.FormValue("offset") != "" {
				say(200, `{"objects":[]}`)(w, r)
				return
			}
			say(200, `{"objects":[{"id":"1","data":{"Nom":"a"}}]}`)(w, r)
		},
	}))
	start := time.Now()
	if got := rowsOf(t, openDSN(t, server.DSN()), "SELECT Nom FROM PEOPLE"); len(got) != 1 {
		t.Errorf("%q", got)
	}
	wants(t, "nearest", failing(t, server, "SELECT Nom FROM poeple"), `did you mean "people"?`)
	t.Logf("10,001 objects: %v", time.Since(start))
}

// TestLongFieldName has a field whose name alone is longer than a URL: what needs
// it in one is the engine's, or refused before a request.
func TestLongFieldName(t *testing.T) {
	name := strings.Repeat("n", 10_000)
	_, query, exec := odd(t, name, "integer")
	for q, want := range map[string]string{
		"SELECT " + name + " FROM people ORDER BY id":                     "3 1 2",
		"SELECT Nom FROM people WHERE " + name + " = 1":                   "b",
		"SELECT Nom FROM people WHERE " + name + " = 1 OR Nom = 'a'":      "a b",
		"SELECT Nom FROM people ORDER BY " + name:                         "b c a",
		"SELECT Nom FROM people WHERE " + name + " IN (1, 2) ORDER BY id": "b c",
	} {
		if got, err := query(q); err != nil || strings.Join(got, " ") != want {
			t.Errorf("%.30s...: %q, %.300v, want %s", q, got, err, want)
		}
	}
	if err := exec("UPDATE people SET " + name + " = 5 WHERE " + name + " = 1"); err != nil {
		t.Errorf("%.300v", err)
	}
	if got, err := query("SELECT Nom FROM people WHERE " + name + " = 5"); err != nil || len(got) != 1 {
		t.Errorf("%q, %.300v", got, err)
	}
}

// TestPagesWithoutEnd has servers whose pages never end, as the engine and an
// UPDATE read them, which read to the end: an error, and nothing is stored.
func TestPagesWithoutEnd(t *testing.T) {
	page := func(first int) string {
		var rows []string
		for i := range 10 {
			rows = append(rows, fmt.Sprintf(`{"id":"%d","data":{"Nom":"n%d","Age":"%d"}}`, first+i, first+i, i))
		}
		return `{"objects":[` + strings.Join(rows, ",") + `]}`
	}
	for name, first := range map[string]func(n int) int{
		"the same page":     func(int) int { return 1 },
		"two pages":         func(n int) int { return 1 + 10*(n%2) },
		"a circle later on": func(n int) int { return 1 + 10*min(n, 3+n%3) },
	} {
		n, puts := 0, 0
		_, server := openSample(t, endpoints(map[string]http.HandlerFunc{
			"get_object_list": say(200, `{"people":{"acl":""}}`),
			"get_object_info": say(200, peopleInfo),
			"get_objects":     func(w http.ResponseWriter, r *http.Request) { say(200, page(first(n)))(w, r); n++ },
			"put_objects":     func(w http.ResponseWriter, r *http.Request) { puts++ },
		}))
		for _, paging := range []string{"offset", "page"} {
			db := openDSN(t, server.DSN("page_size=10", "paging="+paging, "prefetch=0"))
			for _, query := range []string{
				"SELECT Nom FROM people", "SELECT COUNT(*) FROM people", "SELECT Nom FROM people ORDER BY LENGTH(Nom), Nom",
				"SELECT a.Nom FROM people a JOIN people b ON a.Age = b.Age", "UPDATE people SET Nom = 'x' WHERE LENGTH(Nom) > 0",
			} {
				n = 0
				_, err := tryRows(soon(t), db, query)
				if strings.HasPrefix(query, "UPDATE") {
					_, err = db.ExecContext(soon(t), query)
				}
				if err == nil || !strings.Contains(err.Error(), `object "people"`) || n > 40 {
					t.Errorf("%s, paging=%s, %s: %d pages, %v", name, paging, query, n, err)
				}
			}
		}
		if puts > 0 {
			t.Errorf("%s: %d puts", name, puts)
		}
	}
}
