package scale_test

import (
	"database/sql"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
	"github.com/shopspring/decimal"
)

// anything is an object with a column of each type, none of which is bounded.
func anything() scaletest.Option {
	return scaletest.WithData(scaletest.Data{{Name: "chose", Key: "ID_CHOSE", Fields: []scaletest.Field{
		{Name: "ID_CHOSE", Type: "integer", NoWrite: true}, {Name: "Texte", Type: "text"}, {Name: "Nombre", Type: "integer"},
		{Name: "Montant", Type: "decimal"}, {Name: "Actif", Type: "boolean"}, {Name: "Jour", Type: "date"},
		{Name: "Vu", Type: "datetime"}, {Name: "Heure", Type: "time"},
	}}})
}

// servers are the kinds of servers that a round trip must survive, with the
// DSN's options for them.
var servers = map[string]struct {
	dsn  string
	opts []scaletest.Option
}{
	"plain":    {"", nil},
	"native":   {"", []scaletest.Option{scaletest.WithNativeJSON(), scaletest.WithNumericIDs()}},
	"10":       {"booleans=10", []scaletest.Option{scaletest.WithBooleans("10"), scaletest.WithPrefixedKeys()}},
	"truths":   {"booleans=truefalse", []scaletest.Option{scaletest.WithBooleans("truefalse"), scaletest.WithEscapedJSON()}},
	"php":      {"", []scaletest.Option{scaletest.WithPHPEmpties(), scaletest.WithEmptiesOmitted(), scaletest.WithEscapedJSON()}},
	"no key":   {"", []scaletest.Option{scaletest.WithoutKeyField(), scaletest.WithPrefixedKeys(), scaletest.WithNumericIDs()}},
	"in Paris": {"loc=Europe%2FParis", []scaletest.Option{scaletest.WithNativeJSON(), scaletest.WithPrefixedKeys()}},
	"everything": {"booleans=10", []scaletest.Option{scaletest.WithNativeJSON(), scaletest.WithBooleans("10"), scaletest.WithPrefixedKeys(),
		scaletest.WithNumericIDs(), scaletest.WithEscapedJSON(), scaletest.WithPHPEmpties()}},
}

func eachServer(t *testing.T, f func(t *testing.T, db *sql.DB)) {
	for name, s := range servers {
		t.Run(name, func(t *testing.T) {
			server := scaletest.NewServer(append([]scaletest.Option{anything()}, s.opts...)...)
			t.Cleanup(server.Close)
			f(t, openDSN(t, server.DSN(strings.Fields(s.dsn)...)))
		})
	}
}

// hostile are texts that something between a program and the server's store
// could read otherwise.
var hostile = []string{
	"", " ", "x", "  both ends  ", "\ttab\t", "a\nb\r\nc\r", `it's`, `''`, `"`, `\`, `\\`, `\'`, `\n`, `\u0041`, `'; DROP TABLE chose; --`, "`", `$and`,
	`a $and b $eq "c" $or d`, `*`, `%`, `_`, `a*b%c_d`, "?", ":p1", ":x", "@x", "{}", "[]", "null", "NULL", "true", "0", "-0.50", "1e3", "00012",
	`{"id":0,"data":{"Texte":"x"}}`, `[{"a":"\""}]`, "é", "e\u0301", "日本語", "🙂👩‍👩‍👧", "\u2028\u2029\ufeff", "\x00", "\x01\x1f\x7f", "\u0085", "&amp;<b>&#39;", "%41+%2B",
	"--boundary\r\nContent-Disposition: form-data; name=\"objects\"\r\n\r\n[]\r\n--boundary--\r\n", "\r\n--", "/* c */ -- c # c",
	"2020-01-02", "0000-00-00", "Y", "\U0010FFFF", "\uFFFD", strings.Repeat("long ", 1000),
}

// literal writes a text as a literal of MySQL.
func literal(text string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\x00", `\0`).Replace(text) + "'"
}

// TestTextsComeBack stores texts by placeholder and by literal, by INSERT and by
// UPDATE, and reads them.
func TestTextsComeBack(t *testing.T) {
	eachServer(t, func(t *testing.T, db *sql.DB) {
		for _, text := range hostile {
			checkTextComesBack(t, db, text)
		}
	})
}

func checkTextComesBack(t *testing.T, db *sql.DB, text string) {
	t.Helper()
	results := []sql.Result{
		execIn(t, db, "INSERT INTO chose (Texte) VALUES (?)", text),
		execIn(t, db, "INSERT INTO chose SET Texte = :x", sql.Named("x", []byte(text))),
		execIn(t, db, "INSERT INTO chose (Texte) VALUES ("+literal(text)+")"),
		execIn(t, db, "INSERT INTO chose (Texte) SELECT "+literal(text)),
		execIn(t, db, "INSERT INTO chose (Texte) VALUES (CONCAT(?, ''))", text),
		execIn(t, db, "INSERT INTO chose () VALUES ()"),
	}
	for i, r := range results {
		id, err := r.LastInsertId()
		if err != nil || id == 0 {
			t.Fatalf("%.40q: id %d, %v", text, id, err)
		}
		if i == len(results)-1 {
			execIn(t, db, "UPDATE chose SET Texte = ? WHERE id = ?", text, id)
		}
		var got string
		if err := db.QueryRowContext(soon(t), "SELECT Texte FROM chose WHERE id = ?", id).Scan(&got); err != nil || got != text {
			t.Errorf("%d: %.40q came back as %.40q, %v", i, text, got, err)
		}
	}
}

// TestMegabyteComesBack stores a text of more than a megabyte.
func TestMegabyteComesBack(t *testing.T) {
	server := scaletest.NewServer(anything())
	t.Cleanup(server.Close)
	checkTextComesBack(t, openDSN(t, server.DSN()), strings.Repeat(`é"\ `, 1<<20/5))
}

// TestValuesComeBack stores values of every type of Go's and reads them as they
// were, by the type of the column.
func TestValuesComeBack(t *testing.T) {
	moment := time.Date(2024, 2, 29, 23, 59, 58, 0, time.UTC)
	ptr := "there"
	tests := []struct {
		column string
		value  any
		want   string // as SELECT CONCAT(column) shows it
	}{
		{"Nombre", int64(math.MaxInt64), "9223372036854775807"}, {"Nombre", int64(math.MinInt64), "-9223372036854775808"},
		{"Nombre", int8(-5), "-5"}, {"Nombre", uint32(5), "5"}, {"Nombre", uint64(math.MaxInt64), "9223372036854775807"},
		{"Nombre", "42", "42"}, {"Nombre", []byte("42"), "42"}, {"Nombre", 42.0, "42"}, {"Nombre", true, "1"}, {"Nombre", nil, "NULL"},
		{"Nombre", sql.NullInt64{Int64: 3, Valid: true}, "3"}, {"Nombre", sql.NullInt64{}, "NULL"},
		{"Montant", "12345678901234567890.1200", "12345678901234567890.1200"}, {"Montant", decimal.RequireFromString("-0.50"), "-0.50"},
		{"Montant", 0.1, "0.1"}, {"Montant", 1e21, "1000000000000000000000"}, {"Montant", float32(0.5), "0.5"}, {"Montant", int64(7), "7"}, {"Montant", nil, "NULL"},
		{"Montant", decimal.NullDecimal{Decimal: decimal.New(15, -1), Valid: true}, "1.5"},
		{"Actif", true, "1"}, {"Actif", false, "0"}, {"Actif", 1, "1"}, {"Actif", "N", "0"}, {"Actif", "oui", "1"}, {"Actif", nil, "NULL"},
		{"Actif", sql.NullBool{Bool: true, Valid: true}, "1"},
		{"Jour", "2024-02-29", "2024-02-29"}, {"Jour", nil, "NULL"}, {"Vu", "2024-02-29 23:59:58", "2024-02-29 23:59:58"},
		{"Vu", "2024-02-29", "2024-02-29 00:00:00"}, {"Vu", "2024-02-29 23:59:57.5", "2024-02-29 23:59:58"}, {"Vu", nil, "NULL"},
		{"Vu", sql.NullTime{}, "NULL"}, {"Heure", "13:05:07", "13:05:07"}, {"Heure", "00:00:00", "00:00:00"}, {"Heure", nil, "NULL"},
		{"Texte", int64(5), "5"}, {"Texte", 0.25, "0.25"}, {"Texte", true, "1"}, {"Texte", &ptr, "there"}, {"Texte", (*string)(nil), ""}, {"Texte", nil, ""},
	}
	eachServer(t, func(t *testing.T, db *sql.DB) {
		for _, tt := range tests {
			r := execIn(t, db, "INSERT INTO chose ("+tt.column+") VALUES (?)", tt.value)
			id, _ := r.LastInsertId()
			if got := rowsOf(t, db, "SELECT CONCAT("+tt.column+") FROM chose WHERE id = ?", id); len(got) != 1 || got[0] != tt.want {
				t.Errorf("%s: %#v came back as %q, want %q", tt.column, tt.value, got, tt.want)
			}
		}
		for _, at := range []time.Time{moment, moment.In(time.FixedZone("", -5*3600)), time.Unix(0, 0)} {
			id, _ := execIn(t, db, "INSERT INTO chose (Vu) VALUES (?)", at).LastInsertId()
			var got time.Time
			if err := db.QueryRowContext(soon(t), "SELECT Vu FROM chose WHERE id = ?", id).Scan(&got); err != nil || !got.Equal(at) {
				t.Errorf("%v came back as %v, %v", at, got, err)
			}
		}
	})
}

// TestResultsComeBack stores what a SELECT has read, whatever its types, and
// reads the same.
func TestResultsComeBack(t *testing.T) {
	eachServer(t, func(t *testing.T, db *sql.DB) {
		execIn(t, db, "INSERT INTO chose (Texte, Nombre, Montant, Actif, Jour, Vu, Heure) VALUES (?, ?, ?, ?, ?, ?, ?), ('', NULL, NULL, NULL, NULL, NULL, NULL)",
			" a'b\n", int64(-7), "1.50", false, "1999-12-31", "1999-12-31 23:59:59", "13:05:07")
		const columns = "Texte, Nombre, Montant, Actif, Jour, Vu, Heure"
		ids, err := scale.InsertedIDs(execIn(t, db, "INSERT INTO chose ("+columns+") SELECT "+columns+" FROM chose ORDER BY id"))
		if err != nil || len(ids) != 2 {
			t.Fatalf("%v, %v", ids, err)
		}
		all := rowsOf(t, db, "SELECT "+columns+" FROM chose ORDER BY id")
		if len(all) != 4 || !reflect.DeepEqual(all[:2], all[2:]) {
			t.Errorf("got %q", all)
		}
		dest := make([]any, 7)
		pointers := make([]any, 7)
		for i := range dest {
			pointers[i] = &dest[i]
		}
		if err := db.QueryRowContext(soon(t), "SELECT "+columns+" FROM chose WHERE id = 1").Scan(pointers...); err != nil {
			t.Fatal(err)
		}
		execIn(t, db, "INSERT INTO chose ("+columns+") VALUES (?, ?, ?, ?, ?, ?, ?)", dest...)
		if again := rowsOf(t, db, "SELECT "+columns+" FROM chose WHERE id = 5"); len(again) != 1 || again[0] != all[0] {
			t.Errorf("%v: got %q, want %q", fmt.Sprint(dest), again, all[0])
		}
	})
}
