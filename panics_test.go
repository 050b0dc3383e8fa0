package scale_test

import (
	"context"
	"database/sql"
	"io"
	"log"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// failingHandler is a handler of package slog that panics in Enabled or Handle.
type failingHandler struct {
	slog.Handler
	enabled bool
}

func (h failingHandler) Enabled(context.Context, slog.Level) bool {
	if h.enabled {
		panic("no log today")
	}
	return true
}

func (failingHandler) Handle(context.Context, slog.Record) error { panic("no log today") }

// TestPanickingObservers has the functions of a Trace and the handler of a Logger
// panic, or return no context. They have no say in what a statement comes to, and
// the pool of one connection goes on to work.
func TestPanickingObservers(t *testing.T) {
	s := scaletest.NewServer()
	defer s.Close()
	tests := map[string]func(*scale.Config){
		"QueryStart": func(c *scale.Config) {
			c.Trace = &scale.Trace{QueryStart: func(context.Context, scale.QueryInfo) context.Context { panic("no") }}
		},
		"QueryEnd": func(c *scale.Config) {
			c.Trace = &scale.Trace{QueryEnd: func(context.Context, scale.QueryInfo, scale.QueryResult) { panic("no") }}
		},
		"RequestStart": func(c *scale.Config) {
			c.Trace = &scale.Trace{RequestStart: func(context.Context, scale.RequestInfo) context.Context { panic("no") }}
		},
		"RequestEnd": func(c *scale.Config) {
			c.Trace = &scale.Trace{RequestEnd: func(context.Context, scale.RequestInfo, scale.RequestResult) { panic("no") }}
		},
		"no context": func(c *scale.Config) {
			c.Trace = &scale.Trace{
				QueryStart:   func(context.Context, scale.QueryInfo) context.Context { return nil },
				RequestStart: func(context.Context, scale.RequestInfo) context.Context { return nil },
			}
		},
		"Enabled": func(c *scale.Config) { c.Logger = slog.New(failingHandler{enabled: true}) },
		"Handle":  func(c *scale.Config) { c.Logger = slog.New(failingHandler{}) },
	}
	log.SetOutput(io.Discard)
	defer log.SetOutput(os.Stderr)
	for name, adjust := range tests {
		t.Run(name, func(t *testing.T) {
			db := openConfig(t, s, func(c *scale.Config) { c.PageSize, c.Prefetch = 50, 2; adjust(c) })
			db.SetMaxOpenConns(1)
			watched(t, db)
		})
	}
}

// watched runs statements of all kinds.
func watched(t *testing.T, db *sql.DB) {
	t.Helper()
	for _, query := range []string{"SELECT COUNT(*) FROM contact", "SELECT COUNT(*) FROM (SELECT DISTINCT id FROM contact) t"} {
		var n int
		if err := db.QueryRowContext(soon(t), query).Scan(&n); err != nil || n == 0 {
			t.Errorf("%s: %d, %v", query, n, err)
		}
	}
	if rows, err := db.QueryContext(soon(t), "SELECT id FROM contact"); err != nil {
		t.Error(err)
	} else if rows.Next(); rows.Close() != nil {
		t.Error("closing the rows failed")
	}
	ctx, cancel := context.WithCancel(soon(t))
	if rows, err := db.QueryContext(ctx, "SELECT id FROM contact"); err != nil {
		t.Error(err)
	} else {
		cancel() // database/sql closes the rows, in a goroutine of its own
		for rows.Next() {
		}
	}
	cancel()
	r, err := db.ExecContext(soon(t), "INSERT INTO contact (Nom) VALUES ('a'), ('b')")
	if err != nil {
		t.Fatal(err)
	}
	if n, err := r.RowsAffected(); n != 2 || err != nil {
		t.Errorf("%d records, %v", n, err)
	}
}

// TestPanicOfTransport is an error of the statement, be it in a request for pages,
// metadata or a put, and the pool of one connection goes on to work.
func TestPanicOfTransport(t *testing.T) {
	for _, at := range []string{"/get_object_list", "/get_object_info/", "/get_objects/", "/put_objects/"} {
		t.Run(at, func(t *testing.T) {
			s := scaletest.NewServer()
			defer s.Close()
			transport := &panicking{at: at}
			db := openConfig(t, s, func(c *scale.Config) { c.HTTPClient = &http.Client{Transport: transport} })
			db.SetMaxOpenConns(1)
			statement := "SELECT Nom FROM contact"
			if at == "/put_objects/" {
				statement = "INSERT INTO contact (Nom) VALUES ('a')"
			}
			for range 3 {
				_, err := db.ExecContext(soon(t), statement)
				if err == nil || !strings.Contains(err.Error(), "the HTTP client panicked: boom, in ") {
					t.Errorf("error %v", err)
				}
			}
			transport.at = "none"
			if _, err := db.ExecContext(soon(t), statement); err != nil {
				t.Errorf("behind the panic: %v", err)
			}
		})
	}
}

// panicking is a transport that panics in requests whose path has a part.
type panicking struct{ at string }

func (p *panicking) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.Contains(r.URL.Path, p.at) {
		panic("boom")
	}
	return http.DefaultTransport.RoundTrip(r)
}
