package main

import (
	"errors"
	"flag"
	"io"
	"strings"
)

const usage = `Usage: shell [flags]

Without -c, -f and a pipe, the shell is interactive. Without a DSN it starts a
Scal-e server of its own with made-up data (contact, orders, products).

  -dsn DSN      scale://TOKEN@HOST/INSTANCE[?option=value&...]; -dsn "" is the
                server of its own. The default is the environment's SCALE_DSN,
                which, unlike a flag, doesn't show the token to other users.
  -c SQL        run SQL, in which commands such as \dt may stand on lines of
                their own; may be repeated, also mixed with -f
  -f FILE       run a file; - is standard input
  -format NAME  table, csv or json (table)
  -x            write each column of a table on a line of its own
  -timing       tell how long each statement took
  -keep-going   go on after a statement that failed; the exit status stays 1
  -no-history   neither read nor write the history file
  -h            this text

A script ends at its first error, with exit status 1; wrong flags are 2, and an
interrupt is 130. In a file or a pipe a statement that writes must end in a
semicolon: a script that was cut off runs no half of one.
`

// settings are the flags.
type settings struct {
	dsn, format                  string
	sources                      []source
	expanded, timing, keep       bool
	noHistory, help, interactive bool
}

// source is where statements come from: a text, or a file.
type source struct{ text, path string }

// misused is an error in the flags.
type misused string

func (m misused) Error() string { return string(m) }

// readFlags reads the flags. Its errors don't repeat them: one of them may hold a
// token.
func readFlags(args []string, dsn string) (settings, error) {
	s := settings{dsn: dsn}
	flags := flag.NewFlagSet("shell", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&s.dsn, "dsn", s.dsn, "")
	flags.Func("c", "", func(text string) error {
		s.sources = append(s.sources, source{text: text})
		return nil
	})
	flags.Func("f", "", func(path string) error {
		s.sources = append(s.sources, source{path: path})
		return nil
	})
	flags.StringVar(&s.format, "format", "table", "")
	flags.BoolVar(&s.expanded, "x", false, "")
	flags.BoolVar(&s.timing, "timing", false, "")
	flags.BoolVar(&s.keep, "keep-going", false, "")
	flags.BoolVar(&s.noHistory, "no-history", false, "")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		s.help = true
	case err != nil && strings.Contains(err.Error(), "://"):
		return s, misused("there is an unknown flag")
	case err != nil:
		return s, misused(err.Error())
	case flags.NArg() > 0:
		return s, misused("SQL is given with -c, a file with -f, and a DSN with -dsn or SCALE_DSN")
	case !formats[s.format]:
		return s, misused("-format is table, csv or json")
	}
	return s, nil
}
