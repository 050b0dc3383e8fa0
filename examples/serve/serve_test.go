package main

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	_ "github.com/scale-sql/scale"
	"go.uber.org/goleak"
)

// TestMain runs the program itself where a test has started it as a process.
func TestMain(m *testing.M) {
	if os.Getenv("SERVE_TEST_PROCESS") != "" {
		main()
		return
	}
	goleak.VerifyTestMain(m)
}

// start runs the server on a free port until the test ends, and returns the line
// that it prints.
func start(t *testing.T, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	in, out := io.Pipe()
	done := make(chan error, 1)
	go func() {
		err := run(ctx, append([]string{"-addr", "127.0.0.1:0"}, args...), out)
		out.CloseWithError(err)
		done <- err
	}()
	t.Cleanup(func() {
		cancel()
		in.Close()
		if err := <-done; err != nil && !errors.Is(err, io.ErrClosedPipe) {
			t.Error(err)
		}
	})
	line, err := bufio.NewReader(in).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

// count runs a query that has one number.
func count(t *testing.T, dsn, query string) (n int) {
	t.Helper()
	db, err := sql.Open("scale", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestServe(t *testing.T) {
	dsn := start(t, "-instance", "try out", "-token", "a/b", "-latency", "1ms", "-rate-limit", "100", "-v")
	if !strings.HasPrefix(dsn, "scale://a%2Fb@127.0.0.1:") {
		t.Errorf("DSN %s", dsn)
	}
	if n := count(t, dsn, "SELECT COUNT(*) FROM products WHERE id <= 3"); n != 3 {
		t.Errorf("%d products", n)
	}
}

func TestData(t *testing.T) {
	data := regexp.MustCompile("(?s)```json\n(.*?)```").FindStringSubmatch(readme(t))[1]
	path := filepath.Join(t.TempDir(), "data.json")
	for _, c := range []struct{ text, want string }{
		{data, ""},
		{"\ufeff" + data, ""},
		{"[\n {\"Name\": \"x\",\n }]", "data.json:3: invalid character"},
		{"[\n {\"Name\": 1\n }]", "data.json:2: json: cannot unmarshal number"},
		{"[\n {\"Name\": \"x\"", "data.json:2: unexpected EOF"},
		{"{}", "cannot unmarshal"},
		{"[] []", "something follows"},
		{`[{"Nme": "x"}]`, "unknown field"},
		{`[{"Name": "x", "Key": "no"}]`, "data.json: scaletest:"},
	} {
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if c.want == "" {
			if n := count(t, start(t, "-data", path), "SELECT COUNT(*) FROM shops WHERE opened IS NULL OR city = 'nantes'"); n != 2 {
				t.Errorf("%d shops", n)
			}
			continue
		}
		err := run(t.Context(), []string{"-addr", "127.0.0.1:0", "-data", path}, io.Discard)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.text, err)
		}
	}
}

func TestMisused(t *testing.T) {
	for _, args := range [][]string{
		{"-addr", ":0"}, {"-addr", "0.0.0.0:0"}, {"-addr", "[::]:0"}, {"-addr", "nowhere"}, {"extra"},
		{"-latency", "-1s"}, {"-rate-limit", "-1"}, {"-unknown"},
	} {
		if err := run(t.Context(), args, io.Discard); !errors.As(err, new(misused)) {
			t.Errorf("%v: %v", args, err)
		}
	}
	if line := start(t, "-addr", "0.0.0.0:0", "-allow-remote"); !strings.HasPrefix(line, "http://") {
		t.Errorf("a server for other machines prints %s", line)
	}
}

// TestSignals runs the program as a process, queries it, and ends it.
func TestSignals(t *testing.T) {
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-addr", "127.0.0.1:0")
		cmd.Env = append(os.Environ(), "SERVE_TEST_PROCESS=1")
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		dsn, err := bufio.NewReader(out).ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if n := count(t, strings.TrimSpace(dsn), "SELECT COUNT(*) FROM products WHERE id = 1"); n != 1 {
			t.Errorf("%d products", n)
		}
		if err := cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v: %v", signal, err)
		}
	}
}

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestReadme runs what README.md shows.
func TestReadme(t *testing.T) {
	text := readme(t)
	var out strings.Builder
	if err := run(t.Context(), []string{"-h"}, &out); err != nil || !strings.Contains(text, "```text\n"+out.String()+"```") {
		t.Errorf("README.md hasn't the usage:\n%s", out.String())
	}
	sessions := regexp.MustCompile("```console\n\\$ (.*)\n(.*)\n```").FindAllStringSubmatch(text, -1)
	if len(sessions) != 2 {
		t.Fatalf("%d sessions", len(sessions))
	}
	const host = "127.0.0.1:8765"
	dsn := start(t)
	port := regexp.MustCompile(`127\.0\.0\.1:\d+`)
	if got := port.ReplaceAllString(dsn, host); got != sessions[0][2] {
		t.Errorf("the DSN is %s", got)
	}
	curl := regexp.MustCompile(`-H '(.*): (.*)' '(.*)'$`).FindStringSubmatch(sessions[1][1])
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.ReplaceAll(curl[3], host, port.FindString(dsn)), nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set(curl[1], curl[2])
	request.Close = true
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if body, err := io.ReadAll(answer.Body); err != nil || string(body) != sessions[1][2] {
		t.Errorf("curl gets %s, %v", body, err)
	}
}

func TestPortInUse(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	err = run(t.Context(), []string{"-addr", listener.Addr().String()}, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "name another port with -addr") {
		t.Errorf("got %v", err)
	}
}
