package scale_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// TestPushdownChangesNoRow runs random SELECTs twice: as they are, and with a
// subquery in place of each object, which nothing is pushed into, and a WHERE of
// which nothing is taken apart. The rows must be the same, whatever the API was
// asked for.
func TestPushdownChangesNoRow(t *testing.T) {
	all := people()
	data := append(peopleData(all), visits(all))
	for i, opts := range [][]scaletest.Option{
		{scaletest.WithPageCap(13)}, {scaletest.WithoutKeyField(), scaletest.WithRandomOrder(3)}, {scaletest.WithEmptiesExcluded(), scaletest.WithNativeJSON()},
	} {
		server := scaletest.NewServer(append(opts, scaletest.WithData(data))...)
		defer server.Close()
		db := openDSN(t, server.DSN("prefetch=0"))
		g := &generator{rand.New(rand.NewPCG(uint64(i), 7))}
		for range 120 {
			query, ordered := g.statement()
			got, err := tryRows(soon(t), db, plainly(query))
			want, wantErr := tryRows(soon(t), db, opaquely(query))
			if !ordered {
				slices.Sort(got)
				slices.Sort(want)
			}
			if (err == nil) != (wantErr == nil) || err == nil && !slices.Equal(got, want) {
				t.Errorf("%s:\ngot  %q, %v\nwant %q, %v", query, got, err, want, wantErr)
			}
		}
	}
}

// object is a placeholder for an object with its alias.
var object = regexp.MustCompile(`\{(\w+) (\w+)\}`)

// plainly is a generated statement as it is; « and » stand around a WHERE or ON,
// ‹› behind the SELECT of a derived table.
func plainly(query string) string {
	return strings.NewReplacer("«", "", "»", "", "‹›", "").Replace(object.ReplaceAllString(query, "$1 $2"))
}

// opaquely is the statement of which nothing can be pushed.
func opaquely(query string) string {
	return strings.NewReplacer("«", "IF(", "»", ", 1, 0)", "‹›", " DISTINCT").Replace(object.ReplaceAllString(query, "(SELECT DISTINCT * FROM $1) $2"))
}

// visits are of people, by their Rang; some are of nobody.
func visits(all []person) scaletest.Object {
	o := scaletest.Object{Name: "visits", Key: "ID_VISITS", Fields: []scaletest.Field{
		{Name: "ID_VISITS", Type: "integer", NoWrite: true}, {Name: "Rang", Type: "integer"}, {Name: "Ville", Type: "text"},
		{Name: "Montant", Type: "decimal"}, {Name: "Jour", Type: "date"}, {Name: "Payee", Type: "boolean"},
	}}
	for i := range 40 {
		p := all[(i*i)%len(all)]
		v := map[string]string{"Rang": fmt.Sprint(p.Rang), "Ville": p.Ville, "Montant": all[i%7].Solde, "Jour": all[i%len(all)].Jour, "Payee": all[i%5].Actif}
		if i%9 == 0 {
			v["Rang"], v["Ville"] = "", ""
		}
		o.Records = append(o.Records, scaletest.Record{ID: int64(100 + 3*i), Values: v})
	}
	return o
}

type generator struct{ *rand.Rand }

func (g *generator) pick(of ...string) string { return of[g.IntN(len(of))] }

// statement is a SELECT; ordered tells that the order of its rows is total.
func (g *generator) statement() (query string, ordered bool) {
	from, where, keys := g.from()
	query = "FROM " + from
	if where != "" {
		query += " WHERE «" + where + "»"
	}
	switch g.IntN(6) {
	case 0:
		return fmt.Sprintf("SELECT COUNT(*), MIN(%s.id), MAX(%[1]s.Jour), SUM(%[1]s.Rang) %s", keys[0], query), false
	case 1:
		return fmt.Sprintf("SELECT %s(%s.%s) %s", g.pick("MIN", "MAX"), keys[0], g.pick("Ville", "Jour", "Rang", "id"), query), false
	case 2:
		return fmt.Sprintf("SELECT %s.Ville, COUNT(*) %s GROUP BY %[1]s.Ville HAVING COUNT(*) > 1", keys[0], query), false
	case 3:
		return fmt.Sprintf("SELECT DISTINCT %s.Jour, %[1]s.Ville %s", keys[0], query), false
	}
	ids := strings.Join(keys, ".id, ") + ".id"
	query = fmt.Sprintf("SELECT %s, UPPER(%s.Ville), %[2]s.Rang %s", ids, keys[0], query)
	if g.IntN(2) == 0 {
		return query, false
	}
	first := g.pick("Ville", "Rang DESC", "Jour", "id DESC", "Rang + 1", "LENGTH(Ville)")
	query += fmt.Sprintf(" ORDER BY %s, %s", strings.NewReplacer("Ville", keys[0]+".Ville", "Rang", keys[0]+".Rang", "Jour", keys[0]+".Jour", "id", keys[0]+".id").Replace(first), ids)
	return query + g.pick("", " LIMIT 5", " LIMIT 3 OFFSET 2", " LIMIT 100"), true
}

// from is a FROM with a WHERE for it, and the aliases.
func (g *generator) from() (from, where string, aliases []string) {
	conds := func(columns ...map[string][]string) string { return g.condition(2, columns) }
	p, q, v := columnsOf("p", personColumns), columnsOf("q", personColumns), columnsOf("v", visitColumns)
	switch g.IntN(11) {
	case 0:
		return "{people p}", conds(p), []string{"p"}
	case 1:
		return "{visits v}", conds(v), []string{"v"}
	case 2:
		return "{people p} JOIN {visits v} ON v.Rang = p.Rang" + g.pick("", " AND "+conds(v), " AND "+conds(p, v)), conds(p, v), []string{"p", "v"}
	case 3:
		join := g.pick("LEFT JOIN", "RIGHT JOIN")
		return "{people p} " + join + " {visits v} ON " + g.pick("v.Rang = p.Rang", "p.Ville = v.Ville", "p.id = v.Rang") + g.pick("", " AND "+conds(v), " AND "+conds(p)), conds(p, v), []string{"p", "v"}
	case 4:
		return "{people p}, {visits v}", g.pick("p.id = v.Rang AND ", "p.Jour = v.Jour AND v.Ville = p.Ville AND ") + conds(p, v), []string{"v", "p"}
	case 5:
		return "{people p} JOIN {visits v} USING (Rang) LEFT JOIN {people q} ON q.Rang = v.id - 100" + g.pick("", " AND "+conds(q)), conds(p, v), []string{"p", "v", "q"}
	case 6:
		return "{people p} LEFT JOIN {visits v} ON v.Rang = p.Rang" + g.pick("", " AND "+conds(v)) + g.pick(" JOIN", " LEFT JOIN") + " {people q} ON «" + g.pick("q.Rang = v.Rang", "q.Rang = p.Rang", conds(p, v, q)) + "»",
			conds(p, v, q), []string{"p", "v", "q"}
	case 7:
		return "{people p} LEFT JOIN ({visits v} " + g.pick("JOIN", "LEFT JOIN") + " {people q} ON «" + g.pick("q.Rang = v.Rang", "q.Rang = v.Rang AND "+conds(q)) + "») ON «v.Rang = p.Rang" + g.pick("", " AND "+conds(v, q)) + "»",
			conds(p, v, q), []string{"p", "v", "q"}
	case 8, 9:
		derived := "(SELECT‹› o.id, o.Rang, o.Nom AS Ville, Ville AS Nom, UPPER(o.Note) AS Note, o.Rang AS Age, o.Rang * 2 AS Solde, o.Jour, DATE(o.Vu) AS Vu, o.Actif FROM {people o}" + g.pick("", " WHERE "+conds(columnsOf("o", personColumns))) + ") p"
		if g.IntN(2) == 0 {
			derived = "(SELECT‹› * FROM {people o}" + g.pick("", " WHERE "+conds(columnsOf("o", personColumns))) + ") p"
		}
		join := g.pick("", " JOIN {visits v} ON v.Rang = p.Rang", " LEFT JOIN {visits v} ON v.Rang = p.Rang", " RIGHT JOIN {visits v} ON v.Rang = p.Rang")
		if join == "" {
			return derived, strings.ReplaceAll(conds(p), "p.", g.pick("", "P.")), []string{"p"}
		}
		return derived + join, conds(p, v), []string{"p", "v"}
	}
	sub := g.pick("p.Rang %s (SELECT v.Rang FROM {visits v} WHERE %s)", "p.Ville %s (SELECT v.Ville FROM {visits v} WHERE %s)", "p.id + 1 %s (SELECT q.id FROM {people q} WHERE q.Rang > 3 AND %.0s 1)")
	in := g.pick("IN", "NOT IN", "IN")
	if g.IntN(3) == 0 {
		sub, in = "%s EXISTS (SELECT 1 FROM {visits v} WHERE v.Rang = p.Rang AND %s)", g.pick("", "NOT")
		if g.IntN(2) == 0 {
			sub = "%s EXISTS (SELECT 1 FROM {visits v} LEFT JOIN {people q} ON q.Rang = v.Rang WHERE «" + g.pick("q.id = p.id", "q.id <=> p.Age", "v.Rang = p.Rang") + " AND %s»)"
		}
	}
	return "{people p}", fmt.Sprintf(sub, in, conds(v)) + g.pick("", " AND "+conds(p), " OR "+conds(p)), []string{"p"}
}

// The columns by the kind of their values.
var (
	personColumns = map[string][]string{"text": {"Ville", "Nom", "Note"}, "number": {"Age", "Rang", "id", "Solde"}, "date": {"Jour", "Vu"}, "truth": {"Actif"}}
	visitColumns  = map[string][]string{"text": {"Ville"}, "number": {"Rang", "Montant", "id"}, "date": {"Jour"}, "truth": {"Payee"}}
)

func columnsOf(alias string, kinds map[string][]string) map[string][]string {
	qualified := map[string][]string{}
	for kind, names := range kinds {
		for _, name := range names {
			qualified[kind] = append(qualified[kind], alias+"."+name)
		}
	}
	return qualified
}

// condition is a condition on the columns of some tables.
func (g *generator) condition(depth int, tables []map[string][]string) string {
	if depth > 0 && g.IntN(5) < 3 {
		a, b := g.condition(depth-1, tables), g.condition(depth-1, tables)
		return g.pick("("+a+" AND "+b+")", "("+a+" OR "+b+")", "NOT ("+a+" OR "+b+")", a+" AND "+b, "NOT "+a)
	}
	columns := tables[g.IntN(len(tables))]
	kind := g.pick("text", "text", "number", "number", "date", "truth")
	column := g.pick(columns[kind]...)
	return "(" + fmt.Sprintf(g.pick(atoms[kind]...), column) + ")"
}

// atoms are conditions on one column.
var atoms = map[string][]string{
	"text": {"%s = 'Lyon'", "%s <> 'Lyon'", "%s = ''", "%s IS NULL", "%s IS NOT NULL", "%s IN ('Lyon', 'Paris', 'x')", "%s NOT IN ('Lyon', '')", "%s LIKE '%%n%%'", "%s NOT LIKE 'a%%'",
		"%s LIKE '_y%%'", "%s > 'M'", "%s <= 'Lyon'", "UPPER(%s) = 'LYON'", "LENGTH(%s) > 4", "%s REGEXP '^[LN]'", "%s = 'dit \"oui\"'", "%s = 0", "COALESCE(%s, 'x') = 'x'", "%s BETWEEN 'A' AND 'M'"},
	"number": {"%s = 18", "%s <> 18", "%s < 10", "%s >= 10.5", "%s IS NULL", "%s IS NOT NULL", "%s IN (1, 18, 30, NULL)", "%s NOT IN (18, 0)", "%s BETWEEN 0 AND 20", "%s NOT BETWEEN 5 AND 15",
		"%s / 2 > 5", "%s = '18'", "%s <=> NULL", "%s %% 2 = 0", "IFNULL(%s, 99) > 20", "-%s < 0", "NOT %s", "%[1]s = %[1]s", "%s > 3 + 4"},
	"date": {"%s = '2000-01-01'", "%s <> '2000-01-01'", "%s < '2000-01-01'", "%s >= '1999-12-31'", "%s IS NULL", "%s IS NOT NULL", "YEAR(%s) = 2024", "%s BETWEEN '1999-01-01' AND '2000-12-31'",
		"%s + INTERVAL 1 DAY > '2000-01-01'", "%s LIKE '2024%%'", "%s IN ('2024-02-29', '1999-12-31')", "%s > '2000-01-01' - INTERVAL 2 DAY",
		"YEAR(%s) < 2000", "2000 <= YEAR(%s)", "YEAR(%s) > 1999", "YEAR(%s) <> 2024", "YEAR(%s) BETWEEN 1999 AND 2000", "YEAR(%s) NOT BETWEEN 2000 AND 2001", "YEAR(%s) IN (1999, 2024, NULL)",
		"YEAR(%s) NOT IN (1999, 2000)", "YEAR(%s) <= 9999", "YEAR(%s) >= '2000'", "DATE(%s) = '2024-02-29'", "DATE(%s) = '2024-01-01'", "DATE(%s) < '2000-01-01'", "DATE(%s) <= '1999-12-31 12:00'",
		"DATE(%s) > '1999-12-31'", "DATE(%s) BETWEEN '1999-12-31' AND '2024-01-01'", "DATE(%s) IN ('2000-01-01', '2024-01-01 12:00')", "CAST(%s AS DATE) >= '2024-01-01 00:00:01'",
		"DATE_FORMAT(%s, '%%Y') = '2024'", "DATE_FORMAT(%s, '%%Y-%%m') >= '2000-01'", "DATE_FORMAT(%s, '%%Y%%m') = 202401", "DATE_FORMAT(%s, '%%Y-%%m-%%d') < '2000-01-01'",
		"EXTRACT(YEAR FROM %s) = 1999", "EXTRACT(YEAR_MONTH FROM %s) <= 199912", "EXTRACT(YEAR_MONTH FROM %s) = 202402", "%s LIKE '2024-02%%'", "%s LIKE '1999-12-31%%'", "%s LIKE '2024-01-01 12%%'",
		"%s LIKE '2000-__-01'", "%s NOT LIKE '2024%%'"},
	"truth": {"%s", "NOT %s", "%s = TRUE", "%s <> TRUE", "%s IS NULL", "%s IS NOT TRUE", "%s = 0", "%s XOR TRUE", "IF(%s, 1, 0) = 1"},
}
