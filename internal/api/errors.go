package api

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// Error is an answer of the API that is not a success; see scale.Error.
type Error struct {
	// Status is the HTTP status. It is 200 where a gateway put an error into
	// the body of a success.
	Status int
	// Code is the error code of the body, or empty.
	Code string
	// Message is the message of the body, or empty.
	Message string
	// Method and URL are those of the request; the URL holds no token.
	Method, URL string
	// Object is the object that was asked for, or empty.
	Object string
	// Body is the first kilobyte of the body.
	Body string

	path    string
	notJSON bool  // a success whose body is something else
	token   int   // number of the token that was sent
	pause   pause // that the answer asks for
}

// Error says what was asked, what was answered and what to do.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "scale: %s %s: ", e.Method, e.path)
	switch {
	case e.notJSON:
		fmt.Fprintf(&b, "the answer, of status %d, is not JSON", e.Status)
	case e.Status/100 == 2:
		b.WriteString("the answer is an error")
	default:
		b.WriteString(strings.TrimSpace(fmt.Sprintf("%d %s", e.Status, http.StatusText(e.Status))))
	}
	if e.Code != "" && e.Code != strconv.Itoa(e.Status) {
		fmt.Fprintf(&b, " (code %s)", e.Code)
	}
	if e.Message != "" {
		b.WriteString(": " + e.Message)
	}
	if hint := hints[e.Status]; hint != "" {
		b.WriteString("; " + hint)
	}
	return b.String()
}

// status is the status that the answer means: a gateway may put it into the body
// of a success.
func (e *Error) status() int {
	if code, err := strconv.Atoi(e.Code); err == nil && e.Status/100 == 2 {
		return code
	}
	return e.Status
}

// hints say what to do about a status, after the documents' table of codes.
var hints = map[int]string{
	http.StatusMovedPermanently:  redirectHint,
	http.StatusFound:             redirectHint,
	http.StatusSeeOther:          redirectHint,
	http.StatusTemporaryRedirect: redirectHint,
	http.StatusPermanentRedirect: redirectHint,
	http.StatusUnauthorized:      "check the token of the DSN",
	http.StatusForbidden:         "the API profile of this token may not do that",
	http.StatusNotFound:          "check the instance of the DSN and the object's name",
	http.StatusTooManyRequests:   "slow down: set requests_per_minute in the DSN",
}

const redirectHint = "redirects are refused, since they would carry the token elsewhere: check the host of the DSN"

const (
	bodyShown = 1 << 10 // of a body, an Error keeps
	bodyRead  = 1 << 20 // of a body, is searched for what went wrong
)

// readError makes an Error of an answer that is not a success.
func (c *Client) readError(a *answer) error {
	body, err := io.ReadAll(io.LimitReader(a, 64<<10))
	if ctxErr := a.user.Err(); err != nil && ctxErr != nil {
		return ctxErr
	}
	return c.newError(a, body)
}

// newError makes an Error of an answer and its body, or as much of it as there
// is.
func (c *Client) newError(a *answer, body []byte) *Error {
	shown := c.redact(string(body[:min(len(body), bodyRead)]))
	code, message := describe([]byte(shown))
	if len(shown) > bodyShown {
		shown = shown[:bodyShown]
	}
	e := &Error{
		// JSON's escapes may have kept the token from being seen in the body.
		Status: a.status, Code: c.redact(code), Message: c.redact(message),
		Method: a.info.Method, URL: a.request.String(), Object: a.object,
		Body: strings.ToValidUTF8(shown, "\uFFFD"), path: a.path(),
		token: a.token, pause: a.pause,
	}
	if a.status/100 == 2 && e.status() == http.StatusTooManyRequests {
		e.pause = c.gate.refused(a)
	}
	return e
}
