package api

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/scale-sql/scale/schema"
)

// flood writes a part again and again until the client has had enough, or so
// many bytes are written.
func flood(w io.Writer, head, part string, most int64) {
	io.WriteString(w, head)
	block := bytes.Repeat([]byte(part), 1+(64<<10)/len(part))
	for sent := int64(0); sent < most; sent += int64(len(block)) {
		if _, err := w.Write(block); err != nil {
			return
		}
	}
}

// squeezed is a handler that compresses what another one writes.
func squeezed(status int, write func(io.Writer)) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.WriteHeader(status)
		z, _ := gzip.NewWriterLevel(w, gzip.BestSpeed)
		defer z.Close()
		write(z)
	}
}

func plainly(status int, write func(io.Writer)) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		write(w)
	}
}

// memoryOf is what f allocates in all, this side and the server's.
func memoryOf(f func() error) (uint64, error) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	err := f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc, err
}

// TestStalledBodies has bodies of a byte a second, for each kind of request: the
// timeout ends them.
func TestStalledBodies(t *testing.T) {
	for _, status := range []int{200, 404} {
		for name, do := range map[string]func(t *testing.T, w *world) error{
			"page":     func(t *testing.T, w *world) error { _, err := w.scan(t, request(t, w.object)); return err },
			"metadata": func(t *testing.T, w *world) error { _, err := w.client.ObjectList(t.Context()); return err },
			"put": func(t *testing.T, w *world) error {
				_, err := w.client.Put(t.Context(), "contact", []schema.Record{{ID: 1}})
				return err
			},
		} {
			synctest.Test(t, func(t *testing.T) {
				w := bubbled(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					w.WriteHeader(status)
					for {
						if _, err := io.WriteString(w, " "); err != nil {
							return
						}
						time.Sleep(time.Second)
					}
				}), nil)
				start := time.Now()
				err := do(t, w)
				var e *Error
				late := errors.Is(err, os.ErrDeadlineExceeded) || status == 404 && errors.As(err, &e) && e.Status == 404
				if took := time.Since(start); !late || took > w.client.timeout+time.Second {
					t.Errorf("%s, %d: after %v: %v", name, status, took, err)
				}
				time.Sleep(time.Second) // until the handler notices
			})
		}
	}
}

// TestHostileMessages has error bodies that are meant to harm who reads their
// messages.
func TestHostileMessages(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"escape codes", `{"error":"a\u001b[31mb\u0000c\u0007d"}`, "a [31mb c d"},
		{"lines", "{\"error\":\"a\\r\\n2024 INFO all is well\"}", "a 2024 INFO all is well"},
		{"right to left", `{"error":"a\u202eb\u2066c"}`, "a b c"},
		{"a byte order mark", "\ufeff{}", "{}"},
		{"nested lists", `{"errors":` + strings.Repeat("[", 9000) + `"x"` + strings.Repeat("]", 9000) + `}`, ""},
		{"nested objects", `{"error":` + strings.Repeat(`{"message":`, 9000) + `"x"` + strings.Repeat("}", 9000) + `}`, ""},
		{"too deep for JSON", `{"errors":` + strings.Repeat("[", 20000), ""},
		{"tags", strings.Repeat("<title", 10000), ""},
		{"Latin-1", "interdit \xe0 tous", "interdit \ufffd tous"},
		{"a number", `{"error":1` + strings.Repeat("0", 60000) + `}`, ""},
	}
	for _, tt := range tests {
		for _, status := range []int{200, 403} {
			w := newWorld(t, shared, nil)
			w.wire.handler = replying(status, "text/html; charset=iso-8859-1", tt.body)
			start := time.Now()
			_, err := w.client.ObjectList(t.Context())
			if status == 403 {
				wantError(t, err, tt.want, "403")
			}
			if err != nil && (len(err.Error()) > 1000 || strings.ContainsAny(err.Error(), "\x00\x1b\r\n\a\u202e\u2066\ufeff")) {
				t.Errorf("%s: %q", tt.name, err)
			}
			if took := time.Since(start); took > time.Second {
				t.Errorf("%s: took %v", tt.name, took)
			}
		}
	}
}
