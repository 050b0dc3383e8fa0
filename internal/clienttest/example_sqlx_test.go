package clienttest

import (
	"fmt"
	"log"

	"github.com/jmoiron/sqlx"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

func Example_sqlx() {
	server := scaletest.NewServer()
	defer server.Close()
	dsn := server.DSN()

	db, err := sqlx.Connect("scale", dsn)
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	type Person struct {
		ID     int64
		Prenom string `db:"Prenom"`
		Age    *int64 `db:"cc_age"`
	}
	query, args, err := sqlx.In("SELECT id, Prenom, cc_age FROM contact WHERE Ville IN (?) AND cc_age < ? ORDER BY id LIMIT 2", []string{"Lyon", "Nantes"}, 5)
	if err != nil {
		log.Fatal(err)
	}
	var people []Person
	if err := db.Select(&people, query, args...); err != nil {
		log.Fatal(err)
	}
	for _, p := range people {
		fmt.Println(p.ID, p.Prenom, *p.Age)
	}

	result, err := db.NamedExec("INSERT INTO contact (Prenom) VALUES (:Prenom)", []Person{{Prenom: "Zoé"}, {Prenom: "Ugo"}})
	if err != nil {
		log.Fatal(err)
	}
	ids, err := scale.InsertedIDs(result) // both with one request
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(ids))
	// Output:
	// 47748 Clément 0
	// 50084 Lætitia-Rose 4
	// 2
}
