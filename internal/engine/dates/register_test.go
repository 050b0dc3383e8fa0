package dates

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

func open(t testing.TB, loc *time.Location) *sqlite.Conn {
	t.Helper()
	conn, err := sqlite.OpenConn(":memory:", sqlite.OpenReadWrite|sqlite.OpenCreate)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := Register(conn, loc); err != nil {
		t.Fatal(err)
	}
	return conn
}

// ask returns the text of a query's one value, NULL for NULL.
func ask(conn *sqlite.Conn, query string) (string, error) {
	answer := ""
	err := sqlitex.ExecuteTransient(conn, query, &sqlitex.ExecOptions{
		ResultFunc: func(stmt *sqlite.Stmt) error {
			answer = stmt.ColumnText(0)
			if stmt.ColumnType(0) == sqlite.TypeNull {
				answer = "NULL"
			}
			return nil
		},
	})
	return answer, err
}

func TestInSQLite(t *testing.T) {
	conn := open(t, time.FixedZone("", 3600))
	for query, want := range map[string]string{
		"SELECT my_year('2024-01-05')":                           "2024",
		"SELECT my_date('2024-1-5')":                             "2024-01-05",
		"SELECT my_date(NULL)":                                   "NULL",
		"SELECT my_date('')":                                     "NULL",
		"SELECT my_date(x'323032342d30312d3035')":                "2024-01-05",
		"SELECT my_datetime(20240105)":                           "2024-01-05 00:00:00",
		"SELECT my_datetime(20240105103000.5)":                   "2024-01-05 10:30:00.5",
		"SELECT my_date_add('2024-01-31', 1, 'month')":           "2024-02-29",
		"SELECT my_date_format('2024-01-05', '%W')":              "Friday",
		"SELECT my_from_unixtime(0)":                             "1970-01-01 01:00:00",
		"SELECT my_unix_timestamp('1970-01-01 01:00:01')":        "1",
		"SELECT typeof(my_unix_timestamp('1970-01-01 02:00.5'))": "integer",
		"SELECT my_timestamp('2024-01-05', '1:00:00')":           "2024-01-05 01:00:00",
		// Reading an argument leaves the register it is in as it was.
		"SELECT d || my_year(d) || d || typeof(d) || (d = '2024-01-05') FROM (SELECT '2024-' || '01-05' AS d)":                                               "2024-01-0520242024-01-05text1",
		"SELECT group_concat(d) FROM (SELECT d FROM (SELECT '2024-01-05' AS d UNION ALL SELECT '2023-01-05') GROUP BY my_year(d), d ORDER BY my_year(d), d)": "2023-01-05,2024-01-05",
	} {
		got, err := ask(conn, query)
		if err != nil || got != want {
			t.Errorf("%s: %q, %v, want %q", query, got, err, want)
		}
	}
}

// Every name is known to SQLite, with NULL for NULL.
func TestNames(t *testing.T) {
	conn := open(t, nil)
	for _, f := range table(nil) {
		query := fmt.Sprintf("SELECT %s(%s)", f.name, strings.TrimSuffix(strings.Repeat("NULL,", f.args), ","))
		if got, err := ask(conn, query); err != nil || got != "NULL" {
			t.Errorf("%s: %q, %v", query, got, err)
		}
		if !slices.Contains(Names(), f.name) {
			t.Errorf("Names leaves %s out", f.name)
		}
	}
	names := Names()
	slices.Sort(names)
	if n := len(slices.Compact(names)); n != len(Names()) {
		t.Errorf("%d names, of which %d differ", len(Names()), n)
	}
}

// TestAllocations is of the functions alone, over values that are Go's: a
// text's copy is the test's.
func TestAllocations(t *testing.T) {
	date, dateTime := []byte("2024-01-05"), []byte("2024-01-05 10:11:12")
	for name, tt := range map[string]struct {
		most float64
		run  func()
	}{
		"read a date":      {0, func() { readMoment(date) }},
		"read a datetime":  {0, func() { readTemporal(dateTime) }},
		"write a datetime": {1, func() { m, _ := readMoment(dateTime); m.text() }},
		"add a month":      {1, func() { m, _ := readMoment(date); units["month"].addToMoment(m, 1) }},
	} {
		if n := testing.AllocsPerRun(100, tt.run); n > tt.most {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func BenchmarkMillionRows(b *testing.B) {
	conn := open(b, time.UTC)
	err := sqlitex.ExecuteScript(conn, `CREATE TABLE t(d TEXT, dt TEXT);
		WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i+1 FROM n WHERE i < 999999)
		INSERT INTO t SELECT date('2000-01-01', (i % 9000) || ' days'), datetime('2000-01-01', (i % 9000) || ' days', '3723 seconds') FROM n`, nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, expression := range []string{
		"length(d)", "my_year(d)", "my_year(dt)", "my_week(d, 3)", "my_hour(dt)", "length(my_date(dt))",
		"length(my_date_add(d, 1, 'month'))", "length(my_date_format(dt, '%Y-%m-%d %H:%i'))",
		"my_timestampdiff('month', d, '2024-01-05')", "my_unix_timestamp(dt)",
		"length(my_str_to_date(d, '%Y-%m-%d'))", "my_extract('year_month', d)",
	} {
		b.Run(expression, func(b *testing.B) {
			for b.Loop() {
				if _, err := ask(conn, "SELECT sum("+expression+") FROM t"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
