package scale_test

import (
	"fmt"
	"slices"
	"strings"
)

// Groups, joins, subqueries and unions of all people.
var setEvaluations = slices.Concat(groupEvaluations, joinEvaluations, subqueryEvaluations)

var groupEvaluations = []evaluation{
	{query: "SELECT COUNT(*), COUNT(Age), COUNT(DISTINCT Ville), COUNT(DISTINCT Solde), MIN(Age), MAX(Age), MIN(Ville), MAX(Jour) FROM people", rows: func(all []person) []string {
		ages := lines(all, func(p person) bool { return p.Age != "" }, func(p person) string { return p.Age })
		days := column(all, person.day)
		return []string{row(25, len(ages), 5, 5, slices.MinFunc(ages, nullsFirst), slices.MaxFunc(ages, nullsFirst), "", slices.Max(days))}
	}},
	{query: "SELECT COUNT(*), SUM(Age), MAX(Nom) FROM people WHERE Rang > 25", rows: constant("0|NULL|NULL")},
	{query: "SELECT Ville, COUNT(*), SUM(Solde), AVG(Rang) FROM people GROUP BY Ville ORDER BY Ville", ordered: true, rows: func(all []person) []string {
		keys, members := groups(all, func(p person) string { return p.Ville })
		var list []string
		for _, k := range keys {
			sum := total(column(members[k], func(p person) string { return p.Solde }))
			list = append(list, row(k, len(members[k]), sum, mean(ranks(members[k]))))
		}
		return list
	}},
	{query: "SELECT Actif, COUNT(*) AS n, MAX(Rang) FROM people GROUP BY Actif HAVING n > 8 ORDER BY Actif", ordered: true, rows: func(all []person) []string {
		var list []string
		_, members := groups(all, func(p person) string { return p.Actif })
		for _, k := range []string{"", "N", "Y"} {
			if m := members[k]; len(m) > 8 {
				list = append(list, row(map[string]string{"": "NULL", "N": "false", "Y": "true"}[k], len(m), slices.Max(ranks(m))))
			}
		}
		return list
	}},
	{query: "SELECT YEAR(Jour) AS y, COUNT(*) FROM people WHERE Jour IS NOT NULL GROUP BY y", rows: func(all []person) []string {
		var list []string
		keys, members := groups(all, person.day)
		for _, k := range keys {
			if k != "" {
				list = append(list, row(k[:4], len(members[k])))
			}
		}
		return list
	}},
	{query: "SELECT Ville, GROUP_CONCAT(Rang ORDER BY Rang DESC SEPARATOR ';') FROM people GROUP BY Ville", rows: func(all []person) []string {
		var list []string
		keys, members := groups(all, func(p person) string { return p.Ville })
		for _, k := range keys {
			numbers := ranks(members[k])
			slices.Sort(numbers)
			slices.Reverse(numbers)
			list = append(list, row(k, strings.Join(strings.Fields(strings.Trim(fmt.Sprint(numbers), "[]")), ";")))
		}
		return list
	}},
	{query: "SELECT DISTINCT Ville, Actif FROM people", rows: func(all []person) []string {
		keys, _ := groups(all, func(p person) string {
			return row(p.Ville, orNull(map[string]string{"Y": "true", "N": "false"}[p.Actif]))
		})
		return keys
	}},
	{query: "SELECT DISTINCT Age FROM people ORDER BY Age DESC LIMIT 3", ordered: true, rows: constant("9223372036854775807", "42", "30")},
	{query: "SELECT COUNT(*) FROM (SELECT Ville, Actif FROM people GROUP BY Ville, Actif) AS g", rows: func(all []person) []string {
		keys, _ := groups(all, func(p person) string { return row(p.Ville, p.Actif) })
		return []string{row(len(keys))}
	}},
}

var joinEvaluations = []evaluation{
	{query: "SELECT a.id, b.id FROM people a JOIN people b ON b.Rang = a.Rang + 1 WHERE a.Ville = 'Lyon'", rows: func(all []person) []string {
		return pairs(all, func(a, b person) bool { return b.Rang == a.Rang+1 && a.Ville == "Lyon" }, func(a, b person) string { return row(a.ID, b.ID) })
	}},
	{query: "SELECT a.id, b.id, b.Actif FROM people a LEFT JOIN people b ON b.Rang = a.Rang * 2 AND b.Actif = TRUE", rows: func(all []person) []string {
		return lines(all, anyone, func(a person) string {
			for _, b := range all {
				if b.Rang == a.Rang*2 && b.Actif == "Y" {
					return row(a.ID, b.ID, true)
				}
			}
			return row(a.ID, "NULL", "NULL")
		})
	}},
	{query: "SELECT b.id FROM people a RIGHT JOIN people b ON a.Rang = b.Rang - 20 WHERE a.id IS NULL", rows: func(all []person) []string {
		return lines(all, func(p person) bool { return p.Rang <= 20 }, person.id)
	}},
	{query: "SELECT COUNT(*) FROM people a, people b, people c WHERE a.Rang = b.Rang AND b.Ville = c.Ville AND c.id < ?", args: []any{4}, rows: func(all []person) []string {
		same := pairs(all, func(a, b person) bool { return a.Ville == b.Ville && b.ID < 4 }, func(a, b person) string { return "" })
		return []string{row(len(same))}
	}},
	{query: "SELECT Rang, a.id FROM people a JOIN people b USING (Rang, id) WHERE b.Age IS NULL", rows: func(all []person) []string {
		return lines(all, func(p person) bool { return p.Age == "" }, func(p person) string { return row(p.Rang, p.ID) })
	}},
	{query: "SELECT a.Nom, COUNT(b.id) FROM people a LEFT JOIN people b ON b.Ville = a.Ville AND b.Rang < a.Rang GROUP BY a.id", rows: func(all []person) []string {
		return lines(all, anyone, func(a person) string {
			n := 0
			for _, b := range all {
				n += truth(b.Ville == a.Ville && b.Rang < a.Rang)
			}
			return row(a.Nom, n)
		})
	}},
	{query: "SELECT t.v, p.id FROM (SELECT Ville AS v, MIN(Rang) AS r FROM people GROUP BY Ville) AS t JOIN people p ON p.Rang = t.r", rows: func(all []person) []string {
		keys, members := groups(all, func(p person) string { return p.Ville })
		var list []string
		for _, k := range keys {
			list = append(list, row(k, slices.MinFunc(members[k], byRank).ID))
		}
		return list
	}},
}

var subqueryEvaluations = []evaluation{
	among("id IN (SELECT Rang FROM people WHERE Ville = 'Lyon')", func(p, q person) bool { return q.Ville == "Lyon" && q.Rang == p.ID }),
	whole("Age NOT IN (SELECT Age FROM people WHERE Ville = 'Paris')", func(person) bool { return false }), // one of them is NULL
	whole("Age NOT IN (SELECT Age FROM people WHERE Age > 18)", func(p person) bool { return most(p.age("18")) }),
	whole("Rang = (SELECT MAX(Rang) - 3 FROM people)", func(p person) bool { return p.Rang == 22 }),
	among("EXISTS (SELECT 1 FROM people q WHERE q.Rang = people.Rang + 1 AND q.Actif = people.Actif)", func(p, q person) bool {
		return q.Rang == p.Rang+1 && p.Actif != "" && q.Actif == p.Actif
	}),
	among("NOT (Rang > 3 OR EXISTS (SELECT * FROM people q WHERE q.Ville = people.Ville AND q.id <= 3)) AND Rang = ANY (SELECT Rang FROM people)", func(p, q person) bool {
		return p.Rang <= 3 && q == p && p.Ville != "Lyon" && p.Ville != "Nantes" && p.Ville != ""
	}),
	{query: "SELECT id, (SELECT COUNT(*) FROM people q WHERE q.Ville = p.Ville AND q.Rang > p.Rang) FROM people p", rows: func(all []person) []string {
		return lines(all, anyone, func(a person) string {
			n := 0
			for _, b := range all {
				n += truth(b.Ville == a.Ville && b.Rang > a.Rang)
			}
			return row(a.ID, n)
		})
	}},
	{query: "SELECT Ville FROM people WHERE Rang < 9 UNION SELECT Nom FROM people WHERE Rang > 23", rows: func(all []person) []string {
		some := append(lines(all, func(p person) bool { return p.Rang < 9 }, func(p person) string { return p.Ville }),
			lines(all, func(p person) bool { return p.Rang > 23 }, func(p person) string { return p.Nom })...)
		slices.Sort(some)
		return slices.Compact(some)
	}},
	{query: "SELECT Rang FROM people WHERE Ville = 'Lyon' UNION ALL SELECT Rang FROM people WHERE Rang < 4 ORDER BY Rang LIMIT 5", ordered: true, rows: func(all []person) []string {
		numbers := append(ranks(keeping(all, func(p person) bool { return p.Ville == "Lyon" })), 1, 2, 3)
		slices.Sort(numbers)
		return strings.Fields(strings.Trim(fmt.Sprint(numbers[:5]), "[]"))
	}},
	{query: "SELECT n FROM (SELECT COUNT(*) AS n FROM people UNION ALL SELECT 7 FROM dual) t ORDER BY n", ordered: true, rows: constant("7", "25")},
}

func keeping(all []person, keep func(person) bool) (kept []person) {
	for _, p := range all {
		if keep(p) {
			kept = append(kept, p)
		}
	}
	return kept
}
