package difftest

import "strings"

// kind is the type of a random expression.
type kind uint8

const (
	kInt kind = iota
	kDec
	kDbl
	kStr
	kDate
	kDateTime
	kTime
	kCond // a truth value
)

// node is an expression. Its text has a slot for each of its parts, and for its
// argument, if it is a placeholder.
type node struct {
	kind  kind
	text  string
	parts []*node
	arg   any
}

// slot stands in a node's text for a part. No literal has it.
const slot = "§"

func leaf(k kind, text string) *node { return &node{kind: k, text: text} }

func of(k kind, text string, parts ...*node) *node {
	return &node{kind: k, text: text, parts: parts}
}

// write appends the expression's text and its arguments.
func (n *node) write(b *strings.Builder, args *[]any) {
	if n.arg != nil {
		*args = append(*args, n.arg)
	}
	rest := n.text
	for _, p := range n.parts {
		before, after, _ := strings.Cut(rest, slot)
		b.WriteString(before)
		p.write(b, args)
		rest = after
	}
	b.WriteString(rest)
}

// smaller lists what the expression may be cut down to: one of its parts of the
// same kind, the simplest of its kind, or itself with a smaller part.
func (n *node) smaller() []*node {
	var list []*node
	for _, p := range n.parts {
		if p.kind == n.kind {
			list = append(list, p)
		}
	}
	if len(n.parts) > 0 {
		list = append(list, leaf(n.kind, simplest[n.kind]))
	}
	for i, p := range n.parts {
		for _, q := range p.smaller() {
			c := *n
			c.parts = append(append(append([]*node{}, n.parts[:i]...), q), n.parts[i+1:]...)
			list = append(list, &c)
		}
	}
	return list
}

var simplest = map[kind]string{
	kInt: "1", kDec: "1.5", kDbl: "1e0", kStr: "'a'", kDate: "DATE '2024-01-01'",
	kDateTime: "TIMESTAMP '2024-01-01 00:00:00'", kTime: "TIME '01:00:00'", kCond: "TRUE",
}
