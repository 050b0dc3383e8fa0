package api

import (
	"bytes"
	"encoding/json"
	"html"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// errorInBody returns an *Error if the body of a success says that it is none,
// as gateways do: {"error":401,"error_text":"..."}. An instance may have an
// object or a field called error or message; its metadata is an object.
func (c *Client) errorInBody(a *answer, doc []byte) error {
	if !looksLikeJSON(doc) {
		return c.notJSON(a, doc)
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(doc, &members) != nil {
		return nil // the reader of the document says what is wrong with it
	}
	for name, value := range members {
		if isErrorMember(name, value) || isFailureMember(name, value) || strings.EqualFold(name, "message") && value[0] == '"' {
			return c.newError(a, doc)
		}
	}
	return nil
}

// notJSON is the error of a success whose body isn't JSON, such as the page of
// a proxy that wants a login.
func (c *Client) notJSON(a *answer, head []byte) error {
	e := c.newError(a, head)
	e.notJSON = true
	return e
}

// isErrorMember reports whether a top-level member says that the answer is an
// error. 0, "", null, false and empty lists say that there is none.
func isErrorMember(name string, value []byte) bool {
	if !strings.EqualFold(name, "error") && !strings.EqualFold(name, "errors") {
		return false
	}
	value = bytes.TrimSpace(value)
	switch string(value) {
	case "", "0", `""`, `"0"`, "null", "false", "[]":
		return false
	}
	return value[0] != '{' || !isMetadata(value)
}

// isFailureMember reports whether a top-level member of what was read says that the
// answer is an error in the words of other APIs: {"status":"error"}, {"success":false}.
// Of a write they don't say that nothing was stored.
func isFailureMember(name string, value []byte) bool {
	switch strings.ToLower(name) {
	case "success", "ok":
		return string(value) == "false"
	case "status":
		switch strings.ToLower(text(value)) {
		case "error", "ko", "nok", "fail", "failed", "failure":
			return true
		}
	}
	return false
}

// isMetadata tells the metadata of a field or an object that is called error
// from an error's {"code":..,"message":..}. An empty object is no error either.
func isMetadata(object []byte) bool {
	var m map[string]json.RawMessage
	if json.Unmarshal(object, &m) != nil || len(m) == 0 {
		return true
	}
	for _, name := range []string{"attribs", "read", "write", "acl", "create_time", "update_time"} {
		if m[name] != nil {
			return true
		}
	}
	return false
}

// describe finds code and message in whatever shape the body has: JSON of the
// usual shapes, HTML, plain text, nothing.
func describe(body []byte) (code, message string) {
	var shape struct {
		Error       json.RawMessage `json:"error"`
		ErrorText   json.RawMessage `json:"error_text"`
		Description json.RawMessage `json:"error_description"`
		Errors      json.RawMessage `json:"errors"`
		Message     json.RawMessage `json:"message"`
		Code        json.RawMessage `json:"code"`
	}
	if json.Unmarshal(body, &shape) != nil {
		return "", plainText(body)
	}
	var inner struct{ Code json.RawMessage }
	if json.Unmarshal(shape.Error, &inner) != nil {
		inner.Code = nil
	}
	code = firstOf(scalar(shape.Code), scalar(inner.Code))
	message = firstOf(text(shape.ErrorText), text(shape.Description), text(shape.Message), text(shape.Errors))
	if e := scalar(shape.Error); e != "" && isNumber(e) {
		code = e
	} else {
		message = firstOf(message, text(shape.Error))
	}
	if code == "" && message == "" {
		return "", plainText(body)
	}
	return code, shorten(message)
}

// text is the human part of a JSON value: a string itself, the messages of an
// array or an object, and an object of other members as it stands.
func text(raw json.RawMessage) string { return textIn(raw, 3) }

// textIn is text for lists that are nested no deeper than depth.
func textIn(raw json.RawMessage, depth int) string {
	if len(raw) == 0 || depth == 0 {
		return ""
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) == nil {
		var parts []string
		for _, item := range list {
			parts = append(parts, textIn(item, depth-1))
		}
		return strings.Join(parts, "; ")
	}
	var o struct {
		Message, Detail, Title, Text json.RawMessage
	}
	if json.Unmarshal(raw, &o) == nil {
		return firstOf(scalar(o.Message), scalar(o.Detail), scalar(o.Title), scalar(o.Text), string(raw))
	}
	return scalar(raw)
}

// scalar is a JSON string, number or boolean as text.
func scalar(raw json.RawMessage) string {
	if len(raw) == 0 {
		return ""
	}
	if raw[0] == '"' && bytes.IndexByte(raw, '\\') < 0 && utf8.Valid(raw) {
		return string(raw[1 : len(raw)-1]) // it stands for itself
	}
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	if len(raw) > 0 && (raw[0] == '{' || raw[0] == '[' || raw[0] == 'n') {
		return ""
	}
	return string(raw)
}

func isNumber(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

var (
	htmlTitle = regexp.MustCompile(`(?is)<(?:title|h1)[^>]*>(.*?)</(?:title|h1)>`)
	htmlTag   = regexp.MustCompile(`(?s)<[^>]*>`)
)

// plainText is what a body that isn't JSON says: the title of a page of HTML.
func plainText(body []byte) string {
	s := strings.ToValidUTF8(string(body), "\uFFFD")
	if m := htmlTitle.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	return shorten(html.UnescapeString(htmlTag.ReplaceAllString(s, " ")))
}

// shorten makes one line of at most 300 bytes, which holds nothing that a
// terminal or a log might obey or turn round.
func shorten(s string) string {
	s = strings.Join(strings.FieldsFunc(s, blank), " ")
	if len(s) > 300 {
		s = strings.ToValidUTF8(s[:300], "") + "..."
	}
	return s
}

// blank reports whether a character shows as nothing but space, if at all.
func blank(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\ufeff'
}

// looksLikeJSON reports whether a body begins as a JSON document does.
func looksLikeJSON(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	return len(head) == 0 || head[0] == '{' || head[0] == '['
}
