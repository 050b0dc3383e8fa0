package translate

import (
	"fmt"
	"slices"
	"strings"
)

// pushedWhere is a WHERE and what the API is asked of it.
type pushedWhere struct {
	where node
	push  pushdown
}

// lines has a line for each predicate: what the API is sent of it, and why that
// is not all.
func (p *pushedWhere) lines() []string {
	if p == nil {
		return nil
	}
	lines := p.constants(p.where)
	if p.push.or {
		return append(lines, p.push.orLine())
	}
	for i := 0; i < len(p.push.chain); {
		// A BETWEEN has become two conditions.
		to, text := i+1, p.push.chain[i].String()
		for to < len(p.push.chain) && p.push.chain[to].String() == text {
			to++
		}
		lines = append(lines, text+": "+p.push.andLine(i, to))
		i = to
	}
	return lines
}

// constants are the lines of predicates that don't depend on the row.
func (p *pushedWhere) constants(n node) (lines []string) {
	if n.kids != nil && !n.or {
		for _, kid := range n.kids {
			lines = append(lines, p.constants(kid)...)
		}
		return lines
	}
	switch s := simplify(n); {
	case s.kids != nil || n.expr == nil:
	case s.term.always:
		return []string{n.String() + ": Exact: it is true for every row, so nothing is sent"}
	case s.term.never:
		return []string{n.String() + ": Exact: it is true for no row, so nothing is asked"}
	}
	return nil
}

// andLine says what a chain of $and has of the predicates from up to to, which
// the statement has as one.
func (p *pushdown) andLine(from, to int) string {
	best, reasons, sent, note := exact, []string(nil), []string(nil), ""
	weaken := func(c class, reason string) {
		best = min(best, c)
		if !slices.Contains(reasons, reason) {
			reasons = append(reasons, reason)
		}
	}
	for i := from; i < to; i++ {
		kid := &p.chain[i]
		if w, ok := p.weakness(kid); ok {
			weaken(w.class, w.reason)
		}
		if kid.kids != nil || !kid.term.sent() {
			continue
		}
		for _, c := range p.conditionsOf(kid.term) {
			switch text := c.String(); {
			case !p.has(p.dropped, c):
				sent = append(sent, shortFilter(text))
				if p.split != nil && text == p.split.String() {
					note = fmt.Sprintf(" (a part of its list in each of %d requests)", len(p.filters))
				}
			case text == kid.term.cond.String():
				weaken(none, longReason)
			default: // its guard
				weaken(superset, longReason)
			}
		}
	}
	if len(sent) > 0 {
		best = max(best, superset)
	}
	if best == exact && !p.whole {
		note += ", and rechecked with the others"
	}
	return verdict(best, strings.Join(sent, andJoin), note, reasons)
}

// conditionsOf are those that the chain has of a term: its own, and its guard,
// unless another predicate's condition makes the guard superfluous.
func (p *pushdown) conditionsOf(t term) []cond {
	list := []cond{t.cond}
	if t.guard != nil && p.has(p.conds, *t.guard) {
		list = append(list, *t.guard)
	}
	return list
}

func (p *pushdown) has(list []cond, c cond) bool {
	return slices.ContainsFunc(list, func(x cond) bool { return x.String() == c.String() })
}

// weakness is why a predicate of the chain is not exact.
func (p *pushdown) weakness(n *node) (weakness, bool) {
	for _, w := range p.weak {
		if w.part == n {
			return w, true
		}
	}
	return weakness{}, false
}

// orLine says what is sent of an OR.
func (p *pushdown) orLine() string {
	var reasons []string
	whole := p.chain[0].String()
	for _, w := range p.weak {
		if w.part == nil || w.part.String() == whole {
			reasons = append(reasons, w.reason)
		} else {
			reasons = append(reasons, w.String())
		}
	}
	if p.class == none {
		reasons = reasons[len(reasons)-1:]
	}
	sent := ""
	if len(p.filters) > 0 {
		sent = shortFilter(p.filters[0].Text)
	}
	return whole + ": " + verdict(p.class, sent, "", reasons)
}

// verdict is what a line says of a predicate.
func verdict(c class, sent, note string, reasons []string) string {
	since := strings.Join(reasons, "; ")
	switch c {
	case exact:
		return "Exact: sent as " + sent + note
	case superset:
		return "Superset: sent as " + sent + note + ", rechecked by the engine, since " + since
	}
	return "None: the engine, since " + since
}

// shortFilter cuts a long filter.
func shortFilter(text string) string {
	const enough, shown = 240, 160
	if len(text) <= enough {
		return text
	}
	return fmt.Sprintf("%s... (%d bytes)", strings.ToValidUTF8(text[:shown], ""), len(text))
}
