package main

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/go-analyze/charts"
)

// chartSpec is a report's line "-- chart: bar x=month y=total,paid".
type chartSpec struct {
	kind string
	x    string
	y    []string
}

// mostPoints is how many points a chart of a kind can show so that somebody
// reads it.
var mostPoints = map[string]int{"bar": 60, "hbar": 40, "line": 1000, "pie": 12}

var chartKinds = []string{"bar", "hbar", "line", "pie"}

func parseChart(text string) (*chartSpec, error) {
	words := strings.Fields(text)
	spec := &chartSpec{kind: words[0]}
	if !slices.Contains(chartKinds, spec.kind) {
		return nil, fmt.Errorf("-- chart: %s is none of %s%s", spec.kind, strings.Join(chartKinds, ", "), meant(spec.kind, chartKinds))
	}
	for _, word := range words[1:] {
		key, value, _ := strings.Cut(word, "=")
		switch {
		case key == "x" && spec.x == "" && value != "":
			spec.x = value
		case key == "y" && spec.y == nil && value != "":
			spec.y = strings.Split(value, ",")
		default:
			return nil, fmt.Errorf("-- chart: %s isn't understood; write %s x=column y=column or y=column,column", word, spec.kind)
		}
	}
	switch {
	case spec.x == "" || spec.y == nil:
		return nil, fmt.Errorf("-- chart: write %s x=column y=column", spec.kind)
	case spec.kind == "pie" && len(spec.y) > 1:
		return nil, errors.New("-- chart: a pie has one y")
	case len(spec.y) > len(palette):
		return nil, fmt.Errorf("-- chart: there are colours for %d y, not %d", len(palette), len(spec.y))
	}
	return spec, nil
}

// plot is what a chart shows.
type plot struct {
	*chartSpec
	labels []string
	series [][]float64 // of each y
}

// plotOf takes a chart's points from rows. The note says why there are none.
func (s *chartSpec) plotOf(columns []column, rows [][]any, total int) (p *plot, note string, err error) {
	x, err := columnNamed(columns, s.x)
	if err != nil {
		return nil, "", err
	}
	p = &plot{chartSpec: s}
	switch most := mostPoints[s.kind]; {
	case total == 0:
		return nil, nothing, nil
	case total > most:
		return nil, fmt.Sprintf("No chart: a %s can show %d rows, and these are %d.", chartWord(s.kind), most, total), nil
	}
	for _, row := range rows {
		p.labels = append(p.labels, visible(columns[x].shown(row[x])))
	}
	for _, name := range s.y {
		y, err := columnNamed(columns, name)
		if err != nil {
			return nil, "", err
		}
		if !columns[y].Number() {
			return nil, "", fmt.Errorf("the chart's y=%s is no column of numbers", name)
		}
		var values []float64
		for i, row := range rows {
			v, err := columns[y].float(row[y])
			if err != nil {
				return nil, "", fmt.Errorf("row %d, column %s: %w", i+1, name, err)
			}
			if s.kind == "pie" && !(v >= 0 && row[y] != nil) {
				return nil, fmt.Sprintf("No chart: a pie has no piece for %s, whose %s is %s.", p.labels[i], name, columns[y].shown(row[y])), nil
			}
			values = append(values, v)
		}
		p.series = append(p.series, values)
	}
	if p.empty() {
		return nil, nothing, nil
	}
	return p, "", nil
}

const nothing = "There is nothing to draw."

// empty tells whether there is no number, or of a pie none that makes a piece.
func (p *plot) empty() bool {
	low, high := p.bounds()
	return low > high || p.kind == "pie" && high == 0
}

func columnNamed(columns []column, name string) (int, error) {
	var names []string
	for i, c := range columns {
		if strings.EqualFold(c.Name, name) {
			return i, nil
		}
		names = append(names, c.Name)
	}
	return 0, fmt.Errorf("the chart's column %s is not in the result%s; its columns are %s", name, meant(name, names), strings.Join(names, ", "))
}

// float is where a number stands in a chart. The table beneath has its digits.
func (c column) float(v any) (float64, error) {
	if v == nil {
		return charts.GetNullValue(), nil
	}
	f, err := strconv.ParseFloat(c.format(v), 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return 0, fmt.Errorf("%q can't be drawn", c.format(v))
	}
	return f, nil
}

func chartWord(kind string) string {
	return map[string]string{"bar": "bar chart", "hbar": "bar chart", "line": "line chart", "pie": "pie chart"}[kind]
}

// describe says what is to be seen to those who don't see it.
func (p *plot) describe() string {
	first, last := p.labels[0], p.labels[len(p.labels)-1]
	return fmt.Sprintf("A %s of %s by %s, from %s to %s. The table below has the figures.",
		chartWord(p.kind), strings.Join(p.y, ", "), p.x, first, last)
}
