package difftest

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
)

// comparison says how two results are compared.
type comparison struct {
	ordered bool                     // the statement fixes the order of its rows
	fold    func(text string) string // brings equal texts to one form; nil: byte by byte
}

// severalTexts are the constructs of which MySQL gives any of several texts that
// it takes for equal.
var severalTexts = regexp.MustCompile(`(?i)\b(GROUP BY|DISTINCT|UNION|MIN|MAX|GREATEST|LEAST)\b`)

// difference says what is different about two results, or "".
func (c comparison) difference(got, want *result) string {
	if len(got.labels) != len(want.labels) {
		return fmt.Sprintf("%d columns, want %d", len(got.labels), len(want.labels))
	}
	for i := range got.labels {
		if got.labels[i] != want.labels[i] && utf8mb3(got.labels[i]) != want.labels[i] {
			return fmt.Sprintf("column %d is called %q, want %q", i+1, got.labels[i], want.labels[i])
		}
		if !comparable(got.classes[i], want.classes[i]) && !allNull(got, i) {
			return fmt.Sprintf("column %s is a %s, want %s", got.labels[i], classNames[got.classes[i]], classNames[want.classes[i]])
		}
	}
	if len(got.rows) != len(want.rows) {
		return fmt.Sprintf("%d rows, want %d%s", len(got.rows), len(want.rows), c.oneSided(got, want))
	}
	a, b := got.rows, want.rows
	if !c.ordered {
		a, b = c.sorted(got), c.sorted(want)
	}
	var texts []string
	for k := range got.labels {
		for i := range a {
			if !c.equal(a[i][k], b[i][k], got.classes[k], want.classes[k]) {
				texts = append(texts, fmt.Sprintf("row %d, column %s: %v, want %v", i+1, got.labels[k], a[i][k], b[i][k]))
				break
			}
		}
	}
	return strings.Join(texts, "\n  ")
}

// utf8mb3 is a label as the server's metadata spells it, which have no
// characters beyond 16 bits.
func utf8mb3(label string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xFFFF {
			return '?'
		}
		return r
	}, label)
}

func comparable(a, b class) bool {
	number := func(c class) bool { return c == classExact || c == classDouble }
	return a == b || a == classNull || b == classNull || number(a) && number(b)
}

func allNull(r *result, column int) bool {
	return !slices.ContainsFunc(r.rows, func(row []value) bool { return !row[column].null })
}

func (c comparison) equal(a, b value, ca, cb class) bool {
	switch {
	case a.null || b.null:
		return a.null == b.null
	case ca == classExact && cb == classExact:
		return a.number.Equal(b.number)
	case ca == classDouble || cb == classDouble:
		x, y := a.float(ca), b.float(cb)
		return x == y || math.Abs(x-y) <= 1e-12*max(math.Abs(x), math.Abs(y))
	case c.fold != nil && ca == classText:
		return a.text == b.text || c.fold(a.text) == c.fold(b.text)
	}
	return a.text == b.text
}

func (v value) float(c class) float64 {
	if c == classExact {
		return v.number.InexactFloat64()
	}
	return v.double
}

// key orders values of either result alike.
func (c comparison) key(v value, cl class) string {
	switch {
	case v.null:
		return "\x00"
	case cl == classExact || cl == classDouble:
		return fmt.Sprintf("%+.12e %v", v.float(cl), v.number)
	case c.fold != nil && cl == classText:
		return c.fold(v.text)
	}
	return v.text
}

func (c comparison) keyOf(r *result, row []value) string {
	keys := make([]string, len(row))
	for i, v := range row {
		keys[i] = c.key(v, r.classes[i])
	}
	return strings.Join(keys, "\x1f")
}

// sorted is the rows in an order that both results share.
func (c comparison) sorted(r *result) [][]value {
	type keyed struct {
		key string
		row []value
	}
	rows := make([]keyed, len(r.rows))
	for i, row := range r.rows {
		rows[i] = keyed{c.keyOf(r, row), row}
	}
	slices.SortStableFunc(rows, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
	out := make([][]value, len(rows))
	for i := range rows {
		out[i] = rows[i].row
	}
	return out
}

// oneSided shows some of the rows that just one of the results has.
func (c comparison) oneSided(got, want *result) string {
	count := map[string]int{}
	for _, row := range want.rows {
		count[c.keyOf(want, row)]++
	}
	var text string
	shown := 0
	for _, row := range got.rows {
		if key := c.keyOf(got, row); count[key] > 0 {
			count[key]--
		} else if shown++; shown <= 3 {
			text += fmt.Sprintf("\n    only the driver: %v", row)
		}
	}
	shown = 0
	for _, row := range want.rows {
		if key := c.keyOf(want, row); count[key] > 0 {
			count[key]--
			if shown++; shown <= 3 {
				text += fmt.Sprintf("\n    only the server: %v", row)
			}
		}
	}
	return text
}
