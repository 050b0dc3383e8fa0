package engine

import (
	"context"
	"io"
	"strconv"
	"testing"

	"github.com/scale-sql/scale/schema"
)

// people is a table of n rows of five columns: id, name, amount, day, group.
func people(name string, n int) (Table, *fakeScan) {
	fields := columns(schema.Text, schema.Decimal, schema.Date, schema.Integer)
	var id, label, amount, group []byte
	day := []byte("2024-02-29")
	return tableOf(name, fields, func(i int, cells []schema.Cell) (schema.Cell, error) {
		if i == n {
			return schema.Cell{}, io.EOF
		}
		mixed := int64(i) * 7919 % 1_000_003 // each number once, out of order
		id = strconv.AppendInt(id[:0], int64(i+1), 10)
		label = strconv.AppendInt(append(label[:0], "Name of "...), mixed, 10)
		amount = append(strconv.AppendInt(amount[:0], mixed, 10), ".50"...)
		group = strconv.AppendInt(group[:0], mixed/2, 10)
		for j, b := range [][]byte{label, amount, day, group} {
			cells[j] = schema.Cell{Kind: schema.String, Text: b}
		}
		return schema.Cell{Kind: schema.String, Text: id}, nil
	})
}

func BenchmarkStream(b *testing.B) {
	const rows = 1_000_000
	for _, bench := range []struct{ name, sql string }{
		{"count", "SELECT count(*) FROM t1"},
		{"sum", "SELECT sum(c4) FROM t1"},
		{"all five", "SELECT count(c0), count(c1), count(c2), count(c3), sum(c4) FROM t1"},
		{"filter", "SELECT count(*) FROM t1 WHERE c1 = 'x' OR c4 < 0"},
		{"group 500k", "SELECT count(*) FROM (SELECT c4, count(*), min(c1) FROM t1 GROUP BY c4)"},
		{"order", "SELECT c1, c2, c3, c4 FROM t1 ORDER BY c1"},
		{"order ci", "SELECT c1, c2, c3, c4 FROM t1 ORDER BY c1 COLLATE my_ci"},
		{"distinct", "SELECT count(*) FROM (SELECT DISTINCT c4 FROM t1)"},
		{"rows out", "SELECT c0, c1, c2, c3, c4 FROM t1"},
	} {
		b.Run(bench.name, func(b *testing.B) {
			e := newEngine(b, Options{TempDir: b.TempDir()})
			for b.Loop() {
				t, _ := people("t1", rows)
				r, err := e.Query(context.Background(), &Query{Tables: []Table{t}, SQL: bench.sql})
				if err != nil {
					b.Fatal(err)
				}
				for err = r.Next(); err == nil; err = r.Next() {
					for i := range r.Columns() {
						_ = r.Value(i)
					}
				}
				if err != io.EOF {
					b.Fatal(err)
				}
				r.Close()
			}
			b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

func BenchmarkJoin(b *testing.B) {
	for _, bench := range []struct{ name, sql string }{
		{"plain", `WITH a AS MATERIALIZED (SELECT c0, c4 FROM t1), b AS MATERIALIZED (SELECT c0, c4, c1 FROM t2)
			SELECT count(*) FROM a JOIN b ON a.c4 = b.c4`},
		{"ordered", `WITH a AS MATERIALIZED (SELECT c0, c4 FROM t1), b AS MATERIALIZED (SELECT c0, c4, c1 FROM t2 ORDER BY c4)
			SELECT count(*) FROM a JOIN b ON a.c4 = b.c4`},
		{"both ordered", `WITH a AS MATERIALIZED (SELECT c0, c4 FROM t1 ORDER BY c4), b AS MATERIALIZED (SELECT c0, c4, c1 FROM t2 ORDER BY c4)
			SELECT count(*) FROM a JOIN b ON a.c4 = b.c4`},
		{"outer streamed", `WITH b AS MATERIALIZED (SELECT c0, c4, c1 FROM t2 ORDER BY c4)
			SELECT count(*) FROM t1 AS a CROSS JOIN b ON a.c4 = b.c4`},
	} {
		b.Run(bench.name, func(b *testing.B) {
			e := newEngine(b, Options{TempDir: b.TempDir()})
			for b.Loop() {
				t1, _ := people("t1", 1_000_000)
				t2, _ := people("t2", 1_000_000)
				b.Log(mustQuery(b, e, bench.sql, nil, t1, t2))
			}
		})
	}
}

// BenchmarkOpen measures what a pooled connection saves.
func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		c, err := openConn(Options{Memory: defaultMemory})
		if err != nil {
			b.Fatal(err)
		}
		if err := c.close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSmallQuery(b *testing.B) {
	e := newEngine(b, Options{})
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	for b.Loop() {
		t, _ := people("t1", 3)
		r, err := e.Query(ctx, &Query{Tables: []Table{t}, SQL: "SELECT c1, sum(c4) FROM t1 GROUP BY c1"})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := readAll(r); err != nil {
			b.Fatal(err)
		}
	}
}
