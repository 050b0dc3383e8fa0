package scale

import (
	"fmt"
	"strings"
)

// BatchError says that a write was not stored whole, and what became of each of
// its records. Stored, Rejected and Unknown add up to the number of records.
type BatchError struct {
	// Object is the object written to; of a transaction, the one at which it
	// ended.
	Object string
	// Records has an entry for each record, in the statement's order.
	Records []RecordOutcome
	// Stored counts the records that the API says are stored, Rejected those
	// that are not stored, because the API refused them or because they were not
	// sent any more, and Unknown those that were sent and not answered: they may
	// be stored or not, and are not sent again.
	Stored, Rejected, Unknown int
	// Err is what ended the write: an *Error, a context's error, ... It is nil if
	// the API answered and refused records one by one.
	Err error
}

// RecordOutcome is what became of one record.
type RecordOutcome struct {
	// Index is the record's place in the statement, from 0.
	Index int
	// Status is one of StatusStored, StatusRejected, StatusNotSent and
	// StatusUnknown.
	Status string
	// ID is the record's id, 0 if there is none.
	ID int64
	// Message is the API's, if it refused the record.
	Message string
}

// What may have become of a record.
const (
	// StatusStored is that of a record which the API says is stored.
	StatusStored = "stored"
	// StatusRejected is that of a record which the API says it didn't store.
	StatusRejected = "rejected"
	// StatusNotSent is that of a record which the server can't have seen.
	StatusNotSent = "not sent"
	// StatusUnknown is that of a record which was sent and not answered: it may be
	// stored or not.
	StatusUnknown = "unknown"
)

// Error sums up, and quotes the first refusal.
func (e *BatchError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "scale: object %q: of %d records %d were stored, %d were not, of %d it is unknown", e.Object,
		len(e.Records), e.Stored, e.Rejected, e.Unknown)
	for _, r := range e.Records {
		if r.Status == StatusRejected && r.Message != "" {
			fmt.Fprintf(&b, "; record %d was refused: %s", r.Index+1, r.Message)
			break
		}
	}
	if e.Err != nil {
		fmt.Fprintf(&b, ": %s", strings.TrimPrefix(e.Err.Error(), "scale: "))
	}
	if e.Unknown > 0 {
		b.WriteString("; look whether the unknown ones are there before sending them again")
	}
	return b.String()
}

// Unwrap is what ended the write.
func (e *BatchError) Unwrap() error { return e.Err }
