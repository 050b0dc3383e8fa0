package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// jsonPrinter writes an array with an object a row. Decimals are texts, which keep
// their digits.
type jsonPrinter struct {
	out     *resultWriter
	columns []column
	keys    []string // as JSON, with the colon
	rows    int
}

func (p *jsonPrinter) begin(columns []column) error {
	p.columns = columns
	seen := map[string]bool{}
	for _, c := range columns {
		if seen[c.name] {
			return fmt.Errorf("two columns are called %s, which a JSON object can't have; name them with AS", c.name)
		}
		seen[c.name] = true
		key, err := encoded(c.name)
		if err != nil {
			return err
		}
		p.keys = append(p.keys, key+": ")
	}
	_, err := p.out.WriteString("[")
	return err
}

func (p *jsonPrinter) row(values []any) error {
	separator := "\n  {"
	if p.rows++; p.rows > 1 {
		separator = ",\n  {"
	}
	p.out.WriteString(separator)
	for i, v := range values {
		if i > 0 {
			p.out.WriteString(", ")
		}
		value, err := p.value(v, p.columns[i])
		if err != nil {
			return err
		}
		p.out.WriteString(p.keys[i] + value)
	}
	return p.out.WriteByte('}')
}

func (p *jsonPrinter) value(v any, c column) (string, error) {
	switch v.(type) {
	case nil, int64, bool, float64:
		return encoded(v)
	}
	s, _ := text(v, c)
	return encoded(s)
}

// encoded is a value as JSON: < and > as they are, but control characters, and those
// that reverse the direction of text, escaped.
func encoded(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return escaped(string(bytes.TrimSpace(b.Bytes()))), err
}

func escaped(text string) string {
	if !strings.ContainsFunc(text, commanding) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if commanding(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// abandon leaves the array open: a reader must see that rows are missing.
func (p *jsonPrinter) abandon() error { return nil }

func (p *jsonPrinter) end(rows int64) error {
	close := "\n]\n"
	if rows == 0 {
		close = "]\n"
	}
	_, err := p.out.WriteString(close)
	return err
}
