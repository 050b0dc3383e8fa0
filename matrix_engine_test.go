package scale_test

import (
	"slices"
	"testing"
)

// evaluation is a SELECT that the engine finishes, with the rows that plain Go
// makes of all people. Rows come in any order unless the statement is ordered.
type evaluation struct {
	query   string
	args    []any
	ordered bool
	rows    func(all []person) []string
}

// check compares the rows of a statement with those that plain Go finds.
func (e evaluation) check(t *testing.T, db queryer, all []person) {
	got, err := tryRows(soon(t), db, e.query, e.args...)
	if err != nil {
		t.Errorf("%s: %v", e.query, err)
		return
	}
	want := e.rows(all)
	if !e.ordered {
		slices.Sort(got)
		slices.Sort(want)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s:\ngot  %q\nwant %q", e.query, got, want)
	}
}

// whole tells that the rows are people, as their row method writes them.
func whole(where string, keep func(person) bool, args ...any) evaluation {
	return evaluation{
		query: "SELECT " + peopleColumns + " FROM people WHERE " + where, args: args,
		rows: func(all []person) []string { return lines(all, keep, person.row) },
	}
}

// among tells that the rows are the people for whom there is another one.
func among(where string, one func(p, q person) bool) evaluation {
	e := whole(where, nil)
	e.rows = func(all []person) []string {
		there := func(p person) bool {
			return slices.ContainsFunc(all, func(q person) bool { return one(p, q) })
		}
		return lines(all, there, person.row)
	}
	return e
}

// inOrder tells that the rows are ids of all people in an order, from and to
// being those of the rows that LIMIT leaves.
func inOrder(clause string, order func(a, b person) int, from, to int) evaluation {
	return evaluation{
		query: "SELECT id FROM people " + clause, ordered: true,
		rows: func(all []person) []string {
			sorted := slices.SortedStableFunc(slices.Values(all), order)
			return lines(sorted[from:to], anyone, person.id)
		},
	}
}

// lines are the rows of the people who are kept.
func lines(all []person, keep func(person) bool, row func(person) string) []string {
	list := []string{}
	for _, p := range all {
		if keep(p) {
			list = append(list, row(p))
		}
	}
	return list
}

// pairs are the rows of the pairs who are kept.
func pairs(all []person, keep func(a, b person) bool, row func(a, b person) string) []string {
	list := []string{}
	for _, a := range all {
		for _, b := range all {
			if keep(a, b) {
				list = append(list, row(a, b))
			}
		}
	}
	return list
}

// groups are the people by a key, in the order of the keys.
func groups(all []person, key func(person) string) (keys []string, members map[string][]person) {
	members = map[string][]person{}
	for _, p := range all {
		k := key(p)
		if members[k] == nil {
			keys = append(keys, k)
		}
		members[k] = append(members[k], p)
	}
	slices.Sort(keys)
	return keys, members
}

func anyone(person) bool { return true }

func constant(rows ...string) func([]person) []string {
	return func([]person) []string { return rows }
}
