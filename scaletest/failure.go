package scaletest

import (
	"fmt"
	"html"
	"net/http"
	"strconv"
	"strings"
)

// ErrorShape is what the body of an error looks like. The API's document lists
// the status codes but shows no body.
type ErrorShape int

const (
	// ErrorCodeAndText is {"error": 404, "error_text": "..."}, the default.
	ErrorCodeAndText ErrorShape = iota
	// ErrorString is {"error": "..."}.
	ErrorString
	// ErrorList is {"errors": ["..."]}.
	ErrorList
	// ErrorMessage is {"message": "..."}.
	ErrorMessage
	// ErrorHTML is a page such as a gateway in front of the API answers.
	ErrorHTML
	// ErrorEmpty is no body at all.
	ErrorEmpty
)

// failure is a request the server refuses.
type failure struct {
	status int
	text   string
}

func (f *failure) Error() string { return f.text }

// refuse is the failure of a request which is wrong in itself.
func refuse(format string, args ...any) error {
	return &failure{http.StatusBadRequest, fmt.Sprintf(format, args...)}
}

// writeFailure answers with an error in the server's shape.
func (s *Server) writeFailure(w http.ResponseWriter, status int, text string) {
	text = strings.ToValidUTF8(text, "\uFFFD")
	var body []byte
	kind := "application/json"
	switch s.config.errorShape {
	case ErrorCodeAndText:
		body = append(body, `{"error":`+strconv.Itoa(status)+`,"error_text":`...)
		body = append(s.appendString(body, text), '}')
	case ErrorString:
		body = append(s.appendString([]byte(`{"error":`), text), '}')
	case ErrorList:
		body = append(s.appendString([]byte(`{"errors":[`), text), "]}"...)
	case ErrorMessage:
		body = append(s.appendString([]byte(`{"message":`), text), '}')
	case ErrorHTML:
		kind = "text/html; charset=utf-8"
		title := fmt.Sprintf("%d %s", status, http.StatusText(status))
		body = fmt.Appendf(nil, "<html><head><title>%s</title></head><body><h1>%s</h1><p>%s</p></body></html>\n",
			title, title, html.EscapeString(text))
	}
	if len(body) > 0 {
		w.Header().Set("Content-Type", kind)
	}
	w.WriteHeader(status)
	w.Write(body)
}
