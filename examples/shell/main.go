// Command shell is an interactive SQL shell for Scal-e instances, and runs scripts.
//
//	go run .                            # on made-up data
//	SCALE_DSN='scale://TOKEN@api.scal-e.com/INSTANCE' go run .
//	go run . -format csv -c 'SELECT * FROM products' >products.csv
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/term"
)

// What the program's exit status says.
const (
	exitFailed      = 1
	exitMisused     = 2
	exitInterrupted = 130
)

func main() {
	code, err := start(os.Args[1:])
	switch {
	case err == nil, errors.Is(err, errReported):
	case errors.As(err, new(misused)):
		fmt.Fprintf(os.Stderr, "shell: %v\n\n%s", err, usage)
	case errors.Is(err, errInterrupted): // what became of a write has been told
		fmt.Fprintln(os.Stderr, "shell:", errInterrupted)
	default:
		fmt.Fprintln(os.Stderr, "shell:", visible(err.Error(), true))
	}
	os.Exit(code)
}

// start reads the flags and runs the shell with the process's files.
func start(args []string) (int, error) {
	s, err := readFlags(args, os.Getenv("SCALE_DSN"))
	if err != nil {
		return exitMisused, err
	}
	if s.help {
		_, err := io.WriteString(os.Stdout, usage)
		return exitCode(err), err
	}
	s.interactive = len(s.sources) == 0 && isTerminal(os.Stdin) && isTerminal(os.Stdout)
	signals := []os.Signal{syscall.SIGTERM, syscall.SIGHUP}
	if !s.interactive {
		signals = append(signals, os.Interrupt)
	}
	ctx, stop := signal.NotifyContext(context.Background(), signals...)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	defer stop()
	err = run(ctx, s, os.Stdin, os.Stdout, os.Stderr)
	return exitCode(err), err
}

func exitCode(err error) int {
	switch {
	case err == nil:
		return 0
	case errors.As(err, new(misused)):
		return exitMisused
	case errors.Is(err, errInterrupted):
		return exitInterrupted
	}
	return exitFailed
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// terminalWidth is how many columns a terminal has, 0 if there is none.
func terminalWidth(out io.Writer) int {
	if f, ok := out.(*os.File); ok {
		if columns, _, err := term.GetSize(int(f.Fd())); err == nil {
			return columns
		}
	}
	return 0
}

// run connects, and reads what is to be done from a terminal, from the sources that
// the flags name, or from in.
func run(ctx context.Context, s settings, in io.Reader, out, errs io.Writer) error {
	target, err := connect(s.dsn)
	if err != nil {
		return err
	}
	defer target.close()
	sh := newShell(target, s, out, errs)
	defer sh.close()
	if s.interactive {
		return sh.interact(ctx)
	}
	if target.embedded {
		fmt.Fprintln(errs, embeddedNote)
	}
	if len(s.sources) == 0 {
		s.sources = []source{{path: "-"}}
	}
	for _, src := range s.sources {
		if err := sh.runSource(ctx, src, in); err != nil {
			return err
		}
	}
	if sh.failures > 0 {
		return fmt.Errorf("%s failed", counted(int64(sh.failures), "statement"))
	}
	return nil
}
