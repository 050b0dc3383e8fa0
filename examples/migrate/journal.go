package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// journalVersion is that of the journal's format.
const journalVersion = 1

// The events of a journal.
const (
	eventScript   = "script"   // the first line
	eventStarted  = "started"  // a statement or chunk is about to be sent
	eventDone     = "done"     // all of it is stored
	eventFailed   = "failed"   // not all of it is
	eventResolved = "resolved" // a user has settled a doubt
)

// The ways to settle a doubt.
const (
	asDone  = "done"
	asRetry = "retry"
	asRest  = "rest"
)

// entry is a line of a journal.
type entry struct {
	Event string    `json:"event"`
	Time  time.Time `json:"time"`

	// Of script.
	Version int    `json:"version,omitempty"`
	Script  string `json:"script,omitempty"`
	Target  string `json:"target,omitempty"`

	// Of all others.
	Statement int `json:"statement,omitempty"`
	Chunk     int `json:"chunk,omitempty"`

	// Of started.
	Line  int      `json:"line,omitempty"`
	Kind  string   `json:"kind,omitempty"`
	Text  string   `json:"text,omitempty"`
	SoFar string   `json:"so_far,omitempty"`
	Lines []string `json:"lines,omitempty"`
	// Of a chunk's started: how many rows of the file come before it, how many it
	// has, their hash, and whether they are the file's last.
	Before int64  `json:"before,omitempty"`
	Rows   int    `json:"rows,omitempty"`
	Data   string `json:"data,omitempty"`
	Last   bool   `json:"last,omitempty"`

	// Of done.
	Affected *int64  `json:"affected,omitempty"`
	IDs      []int64 `json:"ids,omitempty"`

	// Of failed.
	Stored   int       `json:"stored,omitempty"`
	Rejected int       `json:"rejected,omitempty"`
	Unknown  int       `json:"unknown,omitempty"`
	Outcomes []outcome `json:"outcomes,omitempty"`
	KeptData string    `json:"kept_data,omitempty"`
	Error    string    `json:"error,omitempty"`

	// Of resolved.
	As string `json:"as,omitempty"`
}

func (e *entry) place() place { return place{e.Statement, e.Chunk} }

// journal is a file to which lines are appended. One without a file remembers
// nothing: that of a rehearsal.
type journal struct {
	path   string
	file   *os.File
	size   int64 // of its whole lines
	now    func() time.Time
	broken error // why nothing more can be written
}

// openJournal opens a journal, and makes it if there is none. Until it is closed no
// other process can open it.
func openJournal(path string, now func() time.Time) (*journal, []entry, error) {
	info, missing := os.Stat(path)
	if err := ordinary(path, info); err != nil {
		return nil, nil, err
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, nil, err
	}
	j := &journal{path: path, file: file, now: now}
	entries, err := j.begin(missing != nil)
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return j, entries, nil
}

// ordinary refuses devices, of which reading may never end, and pipes. There may be no
// file yet.
func ordinary(path string, info os.FileInfo) error {
	if info == nil || info.Mode().IsRegular() {
		return nil
	}
	return fmt.Errorf("%s is no ordinary file, and can't be a journal; name another with -journal", path)
}

// begin locks the file and reads it. What follows its last whole line was being
// written when a run broke off: that line announced nothing that was sent, or its
// statement is in doubt without it.
func (j *journal) begin(created bool) ([]entry, error) {
	if err := lock(j.file); err != nil {
		return nil, fmt.Errorf("%s: another run has this journal open: %w", j.path, err)
	}
	entries, size, err := readJournal(j.path, j.file)
	if err != nil {
		return nil, err
	}
	if err := j.file.Truncate(size); err != nil {
		return nil, err
	}
	if _, err := j.file.Seek(size, io.SeekStart); err != nil {
		return nil, err
	}
	j.size = size
	if created {
		return entries, syncDirectory(filepath.Dir(j.path))
	}
	return entries, nil
}

// opening is what each journal begins with.
const opening = `{"event":"script"`

// isJournal tells whether a text begins as a journal does. A crash may have left less
// than that of its first line, or zeros. Anything else is a file of the user, named by
// mistake, whose last line would be taken away as one that was torn.
func isJournal(text []byte) bool {
	text = bytes.TrimRight(text, "\x00\n")
	return bytes.HasPrefix(text, []byte(opening)) || bytes.HasPrefix([]byte(opening), text)
}

// readJournal reads the whole lines, and tells where they end.
func readJournal(path string, in io.Reader) (entries []entry, size int64, err error) {
	text, err := io.ReadAll(in)
	if err != nil {
		return nil, 0, err
	}
	if !isJournal(text) {
		return nil, 0, fmt.Errorf("%s is no journal of this program, and stays as it is; name another with -journal", path)
	}
	for number := 1; ; number++ {
		line, rest, whole := bytes.Cut(text, []byte("\n"))
		if !whole {
			return entries, size, nil
		}
		var e entry
		d := json.NewDecoder(bytes.NewReader(line))
		d.DisallowUnknownFields()
		err := d.Decode(&e)
		if err == nil && d.More() {
			err = errors.New("something follows the entry")
		}
		if err != nil && len(bytes.Trim(rest, "\x00")) == 0 {
			return entries, size, nil // a torn line, of a disk that lost its power
		}
		if err != nil {
			return nil, 0, fmt.Errorf("%s:%d: the journal is damaged: %w", path, number, err)
		}
		entries, text, size = append(entries, e), rest, size+int64(len(line))+1
	}
}

// append writes an entry, and returns when the disk has it. If that fails nothing
// more is written.
func (j *journal) append(e entry) error {
	if j.file == nil {
		return nil
	}
	if j.broken != nil {
		return j.broken
	}
	e.Time = j.now().UTC().Round(time.Millisecond)
	line, err := json.Marshal(&e)
	if err != nil {
		return err
	}
	line = append(line, '\n')
	_, err = j.file.Write(line)
	if err == nil {
		err = j.file.Sync()
	}
	if err != nil {
		j.broken = fmt.Errorf("the journal can't be written: %w", err)
		// A line of which the disk has a part, or perhaps all, would be read by the
		// next run. If taking it away fails too, that run takes the statement for
		// started, and stops with a doubt.
		if j.file.Truncate(j.size) == nil {
			j.file.Sync()
		}
		return j.broken
	}
	j.size += int64(len(line))
	return nil
}

// restart takes away what it has.
func (j *journal) restart() error {
	if j.file == nil {
		return nil
	}
	if err := j.file.Truncate(0); err != nil {
		return err
	}
	_, err := j.file.Seek(0, io.SeekStart)
	j.size = 0
	return err
}

func (j *journal) close() {
	if j.file != nil {
		j.file.Close()
	}
}
