package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"
)

const usage = `Usage: migrate [flags] SCRIPT.sql ...

Runs scripts of INSERT, REPLACE and UPDATE statements, one after the other, and
keeps a journal of each beside it: the same command, given again, goes on where a
run broke off, and sends nothing twice. Without a DSN it rehearses on a Scal-e
server of its own with made-up data, and keeps no journal.

  -n               dry run: tell what each statement would do, and write nothing
  -q               tell nothing but errors
  -journal FILE    the journal of the one script, instead of SCRIPT.sql.journal
  -resolve N=HOW   settle a statement that is in doubt, and go on. N is its number,
                   2.3 chunk 3 of statement 2. HOW is
                     done   all of it is stored, or was seen to: don't send it
                     retry  nothing of it that is in doubt is stored: send that
                     rest   what is in doubt is stored: send what is known not to
                            be; of a chunk whose failure is in the journal only
  -chunk N         rows of a file that are sent, and journaled, at once (500)
  -timeout D       of one request, such as 30s or 2m
  -max-requests N  the most that one statement, or chunk, may send
  -rate N          the most requests a minute
  -dsn DSN         scale://TOKEN@HOST/INSTANCE[?option=value&...]; -dsn "" is the
                   rehearsal. The default is the environment's SCALE_DSN, which,
                   unlike a flag, doesn't show the token to other users
  -h               this text

A file is loaded by a statement with a line before it:

  -- load: people.csv delimiter=; empty=null
  INSERT INTO contact (Prenom, Nom, cc_age) VALUES (:first, :last, :age);

Examples:
  migrate -n people.sql
  migrate -rate 60 people.sql orders.sql
  migrate -resolve 2.3=done people.sql

The exit status is 0 if all is stored, 1 for an error, 2 for wrong flags, 3 if
something is in doubt and -resolve is needed, and 130 after Ctrl-C, which finishes
what is under way.
`

// settings are the flags.
type settings struct {
	dsn, journal        string
	dryRun, quiet, help bool
	chunk               int
	timeout             time.Duration
	maxRequests, perMin int
	resolve             []resolution
	scripts             []string
}

// resolution is a user's answer to a doubt.
type resolution struct {
	place place
	as    string
}

// readFlags reads the flags. Its errors don't repeat the DSN: it holds a token.
func readFlags(args []string, dsn string) (settings, error) {
	s := settings{dsn: dsn}
	flags := flag.NewFlagSet("migrate", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&s.dsn, "dsn", s.dsn, "")
	flags.StringVar(&s.journal, "journal", "", "")
	flags.BoolVar(&s.dryRun, "n", false, "")
	flags.BoolVar(&s.quiet, "q", false, "")
	flags.IntVar(&s.chunk, "chunk", 500, "")
	flags.DurationVar(&s.timeout, "timeout", 0, "")
	flags.IntVar(&s.maxRequests, "max-requests", 0, "")
	flags.IntVar(&s.perMin, "rate", 0, "")
	flags.Func("resolve", "", func(text string) error {
		r, err := readResolution(text)
		s.resolve = append(s.resolve, r)
		return err
	})
	err := flags.Parse(args)
	s.scripts = flags.Args()
	switch {
	case errors.Is(err, flag.ErrHelp):
		s.help = true
		return s, nil
	case err != nil && strings.Contains(err.Error(), "://"):
		return s, misused("there is an unknown flag")
	case err != nil:
		return s, misuse{err}
	}
	return s, s.check()
}

// readResolution reads N=HOW.
func readResolution(text string) (resolution, error) {
	number, as, ok := strings.Cut(text, "=")
	p, err := parsePlace(number)
	if !ok || err != nil || as != asDone && as != asRetry && as != asRest {
		return resolution{}, errors.New("write it as 3=done, or 2.3=retry for chunk 3 of statement 2; besides done and retry there is rest")
	}
	return resolution{p, as}, nil
}

// check refuses flags that contradict one another.
func (s *settings) check() error {
	switch {
	case len(s.scripts) == 0:
		return misused("name the scripts to run")
	case s.chunk < 1 || s.chunk > 100_000:
		return misused("-chunk is 1 to 100000")
	case s.timeout < 0, s.maxRequests < 0, s.perMin < 0:
		return misused("-timeout, -max-requests and -rate can't be negative")
	case len(s.scripts) > 1 && (s.journal != "" || len(s.resolve) > 0):
		return misused("-journal and -resolve are about one script; name just that one")
	case len(s.resolve) > 0 && s.dryRun:
		return misused("-n writes nothing, and -resolve writes into the journal; use one of them")
	case len(s.resolve) > 1:
		return misused("only one statement of a script can be in doubt; use -resolve once")
	case s.dsn == "" && (s.journal != "" || len(s.resolve) > 0):
		return misused("without a DSN there is no journal: the server of the rehearsal forgets its records; set SCALE_DSN")
	}
	for _, name := range s.scripts {
		if name == "-" {
			return misused("a script is a file, beside which its journal stands; - is none")
		}
		if strings.HasPrefix(name, "-") {
			return misused("%s stands behind a script; write flags before the scripts", flagName(name))
		}
		if strings.Contains(name, "://") {
			return misused("a DSN is given with -dsn or SCALE_DSN")
		}
	}
	return nil
}

// flagName leaves a flag's value out.
func flagName(text string) string {
	name, _, _ := strings.Cut(text, "=")
	return fmt.Sprintf("%.20q", name)
}
