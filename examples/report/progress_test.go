package main

import (
	"bytes"
	"testing"
	"testing/synctest"
	"time"
)

func TestProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		p := startProgress(&out, true)
		p.begin("one")
		p.rows.Add(7)
		time.Sleep(1500 * time.Millisecond) // of the test's own clock
		p.end()
		p.end()
		if want := clearLine + "one: 1s, 7 rows" + clearLine; out.String() != want {
			t.Errorf("got %q, want %q", out.String(), want)
		}
	})
}

func TestProgressIsSilent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, terminal := range []bool{false, true} {
			var out bytes.Buffer
			p := startProgress(&out, terminal)
			p.begin("quick")
			if !terminal {
				time.Sleep(time.Minute)
			}
			if p.end(); out.Len() > 0 {
				t.Errorf("terminal %t: got %q", terminal, out.String())
			}
		}
	})
}
