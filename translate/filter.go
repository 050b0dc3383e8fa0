package translate

import "github.com/scale-sql/scale/schema"

// pushdown is what the API is asked to do of a WHERE.
type pushdown struct {
	class   class
	never   bool // no row satisfies it: there is nothing to ask
	whole   bool // a chain of $and holds each condition that can be said
	filters []schema.Filter
	atMost  int64 // rows that each filter can match, 0 if unknown

	// What the filters are made of, for messages: the predicates of the chain and
	// the conditions of a chain of $and, the predicates that are weaker than they
	// should be, the conditions for which the URL had no room, and the list of
	// which each filter has a part.
	chain   []node
	or      bool
	conds   []cond
	weak    []weakness
	dropped []cond
	split   *cond
}

// weakness is why a condition is not exact.
type weakness struct {
	part   *node  // the condition, nil for a part of the filter that is too long
	what   string // that part
	class  class  // of the condition
	reason string
}

func (w weakness) String() string {
	if w.part == nil {
		return w.what + ": " + w.reason
	}
	return w.part.String() + ": " + w.reason
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
		return orChain(n, room)
	}
	return andChain(n.kids, room)
}

// weaken notes a condition that is not exact, which makes the whole of class c
// at best.
func (p *pushdown) weaken(c class, w weakness) {
	p.class = min(p.class, c)
	p.weak = append(p.weak, w)
}

const (
	mixedReason = "the API states no precedence of $and and $or, and has no parentheses"
	longReason  = "it is too long for the URL of a request"
)

// andChain sends the conditions of all kids that can be sent. One that can't be
// is left out: fewer conditions keep more rows.
func andChain(kids []node, room int) pushdown {
	p := pushdown{class: exact, whole: true, chain: kids}
	var conds, guards []cond
	for i := range kids {
		kid := &kids[i]
		if kid.kids != nil {
			p.weaken(superset, weakness{part: kid, class: none, reason: mixedReason})
			continue
		}
		if kid.term.class != exact {
			p.weaken(superset, weakness{part: kid, class: kid.term.class, reason: kid.term.reason})
		}
		if kid.term.sent() {
			conds = append(conds, kid.term.cond)
		}
		if kid.term.guard != nil {
			guards = append(guards, *kid.term.guard)
		}
	}
	p.conds = withGuards(conds, guards)
	p.fit(p.conds, room)
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
func orChain(n node, room int) pushdown {
	p := pushdown{class: exact, chain: []node{n}, or: true}
	var conds []cond
	for i := range n.kids {
		kid := &n.kids[i]
		t := kid.term
		switch {
		case kid.kids != nil:
			best, ok := strongest(kid.kids)
			if !ok {
				p.weaken(none, weakness{part: kid, class: none, reason: "none of its conditions is one that the API can be asked"})
				return p
			}
			p.weaken(superset, weakness{part: kid, class: superset, reason: mixedReason})
			conds = append(conds, best)
			continue
		case t.class == none:
			p.weaken(none, weakness{part: kid, class: none, reason: t.reason})
			return p
		case t.class == superset, t.guard != nil:
			p.weaken(superset, weakness{part: kid, class: superset, reason: t.reason})
		}
		conds = append(conds, t.cond)
	}
	text := join(conds, orJoin)
	if escapedLen(text) > room {
		p.weaken(none, weakness{what: "the OR", class: none, reason: longReason})
		return p
	}
	p.filters = []schema.Filter{{Text: text, Or: true}}
	return p
}

// strongest is the condition of an AND to send in its place: one on the id if it has
// one, else the one that is likely to leave the fewest rows, an equality before others.
func strongest(kids []node) (best cond, ok bool) {
	for _, kid := range kids {
		if kid.kids != nil || !kid.term.sent() {
			continue
		}
		if c := kid.term.cond; !ok || c.stronger(best) {
			best, ok = c, true
		}
	}
	return best, ok
}

// stronger reports whether fewer rows are likely to pass than with another condition.
func (c cond) stronger(than cond) bool {
	if few, fewer := c.atMost() > 0, than.atMost() > 0; few != fewer {
		return few
	}
	if a, b := c.likelihood(), than.likelihood(); a != b {
		return a < b
	}
	return c.op == opEq && than.op != opEq
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
