package scale_test

import (
	"database/sql"
	"errors"
	"fmt"
	"log"

	"github.com/scale-sql/scale"
)

// An INSERT of several records has several ids.
func ExampleInsertedIDs() {
	server := demo()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN())
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	result, err := db.Exec("INSERT INTO contact (Prenom) VALUES (?), (?)", "Léo", "Mia")
	if err != nil {
		log.Fatal(err)
	}
	ids, err := scale.InsertedIDs(result)
	fmt.Println(ids, err)
	// Output: [104 105] <nil>
}

// A write that is not stored whole says what became of each record. Here the
// server refuses a link to a record that doesn't exist.
func ExampleBatchError() {
	server := demo()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN("batch_size=2"))
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	_, err = db.Exec("UPDATE contact SET Prenom = 'Léo', contact = IF(id = 102, 1, 101) WHERE Ville IN ('Lyon', 'Nantes')")
	var batch *scale.BatchError
	if errors.As(err, &batch) {
		fmt.Println(batch.Stored, "stored,", batch.Rejected, "rejected,", batch.Unknown, "unknown")
		for _, r := range batch.Records {
			fmt.Printf("%d is %s %q\n", r.ID, r.Status, r.Message)
		}
	}
	// Output:
	// 1 stored, 2 rejected, 0 unknown
	// 101 is stored ""
	// 102 is rejected "link: object contact has no record 1"
	// 103 is not sent ""
}

// A write says how many records it has stored, or what became of each of them.
func Example_insert() {
	server := demo()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN())
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	result, err := db.Exec("INSERT INTO contact (Prenom, Ville) VALUES (?, ?), (?, ?)", "Léo", "Lyon", "Mia", "Nantes")
	var batch *scale.BatchError
	if errors.As(err, &batch) {
		fmt.Println(batch.Stored, "stored,", batch.Rejected, "rejected,", batch.Unknown, "unknown")
	}
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(result.RowsAffected())
	// Output: 2 <nil>
}

// With tx=buffer a transaction holds writes until Commit, which puts them with as
// few requests as it can.
func Example_transaction() {
	server := demo()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN("tx=buffer"))
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	tx, err := db.Begin() // of a DSN with tx=buffer
	if err != nil {
		log.Fatal(err)
	}
	defer tx.Rollback()
	insert, err := tx.Prepare("INSERT INTO contact (Prenom, Ville) VALUES (?, ?)")
	if err != nil {
		log.Fatal(err)
	}
	for _, name := range []string{"Léo", "Mia", "Noé"} {
		if _, err := insert.Exec(name, "Lille"); err != nil {
			log.Fatal(err)
		}
	}
	err = tx.Commit() // one request for the three
	fmt.Println(err)
	for _, r := range server.Requests() {
		if r.Method == "POST" {
			fmt.Println("a request with", r.Rows, "records")
		}
	}
	// Output:
	// <nil>
	// a request with 3 records
}

// Several statements in one Exec stop at the first that fails.
func Example_severalStatements() {
	server := demo()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN("multi_statements=true"))
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	_, err = db.Exec(`
		INSERT INTO contact (Prenom) VALUES ('Léo');
		UPDATE contact SET Ville = 'Lille' WHERE Prenom = 'Ugo';
		UPDATE contact SET Age = 41;
	`)
	fmt.Println(err)
	// Output: scale: statement 3 of 3, at line 4: unknown column "Age" in object "contact", nor is it an object to link to
}
