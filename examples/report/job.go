package main

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"
)

// job is a report to run with the values of its parameters.
type job struct {
	report   *report
	settings []setting
}

// setting is the value of a parameter.
type setting struct {
	param param
	Text  string // as the user or the default wrote it
	value any
}

// sink takes the rows of one report after another.
type sink interface {
	begin(job, []column) error
	row([]any) error
	end() error   // of a report
	close() error // of all
}

// makeJobs gives the reports their parameters. A parameter that none of them
// has, one that is missing and one of another type are errors.
func makeJobs(reports []*report, params map[string]string, now time.Time) ([]job, error) {
	var known []string
	var jobs []job
	for _, r := range reports {
		j := job{report: r}
		for _, p := range r.params {
			known = append(known, p.name)
			s, given := params[p.name]
			if !given && p.required {
				kind, _ := kindNamed(p.kind)
				return nil, misused("%s needs -%s: %s (%s)", r.name, p.name, kind.example, p.about)
			}
			if !given {
				s = p.fallback
			}
			v, err := p.value(s, now)
			if err != nil {
				return nil, misused("%s: %w", r.name, err)
			}
			if p.kind == "date" { // today is no date to print
				s = v.(string)
			}
			j.settings = append(j.settings, setting{p, s, v})
		}
		jobs = append(jobs, j)
	}
	for name := range params {
		if !slices.Contains(known, name) {
			return nil, unknownParam(name, reports, known)
		}
	}
	return jobs, nil
}

func unknownParam(name string, reports []*report, known []string) error {
	var words []string
	for _, k := range known {
		words = append(words, "-"+k)
	}
	for _, f := range flagDefs() {
		words = append(words, "-"+f.name)
	}
	has := "it has no parameters"
	if len(reports) > 1 {
		has = "they have none"
	}
	if len(known) > 0 {
		slices.Sort(known)
		has = "the parameters are -" + strings.Join(slices.Compact(known), ", -")
	}
	return misused("there is no flag or parameter %s%s; %s", shownFlag(name), meant("-"+name, words), has)
}

// run runs the query and hands its rows over as they come.
func (j job) run(ctx context.Context, db *sql.DB, s sink, p *progress) error {
	var args []any
	for _, set := range j.settings {
		args = append(args, sql.Named(set.param.name, set.value))
	}
	rows, err := db.QueryContext(ctx, j.report.query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		return err
	}
	columns := make([]column, len(types))
	values, targets := make([]any, len(types)), make([]any, len(types))
	for i, t := range types {
		columns[i], targets[i] = columnOf(t), &values[i]
	}
	if err := s.begin(j, columns); err != nil {
		return err
	}
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		if err := s.row(values); err != nil {
			return fmt.Errorf("row %d: %w", p.rows.Load()+1, err)
		}
		p.rows.Add(1)
	}
	if err := rows.Err(); err != nil {
		return err // what came so far is not the report
	}
	return s.end()
}

// Name is the parameter's.
func (s setting) Name() string { return s.param.name }
