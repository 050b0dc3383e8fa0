package scale_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// numbered is an object of n records and another one of ten.
func numbered(n int) scaletest.Option {
	fields := []scaletest.Field{{Name: "text", Type: "text"}, {Name: "num", Type: "integer"}}
	big, small := scaletest.Object{Name: "big", Fields: fields}, scaletest.Object{Name: "small", Fields: fields}
	for i := 1; i <= n; i++ {
		r := scaletest.Record{ID: int64(i), Values: map[string]string{"text": fmt.Sprint("t", i), "num": fmt.Sprint(i % 10)}}
		big.Records = append(big.Records, r)
		if i <= 10 {
			small.Records = append(small.Records, r)
		}
	}
	return scaletest.WithData(scaletest.Data{big, small})
}

// sent counts the requests of a server for data.
func sent(server *scaletest.Server) int {
	n := 0
	for _, r := range server.Requests() {
		if strings.Contains(r.Path, "get_objects") || strings.Contains(r.Path, "put_objects") {
			n++
		}
	}
	return n
}

// list is 1, 2, ..., n, as for IN.
func list(n int) string {
	var b strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, ", 't%d'", i)
	}
	return b.String()[2:]
}

// TestBudgetOfRequests gives statements a number of requests: they are answered
// whole or fail, and never make more.
func TestBudgetOfRequests(t *testing.T) {
	tests := []struct {
		sql      string
		most     int
		rows     int // -1: an error
		requests int
	}{
		{"SELECT id FROM big", 10, -1, 10}, // whether there is more only an eleventh tells
		{"SELECT id FROM big", 11, 1000, 11},
		{"SELECT id FROM big", 3, -1, 3},
		{"SELECT id FROM big LIMIT 300", 3, 300, 3},
		{"SELECT id FROM big LIMIT 301", 3, -1, 3},
		{"SELECT id FROM small", 2, 10, 2}, // that a short page is the last one shows the next
		{"SELECT id FROM small", 1, -1, 1},
		{"SELECT COUNT(*) FROM big", 3, -1, 3},
		{"SELECT num, COUNT(*) FROM big GROUP BY num", 11, 10, 11},
		{"SELECT b.id FROM big b JOIN small s ON b.id = s.id", 13, 10, 13},
		{"SELECT id FROM big WHERE text IN (" + list(900) + ")", 1, -1, 0}, // several filters: known before
		{"SELECT s.id FROM small s JOIN big b ON b.num = s.num WHERE s.text IN (" + list(900) + ")", 1, -1, 0},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%.60s %d", tt.sql, tt.most), func(t *testing.T) {
			for _, prefetch := range []int{0, 4} {
				server := scaletest.NewServer(numbered(1000))
				defer server.Close()
				db := openDSN(t, fmt.Sprintf("%s&page_size=100&max_requests=%d&prefetch=%d", server.DSN(), tt.most, prefetch))
				rows, err := tryRows(soon(t), db, tt.sql)
				if tt.rows < 0 {
					if !errors.Is(err, scale.ErrBudget) || !strings.Contains(fmt.Sprint(err), fmt.Sprintf("max_requests allows %d", tt.most)) {
						t.Errorf("error %v, want ErrBudget", err)
					}
				} else if err != nil || len(rows) != tt.rows {
					t.Errorf("%d rows, error %v", len(rows), err)
				}
				if n := sent(server); n != tt.requests {
					t.Errorf("prefetch=%d: %d requests for data, want %d", prefetch, n, tt.requests)
				}
			}
		})
	}
}

// TestBudgetOfWrites refuses writes that would take too many requests before the
// first one is sent.
func TestBudgetOfWrites(t *testing.T) {
	tests := []struct {
		sql      string
		most     int
		affected int64 // -1: an error
		requests int
	}{
		{"INSERT INTO small (text) VALUES ('a'), ('b'), ('c'), ('d')", 2, 4, 2},
		{"INSERT INTO small (text) VALUES ('a'), ('b'), ('c'), ('d'), ('e')", 2, -1, 0},
		{"UPDATE small SET text = 'x' WHERE num < 4", 4, 4, 4}, // two requests read
		{"UPDATE small SET text = 'x' WHERE num < 4", 3, -1, 2},
	}
	for _, tt := range tests {
		server := scaletest.NewServer(numbered(10))
		db := openDSN(t, fmt.Sprintf("%s&batch_size=2&max_requests=%d", server.DSN(), tt.most))
		r, err := db.ExecContext(soon(t), tt.sql)
		if tt.affected < 0 {
			if !errors.Is(err, scale.ErrBudget) {
				t.Errorf("%s: error %v, want ErrBudget", tt.sql, err)
			}
		} else if err != nil {
			t.Errorf("%s: %v", tt.sql, err)
		} else if n, _ := r.RowsAffected(); n != tt.affected {
			t.Errorf("%s: %d rows", tt.sql, n)
		}
		if n := sent(server); n != tt.requests {
			t.Errorf("%s: %d requests for data, want %d", tt.sql, n, tt.requests)
		}
		server.Close()
	}
}

// TestBudgetOfCommit counts what a transaction sends at its end.
func TestBudgetOfCommit(t *testing.T) {
	server := scaletest.NewServer(numbered(10))
	defer server.Close()
	db := openDSN(t, server.DSN()+"&batch_size=1&max_requests=2&tx=buffer")
	tx, err := db.BeginTx(soon(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := tx.Exec("INSERT INTO small (text) VALUES ('a')"); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); !errors.Is(err, scale.ErrBudget) || sent(server) != 0 {
		t.Errorf("error %v, %d requests", err, sent(server))
	}
}

// TestBudgetOfRows delivers no more rows than may be, and never as if they were
// all.
func TestBudgetOfRows(t *testing.T) {
	server := scaletest.NewServer(numbered(1000))
	defer server.Close()
	db := openDSN(t, server.DSN()+"&max_rows=10")
	for sql, want := range map[string]int{
		"SELECT id FROM small":                         10,
		"SELECT id FROM big":                           -1,
		"SELECT id FROM big LIMIT 10":                  10,
		"SELECT id FROM big ORDER BY LENGTH(text), id": -1,
		"SELECT COUNT(*) FROM big":                     1,
	} {
		rows, err := tryRows(soon(t), db, sql)
		if want < 0 && (!errors.Is(err, scale.ErrBudget) || !strings.Contains(err.Error(), "10 rows that max_rows allows")) {
			t.Errorf("%s: error %v, want ErrBudget", sql, err)
		} else if want >= 0 && (err != nil || len(rows) != want) {
			t.Errorf("%s: %d rows, error %v", sql, len(rows), err)
		}
	}
	// What a write reads is not delivered.
	if _, err := db.ExecContext(soon(t), "UPDATE big SET text = 'x' WHERE num = 3"); err != nil {
		t.Error(err)
	}
}
