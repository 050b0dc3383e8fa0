package clienttest

import (
	"database/sql"
	"fmt"
	"log"

	sq "github.com/Masterminds/squirrel"
	"github.com/doug-martin/goqu/v9"
	_ "github.com/doug-martin/goqu/v9/dialect/mysql"

	"github.com/scale-sql/scale/scaletest"
)

func Example_builders() {
	server := scaletest.NewServer()
	defer server.Close()
	pool, err := sql.Open("scale", server.DSN())
	if err != nil {
		log.Fatal(err)
	}
	defer pool.Close()

	var name string
	err = sq.Select("Nom").From("contact").Where(sq.Eq{"Ville": "Lyon"}).OrderBy("id").Limit(1).RunWith(pool).QueryRow().Scan(&name)
	if err != nil {
		log.Fatal(err)
	}

	db := goqu.New("mysql", pool)
	var clients int64
	_, err = db.From("contact").Select(goqu.COUNT("*")).Where(goqu.Ex{"Ville": "Lyon", "status": "client"}).ScanVal(&clients)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(name, clients)
	// Output: O'Connor 51
}
