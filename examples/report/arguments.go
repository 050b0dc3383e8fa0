package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// arguments are what the command line says. It is read by hand, since flags may
// stand behind a report's name, and a report's parameters are flags as well.
type arguments struct {
	names       []string // of reports
	list        bool
	all         bool
	help        bool
	spreadsheet bool
	dir         string
	format      string
	out         string
	dsn         string
	timeout     time.Duration
	params      map[string]string
}

// flagDef is a flag of the program's own. One that takes no value sets toggle.
type flagDef struct {
	name   string
	toggle func(*arguments)
	set    func(*arguments, string) error
}

var formats = []string{"table", "csv", "json", "html"}

// flagDefs are the flags but for the reports' parameters.
func flagDefs() []flagDef {
	text := func(field func(*arguments) *string) func(*arguments, string) error {
		return func(a *arguments, s string) error { *field(a) = s; return nil }
	}
	return []flagDef{
		{name: "list", toggle: func(a *arguments) { a.list = true }},
		{name: "all", toggle: func(a *arguments) { a.all = true }},
		{name: "h", toggle: func(a *arguments) { a.help = true }},
		{name: "help", toggle: func(a *arguments) { a.help = true }},
		{name: "spreadsheet", toggle: func(a *arguments) { a.spreadsheet = true }},
		{name: "dir", set: text(func(a *arguments) *string { return &a.dir })},
		{name: "o", set: text(func(a *arguments) *string { return &a.out })},
		{name: "dsn", set: text(func(a *arguments) *string { return &a.dsn })},
		{name: "format", set: setFormat},
		{name: "timeout", set: setTimeout},
	}
}

func flagNamed(name string) (flagDef, bool) {
	all := flagDefs()
	i := slices.IndexFunc(all, func(f flagDef) bool { return f.name == name })
	if i < 0 {
		return flagDef{}, false
	}
	return all[i], true
}

func setFormat(a *arguments, s string) error {
	if !slices.Contains(formats, s) {
		return misused("-format is one of %s, not %s%s", strings.Join(formats, ", "), shownWord(s), meant(s, formats))
	}
	a.format = s
	return nil
}

func setTimeout(a *arguments, s string) error {
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		return misused("-timeout takes a duration such as 30s or 5m, not %s", shownWord(s))
	}
	a.timeout = d
	return nil
}

// parseArguments reads the command line. dsn is what holds without a flag.
func parseArguments(args []string, dsn string) (*arguments, error) {
	a := &arguments{dsn: dsn, params: map[string]string{}}
	given := map[string]bool{}
	for i := 0; i < len(args); i++ {
		name, isFlag := strings.CutPrefix(args[i], "-")
		if !isFlag || name == "" {
			a.names = append(a.names, args[i])
			continue
		}
		name, value, hasValue := strings.Cut(strings.TrimPrefix(name, "-"), "=")
		if given[name] {
			return nil, misused("%s is given twice", shownFlag(name))
		}
		given[name] = true
		flag, own := flagNamed(name)
		if own && flag.toggle != nil {
			if hasValue {
				return nil, misused("-%s takes no value", name)
			}
			flag.toggle(a)
			continue
		}
		if !hasValue {
			if i++; i == len(args) || isKnownFlag(args[i]) {
				return nil, misused("%s has no value behind it", shownFlag(name))
			}
			value = args[i]
		}
		if !own {
			a.params[name] = value
		} else if err := flag.set(a, value); err != nil {
			return nil, err
		}
	}
	return a, a.complete()
}

// isKnownFlag reports whether an argument is one of the program's flags rather
// than a value. A value that looks like one can be given with an =.
func isKnownFlag(arg string) bool {
	name, ok := strings.CutPrefix(arg, "-")
	name, _, _ = strings.Cut(strings.TrimPrefix(name, "-"), "=")
	_, known := flagNamed(name)
	return ok && known
}

// complete checks what belongs together, and takes the format from the file's
// name if no flag says it.
func (a *arguments) complete() error {
	if a.format == "" {
		a.format = formatOf(a.out)
	}
	many := a.all || len(a.names) > 1
	switch {
	case a.help || a.list:
		return nil
	case a.format == "":
		return misused("-o ends with %s, which is none of %s; say -format", shownWord(filepath.Ext(a.out)[1:]), strings.Join(formats, ", "))
	case a.all && len(a.names) > 0:
		return misused("-all is every report; leave out %s, or -all", shownWord(a.names[0]))
	case !a.all && len(a.names) == 0:
		return misused("which report? -list shows all")
	case many && (a.format == "csv" || a.format == "json"):
		return misused("%s holds one report; run them one by one, or choose -format html or table", a.format)
	case a.spreadsheet && a.format != "csv":
		return misused("-spreadsheet is for -format csv")
	}
	return nil
}

// formatOf is the format that a file's name ends with, and empty for a name that
// promises one that isn't made here.
func formatOf(path string) string {
	switch ext := strings.ToLower(strings.TrimPrefix(filepath.Ext(path), ".")); {
	case ext == "" || ext == "txt":
		return "table"
	case ext == "htm":
		return "html"
	case slices.Contains(formats, ext):
		return ext
	}
	return ""
}

var plainWord = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,40}$`)

// shownWord quotes a word of the command line in an error, unless it may be a
// DSN that stands in the wrong place: that has a token.
func shownWord(s string) string {
	if !plainWord.MatchString(s) {
		return "(not shown: it doesn't look like a name)"
	}
	return fmt.Sprintf("%q", s)
}

// shownFlag is likewise a flag.
func shownFlag(name string) string {
	if !plainWord.MatchString(name) {
		return "a flag " + shownWord(name)
	}
	return "-" + name
}
