package scale_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// A server that ignores the filter sends other records than those asked for by their
// ids. That is an error, not a result, and nothing is written to them.
func TestServerThatIgnoresFilters(t *testing.T) {
	puts := 0
	server := scaletest.NewServer(scaletest.WithMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "/put_objects/") {
				puts++
			}
			q := r.URL.Query()
			q.Del("filter")
			r.URL.RawQuery = q.Encode()
			next.ServeHTTP(w, r)
		})
	}))
	t.Cleanup(server.Close)
	db := openDSN(t, server.DSN())
	const want = "the server seems to ignore the filter"
	for _, query := range []string{
		"SELECT Nom FROM contact WHERE id = 2",
		"SELECT Nom FROM contact WHERE id IN (2, 3) AND Nom <> ''",
		"SELECT COUNT(*) FROM contact WHERE id IN (2, 3)",
	} {
		if _, err := tryRows(soon(t), db, query); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want that %s", query, err, want)
		}
	}
	const update = "UPDATE contact SET Nom = UPPER(Nom) WHERE id = 2"
	if _, err := db.ExecContext(soon(t), update); err == nil || !strings.Contains(err.Error(), want) || puts != 0 {
		t.Errorf("%s: error %v and %d puts, want none and that %s", update, err, puts, want)
	}
}
