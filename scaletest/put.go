package scaletest

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"unicode/utf8"
)

// maxForm is the largest form the server reads.
const maxForm = 64 << 20

// servePut answers put_objects.
func (s *Server) servePut(w http.ResponseWriter, r *http.Request, object string) error {
	if _, err := readParameters(r.URL.RawQuery); err != nil {
		return err
	}
	text, err := readObjectsField(w, r)
	if err != nil {
		return err
	}
	records, err := readRecords(text)
	if err != nil {
		return err
	}
	t := s.store.table(object)
	b := []byte(`{"objects":[`)
	for i, o := range s.put(t, records) {
		if i > 0 {
			b = append(b, ',')
		}
		b = s.appendOutcome(b, t, o)
	}
	s.countRows(r, len(records))
	return s.writeJSON(w, append(b, "]}"...))
}

// put stores the records of one request, which other requests see all at once.
func (s *Server) put(t *table, records []json.RawMessage) []outcome {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	change := &change{server: s, table: t}
	outcomes := make([]outcome, len(records))
	for i, record := range records {
		outcomes[i] = change.put(record)
	}
	return outcomes
}

// readObjectsField reads the form's one field, objects, from multipart form
// data as in the document's examples or from a url-encoded form.
func readObjectsField(w http.ResponseWriter, r *http.Request) (string, error) {
	body := http.MaxBytesReader(w, r.Body, maxForm)
	media, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return "", refuse("malformed or missing Content-Type")
	}
	var form map[string][]string
	switch media {
	case "multipart/form-data":
		form, err = readMultipart(multipart.NewReader(body, parameters["boundary"]))
	case "application/x-www-form-urlencoded":
		var raw []byte
		if raw, err = io.ReadAll(body); err == nil {
			form, err = url.ParseQuery(string(raw))
		}
	default:
		return "", refuse("Content-Type %s: want multipart/form-data", media)
	}
	if err != nil {
		return "", refuse("malformed form: %v", err)
	}
	if len(form) != 1 || len(form["objects"]) != 1 {
		return "", refuse("the form must have the field objects, once, and no other")
	}
	if !utf8.ValidString(form["objects"][0]) {
		return "", refuse("objects: not UTF-8")
	}
	return form["objects"][0], nil
}

func readMultipart(parts *multipart.Reader) (map[string][]string, error) {
	form := make(map[string][]string)
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return form, nil
		}
		if err != nil {
			return nil, err
		}
		if part.FileName() != "" {
			return nil, refuse("%s is a file", part.FormName())
		}
		value, err := io.ReadAll(part)
		if err != nil {
			return nil, err
		}
		form[part.FormName()] = append(form[part.FormName()], string(value))
	}
}

// readRecords reads the JSON array of records. Each must be well-formed JSON;
// what is wrong with one record beyond that is that record's own failure.
func readRecords(text string) ([]json.RawMessage, error) {
	var records []json.RawMessage
	if err := json.Unmarshal([]byte(text), &records); err != nil {
		return nil, refuse("objects: malformed JSON array: %v", err)
	}
	if len(records) == 0 {
		return nil, refuse("objects: no record")
	}
	return records, nil
}

// member is one member of a JSON object.
type member struct {
	name  string
	value json.RawMessage
}

// readMembers reads a JSON object in its own order; ok is false if the text is
// something else or repeats a name.
func readMembers(text json.RawMessage) (members []member, ok bool) {
	d := json.NewDecoder(bytes.NewReader(text))
	if token, err := d.Token(); err != nil || token != json.Delim('{') {
		return nil, false
	}
	seen := make(map[string]bool)
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return nil, false
		}
		m := member{name: token.(string)}
		if err := d.Decode(&m.value); err != nil || seen[m.name] {
			return nil, false
		}
		seen[m.name] = true
		members = append(members, m)
	}
	return members, true
}
