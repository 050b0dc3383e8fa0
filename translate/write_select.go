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

	row      int // rows taken so far
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
	return &WriteSelect{Plan: plan, values: make([]any, plan.columns())}
}

// Record makes the record of the next row of the result, which it does not keep and
// in which dates and datetimes are texts.
func (s *WriteSelect) Record(row []driver.Value) (schema.Record, RowUse, error) {
	s.row++
	if len(row) != len(s.values) {
		return schema.Record{}, SkippedRow, fmt.Errorf("a SELECT of %d columns has returned %d", len(s.values), len(row))
	}
	for i, v := range row {
		s.values[i] = plain(v)
	}
	if s.update != nil {
		return s.update.record(s.values)
	}
	rec, err := s.recorder.record(s.row, s.values)
	return rec, PutRow, err
}
