package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// plan is what the check has found a statement to do.
type plan struct {
	done     bool
	records  int64 // to write, -1 if that depends on what is read
	requests int64 // at least
	exact    bool  // and no more
	object   string
	reads    []string // the scans that come first
	sample   []string // the first records
	chunks   int64
	before   int64 // rows that are loaded already
}

// check compares the scripts with their journals, and has the driver plan all that is
// left, so that a misspelt column of the last statement is found before the first one
// is sent.
func (m *migration) check(ctx context.Context) error {
	for _, o := range m.scripts {
		if err := o.unchanged(); err != nil {
			return err
		}
		for _, st := range o.statements {
			if err := m.checkStatement(ctx, o, st); err != nil {
				if ctx.Err() != nil {
					return fmt.Errorf("%w; nothing was sent", errInterrupted)
				}
				return err
			}
		}
	}
	return nil
}

// unchanged compares the statements that were started with what they were.
func (o *opened) unchanged() error {
	for _, s := range o.history.steps {
		if s.state == stateFree {
			continue
		}
		if s.statement > len(o.statements) {
			return fmt.Errorf("%s: the journal has statement %d, of line %d, and the script has no more than %d: it was changed", o.path, s.statement, s.started.Line, len(o.statements))
		}
		st := o.statements[s.statement-1]
		if st.hash == s.started.Text && st.soFar == s.started.SoFar {
			continue
		}
		line := st.line + differing(s.started.Lines, st.text)
		return fmt.Errorf("%s:%d: statement %d was changed after it was started, as line %d: put it back as it was, and append what is new to the script, or give it a script of its own", o.path, line, st.number, s.started.Line)
	}
	return nil
}

// differing is the first line of a text, from 0, that has another hash than it had.
func differing(hashes []string, text string) int {
	now := lineHashes(text)
	for i := range min(len(hashes), len(now)) {
		if hashes[i] != now[i] {
			return i
		}
	}
	if len(hashes) != len(now) && len(hashes) > 0 {
		return max(min(len(hashes), len(now))-1, 0)
	}
	return 0
}

// checkStatement plans what is left of a statement.
func (m *migration) checkStatement(ctx context.Context, o *opened, st *statement) (err error) {
	if st.load != nil {
		return m.checkLoad(ctx, o, st)
	}
	if steps := o.history.of(st.number); len(steps) > 0 && steps[0].state == stateDone {
		st.plan.done = true
		return nil
	}
	if st.plan, err = m.explain(ctx, st, nil); err != nil {
		return st.at(err)
	}
	return nil
}

// explain asks the driver what a statement would do.
func (m *migration) explain(ctx context.Context, st *statement, args []any) (plan, error) {
	var text string
	if err := m.db.QueryRowContext(ctx, "EXPLAIN FORMAT=JSON "+st.text, args...).Scan(&text); err != nil {
		return plan{}, err
	}
	p, err := readPlan(text)
	if err != nil {
		return plan{}, fmt.Errorf("EXPLAIN can't be read: %w", err)
	}
	return p, nil
}

// readPlan reads the steps of an EXPLAIN.
func readPlan(text string) (plan, error) {
	var steps []struct {
		Action, Object string
		Parameters     []string
		Requests       int64
		Records        *int64
	}
	if err := json.Unmarshal([]byte(text), &steps); err != nil {
		return plan{}, err
	}
	p := plan{records: -1}
	for _, s := range steps {
		p.requests += s.Requests
		switch s.Action {
		case "put":
			p.object = s.Object
			if s.Records != nil {
				p.records = *s.Records
			}
			p.put(s.Parameters)
		case "scan", "probe":
			p.reads = append(p.reads, strings.TrimSpace(s.Object+" "+strings.Join(s.Parameters, " ")))
		}
	}
	if p.object == "" {
		return plan{}, errors.New("it puts nothing")
	}
	p.exact = p.records >= 0 && len(p.reads) == 0
	return p, nil
}

// shownRecords is how many records of a statement are shown.
const shownRecords = 3

// put takes the first of the records.
func (p *plan) put(parameters []string) {
	for _, text := range parameters {
		objects, ok := strings.CutPrefix(text, "objects=")
		if !ok {
			continue
		}
		p.sample = firstRecords(objects)
	}
}

// firstRecords are those of a list in JSON, which the driver cuts off where it is long.
func firstRecords(list string) []string {
	var all []string
	d := json.NewDecoder(strings.NewReader(list))
	if _, err := d.Token(); err != nil {
		return nil
	}
	for len(all) < shownRecords && d.More() {
		var record json.RawMessage
		if err := d.Decode(&record); err != nil {
			break
		}
		all = append(all, string(record))
	}
	return all
}

// checkLoad compares the rows that were sent with what they were, and holds the
// others without sending them.
func (m *migration) checkLoad(ctx context.Context, o *opened, st *statement) error {
	file, err := st.chunks()
	if err != nil {
		return err
	}
	defer file.close()
	steps := o.history.of(st.number)
	if err := st.sameRows(file, steps); err != nil {
		return st.at(err)
	}
	if n := len(steps); n > 0 && steps[n-1].state == stateDone && steps[n-1].started.Last {
		if file.ahead != nil {
			return st.at(fmt.Errorf("%s:%d: rows were added behind the %d that are loaded; load them with a statement of their own, from a file of their own", st.load.path, file.ahead.line, file.taken))
		}
		st.plan.done = true
		return nil
	}
	return m.checkRows(ctx, o, st)
}

// sameRows reads the rows that were sent, and compares them.
func (st *statement) sameRows(file *chunks, steps []*step) error {
	for _, s := range steps {
		if s.state == stateFree {
			return nil
		}
		line := 0
		if file.ahead != nil {
			line = file.ahead.line
		}
		rows, err := file.take(s.started.Rows)
		if err != nil {
			return err
		}
		was, picked := s.started.Data, map[int]bool(nil)
		if s.failed != nil {
			was, picked = s.failed.KeptData, s.touched
		}
		if len(rows) != s.started.Rows {
			return fmt.Errorf("%s: the file has fewer rows than were sent of it; put it back as it was", st.load.path)
		}
		if dataHash(rows, picked) != was {
			return fmt.Errorf("%s:%d: a row of chunk %d, which begins there and has %d rows, was changed after it was sent; put the file back as it was", st.load.path, line, s.chunk, s.started.Rows)
		}
	}
	return nil
}

// checkRows holds what is left of a file's rows, and lets go of them.
func (m *migration) checkRows(ctx context.Context, o *opened, st *statement) error {
	file, err := st.chunks()
	if err != nil {
		return err
	}
	defer file.close()
	next, again := nextChunk(o.history, st)
	if err := file.skip(next.Before); err != nil {
		return st.at(err)
	}
	if file.ahead == nil {
		st.plan = plan{object: "no row", exact: true}
		return nil
	}
	p, err := m.explain(ctx, st, st.arguments(*file.ahead))
	if err != nil {
		return st.wrong(*file.ahead, err)
	}
	if len(p.reads) > 0 {
		return st.at(errors.New("it reads records, and what loads a file can't: that would take a request for each row. Name records by id, or load the rows first and have an UPDATE behind it"))
	}
	p.records, p.requests, p.exact, p.before = 0, 0, false, next.Before
	p.sample = slices.Clone(p.sample)
	for file.ahead != nil {
		size, kept := m.settings.chunk, map[int]bool(nil)
		if again != nil {
			size, kept, again = again.started.Rows, again.kept, nil
		}
		rows, err := file.take(size)
		if err != nil {
			return st.at(err)
		}
		left, _ := without(rows, kept)
		p.chunks, p.records = p.chunks+1, p.records+int64(len(left))
		p.requests += int64((len(left) + m.batch - 1) / m.batch)
		if len(left) == 0 {
			continue
		}
		tx, err := m.hold(ctx, st, left)
		if err != nil {
			return err
		}
		if err := tx.Rollback(); err != nil {
			return st.at(err)
		}
	}
	st.plan = p
	return nil
}
