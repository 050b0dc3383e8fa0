package scale_test

import (
	"database/sql"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale/scaletest"
	"github.com/shopspring/decimal"
)

func TestColumnLabels(t *testing.T) {
	db, _ := openSample(t, small())
	for _, tc := range []struct {
		list string
		want []string
	}{
		{"*", []string{"id", "Nom", "Statut", "Age", "Solde", "Actif", "Naissance", "Vu", "Heure", "ID_PEOPLE"}},
		{"nom, NOM, p.Nom, `nom`", []string{"nom", "NOM", "Nom", "nom"}},
		{"Nom AS Name, Nom `le nom`, Nom AS 'x y', id ID", []string{"Name", "le nom", "x y", "ID"}},
		{"ID, p.*", []string{"ID", "id", "Nom", "Statut", "Age", "Solde", "Actif", "Naissance", "Vu", "Heure", "ID_PEOPLE"}},
	} {
		rows, err := db.QueryContext(soon(t), "SELECT "+tc.list+" FROM people p WHERE id = 1")
		if err != nil {
			t.Errorf("%s: %v", tc.list, err)
			continue
		}
		if got, err := rows.Columns(); err != nil || !slices.Equal(got, tc.want) {
			t.Errorf("%s: got %q, %v", tc.list, got, err)
		}
		rows.Close()
	}
}

// typed is an object with one column of every kind of type.
func typed() scaletest.Option {
	fields := []scaletest.Field{{Name: "Nom", Type: "text", Length: 50}, {Name: "Choix", Type: "Choice"}, {Name: "Mail", Type: "email", Length: 100},
		{Name: "Odd", Type: "geopoint"}, {Name: "None"}, {Name: "N", Type: "Integer"}, {Name: "D", Type: "decimal"}, {Name: "P", Type: "DECIMAL(10,2)"},
		{Name: "B", Type: "bool"}, {Name: "Day", Type: "date"}, {Name: "Moment", Type: "datetime"}, {Name: "H", Type: "time"}, {Name: "V", Type: "varchar(20)"}}
	return scaletest.WithData(scaletest.Data{{Name: "typed", Fields: fields, Records: []scaletest.Record{{ID: 1}}}})
}

func TestColumnTypes(t *testing.T) {
	nullInt, nullBool := reflect.TypeFor[sql.NullInt64](), reflect.TypeFor[sql.NullBool]()
	nullTime, nullDecimal := reflect.TypeFor[sql.NullTime](), reflect.TypeFor[decimal.NullDecimal]()
	text, nullText := reflect.TypeFor[string](), reflect.TypeFor[sql.NullString]()
	server := scaletest.NewServer(typed())
	defer server.Close()
	for _, emptyAsNull := range []bool{false, true} {
		textType := text
		if emptyAsNull {
			textType = nullText
		}
		want := []struct {
			name     string
			scan     reflect.Type
			length   int64
			nullable bool
		}{
			{"BIGINT", reflect.TypeFor[int64](), 0, false},
			{"TEXT", textType, 50, emptyAsNull}, {"CHOICE", textType, 0, emptyAsNull}, {"EMAIL", textType, 100, emptyAsNull},
			{"GEOPOINT", textType, 0, emptyAsNull}, {"TEXT", textType, 0, emptyAsNull},
			{"BIGINT", nullInt, 0, true}, {"DECIMAL", nullDecimal, 0, true}, {"DECIMAL", nullDecimal, 0, true},
			{"BOOLEAN", nullBool, 0, true}, {"DATE", nullTime, 0, true}, {"DATETIME", nullTime, 0, true},
			{"TIME", nullText, 0, true}, {"VARCHAR", textType, 20, emptyAsNull},
		}
		db := openDSN(t, server.DSN(fmt.Sprint("empty_as_null=", emptyAsNull)))
		rows, err := db.QueryContext(soon(t), "SELECT * FROM typed")
		if err != nil {
			t.Fatal(err)
		}
		types, err := rows.ColumnTypes()
		rows.Close()
		if err != nil || len(types) != len(want) {
			t.Fatalf("got %d types, %v", len(types), err)
		}
		for i, c := range types {
			w := want[i]
			length, hasLength := c.Length()
			nullable, ok := c.Nullable()
			if c.DatabaseTypeName() != w.name || c.ScanType() != w.scan || length != w.length || hasLength != (w.length > 0) || nullable != w.nullable || !ok {
				t.Errorf("empty_as_null=%v, %s: got %s %v %d,%v %v,%v; want %+v", emptyAsNull, c.Name(),
					c.DatabaseTypeName(), c.ScanType(), length, hasLength, nullable, ok, w)
			}
			precision, scale, ok := c.DecimalSize()
			if ok != (c.Name() == "P") || ok && (precision != 10 || scale != 2) {
				t.Errorf("%s: DecimalSize is %d, %d, %v", c.Name(), precision, scale, ok)
			}
		}
	}
}

// Every value of the sample fits into the ScanType of its column.
func TestScanTypesHoldTheSample(t *testing.T) {
	server := scaletest.NewServer()
	defer server.Close()
	for _, option := range []string{"empty_as_null=false", "empty_as_null=true"} {
		db := openDSN(t, server.DSN(option))
		for _, object := range []string{"contact", "orders", "products"} {
			rows, err := db.QueryContext(soon(t), "SELECT * FROM "+object)
			if err != nil {
				t.Fatal(err)
			}
			types, err := rows.ColumnTypes()
			if err != nil {
				t.Fatal(err)
			}
			dest := make([]any, len(types))
			n := 0
			for ; rows.Next(); n++ {
				for i, c := range types {
					dest[i] = reflect.New(c.ScanType()).Interface()
				}
				if err := rows.Scan(dest...); err != nil {
					t.Fatalf("%s of %s, row %d: %v", option, object, n, err)
				}
			}
			stored, _ := server.Object(object)
			if err := rows.Err(); err != nil || n != len(stored.Records) {
				t.Errorf("%s of %s: got %d rows, %v; want %d", option, object, n, err, len(stored.Records))
			}
		}
	}
}

// TestDeliveredValues checks the Go values that Scan into an any shows.
func TestDeliveredValues(t *testing.T) {
	paris := zone(t, "Europe/Paris")
	server := scaletest.NewServer(small())
	defer server.Close()
	for _, tc := range []struct {
		options []string
		id      int
		want    []any
	}{
		{nil, 1, []any{int64(1), "Zoé", "client", int64(41), "12345678901234567890.1200", true,
			time.Date(1984, 2, 29, 0, 0, 0, 0, time.UTC), time.Date(2024, 3, 31, 2, 30, 0, 0, time.UTC), "08:15:00", int64(1)}},
		{[]string{"loc=Europe/Paris"}, 2, []any{int64(2), "d'Arc ? :x", "prospect", int64(-9223372036854775808), "-0.50", false,
			time.Date(2000, 1, 1, 0, 0, 0, 0, paris), time.Date(2024, 1, 1, 0, 0, 0, 0, paris), "00:00:00", int64(2)}},
		{nil, 3, []any{int64(3), "", "", nil, nil, nil, nil, nil, nil, int64(3)}},
		{[]string{"empty_as_null=true"}, 3, []any{int64(3), nil, nil, nil, nil, nil, nil, nil, nil, int64(3)}},
	} {
		db := openDSN(t, server.DSN(tc.options...))
		got := make([]any, len(tc.want))
		dest := make([]any, len(got))
		for i := range got {
			dest[i] = &got[i]
		}
		if err := db.QueryRowContext(soon(t), "SELECT * FROM people WHERE id = ?", tc.id).Scan(dest...); err != nil {
			t.Errorf("id %d: %v", tc.id, err)
			continue
		}
		for i, want := range tc.want {
			if at, ok := got[i].(time.Time); ok {
				w := want.(time.Time)
				if !at.Equal(w) || at.Location().String() != w.Location().String() {
					t.Errorf("id %d, column %d: got %v, want %v", tc.id, i, at, w)
				}
			} else if got[i] != want {
				t.Errorf("id %d, column %d: got %T %v, want %T %v", tc.id, i, got[i], got[i], want, want)
			}
		}
	}
}

// TestScanDestinations scans one value into the types that programs use.
func TestScanDestinations(t *testing.T) {
	db, _ := openSample(t, small())
	day := time.Date(1984, 2, 29, 0, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		column string
		dest   any // a pointer
		want   any
	}{
		{"id", new(int64), int64(1)}, {"id", new(int), 1}, {"id", new(string), "1"}, {"id", new(uint8), uint8(1)},
		{"Age", new(int), 41}, {"Age", new(string), "41"}, {"Age", new(float64), 41.0}, {"Age", new(*int), pointer(41)},
		{"Age", new(sql.NullInt64), sql.NullInt64{Int64: 41, Valid: true}}, {"Age", new(sql.Null[int]), sql.Null[int]{V: 41, Valid: true}},
		{"Nom", new(string), "Zoé"}, {"Nom", new([]byte), []byte("Zoé")}, {"Nom", new(any), "Zoé"}, {"Nom", new(myString), myString("Zoé")},
		{"Nom", new(sql.NullString), sql.NullString{String: "Zoé", Valid: true}}, {"Nom", new(*string), pointer("Zoé")},
		{"Solde", new(string), "12345678901234567890.1200"},
		{"Solde", new(decimal.Decimal), decimal.RequireFromString("12345678901234567890.1200")},
		{"Solde", new(decimal.NullDecimal), decimal.NewNullDecimal(decimal.RequireFromString("12345678901234567890.1200"))},
		{"Actif", new(bool), true}, {"Actif", new(string), "true"}, {"Actif", new(sql.NullBool), sql.NullBool{Bool: true, Valid: true}},
		{"Naissance", new(time.Time), day}, {"Naissance", new(sql.NullTime), sql.NullTime{Time: day, Valid: true}},
		{"Naissance", new(string), "1984-02-29T00:00:00Z"}, {"Naissance", new(*time.Time), &day},
		{"Heure", new(string), "08:15:00"},
	} {
		err := db.QueryRowContext(soon(t), "SELECT "+tc.column+" FROM people WHERE id = 1").Scan(tc.dest)
		if got := reflect.ValueOf(tc.dest).Elem().Interface(); err != nil || !reflect.DeepEqual(got, tc.want) {
			t.Errorf("%s into %T: got %v, %v; want %v", tc.column, tc.dest, got, err, tc.want)
		}
	}
}

func TestScanNullIntoPlainTypes(t *testing.T) {
	db, _ := openSample(t, small())
	for column, dest := range map[string]any{"Age": new(int), "Solde": new(string), "Actif": new(bool), "Naissance": new(time.Time)} {
		err := db.QueryRowContext(soon(t), "SELECT "+column+" FROM people WHERE id = 3").Scan(dest)
		if err == nil || !strings.Contains(err.Error(), "NULL") && !strings.Contains(err.Error(), "nil") {
			t.Errorf("%s: got %v", column, err)
		}
	}
	var name string
	if err := db.QueryRowContext(soon(t), "SELECT Nom FROM people WHERE id = 3").Scan(&name); err != nil || name != "" {
		t.Errorf("an empty text: got %q, %v", name, err)
	}
}

// Raw bytes are those of the current row, and values that were kept stay.
func TestKeptValuesStay(t *testing.T) {
	db, server := openSample(t)
	stored, _ := server.Object("contact")
	rows, err := db.QueryContext(soon(t), "SELECT id, Nom, commentaire, EMail FROM contact ORDER BY id")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var kept []string
	for rows.Next() {
		var id int64
		var name string
		var raw sql.RawBytes
		var mail any
		if err := rows.Scan(&id, &name, &raw, &mail); err != nil {
			t.Fatal(err)
		}
		if r, _ := stored.Record(id); string(raw) != r.Values["commentaire"] {
			t.Fatalf("id %d: raw bytes %q, want %q", id, raw, r.Values["commentaire"])
		}
		kept = append(kept, name+"|"+mail.(string))
	}
	if err := rows.Err(); err != nil || len(kept) != len(stored.Records) {
		t.Fatalf("got %d rows, %v", len(kept), err)
	}
	for i, r := range stored.Records {
		if want := r.Values["Nom"] + "|" + r.Values["EMail"]; kept[i] != want {
			t.Fatalf("row %d: got %q, want %q", i, kept[i], want)
		}
	}
}

func TestNextResultSet(t *testing.T) {
	db, _ := openSample(t, small())
	rows, err := db.QueryContext(soon(t), "SELECT id FROM people")
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
	}
	if rows.NextResultSet() || rows.Err() != nil || rows.Close() != nil {
		t.Errorf("a second result set, or %v", rows.Err())
	}
}
