package scale_test

import (
	"context"
	"database/sql"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale/scaletest"
)

// openSample starts a server, of the sample's data unless an option says
// otherwise, and opens it by its DSN.
func openSample(t testing.TB, opts ...scaletest.Option) (*sql.DB, *scaletest.Server) {
	t.Helper()
	server := scaletest.NewServer(opts...)
	t.Cleanup(server.Close)
	return openDSN(t, server.DSN()), server
}

// openDSN opens a DSN until the test ends.
func openDSN(t testing.TB, dsn string) *sql.DB {
	t.Helper()
	db, err := sql.Open("scale", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("closing the DB: %v", err)
		}
	})
	return db
}

// soon is a context that ends a test which hangs.
func soon(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// small is a table of a few people, one of whom has nothing but empty values.
func small() scaletest.Option {
	return scaletest.WithData(scaletest.Data{{
		Name: "people", Key: "ID_PEOPLE",
		Fields: []scaletest.Field{
			{Name: "Nom", Type: "text", Length: 50},
			{Name: "Statut", Type: "choice"},
			{Name: "Age", Type: "integer"},
			{Name: "Solde", Type: "decimal"},
			{Name: "Actif", Type: "boolean"},
			{Name: "Naissance", Type: "date"},
			{Name: "Vu", Type: "datetime"},
			{Name: "Heure", Type: "time"},
			{Name: "Secret", Type: "text", NoRead: true},
			{Name: "ID_PEOPLE", Type: "integer", NoWrite: true},
		},
		Records: []scaletest.Record{
			{ID: 1, Values: map[string]string{"Nom": "Zoé", "Statut": "client", "Age": "41", "Solde": "12345678901234567890.1200",
				"Actif": "Y", "Naissance": "1984-02-29", "Vu": "2024-03-31 02:30:00", "Heure": "08:15:00"}},
			{ID: 2, Values: map[string]string{"Nom": "d'Arc ? :x", "Statut": "prospect", "Age": "-9223372036854775808", "Solde": "-0.50",
				"Actif": "N", "Naissance": "2000-01-01", "Vu": "2024-01-01 00:00:00", "Heure": "00:00:00"}},
			{ID: 3},
		},
	}})
}

// rowsOf runs a query and writes each row as text, its values separated by |.
func rowsOf(t testing.TB, db queryer, query string, args ...any) []string {
	t.Helper()
	lines, err := tryRows(soon(t), db, query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return lines
}

// queryer is a DB, a Conn, or a statement.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func tryRows(ctx context.Context, db queryer, query string, args ...any) ([]string, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	values := make([]sql.NullString, len(columns))
	dest := make([]any, len(columns))
	for i := range values {
		dest[i] = &values[i]
	}
	lines := []string{}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return lines, err
		}
		lines = append(lines, line(values))
	}
	return lines, rows.Err()
}

func line(values []sql.NullString) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = v.String
		if !v.Valid {
			texts[i] = "NULL"
		}
	}
	return strings.Join(texts, "|")
}

// dataRequests are the requests for records that a server has answered.
func dataRequests(server *scaletest.Server) (queries []string) {
	for _, r := range server.Requests() {
		if strings.Contains(r.Path, "/get_objects/") {
			queries = append(queries, r.Query.Encode())
		}
	}
	return queries
}
