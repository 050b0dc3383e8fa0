// Package guard runs code of the program that uses the driver (the transport of
// its HTTP client, the functions of its Trace, the handler of its logger) and
// makes errors of its panics.
//
// Some of that code runs in goroutines of the driver's or of database/sql's, where
// the program can't recover from a panic. Where it could, database/sql would not
// take back the connection of a query that panicked, and a write would tell nobody
// what became of its records. An error does both.
package guard

import (
	"context"
	"fmt"
	"log"
	"log/slog"
	"path"
	"runtime"
	"runtime/debug"
	"strings"
)

// Panic is the error that a panic has become.
type Panic struct {
	What  string // what panicked
	Value any    // what it panicked with
	Where string // function and line, empty if they are unknown
	Stack string // of the goroutine
}

// Error says what panicked, with what, and where.
func (p *Panic) Error() string {
	text := fmt.Sprintf("%s panicked: %v", p.What, p.Value)
	if p.Where != "" {
		text += ", in " + p.Where
	}
	return text
}

// Run runs f. A panic of f is a *Panic, which names what f is.
func Run(what string, f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &Panic{What: what, Value: v, Where: origin(), Stack: string(debug.Stack())}
		}
	}()
	return f()
}

// origin is the function that the panic which is being recovered from began in.
func origin() string {
	callers := make([]uintptr, 64)
	frames := runtime.CallersFrames(callers[:runtime.Callers(2, callers)])
	begun := false
	for {
		frame, more := frames.Next()
		if begun && !strings.HasPrefix(frame.Function, "runtime.") {
			return fmt.Sprintf("%s (%s:%d)", frame.Function, path.Base(frame.File), frame.Line)
		}
		begun = begun || frame.Function == "runtime.gopanic"
		if !more {
			return ""
		}
	}
}

// Observe runs a function that is told of something and has no say in it: its
// panic changes nothing. The logger is told of it, at level error, or the standard
// one where there is none.
func Observe(ctx context.Context, logger *slog.Logger, what string, f func()) {
	failure := Run(what, func() error { f(); return nil })
	p, ok := failure.(*Panic)
	if !ok {
		return
	}
	if logger != nil {
		told := Run("Config.Logger", func() error {
			logger.LogAttrs(ctx, slog.LevelError, "scale: panic", slog.String("error", p.Error()), slog.String("stack", p.Stack))
			return nil
		})
		if told == nil {
			return
		}
	}
	log.Printf("scale: %v\n%s", p, p.Stack)
}
