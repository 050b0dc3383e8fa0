package scale_test

import (
	"database/sql"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"strings"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
	"github.com/shopspring/decimal"
)

// demo is the server of the examples.
func demo() *scaletest.Server {
	return scaletest.NewServer(scaletest.WithData(scaletest.Data{{
		Name: "contact", Key: "ID_CONTACT",
		Fields: []scaletest.Field{
			{Name: "Prenom", Type: "text", Length: 50},
			{Name: "Ville", Type: "text", Length: 50},
			{Name: "solde", Type: "decimal"},
			{Name: "newsletter", Type: "boolean"},
			{Name: "DateNaissance", Type: "date"},
			{Name: "ID_CONTACT", Type: "integer", NoWrite: true},
		},
		Records: []scaletest.Record{
			{ID: 101, Values: map[string]string{"Prenom": "Zoé", "Ville": "Lyon", "solde": "12.50", "newsletter": "Y", "DateNaissance": "1984-02-29"}},
			{ID: 102, Values: map[string]string{"Prenom": "Ugo", "Ville": "Nantes", "solde": "0.10", "newsletter": "N", "DateNaissance": "2001-07-14"}},
			{ID: 103, Values: map[string]string{"Prenom": "Inès", "Ville": "Lyon", "newsletter": "Y"}},
		},
	}}))
}

// The driver registers itself under the name scale. A DSN names the token, the
// host and the instance: scale://TOKEN@api.scal-e.com/INSTANCE.
func Example() {
	server := demo() // stands for api.scal-e.com
	defer server.Close()

	db, err := sql.Open("scale", server.DSN())
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	var name string
	err = db.QueryRow("SELECT Prenom FROM contact WHERE id = ?", 101).Scan(&name)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(name)
	// Output: Zoé
}

// Values go in through placeholders, never as a part of the statement's text.
// Always ask rows.Err: a result that was cut short is an error there.
func Example_placeholders() {
	server := demo()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN())
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	rows, err := db.Query("SELECT id, Prenom FROM contact WHERE Ville = ? AND newsletter = ? ORDER BY Prenom", "Lyon", true)
	if err != nil {
		log.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			log.Fatal(err)
		}
		fmt.Println(id, name)
	}
	if err := rows.Err(); err != nil {
		log.Fatal(err)
	}
	// Output:
	// 103 Inès
	// 101 Zoé
}

// A placeholder may have a name, written :name or @name.
func Example_namedArguments() {
	server := demo()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN())
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	var name string
	err = db.QueryRow("SELECT Prenom FROM contact WHERE Ville = :city AND solde < @most",
		sql.Named("city", "Nantes"), sql.Named("most", 1)).Scan(&name)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(name)
	// Output: Ugo
}

// Decimals keep all their digits. An empty number, date or boolean is NULL.
func Example_decimalsAndNulls() {
	server := demo()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN())
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	rows, err := db.Query("SELECT Prenom, solde, DateNaissance FROM contact ORDER BY id")
	if err != nil {
		log.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var balance decimal.NullDecimal
		var born sql.NullTime
		if err := rows.Scan(&name, &balance, &born); err != nil {
			log.Fatal(err)
		}
		fmt.Println(name, balance.Decimal.StringFixed(2), balance.Valid, born.Time.Year(), born.Valid)
	}
	if err := rows.Err(); err != nil {
		log.Fatal(err)
	}
	// Output:
	// Zoé 12.50 true 1984 true
	// Ugo 0.10 true 2001 true
	// Inès 0.00 false 1 false
}

// The metadata's types are those of the columns.
func Example_columnTypes() {
	server := demo()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN())
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	rows, err := db.Query("SELECT * FROM contact LIMIT 1")
	if err != nil {
		log.Fatal(err)
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range types {
		fmt.Println(c.Name(), c.DatabaseTypeName(), c.ScanType())
	}
	// Output:
	// id BIGINT int64
	// Prenom TEXT string
	// Ville TEXT string
	// solde DECIMAL decimal.NullDecimal
	// newsletter BOOLEAN sql.NullBool
	// DateNaissance DATE sql.NullTime
	// ID_CONTACT BIGINT sql.NullInt64
}

// A Config says what a DSN can't: an http.Client of one's own, a logger.
func ExampleNewConnector() {
	server := demo()
	defer server.Close()

	cfg := scale.NewConfig()
	cfg.Token = server.Token() // from a secret store, say
	cfg.Host = strings.TrimPrefix(server.URL(), "http://")
	cfg.Instance = server.Instance()
	cfg.PlainHTTP = true // of the test server only
	cfg.PageSize = 500
	cfg.HTTPClient = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	cfg.Logger = slog.Default() // each request, at level debug
	connector, err := scale.NewConnector(cfg)
	if err != nil {
		log.Fatal(err)
	}
	db := sql.OpenDB(connector)
	defer db.Close()

	var id int64
	if err := db.QueryRow("SELECT id FROM contact WHERE Prenom = ?", "Ugo").Scan(&id); err != nil {
		log.Fatal(err)
	}
	fmt.Println(id)
	// Output: 102
}

// ParseDSN and FormatDSN go between a DSN and a Config. A Config prints without
// its token.
func ExampleParseDSN() {
	cfg, err := scale.ParseDSN("scale://s3cr%2Ft@api.scal-e.com/7?page_size=500&loc=Europe/Paris")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(cfg.Host, cfg.Instance, cfg.PageSize, cfg.Loc)
	fmt.Println(cfg)
	// Output:
	// api.scal-e.com 7 500 Europe/Paris
	// scale://[token]@api.scal-e.com/7?page_size=500&loc=Europe%2FParis
}

// An answer of the API that is not a success is an *Error.
func ExampleError() {
	server := demo()
	defer server.Close()
	db, err := sql.Open("scale", strings.Replace(server.DSN(), server.Token(), "an-old-token", 1))
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	err = db.Ping()
	var e *scale.Error
	if errors.As(err, &e) && e.Status == http.StatusUnauthorized {
		fmt.Println("time for a new token:", e.Message)
	}
	// Output: time for a new token: Your API key is wrong
}

// What the API has no way to do is refused before any request.
func ExampleErrUnsupported() {
	server := demo()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN())
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	_, err = db.Exec("DELETE FROM contact WHERE id = 101")
	fmt.Println(errors.Is(err, scale.ErrUnsupported))
	// Output: true
}
