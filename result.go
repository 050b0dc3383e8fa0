package scale

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"math"
	"slices"
)

var _ driver.Result = (*result)(nil)

// result is what came of a write.
type result struct {
	affected int64
	// inserted are the ids of the records that INSERT created, in their order;
	// of those that it updated, too, if the plan says TellsIDs.
	inserted []int64
	held     bool // by a transaction: no record has an id yet
}

// RowsAffected counts the records that were created or updated, as MySQL does;
// of a statement that a transaction holds, those it will put.
func (r *result) RowsAffected() (int64, error) { return r.affected, nil }

// LastInsertId is the id of the record that an INSERT created, 0 if there is
// none. A record that ON DUPLICATE KEY UPDATE updated counts as created if the
// statement has one row, or asks for ids with id = LAST_INSERT_ID(id) or
// id = VALUES(id). For several records it is an error: MySQL answers the first
// id, from which callers count on, and the API's ids need not follow each other.
// InsertedIDs lists them. What is returned beside an error is no number that a
// statement takes as an argument.
func (r *result) LastInsertId() (int64, error) {
	switch {
	case r.held:
		return noID, errors.New("scale: the transaction holds the INSERT until Commit: its records have no ids yet")
	case len(r.inserted) == 0:
		return 0, nil
	case len(r.inserted) == 1 && r.inserted[0] != 0:
		return r.inserted[0], nil
	}
	return noID, &SeveralIDsError{slices.Clone(r.inserted)}
}

// noID is what LastInsertId returns beside an error. A program that overlooks the
// error would store a 0 as the key of another record; this is refused as an argument.
const noID = math.MinInt64 + 0x5ca1e

// SeveralIDsError is what LastInsertId returns where there is no one last id. The
// records are stored. It carries their ids for a program that doesn't hold the
// sql.Result itself, such as one that uses an ORM; elsewhere InsertedIDs is
// simpler.
type SeveralIDsError struct {
	// IDs are those of the records, in the order of the statement's rows; 0 for
	// one of which the API's answer had none.
	IDs []int64
}

// Error says that the records are stored.
func (e *SeveralIDsError) Error() string {
	if len(e.IDs) == 1 {
		return "scale: the record is stored, but the API's answer has no id for it"
	}
	return fmt.Sprintf("scale: all %d records are stored, but there is no one last id of several; scale.InsertedIDs lists them, and so does the field IDs of this *scale.SeveralIDsError", len(e.IDs))
}

// InsertedIDs lists the ids of the records that an INSERT created, in the order
// of its rows. Of an INSERT with one row, or with id = LAST_INSERT_ID(id) or
// id = VALUES(id) in its ON DUPLICATE KEY UPDATE, the records that it updated are
// among them. The id is 0 of a record for which the API's answer had none.
func InsertedIDs(r sql.Result) ([]int64, error) {
	id, err := r.LastInsertId()
	var several *SeveralIDsError
	switch {
	case errors.As(err, &several):
		return slices.Clone(several.IDs), nil
	case err != nil:
		return nil, err
	case id == 0:
		return nil, nil
	}
	return []int64{id}, nil
}
