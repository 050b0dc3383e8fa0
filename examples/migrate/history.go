package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// place is what is sent, and journaled, at once: a statement, or a chunk of one that
// loads a file.
type place struct{ statement, chunk int }

// String is 3, or 3.2 for a chunk.
func (p place) String() string {
	if p.chunk == 0 {
		return strconv.Itoa(p.statement)
	}
	return fmt.Sprintf("%d.%d", p.statement, p.chunk)
}

func parsePlace(text string) (p place, err error) {
	statement, chunk, both := strings.Cut(text, ".")
	p.statement, err = strconv.Atoi(statement)
	if err == nil && both {
		p.chunk, err = strconv.Atoi(chunk)
		both = p.chunk > 0
	}
	if err != nil || p.statement < 1 || both != (p.chunk > 0) || strings.Contains(text, ".") != both {
		return place{}, fmt.Errorf("%q is no number of a statement or chunk", text)
	}
	return p, nil
}

// state is how far a step has come.
type state string

const (
	stateDone  state = "done"
	stateFree  state = "failed"   // nothing of it is in doubt: it is to be sent
	stateDoubt state = "in doubt" // some of it is or may be stored
	stateAgain state = "settled"  // a user has said what is to be sent of it
)

// step is what a journal knows of a place.
type step struct {
	place
	state   state
	started entry
	failed  *entry // nil if there is no end
	// kept are the rows of a chunk that aren't to be sent again, from 1: they are
	// stored, or a user has said so.
	kept map[int]bool
	// touched are the rows of a chunk that failed which may not be changed: those that
	// are kept, and those that were in doubt. The others may be corrected.
	touched map[int]bool
}

// history is what a journal tells.
type history struct {
	steps []*step
}

// last is the step that was reached; nil before the first.
func (h *history) last() *step {
	if len(h.steps) == 0 {
		return nil
	}
	return h.steps[len(h.steps)-1]
}

// of are the steps of a statement.
func (h *history) of(statement int) []*step {
	compare := func(s *step, statement int) int { return s.statement - statement }
	from, _ := slices.BinarySearchFunc(h.steps, statement, compare)
	to, _ := slices.BinarySearchFunc(h.steps, statement+1, compare)
	return h.steps[from:to]
}

// replay makes a history of the entries behind the first.
func replay(entries []entry) (*history, error) {
	h := &history{}
	for i := range entries {
		if err := h.add(&entries[i]); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+2, err)
		}
	}
	return h, nil
}

// add takes an entry. One that can't follow those before it is an error: the journal
// has been changed.
func (h *history) add(e *entry) error {
	last := h.last()
	if e.Event == eventStarted {
		return h.start(e, last)
	}
	if last == nil || last.place != e.place() {
		return fmt.Errorf("%s of %v doesn't follow its start", e.Event, e.place())
	}
	open := last.state == stateDoubt && last.failed == nil
	switch {
	case e.Event == eventDone && open:
		last.state = stateDone
	case e.Event == eventFailed && open:
		last.fail(e)
	case e.Event == eventResolved:
		return last.resolve(e.As)
	default:
		return fmt.Errorf("%q of %v can't stand here", e.Event, e.place())
	}
	return nil
}

// start begins a step, or begins one again.
func (h *history) start(e *entry, last *step) error {
	next := &step{place: e.place(), state: stateDoubt, started: *e, kept: map[int]bool{}}
	switch {
	case last != nil && last.place == next.place && (last.state == stateFree || last.state == stateAgain):
		next.kept = last.kept
		h.steps[len(h.steps)-1] = next
		return nil
	case last != nil && last.state != stateDone:
		return fmt.Errorf("%v is started, but %v is not done", next.place, last.place)
	case !next.follows(last):
		return fmt.Errorf("%v is started, but what comes before it is missing", next.place)
	}
	h.steps = append(h.steps, next)
	return nil
}

// follows reports whether no step is missing before one that begins.
func (s *step) follows(last *step) bool {
	switch {
	case last == nil:
		return s.statement == 1 && s.chunk <= 1
	case s.statement == last.statement:
		return last.chunk > 0 && s.chunk == last.chunk+1 && !last.started.Last
	}
	return s.statement == last.statement+1 && s.chunk <= 1 && (last.chunk == 0 || last.started.Last)
}

// fail takes the end of a step that was not stored whole.
func (s *step) fail(e *entry) {
	s.failed, s.touched = e, e.touched(s.kept)
	if e.Stored+e.Unknown > 0 {
		return
	}
	s.state = stateFree
	if len(s.kept) > 0 {
		s.state = stateAgain
	}
}

// resolve settles a doubt.
func (s *step) resolve(as string) error {
	switch {
	case s.state != stateDoubt:
		return fmt.Errorf("%v is not in doubt: it is %s", s.place, s.state)
	case as == asDone:
		s.state = stateDone
		return nil
	case as == asRest && s.chunk == 0:
		return fmt.Errorf("%v: the rest of a statement can't be sent by itself, only that of a load's chunk: append what is missing to the script, as a statement of its own, and say done", s.place)
	case as == asRest && s.failed == nil:
		return fmt.Errorf("%v: there is no answer in the journal, and so no telling which rows are the rest; say done or retry", s.place)
	case as == asRetry && s.chunk == 0 && s.started.Kind != "UPDATE" && s.failed != nil && s.failed.Stored > 0:
		return fmt.Errorf("%v: %d of its records are known to be stored, and a retry would store them twice: append what is missing to the script, as a statement of its own, and say done", s.place, s.failed.Stored)
	case as != asRetry && as != asRest:
		return errors.New("the ways to settle a doubt are done, retry and rest")
	}
	kept := make(map[int]bool)
	maps.Copy(kept, s.kept)
	s.kept = kept
	if s.failed != nil && s.chunk > 0 {
		for _, o := range s.failed.Outcomes {
			for row := o.From; row <= o.To && (o.Status == statusStored || o.Status == statusUnknown && as == asRest); row++ {
				s.kept[row] = true
			}
		}
	}
	s.state = stateAgain
	return nil
}
