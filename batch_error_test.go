package scale_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// TestOneRecordIsRefused has the server refuse a record in the middle: the batch
// it is in is carried out as the server does, and nothing is sent after it.
func TestOneRecordIsRefused(t *testing.T) {
	s := openShop(t, "batch_size=3")
	const query = "INSERT INTO commande (Ref, client) VALUES ('a', 10), ('b', 10), ('c', 10), ('d', 10), ('e', 999), ('f', 10), ('g', 10), ('h', 10)"
	_, err := s.db.ExecContext(soon(t), query)
	e := batchError(t, err)
	if got := statusesOf(e); got != "ssssrsnn" || e.Stored != 5 || e.Rejected != 3 || e.Object != "commande" || e.Err != nil {
		t.Errorf("%s: %+v", got, e)
	}
	wantTexts(t, query, err, "of 8 records 5 were stored, 3 were not", "record 5 was refused", "no record 999")
	if got := s.puts.sizes(); !reflect.DeepEqual(got, []int{3, 3}) {
		t.Errorf("the requests had %v records", got)
	}
	o, _ := s.server.Object("commande")
	for _, r := range e.Records {
		record, found := o.Record(r.ID)
		if stored := r.Status == "stored"; stored != found || stored && record.Values["Ref"] != string(rune('a'+r.Index)) {
			t.Errorf("%+v: the server has %v", r, record)
		}
	}
}

// TestServerFailsMidway answers the second batch with an error.
func TestServerFailsMidway(t *testing.T) {
	for status, want := range map[int]string{500: "ssuun", 503: "ssuun", 400: "ssrrn", 401: "ssrrn", 404: "ssrrn"} {
		n := 0
		fail := func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodPost {
					if n++; n == 2 {
						w.WriteHeader(status)
						return
					}
				}
				next.ServeHTTP(w, r)
			})
		}
		s := openShop(t, "batch_size=2", scaletest.WithMiddleware(fail))
		const query = "INSERT INTO client (Nom) VALUES ('a'), ('b'), ('c'), ('d'), ('e')"
		_, err := s.db.ExecContext(soon(t), query)
		e := batchError(t, err)
		var answer *scale.Error
		if got := statusesOf(e); got != want || !errors.As(err, &answer) || answer.Status != status || n != 2 {
			t.Errorf("%d: %s, %v, %d requests", status, got, err, n)
		}
		if strings.Contains(want, "u") != strings.Contains(err.Error(), "look whether") {
			t.Errorf("%v", err)
		}
	}
}

// TestSelectFailsMidway meets a row that can't be stored after others have been:
// the error accounts for those.
func TestSelectFailsMidway(t *testing.T) {
	s := openShop(t, "batch_size=2")
	const query = "INSERT INTO commande (Ref, Montant) SELECT Nom, IF(Nom = 'Eve', 'x', Age) FROM client ORDER BY id"
	_, err := s.db.ExecContext(soon(t), query)
	e := batchError(t, err)
	if got := statusesOf(e); got != "ssnn" && got != "ssss" || s.count("commande") != 3+e.Stored {
		t.Errorf("%s: %v", got, err)
	}
	wantTexts(t, query, err, "row 5", `"Montant"`, "decimal number")
	// Before the first request it is an error like any other.
	s = openShop(t, "batch_size=10")
	s.refused(query, nil, "row 5", `"Montant"`)
}

// TestBatches bounds requests by records and by bytes.
func TestBatches(t *testing.T) {
	s := openShop(t, "batch_size=4")
	s.exec("INSERT INTO client (Nom) VALUES ('a')" + strings.Repeat(", ('b')", 9))
	if got := s.puts.sizes(); !reflect.DeepEqual(got, []int{4, 4, 2}) {
		t.Errorf("the requests had %v records", got)
	}
	s = openShop(t, "")
	var args []any
	for i := range 6 {
		args = append(args, strings.Repeat(string(rune('a'+i)), 3<<19)+`"`)
	}
	args[2] = strings.Repeat("é", 5<<19) // 5 MiB: alone
	s.exec("INSERT INTO client (Note) VALUES (?)"+strings.Repeat(", (?)", len(args)-1), args...)
	for _, p := range s.puts.all() {
		if len(p.json) > 4<<20 && len(p.records) > 1 {
			t.Errorf("a request of %d records has %d bytes", len(p.records), len(p.json))
		}
	}
	if got := s.puts.sizes(); !reflect.DeepEqual(got, []int{2, 1, 2, 1}) {
		t.Errorf("the requests had %v records", got)
	}
}

// TestCancelledMidway ends the context between and within batches.
func TestCancelledMidway(t *testing.T) {
	for _, stores := range []bool{true, false} {
		ctx, cancel := context.WithCancel(context.Background())
		n := 0
		hang := func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method != http.MethodPost {
					next.ServeHTTP(w, r)
					return
				}
				if n++; n != 3 {
					next.ServeHTTP(w, r)
					return
				}
				if stores {
					next.ServeHTTP(discard{w}, r)
				}
				cancel()
				<-r.Context().Done()
			})
		}
		s := openShop(t, "batch_size=2", scaletest.WithMiddleware(hang))
		const query = "INSERT INTO client (Nom) VALUES ('a')"
		_, err := s.db.ExecContext(ctx, query+strings.Repeat(", ('b')", 9))
		e := batchError(t, err)
		if got := statusesOf(e); got != "ssssuunnnn" || !errors.Is(err, context.Canceled) || n != 3 {
			t.Errorf("%s, %v, %d requests", got, err, n)
		}
		// The connection is as good as before.
		affected(t, query, s.exec(query), 1)
	}
}

// discard lets a handler answer nobody.
type discard struct{ http.ResponseWriter }

func (d discard) Write(b []byte) (int, error) { return len(b), nil }
func (d discard) WriteHeader(int)             {}

// TestCancelledBeforehand makes no request.
func TestCancelledBeforehand(t *testing.T) {
	s := openShop(t, "")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.db.ExecContext(ctx, "INSERT INTO client (Nom) VALUES ('a')"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if n := len(s.server.Requests()); n > 0 {
		t.Errorf("%d requests", n)
	}
}

// TestUnreachable can't tell whether a server that is gone has read the records
// from a connection that it had, and never says that they are stored.
func TestUnreachable(t *testing.T) {
	s := openShop(t, "max_retries=0")
	s.exec("INSERT INTO client (Nom) VALUES ('a')")
	s.server.Close()
	_, err := s.db.ExecContext(soon(t), "INSERT INTO client (Nom) VALUES ('a'), ('b')")
	if e := batchError(t, err); statusesOf(e) != "nn" && statusesOf(e) != "uu" || e.Err == nil {
		t.Errorf("%+v", e)
	}
}

// TestAnswersWithoutIDs stores records of which the answer tells no id.
func TestAnswersWithoutIDs(t *testing.T) {
	silent := func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodPost {
				next.ServeHTTP(w, r)
				return
			}
			next.ServeHTTP(discard{w}, r)
			fmt.Fprint(w, `{"objects":[{"status":"OK"}]}`)
		})
	}
	s := openShop(t, "batch_size=1", scaletest.WithMiddleware(silent))
	for rows, want := range map[string][]int64{"('a')": {0}, "('a'), ('b')": {0, 0}} {
		r := s.exec("INSERT INTO client (Nom) VALUES " + rows)
		affected(t, rows, r, int64(len(want)))
		if id, err := r.LastInsertId(); err == nil {
			t.Errorf("%s: LastInsertId is %d", rows, id)
		}
		if ids, err := scale.InsertedIDs(r); err != nil || !reflect.DeepEqual(ids, want) {
			t.Errorf("%s: %v, %v", rows, ids, err)
		}
	}
}

// TestDocumentsExamples puts what the examples of the API's document do.
func TestDocumentsExamples(t *testing.T) {
	text := func(names ...string) (fields []scaletest.Field) {
		for _, name := range names {
			fields = append(fields, scaletest.Field{Name: name, Type: "text"})
		}
		return fields
	}
	data := scaletest.Data{
		{Name: "object_1", Fields: text("field_1", "field_2"), Records: []scaletest.Record{{ID: 4}}},
		{Name: "object_2", Fields: text("a"), Records: []scaletest.Record{{ID: 5}}},
		{Name: "contact", Fields: text("a"), Records: []scaletest.Record{{ID: 47737}}},
		{Name: "desinscription", Fields: []scaletest.Field{{Name: "DATE_DESINSCRIPTION", Type: "datetime"}, {Name: "DESINSCRIPTION_ADRESSE", Type: "email"}},
			Records: []scaletest.Record{{ID: 21245}}},
	}
	for query, want := range map[string]string{
		"INSERT INTO object_1 (field_1, field_2) VALUES ('John', 'O''Connor')": `[{"id":0,"data":{"field_1":"John","field_2":"O'Connor"}}]`,
		`INSERT INTO object_1 (object_2, field_1, field_2) VALUES (5, 'O\'Connor', "value_2")`: `[{"id":0,"link":{"object_2":"5"},
			"data":{"field_1":"O'Connor","field_2":"value_2"}}]`,
		"UPDATE object_1 SET field_1 = 'O''Connor', field_2 = 'value_2' WHERE id = 4": `[{"id":4,"data":{"field_1":"O'Connor","field_2":"value_2"}}]`,
		`INSERT INTO desinscription (id, contact, DATE_DESINSCRIPTION, DESINSCRIPTION_ADRESSE) VALUES
			(0, 47737, '2020-12-19 12:50:50', 'exemple@example.com'), (21245, NULL, '2020-12-19 12:50:50', 'exemple3@example.com')
			ON DUPLICATE KEY UPDATE DATE_DESINSCRIPTION = VALUES(DATE_DESINSCRIPTION), DESINSCRIPTION_ADRESSE = VALUES(DESINSCRIPTION_ADRESSE)`: `[
			{"id":0,"link":{"contact":"47737"},"data":{"DATE_DESINSCRIPTION":"2020-12-19 12:50:50","DESINSCRIPTION_ADRESSE":"exemple@example.com"}},
			{"id":21245,"data":{"DATE_DESINSCRIPTION":"2020-12-19 12:50:50","DESINSCRIPTION_ADRESSE":"exemple3@example.com"}}]`,
	} {
		s := openShop(t, "", scaletest.WithData(data))
		s.exec(query)
		s.wantPuts(query, want)
	}
	s := openShop(t, "tx=buffer", scaletest.WithData(data))
	tx, err := s.db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	execIn(t, tx, "INSERT INTO desinscription (contact, DESINSCRIPTION_ADRESSE) VALUES (47737, 'exemple@example.com')")
	execIn(t, tx, "UPDATE desinscription SET DESINSCRIPTION_ADRESSE = 'exemple3@example.com' WHERE id = 21245")
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	s.wantPuts("mixed batch", `[{"id":0,"link":{"contact":"47737"},"data":{"DESINSCRIPTION_ADRESSE":"exemple@example.com"}},
		{"id":21245,"data":{"DESINSCRIPTION_ADRESSE":"exemple3@example.com"}}]`)
}

// The texts of a record's status are those of the constants.
func TestStatusTexts(t *testing.T) {
	for status, text := range map[string]string{
		scale.StatusStored: "stored", scale.StatusRejected: "rejected", scale.StatusNotSent: "not sent", scale.StatusUnknown: "unknown",
	} {
		if status != text {
			t.Errorf("%q is %q", text, status)
		}
	}
}
