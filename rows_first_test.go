package scale_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// What a result fails with before its first row is an error of Query, where nobody
// overlooks it: not every library asks for Err behind rows that there were none of.
func TestErrorsBeforeTheFirstRow(t *testing.T) {
	server := scaletest.NewServer(small(), scaletest.WithMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if offset := r.FormValue("offset"); strings.Contains(r.URL.Path, "/get_objects/") && offset != "" && offset != "0" {
				http.Error(w, `{"error":"not this page"}`, http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
		})
	}))
	t.Cleanup(server.Close)
	db := openDSN(t, server.DSN("page_size=1"))
	for query, rowsBefore := range map[string]int{
		"SELECT COUNT(*) FROM people":                           -1,
		"SELECT Nom FROM people ORDER BY LENGTH(Nom)":           -1,
		"SELECT Nom FROM people WHERE LENGTH(Nom) = 99":         -1,
		"SELECT Nom, COUNT(*) FROM people GROUP BY Nom":         -1,
		"SELECT Nom FROM people":                                1,
		"SELECT UPPER(Nom) FROM people WHERE LENGTH(Nom) < 100": 1,
	} {
		t.Run(query, func(t *testing.T) {
			stmt, err := db.PrepareContext(soon(t), query)
			if err != nil {
				t.Fatal(err)
			}
			defer stmt.Close()
			rows, err := stmt.QueryContext(soon(t))
			if rowsBefore < 0 {
				if err == nil || !strings.Contains(err.Error(), "not this page") {
					t.Fatalf("Query: %v, want the server's error", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer rows.Close()
			n := 0
			for rows.Next() {
				n++
			}
			if err := rows.Err(); n != rowsBefore || err == nil || !strings.Contains(err.Error(), "not this page") {
				t.Errorf("%d rows, then %v; want %d and the server's error", n, err, rowsBefore)
			}
		})
	}
}

// The row that is read ahead is delivered once, in its place.
func TestFirstRowIsDelivered(t *testing.T) {
	db, _ := openSample(t, small())
	all := rowsOf(t, db, "SELECT id FROM people ORDER BY id")
	if first := rowsOf(t, db, "SELECT id FROM people ORDER BY id LIMIT 1"); len(all) < 2 || len(first) != 1 || first[0] != all[0] || all[1] == all[0] {
		t.Errorf("got %q of %q", first, all)
	}
	if none := rowsOf(t, db, "SELECT id FROM people WHERE id = 0"); len(none) != 0 {
		t.Errorf("got %q", none)
	}
}
