package translate

import (
	"database/sql"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale/schema"
	"github.com/shopspring/decimal"
)

// named are arguments with names.
func named(pairs ...any) []any {
	var args []any
	for i := 0; i < len(pairs); i += 2 {
		args = append(args, sql.Named(pairs[i].(string), pairs[i+1]))
	}
	return args
}

// TestHostileTexts writes texts that try to be something else: each arrives as
// it is, as a literal and as an argument.
func TestHostileTexts(t *testing.T) {
	for _, text := range []string{
		"", "'", `"`, "`", `\`, `\'`, `'); UPDATE Note SET n = 1; --`, "a\x00b", "a\nb\r\t\x1a", "$and n $eq \"1\"", "%_*",
		`{"id":5}`, `","id":"5`, "</script>", "\u2028\u2029", "😀", "NULL", "DEFAULT", ":p1", "?", "0", strings.Repeat("é", 5000),
	} {
		literal := "'" + strings.NewReplacer(`\`, `\\`, "'", "''").Replace(text) + "'"
		for _, tt := range []struct {
			query string
			args  []any
		}{
			{"INSERT INTO Note (text) VALUES (?)", v(text)},
			{"INSERT INTO Note (text) VALUES (?)", v([]byte(text))},
			{"INSERT INTO Note (text) VALUES (" + literal + ")", nil},
			{"INSERT INTO Note (text) VALUES (:text)", named("text", text)},
			{"UPDATE Note SET text = ? WHERE id = 5", v(text)},
		} {
			p, err := writePlan(t, defaults(), tt.query, tt.args...)
			if err != nil || len(p.Records) != 1 || len(p.Records[0].Data) != 1 || p.Records[0].Data[0].Text != text {
				t.Errorf("%q: %s: %v", text, tt.query, err)
			}
		}
	}
}

// TestHostileValues refuses values that no column can hold, and makes no id of
// what is none.
func TestHostileValues(t *testing.T) {
	huge := decimal.New(1, 1_000_000_000)
	tiny := decimal.New(1, -1_000_000_000)
	checkWrites(t, defaults(), []writeRow{
		{"INSERT INTO Note (text) VALUES (?)", v("a\xffb"), "error: ...valid UTF-8"},
		{"INSERT INTO Note (text) VALUES (X'FF')", nil, "error: ...valid UTF-8"},
		{"INSERT INTO Note (n) VALUES (?)", v(math.NaN()), "error: ...NaN is not an integer"},
		{"INSERT INTO Note (n) VALUES (?)", v(math.Inf(1)), "error: ...+Inf is not an integer"},
		{"INSERT INTO Note (n) VALUES (?)", v(uint64(math.MaxUint64)), "error: ...18446744073709551615 is not an integer"},
		{"INSERT INTO Note (n) VALUES (?)", v(huge), "error: ...is not an integer"},
		{"INSERT INTO Note (n) VALUES (?)", v("1e999999999"), "error: ...is not an integer"},
		{"INSERT INTO Note (n) VALUES (1e999)", nil, "error: ...out of the range of a DOUBLE"},
		{"INSERT INTO orders (rate) VALUES (?)", v(tiny), "error: ..."},
		{"INSERT INTO orders (sent_at) VALUES (?)", v(time.Time{}), "error: ...is not a datetime"},
		{"INSERT INTO orders (day) VALUES ('0000-00-00')", nil, "error: ...is not a date"},
		{"INSERT INTO orders (contact) VALUES (?)", v(huge), "error: ...is not the id"},
		{"INSERT INTO orders (contact) VALUES (?)", v(tiny), "error: ...is not the id"},
		{"INSERT INTO orders (contact) VALUES (?)", v(math.NaN()), "error: ...NaN is not the id"},
		{"INSERT INTO orders (contact) VALUES (?)", v(1e18), "error: ...1e+18 is not the id"},
		{"INSERT INTO orders (contact) VALUES (?)", v(uint64(math.MaxUint64)), "error: ...is not the id"},
		{"INSERT INTO orders (contact) VALUES (?)", v(true), "error: ...true is not the id"},
		{"INSERT INTO orders (contact) VALUES (?)", v(writeTime), "error: ...is not the id"},
		{"INSERT INTO orders (contact) VALUES (?)", v([]byte("7")), `{"id":0,"link":{"contact":"7"},"data":{}}`},
		{"INSERT INTO orders (contact) VALUES (?)", v(7.0), `{"id":0,"link":{"contact":"7"},"data":{}}`},
		{"INSERT INTO orders (contact) VALUES (?)", v(decimal.New(7, 0)), `{"id":0,"link":{"contact":"7"},"data":{}}`},
		{"UPDATE Note SET n = 1 WHERE id = ?", v(huge), "error: ...more digits"},
		{"UPDATE Note SET n = 1 WHERE id = ?", v(int64(-5)), ""},
		{"UPDATE Note SET n = 1 WHERE id = ?", v(int64(0)), ""},
		{"UPDATE Note SET n = 1 WHERE id = ?", v(nil), ""},
		{"UPDATE Note SET n = 1 WHERE id = ?", v(uint64(math.MaxUint64)), ""},
		{"UPDATE Note SET n = 1 WHERE id = FALSE", nil, ""},
		{"UPDATE Note SET n = 1 WHERE id = ?", v("5 OR 1=1"), "select: ..."},
		{"UPDATE Note SET n = ? WHERE id = 5", v("5, text = 'x'"), `error: ...is not an integer`},
	})
}

// TestManyRows plans an INSERT of many rows, and names the one that is wrong.
func TestManyRows(t *testing.T) {
	const n = 100_000
	query, args := manyRows(n)
	p, err := writePlan(t, defaults(), query, args...)
	if err != nil || len(p.Records) != n {
		t.Fatal(err)
	}
	if got := recordText(p.Records[n-1]); got != `{"id":0,"link":{"contact":"100000"},"data":{"status":"s","n":"99999"}}` {
		t.Errorf("last record: %s", got)
	}
	args[3*(n-1)+1] = "x"
	_, err = writePlan(t, defaults(), query, args...)
	if want := `row 100000, object "orders", column "n": "x" is not an integer of 64 bits`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func manyRows(n int) (query string, args []any) {
	for i := range n {
		args = append(args, "s", int64(i), int64(i+1))
	}
	return "INSERT INTO orders (status, n, contact) VALUES " + strings.Repeat("(?,?,?),", n-1) + "(?,?,?)", args
}

// TestRecordsDontShare makes sure that no record's list can grow into the next.
func TestRecordsDontShare(t *testing.T) {
	p, err := writePlan(t, defaults(), "INSERT INTO orders (contact, n, status) VALUES (1, 1, DEFAULT), (2, 2, 'b')")
	if err != nil {
		t.Fatal(err)
	}
	first := &p.Records[0]
	_ = append(first.Links, schema.Link{Object: "x", ID: 9})
	_ = append(first.Data, schema.FieldValue{Text: "x"}, schema.FieldValue{Text: "y"})
	if got := recordText(p.Records[1]); got != `{"id":0,"link":{"contact":"2"},"data":{"n":"2","status":"b"}}` {
		t.Errorf("second record: %s", got)
	}
}
