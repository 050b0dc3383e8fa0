package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/translate/syntax"
)

var (
	// errQuit ends the shell.
	errQuit = errors.New("quit")
	// errInterrupted is a statement that Ctrl-C has ended.
	errInterrupted = errors.New("interrupted")
)

// shell is a session: what it is connected to, and how results are shown.
type shell struct {
	target *target
	conn   *sql.Conn // one connection, with which SET's state stays
	tx     *sql.Tx

	cancelTx context.CancelFunc // ends the transaction's context

	out, errs io.Writer
	file      *os.File // of \o, nil for none
	view      view
	timing    bool
	keep      bool    // go on after errors
	editor    *editor // nil if not interactive
	history   bool
	sql       syntax.Options // how statements are read, as SET sql_mode has it
	last      string         // statement, for \e, \g and \explain
	failures  int
	depth     int // of \i
	now       func() time.Time
}

func newShell(t *target, s settings, out, errs io.Writer) *shell {
	v := view{format: s.format, expanded: s.expanded, auto: s.interactive && !s.expanded, null: "NULL", width: 40, terminal: s.interactive}
	if f, ok := out.(*os.File); ok {
		v.terminal = isTerminal(f)
	}
	return &shell{target: t, out: out, errs: errs, view: v, timing: s.timing, keep: s.keep || s.interactive, history: !s.noHistory, now: time.Now}
}

// close ends what the session holds. What a transaction holds is not written.
func (s *shell) close() {
	if s.tx != nil {
		s.tx.Rollback()
		s.cancelTx()
		fmt.Fprintln(s.errs, "The transaction was not committed: what it held is not written.")
	}
	if s.conn != nil {
		s.conn.Close()
	}
	if s.file != nil {
		s.file.Close()
	}
}

// drain runs the statements and commands that are complete. Of a session that stops
// at errors it returns the first.
func (s *shell) drain(ctx context.Context, in *syntax.Scanner, name string) error {
	for {
		in.SetOptions(s.sql)
		part, ok := in.Next()
		var err error
		if ok {
			err = s.statement(ctx, part.Text)
		} else {
			rest, open := in.Rest()
			if open != syntax.OpenCommand {
				return nil
			}
			part = rest
			err = s.runCommand(ctx, in.Command(), in)
		}
		if err = s.failed(err, part, name); err != nil {
			return err
		}
	}
}

// failed reports an error, and returns it if it ends the input.
func (s *shell) failed(err error, part syntax.Part, name string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errQuit), errors.Is(err, errReported) && !s.keep:
		return err
	case errors.Is(err, errInterrupted):
		s.interrupted(err, part.Text)
		return err
	case errors.Is(err, errReported):
		return nil
	}
	s.failures++
	where := ""
	if name != "" {
		where = fmt.Sprintf("%s:%d: ", name, part.Line)
	}
	fmt.Fprint(s.errs, where, explained(err, part.Text))
	if !s.keep {
		return errReported
	}
	return nil
}

// interrupted reports an interrupt, once for all files that include one another. What
// became of a write must be told.
func (s *shell) interrupted(err error, statement string) {
	if s.depth > 0 {
		return
	}
	if s.editor != nil {
		fmt.Fprintln(s.errs, "Interrupted.")
	}
	if errors.As(err, new(*scale.BatchError)) {
		fmt.Fprint(s.errs, explained(err, statement))
	}
}

// errReported stands for an error that has been shown.
var errReported = errors.New("the script was ended by the error above")

// runner is what runs statements: the connection, or its transaction.
type runner interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	ExecContext(context.Context, string, ...any) (sql.Result, error)
}

// runner returns the session's connection, which is made when it is first needed.
func (s *shell) runner(ctx context.Context) (runner, error) {
	if s.tx != nil {
		return s.tx, nil
	}
	if s.conn == nil {
		conn, err := s.target.db.Conn(ctx)
		if err != nil {
			return nil, err
		}
		s.conn = conn
	}
	return s.conn, nil
}
