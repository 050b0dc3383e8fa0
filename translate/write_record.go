package translate

import (
	"errors"
	"fmt"

	"github.com/scale-sql/scale/schema"
)

// recorder makes records of the rows of an INSERT or REPLACE.
type recorder struct {
	object  *schema.Object
	enc     *schema.Encoder
	targets []target
	replace bool
	dup     *duplicate // of ON DUPLICATE KEY UPDATE, nil without

	data   slab[schema.FieldValue]
	links  slab[schema.Link]
	linked int // how many targets are links
}

// slab hands out lists of which one allocation holds many: the more, the more
// have been taken. A transaction holds the records of thousands of statements,
// each of one row.
type slab[T any] struct {
	room []T
	size int // of the last allocation
}

// take returns an empty list with room for n.
func (s *slab[T]) take(n int) []T {
	const most = 1024
	if n == 0 {
		return nil
	}
	if len(s.room) < n {
		s.size = max(n, min(2*s.size, most))
		s.room = make([]T, s.size)
	}
	list := s.room[:0:n]
	s.room = s.room[n:]
	return list
}

// record makes the record of a row, counted from 1, of which there is a value
// for each target.
func (r *recorder) record(row int, values []any) (schema.Record, error) {
	rec := schema.Record{Data: r.data.take(len(values) - r.linked), Links: r.links.take(r.linked)}
	for i, v := range values {
		t := &r.targets[i]
		if _, ok := v.(leftOut); ok {
			continue
		}
		if t.id {
			id, err := r.id(row, t, v)
			if err != nil {
				return rec, err
			}
			if id != 0 {
				return r.dup.record(r, row, id, values)
			}
			continue
		}
		if err := r.put(&rec, row, t, v); err != nil {
			return rec, err
		}
	}
	return rec, r.dup.creates(row)
}

// put adds a value to a record.
func (r *recorder) put(rec *schema.Record, row int, t *target, v any) error {
	if t.link == "" {
		text, err := r.enc.Text(t.column, v)
		if err != nil {
			return inRow(row, err)
		}
		rec.Data = append(rec.Data, schema.FieldValue{Column: t.column, Text: text})
		return nil
	}
	if v == nil && rec.ID == 0 {
		return nil
	}
	id, ok := recordID(v)
	if !ok || id <= 0 {
		return &schema.RowError{Row: row, Object: r.object.Name, Column: t.name, Value: shown(v), Want: wantLink(t)}
	}
	rec.Links = append(rec.Links, schema.Link{Object: t.link, ID: id})
	return nil
}

func wantLink(t *target) string {
	return fmt.Sprintf("the id of a record of %q, which is a positive integer", t.link)
}

// id checks the value of a row's id. 0 and NULL let the API give one.
func (r *recorder) id(row int, t *target, v any) (int64, error) {
	id, ok := recordID(v)
	switch {
	case v == nil || ok && id == 0:
		return 0, nil
	case !ok || id < 0:
		return 0, &schema.RowError{Row: row, Object: r.object.Name, Column: t.name, Value: shown(v), Want: "an id, which is a positive integer"}
	case r.replace:
		return 0, fmt.Errorf("%w: row %d, object %q, column %q: REPLACE of the record %d: the API can't remove the values that the statement doesn't name; use UPDATE, or INSERT with ON DUPLICATE KEY UPDATE",
			ErrUnsupported, row, r.object.Name, t.name, id)
	case r.dup == nil:
		return 0, fmt.Errorf("%w: row %d, object %q, column %q: the API can't create a record under a chosen id (%d); use UPDATE",
			ErrUnsupported, row, r.object.Name, t.name, id)
	}
	return id, nil
}

// inRow says in which row a value stands that can't be stored.
func inRow(row int, err error) error {
	var bad *schema.EncodeError
	if errors.As(err, &bad) {
		return bad.InRow(row)
	}
	return fmt.Errorf("row %d: %w", row, err)
}
