package main

import (
	"net/http"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// TestTerminalCommit cancels a COMMIT whose answer would never come.
func TestTerminalCommit(t *testing.T) {
	server, asked := hanging(t)
	term := newTerminal(t, t.TempDir(), server.DSN("tx=buffer"))
	term.expect("demo> ")
	term.press("BEGIN;\r")
	term.expect("demo*> ")
	term.press("INSERT INTO shops (city) VALUES ('Brest');\r")
	term.expect("1 row affected\ndemo*> ")
	term.press("COMMIT;\r")
	<-asked
	term.expect("Ctrl-C cancels")
	term.press(ctrlC)
	term.expect("of 1 records 0 were stored, 0 were not, of 1 it is unknown")
	term.expect("demo> ")
	term.press("SELECT 41 + 1 AS n;\r")
	term.expect(" n\n----\n 42\n(1 row)\ndemo> ")
	term.press(ctrlD)
	term.wait()
}

// TestTerminalDumb clears a statement on a terminal that the line editor can't use.
func TestTerminalDumb(t *testing.T) {
	server := newServer(t)
	term := newTerminalOf(t, "dumb", t.TempDir(), server.DSN())
	term.expect("demo> ")
	term.press("UPDATE shops SET turnover = 0\n")
	term.expect("   -> ")
	term.press("WHERE" + ctrlC)
	term.expect("demo> ")
	term.press("SELECT 41 + 1 AS n;\n")
	term.expect(" n\n----\n 42\n(1 row)\ndemo> ")
	term.press("\\q\n")
	term.wait()
}

// TestTerminalConnecting shows that the shell waits for a server, and leaves it.
func TestTerminalConnecting(t *testing.T) {
	server := newServer(t, scaletest.WithMiddleware(func(http.Handler) http.Handler {
		return http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	}))
	term := newTerminal(t, t.TempDir(), server.DSN())
	term.expect("s; Ctrl-C cancels")
	term.press(ctrlC)
	if err := term.cmd.Wait(); err == nil {
		t.Error("it ends as if all were well")
	}
}
