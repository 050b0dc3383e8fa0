package main

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var chartColumns = []column{{"x", text}, {"a", integer}, {"b", decimals}, {"c", text}}

// drawn is a chart of rows, as on a page.
func drawn(t *testing.T, spec string, rows [][]any) string {
	t.Helper()
	p := plotted(t, spec, rows)
	var all strings.Builder
	for _, c := range canvases {
		p := p.on(c)
		svg, err := p.draw(c)
		if err != nil {
			t.Fatal(err)
		}
		html, err := inPage(svg, c.class, "id", "title", p.describe())
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(string(html))
	}
	return all.String()
}

func plotted(t *testing.T, text string, rows [][]any) *plot {
	t.Helper()
	spec, err := parseChart(text)
	if err != nil {
		t.Fatal(err)
	}
	p, note, err := spec.plotOf(chartColumns, rows, len(rows))
	if err != nil || p == nil {
		t.Fatal(note, err)
	}
	return p
}

var (
	colours = regexp.MustCompile(`(?:fill|stroke):([^;"]+)`)
	hostile = [][]any{
		{`<script>alert(1)</script>`, int64(3), "1.5", ""},
		{`"]]>&amp;` + "\x00\x1b\u202e\n", int64(-2), nil, ""},
		{nil, nil, "12345678901234567890.12", ""},
		{"👩‍👩‍👧 日本語", int64(math.MaxInt64), "0", ""},
		{"", int64(0), "-0.0001", ""},
	}
)

// TestDrawings checks that whatever the data, a drawing is well-formed, has
// nothing in it but shapes and escaped texts, and only the page's colours.
func TestDrawings(t *testing.T) {
	for _, spec := range []string{"bar x=x y=a", "bar x=x y=a,b", "hbar x=x y=b", "hbar x=x y=a,b", "line x=x y=a,b"} {
		for n := range len(hostile) + 1 {
			if n == 0 {
				continue
			}
			html := drawn(t, spec, hostile[:n])
			checkDrawing(t, fmt.Sprintf("%s of %d", spec, n), html)
		}
	}
	checkDrawing(t, "pie", drawn(t, "pie x=x y=a", [][]any{{"<b>", int64(1), nil, nil}, {"", int64(0), nil, nil}}))
}

func checkDrawing(t *testing.T, name, html string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(html))
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("%s: %v in %s", name, err, html)
		}
		if e, ok := token.(xml.StartElement); ok && svgParts[e.Name.Local] == nil && e.Name.Local != "title" && e.Name.Local != "desc" {
			t.Errorf("%s has an element %s", name, e.Name.Local)
		}
	}
	for _, c := range colours.FindAllStringSubmatch(html, -1) {
		if c[1] != "none" && !strings.HasPrefix(c[1], "var(--") {
			t.Errorf("%s has the colour %s", name, c[1])
		}
	}
	if strings.Contains(html, "NaN") || strings.Contains(html, "Inf") || strings.Contains(html, "<script") {
		t.Errorf("%s is %s", name, html)
	}
}

func TestBarsBeginAtZero(t *testing.T) {
	for _, rows := range [][][]any{{{"x", int64(90), nil, nil}, {"y", int64(100), nil, nil}}, {{"x", int64(-90), nil, nil}, {"y", int64(-100), nil, nil}}} {
		for _, kind := range []string{"bar", "hbar"} {
			if html := drawn(t, kind+" x=x y=a", rows); !strings.Contains(html, ">0</text>") {
				t.Errorf("a %s of %v has no zero", kind, rows)
			}
		}
	}
}

func TestHorizontalBarsBeginAtTheTop(t *testing.T) {
	html := drawn(t, "hbar x=x y=a", [][]any{{"first", int64(1), nil, nil}, {"last", int64(2), nil, nil}})
	height := func(label string) int {
		m := regexp.MustCompile(`y="(\d+)"[^>]*>` + label + `<`).FindStringSubmatch(html)
		if m == nil {
			t.Fatalf("no %s in %s", label, html)
		}
		return number(m[1])
	}
	if height("first") > height("last") {
		t.Error("the first row is at the bottom")
	}
}

// months are 24 rows, whose bars are too thin for a label each.
func months() [][]any {
	var rows [][]any
	for i := range 24 {
		rows = append(rows, []any{fmt.Sprintf("%d-%02d", 2024+i/12, 1+i%12), int64(50 + i%7), nil, nil})
	}
	return rows
}

// label is a text on an axis and where it begins.
var label = regexp.MustCompile(`<text x="(\d+)"[^>]*>(\d{4})-(\d\d)</text>`)

// TestLabelsAreWhereTheyBelong checks that a bar is above its label, and a point
// of a line above the middle of its.
func TestLabelsAreWhereTheyBelong(t *testing.T) {
	bar := regexp.MustCompile(`d="M (\d+) \d+\nL (\d+) [^"]*" style="[^"]*fill:var\(--series1\)`)
	point := regexp.MustCompile(`<circle cx="(\d+)"()[^>]*stroke:var\(--series1\)`)
	for _, c := range canvases {
		for kind, shape := range map[string]*regexp.Regexp{"bar": bar, "line": point} {
			svg, err := plotted(t, kind+" x=x y=a", months()).draw(c)
			if err != nil {
				t.Fatal(err)
			}
			html, err := inPage(svg, c.class, "i", "t", "d")
			if err != nil {
				t.Fatal(err)
			}
			shapes, labels := shape.FindAllStringSubmatch(string(html), -1), label.FindAllStringSubmatch(string(html), -1)
			if len(shapes) != 24 || len(labels) < 3 {
				t.Fatalf("%s %s: %d shapes and %d labels in %s", c.class, kind, len(shapes), len(labels), html)
			}
			for _, l := range labels {
				at, year, month := number(l[1]), number(l[2]), number(l[3])
				s := shapes[12*(year-2024)+month-1]
				left, right := number(s[1]), number(s[1])
				if kind == "bar" {
					right = number(s[2])
				}
				// The letters are some 50 wide.
				if middle := (left+right)/2 - at; middle < 20 || middle > 35 {
					t.Errorf("%s %s: the label of %s-%s is at %d, the shape at %d to %d", c.class, kind, l[2], l[3], at, left, right)
				}
			}
		}
	}
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err)
	}
	return n
}

func TestDrawingsAreDescribed(t *testing.T) {
	html := drawn(t, "bar x=x y=a,b", [][]any{{"<first>", int64(1), "2", nil}, {"last", int64(2), "3", nil}})
	const want = `aria-labelledby="id-t id-d"><title id="id-t">title</title><desc id="id-d">A bar chart of a, b by x, from &lt;first&gt; to last. The table below has the figures.</desc>`
	if !strings.Contains(html, want) {
		t.Errorf("got %s", html)
	}
}

func TestNoChart(t *testing.T) {
	many := make([][]any, 61)
	for i := range many {
		many[i] = []any{"x", int64(i), "1", ""}
	}
	for _, c := range []struct {
		spec string
		rows [][]any
		want string // a note, or an error
	}{
		{"bar x=x y=a", nil, "There is nothing to draw."},
		{"line x=x y=b", hostile[1:2], "There is nothing to draw."},
		{"pie x=x y=a", [][]any{{"x", int64(0), "1", ""}, {"y", int64(0), "1", ""}}, "There is nothing to draw."},
		{"bar x=x y=a", many, "No chart: a bar chart can show 60 rows, and these are 61."},
		{"pie x=x y=a", hostile[1:2], "whose a is -2"},
		{"pie x=x y=b", hostile[1:2], "whose b is NULL"},
		{"bar x=z y=a", many[:1], "the chart's column z is not in the result"},
		{"bar x=x y=c", many[:1], "y=c is no column of numbers"},
		{"bar x=x y=b", [][]any{{"x", nil, "1e999", nil}}, `row 1, column b: "1e999" can't be drawn`},
	} {
		spec, err := parseChart(c.spec)
		if err != nil {
			t.Fatal(err)
		}
		p, note, err := spec.plotOf(chartColumns, c.rows, len(c.rows))
		if err != nil {
			note = err.Error()
		}
		if p != nil || !strings.Contains(note, c.want) {
			t.Errorf("%s: got %v, %q, want %s", c.spec, p, note, c.want)
		}
	}
}

// TestPieColours gives each piece of the largest pie a colour of the page's.
func TestPieColours(t *testing.T) {
	var rows [][]any
	for range mostPoints["pie"] {
		rows = append(rows, []any{"x", int64(1), "1", ""})
	}
	svg := drawn(t, "pie x=x y=a", rows)
	checkDrawing(t, "the largest pie", svg)
	for i := range rows {
		if color := "var(--series" + strconv.Itoa(i+1) + ")"; !strings.Contains(svg, color) {
			t.Errorf("no piece has %s", color)
		}
		if color := "--series" + strconv.Itoa(i+1) + ":"; strings.Count(pageText, color) != 3 {
			t.Errorf("the page has %s not for light, dark and paper", color)
		}
	}
}

func TestForeignElementsAreRefused(t *testing.T) {
	for _, svg := range []string{
		`<svg><script>1</script></svg>`, `<svg><image href="http://x"/></svg>`, `<svg><path onload="1"/></svg>`,
		`<svg><a href="http://x"><text>x</text></a></svg>`, `<svg><style>*{}</style></svg>`, `<svg><text></svg>`,
	} {
		if html, err := inPage([]byte(svg), "c", "i", "t", "d"); err == nil {
			t.Errorf("%s becomes %s", svg, html)
		}
	}
}

func TestCompact(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 999: "999", 1000: "1k", -1500: "-1.5k", 2.5e6: "2.5M", 1e9: "1G", 0.25: "0.25", 1e13: "10T", -2.5e18: "-2.5e+18"} {
		if got := compact(v); got != want {
			t.Errorf("%v is %s, want %s", v, got, want)
		}
	}
}
