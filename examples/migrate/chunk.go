package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/scale-sql/scale/schema"
)

// chunks reads a file's rows, one ahead, to know which are the last.
type chunks struct {
	rows  *rows
	ahead *row // nil at the end
	taken int64
}

// chunks opens the file that a statement loads.
func (st *statement) chunks() (*chunks, error) {
	r, err := st.load.open(st.params)
	if err != nil {
		return nil, st.at(err)
	}
	c := &chunks{rows: r}
	if err := c.look(); err != nil {
		r.close()
		return nil, st.at(err)
	}
	return c, nil
}

func (c *chunks) look() error {
	next, err := c.rows.next()
	if err == io.EOF {
		c.ahead = nil
		return nil
	}
	c.ahead = &next
	return err
}

// take reads at most n rows.
func (c *chunks) take(n int) ([]row, error) {
	var all []row
	for ; len(all) < n && c.ahead != nil; c.taken++ {
		all = append(all, *c.ahead)
		if err := c.look(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// skip passes over rows.
func (c *chunks) skip(n int64) error {
	for ; n > 0 && c.ahead != nil; n-- {
		c.taken++
		if err := c.look(); err != nil {
			return err
		}
	}
	return nil
}

func (c *chunks) close() { c.rows.close() }

// dataHash is the hash of rows, or of those among them that are picked, which count
// from 1.
func dataHash(rows []row, picked map[int]bool) string {
	var texts []string
	for i, r := range rows {
		if picked == nil || picked[i+1] {
			texts = append(texts, strconv.Itoa(i+1), hashed(r.values...))
		}
	}
	return hashed(texts...)
}

// without leaves rows out, and tells the numbers of the others.
func without(rows []row, kept map[int]bool) (left []row, numbers []int) {
	for i, r := range rows {
		if !kept[i+1] {
			left, numbers = append(left, r), append(numbers, i+1)
		}
	}
	return left, numbers
}

// hold runs a statement with each row in a transaction, which sends nothing before
// its Commit. What is wrong with a row is found here.
func (m *migration) hold(ctx context.Context, st *statement, rows []row) (*sql.Tx, error) {
	tx, err := m.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, st.at(err)
	}
	if err := st.execute(ctx, tx, rows); err != nil {
		tx.Rollback()
		return nil, err
	}
	return tx, nil
}

func (st *statement) execute(ctx context.Context, tx *sql.Tx, rows []row) error {
	prepared, err := tx.PrepareContext(ctx, st.text)
	if err != nil {
		return st.at(err)
	}
	defer prepared.Close()
	for _, r := range rows {
		result, err := prepared.ExecContext(ctx, st.arguments(r)...)
		if err != nil {
			return st.wrong(r, err)
		}
		n, err := result.RowsAffected()
		if err != nil {
			return st.at(err)
		}
		if n != 1 { // or the journal couldn't tell which rows are stored
			return st.at(fmt.Errorf("%s:%d: it writes %d records for the row; what loads a file writes one for each", st.load.path, r.line, n))
		}
	}
	return nil
}

// wrong is an error of the driver about a row.
func (st *statement) wrong(r row, err error) error {
	hint := ""
	if value := new(schema.EncodeError); errors.As(err, &value) && strings.Trim(value.Value, `'"`) == "" && !st.load.emptyNull {
		hint = "; empty=null in the load line makes NULL of empty values"
	}
	return st.at(fmt.Errorf("%s:%d: %w%s", st.load.path, r.line, err, hint))
}

// arguments are a row's values as the statement's arguments.
func (st *statement) arguments(r row) []any {
	args := make([]any, len(st.params))
	for i, name := range st.params {
		var value any = r.values[i]
		if r.values[i] == "" && st.load.emptyNull {
			value = nil
		}
		args[i] = sql.Named(name, value)
	}
	return args
}

// load runs a statement with what is left of its file, chunk by chunk.
func (m *migration) load(ctx context.Context, o *opened, st *statement) error {
	file, err := st.chunks()
	if err != nil {
		return err
	}
	defer file.close()
	next, again := nextChunk(o.history, st)
	if err := file.skip(next.Before); err != nil {
		return st.at(err)
	}
	var total int64
	for ended := false; !ended; next.Chunk++ {
		if ctx.Err() != nil {
			return fmt.Errorf("%w before chunk %d of %s:%d, statement %d; what came before is stored, and the same command goes on there", errInterrupted, next.Chunk, st.script.path, st.line, st.number)
		}
		size, kept := m.settings.chunk, map[int]bool(nil)
		if again != nil {
			size, kept = again.started.Rows, again.kept
		}
		before := file.taken
		rows, err := file.take(size)
		if err != nil {
			return st.at(err)
		}
		ended = file.ahead == nil
		e := st.started(place{st.number, next.Chunk})
		e.Before, e.Rows, e.Data, e.Last = before, len(rows), dataHash(rows, nil), ended
		n, err := m.chunk(ctx, o, st, e, rows, kept)
		if err != nil {
			return err
		}
		total, again = total+n, nil
		m.progress.did(n, n)
		m.progress.chunk(st, file.taken, next.Chunk, ended)
	}
	m.progress.finished(st, total)
	return nil
}

// nextChunk is where a statement's load goes on. If that is a chunk some rows of which
// are to be left out, again is its step.
func nextChunk(h *history, st *statement) (next entry, again *step) {
	next.Chunk = 1
	for _, s := range h.of(st.number) {
		next.Chunk, next.Before = s.chunk, s.started.Before
		switch s.state {
		case stateDone:
			next.Chunk, next.Before = s.chunk+1, s.started.Before+int64(s.started.Rows)
		case stateAgain:
			again = s
		}
	}
	return next, again
}

// chunk sends some rows, but for those that are kept, with the journal around it.
func (m *migration) chunk(ctx context.Context, o *opened, st *statement, started entry, rows []row, kept map[int]bool) (int64, error) {
	ctx = context.WithoutCancel(ctx)
	left, numbers := without(rows, kept)
	p := started.place()
	n := int64(len(left))
	done := entry{Event: eventDone, Statement: p.statement, Chunk: p.chunk, Affected: &n}
	var tx *sql.Tx
	var err error
	if n > 0 {
		if tx, err = m.hold(ctx, st, left); err != nil {
			return 0, err
		}
		defer tx.Rollback()
	}
	if err := o.journal.append(started); err != nil {
		return 0, st.at(err)
	}
	if n > 0 {
		err = tx.Commit()
	}
	if err != nil {
		first, last := rows[0].line, rows[len(rows)-1].line
		e := failure(p, err, numbers)
		e.KeptData = dataHash(rows, e.touched(kept))
		return 0, m.failed(o, st, e, st.at(fmt.Errorf("chunk %d (%s, lines %d to %d): %w%s", p.chunk, st.load.path, first, last, err, refused(err, left))))
	}
	if err := o.journal.append(done); err != nil {
		return 0, unwritten(st, p, err)
	}
	return n, nil
}

// refused tells the lines of the rows that the API has refused.
func refused(err error, rows []row) string {
	var b strings.Builder
	for _, line := range refusedRows(err, rows) {
		b.WriteString("\n  " + line)
	}
	return b.String()
}
