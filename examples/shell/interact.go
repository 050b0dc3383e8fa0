package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/peterh/liner"
	"github.com/scale-sql/scale/translate/syntax"
)

// interact reads statements and commands from the terminal.
func (s *shell) interact(ctx context.Context) error {
	if err := s.target.db.PingContext(ctx); err != nil {
		return err
	}
	// While no statement runs, an interrupt that is not a key of the editor's must not
	// end the program with the terminal in the editor's mode.
	ignored := make(chan os.Signal, 1)
	signal.Notify(ignored, os.Interrupt)
	defer signal.Stop(ignored)

	in := syntax.NewScanner(syntax.Options{})
	s.editor = newEditor(&completer{session: s, pending: in})
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
			in.Drop()
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
	line, err := s.editor.line(s.promptText(open))
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

// editor edits lines on the terminal.
type editor struct {
	state    *liner.State
	complete *completer
	items    []string   // the history
	mu       sync.Mutex // for closed
	closed   bool
	asking   atomic.Bool // a line is being typed
}

func newEditor(c *completer) *editor {
	e := &editor{complete: c}
	e.open()
	return e
}

func (e *editor) open() {
	e.state = liner.NewLiner()
	e.state.SetCtrlCAborts(true)
	e.state.SetMultiLineMode(true)
	e.state.SetTabCompletionStyle(liner.TabPrints)
	e.state.SetBeep(false)
	e.state.SetWordCompleter(e.complete.word)
	for _, item := range e.items {
		e.state.AppendHistory(item)
	}
	e.closed = false
}

func (e *editor) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.closed {
		e.closed = true
		e.state.Close()
	}
}

// reopen forgets what has been typed ahead.
func (e *editor) reopen() {
	e.close()
	e.open()
}

// lend gives the terminal to another program.
func (e *editor) lend(run func() error) error {
	e.close()
	defer e.open()
	return run()
}

func (e *editor) line(prompt string) (string, error) {
	e.asking.Store(true)
	defer e.asking.Store(false)
	return e.state.Prompt(prompt)
}

// leave ends the program if it waits for a line, which doesn't hear of the context's
// end. A statement does, and what became of it must be told first.
func (e *editor) leave() {
	if e.asking.Load() {
		e.close()
		fmt.Println()
		os.Exit(exitInterrupted)
	}
}
