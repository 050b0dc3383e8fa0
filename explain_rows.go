package scale

import (
	"bytes"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"io"
	"reflect"
)

// known is the source of a result whose rows are there.
type known struct{ rows [][]driver.Value }

func (k *known) next(dest []driver.Value) error {
	if len(k.rows) == 0 {
		return io.EOF
	}
	copy(dest, k.rows[0])
	k.rows = k.rows[1:]
	return nil
}

func (k *known) close() {}

var (
	wholeColumn  = column{typeName: "BIGINT", scan: reflect.TypeFor[int64]()}
	textColumn   = column{typeName: "TEXT", scan: reflect.TypeFor[string]()}
	maybeColumn  = column{typeName: "TEXT", scan: reflect.TypeFor[sql.NullString](), nullable: true}
	doubleColumn = column{typeName: "DOUBLE", scan: reflect.TypeFor[float64]()}
)

func (c column) called(label string) column {
	c.label = label
	return c
}

// explainedColumns are those of EXPLAIN's rows; those behind the ninth are
// ANALYZE's.
var explainedColumns = []column{
	wholeColumn.called("step"), textColumn.called("action"), maybeColumn.called("object"), maybeColumn.called("method"),
	maybeColumn.called("path"), maybeColumn.called("parameters"), maybeColumn.called("conditions"), maybeColumn.called("detail"),
	wholeColumn.called("requests"),
	wholeColumn.called("actual_requests"), wholeColumn.called("actual_rows"), wholeColumn.called("bytes"),
	wholeColumn.called("retries"), doubleColumn.called("milliseconds"),
}

const plannedOnly = 9

// explainedRows has a row for each step.
func explainedRows(steps []explained, analyzed bool) *rows {
	source := &known{}
	for i := range steps {
		s := &steps[i]
		row := []driver.Value{int64(i + 1), string(s.Action), textOrNull(s.Object), nil, nil, nil, lines(s.Conditions), lines(s.Detail), s.Requests}
		if s.first != nil {
			row[3], row[4], row[5] = s.first.Method, s.first.Path, lines(s.parameters())
		}
		if o := s.outcome; o != nil {
			row = append(row, o.meter.Requests.Load(), o.rows, o.meter.Bytes.Load(), o.meter.Retries.Load(), o.milliseconds())
		}
		source.rows = append(source.rows, row)
	}
	columns := explainedColumns
	if !analyzed {
		columns = columns[:plannedOnly]
	}
	return &rows{columns: columns, source: source}
}

func textOrNull(text string) driver.Value {
	if text == "" {
		return nil
	}
	return text
}

// parameters are those of the first request, as name=value.
func (s *explained) parameters() []string {
	var list []string
	if s.first != nil {
		for _, p := range s.first.Parameters {
			list = append(list, p.Name+"="+p.Value)
		}
	}
	return list
}

// explainedStep is a step in JSON.
type explainedStep struct {
	Step       int      `json:"step"`
	Action     string   `json:"action"`
	Object     string   `json:"object,omitempty"`
	Method     string   `json:"method,omitempty"`
	Path       string   `json:"path,omitempty"`
	Parameters []string `json:"parameters,omitempty"`
	Conditions []string `json:"conditions,omitempty"`
	Detail     []string `json:"detail,omitempty"`
	Requests   int64    `json:"requests"`
	// Records is the number of records to put, where it is known without reading.
	Records *int64 `json:"records,omitempty"`

	*explainedOutcome
}

// explainedOutcome is what ANALYZE adds.
type explainedOutcome struct {
	Requests     int64   `json:"actual_requests"`
	Rows         int64   `json:"actual_rows"`
	Bytes        int64   `json:"bytes"`
	Retries      int64   `json:"retries"`
	Milliseconds float64 `json:"milliseconds"`
}

// explainedJSON is one row with the steps as a JSON array.
func explainedJSON(steps []explained) (*rows, error) {
	list := make([]explainedStep, len(steps))
	for i := range steps {
		s := &steps[i]
		list[i] = explainedStep{Step: i + 1, Action: string(s.Action), Object: s.Object,
			Parameters: s.parameters(), Conditions: s.Conditions, Detail: s.Detail, Requests: s.Requests}
		if s.first != nil {
			list[i].Method, list[i].Path = s.first.Method, s.first.Path
		}
		if s.Records != nil {
			list[i].Records = &s.Count
		}
		if o := s.outcome; o != nil {
			list[i].explainedOutcome = &explainedOutcome{o.meter.Requests.Load(), o.rows, o.meter.Bytes.Load(), o.meter.Retries.Load(), o.milliseconds()}
		}
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(list); err != nil {
		return nil, err
	}
	one := [][]driver.Value{{string(bytes.TrimRight(text.Bytes(), "\n"))}}
	return &rows{columns: []column{textColumn.called("EXPLAIN")}, source: &known{one}}, nil
}
