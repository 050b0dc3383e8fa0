package main

import (
	"fmt"
	"io"
	"strings"
)

const usage = `Usage: report NAME [NAME ...] [-PARAMETER VALUE ...] [flags]
       report -all [-PARAMETER VALUE ...] [flags]
       report -list [-dir DIR]

Runs reports: SQL files with a title, parameters and a chart. Without a DSN,
report starts a Scal-e server of its own with made-up data.

  -list          the reports there are, with their parameters
  -all           all of them, on one page
  -PARAMETER V   sets a parameter of the reports that have it
  -format F      table, csv, json or html; by default what -o ends with, or table
  -o FILE        the file to write, whole or not at all; without it, stdout
  -spreadsheet   with csv: safe to open in a spreadsheet. A ' is put before texts
                 that it would run as a formula, and a mark of UTF-8 at the start
  -dir DIR       the reports of a directory (*.sql) rather than the program's own
  -timeout D     gives up after a time such as 30s or 5m
  -dsn DSN       scale://TOKEN@HOST/INSTANCE[?option=value&...]; -dsn "" is the
                 made-up data. The default is the environment's SCALE_DSN, which,
                 unlike a flag, doesn't show the token in the list of processes
  -h             this text

Examples:
  report -list
  report orders-by-month -since 2025-01-01
  report orders-by-month -format csv -o orders.csv
  report top-products -top 5 -format json
  report -all -o report.html
  report -dir ./reports my-report
`

// printList writes what reports there are, and what they take.
func (l library) printList(out io.Writer) error {
	var b strings.Builder
	for i, r := range l {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s\n    %s\n", r.name, visible(r.title))
		if r.about != "" {
			fmt.Fprintf(&b, "    %s\n", visible(r.about))
		}
		for _, p := range r.params {
			byDefault := "required"
			if !p.required {
				byDefault = "default " + visible(p.fallback)
				if p.fallback == "" {
					byDefault = "default ''"
				}
			}
			fmt.Fprintf(&b, "      -%-10s %s (%s, %s)\n", p.name, visible(p.about), p.kind, byDefault)
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}
