package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"time"

	"github.com/scale-sql/scale/scaletest"
)

// readData reads the objects of a file: a JSON array of scaletest.Object.
func readData(path string) (scaletest.Data, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var data scaletest.Data
	if err := decoder.Decode(&data); err != nil {
		return nil, fmt.Errorf("%s:%s %w", path, line(text, err), err)
	}
	if err := decoder.Decode(new(any)); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: something follows the array of objects", path)
	}
	return data, nil
}

// line is the line, with a colon, of what can't be decoded, if the error knows it.
func line(text []byte, err error) string {
	var (
		offset    int64
		syntax    *json.SyntaxError
		wrongType *json.UnmarshalTypeError
	)
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &wrongType):
		offset = wrongType.Offset
	case errors.Is(err, io.ErrUnexpectedEOF):
		offset = int64(len(text))
	default:
		return ""
	}
	before := text[:max(min(offset, int64(len(text)))-1, 0)] // the offset is behind what is wrong
	return fmt.Sprintf("%d:", 1+bytes.Count(before, []byte("\n")))
}

// forgetful keeps a server that runs for days from remembering its requests,
// which scaletest does for tests to look at.
type forgetful struct{ server *scaletest.Server }

func (f forgetful) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.server.ServeHTTP(w, r)
	f.server.ResetRequests()
}

// logged logs each request, without its headers: they hold the token.
func logged(next http.Handler, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		status := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(status, r)
		query, err := url.QueryUnescape(r.URL.RawQuery)
		if err != nil {
			query = r.URL.RawQuery
		}
		log.Info(r.Method, "path", r.URL.Path, "query", query, "status", status.status,
			"bytes", status.bytes, "took", time.Since(start).Round(time.Microsecond))
	})
}

// statusWriter notes what is answered.
type statusWriter struct {
	http.ResponseWriter
	status int
	bytes  int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Write(b []byte) (int, error) {
	n, err := w.ResponseWriter.Write(b)
	w.bytes += n
	return n, err
}

// Unwrap gives http.ResponseController what it is a wrapper of.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
