package scale_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"

	"github.com/scale-sql/scale"
)

// EXPLAIN tells what a statement would send, and what the API can't answer.
func Example_explain() {
	server := demo()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN())
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	rows, err := db.Query("EXPLAIN SELECT Prenom FROM contact WHERE Ville = ? AND UPPER(Prenom) <> 'UGO'", "Lyon")
	if err != nil {
		log.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var step, requests int
		var action string
		var object, method, path, parameters, conditions, detail sql.NullString
		if err := rows.Scan(&step, &action, &object, &method, &path, &parameters, &conditions, &detail, &requests); err != nil {
			log.Fatal(err)
		}
		fmt.Println(step, action, object.String)
		fmt.Println(conditions.String)
	}
	if err := rows.Err(); err != nil {
		log.Fatal(err)
	}
	// Output:
	// 1 scan contact
	// Ville = ?: Exact: sent as Ville $eq "Lyon"
	// upper(Prenom) != 'UGO': None: the engine, since the API compares a column with a constant only
	// 2 engine
}

// SHOW, DESCRIBE and information_schema are answered from the metadata.
func Example_show() {
	server := demo()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN())
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	rows, err := db.Query("SELECT column_name, column_type FROM information_schema.columns WHERE table_name = ? LIMIT 3", "contact")
	if err != nil {
		log.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name, typ string
		if err := rows.Scan(&name, &typ); err != nil {
			log.Fatal(err)
		}
		fmt.Println(name, typ)
	}
	if err := rows.Err(); err != nil {
		log.Fatal(err)
	}
	var table string
	if err := db.QueryRow("SHOW TABLES LIKE 'c%'").Scan(&table); err != nil {
		log.Fatal(err)
	}
	fmt.Println(table)
	// Output:
	// id bigint
	// Prenom varchar(50)
	// Ville varchar(50)
	// contact
}

// What SET changes stays with its connection, which a sql.Conn keeps.
func Example_session() {
	server := demo()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN())
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	ctx := context.Background()

	conn, err := db.Conn(ctx)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()
	for _, statement := range []string{"USE demo", "SET sql_mode = 'ANSI_QUOTES'", "SET sql_safe_updates = 1"} {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			log.Fatal(err)
		}
	}

	var name string
	if err := conn.QueryRowContext(ctx, `SELECT "Prenom" FROM "contact" WHERE id = 102`).Scan(&name); err != nil {
		log.Fatal(err)
	}
	fmt.Println(name)
	_, err = conn.ExecContext(ctx, "UPDATE contact SET Ville = 'Lille'")
	fmt.Println(err)
	// Output:
	// Ugo
	// scale: safe_updates: an UPDATE without WHERE or LIMIT is refused; name the records, or write WHERE TRUE to mean all of them
}

// An INSERT of several records has no one last id. The records are stored, and
// the error that says so has their ids, also where a library holds the result.
func ExampleSeveralIDsError() {
	server := demo()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN())
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	result, err := db.Exec("INSERT INTO contact (Prenom) VALUES ('Léo'), ('Mia')")
	if err != nil {
		log.Fatal(err)
	}
	_, err = result.LastInsertId()
	var several *scale.SeveralIDsError
	if errors.As(err, &several) {
		fmt.Println("stored:", several.IDs)
	}
	// Output: stored: [104 105]
}
