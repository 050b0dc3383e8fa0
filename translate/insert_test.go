package translate

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

func TestInsertValues(t *testing.T) {
	day := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)
	checkWrites(t, defaults(), []writeRow{
		{"INSERT INTO contact (Nom, age) VALUES ('a', 1)", nil, `{"id":0,"data":{"Nom":"a","age":"1"}}`},
		{"INSERT INTO contact (nom, AGE) VALUES ('a', 1), ('b', -2)", nil, `{"id":0,"data":{"Nom":"a","age":"1"}} {"id":0,"data":{"Nom":"b","age":"-2"}}`},
		{"INSERT INTO demo.contact (contact.Nom) VALUE ('a')", nil, `{"id":0,"data":{"Nom":"a"}}`},
		{"INSERT contact SET age = 5, Nom = ('x')", nil, `{"id":0,"data":{"age":"5","Nom":"x"}}`},
		{"INSERT INTO contact VALUES ()", nil, `{"id":0,"data":{}}`},
		{"INSERT INTO contact () VALUES (), ()", nil, `{"id":0,"data":{}} {"id":0,"data":{}}`},
		{"INSERT INTO Note VALUES ('x', 2)", nil, `{"id":0,"data":{"text":"x","n":"2"}}`},
		{"INSERT INTO Note VALUES (?, ?), (?, ?)", v("x", int64(2), "y", nil), `{"id":0,"data":{"text":"x","n":"2"}} {"id":0,"data":{"text":"y","n":""}}`},
		{"INSERT INTO Note (text, n) VALUES (NULL, DEFAULT)", nil, `{"id":0,"data":{"text":""}}`},
		{"INSERT INTO Note (id, text) VALUES (0, 'a'), (NULL, 'b'), (DEFAULT, 'c'), ('0', 'd')", nil, `{"id":0,"data":{"text":"a"}} {"id":0,"data":{"text":"b"}} {"id":0,"data":{"text":"c"}} {"id":0,"data":{"text":"d"}}`},
		{"INSERT INTO contact (ID_CONTACT, Nom) VALUES (NULL, 'a')", nil, `{"id":0,"data":{"Nom":"a"}}`},
		{"INSERT IGNORE INTO Note (text) VALUES ('a')", nil, `{"id":0,"data":{"text":"a"}}`},
		{"REPLACE INTO Note (id, text) VALUES (0, 'a')", nil, `{"id":0,"data":{"text":"a"}}`},
		{"REPLACE INTO Note SET text = 'a'", nil, `{"id":0,"data":{"text":"a"}}`},
		{"INSERT INTO Note (text) VALUES (?)", v([]byte(nil)), `{"id":0,"data":{"text":""}}`},
		{"INSERT INTO orders (amount, paid, day, sent_at) VALUES (?, ?, ?, ?)", v(decimal.RequireFromString("12.345"), true, "2024-01-02", day), `{"id":0,"data":{"amount":"12.35","paid":"Y","day":"2024-01-02","sent_at":"2024-01-02 03:04:05"}}`},
		{"INSERT INTO orders (amount, rate, n) VALUES (-1.5, 1.50, +3)", nil, `{"id":0,"data":{"amount":"-1.50","rate":"1.50","n":"3"}}`},
		{"INSERT INTO orders (rate, status) VALUES (1e3, 1.50)", nil, `{"id":0,"data":{"rate":"1000","status":"1.50"}}`},
		{"INSERT INTO orders (rate) VALUES (18446744073709551616)", nil, `{"id":0,"data":{"rate":"18446744073709551616"}}`},
		{"INSERT INTO orders (paid, n, status) VALUES (b'1', 0x10, X'4142')", nil, `{"id":0,"data":{"paid":"Y","n":"16","status":"AB"}}`},
		{"INSERT INTO orders (paid, n) VALUES (b'0', 0x0)", nil, `{"id":0,"data":{"paid":"N","n":"0"}}`},
		{"INSERT INTO orders (day, sent_at, status) VALUES (DATE '2024-02-29', TIMESTAMP '2024-02-29 10:00:00', DATE '2024-02-29')", nil, `{"id":0,"data":{"day":"2024-02-29","sent_at":"2024-02-29 10:00:00","status":"2024-02-29"}}`},
		{"INSERT INTO orders (paid, status) VALUES (TRUE, FALSE)", nil, `{"id":0,"data":{"paid":"Y","status":"0"}}`},
		{"INSERT INTO orders (password) VALUES ('x')", nil, `{"id":0,"data":{"password":"x"}}`},
	})
}

func TestInsertLinks(t *testing.T) {
	checkWrites(t, defaults(), []writeRow{
		{"INSERT INTO orders (contact, amount) VALUES (47737, 12.50)", nil, `{"id":0,"link":{"contact":"47737"},"data":{"amount":"12.50"}}`},
		{"INSERT INTO orders (CONTACT, amount) VALUES ('47737', 1)", nil, `{"id":0,"link":{"contact":"47737"},"data":{"amount":"1.00"}}`},
		{"INSERT INTO orders (`link.contact`, note) VALUES (1, ?)", v(int64(2)), `{"id":0,"link":{"contact":"1","Note":"2"},"data":{}}`},
		{"INSERT INTO orders (status, `Link.Status`) VALUES ('a', 5)", nil, `{"id":0,"link":{"status":"5"},"data":{"status":"a"}}`},
		{"INSERT INTO orders (contact, n) VALUES (NULL, 1), (DEFAULT, 2), (3, 3)", nil, `{"id":0,"data":{"n":"1"}} {"id":0,"data":{"n":"2"}} {"id":0,"link":{"contact":"3"},"data":{"n":"3"}}`},
		{"INSERT INTO orders (contact) VALUES (1), (0)", nil, `error: row 2, object "orders", column "contact": 0 is not the id of a record of "contact", which is a positive integer`},
		{"INSERT INTO orders (contact) VALUES (-1)", nil, `error: ...row 1, object "orders", column "contact": -1 is not the id`},
		{"INSERT INTO orders (contact) VALUES (1.5)", nil, `error: ...1.5 is not the id`},
		{"INSERT INTO orders (contact) VALUES ('1 OR 1')", nil, `error: ..."1 OR 1" is not the id`},
		{"INSERT INTO orders (contact) VALUES (TRUE)", nil, `error: ...true is not the id`},
		{"INSERT INTO orders (contact) VALUES (99999999999999999999)", nil, `error: ...99999999999999999999 is not the id`},
		{"INSERT INTO orders (contact, `link.contact`) VALUES (1, 2)", nil, `error: column "link.contact" is assigned twice`},
		{"INSERT INTO orders (contacts) VALUES (1)", nil, `error: unknown column "contacts" in object "orders", nor is it an object to link to; did you mean "contact"?`},
		{"INSERT INTO orders (ammount) VALUES (1)", nil, `error: unknown column "ammount" in object "orders", nor is it an object to link to; did you mean "amount"?`},
		{"INSERT INTO orders (`link.contacts`) VALUES (1)", nil, `error: unknown object "contacts" in the instance's list of objects; did you mean "contact"?`},
		{"INSERT INTO orders (Shop) VALUES (1)", nil, `error: ...object "Shop" is ambiguous`},
		{"INSERT INTO orders (shop) VALUES (1)", nil, `{"id":0,"link":{"shop":"1"},"data":{}}`},
		{"INSERT INTO orders (`link.`) VALUES (1)", nil, `error: ...unknown column "link."`},
	})
}

func TestInsertErrors(t *testing.T) {
	checkWrites(t, defaults(), []writeRow{
		{"INSERT INTO Note (id, text) VALUES (5, 'a')", nil, `unsupported: ...row 1, object "Note", column "id": the API can't create a record under a chosen id (5); use UPDATE`},
		{"INSERT INTO contact (ID_CONTACT) VALUES (5)", nil, `unsupported: ...column "ID_CONTACT": the API can't create`},
		{"REPLACE INTO Note (id, text) VALUES (0, 'a'), (5, 'b')", nil, `unsupported: ...row 2, object "Note", column "id": REPLACE of the record 5`},
		{"INSERT INTO Note (id) VALUES ('x')", nil, `error: ...row 1, object "Note", column "id": "x" is not an id`},
		{"INSERT INTO Note (id) VALUES (-1)", nil, `error: ...-1 is not an id`},
		{"INSERT INTO orders (total) VALUES (1)", nil, `error: column "total" of object "orders" may not be written: its metadata says write "N" for this API profile`},
		{"INSERT INTO Note (text, TEXT) VALUES (1, 2)", nil, `error: column "TEXT" is assigned twice`},
		{"INSERT INTO Note (n) VALUES (1), ('abc')", nil, `error: row 2, object "Note", column "n": "abc" is not an integer of 64 bits`},
		{"INSERT IGNORE INTO Note (n) VALUES (1), ('abc')", nil, `error: row 2, object "Note", column "n": "abc" is not an integer of 64 bits`},
		{"INSERT INTO orders (status) VALUES ('12345678901')", nil, `error: ...row 1, object "orders", column "status": "12345678901" is not a text of at most 10 characters`},
		{"INSERT INTO Note VALUES ('a')", nil, `error: row 1 has 1 values for 2 columns of object "Note" (text, n)`},
		{"INSERT INTO Note VALUES ('a', 1), ()", nil, `error: row 2 has 0 values for 2 columns of object "Note" (text, n)`},
		{"INSERT INTO Note VALUES (), (1)", nil, `error: row 2 has 1 values for 0 columns of object "Note"`},
		{"INSERT INTO Note (text) VALUES (n)", nil, `unsupported: ...row 1, column "text": `},
		{"INSERT INTO Note (text) VALUES (COUNT(*))", nil, `error: ...row 1, column "text": invalid use of an aggregate`},
		{"INSERT INTO Note (text) VALUES (1), (nofunction(1))", nil, `unsupported: ...row 2, column "text": `},
		{"INSERT INTO Note (text) VALUES (DEFAULT(text))", nil, `unsupported: ...the metadata doesn't tell the defaults`},
		{"INSERT INTO Note (text) VALUES (1 + DEFAULT(text))", nil, `unsupported: ...DEFAULT`},
		{"INSERT INTO other.Note (text) VALUES (1)", nil, `error: "other" is not the instance of this connection, which is "demo"`},
		{"INSERT INTO Note (text) VALUES (?)", nil, `error: ...number of placeholders`},
		{"INSERT INTO Note (text) VALUES (0xFFFFFFFFFFFFFFFFFF)", nil, `error: ...`},
		{"INSERT INTO Note (n) VALUES (0xFFFFFFFFFFFFFFFFFF)", nil, `error: row 1, column "n": X'FFFFFFFFFFFFFFFFFF' is not a number of 64 bits`},
		{"INSERT INTO orders (day) VALUES (DATE '2024-02-30')", nil, `error: row 1, column "day": incorrect DATE or TIMESTAMP value: '2024-02-30'; write YYYY-MM-DD or YYYY-MM-DD HH:MM:SS`},
		{"DELETE FROM Note", nil, `unsupported: ...the API has no way to delete a record`},
		{"SELECT 1", nil, `unsupported: ...it writes no records`},
	})
}

// TestInsertExpressions asks for the values that are no constants, and completes
// the records with them.
func TestInsertExpressions(t *testing.T) {
	const now, today = "2024-02-29 12:30:00", "2024-02-29"
	for _, tt := range []struct {
		query   string
		args    []any
		selects string
		row     []driver.Value
		want    string
	}{
		{"INSERT INTO Note VALUES (CONCAT('a', ?), 1 + 1), ('b', 5)", v("x"), "query: SELECT my_concat('a', 'x') AS d0, my_iadd(1, 1) AS d1",
			[]driver.Value{"ax", int64(2)}, `{"id":0,"data":{"text":"ax","n":"2"}} {"id":0,"data":{"text":"b","n":"5"}}`},
		{"INSERT INTO orders (n, sent_at, day) VALUES (1, NOW(), NOW()), (2, NOW(), NULL)", nil, "query: SELECT '2024-02-29 12:30:00' AS d0",
			[]driver.Value{now}, `error: row 1, object "orders", column "day": "2024-02-29 12:30:00" is not a date (YYYY-MM-DD; NULL for none)`},
		{"INSERT INTO orders (n, sent_at, day) VALUES (1, NOW(), CURDATE()), (2, NOW(), NULL)", nil, "query: SELECT '2024-02-29 12:30:00' AS d0, '2024-02-29' AS d1",
			[]driver.Value{now, today}, `{"id":0,"data":{"n":"1","sent_at":"2024-02-29 12:30:00","day":"2024-02-29"}} {"id":0,"data":{"n":"2","sent_at":"2024-02-29 12:30:00","day":""}}`},
		{"INSERT INTO Note (text) VALUES (CURDATE())", nil, "query: SELECT '2024-02-29' AS d0",
			[]driver.Value{today}, `{"id":0,"data":{"text":"2024-02-29"}}`},
		{"INSERT INTO Note (text, n) VALUES (-?, DEFAULT)", v(int64(5)), "query: SELECT (-5) AS d0",
			[]driver.Value{int64(-5)}, `{"id":0,"data":{"text":"-5"}}`},
		{"INSERT INTO orders (contact, n) VALUES ((SELECT id FROM contact WHERE Nom = ?), 1)", v("x"), `query: ...[Nom $eq "x"]`,
			[]driver.Value{int64(7)}, `{"id":0,"link":{"contact":"7"},"data":{"n":"1"}}`},
		{"INSERT INTO orders (contact, n) VALUES ((SELECT id FROM contact WHERE Nom = ?), 1)", v("x"), `query: ...[Nom $eq "x"]`,
			[]driver.Value{nil}, `{"id":0,"data":{"n":"1"}}`},
		{"INSERT INTO orders (contact, n) VALUES ((SELECT id FROM contact WHERE Nom = ?), 1)", v("x"), `query: ...[Nom $eq "x"]`,
			[]driver.Value{"abc"}, `error: row 1, object "orders", column "contact": "abc" is not the id of a record of "contact", which is a positive integer`},
		{"INSERT INTO Note (n) VALUES (1), (2), (1/0)", nil, `query: ...my_`,
			[]driver.Value{nil}, `{"id":0,"data":{"n":"1"}} {"id":0,"data":{"n":"2"}} {"id":0,"data":{"n":""}}`},
		{"INSERT INTO Note (id, n) VALUES (1 - 1, 2)", nil, `query: ...my_`, []driver.Value{int64(0)}, `{"id":0,"data":{"n":"2"}}`},
		{"INSERT INTO Note (id, n) VALUES (1 + 1, 2)", nil, `query: ...my_`, []driver.Value{int64(2)}, "unsupported: ...chosen id (2)"},
		{"INSERT INTO Note (text) VALUES (UPPER('a')), (UPPER('a')), (RAND()), (RAND())", nil, `query: ...d2`,
			[]driver.Value{"A", "u1", "u2"}, `{"id":0,"data":{"text":"A"}} {"id":0,"data":{"text":"A"}} {"id":0,"data":{"text":"u1"}} {"id":0,"data":{"text":"u2"}}`},
		{"INSERT INTO Note (text) VALUES (UPPER('a'))", nil, `query: ...d0`, []driver.Value{"A", "B"}, "error: ...a SELECT of 1 values has returned 2"},
	} {
		p, err := writePlan(t, defaults(), tt.query, tt.args...)
		if got := writeOutcome(p, err); !matches(got, tt.selects) {
			t.Errorf("%s\n got %s\nwant %s", tt.query, got, tt.selects)
			continue
		}
		if err = p.Queries[0].Fill(tt.row); err == nil {
			err = p.Complete()
		}
		got := ""
		if err != nil {
			got = failure(err)
		} else {
			got = recordTexts(p.Records)
		}
		if !matches(got, tt.want) {
			t.Errorf("%s\n got %s\nwant %s", tt.query, got, tt.want)
		}
	}
}

// TestManyExpressions computes at most so many values in one SELECT, and names
// the one that can't be.
func TestManyExpressions(t *testing.T) {
	row := strings.Repeat("(ROUND(RAND(), 2)), ", 1100)
	p, err := writePlan(t, defaults(), "INSERT INTO Note (text) VALUES "+row+"('x')")
	if err != nil {
		t.Fatal(err)
	}
	var sizes []int
	for n, q := range p.Queries {
		values := make([]driver.Value, len(q.Plan.Finish.Query.Outputs))
		for i := range values {
			values[i] = fmt.Sprintf("%d.%d", n, i)
		}
		sizes = append(sizes, len(values))
		if err := q.Fill(values); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Complete(); err != nil || !slices.Equal(sizes, []int{500, 500, 100}) {
		t.Fatalf("SELECTs of %d values, %v", sizes, err)
	}
	if a, b := recordText(p.Records[1099]), recordText(p.Records[1100]); a != `{"id":0,"data":{"text":"2.99"}}` || b != `{"id":0,"data":{"text":"x"}}` {
		t.Errorf("last records: %s %s", a, b)
	}
	_, err = writePlan(t, defaults(), "INSERT INTO Note (text) VALUES "+row+"(nofunction())")
	if err == nil || !strings.Contains(err.Error(), `row 1101, column "text"`) {
		t.Errorf("error: %v", err)
	}
}

func TestInsertSelect(t *testing.T) {
	for _, tt := range []struct {
		query   string
		selects string
		reads   bool
		rows    [][]driver.Value
		want    string
	}{
		{"INSERT INTO Note (text, n) SELECT Nom, age FROM contact WHERE age > 5", `select: Nom,age <- contact [age $gt "5"]`, false,
			[][]driver.Value{{"a", int64(6)}, {"b", nil}}, `{"id":0,"data":{"text":"a","n":"6"}} {"id":0,"data":{"text":"b","n":""}}`},
		{"INSERT INTO Note SELECT Nom, age FROM contact", `select: Nom,age <- contact`, false, [][]driver.Value{{"a", "x"}},
			`error: row 1, object "Note", column "n": "x" is not an integer of 64 bits`},
		{"INSERT INTO Note SELECT Nom FROM contact", "error: the SELECT has 1 columns for 2 columns of object \"Note\" (text, n)", false, nil, ""},
		{"INSERT INTO Note (text) (SELECT UPPER(text) FROM note)", "select: ...my_upper", true, [][]driver.Value{{"A"}}, `{"id":0,"data":{"text":"A"}}`},
		{"INSERT INTO Note (text) SELECT 'a' UNION SELECT 'b'", "select: ...UNION", false, [][]driver.Value{{"A"}}, `{"id":0,"data":{"text":"A"}}`},
		{"INSERT INTO Note (text) SELECT naissance FROM contact", "select: naissance <- contact", false,
			[][]driver.Value{{"2024-01-02"}}, `{"id":0,"data":{"text":"2024-01-02"}}`},
		{"INSERT INTO orders (contact, `link.note`, n) SELECT id, n, 5 FROM note", "select: ...", false,
			[][]driver.Value{{int64(7), nil, int64(5)}, {int64(8), int64(9), int64(5)}}, `{"id":0,"link":{"contact":"7"},"data":{"n":"5"}} {"id":0,"link":{"contact":"8","Note":"9"},"data":{"n":"5"}}`},
		{"INSERT INTO Note (id, text) SELECT id, Nom FROM contact", "select: id,Nom <- contact", false, [][]driver.Value{{int64(7), "a"}}, "unsupported: ...row 1, object \"Note\", column \"id\": the API can't create"},
		{"INSERT INTO Note (text) SELECT nom2 FROM contact", `error: ...unknown column "nom2" in object "contact"; did you mean "Nom"?`, false, nil, ""},
		{"INSERT INTO Note (text) SELECT Nom FROM contact c WHERE EXISTS (SELECT 1 FROM Note x WHERE x.n = c.age)", "select: ...", true, nil, ""},
	} {
		p, err := writePlan(t, defaults(), tt.query)
		if got := writeOutcome(p, err); !matches(got, tt.selects) {
			t.Errorf("%s\n got %s\nwant %s", tt.query, got, tt.selects)
		}
		if err != nil {
			continue
		}
		if p.Select.ReadsTarget != tt.reads {
			t.Errorf("%s: reads its target: %v", tt.query, p.Select.ReadsTarget)
		}
		if got := selectOutcome(p.Select, tt.rows...); !matches(got, tt.want) {
			t.Errorf("%s\n got %s\nwant %s", tt.query, got, tt.want)
		}
	}
}

func TestOnDuplicateKeyUpdate(t *testing.T) {
	checkWrites(t, defaults(), []writeRow{
		{"INSERT INTO Note (text, n) VALUES ('a', 1) ON DUPLICATE KEY UPDATE text = VALUES(text)", nil, `{"id":0,"data":{"text":"a","n":"1"}}`},
		{"INSERT INTO Note (text, n) VALUES ('a', 1) ON DUPLICATE KEY UPDATE n = n + 1", nil, `{"id":0,"data":{"text":"a","n":"1"}}`},
		{"INSERT INTO Note (text, n) VALUES ('a', 1) ON DUPLICATE KEY UPDATE id = id", nil, `{"id":0,"data":{"text":"a","n":"1"}}`},
		{"INSERT INTO Note (id, text, n) VALUES (5, 'a', 1), (0, 'b', 2) ON DUPLICATE KEY UPDATE text = VALUES(text), n = 7", nil, `{"id":5,"data":{"text":"a","n":"7"}} {"id":0,"data":{"text":"b","n":"2"}}`},
		{"INSERT INTO Note (text, n) VALUES ('a', 1) ON DUPLICATE KEY UPDATE n = n", nil,
			`unsupported: row 1: unsupported SQL: ON DUPLICATE KEY UPDATE n = n: the API has no unique key but id, and the row has none, so that it would be stored once more if it is there already; look first which rows are there, and insert the others without the clause`},
		{"INSERT INTO Note (text, n) VALUES ('a', 1) ON DUPLICATE KEY UPDATE n = n, text = 'b'", nil, `{"id":0,"data":{"text":"a","n":"1"}}`},
		{"INSERT INTO Note (id, n) VALUES (5, 1) ON DUPLICATE KEY UPDATE n = n", nil, `{"id":5,"data":{}}`},
		{"INSERT INTO Note (id, text) VALUES (5, 'a') ON DUPLICATE KEY UPDATE id = id", nil, `{"id":5,"data":{}}`},
		{"INSERT INTO Note (id, text) VALUES (5, 'a') ON DUPLICATE KEY UPDATE text = VALUES(text), id = LAST_INSERT_ID(Note.id)", nil, `{"id":5,"data":{"text":"a"}}`},
		{"INSERT INTO Note (id, text) VALUES (5, 'a') ON DUPLICATE KEY UPDATE text = text, id = VALUES(id)", nil, `{"id":5,"data":{}}`},
		{"INSERT INTO Note (id, text, n) VALUES (5, DEFAULT, 1) ON DUPLICATE KEY UPDATE text = VALUES(text), n = DEFAULT", nil, `{"id":5,"data":{"text":"","n":""}}`},
		{"INSERT INTO Note (id, text) VALUES (?, ?) ON DUPLICATE KEY UPDATE text = ?", v(int64(5), "a", "b"), `{"id":5,"data":{"text":"b"}}`},
		{"INSERT INTO orders (id, contact, n) VALUES (5, 6, 7) ON DUPLICATE KEY UPDATE contact = VALUES(contact), n = VALUES(n)", nil, `{"id":5,"link":{"contact":"6"},"data":{"n":"7"}}`},
		{"INSERT INTO orders (id, contact) VALUES (5, NULL) ON DUPLICATE KEY UPDATE contact = VALUES(contact)", nil, `error: ...NULL is not the id of a record`},
		{"INSERT INTO Note (id, text) VALUES (0, 'a'), (5, 'a') ON DUPLICATE KEY UPDATE n = n + 1", nil, `unsupported: ...row 2: `},
		{"INSERT INTO Note (id, text) VALUES (5, 'a') ON DUPLICATE KEY UPDATE id = 7", nil, `error: ...the id of a record can't be changed`},
		{"INSERT INTO Note (id, text) VALUES (5, 'a') ON DUPLICATE KEY UPDATE n = VALUES(n)", nil, `error: ...VALUES(n): the column is not among those of the INSERT`},
		{"INSERT INTO Note (id, text) VALUES (5, 'a') ON DUPLICATE KEY UPDATE text = 1, text = 2", nil, `error: column "text" is assigned twice`},
		{"INSERT INTO Note (text) VALUES ('a') ON DUPLICATE KEY UPDATE txt = 1", nil, `error: ON DUPLICATE KEY UPDATE: unknown column "txt" in object "Note", nor is it an object to link to; did you mean "text"?`},
		{"INSERT INTO Note (id, n) VALUES (5, 1) ON DUPLICATE KEY UPDATE n = 'x'", nil, `error: row 1, object "Note", column "n": "x" is not an integer of 64 bits`},
		{"INSERT INTO Note (id, n) VALUES (-5, 1) ON DUPLICATE KEY UPDATE n = 1", nil, `error: ...-5 is not an id`},
		{"INSERT INTO Note (id, text) SELECT age, Nom FROM contact ON DUPLICATE KEY UPDATE text = VALUES(text)", nil, `select: age,Nom <- contact`},
	})
	p, err := writePlan(t, defaults(), "INSERT INTO Note (id, text) SELECT age, Nom FROM contact ON DUPLICATE KEY UPDATE text = VALUES(text)")
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"id":5,"data":{"text":"a"}} {"id":0,"data":{"text":"b"}}`
	if got := selectOutcome(p.Select, []driver.Value{int64(5), "a"}, []driver.Value{nil, "b"}); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}
