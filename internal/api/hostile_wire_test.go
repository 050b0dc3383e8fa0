package api

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scale-sql/scale/scaletest"
	"github.com/scale-sql/scale/schema"
)

// answeringAll answers all requests itself.
func answeringAll(f http.HandlerFunc) scaletest.Option {
	return scaletest.WithMiddleware(func(http.Handler) http.Handler { return f })
}

// rawServer listens, reads each request and hands its connection to f, which
// writes what it likes. It returns the server's address.
func rawServer(t *testing.T, f func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	running.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			running.Go(func() {
				defer conn.Close()
				if r, err := http.ReadRequest(bufio.NewReader(conn)); err == nil {
					io.Copy(io.Discard, r.Body)
					f(conn)
				}
			})
		}
	})
	t.Cleanup(func() { l.Close(); running.Wait() })
	return "http://" + l.Addr().String()
}

// TestHostileWire has servers that don't speak HTTP as they should. Each request
// ends soon, and but for the good answers with an error that is not the end of a
// result.
func TestHostileWire(t *testing.T) {
	const page = `{"objects":[{"id":"3","data":{"Nom":"a"}}]}`
	answer := func(head, body string) string {
		return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + head + "\r\n" + body
	}
	length := fmt.Sprintf("Content-Length: %d\r\n", len(page))
	tests := []struct {
		name, text string
		rows       int // -1: an error
		want       string
	}{
		{"a good answer", answer(length, page), 1, ""},
		{"no length", answer("Connection: close\r\n", page), 1, ""},
		{"too long a length", answer("Content-Length: 5000\r\n", page), 1, ""}, // all that was asked for has come
		{"too short a length", answer("Content-Length: 20\r\n", page), -1, "unexpected EOF"},
		{"two lengths", answer("Content-Length: 20\r\n"+length, page), -1, "Content-Length"},
		{"a negative length", answer("Content-Length: -1\r\n", page), -1, "Content-Length"},
		{"a huge length", answer("Content-Length: 99999999999999999999\r\n", page), -1, "Content-Length"},
		{"length and chunks", answer(length+"Transfer-Encoding: chunked\r\n", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(page), page)), 1, ""},
		{"bad chunks", answer("Transfer-Encoding: chunked\r\n", "zz\r\n"+page), -1, "chunk"},
		{"a chunk that ends early", answer("Transfer-Encoding: chunked\r\n", "ff\r\n"+page), 1, ""},
		{"an encoding that nobody knows", answer("Transfer-Encoding: braids\r\n", page), -1, "transfer encoding"},
		{"compressed in a way not asked for", answer("Content-Encoding: br\r\n"+length, strings.Repeat("\x8b", len(page))), -1, "not JSON"},
		{"text as JSON", answer(length, strings.Repeat("x", len(page))), -1, "not JSON"},
		{"bare text", page, -1, "malformed HTTP"},
		{"nothing", "", -1, "without an answer"},
		{"HTTP/0.9", "<html>hello</html>", -1, "malformed HTTP"},
		{"another protocol", "SSH-2.0-OpenSSH_9.6\r\n", -1, "malformed HTTP"},
		{"HTTP/2", "\x00\x00\x12\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x80\x00\x04\x00\x01\x00\x00\x00\x05\x00\xff\xff\xff", -1, "malformed HTTP"},
		{"TLS", "\x15\x03\x01\x00\x02\x02\x46", -1, "malformed HTTP"},
		{"a header without a colon", "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n" + page, -1, "malformed MIME header"},
		{"a folded header", "HTTP/1.1 200 OK\r\nX-A: b\r\n c\r\n" + length + "\r\n" + page, 1, ""},
		{"a header that ends early", "HTTP/1.1 200 OK\r\nContent-Le", -1, "missing colon"},
		{"a header of 2 MiB", answer("X-A: "+strings.Repeat("x", 2<<20)+"\r\n"+length, page), -1, "header"},
		{"200,000 headers", answer(strings.Repeat("X-A: b\r\n", 200_000)+length, page), -1, "header"},
		{"a few 100s", strings.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 3) + answer(length, page), 1, ""},
		{"100,000 100s", strings.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 100_000) + answer(length, page), -1, "headers exceeded"},
		{"100,000 103s", strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", 100_000), -1, "headers exceeded"},
		{"101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n" + page, -1, "101"},
		{"204", "HTTP/1.1 204 No Content\r\n\r\n", -1, "the answer is empty"},
		{"205", "HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n", -1, "the answer is empty"},
		{"206", "HTTP/1.1 206 Partial Content\r\n" + length + "\r\n" + page, 1, ""}, // it is whole: JSON shows it,
		{"304", "HTTP/1.1 304 Not Modified\r\n\r\n", -1, "304"},
		{"302", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n" + length + "\r\n" + page, -1, "redirects are refused"},
		{"307 without a place", "HTTP/1.1 307 Temporary Redirect\r\n" + length + "\r\n" + page, -1, "redirects are refused"},
		{"302 to nonsense", "HTTP/1.1 302 Found\r\nLocation: ://%zz\r\n" + length + "\r\n" + page, -1, "Location"},
		{"999", "HTTP/1.1 999 Request Denied\r\n" + length + "\r\n" + page, -1, "999"},
		{"000", "HTTP/1.1 000 Nothing\r\n" + length + "\r\n" + page, -1, "0"},
		{"-20", "HTTP/1.1 -20 Nothing\r\n" + length + "\r\n" + page, -1, "malformed"},
		{"2000", "HTTP/1.1 2000 Nothing\r\n" + length + "\r\n" + page, -1, "malformed"},
		{"HTTP/9.9", "HTTP/9.9 200 OK\r\n" + length + "\r\n" + page, 1, ""},
		{"more behind the answer", answer(length, page+answer(length, page)), 1, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			base := rawServer(t, func(c net.Conn) { io.WriteString(c, tt.text) })
			client := New(Options{BaseURL: base, Instance: "demo", Token: "t0k3n", UserAgent: "t", Timeout: 10 * time.Second, PageSize: 1})
			defer client.Close()
			w := &world{client: client, object: parse(t, "contact", "Nom", "ID_CONTACT")}
			req := request(t, w.object)
			req.Limit = 1
			got, err := w.scan(t, req)
			if tt.rows >= 0 && (err != nil || len(got) != tt.rows) {
				t.Errorf("%d rows and %v, want %d", len(got), err, tt.rows)
			}
			if tt.rows < 0 {
				wantError(t, err, tt.want, "scale: ")
				if errors.Is(err, io.EOF) || err != nil && len(err.Error()) > 1000 {
					t.Errorf("%.2000v", err)
				}
				answer, err := client.Put(t.Context(), "contact", []schema.Record{{ID: 0}})
				if err == nil || answer.Outcomes[0].Status == Stored {
					t.Errorf("a put: %v, %v", answer.Outcomes, err)
				}
			}
		})
	}
}

// TestEndlessHeaders has headers that never end, slow or fast.
func TestEndlessHeaders(t *testing.T) {
	for name, part := range map[string]string{"names": "X-A: b\r\n", "a value": "xxxxxxxx", "hints": "HTTP/1.1 103 Early Hints\r\n\r\n"} {
		base := rawServer(t, func(c net.Conn) {
			if name == "hints" {
				flood(c, "", part, 1<<40)
				return
			}
			flood(c, "HTTP/1.1 200 OK\r\nX-B: ", part, 1<<40)
		})
		client := New(Options{BaseURL: base, Instance: "demo", Token: "t0k3n", UserAgent: "t", Timeout: 10 * time.Second, PageSize: 1})
		used, err := memoryOf(func() error { return client.Ping(t.Context()) })
		if err == nil || used > 50<<20 {
			t.Errorf("%s: %d MiB, %v", name, used>>20, err)
		}
		client.Close()
	}
	base := rawServer(t, func(c net.Conn) { // slow: a part, and then nothing until the client is gone
		io.WriteString(c, "HTTP/1.1 200 OK\r\nX-A: ")
		io.Copy(io.Discard, c)
	})
	client := New(Options{BaseURL: base, Instance: "demo", Token: "t0k3n", UserAgent: "t", Timeout: 50 * time.Millisecond, PageSize: 1})
	defer client.Close()
	wantError(t, client.Ping(t.Context()), "the DSN's timeout")
}
