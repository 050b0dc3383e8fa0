package main

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/go-analyze/charts"
)

// canvas is the size of a drawing. A page holds each chart twice, so that its
// letters are as large on a telephone as on a desk.
type canvas struct {
	class  string
	width  int
	height int
	labels int     // the width of a category's name, in letters
	size   float64 // of letters
}

var canvases = []canvas{
	{class: "wide", width: 820, height: 340, labels: 28, size: 10},
	{class: "narrow", width: 340, height: 300, labels: 20, size: 10},
}

// palette is the colours of the series, or of a pie's pieces, of which there may be 12,
// and ink those of all else. They name
// variables of the page's style, which has them for light and for dark.
var (
	palette = []charts.Color{
		charts.ColorRGB(1, 1, 11), charts.ColorRGB(2, 2, 12), charts.ColorRGB(3, 3, 13), charts.ColorRGB(4, 4, 14),
		charts.ColorRGB(5, 5, 15), charts.ColorRGB(6, 6, 16), charts.ColorRGB(7, 7, 17), charts.ColorRGB(8, 8, 18),
		charts.ColorRGB(9, 9, 19), charts.ColorRGB(10, 10, 20), charts.ColorRGB(11, 11, 21), charts.ColorRGB(12, 12, 22), // of a pie
	}
	inkText = charts.ColorRGB(20, 20, 21)
	inkAxis = charts.ColorRGB(30, 30, 31)
	inkGrid = charts.ColorRGB(40, 40, 41)
	inkPage = charts.ColorRGB(50, 50, 51)
)

// variables replaces the colours by what they stand for.
var variables = func() *strings.Replacer {
	pairs := []string{
		inkText.String(), "var(--text)", inkAxis.String(), "var(--axis)",
		inkGrid.String(), "var(--grid)", inkPage.String(), "var(--page)",
	}
	for i, c := range palette {
		pairs = append(pairs, c.String(), "var(--series"+strconv.Itoa(i+1)+")")
	}
	return strings.NewReplacer(pairs...)
}()

var theme = charts.MakeTheme(charts.ThemeOption{
	AxisStrokeColor: inkAxis, AxisSplitLineColor: inkGrid, BackgroundColor: inkPage, TextColor: inkText,
	SeriesColors: palette, SeriesTrendColors: palette,
})

// on is the plot as a canvas can show it: on a telephone the names around a pie
// have no room, those beside bars have.
func (p *plot) on(c canvas) *plot {
	if p.kind != "pie" || c.class != "narrow" {
		return p
	}
	spec := *p.chartSpec
	spec.kind = "hbar"
	return &plot{chartSpec: &spec, labels: p.labels, series: p.series}
}

// draw makes the SVG of a plot.
func (p *plot) draw(c canvas) ([]byte, error) {
	height := c.height
	if p.kind == "hbar" {
		height = 60 + len(p.labels)*(12+16*len(p.series))
	}
	painter := charts.NewPainter(charts.PainterOptions{
		OutputFormat: charts.ChartOutputSVG, Width: c.width, Height: height, Theme: theme,
	})
	var err error
	if p.kind == "hbar" {
		p = p.upsideDown()
	}
	switch p.kind {
	case "line":
		err = painter.LineChart(p.line(c, painter))
	case "pie":
		err = painter.PieChart(p.pie(c))
	default:
		err = painter.BarChart(p.bars(c))
	}
	if err != nil {
		return nil, err
	}
	return painter.Bytes()
}

// upsideDown has its points the other way round: the library draws the first of
// horizontal bars at the bottom, and a list begins at the top.
func (p *plot) upsideDown() *plot {
	turned := &plot{chartSpec: p.chartSpec, labels: slices.Clone(p.labels)}
	slices.Reverse(turned.labels)
	for _, values := range p.series {
		values = slices.Clone(values)
		slices.Reverse(values)
		turned.series = append(turned.series, values)
	}
	return turned
}

func (p *plot) bars(c canvas) charts.BarChartOption {
	opt := charts.NewBarChartOptionWithSeries(charts.NewSeriesListBar(p.series, charts.BarSeriesOption{Names: p.y}))
	opt.Horizontal = p.kind == "hbar"
	opt.Theme = theme
	opt.Padding = margins
	opt.Legend = p.legend(c)
	opt.CategoryAxis.Labels = p.names(c)
	if !opt.Horizontal {
		opt.CategoryAxis.Labels = p.spaced(c)
	}
	opt.CategoryAxis.LabelCount = len(p.labels)
	opt.CategoryAxis.BoundaryGap = charts.Ptr(true) // else the label of a thin bar isn't beneath it
	opt.CategoryAxis.LabelFontStyle = c.letters()
	opt.ValueAxis = []charts.ValueAxisOption{p.values(c)}
	opt.ValueFormatter = compact
	if len(p.series) == 1 {
		opt.BarSize = 0.7
	}
	return opt
}

func (p *plot) line(c canvas, painter *charts.Painter) charts.LineChartOption {
	opt := charts.NewLineChartOptionWithSeries(charts.NewSeriesListLine(p.series, charts.LineSeriesOption{Names: p.y}))
	opt.Theme = theme
	opt.Padding = margins
	opt.Legend = p.legend(c)
	opt.XAxis.Labels = p.spaced(c)
	opt.XAxis.LabelCount = len(p.labels)
	opt.XAxis.LabelFontStyle = c.letters()
	opt.XAxis.BoundaryGap = charts.Ptr(!p.dense(c))
	if p.dense(c) { // the library begins labels at their points
		opt.XAxis.LabelOffset.Left = -min(p.widest(c, painter)/2, axisWidth-margin)
	}
	opt.YAxis = []charts.YAxisOption{p.values(c)}
	opt.ValueFormatter = compact
	return opt
}

// dense tells whether the points of a line are too near one another for each to stand
// in the middle of a space of its own. The library's bound is 40.
func (p *plot) dense(c canvas) bool { return (c.width-2*axisWidth)/len(p.labels) <= 40 }

// widest is the width of the widest label.
func (p *plot) widest(c canvas, painter *charts.Painter) int {
	widest, letters := 0, c.letters()
	letters.FontColor = charts.ColorBlack // those without a color have no width
	for _, name := range p.spaced(c) {
		box := painter.MeasureText(name, 0, letters)
		widest = max(widest, box.Width())
	}
	return widest
}

func (p *plot) pie(c canvas) charts.PieChartOption {
	opt := charts.NewPieChartOptionWithData(p.series[0])
	opt.Theme = theme
	opt.Padding = margins
	opt.Radius = "36%"
	opt.Legend = charts.LegendOption{SeriesNames: p.names(c), FontStyle: c.letters(), Show: charts.Ptr(false)}
	for i := range opt.SeriesList {
		opt.SeriesList[i].Label.FontStyle = c.letters()
	}
	return opt
}

// values is the axis of numbers. That of bars holds zero: a bar is as long as
// its number.
func (p *plot) values(c canvas) charts.ValueAxisOption {
	axis := charts.ValueAxisOption{LabelFontStyle: c.letters(), ValueFormatter: compact}
	low, high := p.bounds()
	if p.kind != "line" && low >= 0 {
		axis.Min = charts.Ptr(0.0)
	}
	if p.kind != "line" && high <= 0 {
		axis.Max = charts.Ptr(0.0)
	}
	return axis
}

// bounds are the least and the greatest number.
func (p *plot) bounds() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, values := range p.series {
		for _, v := range values {
			if v != charts.GetNullValue() {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	return low, high
}

const (
	margin    = 12
	axisWidth = 60 // about what the axis of numbers takes
)

var margins = charts.NewBoxEqual(margin)

func (c canvas) letters() charts.FontStyle { return charts.NewFontStyleWithSize(c.size) }

// legend names the series where there are several.
func (p *plot) legend(c canvas) charts.LegendOption {
	return charts.LegendOption{SeriesNames: p.y, FontStyle: c.letters(), Show: charts.Ptr(len(p.y) > 1)}
}

// names are the labels, cut to what the canvas has room for.
func (p *plot) names(c canvas) []string {
	var names []string
	for _, l := range p.labels {
		names = append(names, widths.Truncate(strings.Join(strings.Fields(l), " "), c.labels, "…"))
	}
	return names
}

// spaced are the names with as many left out, evenly, as there is no room for.
// Of a dense line the last ones are, too: half of a label would be behind the end.
func (p *plot) spaced(c canvas) []string {
	const gap = 8
	names := p.names(c)
	widest := 0
	for _, n := range names {
		widest = max(widest, widths.StringWidth(n))
	}
	room, width := float64(c.width-axisWidth), float64(widest)*0.62*c.size+gap
	step := 1 + int(float64(len(names))*width/room)
	last := len(names) - 1
	for i := range names {
		short := p.kind == "line" && p.dense(c) && (i == last || float64(last-i)*room/float64(last) < width/2-margin)
		if i%step > 0 || short {
			names[i] = ""
		}
	}
	return names
}

// compact is a number on an axis: 12k, 1.5M, 2e+18.
func compact(v float64) string {
	if math.Abs(v) >= 1e15 {
		return strconv.FormatFloat(v, 'g', 3, 64)
	}
	for _, unit := range []struct {
		size float64
		name string
	}{{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}} {
		if math.Abs(v) >= unit.size {
			return trimmed(v/unit.size) + unit.name
		}
	}
	return trimmed(v)
}

func trimmed(v float64) string {
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
}
