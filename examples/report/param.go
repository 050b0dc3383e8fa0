package main

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// param is a parameter of a report. Its name is that of the flag which sets it,
// and :name is its value in the SQL.
type param struct {
	name     string
	kind     string // one of paramKinds
	fallback string // the value without a flag
	required bool   // there is no such value
	about    string
}

// paramKind is what a parameter may be.
type paramKind struct {
	name    string
	example string
	// read makes a value to pass to the driver of what the user wrote.
	read func(text string, now time.Time) (any, error)
}

var paramKinds = []paramKind{
	{"text", "any text", func(s string, _ time.Time) (any, error) { return s, nil }},
	{"integer", "a whole number such as 10", func(s string, _ time.Time) (any, error) { return strconv.ParseInt(s, 10, 64) }},
	{"decimal", "a number such as 19.90", readDecimal},
	{"date", "a date such as 2024-01-31, or today, or today-30 (days)", readDate},
	{"datetime", `a moment such as "2024-01-31 18:00:00"`, readDatetime},
	{"boolean", "true or false", readBoolean},
}

func kindNamed(name string) (paramKind, bool) {
	for _, k := range paramKinds {
		if k.name == name {
			return k, true
		}
	}
	return paramKind{}, false
}

var paramLine = regexp.MustCompile(`^([a-z][a-z0-9_]*)\s+([a-z]+)\s+('[^']*'|\S+)(?:\s+(.*))?$`)

// parseParam reads "name type default what it is". A default with spaces stands
// in single quotes; the word required says that there is none.
func parseParam(text string) (param, error) {
	m := paramLine.FindStringSubmatch(text)
	if m == nil {
		return param{}, errors.New("write: name type default description, or required for the default; the name in small letters")
	}
	p := param{name: m[1], kind: m[2], required: m[3] == "required", about: m[4]}
	if flag, ok := flagNamed(p.name); ok {
		return p, fmt.Errorf("-%s is a flag of the program; choose another name", flag.name)
	}
	var names []string
	for _, k := range paramKinds {
		names = append(names, k.name)
	}
	if _, ok := kindNamed(p.kind); !ok {
		return p, fmt.Errorf("the type %s is none of %s%s", p.kind, strings.Join(names, ", "), meant(p.kind, names))
	}
	if !p.required {
		p.fallback = strings.TrimSuffix(strings.TrimPrefix(m[3], "'"), "'")
		if _, err := p.value(p.fallback, time.Unix(0, 0)); err != nil {
			return p, fmt.Errorf("its default: %w", err)
		}
	}
	return p, nil
}

// value is what the driver gets for what the user wrote.
func (p param) value(text string, now time.Time) (any, error) {
	kind, _ := kindNamed(p.kind)
	v, err := kind.read(text, now)
	if err != nil {
		return nil, fmt.Errorf("-%s takes %s (%s), not %q", p.name, kind.example, kind.name, text)
	}
	return v, nil
}

var plainDecimal = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

func readDecimal(s string, _ time.Time) (any, error) {
	if !plainDecimal.MatchString(s) {
		return nil, errors.New("no decimal")
	}
	return decimal.NewFromString(s)
}

var daysAgo = regexp.MustCompile(`^today(?:-([0-9]{1,5}))?$`)

// readDate makes a text of a date: a time.Time would be a moment, which is
// another day in another zone.
func readDate(s string, now time.Time) (any, error) {
	if m := daysAgo.FindStringSubmatch(s); m != nil {
		days, _ := strconv.Atoi("0" + m[1])
		return now.AddDate(0, 0, -days).Format(time.DateOnly), nil
	}
	t, err := time.Parse(time.DateOnly, s)
	return t.Format(time.DateOnly), err
}

func readDatetime(s string, _ time.Time) (any, error) {
	t, err := time.Parse(time.DateTime, strings.Replace(s, "T", " ", 1))
	return t.Format(time.DateTime), err
}

func readBoolean(s string, _ time.Time) (any, error) {
	switch strings.ToLower(s) {
	case "true", "yes", "y", "1":
		return true, nil
	case "false", "no", "n", "0":
		return false, nil
	}
	return nil, errors.New("no boolean")
}
