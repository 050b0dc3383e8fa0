package scale_test

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// row joins the values of a row as rowsOf does.
func row(values ...any) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = fmt.Sprint(v)
	}
	return strings.Join(texts, "|")
}

func (p person) id() string { return fmt.Sprint(p.ID) }

// total is the exact sum of decimals as SUM writes it: with the most digits
// behind the point that one of them has, and NULL if there is none.
func total(texts []string) string {
	sum, digits, any := decimal.Zero, int32(0), false
	for _, text := range texts {
		if text != "" {
			d := decimal.RequireFromString(text)
			sum, digits, any = sum.Add(d), max(digits, -d.Exponent()), true
		}
	}
	if !any {
		return "NULL"
	}
	return sum.StringFixed(digits)
}

// column is one text of each person.
func column(all []person, of func(person) string) []string {
	return lines(all, anyone, of)
}

func mean(numbers []int64) string {
	sum := decimal.Zero
	for _, n := range numbers {
		sum = sum.Add(decimal.NewFromInt(n))
	}
	return sum.DivRound(decimal.NewFromInt(int64(len(numbers))), 4).StringFixed(4)
}

func ranks(all []person) (numbers []int64) {
	for _, p := range all {
		numbers = append(numbers, p.Rang)
	}
	return numbers
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Expressions of one person.
var expressionEvaluations = []evaluation{
	{query: "SELECT id, UPPER(Ville), CHAR_LENGTH(Nom), LENGTH(Nom), CONCAT(Ville, '-', Rang) FROM people", rows: func(all []person) []string {
		return lines(all, anyone, func(p person) string {
			return row(p.ID, strings.ToUpper(p.Ville), utf8.RuneCountInString(p.Nom), len(p.Nom), p.Ville+"-"+fmt.Sprint(p.Rang))
		})
	}},
	{query: "SELECT id, Rang + 1, Rang * 2 - 30, Rang % 7, Rang DIV 4, Rang / 4, -Rang FROM people", rows: func(all []person) []string {
		return lines(all, anyone, func(p person) string {
			quarter := decimal.NewFromInt(p.Rang).Div(decimal.NewFromInt(4)).StringFixed(4)
			return row(p.ID, p.Rang+1, p.Rang*2-30, p.Rang%7, p.Rang/4, quarter, -p.Rang)
		})
	}},
	{query: "SELECT id, CASE WHEN Age >= 18 THEN 'adult' WHEN Age IS NULL THEN '?' ELSE 'minor' END FROM people", rows: func(all []person) []string {
		return lines(all, anyone, func(p person) string {
			word := "minor"
			if p.Age == "" {
				word = "?"
			} else if !less(p.age("18")) {
				word = "adult"
			}
			return row(p.ID, word)
		})
	}},
	{query: "SELECT id, IF(Actif, 'yes', 'no'), IFNULL(Age, -5), NULLIF(Ville, 'lyon'), Solde + 0.05 FROM people", rows: func(all []person) []string {
		return lines(all, anyone, func(p person) string {
			sum := "NULL"
			if p.Solde != "" {
				sum = total([]string{p.Solde, "0.05"})
			}
			return row(p.ID, map[bool]string{true: "yes", false: "no"}[p.Actif == "Y"], cmp.Or(p.Age, "-5"),
				map[bool]string{true: "NULL", false: p.Ville}[p.Ville == "Lyon"], sum)
		})
	}},
	{query: "SELECT id, DATE_ADD(Jour, INTERVAL 1 YEAR), DATEDIFF('2024-03-01', Jour), YEAR(Jour), DATE(Vu), HOUR(Vu) FROM people", rows: func(all []person) []string {
		return lines(all, anyone, person.dates)
	}},
	{query: "SELECT REPLACE(Note, 'a', 'b'), REVERSE(Ville), LEFT(Ville, 2), SUBSTRING(Ville, -2), LPAD(Rang, 4, '*') FROM people", rows: func(all []person) []string {
		return lines(all, anyone, func(p person) string {
			reversed := []rune(p.Ville)
			slices.Reverse(reversed)
			head, tail := p.Ville[:min(2, len(p.Ville))], p.Ville[max(0, len(p.Ville)-2):]
			return row(strings.ReplaceAll(p.Note, "a", "b"), string(reversed), head, tail, strings.Repeat("*", 4-len(fmt.Sprint(p.Rang)))+fmt.Sprint(p.Rang))
		})
	}},
	{query: "SELECT id, Age > 18, Age IS NULL, Age <=> NULL, Actif XOR TRUE, Ville IN ('Lyon', 'Paris') FROM people", rows: func(all []person) []string {
		return lines(all, anyone, func(p person) string {
			older, xor := any("NULL"), any("NULL")
			if p.Age != "" {
				older = truth(more(p.age("18")))
			}
			if p.Actif != "" {
				xor = truth(p.Actif == "N")
			}
			return row(p.ID, older, truth(p.Age == ""), truth(p.Age == ""), xor, truth(p.Ville == "Lyon" || p.Ville == "Paris"))
		})
	}},
	{query: "SELECT ?, :n, 1 + 1, 'it''s', NULL, 7.50", args: []any{"a", sql.Named("n", -3)}, rows: constant("a|-3|2|it's|NULL|7.50")},
}

// dates is the person's row of the functions of dates.
func (p person) dates() string {
	next, days, year := "NULL", "NULL", "NULL"
	if p.day() != "" {
		d, err := time.Parse(time.RFC3339, p.day())
		if err != nil {
			panic(err)
		}
		moved := d.AddDate(1, 0, 0)
		if moved.Day() != d.Day() { // the end of February
			moved = moved.AddDate(0, 0, -moved.Day())
		}
		next, year = moved.Format(time.RFC3339), fmt.Sprint(d.Year())
		days = fmt.Sprint(int(time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC).Sub(d).Hours()) / 24)
	}
	day, hour := "NULL", "NULL"
	if p.moment() != "" {
		at, err := time.Parse(time.RFC3339, p.moment())
		if err != nil {
			panic(err)
		}
		day, hour = at.Format("2006-01-02T00:00:00Z"), fmt.Sprint(at.Hour())
	}
	return row(p.ID, next, days, year, day, hour)
}

// Conditions that the API can't be asked, or not wholly.
var conditionEvaluations = []evaluation{
	whole("Ville = 'Lyon' AND (Age > 20 OR Age IS NULL)", func(p person) bool { return p.Ville == "Lyon" && (p.Age == "" || more(p.age("20"))) }),
	whole("(Ville = 'Lyon' OR Actif) AND Rang < 15", func(p person) bool { return (p.Ville == "Lyon" || p.Actif == "Y") && p.Rang < 15 }),
	whole("Age < 18 OR Ville = 'Lyon'", func(p person) bool { return less(p.age("18")) || p.Ville == "Lyon" }),
	whole("Ville = 'Lyon' AND Age < 18 OR Ville = 'Paris' AND Age > 18", func(p person) bool {
		return p.Ville == "Lyon" && less(p.age("18")) || p.Ville == "Paris" && more(p.age("18"))
	}),
	whole("NOT (Ville = 'Lyon' AND Age < 42)", func(p person) bool { return p.Ville != "Lyon" || p.Age != "" && !less(p.age("42")) }),
	whole("Rang > Age", func(p person) bool { return less(p.age(fmt.Sprint(p.Rang))) }),
	whole("id = Rang OR id <> Rang AND Rang = 3", func(p person) bool { return p.ID == p.Rang || p.Rang == 3 }),
	whole("UPPER(Ville) = 'LYON' AND id + 0 > 9", func(p person) bool { return p.Ville == "Lyon" && p.ID > 9 }),
	whole(`Note = 'dit "oui"'`, func(p person) bool { return p.Note == `dit "oui"` }),
	whole(`Note IN ('a*b', 'c:\\temp', 'a $and b', ?)`, func(p person) bool {
		return slices.Contains([]string{"a*b", `c:\temp`, "a $and b", "deux\nlignes"}, p.Note)
	}, "deux\nlignes"),
	whole(`Note LIKE 'x\_y' OR Note LIKE '%*%' OR Note LIKE '50\%'`, func(p person) bool { return p.Note == "x_y" || p.Note == "a*b" || p.Note == "50%" }),
	whole("Nom LIKE '_a%'", func(p person) bool { return p.Nom == "Gaël" }),
	whole("Note NOT LIKE '%$%' AND Note <> ''", func(p person) bool { return p.Note != "" && !strings.Contains(p.Note, "$") }),
	whole("Nom NOT REGEXP '^[bcf]'", func(p person) bool { return !strings.ContainsAny(p.Nom[:1], "BCF") }),
	whole("LENGTH(Nom) > ? AND Ville IN (?, ?)", func(p person) bool { return len(p.Nom) > 6 && (p.Ville == "Lyon" || p.Ville == "Paris") }, 6, "Lyon", "Paris"),
	whole("Solde * 2 = 21 OR Solde = '0.1'", func(p person) bool { return is(p.balance("10.5")) || is(p.balance("0.1")) }),
	whole("NOT (Age <=> 30) AND NOT Age IS NULL", func(p person) bool { return not(p.age("30")) }),
	whole("Jour + INTERVAL 1 DAY BETWEEN '2000-01-01' AND '2000-01-02'", func(p person) bool { return p.Jour == "1999-12-31" || p.Jour == "2000-01-01" }),
	whole("Vu LIKE '2024-01-01 12%' OR MONTH(Jour) = 2", func(p person) bool { return strings.Contains(p.moment(), "T12") || p.Jour == "2024-02-29" }),
	whole("Age IN (30, NULL) OR Age NOT IN (42, NULL)", func(p person) bool { return is(p.age("30")) }),
	whole("BINARY Ville = 'Lyon' AND BINARY Nom <> 'x'", func(p person) bool { return p.Ville == "Lyon" }),
}

func byRank(a, b person) int { return cmp.Compare(a.Rang, b.Rang) }

// Orders that the API doesn't know, and limits behind them.
var orderEvaluations = []evaluation{
	inOrder("ORDER BY CHAR_LENGTH(Nom), Rang", func(a, b person) int {
		return cmp.Or(cmp.Compare(utf8.RuneCountInString(a.Nom), utf8.RuneCountInString(b.Nom)), byRank(a, b))
	}, 0, 25),
	inOrder("ORDER BY Age IS NULL, Age DESC, Rang LIMIT 10 OFFSET 4", func(a, b person) int {
		return cmp.Or(truth(a.Age == "")-truth(b.Age == ""), -nullsFirst(a.Age, b.Age), byRank(a, b))
	}, 4, 14),
	inOrder("ORDER BY -Rang LIMIT 5 OFFSET 3", func(a, b person) int { return byRank(b, a) }, 3, 8),
	inOrder("ORDER BY Actif DESC, Rang", func(a, b person) int {
		worth := map[string]int{"": 0, "N": 1, "Y": 2}
		return cmp.Or(worth[b.Actif]-worth[a.Actif], byRank(a, b))
	}, 0, 25),
	inOrder("ORDER BY Jour, Rang DESC", func(a, b person) int { return cmp.Or(cmp.Compare(a.day(), b.day()), byRank(b, a)) }, 0, 25),
	inOrder("ORDER BY Solde * -1 DESC, Rang LIMIT 6", func(a, b person) int {
		return cmp.Or(-nullsFirst(negated(a.Solde), negated(b.Solde)), byRank(a, b))
	}, 0, 6),
	{query: "SELECT Rang AS r FROM people WHERE Rang % 5 = 0 ORDER BY r DESC LIMIT 3", ordered: true, rows: constant("25", "20", "15")},
	{query: "SELECT Rang FROM people WHERE Rang % 5 = 0 ORDER BY 1 LIMIT 9 OFFSET 4", ordered: true, rows: constant("25")},
}

func negated(number string) string {
	if number == "" {
		return ""
	}
	return decimal.RequireFromString(number).Neg().String()
}
