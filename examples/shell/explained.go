package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/translate/syntax"
)

// explained is an error as it is, with the place in the statement that it is about,
// and with the records of a write that wasn't stored whole.
func explained(err error, statement string) string {
	var b strings.Builder
	fmt.Fprintln(&b, visible(err.Error(), true))
	var wrong *syntax.Error
	if errors.As(err, &wrong) {
		b.WriteString(caret(statement, wrong.Line, wrong.Column))
	}
	var batch *scale.BatchError
	if errors.As(err, &batch) {
		writeRecords(&b, batch)
	}
	return b.String()
}

// caret shows a line of a statement with a mark under one of its characters.
func caret(statement string, line, column int) string {
	lines := strings.Split(statement, "\n")
	if line < 1 || line > len(lines) {
		return ""
	}
	const around = 60 // characters shown before and behind the place
	runes := []rune(strings.ReplaceAll(strings.TrimRight(lines[line-1], " \r"), "\t", " "))
	at := min(max(column-1, 0), len(runes))
	head, tail := string(runes[max(0, at-around):at]), string(runes[at:min(len(runes), at+around)])
	if at > around {
		head = "…" + head
	}
	if at+around < len(runes) {
		tail += "…"
	}
	label := fmt.Sprintf("line %d: ", line)
	head, tail = visible(head, false), visible(tail, false)
	return label + head + tail + "\n" + strings.Repeat(" ", len(label)+width(head)) + "^\n"
}

// shownRecords is how many records of a failed write are told one by one.
const shownRecords = 10

// writeRecords tells what became of the records that are not stored.
func writeRecords(b *strings.Builder, batch *scale.BatchError) {
	left := 0
	for _, r := range batch.Records {
		if r.Status == "stored" {
			continue
		}
		if left++; left > shownRecords {
			continue
		}
		fmt.Fprintf(b, "  record %d: %s", r.Index+1, r.Status)
		if r.ID != 0 {
			fmt.Fprintf(b, ", id %d", r.ID)
		}
		if r.Message != "" {
			fmt.Fprintf(b, ": %s", visible(r.Message, false))
		}
		b.WriteByte('\n')
	}
	if left > shownRecords {
		fmt.Fprintf(b, "  and %s\n", counted(int64(left-shownRecords), "record"))
	}
}
