package main

import (
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/scale-sql/scale/scaletest"
)

// terminal is the program in a pseudo terminal.
type terminal struct {
	t    *testing.T
	file *os.File
	cmd  *exec.Cmd

	mu   sync.Mutex
	more sync.Cond
	text string // what it has written since the last look
	end  bool
}

// newTerminal runs the program, whose history is kept in a directory.
func newTerminal(t *testing.T, dir, dsn string, args ...string) *terminal {
	t.Helper()
	return newTerminalOf(t, "xterm", dir, dsn, args...)
}

// newTerminalOf does so in a terminal of another kind.
func newTerminalOf(t *testing.T, kind, dir, dsn string, args ...string) *terminal {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), "SHELL_TEST_PROCESS=1", "TERM="+kind, "HOME="+dir, "XDG_CONFIG_HOME="+dir, "SCALE_DSN="+dsn)
	file, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 40, Cols: 100})
	if err != nil {
		t.Skip("there is no pseudo terminal:", err)
	}
	term := &terminal{t: t, file: file, cmd: cmd}
	term.more.L = &term.mu
	done := make(chan struct{})
	go term.read(done)
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		file.Close()
		<-done
	})
	return term
}

var escapes = regexp.MustCompile(`\x1b\[[0-9;?]*[A-Za-z]|\r`)

func (term *terminal) read(done chan<- struct{}) {
	defer close(done)
	buf := make([]byte, 4096)
	for {
		n, err := term.file.Read(buf)
		term.mu.Lock()
		term.text += string(buf[:n])
		term.end = err != nil
		term.mu.Unlock()
		term.more.Broadcast()
		if err != nil {
			return
		}
	}
}

// expect waits until the program has written a text, and returns what came before.
func (term *terminal) expect(want string) string {
	term.t.Helper()
	late := false
	timer := time.AfterFunc(30*time.Second, func() {
		term.mu.Lock()
		late = true
		term.mu.Unlock()
		term.more.Broadcast()
	})
	defer timer.Stop()
	term.mu.Lock()
	defer term.mu.Unlock()
	for {
		clean := escapes.ReplaceAllString(term.text, "")
		if before, after, ok := strings.Cut(clean, want); ok {
			term.text = after
			return before
		}
		if term.end || late {
			term.t.Fatalf("no %q in %q", want, clean)
		}
		term.more.Wait()
	}
}

// press types keys.
func (term *terminal) press(keys string) {
	term.t.Helper()
	if _, err := term.file.WriteString(keys); err != nil {
		term.t.Fatal(err)
	}
}

// wait waits for the program's end.
func (term *terminal) wait() {
	term.t.Helper()
	if err := term.cmd.Wait(); err != nil {
		term.t.Error(err)
	}
}

const (
	ctrlC = "\x03"
	ctrlD = "\x04"
	up    = "\x1b[A"
)

func TestTerminal(t *testing.T) {
	server := newServer(t)
	dir := t.TempDir()
	term := newTerminal(t, dir, server.DSN())
	term.expect("This is instance demo at 127.0.0.1:")
	term.expect("demo> ")

	term.press("SELECT id,\r")
	term.expect("   -> ")
	term.press("'a\r")
	term.expect("   '> ")
	term.press(";' AS b FROM shops WHERE id = 1;\r")
	if got := term.expect("demo> "); !strings.HasSuffix(got, " id | b\n----+------\n  1 | a\\n;\n(1 row)\n") {
		t.Errorf("several lines: %q", got)
	}

	term.press("SEL\t")
	term.expect("SELECT")
	term.press(" ci\t")
	term.press(ctrlC) // without an object there is no column
	term.expect("demo> ")
	term.press("UPDATE sho\t")
	term.expect("UPDATE shops")
	term.press(" SET turn\t")
	term.expect("turnover")
	term.press(" = 12.5 WHERE id = 2;\r")
	term.expect("1 row affected\ndemo> ")

	term.press("SELECT REPEAT('x', 60) AS a, REPEAT('y', 60) AS b, REPEAT('z', 60) AS c;\r")
	term.expect("\nc | " + strings.Repeat("z", 60) + "\n(1 row)\ndemo> ")
	term.press("\\x\r")
	term.expect("Each column has a line of its own.\ndemo> ")
	term.press("\\timing\r")
	term.expect("Statements tell how long they take.\ndemo> ")
	term.press("SELECT turnover FROM shops WHERE id = 2;\r")
	term.expect("-[ 1 ]---")
	term.expect("\nturnover | 12.5\n(1 row)\nTime: ")
	term.expect(" ms\ndemo> ")

	term.press("SELECT oops FORM shops;\r")
	term.expect("line 1: SELECT oops FORM shops;\n                         ^\ndemo> ")
	term.press("SELECT 1\r")
	term.expect("   -> ")
	term.press("+")
	term.expect("+") // the editor writes the prompt before it takes Ctrl-C for a key
	term.press(ctrlC)
	term.expect("demo> ")
	term.press(up + up)
	term.expect("SELECT turnover FROM shops WHERE id = 2;")
	term.press("\r")
	term.expect("turnover | 12.5")
	term.expect("demo> ")
	term.press("SELECT 'my token' AS a;\r")
	term.expect("a | my token")
	term.expect("demo> ")
	term.press(ctrlD)
	term.wait()

	history, err := os.ReadFile(filepath.Join(dir, "scale", "shell_history"))
	if text := string(history); err != nil || !strings.Contains(text, "UPDATE shops SET turnover = 12.5 WHERE id = 2;\n") || strings.Contains(text, "token") {
		t.Errorf("%v: %s", err, text)
	}
	if _, ok := server.Object("shops"); !ok {
		t.Error("no shops")
	}
}

// hanging is a server that says when it is asked for records, but never answers.
func hanging(t *testing.T) (*scaletest.Server, <-chan struct{}) {
	t.Helper()
	asked := make(chan struct{}, 8)
	return newServer(t, scaletest.WithMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !strings.Contains(r.URL.Path, "_objects/") {
				next.ServeHTTP(w, r)
				return
			}
			io.Copy(io.Discard, r.Body) // so that the server hears when the client leaves
			asked <- struct{}{}
			<-r.Context().Done()
		})
	})), asked
}

// TestTerminalSignal ends the program at its prompt, and while it writes.
func TestTerminalSignal(t *testing.T) {
	server, asked := hanging(t)
	for _, writing := range []bool{false, true} {
		term := newTerminal(t, t.TempDir(), server.DSN())
		term.expect("demo> ")
		if writing {
			term.press("INSERT INTO shops (city) VALUES ('Brest');\r")
			<-asked
		}
		if err := term.cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		if writing {
			term.expect("of 1 records 0 were stored, 0 were not, of 1 it is unknown")
		}
		var exit *exec.ExitError
		if err := term.cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != exitInterrupted {
			t.Errorf("writing %v: %v", writing, err)
		}
	}
}

// TestTerminalCancel cancels a statement that would never end. What has been typed
// ahead is not run.
func TestTerminalCancel(t *testing.T) {
	server, asked := hanging(t)
	dir := t.TempDir()
	term := newTerminal(t, dir, server.DSN(), "-no-history")
	term.expect("demo> ")
	term.press("SELECT * FROM shops;\rUPDATE shops SET city = 'x' WHERE id = 1;\r")
	<-asked
	term.expect("s; Ctrl-C cancels")
	term.press(ctrlC)
	term.expect("Interrupted.\n")
	term.press("SELECT 41 + 1 AS n;\r")
	if got := term.expect("demo> SELECT 41"); strings.Contains(got, "UPDATE") {
		t.Errorf("typed ahead: %q", got)
	}
	term.expect(" n\n----\n 42\n(1 row)\ndemo> ")
	term.press("\\q\r")
	term.wait()
	for _, r := range server.Requests() {
		if r.Method == http.MethodPost {
			t.Error("what was typed ahead was run")
		}
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) > 0 {
		t.Errorf("-no-history leaves %v, %v", files, err)
	}
}

// TestTerminalLatency cancels a statement on a server that is slow with everything.
func TestTerminalLatency(t *testing.T) {
	term := newTerminal(t, t.TempDir(), newServer(t, scaletest.WithLatency(700*time.Millisecond)).DSN("page_size=1", "prefetch=0"))
	term.expect("demo> ")
	term.press("SELECT id FROM shops ORDER BY id;\r")
	term.expect("Ctrl-C cancels")
	term.press(ctrlC)
	term.expect("Interrupted.\ndemo> ")
	term.press(ctrlD)
	term.wait()
}

// TestWordsOfOtherShells types words that are no statements here, and in the midst of
// one are a part of it.
func TestWordsOfOtherShells(t *testing.T) {
	term := newTerminal(t, t.TempDir(), newServer(t).DSN())
	term.expect("demo> ")
	term.press("help;\r")
	term.expect("quit; so does Ctrl-D")
	term.expect("demo> ")
	term.press("SELECT 1 AS\r")
	term.expect("   -> ")
	term.press("quit\r")
	term.expect("   -> ")
	term.press(";\r")
	term.expect(" quit\n------\n    1\n")
	term.expect("demo> ")
	term.press("Exit\r")
	term.wait()
}
