package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"time"

	"github.com/shopspring/decimal"
)

// jsonSink writes an array of objects, row by row. A report that breaks off
// lacks the closing bracket, so that nobody takes it for whole.
type jsonSink struct {
	out     io.Writer
	columns []column
	keys    [][]byte // with what stands before them
	rows    int
	buffer  bytes.Buffer
}

func (j *jsonSink) begin(_ job, columns []column) error {
	j.columns = columns
	seen := map[string]bool{}
	for i, c := range columns {
		if seen[c.Name] {
			return fmt.Errorf("two columns are called %q, and an object can hold one; name them with AS", c.Name)
		}
		seen[c.Name] = true
		key := []byte{','}
		if i == 0 {
			key = nil
		}
		name, err := encoded(c.Name)
		if err != nil {
			return err
		}
		j.keys = append(j.keys, append(append(key, name...), ':'))
	}
	_, err := io.WriteString(j.out, "[")
	return err
}

func (j *jsonSink) row(values []any) error {
	j.buffer.Reset()
	if j.rows++; j.rows > 1 {
		j.buffer.WriteByte(',')
	}
	j.buffer.WriteString("\n{")
	for i, v := range values {
		value, err := j.columns[i].json(v)
		if err != nil {
			return fmt.Errorf("column %s: %w", j.columns[i].Name, err)
		}
		j.buffer.Write(j.keys[i])
		j.buffer.Write(value)
	}
	j.buffer.WriteByte('}')
	_, err := j.out.Write(j.buffer.Bytes())
	return err
}

func (j *jsonSink) end() error {
	closing := "\n]\n"
	if j.rows == 0 {
		closing = "]\n"
	}
	_, err := io.WriteString(j.out, closing)
	return err
}

func (j *jsonSink) close() error { return nil }

var jsonNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

// json is a value as JSON. Numbers keep all their digits, dates are those of
// ISO 8601, and a datetime says its zone.
func (c column) json(v any) ([]byte, error) {
	switch {
	case v == nil:
		return []byte("null"), nil
	case c.kind == decimals:
		s := c.format(v)
		if !jsonNumber.MatchString(s) {
			d, err := decimal.NewFromString(s)
			if err != nil {
				return nil, fmt.Errorf("%q is no number", s)
			}
			s = d.String()
		}
		return []byte(s), nil
	}
	switch v := v.(type) {
	case time.Time:
		if c.kind == date {
			return encoded(c.format(v))
		}
		return encoded(v.Format(time.RFC3339Nano))
	case int64, float64, bool:
		return json.Marshal(v)
	}
	return encoded(c.format(v))
}

// encoded is a text as JSON, with < and & as they are.
func encoded(s string) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(s)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}
