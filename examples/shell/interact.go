package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/peterh/liner"
	"github.com/scale-sql/scale/translate/syntax"
)

// interact reads statements and commands from the terminal.
func (s *shell) interact(ctx context.Context) error {
	connecting := newProgress(s.errs, false)
	err := s.target.db.PingContext(ctx)
	connecting.stop()
	if err != nil {
		return err
	}
	// While no statement runs, an interrupt that is not a key of the editor's must not
	// end the program with the terminal in the editor's mode.
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	defer signal.Stop(interrupts)

	in := syntax.NewScanner(syntax.Options{})
	s.editor = newEditor(&completer{session: s, pending: in})
	go s.clearLines(ctx, s.editor, interrupts)
	defer func() { s.editor.close() }()
	stop := context.AfterFunc(ctx, s.editor.leave)
	defer stop()
	s.loadHistory()
	s.greet()
	for {
		err := s.prompt(ctx, in)
		switch {
		case errors.Is(err, errQuit):
			return nil
		case ctx.Err() != nil:
			return errInterrupted
		case errors.Is(err, errInterrupted):
			*in = *syntax.NewScanner(s.sql)
			s.editor.reopen() // what was pasted behind the statement is not to be run
		case err != nil && !errors.Is(err, errReported):
			return err
		}
	}
}

func (s *shell) greet() {
	if s.target.embedded {
		fmt.Fprintln(s.out, embeddedNote)
	} else {
		fmt.Fprintln(s.out, "This is "+s.target.describe()+".")
	}
	fmt.Fprintln(s.out, `A statement ends with a semicolon; \? lists the commands, \q quits.`)
}

// prompt reads a line, and runs what it completes.
func (s *shell) prompt(ctx context.Context, in *syntax.Scanner) error {
	rest, open := in.Rest()
	line, err := s.editor.line(s.promptText(open), s.promptText(syntax.OpenNothing))
	if s.editor.cleared.Load() {
		in.Drop()
		rest, open = in.Rest()
	}
	switch {
	case errors.Is(err, liner.ErrPromptAborted):
		in.Drop()
		return nil
	case errors.Is(err, io.EOF):
		fmt.Fprintln(s.out)
		return errQuit
	case err != nil:
		return err
	}
	typed := line
	if open == syntax.OpenNothing {
		rest.Text, line = "", meant(line)
	}
	in.Add(line + "\n")
	s.remember(rest.Text, typed)
	return s.drain(ctx, in, "")
}

// clearLines does on a dumb terminal what Ctrl-C does in the editor, which there is
// none of: the terminal takes away what has been typed of the line, and the statement's
// lines before it go, too.
func (s *shell) clearLines(ctx context.Context, e *editor, interrupts <-chan os.Signal) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-interrupts:
			if e.asking.Load() && !liner.TerminalSupported() {
				e.cleared.Store(true)
				fmt.Fprint(s.out, "\n", e.fresh.Load())
			}
		}
	}
}

// meant is the command for a word that other shells take in its place, and that begins
// no statement.
func meant(line string) string {
	switch strings.ToLower(strings.Trim(line, " \t;")) {
	case "help", "?":
		return `\h`
	case "exit", "quit":
		return `\q`
	}
	return line
}

// promptText says where the session is, and what has yet to be closed.
func (s *shell) promptText(open syntax.Open) string {
	name := s.target.instance()
	if s.tx != nil {
		name += "*"
	}
	if open == syntax.OpenNothing {
		return name + "> "
	}
	mark := "-"
	switch open {
	case syntax.OpenComment, syntax.OpenString, syntax.OpenQuotes, syntax.OpenName:
		mark = string(rune(open))
	}
	return strings.Repeat(" ", max(0, width(name)-1)) + mark + "> "
}
