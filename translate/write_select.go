package translate

import (
	"database/sql/driver"
	"fmt"

	"github.com/scale-sql/scale/schema"
)

// WriteSelect is a write whose records are made of the rows of a SELECT. It
// serves one reading of the result.
type WriteSelect struct {
	// Plan is the SELECT.
	Plan *Plan
	// ReadsTarget tells that the SELECT reads the object that is written: all its
	// rows must have been read before the first record is put.
	ReadsTarget bool

	dates    []bool // which columns of the result are dates
	row      int    // rows taken so far
	values   []any
	recorder *recorder // of an INSERT
	update   *update   // of an UPDATE
}

// RowUse tells what becomes of a row of a WriteSelect.
type RowUse uint8

const (
	// PutRow is a row whose record is to be put.
	PutRow RowUse = iota + 1
	// UnchangedRow is a record that has its new values already: it is matched,
	// and not put.
	UnchangedRow
	// SkippedRow is no record, or one that a row before has been about: it counts
	// for nothing.
	SkippedRow
)

func newWriteSelect(plan *Plan) *WriteSelect {
	dates := dateColumns(plan)
	return &WriteSelect{Plan: plan, dates: dates, values: make([]any, len(dates))}
}

// Record makes the record of the next row of the result, which it does not keep.
func (s *WriteSelect) Record(row []driver.Value) (schema.Record, RowUse, error) {
	s.row++
	if len(row) != len(s.dates) {
		return schema.Record{}, SkippedRow, fmt.Errorf("a SELECT of %d columns has returned %d", len(s.dates), len(row))
	}
	for i, v := range row {
		s.values[i] = selected(v, s.dates[i])
	}
	if s.update != nil {
		return s.update.record(s.values)
	}
	rec, err := s.recorder.record(s.row, s.values)
	return rec, PutRow, err
}
