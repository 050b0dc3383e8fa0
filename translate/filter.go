package translate

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/scale-sql/scale/schema"
)

// pushdown is what the API is asked to do of a WHERE.
type pushdown struct {
	class   class
	never   bool // no row satisfies it: there is nothing to ask
	filters []schema.Filter
	atMost  int64    // rows that each filter can match, 0 if unknown
	blame   []string // the parts that are not exact, each with its reason
}

// compile makes filters of a WHERE, each at most room bytes long in a URL.
// A filter is a pure chain of $and or a pure chain of $or, since the API states
// no precedence.
func compile(n node, room int) pushdown {
	n = simplify(n)
	switch {
	case n.kids == nil && n.term.always:
		return pushdown{class: exact}
	case n.kids == nil && n.term.never:
		return pushdown{class: exact, never: true}
	case n.kids == nil:
		return andChain([]node{n}, room)
	case n.or:
		return orChain(n.kids, room)
	}
	return andChain(n.kids, room)
}

func (p *pushdown) weaken(c class, text, reason string) {
	p.class = min(p.class, c)
	p.blame = append(p.blame, fmt.Sprintf("%s: %s", text, reason))
}

// andChain sends the conditions of all kids that can be sent. One that can't be
// is left out: fewer conditions keep more rows.
func andChain(kids []node, room int) pushdown {
	p := pushdown{class: exact}
	var conds, guards []cond
	for _, kid := range kids {
		switch {
		case kid.kids != nil:
			p.weaken(superset, "an OR inside of an AND", "the API states no precedence of $and and $or, and has no parentheses")
		case kid.term.class == none:
			p.weaken(superset, kid.text, kid.term.reason)
		default:
			if kid.term.class == superset {
				p.weaken(superset, kid.text, kid.term.reason)
			}
			conds = append(conds, kid.term.conds...)
			guards = append(guards, kid.term.guards...)
			if kid.term.atMost > 0 && (p.atMost == 0 || kid.term.atMost < p.atMost) {
				p.atMost = kid.term.atMost
			}
		}
	}
	p.split(withGuards(conds, guards), room)
	return p
}

// withGuards adds the guards of columns whose empty values no other condition
// of the chain keeps out already.
func withGuards(conds, guards []cond) []cond {
	safe := make(map[string]bool)
	for _, c := range conds {
		safe[c.field] = safe[c.field] || c.excludesEmpty() && c.op != opNe
	}
	var out []cond
	known := make(map[string]bool)
	for i, c := range append(conds[:len(conds):len(conds)], guards...) {
		if i >= len(conds) && safe[c.field] {
			continue
		}
		if text := c.String(); !known[text] {
			known[text] = true
			out = append(out, c)
		}
	}
	return out
}

// split makes filters of a chain of $and: one, or several with a part each of
// its longest list where one would be too long for a URL.
func (p *pushdown) split(conds []cond, room int) {
	for len(conds) > 0 {
		longest := 0
		for i, c := range conds {
			if escapedLen(c.String()) > escapedLen(conds[longest].String()) {
				longest = i
			}
		}
		text := join(conds, " $and ")
		if escapedLen(text) <= room {
			p.filters = []schema.Filter{{Text: text}}
			return
		}
		rest := append(conds[:longest:longest], conds[longest+1:]...)
		if conds[longest].op == opIn && p.chunks(conds[longest], rest, room) {
			return
		}
		p.weaken(superset, shortText(conds[longest].String()), "it is too long for the URL of a request")
		p.atMost = 0
		conds = rest
	}
}

// chunks makes a filter of each part of a list beside the rest of the chain, if
// the rest leaves room. Values that the API may take for equal stay together,
// so that no row satisfies two of the filters.
func (p *pushdown) chunks(list cond, rest []cond, room int) bool {
	base := list
	base.values = nil
	overhead := escapedLen(join(append(rest[:len(rest):len(rest)], base), " $and "))
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
	for _, values := range append(parts, part) {
		c := list
		c.values = values
		p.filters = append(p.filters, schema.Filter{Text: join(append([]cond{c}, rest...), " $and ")})
	}
	return true
}

// orChain sends one condition of each kid, or nothing if one of them has none:
// a branch left out would lose its rows.
func orChain(kids []node, room int) pushdown {
	p := pushdown{class: exact}
	var conds []cond
	for _, kid := range kids {
		if kid.kids != nil {
			best, ok := strongest(kid.kids)
			if !ok {
				p.weaken(none, "an AND inside of an OR", "none of its conditions is one that the API can be asked")
				return p
			}
			p.weaken(superset, "an AND inside of an OR", "the API states no precedence of $and and $or, and has no parentheses")
			conds = append(conds, best)
			continue
		}
		t := kid.term
		switch {
		case t.class == none:
			p.weaken(none, kid.text, t.reason)
			return p
		case t.class == superset, len(t.guards) > 0:
			p.weaken(superset, kid.text, t.reason)
		case len(t.conds) > 1:
			p.weaken(superset, kid.text, "it takes an AND inside of an OR")
		}
		conds = append(conds, t.conds[0])
	}
	text := join(conds, " $or ")
	if escapedLen(text) > room {
		p.weaken(none, "the OR", "it is too long for the URL of a request")
		return p
	}
	p.filters = []schema.Filter{{Text: text, Or: true}}
	return p
}

// strongest is the condition of an AND to send in its place: an equality if it
// has one.
func strongest(kids []node) (best cond, ok bool) {
	for _, kid := range kids {
		if kid.kids != nil || kid.term.class == none {
			continue
		}
		if c := kid.term.conds[0]; !ok || c.op == opEq && best.op != opEq {
			best, ok = c, true
		}
	}
	return best, ok
}

func join(conds []cond, sep string) string {
	texts := make([]string, len(conds))
	for i, c := range conds {
		texts[i] = c.String()
	}
	return strings.Join(texts, sep)
}

// escapedLen is the length of a text in a URL, at most.
func escapedLen(s string) int {
	return len(url.QueryEscape(s)) + 2*strings.Count(s, " ")
}

func shortText(s string) string {
	if len(s) > 60 {
		s = strings.ToValidUTF8(s[:60], "") + "..."
	}
	return s
}
