package difftest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// query is a random SELECT, in parts that can be left out.
type query struct {
	distinct bool
	items    []*node
	from     *node
	where    []*node
	groups   int // so many of the items, from the first, are grouped by
	having   []*node
	order    []*node
	desc     []bool
	limit    string
	union    *query // another SELECT behind this one
	all      bool
}

// render writes the statement and lists its arguments.
func (q *query) render() (string, []any) {
	var b strings.Builder
	var args []any
	q.write(&b, &args)
	for i, o := range q.order {
		b.WriteString([]string{" ORDER BY ", ", "}[min(i, 1)])
		o.write(&b, &args)
		if q.desc[i] {
			b.WriteString(" DESC")
		}
	}
	b.WriteString(q.limit)
	return b.String(), args
}

func (q *query) write(b *strings.Builder, args *[]any) {
	b.WriteString("SELECT ")
	if q.distinct {
		b.WriteString("DISTINCT ")
	}
	list(b, args, "", ", ", q.items)
	b.WriteString(" FROM ")
	q.from.write(b, args)
	list(b, args, " WHERE ", " AND ", q.where)
	if q.groups > 0 {
		b.WriteString(" GROUP BY ")
		for i := range q.groups {
			b.WriteString([]string{"", ", "}[min(i, 1)] + strconv.Itoa(i+1))
		}
	}
	list(b, args, " HAVING ", " AND ", q.having)
	if q.union != nil {
		b.WriteString(map[bool]string{true: " UNION ALL ", false: " UNION "}[q.all])
		q.union.write(b, args)
	}
}

func list(b *strings.Builder, args *[]any, before, between string, nodes []*node) {
	for i, n := range nodes {
		if i == 0 {
			b.WriteString(before)
		} else {
			b.WriteString(between)
		}
		n.write(b, args)
	}
}

// smaller lists statements with one part less, or a smaller one.
func (q *query) smaller() []*query {
	var out []*query
	vary := func(change func(*query)) {
		c := *q
		c.items, c.where, c.having = slices.Clone(q.items), slices.Clone(q.where), slices.Clone(q.having)
		c.order, c.desc = slices.Clone(q.order), slices.Clone(q.desc)
		change(&c)
		out = append(out, &c)
	}
	if q.union != nil {
		vary(func(c *query) { c.union = nil })
	} else if len(q.items) > 1 {
		for i := len(q.items) - 1; i >= q.groups; i-- {
			if !q.ordinals() {
				vary(func(c *query) { c.items = slices.Delete(c.items, i, i+1) })
			}
		}
	}
	if q.limit != "" {
		vary(func(c *query) { c.limit = "" })
	} else if len(q.order) > 0 {
		vary(func(c *query) { c.order, c.desc = nil, nil })
	}
	if q.distinct {
		vary(func(c *query) { c.distinct = false })
	}
	if len(q.having) > 0 {
		vary(func(c *query) { c.having = nil })
	}
	for i := range q.where {
		vary(func(c *query) { c.where = slices.Delete(c.where, i, i+1) })
	}
	each := func(nodes []*node, of func(*query) []*node) {
		for i, n := range nodes {
			for _, s := range n.smaller() {
				vary(func(c *query) { of(c)[i] = s })
			}
		}
	}
	each(q.where, func(c *query) []*node { return c.where })
	each(q.items, func(c *query) []*node { return c.items })
	each(q.having, func(c *query) []*node { return c.having })
	return out
}

// ordinals tells that the ORDER BY names items by their places.
func (q *query) ordinals() bool {
	return slices.ContainsFunc(q.order, func(n *node) bool { _, err := strconv.Atoi(n.text); return err == nil })
}

// shrink looks for a smaller statement with a difference, within a number of
// tries.
func (p *pair) shrink(q *query, tries int) *query {
	for {
		found := false
		for _, s := range q.smaller() {
			if tries--; tries < 0 {
				return q
			}
			if text, args := s.render(); p.check(text, "", args).verdict == different {
				q, found = s, true
				break
			}
		}
		if !found {
			return q
		}
	}
}

// String shows the statement and its arguments.
func (q *query) String() string {
	text, args := q.render()
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf("%s\n  arguments %q", text, args)
}
