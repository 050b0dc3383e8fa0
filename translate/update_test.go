package translate

import (
	"database/sql/driver"
	"fmt"
	"testing"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
)

func TestUpdateDirect(t *testing.T) {
	checkWrites(t, defaults(), []writeRow{
		{"UPDATE Note SET text = 'a' WHERE id = 5", nil, `{"id":5,"data":{"text":"a"}}`},
		{"UPDATE Note SET text = ?, n = ? WHERE id = ?", v("a", nil, int64(5)), `{"id":5,"data":{"text":"a","n":""}}`},
		{"UPDATE Note AS u SET u.text = 'a' WHERE ((u.id = '5'))", nil, `{"id":5,"data":{"text":"a"}}`},
		{"UPDATE demo.Note SET demo.Note.text = 'a' WHERE 5 = Note.id", nil, `{"id":5,"data":{"text":"a"}}`},
		{"UPDATE Note SET text = 'a' WHERE id IN (1, 2, 1, ?)", v(int64(3)), `{"id":1,"data":{"text":"a"}} {"id":2,"data":{"text":"a"}} {"id":3,"data":{"text":"a"}}`},
		{"UPDATE Note SET text = 'a' WHERE id IN (0, -1, NULL, 1.5, 99999999999999999999, 7)", nil, `{"id":7,"data":{"text":"a"}}`},
		{"UPDATE Note SET text = 'a' WHERE id = 0", nil, ``},
		{"UPDATE Note SET text = 'a' WHERE id = NULL", nil, ``},
		{"UPDATE Note SET text = NULL, n = DEFAULT WHERE id = 5", nil, `{"id":5,"data":{"text":"","n":""}}`},
		{"UPDATE orders SET contact = 7, note = '8', n = 1 WHERE id = 5", nil, `{"id":5,"link":{"contact":"7","Note":"8"},"data":{"n":"1"}}`},
		{"UPDATE orders SET `link.contact` = ? WHERE id = 5", v(int64(7)), `{"id":5,"link":{"contact":"7"},"data":{}}`},
		{"UPDATE orders SET password = 'x' WHERE id = 5", nil, `{"id":5,"data":{"password":"x"}}`},
		{"UPDATE orders SET sent_at = NOW(), n = 1 + 1 WHERE id IN (5, 6)", nil, `query: SELECT '2024-02-29 12:30:00' AS d0, my_iadd(1, 1) AS d1`},
		{"UPDATE orders SET rate = RAND() WHERE id = 5", nil, `query: SELECT ...`},
	})
}

func TestUpdateDirectExpressions(t *testing.T) {
	p, err := writePlan(t, defaults(), "UPDATE orders SET sent_at = NOW(), status = 'x', n = 1 + 1 WHERE id IN (5, 6)")
	if err != nil {
		t.Fatal(err)
	}
	if err = p.Queries[0].Fill([]driver.Value{"2024-02-29 12:30:00", int64(2)}); err == nil {
		err = p.Complete()
	}
	const data = `"data":{"sent_at":"2024-02-29 12:30:00","status":"x","n":"2"}}`
	if got := recordTexts(p.Records); err != nil || got != `{"id":5,`+data+` {"id":6,`+data {
		t.Errorf("%v %s", err, got)
	}
	p, err = writePlan(t, defaults(), "UPDATE orders SET day = NOW() WHERE id = 5")
	if err != nil {
		t.Fatal(err)
	}
	if err = p.Queries[0].Fill([]driver.Value{"2024-02-29 12:30:00"}); err == nil {
		err = p.Complete()
	}
	if err == nil || len(p.Records) > 0 {
		t.Errorf("%v %s", err, recordTexts(p.Records))
	}
}

func TestUpdateErrors(t *testing.T) {
	checkWrites(t, defaults(), []writeRow{
		{"UPDATE Note SET id = 5 WHERE id = 4", nil, `error: column "id": the id of a record can't be changed: the API gives it`},
		{"UPDATE Note SET id = id", nil, `error: ...can't be changed`},
		{"UPDATE contact SET ID_CONTACT = 5", nil, `error: ...can't be changed`},
		{"UPDATE orders SET total = 5", nil, `error: column "total" of object "orders" may not be written: its metadata says write "N" for this API profile`},
		{"UPDATE Note SET text = 1, Text = 2", nil, `error: column "Text" is assigned twice`},
		{"UPDATE orders SET contact = 1, `link.contact` = 2", nil, `error: column "link.contact" is assigned twice`},
		{"UPDATE Note SET txt = 1", nil, `error: unknown column "txt" in object "Note", nor is it an object to link to; did you mean "text"?`},
		{"UPDATE Note SET n = 'x' WHERE id = 5", nil, `error: object "Note", column "n": "x" is not an integer of 64 bits (the column's type is BIGINT)`},
		{"UPDATE Note SET n = 'x'", nil, `error: object "Note", column "n": "x" is not an integer of 64 bits (the column's type is BIGINT)`},
		{"UPDATE orders SET contact = NULL WHERE id = 5", nil, `error: object "orders", column "contact": NULL is not the id of a record of "contact", which is a positive integer`},
		{"UPDATE orders SET contact = DEFAULT WHERE id = 5", nil, `error: ...NULL is not the id`},
		{"UPDATE orders SET link.contact = 5", nil, "error: \"link\" is no table of this statement; to set a link, write `link.contact` in backticks"},
		{"UPDATE orders SET x.n = 5", nil, `error: column "x.n": "x" is no table of this statement`},
		{"UPDATE orders SET other.orders.n = 5", nil, `error: ..."other" is not the instance`},
		{"UPDATE Note SET n = n + 1, text = n", nil, `unsupported: ...the same SET has assigned it before`},
		{"UPDATE Note SET n = 1, text = Note.n", nil, `unsupported: ...the same SET has assigned it before`},
		{"UPDATE Note SET n = 1, text = (SELECT MAX(Nom) FROM contact c WHERE c.age = n)", nil, `unsupported: ...the same SET has assigned it before`},
		{"UPDATE Note SET n = 1, text = (SELECT MAX(Nom) FROM contact c WHERE c.age = Note.n)", nil, `unsupported: ...the same SET has assigned it before`},
		{"UPDATE Note SET n = 1, text = (SELECT MAX(x.n) FROM Note x WHERE n > 5)", nil, `select: ...`},
		{"UPDATE Note SET n = 1, text = (SELECT MAX(d.n) FROM (SELECT age AS n FROM contact) d WHERE n > 5)", nil, `select: ...`},
		{"UPDATE Note SET text = n, n = n + 1", nil, `select: ...`},
		{"UPDATE Note SET n = MAX(n)", nil, `error: column "n": invalid use of an aggregate: max(n)`},
		{"UPDATE Note SET text = GROUP_CONCAT(n)", nil, `error: ...invalid use of an aggregate`},
		{"UPDATE Note SET n = 1 ORDER BY MAX(n)", nil, `error: ORDER BY: invalid use of an aggregate: max(n)`},
		{"UPDATE Note SET n = 1 WHERE MAX(n) > 1", nil, `error: ...invalid use of an aggregate`},
		{"UPDATE Note SET n = 1 ORDER BY 1", nil, `error: ORDER BY 1: an UPDATE has no select list whose places could be meant; name a column`},
		{"UPDATE Note SET n = 1 ORDER BY nn", nil, `error: ...unknown column "nn"`},
		{"UPDATE Note SET n = 1 WHERE txt = 2", nil, `error: ...unknown column "txt" in object "Note"; did you mean "text"?`},
		{"UPDATE Note SET n = 1 + DEFAULT(n)", nil, `unsupported: ...DEFAULT`},
		{"UPDATE Note SET n = nofunction(n)", nil, `unsupported: ...function NOFUNCTION`},
		{"UPDATE orders SET n = 1 WHERE password = 'x'", nil, `error: ...may not be read`},
		{"UPDATE Note a, contact b SET a.n = 1, b.age = 2", nil, "unsupported: ...SET assigns columns of \"a\" and of \"b\"; write an UPDATE for each"},
		{"UPDATE Note a, contact b SET a.n = 1 LIMIT 5", nil, `error: an UPDATE of several tables takes neither ORDER BY nor LIMIT`},
		{"UPDATE Note a, Note b SET n = 1", nil, `error: column "n" is ambiguous: both "a" and "b" have it`},
		{"UPDATE Note a, Note A SET a.n = 1", nil, `error: not unique table or alias "A" in UPDATE`},
		{"UPDATE Note a, contact b SET agee = 1", nil, `error: unknown column "agee" in the tables a, b; did you mean "age"?`},
		{"UPDATE orders a, Note b SET contact = 1", nil, "error: column \"contact\" is a link; write a.`contact` to say of which table"},
		{"UPDATE (SELECT 1 AS n) d SET n = 1", nil, `unsupported: ...it has no records; name an object`},
		{"UPDATE Note, (SELECT 1 AS n) d SET d.n = 1", nil, `unsupported: ...UPDATE of the subquery d`},
		{"UPDATE Note SET n = ?", nil, `error: ...number of placeholders`},
	})
}

func TestSafeUpdates(t *testing.T) {
	opt := defaults()
	opt.SafeUpdates = true
	checkWrites(t, opt, []writeRow{
		{"UPDATE Note SET n = 1", nil, `error: safe_updates: ...`},
		{"UPDATE Note SET n = 1 ORDER BY n", nil, `error: safe_updates: ...`},
		{"UPDATE Note SET n = 1 LIMIT 5", nil, `select: id,n <- Note limit 5`},
		{"UPDATE Note SET n = 1 WHERE TRUE", nil, `select: ...`},
		{"UPDATE Note SET n = 1 WHERE n > 1", nil, `select: id,n <- Note [n $gt "1"]`},
	})
}

// TestUpdateSelect checks what is read for an UPDATE, and the records that are
// made of it.
func TestUpdateSelect(t *testing.T) {
	const day = "2024-01-02"
	for _, tt := range []struct {
		query   string
		args    []any
		selects string
		rows    [][]driver.Value
		want    string
	}{
		{"UPDATE Note SET text = 'a'", nil, "select: id,text <- Note",
			[][]driver.Value{{int64(1), "a"}, {int64(2), "b"}, {int64(3), nil}}, `unchanged {"id":2,"data":{"text":"a"}} {"id":3,"data":{"text":"a"}}`},
		{"UPDATE Note SET text = ?, n = NULL WHERE n > ?", v("a", int64(5)), `select: id,text,n <- Note [n $gt "5"]`,
			[][]driver.Value{{int64(1), "a", int64(6)}, {int64(2), "a", nil}}, `{"id":1,"data":{"text":"a","n":""}} unchanged`},
		{"UPDATE Note SET n = n + 1", nil, "select: SELECT a1.c0 AS d0, my_iadd(a1.c1, 1) AS d1, a1.c1 AS d2 FROM t1 AS a1 <- Note",
			[][]driver.Value{{int64(1), int64(6), int64(5)}, {int64(2), nil, nil}, {int64(3), "x", nil}},
			`{"id":1,"data":{"n":"6"}} unchanged error: record 3: object "Note", column "n": "x" is not an integer of 64 bits (the column's type is BIGINT)`},
		{"UPDATE contact SET Nom = Statut, Statut = Nom WHERE age = 5", nil, "unsupported: ...the same SET has assigned it before", nil, ""},
		{"UPDATE contact SET Nom = Statut WHERE age = 5 ORDER BY age DESC LIMIT 3", nil, `select: id,Statut,Nom <- contact [age $eq "5"] sort age true limit 3`,
			[][]driver.Value{{int64(1), "a", "a"}, {int64(2), "a", "b"}}, `unchanged {"id":2,"data":{"Nom":"a"}}`},
		{"UPDATE orders SET amount = amount * 2, paid = TRUE, day = ? WHERE n = 1", v("2024-01-02"), "select: ...my_dmul",
			[][]driver.Value{{int64(1), "3.00", "1.50", true, day}, {int64(2), "0.00", "0", true, day}, {int64(3), "0.00", "0.00", false, day}},
			`{"id":1,"data":{"amount":"3.00","paid":"Y","day":"2024-01-02"}} unchanged {"id":3,"data":{"amount":"0.00","paid":"Y","day":"2024-01-02"}}`},
		{"UPDATE orders SET rate = '1.50' WHERE n = 1", nil, "select: id,rate <- orders [n $eq \"1\"]",
			[][]driver.Value{{int64(1), "1.5"}, {int64(2), "1.51"}, {int64(3), nil}}, `unchanged {"id":2,"data":{"rate":"1.50"}} {"id":3,"data":{"rate":"1.50"}}`},
		{"UPDATE orders SET status = day WHERE n = 1", nil, "select: id,day,status <- orders [n $eq \"1\"]",
			[][]driver.Value{{int64(1), day, "x"}, {int64(1), day, "2024-01-02"}}, `{"id":1,"data":{"status":"2024-01-02"}} unchanged`},
		{"UPDATE orders SET password = 'x' WHERE n = 1", nil, "select: id <- orders [n $eq \"1\"]",
			[][]driver.Value{{int64(1)}}, `{"id":1,"data":{"password":"x"}}`},
		{"UPDATE orders SET contact = n, n = 2", nil, "select: id,n,n <- orders",
			[][]driver.Value{{int64(1), int64(7), int64(7)}, {int64(2), int64(2), int64(2)}, {int64(3), nil, nil}},
			`{"id":1,"link":{"contact":"7"},"data":{"n":"2"}} {"id":2,"link":{"contact":"2"},"data":{"n":"2"}} error: record 3: object "orders", column "contact": NULL is not the id of a record of "contact", which is a positive integer`},
		{"UPDATE Note SET text = 'long' WHERE 1 = 0", nil, "select: id,text <- nothing", nil, ""},
		{"UPDATE Note SET text = 'a' WHERE id = 5 AND n IS NULL", nil, "select: ...", [][]driver.Value{{int64(5), ""}}, `{"id":5,"data":{"text":"a"}}`},
		{"UPDATE Note SET text = 'a' WHERE id = 5 LIMIT 1", nil, "select: ...", nil, ""},
		{"UPDATE Note SET text = 'a' WHERE id > 5", nil, "select: ...", nil, ""},
		{"UPDATE Note SET text = 'a' WHERE id IN (SELECT id FROM contact)", nil, "select: ...", nil, ""},
		{"UPDATE Note SET text = 'a' WHERE id = n", nil, "select: ...", nil, ""},
		{"UPDATE Note SET text = RAND() WHERE id IN (1, 2)", nil, "select: ...", nil, ""},
		{"UPDATE Note SET text = UPPER(text) WHERE id = 1", nil, "select: ...my_upper", nil, ""},
		{"UPDATE Note SET text = 'a' WHERE id = 'x'", nil, "select: ...", nil, ""},
		{"UPDATE orders SET status = n, n = 2 ORDER BY n DESC LIMIT 2", nil, "select: id,n,status,n <- orders sort n true limit 2", nil, ""},
		{"UPDATE orders SET status = n, n = 1 + RAND() ORDER BY n DESC, status LIMIT 2", nil, "select: ...LIMIT 2 <- orders", nil, ""},
		{"UPDATE orders SET n = n + 1 ORDER BY (n) LIMIT 2", nil, "select: ...LIMIT 2 <- orders", nil, ""},
		{"UPDATE Note n LEFT JOIN (orders o JOIN contact c ON c.age = o.n) ON o.n = n.n SET n.text = c.Nom", nil, "select: ...a1.c0 AS d0", nil, ""},
		{"UPDATE orders o JOIN contact c ON o.n = c.age SET o.status = c.Nom, paid = TRUE", nil, "select: ...a1.c0 AS d0",
			[][]driver.Value{{int64(1), "a", "b", true}, {int64(1), "c", "b", true}, {int64(2), "b", "b", true}},
			`{"id":1,"data":{"status":"a","paid":"Y"}} skipped unchanged`},
		{"UPDATE contact c LEFT JOIN orders o ON o.n = c.age SET o.status = 'x'", nil, "select: ...a2.c0 AS d0",
			[][]driver.Value{{nil, nil}, {int64(2), "b"}, {nil, nil}}, `skipped {"id":2,"data":{"status":"x"}} skipped`},
		{"UPDATE orders o, (SELECT MAX(age) AS m FROM contact) d SET o.n = d.m", nil, "select: ...d0", [][]driver.Value{{int64(2), int64(3), nil}}, `{"id":2,"data":{"n":"3"}}`},
		{"UPDATE (orders o, contact c) SET o.`contact` = c.id WHERE o.n = c.age", nil, "select: ...d0", [][]driver.Value{{int64(2), int64(3)}}, `{"id":2,"link":{"contact":"3"},"data":{}}`},
		{"UPDATE Note SET text = 'a'", nil, "select: id,text <- Note", [][]driver.Value{{"x", "a"}, {int64(0), "b"}, {int64(1)}},
			`error: object "Note": "x" is not an id error: object "Note": 0 is not an id error: a SELECT of 2 columns has returned 1`},
	} {
		p, err := writePlan(t, defaults(), tt.query, tt.args...)
		if got := writeOutcome(p, err); !matches(got, tt.selects) {
			t.Errorf("%s\n got %s\nwant %s", tt.query, got, tt.selects)
		}
		if err != nil {
			continue
		}
		if !p.Select.ReadsTarget || p.Insert {
			t.Errorf("%s: not taken for an UPDATE", tt.query)
		}
		if got := selectOutcome(p.Select, tt.rows...); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.query, got, tt.want)
		}
	}
}

func TestWriteObjects(t *testing.T) {
	for query, want := range map[string]string{
		"INSERT INTO Note (text) VALUES ((SELECT Nom FROM contact)), ((SELECT n FROM Note))": "[Note contact]",
		"INSERT INTO Note SELECT * FROM orders o JOIN contact":                               "[Note orders contact]",
		"UPDATE Note n, contact c SET n.text = (SELECT 1 FROM orders), n.n = 1":              "[Note contact orders]",
		"UPDATE Note SET text = 1 WHERE n IN (SELECT age FROM contact UNION SELECT 1)":       "[Note contact]",
	} {
		stmt, err := syntax.Parse(query, syntax.Options{})
		if err != nil {
			t.Fatal(err)
		}
		names, err := WriteObjects(stmt, defaults())
		if got := fmt.Sprint(names); err != nil || got != want {
			t.Errorf("%s: %s %v, want %s", query, got, err, want)
		}
	}
}

func TestWriteNeedsList(t *testing.T) {
	objects := writeObjects(t)
	for query, want := range map[string]bool{
		"INSERT INTO orders (n, Status) VALUES (1, 2)":                        false,
		"INSERT INTO orders VALUES ()":                                        false,
		"INSERT INTO orders (contact) VALUES (1)":                             true,
		"INSERT INTO orders (n) VALUES (1) ON DUPLICATE KEY UPDATE contact=1": true,
		"UPDATE orders SET n = 1":                                             false,
		"UPDATE orders SET `link.contact` = 1":                                true,
	} {
		stmt, err := syntax.Parse(query, syntax.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := WriteNeedsList(stmt, map[string]*schema.Object{"orders": objects["orders"]}); got != want {
			t.Errorf("%s: %v", query, got)
		}
	}
}
