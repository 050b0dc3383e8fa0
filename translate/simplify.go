package translate

// simplify decides what constants decide, flattens chains, and makes one $in of
// the equalities of one column in an OR.
func simplify(n node) node {
	if n.kids == nil {
		return n
	}
	out := node{or: n.or}
	for _, kid := range n.kids {
		kid = simplify(kid)
		switch {
		case kid.kids == nil && kid.term.always:
			if n.or {
				return leaf(alwaysTrue)
			}
		case kid.kids == nil && kid.term.never:
			if !n.or {
				return leaf(neverTrue)
			}
		case kid.kids != nil && kid.or == n.or:
			out.kids = append(out.kids, kid.kids...)
		default:
			out.kids = append(out.kids, kid)
		}
	}
	if n.or {
		out.kids = mergeEqualities(out.kids)
	}
	switch len(out.kids) {
	case 0:
		if n.or {
			return leaf(neverTrue)
		}
		return leaf(alwaysTrue)
	case 1:
		return out.kids[0]
	}
	return out
}

// mergeEqualities makes a = 1 OR a = 2 OR a IN (3) one list of values.
func mergeEqualities(kids []node) []node {
	first := make(map[string]int)
	var out []node
	for _, kid := range kids {
		if !equality(kid) {
			out = append(out, kid)
			continue
		}
		field := kid.term.conds[0].field
		i, ok := first[field]
		if !ok {
			first[field] = len(out)
			out = append(out, kid)
			continue
		}
		out[i] = joinEqualities(out[i], kid)
	}
	return out
}

// equality reports whether a node is one condition that a value is in a list.
func equality(n node) bool {
	if n.kids != nil || n.term.class == none || len(n.term.conds) != 1 || len(n.term.guards) > 0 {
		return false
	}
	op := n.term.conds[0].op
	return op == opEq || op == opIn
}

func joinEqualities(a, b node) node {
	t := a.term.weaker(b.term.class, b.term.reason)
	c := t.conds[0]
	c.op = opIn
	known := make(map[string]bool, len(c.values))
	values := make([]string, 0, len(c.values)+len(b.term.conds[0].values))
	for _, list := range [][]string{c.values, b.term.conds[0].values} {
		for _, v := range list {
			if !known[v] {
				known[v] = true
				values = append(values, v)
			}
		}
	}
	c.values = values
	t.conds = []cond{c}
	t.atMost = 0
	if a.term.atMost > 0 && b.term.atMost > 0 {
		t.atMost = a.term.atMost + b.term.atMost
	}
	text := a.text
	if len(text) < 120 {
		text += " OR " + b.text
	}
	return node{term: t, text: text}
}
