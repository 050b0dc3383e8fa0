package main

import (
	"fmt"
	"os"
	"sync"
	"sync/atomic"

	"github.com/peterh/liner"
)

// editor edits lines on the terminal.
type editor struct {
	state    *liner.State
	complete *completer
	items    []string   // the history
	mu       sync.Mutex // for closed
	closed   bool
	asking   atomic.Bool // a line is being typed
	cleared  atomic.Bool // Ctrl-C has cleared it on a dumb terminal
	fresh    atomic.Value
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

// line asks for a line. Behind one that Ctrl-C has cleared there is a fresh prompt.
func (e *editor) line(prompt, fresh string) (string, error) {
	e.fresh.Store(fresh)
	e.cleared.Store(false)
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
