package scale

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// TestMeaning has statements that mean something else to a less careful engine.
func TestMeaning(t *testing.T) {
	server := scaletest.NewServer()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	dated := one(t, db, "SELECT COUNT(DateNaissance) FROM contact")
	for _, c := range []struct{ query, want string }{
		// A string that is no date is compared as text, as MySQL 5.7 does.
		{"SELECT COUNT(*) FROM contact WHERE DateNaissance <> '0000-00-00'", dated},
		{"SELECT COUNT(*) FROM contact WHERE DateNaissance <> ''", dated},
		{"SELECT COUNT(*) FROM contact WHERE DateNaissance = '0000-00-00'", "0"},
		{"SELECT COUNT(*) FROM contact WHERE DateNaissance <= '9999-02-31'", dated},
		{"SELECT COUNT(*) FROM contact WHERE DateNaissance NOT IN ('1800-01-01', '')", dated},
		{"SELECT DATE('2024-05-06') < '2024-06-31'", "1"},
		{"SELECT DATE('2024-05-06') = '2024-5-6'", "1"},
		{"SELECT DATE('2024-05-06') = '20240506'", "1"},
		{"SELECT DATE_FORMAT(TIME('10:11:12'), '%H:%i')", "10:11"},
		{"SELECT TIMEDIFF(TIMESTAMP('2024-01-01 10:00:00'), DATE('2024-01-01'))", "<nil>"},
		{"SELECT 'Lefèvre' REGEXP '^[[:alpha:]]+$'", "1"},
		{"SELECT 'é' REGEXP '[[:alnum:]]'", "1"},
		{"SELECT x FROM (SELECT id AS x, cc_age AS a FROM contact ORDER BY a IS NULL DESC, id LIMIT 1) t", one(t, db, "SELECT MIN(id) FROM contact WHERE cc_age IS NULL")},
		{"SELECT cc_age * 2 AS d FROM contact WHERE cc_age IS NOT NULL ORDER BY ABS(d) DESC, id LIMIT 1", one(t, db, "SELECT MAX(cc_age) * 2 FROM contact")},
	} {
		if got := one(t, db, c.query); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.query, got, c.want)
		}
	}
}

// TestBeyondTheEngine has statements that SQLite can't take.
func TestBeyondTheEngine(t *testing.T) {
	server := scaletest.NewServer()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, query := range []string{
		"SELECT 1" + strings.Repeat(" + 1", 20_000),
		"SELECT 1" + strings.Repeat(" UNION ALL SELECT 1", 700),
		"SELECT CONCAT('a'" + strings.Repeat(", 'a'", 2000) + ")",
		"SELECT 1" + strings.Repeat(", 1 + 1", 3000),
	} {
		if rows, err := db.Query(query); !errors.Is(err, ErrUnsupported) {
			t.Errorf("%.40s...: got %v", query, err)
			if err == nil {
				rows.Close()
			}
		}
	}
}

// one is the only value of a statement's only row.
func one(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	var v any
	if err := db.QueryRow(query).Scan(&v); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	if b, ok := v.([]byte); ok {
		v = string(b)
	}
	return fmt.Sprint(v)
}
