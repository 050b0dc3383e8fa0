package scale_test

import (
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// TestExplainAnalyze compares what the steps of each SELECT have come to with
// what the server saw: each request belongs to one step, and the last has them
// all.
func TestExplainAnalyze(t *testing.T) {
	server := scaletest.NewServer()
	defer server.Close()
	for _, s := range slices.Concat(pushdowns, longExplained, mixedExplained) {
		db := openDSN(t, server.DSN("prefetch=0"))
		want := int64(len(rowsOf(t, db, s.query, s.args...)))
		server.ResetRequests()
		steps := explainAs(t, db, "EXPLAIN ANALYZE FORMAT=JSON ", s.query, s.args...)
		var sent, received int64
		for _, r := range server.Requests() {
			if strings.Contains(r.Path, "/get_objects/") {
				sent, received = sent+1, received+int64(r.Rows)
			}
		}
		total := steps[len(steps)-1]
		var requests, rows, bytes int64
		for _, step := range steps[:len(steps)-1] {
			requests, rows, bytes = requests+step.ActualRequests, rows+step.ActualRows, bytes+step.Bytes
			if step.ActualRequests < step.Requests {
				t.Errorf("%s: step %d took %d requests, and %d were the least", s.query, step.Step, step.ActualRequests, step.Requests)
			}
		}
		if total.ActualRequests != sent || total.ActualRows != want || total.Retries != 0 || sent > 0 && (total.Bytes == 0 || total.Milliseconds <= 0) {
			t.Errorf("%s: %d requests, %d rows expected, and the total is %+v", s.query, sent, want, total)
		}
		if len(steps) > 1 && (requests != sent || bytes != total.Bytes || rows > received) {
			t.Errorf("%s: %d requests and %d rows in all, and the steps have %d, %d and %d bytes of %d", s.query, sent, received, requests, rows, bytes, total.Bytes)
		}
		db.Close()
	}
}

// TestExplainAnalyzeRetries counts a request that was repeated.
func TestExplainAnalyzeRetries(t *testing.T) {
	var n atomic.Int64
	db, _ := openSample(t, scaletest.WithMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "/get_objects/") && n.Add(1) == 1 {
				w.Header().Set("Retry-After", "0")
				http.Error(w, "busy", http.StatusServiceUnavailable)
				return
			}
			next.ServeHTTP(w, r)
		})
	}))
	step := explainAs(t, db, "EXPLAIN ANALYZE FORMAT=JSON ", "SELECT id FROM contact WHERE id = 47001")[0]
	if step.ActualRequests != 2 || step.Retries != 1 || step.ActualRows != 1 {
		t.Errorf("%+v", step)
	}
}

func TestExplainAnalyzeColumns(t *testing.T) {
	db, _ := openSample(t)
	rows, err := db.QueryContext(soon(t), "EXPLAIN ANALYZE SELECT id FROM contact WHERE id = 47001")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range types[8:] {
		got = append(got, c.Name()+" "+c.DatabaseTypeName())
	}
	want := []string{"requests BIGINT", "actual_requests BIGINT", "actual_rows BIGINT", "bytes BIGINT", "retries BIGINT", "milliseconds DOUBLE"}
	if !slices.Equal(got, want) {
		t.Errorf("columns %q", got)
	}
}

// A statement that fails while it is analyzed is an error.
func TestExplainAnalyzeFails(t *testing.T) {
	db, _ := openSample(t, scaletest.WithMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "/get_objects/") {
				http.Error(w, "no", http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
		})
	}))
	_, err := tryRows(soon(t), db, "EXPLAIN ANALYZE SELECT COUNT(*) FROM contact")
	wantTexts(t, "EXPLAIN ANALYZE", err, "403")
}
