package scale_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// endless takes the engine hours once it has read the orders.
const endless = "SELECT COUNT(*) FROM orders a, orders b, orders c WHERE a.amount + b.amount < c.amount"

// served closes a channel when the server has answered the n-th request for
// records.
func served(n int) (scaletest.Option, chan struct{}) {
	reached := make(chan struct{})
	return scaletest.WithMiddleware(func(next http.Handler) http.Handler {
		seen := make(chan int, 1)
		seen <- 0
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next.ServeHTTP(w, r)
			if strings.Contains(r.URL.Path, "/get_objects/") {
				i := <-seen + 1
				if i == n {
					close(reached)
				}
				seen <- i
			}
		})
	}), reached
}

// A context that ends while the engine computes ends the statement at once: on
// a busy machine at least one of them.
func TestEngineCancelled(t *testing.T) {
	soonest := time.Hour
	for _, query := range []string{endless,
		"SELECT a.id % 7, COUNT(DISTINCT b.id) FROM orders a JOIN orders b ON a.amount < b.amount GROUP BY 1",
		"SELECT a.id FROM orders a, orders b ORDER BY a.amount + b.amount",
		"SELECT DISTINCT CONCAT(a.id, b.id) FROM orders a, orders b",
	} {
		wait, reached := served(6) // the pages of the first table
		_, server := openSample(t, wait)
		db := openDSN(t, server.DSN("prefetch=0"))
		ctx, cancel := context.WithCancel(soon(t))
		var cancelled time.Time
		go func() {
			<-reached
			time.AfterFunc(150*time.Millisecond, func() { // it computes by then
				cancelled = time.Now()
				cancel()
			})
		}()
		got, err := tryRows(ctx, db, query)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %d rows, %v", query, len(got), err)
		} else {
			soonest = min(soonest, time.Since(cancelled))
		}
		if one := rowsOf(t, db, "SELECT 1 + 1"); one[0] != "2" {
			t.Errorf("the next statement gives %q", one)
		}
	}
	if soonest > 200*time.Millisecond {
		t.Errorf("no statement ended sooner than %v after it was cancelled", soonest)
	}
}

func TestEngineDeadline(t *testing.T) {
	db, _ := openSample(t)
	rowsOf(t, db, "SELECT id FROM orders LIMIT 1")
	ctx, cancel := context.WithTimeout(context.Background(), 400*time.Millisecond)
	defer cancel()
	if _, err := tryRows(ctx, db, endless); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

// A context that ends while a page is on its way ends the statement, too.
func TestEngineCancelledInAPage(t *testing.T) {
	stall, reached := stalled(2, 50_000)
	db, _ := openSample(t, stall)
	ctx, cancel := context.WithCancel(soon(t))
	defer cancel()
	go func() { <-reached; cancel() }()
	if _, err := tryRows(ctx, db, "SELECT Pays, COUNT(*), MAX(Nom) FROM contact GROUP BY Pays"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// Rows that the engine passes on come while pages are still to be read; closing
// them ends the reading.
func TestEngineRowsClosedEarly(t *testing.T) {
	_, server := openSample(t)
	db := openDSN(t, server.DSN("page_size=100", "prefetch=2"))
	rows, err := db.QueryContext(soon(t), "SELECT UPPER(Nom) FROM contact WHERE LENGTH(Nom) > 0")
	if err != nil {
		t.Fatal(err)
	}
	for range 150 {
		if !rows.Next() {
			t.Fatal(rows.Err())
		}
	}
	if err := rows.Close(); err != nil {
		t.Errorf("Close: %v", err)
	}
	if rows.Next() || rows.Err() != nil {
		t.Errorf("a row behind Close, or %v", rows.Err())
	}
	if n := len(dataRequests(server)); n > 7 {
		t.Errorf("%d pages were asked for", n)
	}
}

// A LIMIT that the API can't be asked ends the reading as soon as there are
// enough rows.
func TestEngineLimitStopsReading(t *testing.T) {
	_, server := openSample(t)
	db := openDSN(t, server.DSN("page_size=100", "prefetch=0"))
	for _, tc := range []struct {
		query    string
		rows     int
		requests int
	}{
		{"SELECT id FROM contact WHERE UPPER(Pays) = 'FR' LIMIT 5", 5, 1},
		{"SELECT id FROM contact WHERE UPPER(Pays) = 'FR' ORDER BY Nom LIMIT 5", 5, 1},
		{"SELECT id FROM contact WHERE UPPER(Pays) = 'FR' LIMIT 5 OFFSET 60", 5, 2},
		{"SELECT UPPER(Nom) FROM contact LIMIT 150", 150, 2},
		{"SELECT UPPER(Nom) FROM contact LIMIT 0", 0, 0},
		{"SELECT id FROM contact WHERE UPPER(Pays) = 'FR' LIMIT 0", 0, 0},
	} {
		server.ResetRequests()
		if got := rowsOf(t, db, tc.query); len(got) != tc.rows {
			t.Errorf("%s: got %d rows", tc.query, len(got))
		}
		if n := len(dataRequests(server)); n > tc.requests {
			t.Errorf("%s: %d requests, want %d", tc.query, n, tc.requests)
		}
	}
}

// The API's errors come through the engine as they come without it.
func TestEngineErrorAnswers(t *testing.T) {
	for _, status := range []int{400, 401, 403, 404, 429, 500, 503} {
		_, server := openSample(t, answering(status, fmt.Sprintf(`{"error":%d,"error_text":"because of it"}`, status)))
		err := failing(t, server, "SELECT COUNT(*), MAX(UPPER(Nom)) FROM people")
		var e *scale.Error
		if !errors.As(err, &e) || e.Status != status || e.Message != "because of it" || e.Object != "people" {
			t.Errorf("%d: got %v", status, err)
		}
	}
	for _, body := range []string{``, `<html></html>`, `{}`, `null`, `{"objects":"none"}`, `{"objects":[{"id":"1","data":{"Nom":"a"}}`, `{"objects":[{"id":"1","data":{"Nom":"a`,
		`{"error":403,"error_text":"profile may not"}`, `{"objects":[{"id":"1","data":{"Nom":"a"}}],"error":"cut short"}`, `{"objects":[{"id":"1","data":{"Nom":"a"}}]} oops`,
	} {
		_, server := openSample(t, answering(200, body))
		direct := failing(t, server, "SELECT Nom FROM people")
		for _, query := range []string{"SELECT UPPER(Nom) FROM people", "SELECT COUNT(Nom) FROM people", "SELECT a.Nom FROM people a LEFT JOIN people b ON a.Nom < b.Nom"} {
			if err := failing(t, server, query); err.Error() != direct.Error() {
				t.Errorf("%s: %s: got %v, want %v", body, query, err, direct)
			}
		}
	}
}

// An error of the last page is an error, though rows have been delivered.
func TestEngineErrorOfALaterPage(t *testing.T) {
	pages := 0
	broken := scaletest.WithMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "/get_objects/") {
				if pages++; pages%3 == 0 {
					say(500, `{"error":500,"error_text":"page three"}`)(w, r)
					return
				}
			}
			next.ServeHTTP(w, r)
		})
	})
	_, server := openSample(t, broken)
	db := openDSN(t, server.DSN("max_retries=0", "prefetch=0"))
	for query, rows := range map[string]int{"SELECT UPPER(Nom) FROM contact": 2000, "SELECT COUNT(*) FROM contact": 0, "SELECT Nom FROM contact UNION SELECT Prenom FROM contact": 0} {
		got, err := tryRows(soon(t), db, query)
		var e *scale.Error
		if !errors.As(err, &e) || e.Status != 500 || e.Object != "contact" || len(got) != rows {
			t.Errorf("%s: got %d rows, %v", query, len(got), err)
		}
	}
}

// A value that doesn't fit its type is named wherever the engine meets it.
func TestEngineValuesThatDoNotFit(t *testing.T) {
	for _, tc := range []struct{ column, value string }{
		{"Age", `"abc"`}, {"Age", `"9223372036854775808"`}, {"Solde", `"1,5"`}, {"Actif", `"maybe"`}, {"Jour", `"2024-02-30"`}, {"Vu", `"hier"`},
	} {
		body := `{"objects":[{"id":"46","data":{}},{"id":"47","data":{"Nom":"a","` + tc.column + `":` + tc.value + `}}]}`
		_, server := openSample(t, answering(200, body))
		for _, query := range []string{"SELECT CONCAT(%s) FROM people", "SELECT COUNT(DISTINCT %s) FROM people", "SELECT a.id FROM people a JOIN people b ON a.%[1]s = b.%[1]s", "SELECT Nom FROM people ORDER BY -%s, id"} {
			query = fmt.Sprintf(query, tc.column)
			err := failing(t, server, query)
			if !errors.Is(err, scale.ErrValue) {
				t.Errorf("%v is no ErrValue", err)
			}
			wants(t, query, err, `object "people"`, "47", `"`+tc.column+`"`, strings.Trim(tc.value, `"`))
		}
	}
}
