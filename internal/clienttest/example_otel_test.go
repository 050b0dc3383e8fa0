package clienttest

import (
	"database/sql"
	"fmt"
	"log"

	"github.com/XSAM/otelsql"
	"github.com/ngrok/sqlmw"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

func Example_otelsql() {
	server := scaletest.NewServer()
	defer server.Close()
	dsn := server.DSN()

	db, err := otelsql.Open("scale", dsn)
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	sql.Register("scale-intercepted", sqlmw.Driver(&scale.Driver{}, sqlmw.NullInterceptor{}))
	intercepted, err := sql.Open("scale-intercepted", dsn)
	if err != nil {
		log.Fatal(err)
	}
	defer intercepted.Close()

	var n, m int
	if err := db.QueryRow("SELECT COUNT(*) FROM orders WHERE amount > 1990").Scan(&n); err != nil {
		log.Fatal(err)
	}
	if err := intercepted.QueryRow("SELECT COUNT(*) FROM orders WHERE amount > 1990").Scan(&m); err != nil {
		log.Fatal(err)
	}
	fmt.Println(n > 0, n == m)
	// Output: true true
}
