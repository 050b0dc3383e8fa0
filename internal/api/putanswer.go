package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/scale-sql/scale/schema"
)

// report is the answer of put_objects taken apart:
//
//	{"objects":[{"status":"OK","id":"21245","data":{..},"updated":"Y","created":"N","found":"Y"}]}
type report struct {
	found   bool             // whether there is a member objects
	records []answeredRecord // its elements, as far as they came whole
	failure bool             // whether a member says that the answer is an error
	others  int              // members besides objects
	err     error            // why the rest could not be read
}

// maxOthers bounds the members of an answer that are none of objects: it has a
// handful.
const maxOthers = 1000

// answeredRecord is what an answer says of a record.
type answeredRecord struct {
	Status, ID, Created, Updated, Found, Message, Error, Errors json.RawMessage

	ErrorText json.RawMessage `json:"error_text"`
	notObject bool
}

// readReport reads as much of an answer as there is.
func readReport(doc []byte) (r report) {
	dec := json.NewDecoder(bytes.NewReader(doc))
	if r.err = expect(dec, '{'); r.err != nil {
		return r
	}
	for r.err == nil && dec.More() {
		var name json.Token
		if name, r.err = dec.Token(); r.err == nil {
			r.err = r.member(dec, name.(string))
		}
	}
	if r.err == nil {
		r.err = expect(dec, '}')
	}
	return r
}

// member reads the value of a member.
func (r *report) member(dec *json.Decoder, name string) error {
	if name == "objects" {
		if r.found { // which of the two is true nobody knows
			r.records = nil
			return errors.New(`"objects" occurs twice`)
		}
		r.found = true
		return r.objects(dec)
	}
	if r.others++; r.others > maxOthers {
		return fmt.Errorf("it has more than %d members", maxOthers)
	}
	var value json.RawMessage
	err := dec.Decode(&value)
	if err == nil && isErrorMember(name, value) {
		r.failure = true
	}
	return err
}

func (r *report) objects(dec *json.Decoder) error {
	if err := expect(dec, '['); err != nil {
		return err
	}
	for dec.More() {
		var record answeredRecord
		err := dec.Decode(&record)
		var mistyped *json.UnmarshalTypeError
		if record.notObject = errors.As(err, &mistyped); err != nil && !record.notObject {
			return err
		}
		r.records = append(r.records, record)
	}
	return expect(dec, ']')
}

// expect reads a delimiter.
func expect(dec *json.Decoder, want json.Delim) error {
	switch token, err := dec.Token(); {
	case err != nil:
		return err
	case token != want:
		return fmt.Errorf("%v stands where %v was expected", token, want)
	}
	return nil
}

// outcome is what the answer says of a record. It is matched by its place, as
// new records can't be otherwise; the id of an updated one must be its own.
func (c *Client) outcome(sent *schema.Record, m *answeredRecord) Outcome {
	o := Outcome{ID: sent.ID}
	if m.notObject {
		o.Message = "the answer's record is no JSON object"
		return o
	}
	o.Created, o.Updated, o.Found = flag(m.Created), flag(m.Updated), flag(m.Found)
	o.Message = c.redact(shorten(firstOf(text(m.Message), text(m.ErrorText), problem("errors", m.Errors), problem("error", m.Error))))
	notFound := sent.ID != 0 && len(m.Found) > 0 && !o.Found && !o.Created && !o.Updated
	status := scalar(m.Status)
	unsaid := len(m.Status) == 0 || m.Status[0] == 'n' || m.Status[0] == '"' && status == ""
	switch {
	case isOK(status), unsaid && o.Message == "" && (o.Created || o.Updated):
		o.stored(sent, scalar(m.ID))
		if notFound && o.Status == Stored {
			o.Status, o.Missing, o.Message = Rejected, true, firstOf(o.Message, "no record has this id")
		}
	case status == "" && o.Message == "":
		o.Message = "the answer doesn't say whether it was stored"
	case o.Created || o.Updated:
		o.Message = fmt.Sprintf("the answer contradicts itself: its status is %q, but it was stored: %s", c.redact(shorten(status)), o.Message)
	case sent.ID == 0 && idOf(scalar(m.ID)) != 0: // it seems to be a word for OK
		o.Message = fmt.Sprintf("the answer doesn't say whether it was stored: its status is %q, and it has the id %s: %s",
			c.redact(shorten(status)), shorten(scalar(m.ID)), o.Message)
	default:
		o.Status = Rejected
		o.Missing, o.Refused = notFound, notFound
		o.Message = firstOf(o.Message, fmt.Sprintf("its status is %q", c.redact(shorten(status))))
	}
	return o
}

// idOf is the id that an answer has for a record, 0 if it has none.
func idOf(text string) int64 {
	id, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil || id < 0 {
		return 0
	}
	return id
}

// problem is the text of a member that says what is wrong, if it says so.
func problem(name string, value json.RawMessage) string {
	if !isErrorMember(name, value) {
		return ""
	}
	return text(value)
}

// isOK reports whether a status is the document's OK, or an HTTP status as good.
func isOK(status string) bool {
	status = strings.TrimSpace(status)
	return strings.EqualFold(status, "OK") || status == "200" || status == "201"
}

// stored sets the outcome of a record whose status is OK.
func (o *Outcome) stored(sent *schema.Record, text string) {
	switch id := idOf(text); {
	case id == 0:
		o.Status = Stored
		if sent.ID == 0 {
			o.Message = "the answer has no id for it"
		}
	case sent.ID != 0 && id != sent.ID:
		o.Message = fmt.Sprintf("the answer in its place is that of record %d", id)
	default:
		o.Status, o.ID = Stored, id
	}
}

// flag reads a flag, which the document writes Y or N.
func flag(raw json.RawMessage) bool {
	truth, ok := schema.ParseBool(scalar(raw))
	return ok && truth
}

// unclear is the error of an answer that doesn't say what became of each record.
func (p *put) unclear(a *answer, doc []byte, r report, outcomes []Outcome) error {
	if r.err != nil && !looksLikeJSON(doc) {
		return p.client.notJSON(a, doc)
	}
	if r.err == nil && !r.found {
		return p.client.newError(a, doc)
	}
	var problem string
	switch {
	case len(doc) == 0 && r.err == io.EOF:
		problem, r.err = "it is empty", io.ErrUnexpectedEOF
	case r.err != nil:
		if errors.Is(r.err, io.EOF) {
			r.err = io.ErrUnexpectedEOF
		}
		problem = r.err.Error()
	case len(r.records) != len(p.records):
		problem = fmt.Sprintf("%d records were sent, and it has %d", len(p.records), len(r.records))
	default:
		for i, o := range outcomes {
			if o.Status == Unknown {
				problem = fmt.Sprintf("record %d of %d: %s", i+1, len(outcomes), o.Message)
				break
			}
		}
	}
	text := fmt.Sprintf("scale: object %q: reading the answer of POST %s: %s", p.object, a.path(), problem)
	return &requestError{text: p.client.redact(text), cause: r.err}
}
