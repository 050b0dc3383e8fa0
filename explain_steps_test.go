package scale_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// explainStep is a step as EXPLAIN FORMAT=JSON has it.
type explainStep struct {
	Step                           int
	Action, Object, Method, Path   string
	Parameters, Conditions, Detail []string
	Requests                       int64
	ActualRequests                 int64 `json:"actual_requests"`
	ActualRows                     int64 `json:"actual_rows"`
	Bytes, Retries                 int64
	Milliseconds                   float64
}

// explain asks for the steps of a statement.
func explain(t testing.TB, db queryer, query string, args ...any) []explainStep {
	t.Helper()
	return explainAs(t, db, "EXPLAIN FORMAT=JSON ", query, args...)
}

func explainAs(t testing.TB, db queryer, verb, query string, args ...any) []explainStep {
	t.Helper()
	var steps []explainStep
	if err := json.Unmarshal([]byte(rowsOf(t, db, verb+query, args...)[0]), &steps); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return steps
}

// narrowed reports whether what a scan asks depends on what is read before.
func (s explainStep) narrowed() bool {
	return s.Action == "scan" && strings.Contains(strings.Join(s.Detail, "\n"), "asked only for rows whose")
}

// String is the step in a golden file.
func (s explainStep) String() string {
	text := fmt.Sprintf("  %d %s %s %s %s: %d requests", s.Step, s.Action, s.Object, s.Method, s.Path, s.Requests)
	text = strings.Join(strings.Fields(text), " ") + "\n"
	text = "  " + strings.Replace(text, " :", ":", 1)
	for _, list := range [][]string{s.Parameters, s.Conditions, s.Detail} {
		for _, line := range list {
			if len(line) > 700 {
				line = fmt.Sprintf("%s... (%d bytes)", strings.ToValidUTF8(line[:300], ""), len(line))
			}
			text += "      " + line + "\n"
		}
	}
	return text
}
