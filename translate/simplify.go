package translate

// simplify decides what constants decide, flattens chains, and makes one $in of
// the equalities of one column in an OR.
func simplify(n node) node {
	if n.kids == nil {
		return n
	}
	out := node{or: n.or, expr: n.expr, not: n.not}
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
		several := len(out.kids) > 1
		out.kids = mergeEqualities(out.kids)
		if several && len(out.kids) == 1 && n.expr != nil {
			out.kids[0].expr, out.kids[0].not = n.expr, n.not
		}
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

// mergeEqualities makes a = 1 OR a = 2 OR a IN (3) one list of values, as exact
// as the least exact of them.
func mergeEqualities(kids []node) []node {
	lists := make(map[string]*valueList)
	var out []node
	for _, kid := range kids {
		if !equality(kid) {
			out = append(out, kid)
			continue
		}
		field := kid.term.cond.field
		list := lists[field]
		if list == nil {
			list = &valueList{at: len(out), known: make(map[string]bool)}
			lists[field] = list
			out = append(out, kid)
		} else if kid.term.class < out[list.at].term.class {
			out[list.at] = kid
		}
		list.add(kid.term)
	}
	for _, list := range lists {
		t := &out[list.at].term
		t.cond.op, t.cond.values = opIn, list.values
		if len(list.values) == 1 {
			t.cond.op = opEq
		}
		t.guard = list.guard
		if list.known[""] { // the empty values are asked for
			t.guard = nil
		}
		if t.class == exact {
			t.reason = list.reason
		}
	}
	return out
}

// equality reports whether a node is one condition that a value is in a list.
func equality(n node) bool {
	op := n.term.cond.op
	return n.kids == nil && n.term.sent() && (op == opEq || op == opIn)
}

// valueList is the values that one column is compared with.
type valueList struct {
	at     int // index of the condition that takes them all
	values []string
	known  map[string]bool
	guard  *cond // of any of the equalities
	reason string
}

func (l *valueList) add(t term) {
	if t.guard != nil {
		l.guard, l.reason = t.guard, t.reason
	}
	for _, v := range t.cond.values {
		if !l.known[v] {
			l.known[v] = true
			l.values = append(l.values, v)
		}
	}
}
