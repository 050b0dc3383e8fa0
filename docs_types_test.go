package scale_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// typeValues is a value of each SQL type.
var typeValues = map[string]string{
	"BIGINT": "42", "DECIMAL": "12.50", "BOOLEAN": "Y", "DATE": "2024-02-29", "DATETIME": "2024-02-29 13:05:09", "TIME": "13:05:09",
}

// TestDocTypes reads a field of each type of docs/types.md, with a value and
// without.
func TestDocTypes(t *testing.T) {
	for _, row := range docTables(t, "docs/types.md", "Metadata `type` | SQL type | Go value | `ScanType` | Empty") {
		for _, name := range codes(row[0]) {
			want, empty := codes(row[1])[0], "<nil>"
			value := typeValues[want]
			if value == "" {
				want, value, empty = strings.ToUpper(name), "x", ""
			}
			if n := codes(row[4])[0]; n == "NULL" != (empty == "<nil>") {
				t.Errorf("%s: empty is %s", name, n)
			}
			db, _ := openSample(t, scaletest.WithData(scaletest.Data{{
				Name: "things", Fields: []scaletest.Field{{Name: "f", Type: name}},
				Records: []scaletest.Record{{ID: 1, Values: map[string]string{"f": value}}, {ID: 2}},
			}}))
			rows, err := db.QueryContext(soon(t), "SELECT f FROM things ORDER BY id")
			if err != nil {
				t.Fatal(err)
			}
			defer rows.Close()
			columns, err := rows.ColumnTypes()
			if err != nil {
				t.Fatal(err)
			}
			var values []any
			for rows.Next() {
				var v any
				if err := rows.Scan(&v); err != nil {
					t.Fatal(err)
				}
				values = append(values, v)
			}
			if rows.Err() != nil || len(values) != 2 {
				t.Fatalf("%s: %v, %v", name, values, rows.Err())
			}
			got := []string{columns[0].DatabaseTypeName(), reflect.TypeOf(values[0]).String(), columns[0].ScanType().String(), fmt.Sprint(values[1])}
			if wanted := []string{want, codes(row[2])[0], codes(row[3])[0], empty}; !reflect.DeepEqual(got, wanted) {
				t.Errorf("%s: got %q, want %q", name, got, wanted)
			}
		}
	}
}

// TestDocRoundTrip writes the values of docs/types.md, and compares what is
// stored and what comes back.
func TestDocRoundTrip(t *testing.T) {
	db, server := openSample(t)
	for _, row := range docTables(t, "docs/types.md", "Column | Written | Stored | Read") {
		table, column, _ := strings.Cut(codes(row[0])[0], ".")
		value, stored, read := codes(row[1])[0], strings.Join(codes(row[2]), ""), codes(row[3])[0]
		result := execIn(t, db, "INSERT INTO "+table+" ("+column+") VALUES ("+value+")")
		id, err := result.LastInsertId()
		if err != nil {
			t.Fatal(err)
		}
		object, _ := server.Object(table)
		for _, r := range object.Records {
			if got := r.Values[column]; r.ID == id && got != stored {
				t.Errorf("%s = %s: stored as %q, not as %q", column, value, got, stored)
			}
		}
		if got := rowsOf(t, db, "SELECT "+column+" FROM "+table+" WHERE id = ?", id); len(got) != 1 || got[0] != read {
			t.Errorf("%s = %s: read as %q, not as %q", column, value, got, read)
		}
	}
}
