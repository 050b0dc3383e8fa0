package scale_test

import (
	"database/sql"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// TestDocRetries has the server answer once with each status of the table of
// retries in docs/trouble.md, and looks whether reads and writes are repeated.
func TestDocRetries(t *testing.T) {
	n := 0
	for _, row := range docTables(t, "docs/trouble.md", "After | A read | A write") {
		for _, text := range regexp.MustCompile(`\b[1-5]\d\d\b`).FindAllString(row[0], -1) {
			if strings.Contains(row[1], "TokenSource") {
				continue // TestTokenSource
			}
			n++
			status, _ := strconv.Atoi(text)
			read, write := strings.HasPrefix(row[1], "is repeated"), strings.HasPrefix(row[2], "is repeated")
			keyed := write || row[2] == "only under an idempotency key"
			const query, insert = "SELECT id FROM products LIMIT 5", "INSERT INTO products (sku) VALUES ('P-1')"
			if _, err := tryRows(soon(t), onceAnswering(t, status), query); (err == nil) != read {
				t.Errorf("%d: a read is repeated: %v, %v", status, !read, err)
			}
			if _, err := onceAnswering(t, status).ExecContext(soon(t), insert); (err == nil) != write {
				t.Errorf("%d: a write is repeated: %v, %v", status, !write, err)
			}
			if _, err := onceAnswering(t, status, "dedupe_header=Idempotency-Key").ExecContext(soon(t), insert); (err == nil) != keyed {
				t.Errorf("%d: a write with a key is repeated: %v, %v", status, !keyed, err)
			}
		}
	}
	if n < 6 {
		t.Errorf("docs/trouble.md has %d statuses", n)
	}
}

// onceAnswering opens a server that answers the first read or write of records
// with a status.
func onceAnswering(t *testing.T, status int, options ...string) *sql.DB {
	var answered atomic.Bool
	server := scaletest.NewServer(scaletest.WithMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "_objects/") && answered.CompareAndSwap(false, true) {
				w.WriteHeader(status)
				return
			}
			next.ServeHTTP(w, r)
		})
	}))
	t.Cleanup(server.Close)
	return openDSN(t, server.DSN(append(options, "max_retry_wait=1ms")...))
}

// TestDocLogs looks for the records and attributes of docs/trouble.md in the
// code.
func TestDocLogs(t *testing.T) {
	code := sourceText(t)
	for _, row := range docTables(t, "docs/trouble.md", "Record | Level | Attributes") {
		for _, name := range append(codes(row[0]), codes(row[2])...) {
			if !strings.Contains(code, `"`+name+`"`) {
				t.Errorf("the code has no %q", name)
			}
		}
	}
}

// TestDocPlaces looks for the directories that docs/how-it-works.md names.
func TestDocPlaces(t *testing.T) {
	for _, row := range docTables(t, "docs/how-it-works.md", "Where | What is there") {
		if info, err := os.Stat(codes(row[0])[0]); err != nil || !info.IsDir() {
			t.Errorf("%s is no directory: %v", row[0], err)
		}
	}
	for _, m := range regexp.MustCompile(`internal/api ((?:\w+\.go ?)+)`).FindAllStringSubmatch(pageText(t, "docs/how-it-works.md"), -1) {
		for _, file := range strings.Fields(m[1]) {
			if _, err := os.Stat("internal/api/" + file); err != nil {
				t.Error(err)
			}
		}
	}
}
