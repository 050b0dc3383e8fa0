package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// migration is a run over some scripts.
type migration struct {
	db       *sql.DB
	settings settings
	target   string
	batch    int  // records of a request
	journals bool // whether there are any
	now      func() time.Time
	progress *progress
	scripts  []*opened
}

// opened is a script with its journal.
type opened struct {
	*script
	journal *journal
	history *history
	answer  *entry // to a doubt, to be written once the check is through
}

func (m *migration) close() {
	for _, o := range m.scripts {
		o.journal.close()
	}
}

// open opens a script's journal.
func (m *migration) open(s *script) error {
	o := &opened{script: s, journal: &journal{}, history: &history{}}
	m.scripts = append(m.scripts, o)
	if !m.journals {
		return nil
	}
	path := m.settings.journal
	if path == "" {
		real, err := filepath.EvalSymlinks(s.path) // or another name would mean another journal
		if err != nil {
			return err
		}
		path = real + ".journal"
	}
	var entries []entry
	var err error
	if m.settings.dryRun {
		entries, err = peekJournal(path)
	} else {
		var j *journal
		if j, entries, err = openJournal(path, m.now); err == nil {
			o.journal = j
		}
	}
	if err == nil && elsewhere(entries, m.target) {
		entries, err = nil, o.journal.restart()
	}
	if err == nil && len(entries) == 0 {
		return o.journal.append(entry{Event: eventScript, Version: journalVersion, Script: filepath.Base(s.path), Target: m.target})
	}
	if err == nil {
		err = o.replay(path, entries, m.target)
	}
	if err != nil {
		return err
	}
	return o.resolve(m.settings.resolve)
}

// elsewhere tells whether a journal is of another instance on which nothing was begun,
// such as that of a DSN which has been corrected.
func elsewhere(entries []entry, target string) bool {
	return len(entries) == 1 && entries[0].Version == journalVersion && entries[0].Target != target
}

// peekJournal reads a journal, if there is one, without a lock.
func peekJournal(path string) ([]entry, error) {
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err == nil {
		err = ordinary(path, info)
	}
	if err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	entries, _, err := readJournal(path, file)
	return entries, err
}

// replay reads what the journal tells.
func (o *opened) replay(path string, entries []entry, target string) (err error) {
	switch first := entries[0]; {
	case first.Version != journalVersion:
		return fmt.Errorf("%s has version %d of the journal's format, and this program knows %d", path, first.Version, journalVersion)
	case first.Target != target:
		return fmt.Errorf("%s is the journal of a run on %s, and this one is on %s; name another journal with -journal", path, first.Target, target)
	}
	if o.history, err = replay(entries[1:]); err != nil {
		return fmt.Errorf("%s: the journal is damaged: %w", path, err)
	}
	return nil
}

// resolve settles a doubt, for now in memory only.
func (o *opened) resolve(answers []resolution) error {
	for _, a := range answers {
		last := o.history.last()
		if last == nil || last.place != a.place {
			return fmt.Errorf("%s: %v is not in doubt", o.path, a.place)
		}
		if err := last.resolve(a.as); err != nil {
			return fmt.Errorf("%s: %w", o.path, err)
		}
		o.answer = &entry{Event: eventResolved, Statement: a.place.statement, Chunk: a.place.chunk, As: a.as}
	}
	return nil
}

// run checks all scripts and then runs them.
func (m *migration) run(ctx context.Context) error {
	if err := m.doubts(); err != nil {
		return err
	}
	if err := m.check(ctx); err != nil {
		return err
	}
	var records int64
	var statements int
	for _, o := range m.scripts {
		for _, st := range o.statements {
			if st.plan.done {
				continue
			}
			statements++
			records += max(st.plan.records, 0)
		}
	}
	m.progress.begin(statements, records)
	for _, o := range m.scripts {
		if o.answer != nil {
			if err := o.journal.append(*o.answer); err != nil {
				return err
			}
		}
		for _, st := range o.statements {
			if st.plan.done {
				continue
			}
			if err := m.statement(ctx, o, st); err != nil {
				return err
			}
		}
	}
	m.progress.total()
	return nil
}

// statement runs what is left of a statement.
func (m *migration) statement(ctx context.Context, o *opened, st *statement) error {
	if st.load != nil {
		return m.load(ctx, o, st)
	}
	if ctx.Err() != nil {
		return interruptedAt(st)
	}
	p := place{st.number, 0}
	if err := o.journal.append(st.started(p)); err != nil {
		return st.at(err)
	}
	result, err := m.db.ExecContext(context.WithoutCancel(ctx), st.text)
	if err != nil {
		return m.failed(o, st, failure(p, err, nil), st.at(err))
	}
	done, err := doneEntry(p, result)
	if err == nil {
		err = o.journal.append(done)
	}
	if err != nil {
		return unwritten(st, p, err)
	}
	m.progress.did(*done.Affected, max(st.plan.records, 0))
	m.progress.finished(st, *done.Affected)
	return nil
}

// started is the entry before a step.
func (st *statement) started(p place) entry {
	e := entry{Event: eventStarted, Statement: p.statement, Chunk: p.chunk, Line: st.line, Kind: st.kind.String(), Text: st.hash, SoFar: st.soFar}
	if p.chunk <= 1 {
		e.Lines = lineHashes(st.text)
	}
	return e
}

func interruptedAt(st *statement) error {
	return fmt.Errorf("%w before %s:%d, statement %d; what came before is stored, and the same command goes on there", errInterrupted, st.script.path, st.line, st.number)
}
