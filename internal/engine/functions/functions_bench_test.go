package functions

import (
	"strings"
	"testing"

	"zombiezen.com/go/sqlite"
)

// benchmarkRows runs a query of an expression over a million generated rows,
// n from 1 to 1000000.
func benchmarkRows(b *testing.B, expression string) {
	conn := open(b)
	sql := "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 1000000) SELECT " + expression + " FROM r"
	sql += strings.Repeat(")", strings.Count(sql, "(")-strings.Count(sql, ")"))
	for b.Loop() {
		if got := query(conn, sql); got == "NULL" || got[0] == 'e' {
			b.Fatal(got)
		}
	}
	b.ReportMetric(1e6*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkRowsAlone(b *testing.B)  { benchmarkRows(b, "sum(n)") }
func BenchmarkRowsOfText(b *testing.B) { benchmarkRows(b, "sum(n || '.25' IS NOT NULL)") }
func BenchmarkDecimalSum(b *testing.B) { benchmarkRows(b, "my_dsum(n || '.25')") }
func BenchmarkDecimalAdd(b *testing.B) { benchmarkRows(b, "sum(my_dadd(n, '0.25') IS NOT NULL)") }
func BenchmarkDecimalLess(b *testing.B) {
	benchmarkRows(b, "sum(n || '.25' < '500000.3' COLLATE my_decimal)")
}
func BenchmarkEqualASCII(b *testing.B) {
	benchmarkRows(b, "sum('Customer ' || n = 'CUSTOMER 4711' COLLATE my_ci)")
}
func BenchmarkEqualAccents(b *testing.B) {
	benchmarkRows(b, "sum('Élève ' || n = 'ELEVE 4711' COLLATE my_ci)")
}
func BenchmarkLikeASCII(b *testing.B) {
	benchmarkRows(b, "sum(my_like('Customer ' || n, '%471%', ''))")
}
func BenchmarkLikeAccents(b *testing.B) {
	benchmarkRows(b, "sum(my_like('Élève ' || n, '%ève 47_1', ''))")
}
func BenchmarkRegexp(b *testing.B) {
	benchmarkRows(b, "sum(my_regexp('Customer ' || n, '^cust.*471'))")
}
func BenchmarkOrder(b *testing.B) {
	benchmarkRows(b, "count(*) FROM (SELECT row_number() OVER (ORDER BY 'Customer ' || (n * 7919 % 1000003) COLLATE my_ci)")
}

// BenchmarkCompare is a comparison without SQLite.
func BenchmarkCompare(b *testing.B) {
	w := newWeigher()
	for name, pair := range map[string][2]string{
		"ascii":   {"Customer number 4711", "CUSTOMER NUMBER 4712"},
		"accents": {"Élève à l'école numéro 4711", "ELEVE A L'ECOLE NUMERO 4712"},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w.compare(pair[0], pair[1])
			}
		})
	}
	b.Run("decimal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			compareDecimals("-1234567.89", "-1234567.9")
		}
	})
}

// BenchmarkSum is a step of my_dsum without SQLite.
func BenchmarkSum(b *testing.B) {
	args := []sqlite.Value{sqlite.TextValue("12345.67")}
	sum := &decimalSum{}
	b.ReportAllocs()
	for b.Loop() {
		sum.Step(sqlite.Context{}, args)
	}
}
