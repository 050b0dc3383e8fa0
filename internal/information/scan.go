package information

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/scale-sql/scale/schema"
)

// Env is what the rows are made of.
type Env struct {
	Session *Session
	// Objects lists the instance's objects, Object brings one with its fields.
	Objects func(context.Context) ([]schema.ObjectInfo, error)
	Object  func(ctx context.Context, name string) (*schema.Object, error)
	// Hidden reports whether an error of Object says that the profile may not see
	// the object: a list of everything leaves it out.
	Hidden func(error) bool
	// EmptyAsNull tells that an empty text is NULL.
	EmptyAsNull bool
}

// Scan is a pass over the rows of a table, as the engine reads it.
type Scan struct {
	rows    [][]any
	indexes []int // of the request's fields
	next    int
	id      schema.Cell
	cells   []schema.Cell
}

// Open makes the rows that a request of a Local object asks for.
func Open(ctx context.Context, env *Env, req *schema.Request) (*Scan, error) {
	t := tables[strings.ToLower(req.Object.Name)]
	if t == nil {
		return nil, fmt.Errorf("internal error: %q is no table of the driver's own", req.Object.Name)
	}
	l := &list{only: req.Only, named: req.Named}
	if err := t.rows(ctx, env, l); err != nil {
		return nil, err
	}
	s := &Scan{rows: l.rows, cells: make([]schema.Cell, len(req.Fields))}
	place := make(map[*schema.Column]int, len(t.object.Fields))
	for i, f := range t.object.Fields {
		place[f] = i
	}
	for _, f := range req.Fields {
		i, ok := place[f]
		if !ok {
			return nil, fmt.Errorf("internal error: %q is no column of %s", f.Name, t.object.Name)
		}
		s.indexes = append(s.indexes, i)
	}
	return s, nil
}

// Next goes to the next row; it returns io.EOF behind the last one.
func (s *Scan) Next() error {
	if s.next == len(s.rows) {
		return io.EOF
	}
	row := s.rows[s.next]
	s.next++
	s.id = cellOf(int64(s.next))
	for i, index := range s.indexes {
		s.cells[i] = schema.Cell{}
		if index < len(row) {
			s.cells[i] = cellOf(row[index])
		}
	}
	return nil
}

// ID is the row's number.
func (s *Scan) ID() schema.Cell { return s.id }

// Cells are the values of the request's fields.
func (s *Scan) Cells() []schema.Cell { return s.cells }

// Close has nothing to close.
func (s *Scan) Close() {}

// cellOf writes a value as a record of the API would.
func cellOf(v any) schema.Cell {
	switch v := v.(type) {
	case string:
		return schema.Cell{Kind: schema.String, Text: []byte(v)}
	case int:
		return schema.Cell{Kind: schema.Number, Text: strconv.AppendInt(nil, int64(v), 10)}
	case int64:
		return schema.Cell{Kind: schema.Number, Text: strconv.AppendInt(nil, v, 10)}
	}
	return schema.Cell{Kind: schema.Null}
}
