// Command migrate runs scripts of INSERT, REPLACE and UPDATE statements on a Scal-e
// instance, and keeps a journal, so that a run that broke off goes on where it was
// and sends nothing twice. Without a DSN it rehearses on a Scal-e server inside the
// program, with made-up data.
//
//	go run . -n script.sql
//	SCALE_DSN='scale://TOKEN@api.scal-e.com/INSTANCE' go run . script.sql
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/term"
)

// What the program's exit status says.
const (
	exitFailed      = 1
	exitMisused     = 2
	exitDoubt       = 3
	exitInterrupted = 130
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	p := program{out: os.Stdout, errs: os.Stderr, dsn: os.Getenv("SCALE_DSN"), now: time.Now, terminal: isTerminal(os.Stderr)}
	context.AfterFunc(ctx, func() {
		stop() // a second Ctrl-C ends the program at once
		fmt.Fprintln(os.Stderr, "\nmigrate: what is under way is finished first; a second Ctrl-C ends the program at once, and may leave a doubt")
	})
	err := p.run(ctx, os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "migrate:", err)
	}
	os.Exit(exitCode(err))
}

// program is the program without its process.
type program struct {
	out, errs io.Writer
	dsn       string
	now       func() time.Time
	terminal  bool // errs is one
}

// isTerminal tells whether a file is a terminal that can take a line away again.
func isTerminal(f *os.File) bool {
	return term.IsTerminal(int(f.Fd())) && os.Getenv("TERM") != "dumb"
}

// columns is how wide the terminal of the progress is.
func columns() int {
	width, _, err := term.GetSize(int(os.Stderr.Fd()))
	if err != nil || width < 1 {
		return 80
	}
	return width
}

var errInterrupted = errors.New("interrupted")

// misuse is an error of the command line.
type misuse struct{ error }

func misused(format string, args ...any) error { return misuse{fmt.Errorf(format, args...)} }

func exitCode(err error) int {
	switch {
	case err == nil:
		return 0
	case errors.As(err, new(misuse)):
		return exitMisused
	case errors.As(err, new(*doubtError)):
		return exitDoubt
	case errors.Is(err, errInterrupted):
		return exitInterrupted
	}
	return exitFailed
}

// run does what the command line asks for.
func (p *program) run(ctx context.Context, args []string) error {
	s, err := readFlags(args, p.dsn)
	if err != nil {
		return fmt.Errorf("%w\n-h tells how to use it", err)
	}
	if s.help {
		_, err := io.WriteString(p.out, usage)
		return err
	}
	scripts, err := readScripts(s.scripts)
	if err != nil {
		return err
	}
	target, err := connect(s)
	if err != nil {
		return err
	}
	defer target.close()
	if target.embedded && !s.quiet {
		fmt.Fprintln(p.errs, embeddedNote)
	}
	return p.migrate(ctx, s, target, scripts)
}

// migrate checks all scripts before the first statement of any is sent.
func (p *program) migrate(ctx context.Context, s settings, target *target, scripts []*script) error {
	m := &migration{db: target.db, settings: s, target: target.name, batch: target.batch, journals: !target.embedded, now: p.now}
	m.progress = newProgress(p.errs, p.terminal, s.quiet, p.now)
	defer m.progress.end()
	defer m.close()
	for _, script := range scripts {
		if err := m.open(script); err != nil {
			return err
		}
	}
	if s.dryRun {
		return m.rehearse(ctx, p.out)
	}
	return m.run(ctx)
}
