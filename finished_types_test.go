package scale_test

import (
	"context"
	"database/sql"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

// Computed columns are called as the statement's text calls them, and have the
// types that MySQL gives them.
func TestEngineColumnTypes(t *testing.T) {
	plainInt, plainText := reflect.TypeFor[int64](), reflect.TypeFor[string]()
	nullInt, nullText := reflect.TypeFor[sql.NullInt64](), reflect.TypeFor[sql.NullString]()
	nullTime, nullDecimal := reflect.TypeFor[sql.NullTime](), reflect.TypeFor[decimal.NullDecimal]()
	nullBool, nullFloat := reflect.TypeFor[sql.NullBool](), reflect.TypeFor[sql.NullFloat64]()
	db, _ := openSample(t, small())
	for _, tc := range []struct {
		item, label, typeName string
		scan                  reflect.Type
	}{
		{"COUNT(*)", "COUNT(*)", "BIGINT", plainInt},
		{"count( distinct Age )", "count( distinct Age )", "BIGINT", plainInt},
		{"COUNT(Age) AS n", "n", "BIGINT", plainInt},
		{"SUM(Age)", "SUM(Age)", "DECIMAL", nullDecimal},
		{"SUM(Solde)+1", "SUM(Solde)+1", "DECIMAL", nullDecimal},
		{"AVG(Age) moyenne", "moyenne", "DECIMAL", nullDecimal},
		{"SUM(1e0 * Age)", "SUM(1e0 * Age)", "DOUBLE", nullFloat},
		{"STDDEV(Age)", "STDDEV(Age)", "DOUBLE", nullFloat},
		{"MIN(Age)", "MIN(Age)", "BIGINT", nullInt},
		{"MAX(Nom)", "MAX(Nom)", "TEXT", nullText},
		{"MIN(Naissance)", "MIN(Naissance)", "DATE", nullTime},
		{"MAX(Vu)", "MAX(Vu)", "DATETIME", nullTime},
		{"MAX(Solde)", "MAX(Solde)", "DECIMAL", nullDecimal},
		{"MAX(id)", "MAX(id)", "BIGINT", nullInt},
		{"GROUP_CONCAT(Nom SEPARATOR ';')", "GROUP_CONCAT(Nom SEPARATOR ';')", "TEXT", nullText},
		{"BIT_OR(id)", "BIT_OR(id)", "BIGINT", nullInt},
		{"COUNT(*) > 2", "COUNT(*) > 2", "BIGINT", plainInt},
	} {
		checkColumn(t, db, "SELECT "+tc.item+" FROM people", tc.label, tc.typeName, tc.scan)
	}
	for _, tc := range []struct {
		item, label, typeName string
		scan                  reflect.Type
	}{
		{"Nom", "Nom", "TEXT", plainText},
		{"p.statut", "statut", "CHOICE", plainText},
		{"id", "id", "BIGINT", plainInt},
		{"Age", "Age", "BIGINT", nullInt},
		{"Actif", "Actif", "BOOLEAN", nullBool},
		{"NOT Actif", "NOT Actif", "BIGINT", nullInt},
		{"Heure", "Heure", "TIME", nullText},
		{"Age+1", "Age+1", "BIGINT", nullInt},
		{"Age / 2", "Age / 2", "DECIMAL", nullDecimal},
		{"Age DIV 2", "Age DIV 2", "BIGINT", nullInt},
		{"Age + '1'", "Age + '1'", "DOUBLE", nullFloat},
		{"Solde * 2", "Solde * 2", "DECIMAL", nullDecimal},
		{"POW(Age, 2)", "POW(Age, 2)", "DOUBLE", nullFloat},
		{"ROUND(Solde, 1)", "ROUND(Solde, 1)", "DECIMAL", nullDecimal},
		{"UPPER( Nom )", "UPPER( Nom )", "TEXT", nullText},
		{"LENGTH(Nom)", "LENGTH(Nom)", "BIGINT", nullInt},
		{"DATE(Vu)", "DATE(Vu)", "DATE", nullTime},
		{"TIME(Vu)", "TIME(Vu)", "TIME", nullText},
		{"Naissance + INTERVAL 1 DAY", "Naissance + INTERVAL 1 DAY", "DATE", nullTime},
		{"Naissance + INTERVAL 1 HOUR", "Naissance + INTERVAL 1 HOUR", "DATETIME", nullTime},
		{"NOW()", "NOW()", "DATETIME", nullTime},
		{"CURDATE()", "CURDATE()", "DATE", nullTime},
		{"YEAR(Naissance)", "YEAR(Naissance)", "BIGINT", nullInt},
		{"IF(Actif, Nom, 'x')", "IF(Actif, Nom, 'x')", "TEXT", plainText},
		{"IF(Actif, 1, 2.5)", "IF(Actif, 1, 2.5)", "DECIMAL", nullDecimal},
		{"IFNULL(Age, 0)", "IFNULL(Age, 0)", "BIGINT", plainInt},
		{"NULLIF(Nom, '')", "NULLIF(Nom, '')", "TEXT", nullText},
		{"CASE WHEN Age > 1 THEN Naissance END", "CASE WHEN Age > 1 THEN Naissance END", "DATE", nullTime},
		{"Age > 1", "Age > 1", "BIGINT", nullInt},
		{"Age IS NULL", "Age IS NULL", "BIGINT", plainInt},
		{"CAST(Age AS CHAR)", "CAST(Age AS CHAR)", "TEXT", nullText},
		{"CAST(Solde AS DECIMAL(10,1))", "CAST(Solde AS DECIMAL(10,1))", "DECIMAL", nullDecimal},
		{"'it''s'", "it's", "TEXT", plainText},
		{"1", "1", "BIGINT", plainInt},
		{"1.50", "1.50", "DECIMAL", nullDecimal},
		{"NULL", "NULL", "NULL", nullText},
		{"(SELECT MAX(Age) FROM people)", "(SELECT MAX(Age) FROM people)", "BIGINT", nullInt},
		{"EXISTS (SELECT 1 FROM people)", "EXISTS (SELECT 1 FROM people)", "BIGINT", plainInt},
	} {
		checkColumn(t, db, "SELECT "+tc.item+", LENGTH(Nom) FROM people p", tc.label, tc.typeName, tc.scan)
	}
}

// checkColumn checks the first column of a query.
func checkColumn(t *testing.T, db *sql.DB, query, label, typeName string, scan reflect.Type) {
	t.Helper()
	rows, err := db.QueryContext(soon(t), query)
	if err != nil {
		t.Errorf("%s: %v", query, err)
		return
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		t.Fatal(err)
	}
	c := types[0]
	nullable, ok := c.Nullable()
	wantNullable := scan.Kind() == reflect.Struct
	// A struct that can hold NULL is right for a column without NULL, too.
	if c.Name() != label || c.DatabaseTypeName() != typeName || c.ScanType() != scan || !ok || nullable && !wantNullable {
		t.Errorf("%s: got %q %s %v nullable=%v", query, c.Name(), c.DatabaseTypeName(), c.ScanType(), nullable)
	}
}

// A column that passes through the engine unchanged keeps what the metadata
// says of it; one that is computed has no length.
func TestEngineColumnsOfMetadata(t *testing.T) {
	db, _ := openSample(t, typed())
	rows, err := db.QueryContext(soon(t), "SELECT DISTINCT Nom, P, UPPER(Nom), P + 0 FROM typed")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		t.Fatal(err)
	}
	if n, ok := types[0].Length(); n != 50 || !ok {
		t.Errorf("length of Nom: got %d, %v", n, ok)
	}
	if p, s, ok := types[1].DecimalSize(); p != 10 || s != 2 || !ok {
		t.Errorf("size of P: got %d, %d, %v", p, s, ok)
	}
	if n, ok := types[2].Length(); ok {
		t.Errorf("UPPER(Nom) has the length %d", n)
	}
	if p, s, ok := types[3].DecimalSize(); ok {
		t.Errorf("P + 0 has the size %d, %d", p, s)
	}
}

// Every value fits into the ScanType of its column, NULLs of outer joins
// included.
func TestEngineScanTypesHoldTheSample(t *testing.T) {
	_, server := openSample(t)
	for _, option := range []string{"empty_as_null=false", "empty_as_null=true"} {
		db := openDSN(t, server.DSN(option))
		for query, want := range map[string]int{
			"SELECT c.*, UPPER(c.Nom) FROM contact c LIMIT 700":                                                                      700,
			"SELECT c.*, o.* FROM contact c LEFT JOIN orders o ON o.contact_id = c.id AND o.amount > 1990 LIMIT 700":                 700,
			"SELECT * FROM products p RIGHT JOIN orders o ON o.product_sku = p.sku AND p.category = 'Jeux' LIMIT 700":                700,
			"SELECT t.*, p.id + 1 FROM products p LEFT JOIN (SELECT id, name, 1 AS one FROM products WHERE id < 9) t ON t.id = p.id": 200,
			"SELECT Pays, newsletter, COUNT(*), MIN(solde), MAX(date_last_interaction), AVG(score) FROM contact GROUP BY 1, 2":       18,
			"SELECT category, NULL, 1.5, name IS NULL, active, launched FROM products UNION ALL SELECT NULL, 'x', 2, 3, NULL, NULL":  201,
			"SELECT NULLIF(Nom, ''), IFNULL(Nom, 'x'), COALESCE(cc_age, score), IF(newsletter, Nom, NULL) FROM contact LIMIT 700":    700,
			"SELECT cc_age > score, Nom = Prenom, Nom LIKE '%a%', id IN (1, NULL), NOT (cc_age <=> score) FROM contact LIMIT 700":    700,
			"SELECT CASE WHEN cc_age > 50 THEN Nom END, GREATEST(cc_age, score), -cc_age, solde / cc_age FROM contact LIMIT 700":     700,
			"SELECT cc_age % score, CONCAT(Nom, cc_age), SUBSTRING(Nom, 2), LOCATE('a', Nom), UPPER(Pays) FROM contact LIMIT 700":    700,
			"SELECT DATE(created_at), TIME(created_at), created_at + INTERVAL 1 MONTH, pickup_time FROM orders LIMIT 700":            700,
			"SELECT DATEDIFF(created_at, order_date), LAST_DAY(order_date), DAYNAME(order_date) FROM orders LIMIT 700":               700,
			"SELECT (SELECT name FROM products p WHERE p.sku = o.product_sku AND p.id < 9), o.id FROM orders o LIMIT 700":            700,
		} {
			if n := scanAll(t, db, query); n != want {
				t.Errorf("%s of %s: got %d rows, want %d", option, query, n, want)
			}
		}
	}
}

// scanAll scans every row into values of the columns' ScanTypes.
func scanAll(t *testing.T, db *sql.DB, query string) (n int) {
	t.Helper()
	rows, err := db.QueryContext(soon(t), query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		t.Fatal(err)
	}
	dest := make([]any, len(types))
	for ; rows.Next(); n++ {
		for i, c := range types {
			dest[i] = reflect.New(c.ScanType()).Interface()
		}
		if err := rows.Scan(dest...); err != nil {
			t.Fatalf("%s, row %d: %v", query, n, err)
		}
	}
	if err := rows.Err(); err != nil {
		t.Errorf("%s: %v", query, err)
	}
	return n
}

// The Go values of computed columns are those of stored ones.
func TestEngineDeliveredValues(t *testing.T) {
	paris := zone(t, "Europe/Paris")
	_, server := openSample(t, small())
	db := openDSN(t, server.DSN("loc=Europe/Paris"))
	const query = `SELECT id + 0, UPPER(Nom), Solde * 2, Actif, NOT Actif, Naissance + INTERVAL 1 YEAR, Vu + INTERVAL 1 DAY, TIME(Vu), 1e0 / 4, NULL, COUNT(*), AVG(Age)
		FROM people WHERE id = 1 GROUP BY id`
	got := make([]any, 12)
	dest := make([]any, len(got))
	for i := range got {
		dest[i] = &got[i]
	}
	if err := db.QueryRowContext(soon(t), query).Scan(dest...); err != nil {
		t.Fatal(err)
	}
	for i, want := range []any{int64(1), "ZOÉ", "24691357802469135780.2400", true, int64(0), time.Date(1985, 2, 28, 0, 0, 0, 0, paris),
		time.Date(2024, 4, 1, 2, 30, 0, 0, paris), "02:30:00", 0.25, nil, int64(1), "41.0000"} {
		at, ok := got[i].(time.Time)
		if w, isTime := want.(time.Time); ok && isTime && at.Equal(w) && at.Location().String() == w.Location().String() {
			continue
		}
		if got[i] != want {
			t.Errorf("column %d: got %T %v, want %T %v", i, got[i], got[i], want, want)
		}
	}
}

// NOW() is one moment for the whole statement, in the DSN's zone; RAND() is
// another number for each row.
func TestEngineNowAndRand(t *testing.T) {
	_, server := openSample(t)
	db := openDSN(t, server.DSN("loc=Asia/Tokyo"))
	before := time.Now().Truncate(time.Second)
	var low, high, other time.Time
	err := db.QueryRowContext(soon(t), "SELECT MIN(n), MAX(n), MAX(s) FROM (SELECT NOW() AS n, SYSDATE() AS s FROM products) t").Scan(&low, &high, &other)
	if err != nil || !low.Equal(high) || !low.Equal(other) || low.Before(before) || low.After(time.Now()) || low.Location().String() != "Asia/Tokyo" {
		t.Errorf("NOW() is from %v to %v, %v, %v", low, high, other, err)
	}
	var n, from, to float64
	err = db.QueryRowContext(soon(t), "SELECT COUNT(DISTINCT r), MIN(r), MAX(r) FROM (SELECT RAND() AS r FROM products) t").Scan(&n, &from, &to)
	if err != nil || n != 200 || from < 0 || to >= 1 {
		t.Errorf("RAND() gave %v numbers from %v to %v, %v", n, from, to, err)
	}
	first, again := rowsOf(t, db, "SELECT RAND(7)"), rowsOf(t, db, "SELECT RAND(7)")
	if strings.Join(first, "") != strings.Join(again, "") {
		t.Errorf("RAND(7) is %q, then %q", first, again)
	}
	stmt, err := db.PrepareContext(context.Background(), "SELECT NOW() >= ?")
	if err != nil {
		t.Fatal(err)
	}
	defer stmt.Close()
	var late bool
	if err := stmt.QueryRow(before).Scan(&late); err != nil || !late {
		t.Errorf("NOW() of a prepared statement: %v, %v", late, err)
	}
}
