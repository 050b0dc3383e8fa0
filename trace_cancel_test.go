package scale_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// TestTraceOfCancelledMetadata cancels a statement that waits for metadata: its
// request has ended when the statement does.
func TestTraceOfCancelledMetadata(t *testing.T) {
	for _, at := range []string{"get_object_list", "get_object_info"} {
		ctx, cancel := context.WithCancel(t.Context())
		server := scaletest.NewServer(numbered(5), scaletest.WithMiddleware(func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.Contains(r.URL.Path, at) {
					cancel()
					<-r.Context().Done()
					return
				}
				next.ServeHTTP(w, r)
			})
		}))
		s := &spans{t: t, open: map[int]bool{}}
		db := openConfig(t, server, func(c *scale.Config) { c.Trace = s.trace() })
		if _, err := tryRows(ctx, db, "SELECT id FROM big"); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
		s.mu.Lock()
		if n := len(s.lines); len(s.open) > 0 || !strings.HasPrefix(s.lines[n-1], "< SELECT") {
			t.Errorf("%s: %d starts have no end, or one behind the statement's:\n%s", at, len(s.open), strings.Join(s.lines, "\n"))
		}
		s.mu.Unlock()
		server.Close()
	}
}

// TestTraceOfCancelledRows cancels the context between two rows, where it is
// database/sql that closes them: the statement has failed. Closing them early is
// no failure, whatever becomes of the context.
func TestTraceOfCancelledRows(t *testing.T) {
	server := scaletest.NewServer(numbered(5))
	defer server.Close()
	for _, closes := range []bool{false, true} {
		ended := make(chan error, 1)
		db := openConfig(t, server, func(c *scale.Config) {
			c.Trace = &scale.Trace{QueryEnd: func(_ context.Context, _ scale.QueryInfo, r scale.QueryResult) { ended <- r.Err }}
		})
		ctx, cancel := context.WithCancel(t.Context())
		rows, err := db.QueryContext(ctx, "SELECT id FROM big")
		if err != nil {
			t.Fatal(err)
		}
		rows.Next()
		if closes {
			rows.Close()
		}
		cancel()
		if err := <-ended; (err == nil) != closes || !closes && !errors.Is(err, context.Canceled) {
			t.Errorf("closed before: %v, QueryEnd was told %v", closes, err)
		}
		rows.Close()
	}
}
