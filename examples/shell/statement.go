package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/translate/syntax"
)

// statement runs one statement and shows what comes of it.
func (s *shell) statement(ctx context.Context, text string) error {
	s.last = text
	return s.run(ctx, text, s.view)
}

// run runs a statement, to be shown in a given way. Ctrl-C cancels it.
func (s *shell) run(ctx context.Context, text string, v view) error {
	outer := ctx
	ctx, stop := s.interruptible(ctx)
	defer stop()
	start := s.now()
	run, err := s.runner(ctx)
	if err == nil {
		switch kind, readOnly := s.kindOf(text); kind {
		case syntax.Begin, syntax.Commit, syntax.Rollback:
			err = s.transaction(outer, ctx, kind, readOnly)
		case syntax.Select, syntax.Show, syntax.Describe, syntax.Explain, 0:
			err = s.query(ctx, run, text, v)
		default:
			err = s.exec(ctx, run, kind, text)
		}
	}
	if s.timing && err == nil {
		fmt.Fprintf(s.notes(), "Time: %s\n", took(s.now().Sub(start)))
	}
	return orInterrupted(ctx, err)
}

// interruptible is a context that Ctrl-C ends, as it does the program's if nobody sits
// before it.
func (s *shell) interruptible(ctx context.Context) (context.Context, context.CancelFunc) {
	if s.editor == nil {
		return ctx, func() {}
	}
	return signal.NotifyContext(ctx, os.Interrupt)
}

// orInterrupted tells of an error what ended its context.
func orInterrupted(ctx context.Context, err error) error {
	if ctx.Err() == nil || err == nil {
		return err
	}
	return fmt.Errorf("%w: %w", errInterrupted, err)
}

// wait does what a command needs of the server before it goes on. Ctrl-C cancels it.
func (s *shell) wait(ctx context.Context, work func(context.Context) error) error {
	ctx, stop := s.interruptible(ctx)
	defer stop()
	working := s.progress(false)
	defer working.stop()
	return orInterrupted(ctx, work(ctx))
}

// kindOf says what a statement is; 0 is one that can't be read, of which the driver
// says why.
func (s *shell) kindOf(text string) (kind syntax.Kind, readOnly bool) {
	parsed, err := syntax.Parse(text, s.sql)
	if err != nil {
		return 0, false
	}
	return parsed.Kind, parsed.ReadOnly
}

// exec runs a statement for its effect.
func (s *shell) exec(ctx context.Context, run runner, kind syntax.Kind, text string) error {
	working := s.progress(false)
	result, err := run.ExecContext(ctx, text)
	working.stop()
	if err != nil {
		return err
	}
	switch kind {
	case syntax.Insert, syntax.Replace, syntax.Update:
		return s.affected(result)
	case syntax.Set:
		err = s.readMode(ctx, run, text)
	}
	if err == nil {
		_, err = fmt.Fprintln(s.notes(), "OK")
	}
	return err
}

// readMode learns whether SET has changed what double quotes are.
func (s *shell) readMode(ctx context.Context, run runner, text string) error {
	if !strings.Contains(strings.ToLower(text), "sql_mode") {
		return nil
	}
	rows, err := run.QueryContext(ctx, "SELECT @@sql_mode")
	if err != nil {
		return err
	}
	defer rows.Close()
	var mode string
	for rows.Next() {
		if err := rows.Scan(&mode); err != nil {
			return err
		}
	}
	s.sql.ANSIQuotes = strings.Contains(strings.ToUpper(mode), "ANSI_QUOTES")
	return rows.Err()
}

// affected tells what a write has done.
func (s *shell) affected(result sql.Result) error {
	n, err := result.RowsAffected()
	if err != nil {
		return err
	}
	line := counted(n, "row") + " affected"
	if ids, err := scale.InsertedIDs(result); err == nil && len(ids) > 0 {
		line += ", " + idList(ids)
	}
	_, err = fmt.Fprintln(s.notes(), line)
	return err
}

// shownIDs is how many ids of inserted records are told.
const shownIDs = 10

func idList(ids []int64) string {
	if len(ids) == 1 {
		return fmt.Sprint("id ", ids[0])
	}
	more := ""
	if len(ids) > shownIDs {
		more = fmt.Sprintf(" and %d more", len(ids)-shownIDs)
		ids = ids[:shownIDs]
	}
	return "ids " + strings.Trim(strings.ReplaceAll(fmt.Sprint(ids), " ", ", "), "[]") + more
}

// query runs a statement and writes its rows as they come.
func (s *shell) query(ctx context.Context, run runner, text string, v view) error {
	v.terminal = v.terminal && s.file == nil
	if v.auto && v.terminal {
		v.fit = terminalWidth(s.out)
	}
	working := s.progress(v.terminal)
	defer working.stop()
	rows, err := run.QueryContext(ctx, text)
	if err != nil {
		return err
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		return err
	}
	out := newResultWriter(s.results(), working)
	p := v.printer(out)
	columns, values, targets := make([]column, len(types)), make([]any, len(types)), make([]any, len(types))
	for i, c := range types {
		columns[i] = column{name: c.Name(), sqlType: c.DatabaseTypeName()}
		targets[i] = &values[i]
	}
	if err := p.begin(columns); err != nil {
		return err
	}
	var n int64
	for ; rows.Next(); n++ {
		if err := rows.Scan(targets...); err != nil {
			return errors.Join(err, out.flush())
		}
		if err := p.row(values); err != nil {
			return err
		}
		working.count(n + 1)
		if err := out.flushNow(); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return errors.Join(err, p.abandon(), out.flush())
	}
	return errors.Join(p.end(n), out.flush())
}
