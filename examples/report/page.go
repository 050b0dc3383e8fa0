package main

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"
)

// pageRows is the number of rows of a report that a page shows. It says how
// many there are; the other formats have them.
const pageRows = 1000

// footer is what stands at the end of a page.
type footer struct {
	Source string
	made   time.Time
}

// Made is when the page was made.
func (f footer) Made() string { return f.made.Format("2006-01-02 15:04 MST") }

// pageSink writes a page of HTML that needs no other file.
type pageSink struct {
	out      io.Writer
	footer   footer
	sections []*section
}

// section is a report on the page.
type section struct {
	report   *report
	Settings []setting
	Columns  []column
	Rows     [][]cell
	Total    int
	Charts   []template.HTML
	Note     string // why there is no chart

	values [][]any
}

// cell is a value of a table.
type cell struct {
	Text string
	null bool
}

// Class is how the page's style calls a cell. Short texts stay on a line.
func (c cell) Class(of column) string {
	var class []string
	switch {
	case of.Number():
		class = append(class, "number")
	case len([]rune(c.Text)) <= 24 && !strings.Contains(c.Text, "\n"):
		class = append(class, "short")
	}
	if c.null {
		class = append(class, "null")
	}
	return strings.Join(class, " ")
}

func (p *pageSink) begin(j job, columns []column) error {
	p.sections = append(p.sections, &section{report: j.report, Settings: j.settings, Columns: columns})
	return nil
}

func (p *pageSink) row(values []any) error {
	s := p.sections[len(p.sections)-1]
	if s.Total++; s.Total > pageRows {
		return nil
	}
	cells := make([]cell, len(values))
	for i, v := range values {
		cells[i] = cell{s.Columns[i].shown(v), v == nil}
	}
	s.Rows = append(s.Rows, cells)
	s.values = append(s.values, append([]any(nil), values...))
	return nil
}

func (p *pageSink) end() error {
	s := p.sections[len(p.sections)-1]
	if s.report.chart == nil {
		return nil
	}
	plot, note, err := s.report.chart.plotOf(s.Columns, s.values, s.Total)
	if err != nil {
		return err
	}
	s.values, s.Note = nil, note
	if plot == nil {
		return nil
	}
	for _, c := range canvases {
		plot := plot.on(c)
		svg, err := plot.draw(c)
		if err != nil {
			return fmt.Errorf("the chart: %w", err)
		}
		html, err := inPage(svg, c.class, s.ID()+"-"+c.class, s.Title(), plot.describe())
		if err != nil {
			return err
		}
		s.Charts = append(s.Charts, html)
	}
	return nil
}

// ID, Title, About and the rest are for the template.
func (s *section) ID() string    { return s.report.name }
func (s *section) Title() string { return s.report.title }
func (s *section) About() string { return s.report.about }
func (s *section) Cut() bool     { return s.Total > len(s.Rows) }

//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

func (p *pageSink) close() error {
	title := "Reports"
	if len(p.sections) == 1 {
		title = p.sections[0].Title()
	}
	return pageTemplate.Execute(p.out, map[string]any{
		"Title": title, "Sections": p.sections, "Several": len(p.sections) > 1, "Footer": p.footer,
	})
}
