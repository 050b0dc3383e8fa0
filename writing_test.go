package scale_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// shop is what the tests of writes write to: clients of all types, orders that
// link to them, and fields that may not be written or read.
func shop() scaletest.Data {
	clients := scaletest.Object{
		Name: "client", Key: "ID_CLIENT",
		Fields: []scaletest.Field{
			{Name: "ID_CLIENT", Type: "integer", NoWrite: true},
			{Name: "Nom", Type: "text", Length: 10}, {Name: "Ville", Type: "choice"}, {Name: "Note", Type: "memo"},
			{Name: "Age", Type: "integer"}, {Name: "Solde", Type: "decimal"}, {Name: "Actif", Type: "boolean"},
			{Name: "Jour", Type: "date"}, {Name: "Vu", Type: "datetime"}, {Name: "Heure", Type: "time"},
			{Name: "Score", Type: "integer", NoWrite: true}, {Name: "Secret", Type: "text", NoRead: true},
		},
	}
	names := []string{"Ada", "Bob", "Cléo", "Dan", "Eve"}
	for i, name := range names {
		clients.Records = append(clients.Records, scaletest.Record{ID: int64(10 + i), Values: map[string]string{
			"Nom": name, "Ville": "Lyon", "Age": string(rune('0' + i)), "Solde": "1.50", "Actif": "Y", "Score": "7",
			"Jour": "2020-01-02", "Vu": "2020-01-02 03:04:05", "Heure": "06:07:08", "Secret": "s",
		}})
	}
	orders := scaletest.Object{
		Name: "commande", Key: "ID_COMMANDE",
		Fields: []scaletest.Field{
			{Name: "ID_COMMANDE", Type: "integer", NoWrite: true}, {Name: "Ref", Type: "text", Length: 20},
			{Name: "Montant", Type: "decimal"}, {Name: "produit", Type: "text"}, {Name: "Qui", Type: "integer"},
		},
		Records: []scaletest.Record{
			{ID: 1, Values: map[string]string{"Ref": "A1", "Montant": "10.00", "Qui": "10"}, Links: map[string]string{"client": "10"}},
			{ID: 2, Values: map[string]string{"Ref": "A2", "Montant": "20.00", "Qui": "10"}},
			{ID: 3, Values: map[string]string{"Ref": "A3", "Montant": "30.00", "Qui": "12"}},
		},
	}
	products := scaletest.Object{Name: "produit", Key: "ID_PRODUIT",
		Fields:  []scaletest.Field{{Name: "ID_PRODUIT", Type: "integer", NoWrite: true}, {Name: "Titre", Type: "text"}},
		Records: []scaletest.Record{{ID: 1, Values: map[string]string{"Titre": "Clou"}}},
	}
	return scaletest.Data{clients, orders, products}
}

// shopTest is a shop, a server of it that keeps what is put, and a DB.
type shopTest struct {
	t      testing.TB
	db     *sql.DB
	server *scaletest.Server
	puts   *putLog
}

// openShop starts a server of the shop and opens it with options of the DSN,
// separated by &.
func openShop(t testing.TB, dsn string, opts ...scaletest.Option) *shopTest {
	t.Helper()
	log := &putLog{}
	opts = append([]scaletest.Option{scaletest.WithData(shop())}, opts...)
	server := scaletest.NewServer(append(opts, scaletest.WithMiddleware(log.wrap))...)
	t.Cleanup(server.Close)
	var options []string
	if dsn != "" {
		options = append(options, dsn)
	}
	return &shopTest{t, openDSN(t, server.DSN(options...)), server, log}
}

// execer is a DB, a Conn, or a Tx.
type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// exec runs a statement that must succeed.
func (s *shopTest) exec(query string, args ...any) sql.Result {
	s.t.Helper()
	return execIn(s.t, s.db, query, args...)
}

func execIn(t testing.TB, db execer, query string, args ...any) sql.Result {
	t.Helper()
	r, err := db.ExecContext(soon(t), query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return r
}

// refused runs a statement that must fail with an error that has all of the
// texts, before anything is put.
func (s *shopTest) refused(query string, args []any, texts ...string) error {
	s.t.Helper()
	before := len(s.puts.all())
	_, err := s.db.ExecContext(soon(s.t), query, args...)
	wantTexts(s.t, query, err, texts...)
	if n := len(s.puts.all()) - before; n != 0 {
		s.t.Errorf("%s: %d requests have put something", query, n)
	}
	return err
}

func wantTexts(t testing.TB, query string, err error, texts ...string) {
	t.Helper()
	if err == nil || !strings.HasPrefix(err.Error(), "scale: ") {
		t.Errorf("%s: got error %v", query, err)
		return
	}
	for _, text := range texts {
		if !strings.Contains(err.Error(), text) {
			t.Errorf("%s: error %q doesn't contain %q", query, err, text)
		}
	}
}

// wantRows compares the rows of a query.
func (s *shopTest) wantRows(query string, want ...string) {
	s.t.Helper()
	if got := rowsOf(s.t, s.db, query); !reflect.DeepEqual(got, append([]string{}, want...)) {
		s.t.Errorf("%s:\n got %q\nwant %q", query, got, want)
	}
}

// count is the number of records of an object.
func (s *shopTest) count(object string) int {
	s.t.Helper()
	o, ok := s.server.Object(object)
	if !ok {
		s.t.Fatalf("no object %s", object)
	}
	return len(o.Records)
}

// affected checks RowsAffected.
func affected(t testing.TB, query string, r sql.Result, want int64) {
	t.Helper()
	if n, err := r.RowsAffected(); n != want || err != nil {
		t.Errorf("%s: RowsAffected is %d, %v; want %d", query, n, err, want)
	}
}

// batchError is the *BatchError that an error is, whose sums it checks.
func batchError(t testing.TB, err error) *scale.BatchError {
	t.Helper()
	var e *scale.BatchError
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want a *BatchError", err)
	}
	sums := map[string]int{}
	for i, r := range e.Records {
		sums[r.Status]++
		if r.Index != i {
			t.Errorf("record %d has the index %d", i, r.Index)
		}
	}
	if sums["stored"] != e.Stored || sums["unknown"] != e.Unknown || sums["rejected"]+sums["not sent"] != e.Rejected ||
		e.Stored+e.Rejected+e.Unknown != len(e.Records) {
		t.Errorf("%+v: its records are %v", e, sums)
	}
	return e
}

// statusesOf writes the outcomes of records in short: s, r, u, and n for not sent.
func statusesOf(e *scale.BatchError) string {
	var b strings.Builder
	for _, r := range e.Records {
		b.WriteByte(r.Status[0])
	}
	return b.String()
}

// putLog keeps the requests that put something.
type putLog struct {
	mu   sync.Mutex
	puts []sentPut
}

// sentPut is one request of put_objects.
type sentPut struct {
	object  string
	json    string // the form's field objects
	records []sentRecord
}

type sentRecord struct {
	ID   int64
	Link map[string]string
	Data map[string]string
}

func (l *putLog) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				return
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
			l.note(r, body)
		}
		next.ServeHTTP(w, r)
	})
}

func (l *putLog) note(r *http.Request, body []byte) {
	p := sentPut{object: r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]}
	_, parameters, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if part, err := multipart.NewReader(bytes.NewReader(body), parameters["boundary"]).NextRawPart(); err == nil {
		text, _ := io.ReadAll(part)
		p.json = string(text)
	}
	if err := json.Unmarshal([]byte(p.json), &p.records); err != nil {
		p.records = nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.puts = append(l.puts, p)
}

func (l *putLog) all() []sentPut {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]sentPut(nil), l.puts...)
}

// sizes are the numbers of records of the requests.
func (l *putLog) sizes() (sizes []int) {
	for _, p := range l.all() {
		sizes = append(sizes, len(p.records))
	}
	return sizes
}

func named(name string, value any) sql.NamedArg { return sql.Named(name, value) }
