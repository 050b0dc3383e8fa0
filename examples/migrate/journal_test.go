package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func now() time.Time { return someTime }

// TestJournalTorn cuts a journal at every byte, as a crash may: what is whole is
// read, and goes on in a whole line.
func TestJournalTorn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	j, _, err := openJournal(path, now)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range []entry{{Event: eventScript, Version: 1}, {Event: eventStarted, Statement: 1}, {Event: eventDone, Statement: 1}} {
		if err := j.append(e); err != nil {
			t.Fatal(err)
		}
	}
	j.close()
	whole := read(t, path)
	for cut := range len(whole) {
		for _, tail := range []string{"", strings.Repeat("\x00", 9), "\n\x00\x00"} {
			if err := os.WriteFile(path, []byte(whole[:cut]+tail), 0o600); err != nil {
				t.Fatal(err)
			}
			j, entries, err := openJournal(path, now)
			if err != nil {
				t.Fatalf("cut at %d with %q: %v", cut, tail, err)
			}
			lines := strings.Count(whole[:cut], "\n")
			if tail == "\n\x00\x00" && strings.HasPrefix(whole[cut:], "\n") {
				lines++ // the tail completes the line
			}
			if len(entries) != lines {
				t.Errorf("cut at %d with %q: %d entries", cut, tail, len(entries))
			}
			if err := j.append(entry{Event: eventStarted}); err != nil {
				t.Fatal(err)
			}
			j.close()
			if got := read(t, path); strings.Count(got, "\n") != lines+1 || strings.Contains(got, "\x00") {
				t.Errorf("cut at %d: %q", cut, got)
			}
		}
	}
}

func TestJournalDamaged(t *testing.T) {
	dir := t.TempDir()
	const first = `{"event":"script","time":"2026-03-04T05:06:07Z","version":1}` + "\n"
	for _, text := range []string{first + "\x00\n" + first, first + `{"event":"other","new":1}` + "\n" + first} {
		if _, _, err := openJournal(write(t, dir, "j", text), now); err == nil || !strings.Contains(err.Error(), "the journal is damaged") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestJournalOfAnother names a file that is something else: it stays as it is.
func TestJournalOfAnother(t *testing.T) {
	dir := t.TempDir()
	for _, text := range []string{"notes", "notes\n", "first;last\nZoé;Martin\n", "SELECT 1;", `{"event":"scripts"}`, "{}\n", " \n"} {
		path := write(t, dir, "j", text)
		_, _, opened := openJournal(path, now)
		_, peeked := peekJournal(path)
		for _, err := range []error{opened, peeked} {
			if err == nil || !strings.Contains(err.Error(), "is no journal of this program, and stays as it is") {
				t.Errorf("%q: %v", text, err)
			}
		}
		if got := read(t, path); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

// TestJournalOfDevice names what has no end, or can't be read again.
func TestJournalOfDevice(t *testing.T) {
	for _, path := range []string{os.DevNull, t.TempDir()} {
		_, _, opened := openJournal(path, now)
		_, peeked := peekJournal(path)
		for _, err := range []error{opened, peeked} {
			if err == nil || !strings.Contains(err.Error(), "is no ordinary file") {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
}

func TestJournalLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	j, _, err := openJournal(path, now)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := openJournal(path, now); err == nil || !strings.Contains(err.Error(), "another run") {
		t.Errorf("got %v", err)
	}
	j.close()
	j, _, err = openJournal(path, now)
	if err != nil {
		t.Fatal(err)
	}
	j.close()
}

// TestJournalBroken has a journal that can't be written any more.
func TestJournalBroken(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	j, _, err := openJournal(path, now)
	if err != nil {
		t.Fatal(err)
	}
	j.file.Close()
	first := j.append(entry{Event: eventScript})
	if !errors.Is(first, os.ErrClosed) {
		t.Errorf("got %v", first)
	}
	if second := j.append(entry{Event: eventScript}); second != first {
		t.Errorf("then %v", second)
	}
	if got := read(t, path); got != "" {
		t.Errorf("written is %q", got)
	}
}
