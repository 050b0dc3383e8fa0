package api

import (
	"context"
	"fmt"
	"slices"

	"github.com/scale-sql/scale/schema"
)

// Status is what became of a record.
type Status uint8

// What may become of a record.
const (
	// Unknown: the server may or may not have stored it.
	Unknown Status = iota
	// NotSent: the server can't have seen it.
	NotSent
	// Rejected: the server said that it didn't store it.
	Rejected
	// Stored: the server said that it did.
	Stored
)

var statusNames = [...]string{Unknown: "unknown", NotSent: "not sent", Rejected: "rejected", Stored: "stored"}

// String is "stored", "rejected", "unknown" or "not sent".
func (s Status) String() string { return statusNames[s] }

// Outcome is what became of one record. The flags are those of the answer, and
// so is the message: why a record was rejected, or what is odd about one that
// was stored or may have been.
type Outcome struct {
	Status                  Status
	ID                      int64 // 0 if the answer doesn't tell that of a new record
	Created, Updated, Found bool
	// Missing tells of a record that was rejected because none has its id: the
	// answer says that it was not found. If it was Refused, too, the reason may be
	// another: a record that is refused for its data may be said to be not found
	// because nobody looked.
	Missing, Refused bool
	Message          string
}

// PutAnswer is what became of the records of a Put.
type PutAnswer struct {
	Outcomes []Outcome // one for each record, in order
}

// Put stores records of an object with one request of put_objects. It is tried
// again where the server can't have stored a thing (it was not reached, or
// answered 429), and elsewhere only under an idempotency key, which the DSN's
// dedupe_header asks for: a request the server may have seen must not be
// repeated, for a record created twice can't be deleted.
//
// The answer is there, with an outcome for each record, also if there is an
// error. There is none if the server answered for each record: records that it
// rejected one by one are no error of the request.
func (c *Client) Put(ctx context.Context, object string, records []schema.Record) (*PutAnswer, error) {
	p := &put{client: c, object: object, records: records, outcomes: make([]Outcome, len(records))}
	if len(records) == 0 {
		return &PutAnswer{}, nil
	}
	p.form = newForm(records)
	if c.dedupeHeader != "" {
		p.key = newKey()
	}
	err := p.tryAll(ctx)
	return &PutAnswer{Outcomes: p.outcomes}, err
}

// put is one Put and what is known of its records so far.
type put struct {
	client   *Client
	object   string
	records  []schema.Record
	form     *form
	key      string // the idempotency key, the same in each try, or empty
	outcomes []Outcome
}

// tryAll sends the request until there is nothing to gain from another try.
func (p *put) tryAll(ctx context.Context) error {
	retry := p.client.newRetry(putPath(p.object))
	seen := false // whether an earlier try may have been carried out
	for {
		t := p.try(ctx, retry.tries)
		seen = seen || t.repeated
		p.learn(t.outcomes, seen)
		var err error
		switch {
		case t.err == nil:
			return nil
		case t.again:
			err = retry.wait(ctx, t.err, t.pause)
		default:
			err = retry.refused(ctx, t.err)
		}
		if err != nil {
			return err
		}
		seen = seen || slices.ContainsFunc(t.outcomes, func(o Outcome) bool { return o.Status == Unknown })
	}
}

// learn takes over the outcomes of a try. A record that was stored stays so. If
// an earlier try may have been carried out unseen, then that nothing was stored
// by its repetition says nothing of it: servers refuse what they have had.
func (p *put) learn(outcomes []Outcome, seen bool) {
	stored := slices.ContainsFunc(outcomes, func(o Outcome) bool { return o.Status == Stored })
	for i, o := range outcomes {
		was := &p.outcomes[i]
		switch {
		case was.Status == Stored:
		case seen && !stored && was.Status == Unknown:
			was.ID = o.ID
			was.Message = fmt.Sprintf("an earlier try of the request may have stored it; it was %v by the last one", o.Status)
			if o.Message != "" {
				was.Message += ": " + o.Message
			}
		default:
			*was = o
		}
	}
}

// all is the same outcome for all records; those that have an id keep it.
func (p *put) all(s Status, message string) []Outcome {
	outcomes := make([]Outcome, len(p.records))
	for i, r := range p.records {
		outcomes[i] = Outcome{Status: s, ID: r.ID, Message: message}
	}
	return outcomes
}
