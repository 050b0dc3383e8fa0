// Command quickstart shows what the scale driver answers. Without arguments it
// starts a Scal-e server inside the program, with made-up data, and runs a
// dozen SELECTs on it. With arguments it runs these.
//
//	go run ./examples/quickstart
//	go run ./examples/quickstart "SELECT name, price FROM products LIMIT 5"
//	SCALE_DSN='scale://TOKEN@api.scal-e.com/INSTANCE' go run ./examples/quickstart "SELECT ..."
package main

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"unicode"

	_ "github.com/scale-sql/scale" // the driver "scale"
	"github.com/scale-sql/scale/scaletest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	err := run(ctx, os.Args[1:], os.Getenv("SCALE_DSN"), os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "quickstart:", err)
		os.Exit(1)
	}
}

const usage = `Usage: quickstart [-dsn DSN] [STATEMENT ...]

Without a DSN, quickstart starts a Scal-e server of its own with made-up data
(contact, orders, products) and runs the STATEMENTs on it, or a tour of a dozen
SELECTs if there are none. With a DSN it runs the STATEMENTs on that instance.

  -dsn DSN  scale://TOKEN@HOST/INSTANCE[?option=value&...]; -dsn "" is the
            server of its own. The default is the environment's SCALE_DSN,
            which, unlike a flag, doesn't show the token in the list of processes.
  -h        this text

A result is cut after 100 rows. Write a LIMIT to choose them. EXPLAIN before a
statement tells its requests. Nothing is written: for that there is examples/shell.
`

// run is the program without its process.
func run(ctx context.Context, args []string, dsn string, out io.Writer) error {
	flags := flag.NewFlagSet("quickstart", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // the flag package would print the DSN as a default
	flags.StringVar(&dsn, "dsn", dsn, "")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		_, err = io.WriteString(out, usage)
		return err
	case err != nil:
		return misused(err.Error())
	case words(flags.Args()):
		return misused("a statement is one argument: put it in quotes")
	}
	lessons := tour
	if flags.NArg() > 0 {
		lessons = nil
		for _, query := range flags.Args() {
			lessons = append(lessons, lesson{query: query})
		}
	} else if dsn != "" {
		return misused("there is a DSN, but no STATEMENT to run on it; for the tour, say -dsn \"\"")
	}
	if dsn == "" {
		server := scaletest.NewServer()
		defer server.Close()
		dsn = server.DSN()
	}
	return runAll(ctx, dsn, lessons, out)
}

// words tells whether the arguments are one statement without its quotes.
func words(args []string) bool {
	return len(args) > 1 && !strings.ContainsFunc(args[0], unicode.IsSpace)
}

func misused(why string) error { return errors.New(why + "\n\n" + strings.TrimSpace(usage)) }

// runAll runs the lessons in turn, up to the first that fails.
func runAll(ctx context.Context, dsn string, lessons []lesson, out io.Writer) error {
	db, err := sql.Open("scale", dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	for i, l := range lessons {
		if i > 0 {
			fmt.Fprintln(out)
		}
		if err := l.print(out); err != nil {
			return err
		}
		t, err := query(ctx, db, l)
		switch {
		case ctx.Err() != nil:
			return errors.New("interrupted")
		case err != nil:
			return err
		}
		if err := t.print(out); err != nil {
			return err
		}
	}
	return nil
}
