package translate

import (
	"testing"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
)

// BenchmarkInsertRows plans an INSERT of 100,000 rows of placeholders, which has
// been parsed.
func BenchmarkInsertRows(b *testing.B) {
	query, values := manyRows(100_000)
	benchmarkWrite(b, query, values)
}

// BenchmarkUpdateIDs plans an UPDATE of 10,000 known records.
func BenchmarkUpdateIDs(b *testing.B) {
	query, values := "UPDATE Note SET text = 'x' WHERE id IN (?", []any{int64(1)}
	for i := range 9_999 {
		query += ",?"
		values = append(values, int64(i+2))
	}
	benchmarkWrite(b, query+")", values)
}

func benchmarkWrite(b *testing.B, query string, values []any) {
	stmt, err := syntax.Parse(query, syntax.Options{})
	if err != nil {
		b.Fatal(err)
	}
	all, args := writeObjects(b), arguments(values)
	objects := map[string]*schema.Object{"orders": all["orders"], "Note": all["note"]}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := WriteObjects(stmt, defaults()); err != nil {
			b.Fatal(err)
		}
		if _, err := NewWrite(stmt, objects, writeList, args, writeTime, &schema.Encoder{}, defaults()); err != nil {
			b.Fatal(err)
		}
	}
}
