package bench

import (
	"database/sql"
	"fmt"
	"testing"
	"time"
)

// BenchmarkEngine reports what each row costs that the engine reads, as a ratio
// to reading three columns of the same rows without it, measured in turns.
func BenchmarkEngine(b *testing.B) {
	const n = 20_000
	db := open(b, startStub(b), 0, "page_size=1000")
	from := fmt.Sprintf("FROM (SELECT * FROM contact LIMIT %d) t", n)
	for _, run := range []struct{ name, query string }{
		{"expressions", "SELECT UPPER(Nom), CONCAT(Prenom, ' ', Nom), cc_age + 1 " + from},
		{"group", "SELECT Pays, COUNT(*), SUM(solde), AVG(cc_age) " + from + " GROUP BY Pays"},
		{"sort", "SELECT Nom, Prenom " + from + " ORDER BY LENGTH(Nom), Nom"},
		{"join", "SELECT COUNT(*) " + from + " JOIN (SELECT * FROM contact LIMIT 100) u ON u.EMail = t.EMail"},
	} {
		b.Run(run.name, func(b *testing.B) {
			drain(b, db, run.query)
			var engine, direct time.Duration
			for b.Loop() {
				start := time.Now()
				drain(b, db, fmt.Sprintf("SELECT Nom, Prenom, cc_age FROM contact LIMIT %d", n))
				direct += time.Since(start)
				start = time.Now()
				drain(b, db, run.query)
				engine += time.Since(start)
			}
			b.ReportMetric(float64(engine)/float64(b.N*n), "ns/row")
			b.ReportMetric(float64(direct)/float64(b.N*n), "direct-ns/row")
			b.ReportMetric(float64(engine)/float64(direct), "ratio")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// drain reads all rows of a query.
func drain(tb testing.TB, db *sql.DB, query string) {
	tb.Helper()
	rows, err := db.Query(query)
	if err != nil {
		tb.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		tb.Fatal(err)
	}
	to := make([]any, len(columns))
	for i := range to {
		to[i] = new(any)
	}
	for rows.Next() {
		if err := rows.Scan(to...); err != nil {
			tb.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		tb.Fatal(err)
	}
}
