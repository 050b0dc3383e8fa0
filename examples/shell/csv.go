package main

import "strings"

// csvPrinter writes RFC 4180's CSV, with line feeds. NULL is an empty field, and an
// empty text is "".
type csvPrinter struct {
	out      *resultWriter
	terminal bool
	columns  []column
}

func (p *csvPrinter) begin(columns []column) error {
	p.columns = columns
	fields := make([]string, len(columns))
	for i, c := range columns {
		fields[i] = quoted(c.name)
	}
	return p.line(fields)
}

func (p *csvPrinter) row(values []any) error {
	fields := make([]string, len(values))
	for i, v := range values {
		s, ok := text(v, p.columns[i])
		// Many readers skip an empty line, so a row of one NULL mustn't be one.
		if ok || len(values) == 1 {
			fields[i] = quoted(s)
		}
	}
	return p.line(fields)
}

func (p *csvPrinter) line(fields []string) error {
	line := strings.Join(fields, ",")
	if p.terminal {
		line = visible(line, true)
	}
	_, err := p.out.WriteString(line + "\n")
	return err
}

func quoted(s string) string {
	if s != "" && !strings.ContainsAny(s, ",\"\r\n") && s[0] != ' ' && s[len(s)-1] != ' ' {
		return s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}

func (p *csvPrinter) abandon() error  { return nil }
func (p *csvPrinter) end(int64) error { return nil }
