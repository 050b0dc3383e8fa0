package translate

import (
	"database/sql/driver"
	"slices"
	"testing"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
)

// FuzzWritePlan plans any write, and carries it out with values that the engine
// might return. No record may have a negative id, none of an UPDATE the id 0,
// which would create it, and no value may be one of a field that may not be
// written.
func FuzzWritePlan(f *testing.F) {
	for _, query := range []string{
		"INSERT INTO Note (text, n) VALUES (?, 1 + 1), (NOW(), DEFAULT)",
		"INSERT INTO orders (contact, `link.Note`, id) VALUES (?, 2, 0) ON DUPLICATE KEY UPDATE n = VALUES(n), contact = ?",
		"INSERT INTO Note (id, text) SELECT id, Nom FROM contact WHERE age > ? ON DUPLICATE KEY UPDATE text = VALUES(text), id = LAST_INSERT_ID(id)",
		"REPLACE INTO Note SET text = X'41', n = b'1'",
		"UPDATE Note SET text = UPPER(text), n = ? WHERE id IN (1, ?, 0) ORDER BY n LIMIT 5",
		"UPDATE orders o JOIN contact c ON o.n = c.age SET o.status = c.Nom, o.contact = c.id, o.n = (SELECT MAX(n) FROM Note)",
		"UPDATE orders SET paid = TRUE, day = DATE '2024-01-02', amount = -1.5e3 WHERE id = ?",
	} {
		f.Add(query, "5")
	}
	all := writeObjects(f)
	f.Fuzz(func(t *testing.T, query, arg string) {
		stmt, err := syntax.Parse(query, syntax.Options{})
		if err != nil || len(stmt.Params) > 1000 {
			return
		}
		names, err := WriteObjects(stmt, defaults())
		if err != nil {
			return
		}
		objects := make(map[string]*schema.Object)
		for _, name := range names {
			if objects[name] = all["note"]; all[name] != nil {
				objects[name] = all[name]
			}
		}
		var args []any
		for range stmt.Positional {
			args = append(args, arg)
		}
		for _, name := range stmt.Named {
			args = append(args, named(name, arg)...)
		}
		WriteNeedsList(stmt, objects)
		p, err := NewWrite(stmt, objects, writeList, arguments(args), writeTime, &schema.Encoder{}, defaults())
		if err != nil {
			return
		}
		checkRecords(t, p, carryOut(p, arg))
	})
}

// carryOut makes the records of a plan, of the value of arg wherever one is
// selected.
func carryOut(p *WritePlan, arg string) []schema.Record {
	row := func(n int, value driver.Value) []driver.Value {
		return slices.Repeat([]driver.Value{value}, n)
	}
	for _, q := range p.Queries {
		if q.Fill(row(len(q.values), arg)) != nil {
			return nil
		}
	}
	if p.Complete() != nil {
		return nil
	}
	records := p.Records
	if p.Select != nil {
		for _, value := range []driver.Value{arg, int64(3), nil, 2.5, writeTime, true} {
			if rec, use, err := p.Select.Record(row(len(p.Select.values), value)); err == nil && use == PutRow {
				records = append(records, rec)
			}
		}
	}
	return records
}

func checkRecords(t *testing.T, p *WritePlan, records []schema.Record) {
	for _, r := range records {
		if r.ID < 0 || r.ID == 0 && !p.Insert {
			t.Fatalf("record with the id %d", r.ID)
		}
		for _, l := range r.Links {
			if l.ID <= 0 || l.Object == "" {
				t.Fatalf("link to %q %d", l.Object, l.ID)
			}
		}
		for _, d := range r.Data {
			if d.Column.IsID || !d.Column.Writable {
				t.Fatalf("a value of %q", d.Column.Name)
			}
		}
	}
}
