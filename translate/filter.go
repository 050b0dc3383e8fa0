package translate

import (
	"fmt"

	"github.com/scale-sql/scale/schema"
)

// pushdown is what the API is asked to do of a WHERE.
type pushdown struct {
	class   class
	never   bool // no row satisfies it: there is nothing to ask
	whole   bool // a chain of $and holds each condition that can be said
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

func (p *pushdown) weaken(c class, part, reason string) {
	p.class = min(p.class, c)
	p.blame = append(p.blame, fmt.Sprintf("%s: %s", part, reason))
}

const (
	mixedReason = "the API states no precedence of $and and $or, and has no parentheses"
	longReason  = "it is too long for the URL of a request"
)

// andChain sends the conditions of all kids that can be sent. One that can't be
// is left out: fewer conditions keep more rows.
func andChain(kids []node, room int) pushdown {
	p := pushdown{class: exact, whole: true}
	var conds, guards []cond
	for _, kid := range kids {
		if kid.kids != nil {
			p.weaken(superset, "an OR inside of an AND", mixedReason)
			continue
		}
		if kid.term.class != exact {
			p.weaken(superset, kid.String(), kid.term.reason)
		}
		if kid.term.sent() {
			conds = append(conds, kid.term.cond)
		}
		if kid.term.guard != nil {
			guards = append(guards, *kid.term.guard)
		}
	}
	p.fit(withGuards(conds, guards), room)
	return p
}

// withGuards adds the guards of columns whose empty values no other condition
// of the chain keeps out already, and removes duplicates.
func withGuards(conds, guards []cond) []cond {
	safe := make(map[string]bool)
	known := make(map[string]bool)
	var out []cond
	add := func(c cond) {
		if text := c.String(); !known[text] {
			known[text] = true
			out = append(out, c)
		}
	}
	for _, c := range conds {
		safe[c.field] = safe[c.field] || c.excludesEmpty()
		add(c)
	}
	for _, c := range guards {
		if !safe[c.field] {
			add(c)
		}
	}
	return out
}

// orChain sends one condition of each kid, or nothing if one of them has none:
// a branch left out would lose its rows.
func orChain(kids []node, room int) pushdown {
	p := pushdown{class: exact}
	var conds []cond
	for _, kid := range kids {
		t := kid.term
		switch {
		case kid.kids != nil:
			best, ok := strongest(kid.kids)
			if !ok {
				p.weaken(none, "an AND inside of an OR", "none of its conditions is one that the API can be asked")
				return p
			}
			p.weaken(superset, "an AND inside of an OR", mixedReason)
			conds = append(conds, best)
			continue
		case t.class == none:
			p.weaken(none, kid.String(), t.reason)
			return p
		case t.class == superset, t.guard != nil:
			p.weaken(superset, kid.String(), t.reason)
		}
		conds = append(conds, t.cond)
	}
	text := join(conds, orJoin)
	if escapedLen(text) > room {
		p.weaken(none, "the OR", longReason)
		return p
	}
	p.filters = []schema.Filter{{Text: text, Or: true}}
	return p
}

// strongest is the condition of an AND to send in its place: an equality if it
// has one.
func strongest(kids []node) (best cond, ok bool) {
	for _, kid := range kids {
		if kid.kids != nil || !kid.term.sent() {
			continue
		}
		if c := kid.term.cond; !ok || c.op == opEq && best.op != opEq {
			best, ok = c, true
		}
	}
	return best, ok
}

// filledFields are the fields whose rows with an empty value a WHERE excludes.
func filledFields(n node) map[string]bool {
	filled := make(map[string]bool)
	n = simplify(n)
	kids := n.kids
	if kids == nil {
		kids = []node{n}
	} else if n.or {
		return filled
	}
	for _, kid := range kids {
		if kid.kids == nil && kid.term.sent() && kid.term.cond.excludesEmpty() && kid.term.cond.op != opNe {
			filled[kid.term.cond.field] = true
		}
	}
	return filled
}
