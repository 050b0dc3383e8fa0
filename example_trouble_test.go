package scale_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"os"
	"time"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// A Trace is told of statements and of requests as they run. Statements are
// shown to it without their values.
func ExampleTrace() {
	server := demo()
	defer server.Close()
	cfg, err := scale.ParseDSN(server.DSN())
	if err != nil {
		log.Fatal(err)
	}

	cfg.Trace = &scale.Trace{
		QueryEnd: func(ctx context.Context, q scale.QueryInfo, r scale.QueryResult) {
			fmt.Printf("%s: %d rows by %d requests: %s\n", q.Kind, r.Rows, r.Requests, q.Statement)
		},
		RequestEnd: func(ctx context.Context, q scale.RequestInfo, r scale.RequestResult) {
			fmt.Printf("%s %s: status %d, %d rows\n", q.Method, q.Path, r.Status, r.Rows)
		},
	}
	connector, err := scale.NewConnector(cfg)
	if err != nil {
		log.Fatal(err)
	}
	db := sql.OpenDB(connector)
	defer db.Close()

	var name string
	if err := db.QueryRow("SELECT Prenom FROM contact WHERE Ville = ? LIMIT 1", "Nantes").Scan(&name); err != nil {
		log.Fatal(err)
	}
	// Output:
	// GET /v1/datamart/demo/get_object_list: status 200, 0 rows
	// GET /v1/datamart/demo/get_object_info/contact: status 200, 0 rows
	// GET /v1/datamart/demo/get_objects/contact: status 200, 1 rows
	// SELECT: 1 rows by 1 requests: SELECT Prenom FROM contact WHERE Ville = ? LIMIT ?
}

// A logger gets a record of each request at level debug. One of a higher level
// gets repetitions and waits only.
func ExampleConfig_logger() {
	server := demo()
	defer server.Close()
	cfg, err := scale.ParseDSN(server.DSN())
	if err != nil {
		log.Fatal(err)
	}

	handler := slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{
		Level: slog.LevelDebug,
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey || a.Key == "duration" {
				return slog.Attr{} // what differs from run to run
			}
			return a
		},
	})
	cfg.Logger = slog.New(handler)
	connector, err := scale.NewConnector(cfg)
	if err != nil {
		log.Fatal(err)
	}
	db := sql.OpenDB(connector)
	defer db.Close()

	if err := db.Ping(); err != nil {
		log.Fatal(err)
	}
	// Output:
	// level=DEBUG msg="scale: request" method=GET path=/v1/datamart/demo/get_object_list status=200 bytes=94 rows=0 attempt=1 statement=""
}

// With max_requests in the DSN a statement that would send more ends with
// ErrBudget, before the first where that is known.
func ExampleErrBudget() {
	server := demo()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN("max_requests=2", "page_size=1"))
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	var n int
	err = db.QueryRow("SELECT COUNT(*) FROM contact").Scan(&n)
	if errors.Is(err, scale.ErrBudget) {
		fmt.Println(err)
	}
	// Output: scale: the statement's budget is spent: it needs at least 3 requests, and max_requests allows 2; narrow its WHERE, or raise max_requests or page_size in the DSN
}

// A context ends a statement, whatever it waits for.
func Example_deadline() {
	server := scaletest.NewServer(scaletest.WithLatency(time.Minute))
	defer server.Close()
	db, err := sql.Open("scale", server.DSN())
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	rows, err := db.QueryContext(ctx, "SELECT id FROM contact")
	if err == nil {
		rows.Close()
	}
	fmt.Println(errors.Is(err, context.DeadlineExceeded))
	// Output: true
}

// An error tells what kind of trouble it is.
func Example_errors() {
	server := demo()
	defer server.Close()
	db, err := sql.Open("scale", server.DSN("max_rows=2"))
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	ctx := context.Background()

	err = func() error {
		rows, err := db.QueryContext(ctx, "SELECT Prenom FROM contact")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				return err
			}
			fmt.Println(name)
		}
		return rows.Err() // a result that was cut short is an error here
	}()
	var answer *scale.Error
	var batch *scale.BatchError
	switch {
	case errors.Is(err, scale.ErrUnsupported):
		fmt.Println("not carried out:", err) // it says what and why
	case errors.Is(err, scale.ErrBudget):
		fmt.Println("too expensive:", err)
	case errors.As(err, &batch):
		fmt.Println("not stored whole:", batch.Records)
	case errors.As(err, &answer) && answer.Status == http.StatusUnauthorized:
		fmt.Println("time for a new token:", answer.Message)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		fmt.Println("given up")
	}
	// Output:
	// Zoé
	// Ugo
	// too expensive: scale: the statement's budget is spent: it has more than the 2 rows that max_rows allows; narrow its WHERE or add a LIMIT, or raise max_rows in the DSN
}
