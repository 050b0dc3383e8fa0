package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
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

// TestTerminalInclude cancels a statement of a file: the file ends with it.
func TestTerminalInclude(t *testing.T) {
	server, asked := hanging(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "i.sql")
	if err := os.WriteFile(file, []byte("SELECT * FROM shops;\nSELECT 'behind' AS b;\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	term := newTerminal(t, dir, server.DSN())
	term.expect("demo> ")
	term.press("\\i " + file + "\r")
	<-asked
	term.expect("Ctrl-C cancels")
	term.press(ctrlC)
	term.expect("Interrupted.\n")
	if got := term.expect("demo> "); got != "" {
		t.Errorf("behind the interrupt: %q", got)
	}
	term.press("exit\r")
	term.wait()
}

// TestTerminalCommands cancels commands that wait for an answer of their own.
func TestTerminalCommands(t *testing.T) {
	asked := make(chan struct{}, 8)
	server := newServer(t, scaletest.WithMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "/other/") || strings.Contains(r.URL.Path, "/get_object_info/") {
				asked <- struct{}{}
				<-r.Context().Done()
				return
			}
			next.ServeHTTP(w, r)
		})
	}))
	term := newTerminal(t, t.TempDir(), server.DSN())
	term.expect("demo> ")
	for _, command := range []string{`\c other`, `\d+ shops`} {
		term.press(command + "\r")
		<-asked
		term.expect("Ctrl-C cancels")
		term.press(ctrlC)
		term.expect("Interrupted.\ndemo> ")
	}
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
