package main

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/scale-sql/scale"
)

// doubtError says that nobody knows whether a statement is stored, or that a part of
// it is, so that a user has to say how to go on.
type doubtError struct {
	text  string
	cause error
}

func (e *doubtError) Error() string { return e.text }
func (e *doubtError) Unwrap() error { return e.cause }

// doubts is an error if a script has a step that is in doubt. Nothing is sent then,
// of any of them.
func (m *migration) doubts() error {
	for _, o := range m.scripts {
		if last := o.history.last(); last != nil && last.state == stateDoubt {
			return &doubtError{text: o.doubt(last)}
		}
	}
	return nil
}

// doubt tells what is known of a step, and what to do.
func (o *opened) doubt(s *step) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d: statement %d%s", o.path, s.started.Line, s.statement, s.chunkText())
	if s.failed == nil {
		fmt.Fprintf(&b, " was started at %s, and the journal has no end of it: it may be stored, whole or in part, or not", s.started.Time.Format("2006-01-02 15:04:05 MST"))
	} else {
		fmt.Fprintf(&b, " was not stored whole: %d records are stored, %d are not, of %d it is unknown", s.failed.Stored, s.failed.Rejected, s.failed.Unknown)
		fmt.Fprintf(&b, "\n  %s", strings.ReplaceAll(s.failed.Error, "\n", "\n  "))
	}
	b.WriteString("\nLook in the instance what is there of it. Then go on with\n")
	b.WriteString(s.answers())
	return b.String()
}

// chunkText names the chunk of a step.
func (s *step) chunkText() string {
	if s.chunk == 0 {
		return ""
	}
	return fmt.Sprintf(", chunk %d (rows %d to %d)", s.chunk, s.started.Before+1, s.started.Before+int64(s.started.Rows))
}

// answers lists the ways to settle a doubt that make sense.
func (s *step) answers() string {
	retry := "if nothing is there of what is in doubt: that is sent again"
	if s.started.Kind == "UPDATE" && s.chunk == 0 {
		retry = "if nothing is there, or to do it all once more does no harm, as a + 1 would: it is carried out again"
	}
	var lines []string
	for _, a := range []struct{ as, meaning string }{
		{asDone, "if all of it is there, or you see to what is not: nothing of it is sent"},
		{asRetry, retry},
		{asRest, "if all is there that is in doubt: the rows that are known not to be are sent"},
	} {
		probe := *s
		nothingUnknown := s.chunk > 0 && s.failed != nil && s.failed.Unknown == 0
		nothingLeft := s.failed != nil && s.failed.Rejected == 0
		if a.as == asRetry && nothingUnknown || a.as == asRest && nothingLeft || probe.resolve(a.as) != nil {
			continue
		}
		lines = append(lines, fmt.Sprintf("  -resolve %v=%-6s %s", s.place, a.as, a.meaning))
	}
	return strings.Join(lines, "\n")
}

// failed journals an error and says what to do about it.
func (m *migration) failed(o *opened, st *statement, e entry, err error) error {
	if written := o.journal.append(e); written != nil {
		err = errors.Join(err, written)
	}
	if e.Stored+e.Unknown == 0 {
		return fmt.Errorf("%w\nNothing of it is stored. When it is corrected, the same command goes on with it", err)
	}
	s := &step{place: place{e.Statement, e.Chunk}, state: stateDoubt, started: entry{Kind: st.kind.String()}, failed: &e}
	if o.journal.file == nil {
		return &doubtError{err.Error(), err}
	}
	return &doubtError{err.Error() + "\nLook in the instance what is there of it. Then go on with\n" + s.answers(), err}
}

// unwritten says that a step is stored and the journal doesn't have it.
func unwritten(st *statement, p place, err error) error {
	return &doubtError{fmt.Sprintf("%v\nIt is stored, though. When the journal can be written again, go on with -resolve %v=done", st.at(err), p), err}
}

// doneEntry is the journal's of what was stored.
func doneEntry(p place, result sql.Result) (entry, error) {
	affected, err := result.RowsAffected()
	if err != nil {
		return entry{}, err
	}
	ids, err := scale.InsertedIDs(result)
	if err != nil {
		ids = nil // it is no INSERT, or the API told none
	}
	return entry{Event: eventDone, Statement: p.statement, Chunk: p.chunk, Affected: &affected, IDs: ids}, nil
}
