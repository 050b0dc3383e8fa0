package scale_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// linkedData are three objects whose rows have few values, so that joins find
// some rows and miss others.
func linkedData() scaletest.Data {
	rng := rand.New(rand.NewPCG(5, 6))
	texts := []string{"", "Lyon", "Nantes", "l'été", `a "b"`, `c:\d`, "x $or y", "日本", "Œuvre", "a b", "100%"}
	days := []string{"", "0000-00-00", "2024-01-01", "2024-02-29", "1999-12-31"}
	number := func(most int) string {
		if rng.IntN(6) == 0 {
			return ""
		}
		return fmt.Sprint(rng.IntN(most))
	}
	var data scaletest.Data
	for i, name := range []string{"people", "orders", "goods"} {
		o := scaletest.Object{Name: name, Key: "ID_" + strings.ToUpper(name), Fields: []scaletest.Field{
			{Name: "ID_" + strings.ToUpper(name), Type: "integer", NoWrite: true}, {Name: "k", Type: "integer"}, {Name: "n", Type: "integer"},
			{Name: "t", Type: "text"}, {Name: "d", Type: "date"}, {Name: "s", Type: "decimal"},
		}}
		for id := range 20 + 4*i {
			o.Records = append(o.Records, scaletest.Record{ID: int64(id + 1), Values: map[string]string{
				"k": number(20), "n": number(9), "t": texts[rng.IntN(len(texts))], "d": days[rng.IntN(len(days))], "s": number(5),
			}})
		}
		data = append(data, o)
	}
	return data
}

// statement makes random SELECTs over the objects. Where it reads an object it
// writes {name}, of which unlinked makes something that is joined as it is.
type statement struct {
	*rand.Rand
	aliases int
}

// unlinked is the statement over subqueries of FROM, which are read whole.
func unlinked(text string) string {
	return strings.NewReplacer("{", "(SELECT * FROM ", "}", ")").Replace(text)
}

// linked is the statement over the objects themselves.
func linked(text string) string { return strings.NewReplacer("{", "", "}", "").Replace(text) }

func (s *statement) choose(list ...string) string { return list[s.IntN(len(list))] }

// table is an object with a new alias.
func (s *statement) table() (text, alias string) {
	s.aliases++
	alias = fmt.Sprintf("x%d", s.aliases)
	return "{" + s.choose("people", "orders", "goods") + "} " + alias, alias
}

// equal links two tables.
func (s *statement) equal(a, b string) string {
	l, r := "k", s.choose("k", "id", "n")
	switch s.IntN(5) {
	case 0:
		l, r = "t", "t"
	case 1:
		l, r = "d", "d"
	case 2:
		l, r = r, l
	}
	return fmt.Sprintf("%s.%s = %s.%s", a, l, b, r)
}

// filter is a condition on one table, which the API knows or doesn't.
func (s *statement) filter(a string) string {
	return strings.ReplaceAll(s.choose("x.n > 5", "x.n < 2", "x.id IN (2, 3, 5, 7, 11)", "x.k = 3", "x.t = 'Lyon'", "x.t <> ''", "x.n IS NULL",
		"x.d >= '2024-01-01'", "UPPER(x.t) = 'LYON'", "x.n = 1 OR x.k = 2", "x.n + 1 = 3", "x.k = 1000"), "x.", a+".")
}

// source is a FROM with the aliases that it knows.
func (s *statement) source(most int) (text string, aliases []string) {
	text, alias := s.table()
	aliases = []string{alias}
	for range s.IntN(most) {
		right, more := s.table()
		rights := []string{more}
		if s.IntN(4) == 0 {
			inner, alias := s.table()
			right = fmt.Sprintf("(%s %s %s ON %s)", right, s.choose("JOIN", "LEFT JOIN", "RIGHT JOIN"), inner, s.on(rights, []string{alias}))
			rights = append(rights, alias)
		}
		if s.IntN(8) == 0 && !strings.Contains(text, " JOIN ") {
			text += ", " + right
		} else {
			text = fmt.Sprintf("%s %s %s ON %s", text, s.choose("JOIN", "LEFT JOIN", "RIGHT JOIN"), right, s.on(aliases, rights))
		}
		aliases = append(aliases, rights...)
		if strings.Contains(text, ", ") {
			break // what follows would join the last table only
		}
	}
	return text, aliases
}

func (s *statement) on(left, right []string) string {
	text := s.equal(s.choose(left...), s.choose(right...))
	for range s.IntN(3) {
		text += " AND " + s.condition(append(slices.Clone(left), right...), 1)
	}
	return text
}

// condition is one about the tables; depth bounds how deep subqueries nest.
func (s *statement) condition(aliases []string, depth int) string {
	a := s.choose(aliases...)
	kind := s.IntN(10)
	if depth == 0 {
		kind = s.IntN(5)
	}
	switch kind {
	case 0, 1, 2:
		return "(" + s.filter(a) + ")"
	case 3:
		return s.equal(a, s.choose(aliases...))
	case 4:
		return fmt.Sprintf("(%s OR %s)", s.filter(a), s.equal(a, s.choose(aliases...)))
	case 5:
		return fmt.Sprintf("(%s OR %s)", s.condition(aliases, depth-1), s.condition(aliases, depth-1))
	case 6:
		return "NOT " + s.condition(aliases, depth-1)
	case 7:
		column := s.choose("k", "k", "n", "t")
		from, inner := s.source(2)
		item := s.choose(inner...) + "." + column
		rest := s.choose("", "", "", " GROUP BY "+item, fmt.Sprintf(" GROUP BY %s HAVING COUNT(*) > 1", item))
		if s.IntN(6) == 0 {
			item = fmt.Sprintf("%s(%s)", s.choose("MIN", "MAX"), item)
		}
		if s.IntN(8) == 0 {
			item = s.choose(aliases...) + "." + column
			rest = ""
		}
		return fmt.Sprintf("%s.%s %s (SELECT %s FROM %s%s%s)", a, column, s.choose("IN", "IN", "NOT IN"), item, from, s.where(aliases, inner, depth-1), rest)
	case 8, 9:
		return s.choose("", "", "NOT ") + "EXISTS (" + s.existing(aliases, depth) + ")"
	}
	panic("no such kind")
}

// existing is the SELECT of an EXISTS.
func (s *statement) existing(aliases []string, depth int) string {
	from, inner := s.source(2)
	text := fmt.Sprintf("SELECT %s FROM %s%s", s.choose("1", "*", "COUNT(*)", inner[0]+".k"), from, s.where(aliases, inner, depth-1))
	text += s.choose("", "", "", " GROUP BY "+inner[0]+".k", " HAVING COUNT(*) = 0", " LIMIT 1")
	if strings.Contains(text, "SELECT *") && (strings.Contains(text, " GROUP") || strings.Contains(text, " HAVING")) {
		text = strings.Replace(text, "SELECT *", "SELECT 1", 1)
	}
	if s.IntN(6) == 0 {
		from, inner := s.source(1)
		text = fmt.Sprintf("(%s) UNION ALL (SELECT %s.k FROM %s%s)", strings.Replace(text, "SELECT *", "SELECT 1", 1), inner[0], from, s.where(aliases, inner, depth-1))
	}
	return text
}

// where is the WHERE of a subquery, which mostly links it to what is around it.
func (s *statement) where(outer, inner []string, depth int) string {
	var conds []string
	if s.IntN(4) > 0 {
		conds = append(conds, s.equal(s.choose(outer...), s.choose(inner...)))
	}
	for range s.IntN(3) {
		conds = append(conds, s.condition(inner, max(depth, 0)))
	}
	if len(conds) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(conds, " AND ")
}

// text is a whole statement, whose rows come in any order.
func (s *statement) text() string {
	from, aliases := s.source(3)
	items := make([]string, len(aliases))
	for i, a := range aliases {
		items[i] = a + ".id"
	}
	if s.IntN(5) == 0 {
		inner, more := s.source(2)
		items = append(items, fmt.Sprintf("(SELECT %s FROM %s%s)", s.choose("COUNT(*)", "MAX("+more[0]+".k)", "MIN("+more[0]+".id)"), inner, s.where(aliases, more, 1)))
	}
	var conds []string
	for range s.IntN(4) {
		conds = append(conds, s.condition(aliases, 2))
	}
	text := fmt.Sprintf("SELECT %s FROM %s", strings.Join(items, ", "), from)
	if len(conds) > 0 {
		text += " WHERE " + strings.Join(conds, " AND ")
	}
	return text
}

// A statement gives the same rows whether its objects are asked for the rows
// alone that other ones link to, or for all.
func TestNarrowedIsPlain(t *testing.T) {
	settings := []setting{
		{name: "plain"},
		serverSetting("cap 7", scaletest.WithPageCap(7)),
		serverSetting("cap 3 moves pages", scaletest.WithPageCap(3), scaletest.WithCappedPages()),
		serverSetting("random order, no empties", scaletest.WithRandomOrder(1), scaletest.WithEmptiesExcluded(), scaletest.WithEmptiesOmitted()),
		serverSetting("no key", scaletest.WithoutKeyField()),
		{name: "case-sensitive, pages", server: []scaletest.Option{scaletest.WithCaseSensitive()}, dsn: []string{"paging=page", "page_size=6"}},
		{name: "keyset, precedence", server: []scaletest.Option{scaletest.WithPrecedence(scaletest.LeftToRight)}, dsn: []string{"paging=keyset", "page_size=5"}},
		{name: "binary, empty is NULL", dsn: []string{"collation=binary", "empty_as_null=true"}},
	}
	data := linkedData()
	const each = 65
	for i, set := range settings {
		t.Run(set.name, func(t *testing.T) {
			t.Parallel()
			server := scaletest.NewServer(append([]scaletest.Option{scaletest.WithData(data)}, set.server...)...)
			defer server.Close()
			db := openDSN(t, server.DSN(set.dsn...))
			narrowed := 0
			for n := range each {
				text := (&statement{Rand: rand.New(rand.NewPCG(uint64(i), uint64(n)))}).text()
				want, err := tryRows(soon(t), db, unlinked(text))
				if err != nil {
					t.Errorf("%s: %v", unlinked(text), err)
					continue
				}
				server.ResetRequests()
				got, err := tryRows(soon(t), db, linked(text))
				if err != nil {
					t.Errorf("%s: %v", linked(text), err)
					continue
				}
				for _, q := range dataRequests(server) {
					if strings.Contains(q, "%24in") {
						narrowed++
						break
					}
				}
				slices.Sort(want)
				slices.Sort(got)
				if !slices.Equal(got, want) {
					t.Errorf("%s: %d rows, want %d", linked(text), len(got), len(want))
				}
			}
			if narrowed < each/10 {
				t.Errorf("just %d of %d statements were narrowed", narrowed, each)
			}
		})
	}
}
