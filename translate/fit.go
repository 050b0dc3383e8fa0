package translate

import (
	"net/url"
	"slices"
	"strings"

	"github.com/scale-sql/scale/schema"
)

const (
	andJoin = " $and "
	orJoin  = " $or "
)

// fit makes filters of a chain of $and: one, or several with a part each of its
// longest list where one would be too long for a URL. Where that is not enough
// the longest conditions are left out.
func (p *pushdown) fit(conds []cond, room int) {
	sizes := make([]int, len(conds))
	longest := make([]int, len(conds))
	total := -escapedLen(andJoin)
	for i, c := range conds {
		longest[i] = i
		sizes[i] = escapedLen(c.String()) + escapedLen(andJoin)
		total += sizes[i]
	}
	slices.SortStableFunc(longest, func(i, j int) int { return sizes[j] - sizes[i] })
	dropped := make(map[int]bool)
	rest := func(without int) []cond {
		var out []cond
		for i, c := range conds {
			if i != without && !dropped[i] {
				out = append(out, c)
			}
		}
		return out
	}
	for _, i := range longest {
		if total <= room {
			break
		}
		total -= sizes[i]
		if conds[i].op == opIn && total < room && p.chunks(conds[i], rest(i), room) {
			return
		}
		dropped[i], p.whole = true, false
		p.dropped = append(p.dropped, conds[i])
		p.weaken(superset, weakness{what: shortText(conds[i].String()), class: none, reason: longReason})
	}
	if len(dropped) < len(conds) {
		p.send(rest(-1))
	}
}

// send adds a chain of $and to the filters. What bounds the rows of each filter
// bounds them in all.
func (p *pushdown) send(conds []cond) {
	atMost := int64(0)
	for _, c := range conds {
		if n := c.atMost(); n > 0 && (atMost == 0 || n < atMost) {
			atMost = n
		}
	}
	p.atMost = max(p.atMost, atMost)
	p.filters = append(p.filters, schema.Filter{Text: join(conds, andJoin)})
}

// chunks makes a filter of each part of a list beside the rest of the chain, if
// the rest leaves room. Values that the API may take for equal stay together,
// so that no row satisfies two of the filters.
func (p *pushdown) chunks(list cond, rest []cond, room int) bool {
	empty := list
	empty.values = nil
	overhead := escapedLen(join(append([]cond{empty}, rest...), andJoin))
	var parts [][]string
	var part []string
	used := overhead
	for _, group := range groups(list.values, list.text) {
		size := 0
		for _, v := range group {
			size += escapedLen(`"` + v + `",`)
		}
		if overhead+size > room {
			return false
		}
		if used+size > room {
			parts = append(parts, part)
			part, used = nil, overhead
		}
		part = append(part, group...)
		used += size
	}
	if len(parts) > 0 {
		whole := list
		p.split = &whole
	}
	for _, values := range append(parts, part) {
		list.values = values
		p.send(append([]cond{list}, rest...))
	}
	return true
}

func join(conds []cond, sep string) string {
	texts := make([]string, len(conds))
	for i, c := range conds {
		texts[i] = c.String()
	}
	return strings.Join(texts, sep)
}

// escapedLen is the length of a text in a URL, with %20 for a space.
func escapedLen(s string) int {
	return len(url.QueryEscape(s)) + 2*strings.Count(s, " ")
}
