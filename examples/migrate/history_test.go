package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// events reads a short form of a journal: s1 is the start of statement 1, s2.3 that of
// a chunk, d its end, f a failure of which nothing is stored, p one of which rows 1 and
// 2 are stored, 3 is refused, 4 is unknown and 5 was not sent, r=HOW an answer.
func events(text string) []entry {
	var all []entry
	for _, word := range strings.Fields(text) {
		e := entry{}
		kind, rest := word[0], word[1:]
		number, as, _ := strings.Cut(rest, "=")
		p, err := parsePlace(number)
		if err != nil {
			panic(err)
		}
		e.Statement, e.Chunk = p.statement, p.chunk
		switch kind {
		case 's':
			e.Event, e.Kind, e.Rows = eventStarted, "INSERT", 5
		case 'u':
			e.Event, e.Kind = eventStarted, "UPDATE"
		case 'd':
			e.Event = eventDone
		case 'f':
			e.Event, e.Rejected = eventFailed, 5
			e.Outcomes = []outcome{{From: 1, To: 5, Status: "not sent"}}
		case 'p':
			e.Event, e.Stored, e.Rejected, e.Unknown = eventFailed, 2, 2, 1
			e.Outcomes = []outcome{{From: 1, To: 2, Status: "stored"}, {From: 3, To: 3, Status: "rejected"}, {From: 4, To: 4, Status: "unknown"}, {From: 5, To: 5, Status: "not sent"}}
		case 'r':
			e.Event, e.As = eventResolved, as
		}
		all = append(all, e)
	}
	return all
}

func TestReplay(t *testing.T) {
	for _, tt := range []struct{ events, want string }{
		{"", ""},
		{"s1", "1 in doubt []"},
		{"s1 d1 s2.1", "2.1 in doubt []"},
		{"s1 d1", "1 done []"},
		{"s1 f1", "1 failed []"},
		{"s1 f1 s1", "1 in doubt []"},
		{"s1 p1", "1 in doubt []"},
		{"s1 r1=done", "1 done []"},
		{"s1 r1=retry", "1 settled []"},
		{"s1 r1=retry s1 d1", "1 done []"},
		{"u1 p1 r1=retry", "1 settled []"},
		{"s1.1 p1.1 r1.1=retry", "1.1 settled [1 2]"},
		{"s1.1 p1.1 r1.1=rest", "1.1 settled [1 2 4]"},
		{"s1.1 p1.1 r1.1=done", "1.1 done []"},
		{"s1.1 p1.1 r1.1=rest s1.1", "1.1 in doubt [1 2 4]"},
		{"s1.1 p1.1 r1.1=rest s1.1 r1.1=retry", "1.1 settled [1 2 4]"},
		{"s1.1 p1.1 r1.1=rest s1.1 f1.1", "1.1 settled [1 2 4]"},
		{"s1.1 p1.1 r1.1=retry s1.1 d1.1 s1.2", "1.2 in doubt []"},
		// What no run writes.
		{"d1", "line 2: done of 1 doesn't follow its start"},
		{"s1 d2", "done of 2 doesn't follow"},
		{"s1 s2", "2 is started, but 1 is not done"},
		{"s2", "2 is started, but what comes before it is missing"},
		{"s1 d1 s3", "3 is started, but what comes before"},
		{"s1 d1 s1.1", "1.1 is started, but what comes before"},
		{"s1.1 d1.1 s2", "2 is started, but what comes before"}, // it wasn't the last chunk
		{"s1.1 d1.1 s1.3", "1.3 is started, but what comes before"},
		{"s1 s1", "1 is started, but 1 is not done"},
		{"s1 d1 d1", `"done" of 1 can't stand here`},
		{"s1 f1 d1", "can't stand here"},
		{"s1 p1 d1", "can't stand here"},
		{"s1 d1 r1=retry", "1 is not in doubt: it is done"},
		// What is refused.
		{"s1 r1=rest", "append what is missing to the script"},
		{"s1 p1 r1=retry", "2 of its records are known to be stored"},
		{"s1.1 r1.1=rest", "no answer in the journal"},
		{"s1.1 f1.1 r1.1=retry", "1.1 is not in doubt: it is failed"},
	} {
		got := ""
		h, err := replay(events(tt.events))
		if err != nil {
			got = err.Error()
		} else if last := h.last(); last != nil {
			got = fmt.Sprint(last.place, " ", last.state, " ", slices.Sorted(maps.Keys(last.kept)))
		}
		if got != tt.want && (err == nil || !strings.Contains(got, tt.want)) {
			t.Errorf("%s: got %s, want %s", tt.events, got, tt.want)
		}
	}
}

func TestParsePlace(t *testing.T) {
	for _, text := range []string{"1", "12.3"} {
		if p, err := parsePlace(text); err != nil || p.String() != text {
			t.Errorf("%s: %v, %v", text, p, err)
		}
	}
	for _, text := range []string{"", "0", "-1", "1.", "1.0", ".1", "1.-2", "x", "1.2.3"} {
		if p, err := parsePlace(text); err == nil {
			t.Errorf("%s: %v", text, p)
		}
	}
}
