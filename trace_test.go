package scale_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// spans records what a Trace is told, as lines, and checks that each start has
// one end with the context that the start returned.
type spans struct {
	t     *testing.T
	mu    sync.Mutex
	lines []string
	open  map[int]bool
	next  int
}

type spanKey string

func (s *spans) start(ctx context.Context, key spanKey, format string, args ...any) context.Context {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next++
	s.open[s.next] = true
	s.lines = append(s.lines, fmt.Sprintf(format, args...))
	return context.WithValue(ctx, key, s.next)
}

func (s *spans) end(ctx context.Context, key spanKey, format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, ok := ctx.Value(key).(int)
	if !ok || !s.open[n] {
		s.t.Errorf("an end without a start: %s", fmt.Sprintf(format, args...))
	}
	delete(s.open, n)
	s.lines = append(s.lines, fmt.Sprintf(format, args...))
}

func (s *spans) trace() *scale.Trace {
	return &scale.Trace{
		QueryStart: func(ctx context.Context, q scale.QueryInfo) context.Context {
			return s.start(ctx, "query", "> %s: %s", q.Kind, q.Statement)
		},
		QueryEnd: func(ctx context.Context, q scale.QueryInfo, r scale.QueryResult) {
			s.end(ctx, "query", "< %s: %d rows, %d requests, %d retries, failed: %v", q.Kind, r.Rows, r.Requests, r.Retries, r.Err != nil)
		},
		RequestStart: func(ctx context.Context, q scale.RequestInfo) context.Context {
			if q.Statement != "" && ctx.Value(spanKey("query")) == nil {
				s.t.Errorf("the request of %q doesn't descend from its statement", q.Statement)
			}
			return s.start(ctx, "request", "  > %s %s %d", q.Method, q.Path[strings.LastIndex(q.Path, "demo/")+len("demo/"):], q.Attempt)
		},
		RequestEnd: func(ctx context.Context, _ scale.RequestInfo, r scale.RequestResult) {
			s.end(ctx, "request", "  < %d, %d rows, bytes: %v, failed: %v", r.Status, r.Rows, r.Bytes > 0, r.Err != nil)
		},
	}
}

// busyOnce answers the n-th request for data with 503.
func busyOnce(n int) scaletest.Option {
	var mu sync.Mutex
	return scaletest.WithMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			if strings.Contains(r.URL.Path, "get_objects") {
				n--
			}
			fails := n == 0
			mu.Unlock()
			if fails {
				http.Error(w, "come back later", http.StatusServiceUnavailable)
				return
			}
			next.ServeHTTP(w, r)
		})
	})
}

// openConfig opens a server's DSN with what a DSN can't say.
func openConfig(t *testing.T, server *scaletest.Server, adjust func(*scale.Config)) *sql.DB {
	t.Helper()
	cfg, err := scale.ParseDSN(server.DSN())
	if err != nil {
		t.Fatal(err)
	}
	adjust(cfg)
	c, err := scale.NewConnector(cfg)
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(c)
	t.Cleanup(func() { db.Close() })
	return db
}

// TestTrace runs statements and shows all that a Trace is told of them.
func TestTrace(t *testing.T) {
	s := &spans{t: t, open: map[int]bool{}}
	server := scaletest.NewServer(numbered(150), busyOnce(2), scaletest.WithInstance("demo"))
	defer server.Close()
	db := openConfig(t, server, func(c *scale.Config) {
		c.Trace, c.PageSize, c.Prefetch, c.MaxRetryWait = s.trace(), 100, 0, time.Millisecond
	})
	rowsOf(t, db, "SELECT id FROM big WHERE num < 100 AND text <> 'private'")
	if _, err := db.ExecContext(soon(t), "INSERT INTO small (text) VALUES ('private'), ('too')"); err != nil {
		t.Fatal(err)
	}
	if _, err := tryRows(soon(t), db, "SELECT nothing FROM small"); err == nil {
		t.Error("no error")
	}
	want := []string{
		"> SELECT: SELECT id FROM big WHERE num < ? AND text <> ?",
		"  > GET get_object_list 1", "  < 200, 0 rows, bytes: true, failed: false",
		"  > GET get_object_info/big 1", "  < 200, 0 rows, bytes: true, failed: false",
		"  > GET get_objects/big 1", "  < 200, 100 rows, bytes: true, failed: false",
		"  > GET get_objects/big 1", "  < 503, 0 rows, bytes: true, failed: true",
		"  > GET get_objects/big 2", "  < 200, 50 rows, bytes: true, failed: false",
		"< SELECT: 150 rows, 3 requests, 1 retries, failed: false",
		"> INSERT: INSERT INTO small (text) VALUES (?), ...",
		"  > GET get_object_info/small 1", "  < 200, 0 rows, bytes: true, failed: false",
		"  > POST put_objects/small 1", "  < 200, 2 rows, bytes: true, failed: false",
		"< INSERT: 2 rows, 1 requests, 0 retries, failed: false",
		"> SELECT: SELECT nothing FROM small",
		"< SELECT: 0 rows, 0 requests, 0 retries, failed: true",
	}
	if !slices.Equal(s.lines, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(s.lines, "\n"), strings.Join(want, "\n"))
	}
	if len(s.open) > 0 {
		t.Errorf("%d starts have no end", len(s.open))
	}
}

// TestLog reads the records of a logger: one a request, and one for a
// repetition, none with a literal or the token.
func TestLog(t *testing.T) {
	var log bytes.Buffer
	server := scaletest.NewServer(numbered(150), busyOnce(1), scaletest.WithInstance("demo"))
	defer server.Close()
	db := openConfig(t, server, func(c *scale.Config) {
		c.Logger = slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		c.PageSize, c.Prefetch, c.MaxRetryWait = 100, 0, time.Millisecond
	})
	rowsOf(t, db, "SELECT id FROM big WHERE text <> 'private'")
	text := log.String()
	if strings.Contains(text, server.Token()) || strings.Contains(text, "private") {
		t.Errorf("the log shows the token or a value:\n%s", text)
	}
	var got []string
	for line := range strings.Lines(text) {
		var r struct {
			Level, Msg, Method, Path, Statement string
			Status, Rows, Attempt, Bytes        int
			Duration                            int64
		}
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		if r.Statement != "SELECT id FROM big WHERE text <> ?" || r.Path == "" || r.Msg == "scale: request" && (r.Bytes == 0 || r.Duration == 0) {
			t.Errorf("incomplete: %s", line)
		}
		got = append(got, fmt.Sprintf("%s %s %s %d %d %d", r.Level, r.Msg, r.Method, r.Status, r.Attempt, r.Rows))
	}
	want := []string{
		"DEBUG scale: request GET 200 1 0", "DEBUG scale: request GET 200 1 0", // metadata
		"DEBUG scale: request GET 503 1 0", "WARN scale: trying again  0 2 0",
		"DEBUG scale: request GET 200 2 100", "DEBUG scale: request GET 200 1 50",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
