package main

import (
	"errors"
	"fmt"

	"github.com/scale-sql/scale"
)

// The driver's words for what became of a record.
const (
	statusStored  = "stored"
	statusUnknown = "unknown"
)

// outcome is what became of some records of a statement that follow each other, or
// rows of a chunk, counted from 1.
type outcome struct {
	From    int     `json:"from"`
	To      int     `json:"to"`
	Status  string  `json:"status"`
	IDs     []int64 `json:"ids,omitempty"`
	Message string  `json:"message,omitempty"`
}

// failure is the journal's entry of an error. Rows are the numbers of the rows that
// were sent, nil if the records count from 1.
//
// An error that is no BatchError comes before the first record is sent: it says that
// nothing is stored.
func failure(p place, err error, rows []int) entry {
	e := entry{Event: eventFailed, Statement: p.statement, Chunk: p.chunk, Error: err.Error()}
	var batch *scale.BatchError
	if !errors.As(err, &batch) {
		return e
	}
	e.Stored, e.Rejected, e.Unknown = batch.Stored, batch.Rejected, batch.Unknown
	if rows != nil && len(rows) != len(batch.Records) {
		// Then the records can't be told apart, and all are in doubt.
		e.Stored, e.Rejected, e.Unknown = 0, 0, len(rows)
		e.Outcomes = []outcome{{From: rows[0], To: rows[len(rows)-1], Status: statusUnknown}}
		return e
	}
	for _, r := range batch.Records {
		number := r.Index + 1
		if rows != nil {
			number = rows[r.Index]
		}
		e.note(number, r)
	}
	return e
}

// note adds what became of a record.
func (e *entry) note(number int, r scale.RecordOutcome) {
	n := len(e.Outcomes) - 1
	if n < 0 || e.Outcomes[n].To+1 != number || e.Outcomes[n].Status != r.Status || e.Outcomes[n].Message != r.Message {
		e.Outcomes = append(e.Outcomes, outcome{From: number, Status: r.Status, Message: r.Message})
		n++
	}
	o := &e.Outcomes[n]
	o.To = number
	if r.Status == statusStored && r.ID != 0 {
		o.IDs = append(o.IDs, r.ID)
	}
}

// shownRefusals is how many refused rows are told one by one.
const shownRefusals = 10

// refusedRows tells the lines of rows that the API has refused, and why.
func refusedRows(err error, rows []row) []string {
	var batch *scale.BatchError
	if !errors.As(err, &batch) || len(batch.Records) != len(rows) {
		return nil
	}
	var all []string
	for i, r := range batch.Records {
		if r.Status != "rejected" || len(all) > shownRefusals {
			continue
		}
		if len(all) == shownRefusals {
			all = append(all, "and others")
			continue
		}
		all = append(all, fmt.Sprintf("line %d was refused: %s", rows[i].line, r.Message))
	}
	return all
}

// touched are the rows of a chunk that are or may be stored, those that are kept
// included.
func (e *entry) touched(kept map[int]bool) map[int]bool {
	all := make(map[int]bool)
	for row := range kept {
		all[row] = true
	}
	for _, o := range e.Outcomes {
		for row := o.From; row <= o.To && (o.Status == statusStored || o.Status == statusUnknown); row++ {
			all[row] = true
		}
	}
	return all
}
