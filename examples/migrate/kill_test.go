package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/scale-sql/scale/scaletest"
)

// process runs the program as a process of its own, and kills it some time after its
// first put has come.
func process(t *testing.T, dsn string, putting <-chan struct{}, after time.Duration, args ...string) (killed bool, errs string, code int) {
	t.Helper()
	var out bytes.Buffer
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), "MIGRATE_TEST_PROCESS=1", "SCALE_DSN="+dsn)
	cmd.Stdout, cmd.Stderr = &out, &out
	select {
	case <-putting: // of the run before
	default:
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	var err error
	select {
	case err = <-ended:
	case <-putting:
		timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
		err = <-ended
		timer.Stop()
	}
	if err != nil && !errors.As(err, new(*exec.ExitError)) {
		t.Fatal(err)
	}
	code = cmd.ProcessState.ExitCode()
	return code == -1, out.String(), code
}

var inDoubt = regexp.MustCompile(`-resolve (\d)(?:\.(\d+))?=done`)

// TestKilled kills the program at random moments, again and again, and goes on each
// time as a user would: who looks in the instance before settling a doubt. In the end
// each record is there once.
func TestKilled(t *testing.T) {
	putting := make(chan struct{}, 1)
	server := newServer(t, scaletest.WithLatency(2*time.Millisecond), puts(func(_ int, inner http.Handler, w http.ResponseWriter, r *http.Request) {
		select {
		case putting <- struct{}{}:
		default:
		}
		inner.ServeHTTP(w, r)
	}))
	var script, rows strings.Builder
	var want []string
	statement := func(n int) { // of n records
		var values []string
		for i := range n {
			name := fmt.Sprintf("s%d", len(want)+i)
			values = append(values, "('"+name+"')")
		}
		for _, v := range values {
			want = append(want, strings.Trim(v, "()'"))
		}
		fmt.Fprintf(&script, "INSERT INTO people (name) VALUES %s;\n", strings.Join(values, ", "))
	}
	statement(3)
	statement(1)
	script.WriteString("-- load: rows.csv\nINSERT INTO people (name) VALUES (:name);\n")
	rows.WriteString("name\n")
	for i := range 400 {
		name := fmt.Sprintf("r%d", i)
		want = append(want, name)
		fmt.Fprintln(&rows, name)
	}
	statement(2)
	path := files(t, script.String(), rows.String())

	rng := rand.New(rand.NewPCG(1, 2))
	kills, doubts := 0, 0
	args := []string{"-q", "-chunk", "4", path}
	for runs := 0; ; runs++ {
		if runs > 1000 {
			t.Fatal("it doesn't end")
		}
		after := time.Duration(rng.Int64N(int64(25 * time.Millisecond)))
		killed, errs, code := process(t, server.DSN(), putting, after, args...)
		args = []string{"-q", "-chunk", "4", path}
		switch {
		case killed:
			kills++
			continue
		case code == 0:
			t.Log(kills, "kills,", doubts, "doubts")
			finished(t, server, want, kills, doubts)
			return
		case code != exitDoubt:
			t.Fatalf("exit code %d: %s", code, errs)
		}
		doubts++
		m := inDoubt.FindStringSubmatch(errs)
		if m == nil {
			t.Fatalf("no way on in %s", errs)
		}
		args = append([]string{"-resolve", resolveByLooking(t, server, m[1], m[2])}, args...)
	}
}

// resolveByLooking settles a doubt by looking whether the first record of the step is
// there: the server stores requests whole.
func resolveByLooking(t *testing.T, server *scaletest.Server, statement, chunk string) string {
	first := map[string]string{"1": "s0", "2": "s3", "4": "s404"}[statement]
	place := statement
	if chunk != "" {
		var n int
		fmt.Sscan(chunk, &n)
		first, place = fmt.Sprintf("r%d", 4*(n-1)), statement+"."+chunk
	}
	if slices.Contains(names(server), first) {
		return place + "=done"
	}
	return place + "=retry"
}

// finished checks that each record is there once.
func finished(t *testing.T, server *scaletest.Server, want []string, kills, doubts int) {
	t.Helper()
	got := names(server)
	if !slices.Equal(got, want) {
		t.Errorf("%d records are stored, want %d: %q", len(got), len(want), got)
	}
	if kills < 10 {
		t.Errorf("there were %d kills and %d doubts only", kills, doubts)
	}
}

// TestKilledBetweenStoringAndDone kills the program when the server has stored a
// record and has not answered: a doubt.
func TestKilledBetweenStoringAndDone(t *testing.T) {
	stored := make(chan struct{})
	server := newServer(t, puts(func(n int, inner http.Handler, w http.ResponseWriter, r *http.Request) {
		inner.ServeHTTP(w, r)
		if n == 1 {
			close(stored)
			<-r.Context().Done() // the answer is never flushed
		}
	}))
	path := files(t, "INSERT INTO people (name) VALUES ('a');\nINSERT INTO people (name) VALUES ('b');", "")
	cmd := exec.CommandContext(t.Context(), os.Args[0], path)
	cmd.Env = append(os.Environ(), "MIGRATE_TEST_PROCESS=1", "SCALE_DSN="+server.DSN())
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-stored
	other := migrate(t.Context(), server.DSN(), path)
	other.wants(t, 1, "another run has this journal open")
	cmd.Process.Kill()
	cmd.Wait()
	for range 3 {
		migrate(t.Context(), server.DSN(), path).wants(t, 3, "s.sql:1: statement 1 was started at", "-resolve 1=done")
		isStored(t, server, "a")
	}
	migrate(t.Context(), server.DSN(), "-resolve", "1=done", path).wants(t, 0)
	isStored(t, server, "a b")
}

// TestSignalled sends the program an interrupt while a put is under way.
func TestSignalled(t *testing.T) {
	arrived, signalled := make(chan struct{}), make(chan struct{})
	server := newServer(t, puts(func(n int, inner http.Handler, w http.ResponseWriter, r *http.Request) {
		if n == 1 {
			close(arrived)
			<-signalled
		}
		inner.ServeHTTP(w, r)
	}))
	path := files(t, "INSERT INTO people (name) VALUES ('a');\nINSERT INTO people (name) VALUES ('b');", "")
	cmd := exec.CommandContext(t.Context(), os.Args[0], path)
	cmd.Env = append(os.Environ(), "MIGRATE_TEST_PROCESS=1", "SCALE_DSN="+server.DSN())
	errs, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-arrived
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Skip("there is no such signal:", err)
	}
	lines := bufio.NewScanner(errs)
	var text strings.Builder
	for heard := false; lines.Scan(); {
		text.WriteString(lines.Text() + "\n")
		if !heard && strings.Contains(lines.Text(), "what is under way is finished first") {
			heard = true
			close(signalled)
		}
	}
	cmd.Wait()
	if cmd.ProcessState.ExitCode() != exitInterrupted || !strings.Contains(text.String(), "interrupted before") {
		t.Errorf("exit code %d: %s", cmd.ProcessState.ExitCode(), text.String())
	}
	isStored(t, server, "a")
	migrate(t.Context(), server.DSN(), path).wants(t, 0)
	isStored(t, server, "a b")
}
