package scale_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// setting is one answer to a question that the API leaves open, or one value of
// an option of the DSN.
type setting struct {
	name   string
	server []scaletest.Option
	dsn    []string
}

func serverSetting(name string, opts ...scaletest.Option) setting {
	return setting{name: name, server: opts}
}

func dsnSetting(option string) setting { return setting{name: option, dsn: []string{option}} }

// dimensions are the questions with their answers.
func dimensions() [][]setting {
	plain := setting{}
	return [][]setting{
		{plain, serverSetting("left to right", scaletest.WithPrecedence(scaletest.LeftToRight)), serverSetting("and first", scaletest.WithPrecedence(scaletest.AndFirst))},
		{plain, serverSetting("cap 1", scaletest.WithPageCap(1)), serverSetting("cap 7", scaletest.WithPageCap(7)),
			serverSetting("cap 7 moves pages", scaletest.WithPageCap(7), scaletest.WithCappedPages()), serverSetting("cap 13", scaletest.WithPageCap(13)),
			serverSetting("cap 25", scaletest.WithPageCap(25), scaletest.WithCappedPages())},
		{plain, serverSetting("default limit", scaletest.WithDefaultLimit(5))},
		{plain, serverSetting("random order", scaletest.WithRandomOrder(1))},
		{plain, serverSetting("no key", scaletest.WithoutKeyField())},
		{plain, serverSetting("native JSON", scaletest.WithNativeJSON()), serverSetting("escaped JSON", scaletest.WithEscapedJSON()),
			serverSetting("native escaped JSON", scaletest.WithNativeJSON(), scaletest.WithEscapedJSON())},
		{plain, serverSetting("numeric ids", scaletest.WithNumericIDs())},
		{plain, serverSetting("prefixed keys", scaletest.WithPrefixedKeys())},
		{plain, serverSetting("omitted", scaletest.WithEmptiesOmitted()), serverSetting("omitted, PHP", scaletest.WithEmptiesOmitted(), scaletest.WithPHPEmpties())},
		{plain, {name: "$regex", server: []scaletest.Option{scaletest.WithRegexOperator("$regex")}, dsn: []string{"regexp_operator=$regex"}}},
		{plain, serverSetting("case-sensitive", scaletest.WithCaseSensitive())},
		{plain, serverSetting("SQL wildcards", scaletest.WithSQLWildcards())},
		{plain, serverSetting("booleans 10", scaletest.WithBooleans("10")), serverSetting("booleans truefalse", scaletest.WithBooleans("truefalse")),
			serverSetting("booleans ouinon", scaletest.WithBooleans("ouinon"))},
		{plain, serverSetting("empties excluded", scaletest.WithEmptiesExcluded()), serverSetting("empties as zero", scaletest.WithEmptiesAsZero())},
		{plain, dsnSetting("paging=page"), dsnSetting("paging=keyset")},
		{plain, dsnSetting("prefetch=0"), dsnSetting("prefetch=4")},
		{plain, dsnSetting("page_size=1"), dsnSetting("page_size=6"), dsnSetting("page_size=25"), dsnSetting("page_size=26")},
	}
}

// pairwise chooses combinations of settings such that each two settings of
// different dimensions come together in at least one: most bugs take no more
// than two to show.
func pairwise(dims [][]setting, rng *rand.Rand) (combinations [][]int) {
	type pair struct{ a, x, b, y int }
	missing := map[pair]bool{}
	for a := range dims {
		for b := range a {
			for x := range dims[a] {
				for y := range dims[b] {
					missing[pair{a, x, b, y}] = true
				}
			}
		}
	}
	pairsOf := func(c []int) (found []pair) {
		for a := range c {
			for b := range a {
				if p := (pair{a, c[a], b, c[b]}); missing[p] {
					found = append(found, p)
				}
			}
		}
		return found
	}
	for len(missing) > 0 {
		var best []int
		var covers []pair
		for range 60 {
			c := make([]int, len(dims))
			for i, d := range dims {
				c[i] = rng.IntN(len(d))
			}
			if p := pairsOf(c); len(p) > len(covers) {
				best, covers = c, p
			}
		}
		for _, p := range covers {
			delete(missing, p)
		}
		if best != nil {
			combinations = append(combinations, best)
		}
	}
	return combinations
}

// The same SELECTs give the same rows whatever the server makes of what its
// document leaves open, and however its pages are asked for.
func TestSameRowsFromEveryServer(t *testing.T) {
	all, dims := people(), dimensions()
	data := peopleData(all)
	selections := slices.Concat(textSelections, numberSelections, otherSelections, orderedSelections)
	evaluations := slices.Concat(expressionEvaluations, conditionEvaluations, orderEvaluations, setEvaluations)
	for _, combination := range pairwise(dims, rand.New(rand.NewPCG(1, 2))) {
		var names, dsn []string
		opts := []scaletest.Option{scaletest.WithData(data)}
		for i, x := range combination {
			s := dims[i][x]
			opts, dsn = append(opts, s.server...), append(dsn, s.dsn...)
			if s.name != "" {
				names = append(names, s.name)
			}
		}
		t.Run(strings.Join(names, ", "), func(t *testing.T) {
			t.Parallel()
			server := scaletest.NewServer(opts...)
			defer server.Close()
			db := openDSN(t, server.DSN(dsn...))
			for _, s := range selections {
				s.check(t, db, all)
			}
			for _, e := range evaluations {
				e.check(t, db, all)
			}
		})
	}
}

// check compares a selection's rows with those that plain Go finds.
func (s selection) check(t *testing.T, db *sql.DB, all []person) {
	query := s.text()
	if s.limit > 0 {
		query += fmt.Sprintf(" LIMIT %d OFFSET %d", s.limit, s.offset)
	}
	got, err := tryRows(soon(t), db, query, s.args...)
	if err != nil {
		t.Errorf("%s: %v", query, err)
		return
	}
	want := s.expected(all)
	byRow := make(map[string]person, len(all))
	for _, p := range all {
		byRow[p.row()] = p
	}
	for i, row := range got {
		p, ok := byRow[row]
		switch {
		case !ok:
			t.Errorf("%s: row %q is no person's", query, row)
			return
		case i < len(want) && s.compare(p, want[i]) != 0:
			t.Errorf("%s: row %d is %q, want %q", query, i, row, want[i].row())
			return
		}
	}
	rows := make([]string, len(want))
	for i, p := range want {
		rows[i] = p.row()
	}
	slices.Sort(rows)
	slices.Sort(got)
	if !slices.Equal(got, rows) {
		t.Errorf("%s: got %d rows, want %d", query, len(got), len(rows))
	}
}

// expected is the selection carried out over all people.
func (s selection) expected(all []person) []person {
	var kept []person
	for _, p := range all {
		if s.keep == nil || s.keep(p) {
			kept = append(kept, p)
		}
	}
	slices.SortStableFunc(kept, s.compare)
	if s.limit > 0 {
		kept = kept[min(s.offset, len(kept)):]
		kept = kept[:min(s.limit, len(kept))]
	}
	return kept
}

// compare orders two people by the ORDER BY; all are alike without one.
func (s selection) compare(a, b person) int {
	for key := range strings.SplitSeq(s.order, ", ") {
		column, desc := strings.CutSuffix(key, " DESC")
		order := peopleOrders[column]
		if order == nil {
			return 0
		}
		c := order(a, b)
		if desc {
			c = -c
		}
		if c != 0 {
			return c
		}
	}
	return 0
}

// LIMIT without an order gives any rows, but that many, and none twice.
func TestLimitWithoutOrder(t *testing.T) {
	all := people()
	for _, dsn := range []string{"paging=offset", "paging=page", "paging=keyset", "page_size=6", "prefetch=0"} {
		server := scaletest.NewServer(scaletest.WithData(peopleData(all)), scaletest.WithPageCap(7))
		db := openDSN(t, server.DSN(dsn))
		for limit, want := range map[string]int{"LIMIT 0": 0, "LIMIT 1": 1, "LIMIT 7": 7, "LIMIT 20": 20, "LIMIT 25": 25, "LIMIT 50": 25, "LIMIT 5, 40": 20, "LIMIT 10 OFFSET 25": 0} {
			got := rowsOf(t, db, "SELECT id FROM people "+limit)
			slices.Sort(got)
			if len(slices.Compact(got)) != want {
				t.Errorf("%s, %s: got %d rows", dsn, limit, len(got))
			}
		}
		db.Close()
		server.Close()
	}
}
