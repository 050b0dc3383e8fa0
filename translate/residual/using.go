package residual

import (
	"fmt"
	"strings"

	"github.com/xwb1989/sqlparser"
)

// using writes the conditions of USING (a, b), or of a natural join, and makes
// an unqualified a or b mean the column of the side that has no NULLs made.
func (c *compiler) using(j *join, names []string) error {
	left, right := &scope{sources: j.left.sources()}, &scope{sources: j.right.sources()}
	for _, name := range names {
		col := &sqlparser.ColName{Name: sqlparser.NewColIdent(name)}
		a, okA, errA := left.resolve(col)
		b, okB, errB := right.resolve(col)
		if errA != nil || errB != nil || !okA || !okB {
			return fmt.Errorf("USING (%s): each side of the join must have one column of that name", name)
		}
		p, err := c.compare(c.reference(a), "=", c.reference(b))
		if err != nil {
			return err
		}
		if j.using != "" {
			j.using += " AND "
		}
		j.using += p.text
		j.pairs = append(j.pairs, [2]found{a, b})
		fold := strings.ToLower(name)
		j.shared[fold] = true
		if j.kind == "RIGHT JOIN" {
			a.source.merge(fold)
		} else {
			b.source.merge(fold)
		}
	}
	return nil
}

func (s *source) merge(name string) {
	if s.merged == nil {
		s.merged = make(map[string]bool)
	}
	s.merged[name] = true
}

// commonNames are those that columns of both sides have, each once.
func commonNames(left, right *join) []string {
	known := make(map[string]bool)
	for _, f := range right.columns() {
		known[strings.ToLower(f.name())] = true
	}
	var names []string
	for _, f := range left.columns() {
		if fold := strings.ToLower(f.name()); known[fold] {
			names = append(names, f.name())
			known[fold] = false
		}
	}
	return names
}

// columns are those that * stands for. With USING these are the columns that both
// sides share, then the others of each side; those of the side that has no NULLs
// made come first.
func (j *join) columns() []found {
	if j.source != nil {
		return j.source.columns()
	}
	first, second := j.left.columns(), j.right.columns()
	if len(j.shared) == 0 {
		return append(first, second...)
	}
	if j.kind == "RIGHT JOIN" {
		first, second = second, first
	}
	var shared, rest []found
	for _, f := range first {
		if j.shared[strings.ToLower(f.name())] {
			shared = append(shared, f)
		} else {
			rest = append(rest, f)
		}
	}
	for _, f := range second {
		if !j.shared[strings.ToLower(f.name())] {
			rest = append(rest, f)
		}
	}
	return append(shared, rest...)
}

// columns are those of one source.
func (s *source) columns() []found {
	var list []found
	if s.table != nil {
		for _, col := range s.table.Object.Columns() {
			list = append(list, found{source: s, column: col})
		}
	}
	for i := range s.items {
		list = append(list, found{source: s, index: i})
	}
	return list
}

func (f found) name() string {
	if f.column != nil {
		return f.column.Name
	}
	return f.source.items[f.index].label
}

// unique refuses a subquery of FROM of which two columns have one name.
func unique(items []item) error {
	known := make(map[string]bool)
	for _, it := range items {
		fold := strings.ToLower(it.label)
		if known[fold] {
			return fmt.Errorf("duplicate column name %q in a subquery of FROM", it.label)
		}
		known[fold] = true
	}
	return nil
}
