package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// report is a query with a name, what it is about, and the parameters that it
// takes. It is read from a file of SQL that begins with comments:
//
//	-- title: Orders by month
//	-- about: What was ordered, month by month.
//	-- param: since date 2024-01-01 first day of the first month
//	-- chart: bar x=month y=total
//	SELECT ... WHERE order_date >= :since ...
type report struct {
	name   string
	title  string
	about  string
	params []param
	chart  *chartSpec // nil for none
	query  string
}

var (
	reportName   = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,60}$`)
	headerLine   = regexp.MustCompile(`^--\s*([A-Za-z]+):\s*(.*)$`)
	headerFields = []string{"title", "about", "param", "chart"}
)

// parseReport reads a report's file.
func parseReport(name, text string) (*report, error) {
	if !reportName.MatchString(name) {
		return nil, fmt.Errorf("the name %q: a report's file is named with small letters, digits, - and _, and .sql", name)
	}
	r := &report{name: name}
	lines := strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n")
	for i, line := range lines {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "--") {
			lines = lines[i:]
			break
		}
		if m := headerLine.FindStringSubmatch(line); m != nil {
			if err := r.setHeader(m[1], strings.TrimSpace(m[2])); err != nil {
				return nil, fmt.Errorf("line %d: %w", i+1, err)
			}
		}
		lines[i] = ""
	}
	r.query = strings.TrimRight(strings.TrimSpace(strings.Join(lines, "\n")), "; \r\n")
	if r.query == "" {
		return nil, errors.New("there is no SQL below the comments")
	}
	if r.title == "" {
		return nil, errors.New("the title is missing: begin with a line such as -- title: Orders by month")
	}
	if err := r.checkPlaceholders(); err != nil {
		return nil, err
	}
	return r, nil
}

func (r *report) setHeader(field, text string) error {
	switch {
	case text == "":
		return fmt.Errorf("-- %s: has nothing behind the colon", field)
	case field == "title" && r.title != "":
		return errors.New("there is a second title")
	case field == "title":
		r.title = text
	case field == "about":
		r.about = strings.TrimSpace(r.about + " " + text)
	case field == "param":
		return r.addParam(text)
	case field == "chart" && r.chart != nil:
		return errors.New("there is a second chart")
	case field == "chart":
		spec, err := parseChart(text)
		r.chart = spec
		return err
	default:
		return fmt.Errorf("-- %s: is none of %s%s; a comment that is not meant as one has no colon behind its first word",
			field, strings.Join(headerFields, ", "), meant(field, headerFields))
	}
	return nil
}

func (r *report) addParam(text string) error {
	p, err := parseParam(text)
	if err != nil {
		return fmt.Errorf("-- param: %s: %w", text, err)
	}
	if _, ok := r.param(p.name); ok {
		return fmt.Errorf("-- param: %s is there twice", p.name)
	}
	r.params = append(r.params, p)
	return nil
}

// param is the parameter of a name.
func (r *report) param(name string) (param, bool) {
	for _, p := range r.params {
		if p.name == name {
			return p, true
		}
	}
	return param{}, false
}
