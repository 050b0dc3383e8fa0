package main

import (
	"context"
	"fmt"
	"io"
	"strings"
)

// rehearse tells what each statement would do. Nothing is written.
func (m *migration) rehearse(ctx context.Context, out io.Writer) error {
	if err := m.check(ctx); err != nil {
		return err
	}
	var b strings.Builder
	var sum totals
	for _, o := range m.scripts {
		for _, st := range o.statements {
			sum.add(st)
			st.describe(&b)
		}
	}
	sum.describe(&b)
	if _, err := io.WriteString(out, b.String()); err != nil {
		return err
	}
	return m.doubts()
}

// describe tells what a statement would do.
func (st *statement) describe(b *strings.Builder) {
	p := &st.plan
	fmt.Fprintf(b, "%s:%d: statement %d: ", st.script.path, st.line, st.number)
	if p.done {
		b.WriteString("done before\n")
		return
	}
	fmt.Fprintf(b, "%s %s: ", st.kind, visible(p.object))
	if st.load != nil {
		fmt.Fprintf(b, "%s, %s, ", st.load.path, counted(p.chunks, "chunk"))
	}
	if p.before > 0 {
		fmt.Fprintf(b, "%s done before, ", counted(p.before, "row"))
	}
	if p.records < 0 {
		b.WriteString("as many records as it finds, ")
	} else {
		fmt.Fprintf(b, "%s, ", counted(p.records, "record"))
	}
	fmt.Fprintf(b, "%s\n", p.requestsText())
	for _, text := range p.reads {
		fmt.Fprintf(b, "    reads %s\n", shortened(text))
	}
	for _, text := range p.sample {
		fmt.Fprintf(b, "    %s\n", shortened(text))
	}
	if more := p.records - int64(len(p.sample)); more > 0 && len(p.sample) > 0 {
		fmt.Fprintf(b, "    and %s more\n", thousands(more))
	}
}

func (p *plan) requestsText() string {
	if p.exact {
		return counted(p.requests, "request")
	}
	return "at least " + counted(p.requests, "request")
}

// totals are those of all statements that are left.
type totals struct {
	statements, open  int // open ones write as many records as they find
	records, requests int64
	inexact           bool
}

func (t *totals) add(st *statement) {
	p := &st.plan
	if p.done {
		return
	}
	t.statements++
	t.requests += p.requests
	t.inexact = t.inexact || !p.exact
	if p.records < 0 {
		t.open++
		return
	}
	t.records += p.records
}

func (t *totals) describe(b *strings.Builder) {
	fmt.Fprintf(b, "Total: %s, %s", counted(int64(t.statements), "statement"), counted(t.records, "record"))
	if t.open > 0 {
		fmt.Fprintf(b, " and what %s", counted(int64(t.open), "statement"))
		b.WriteString(map[bool]string{true: " finds", false: " find"}[t.open == 1])
	}
	p := plan{requests: t.requests, exact: !t.inexact}
	fmt.Fprintf(b, ", %s. Nothing was written.\n", p.requestsText())
}

// shownText is how much of a record or request is shown, in characters.
const shownText = 160

// shortened is a text that fits a line or two, without control characters.
func shortened(text string) string {
	runes := []rune(visible(text))
	if len(runes) > shownText {
		return string(runes[:shownText]) + "…"
	}
	return string(runes)
}

// visible writes control characters as \x1b and the like.
func visible(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			fmt.Fprintf(&b, `\x%02x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
