// Command report runs named reports, SQL files with parameters, on a Scal-e
// instance, and writes them as tables, CSV, JSON or a page with charts. Without
// a DSN it starts a Scal-e server inside the program, with made-up data.
//
//	go run . -list
//	go run . orders-by-month -since 2025-01-01
//	go run . -all -o report.html
package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	p := program{stdout: os.Stdout, stderr: os.Stderr, dsn: os.Getenv("SCALE_DSN"), now: time.Now()}
	p.interactive = isTerminal(os.Stderr)
	p.shared = p.interactive && isTerminal(os.Stdout)
	err := p.run(ctx, os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "report:", err)
	}
	os.Exit(exitCode(err))
}

// program is the program without its process.
type program struct {
	stdout, stderr io.Writer
	interactive    bool // stderr is a terminal
	shared         bool // and stdout is too
	dsn            string
	now            time.Time
}

// isTerminal tells whether a file is a terminal that can take a line away again.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"
}

var errInterrupted = errors.New("interrupted")

// misuse is an error of the command line.
type misuse struct{ error }

func misused(format string, args ...any) error { return misuse{fmt.Errorf(format, args...)} }

func exitCode(err error) int {
	switch {
	case err == nil:
		return 0
	case errors.As(err, &misuse{}):
		return 2
	case errors.Is(err, errInterrupted):
		return 130
	}
	return 1
}

func (p *program) run(ctx context.Context, args []string) error {
	a, err := parseArguments(args, p.dsn)
	if err != nil {
		return fmt.Errorf("%w\n-h tells how to use it", err)
	}
	if a.help {
		_, err := io.WriteString(p.stdout, usage)
		return err
	}
	all, err := loadLibrary(a.dir)
	if err != nil {
		return err
	}
	if a.list {
		return all.printList(p.stdout)
	}
	reports := []*report(all)
	if !a.all {
		if reports, err = all.pick(a.names); err != nil {
			return err
		}
	}
	jobs, err := makeJobs(reports, a.params, p.now)
	if err != nil {
		return err
	}
	if a.timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, a.timeout)
		defer cancel()
	}
	return explain(ctx, a, p.connect(ctx, a, jobs))
}

// explain says of an error that came of the context's end what ended it.
func explain(ctx context.Context, a *arguments, err error) error {
	switch {
	case err == nil || ctx.Err() == nil:
		return err
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fmt.Errorf("not finished after -timeout %v: %w", a.timeout, err)
	}
	return errInterrupted
}

// connect opens the database, that of a server of our own if there is no DSN.
func (p *program) connect(ctx context.Context, a *arguments, jobs []job) error {
	dsn, source := a.dsn, "made-up data of the example's own server"
	if dsn == "" {
		server := scaletest.NewServer()
		defer server.Close()
		dsn = server.DSN()
		fmt.Fprintln(p.stderr, "report: there is no DSN; this is the", source)
	} else {
		cfg, err := scale.ParseDSN(dsn)
		if err != nil {
			return err
		}
		source = fmt.Sprintf("instance %s at %s", cfg.Instance, cfg.Host)
	}
	db, err := sql.Open("scale", dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	return p.produce(ctx, db, a, jobs, source)
}

// produce runs the jobs and writes what they give.
func (p *program) produce(ctx context.Context, db *sql.DB, a *arguments, jobs []job, source string) error {
	progress := startProgress(p.stderr, p.interactive)
	defer progress.end()
	out, err := openOutput(a.out, p.stdout, func() {
		if p.shared && a.out == "" {
			progress.end()
		}
	})
	if err != nil {
		return err
	}
	defer out.discard()
	s := newSink(a, out, len(jobs) > 1, footer{source, p.now})
	for _, j := range jobs {
		progress.begin(j.report.name)
		if err := j.run(ctx, db, s, progress); err != nil {
			return fmt.Errorf("%s: %w", j.report.name, err)
		}
	}
	if err := s.close(); err != nil {
		return err
	}
	return out.commit()
}

// newSink is what writes rows in the format that was asked for.
func newSink(a *arguments, out io.Writer, titles bool, f footer) sink {
	switch a.format {
	case "csv":
		return &csvSink{out: out, spreadsheet: a.spreadsheet}
	case "json":
		return &jsonSink{out: out}
	case "html":
		return &pageSink{out: out, footer: f}
	}
	return &tableSink{out: out, titles: titles}
}
