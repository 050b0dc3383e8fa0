package scale_test

import (
	"database/sql"
	"strings"

	"github.com/shopspring/decimal"
)

// selection is a SELECT of the matrix with what it means.
type selection struct {
	where string
	args  []any
	keep  func(person) bool // nil: every person
	// order is the ORDER BY. One that has Rang or id in it is total; with a
	// total one there may be a limit (0: none) and an offset.
	order         string
	limit, offset int
}

func (s selection) text() string {
	q := "SELECT " + peopleColumns + " FROM people"
	if s.where != "" {
		q += " WHERE " + s.where
	}
	if s.order != "" {
		q += " ORDER BY " + s.order
	}
	return q
}

// is, less and the like are shorter than what they stand for, in a table.
func is(order int, ok bool) bool   { return ok && order == 0 }
func not(order int, ok bool) bool  { return ok && order != 0 }
func less(order int, ok bool) bool { return ok && order < 0 }
func most(order int, ok bool) bool { return ok && order <= 0 }
func more(order int, ok bool) bool { return ok && order > 0 }

var textSelections = []selection{
	{},
	{where: "Ville = 'Lyon'", keep: func(p person) bool { return p.Ville == "Lyon" }},
	{where: "'Lyon' = Ville", keep: func(p person) bool { return p.Ville == "Lyon" }},
	{where: "Ville <> 'Lyon'", keep: func(p person) bool { return p.Ville != "Lyon" }},
	{where: "Ville = ''", keep: func(p person) bool { return p.Ville == "" }},
	{where: "Ville IS NOT NULL", keep: func(p person) bool { return p.Ville != "" }},
	{where: "Ville IN (?, ?, 'Lyon')", args: []any{"Angers", "Lyon"}, keep: func(p person) bool { return p.Ville == "Lyon" || p.Ville == "Angers" }},
	{where: "Ville NOT IN ('Lyon', 'Paris')", keep: func(p person) bool { return p.Ville != "Lyon" && p.Ville != "Paris" }},
	{where: "Ville > 'Lyon'", keep: func(p person) bool { return p.Ville > "Lyon" }},
	{where: "Ville <= 'Lyon'", keep: func(p person) bool { return p.Ville <= "Lyon" }},
	{where: "Ville BETWEEN 'Lyon' AND 'Nantes'", keep: func(p person) bool { return p.Ville == "Lyon" || p.Ville == "Nantes" }},
	{where: "Nom = ?", args: []any{"d'Artagnan"}, keep: func(p person) bool { return p.Nom == "d'Artagnan" }},
	{where: "Nom = :n", args: []any{sql.Named("n", "🙂 Zoé")}, keep: func(p person) bool { return p.Nom == "🙂 Zoé" }},
	{where: "Nom LIKE 'Béa%'", keep: func(p person) bool { return strings.HasPrefix(p.Nom, "Béa") }},
	{where: "Nom LIKE '%ne'", keep: func(p person) bool { return strings.HasSuffix(p.Nom, "ne") }},
	{where: "Nom NOT LIKE 'Hél%' AND Nom NOT LIKE '%oé'", keep: func(p person) bool { return p.Nom != "Hélène" && !strings.HasSuffix(p.Nom, "oé") }},
	{where: "Nom REGEXP '^[BCF]'", keep: func(p person) bool { return strings.ContainsAny(p.Nom[:1], "BCF") }},
	{where: "Note = '50%'", keep: func(p person) bool { return p.Note == "50%" }},
	{where: "Note = 'x_y'", keep: func(p person) bool { return p.Note == "x_y" }},
	{where: "Note = 'NULL' OR Note = '1,2;3'", keep: func(p person) bool { return p.Note == "NULL" || p.Note == "1,2;3" }},
}

var numberSelections = []selection{
	{where: "Age = 30", keep: func(p person) bool { return is(p.age("30")) }},
	{where: "Age <> ?", args: []any{30}, keep: func(p person) bool { return not(p.age("30")) }},
	{where: "Age < 18", keep: func(p person) bool { return less(p.age("18")) }},
	{where: "Age <= 18.5", keep: func(p person) bool { return most(p.age("18.5")) }},
	{where: "Age > 41", keep: func(p person) bool { return more(p.age("41")) }},
	{where: "Age = 9223372036854775807", keep: func(p person) bool { return is(p.age("9223372036854775807")) }},
	{where: "Age BETWEEN -1 AND 18", keep: func(p person) bool { return more(p.age("-2")) && most(p.age("18")) }},
	{where: "Age IN (30, 42, 5)", keep: func(p person) bool { return p.Age == "30" || p.Age == "42" }},
	{where: "Age NOT IN (30, 42)", keep: func(p person) bool { return not(p.age("30")) && not(p.age("42")) }},
	{where: "Age IS NULL", keep: func(p person) bool { return p.Age == "" }},
	{where: "Age IS NOT NULL", keep: func(p person) bool { return p.Age != "" }},
	{where: "Age = NULL", keep: func(person) bool { return false }},
	{where: "Solde = 10.5", keep: func(p person) bool { return is(p.balance("10.5")) }},
	{where: "Solde < ?", args: []any{decimal.RequireFromString("0.1")}, keep: func(p person) bool { return less(p.balance("0.1")) }},
	{where: "Solde <> 0", keep: func(p person) bool { return not(p.balance("0")) }},
	{where: "Solde > 12345678901234567890.11", keep: func(p person) bool { return more(p.balance("12345678901234567890.11")) }},
	{where: "Solde <= 12345678901234567890.11", keep: func(p person) bool { return most(p.balance("12345678901234567890.11")) }},
}

var otherSelections = []selection{
	{where: "Actif = TRUE", keep: func(p person) bool { return p.Actif == "Y" }},
	{where: "Actif = ?", args: []any{false}, keep: func(p person) bool { return p.Actif == "N" }},
	{where: "NOT Actif", keep: func(p person) bool { return p.Actif == "N" }},
	{where: "Actif <> TRUE", keep: func(p person) bool { return p.Actif == "N" }},
	{where: "Actif IS NULL", keep: func(p person) bool { return p.Actif == "" }},
	{where: "Jour < '2000-01-01'", keep: func(p person) bool { return p.day() != "" && p.day() < "2000" }},
	{where: "Jour >= '2000-01-01'", keep: func(p person) bool { return p.day() >= "2000" }},
	{where: "Jour = '2024-02-29'", keep: func(p person) bool { return p.Jour == "2024-02-29" }},
	{where: "Jour <> '2024-02-29'", keep: func(p person) bool { return p.day() != "" && p.Jour != "2024-02-29" }},
	{where: "Jour IS NULL", keep: func(p person) bool { return p.day() == "" }},
	{where: "Jour IS NOT NULL", keep: func(p person) bool { return p.day() != "" }},
	{where: "Vu > '2024-01-01 12:00:00'", keep: func(p person) bool { return p.moment() > "2024-01-01T12" }},
	{where: "Vu <= '2024-01-01'", keep: func(p person) bool { return p.moment() != "" && p.moment() <= "2024-01-01T00:00:00Z" }},
	{where: "Vu IS NULL", keep: func(p person) bool { return p.moment() == "" }},
	{where: "Ville = 'Lyon' AND Age > 0 AND Actif = TRUE", keep: func(p person) bool { return p.Ville == "Lyon" && more(p.age("0")) && p.Actif == "Y" }},
	{where: "Ville = 'Lyon' OR Age = 30", keep: func(p person) bool { return p.Ville == "Lyon" || is(p.age("30")) }},
	{where: "NOT (Ville = 'Lyon' OR Age = 30)", keep: func(p person) bool { return p.Ville != "Lyon" && not(p.age("30")) }},
	{where: "Ville = 'Lyon' AND FALSE", keep: func(person) bool { return false }},
	{where: "id = 17", keep: func(p person) bool { return p.ID == 17 }},
	{where: "id > 10 AND id <= 25", keep: func(p person) bool { return p.ID > 10 && p.ID <= 25 }},
	{where: "id IN (1, 2, 3, 5, 1000)", keep: func(p person) bool { return p.ID <= 3 }},
	{where: "id <> 3", keep: func(p person) bool { return p.ID != 3 }},
}

var orderedSelections = []selection{
	{order: "id"},
	{order: "id DESC", limit: 9, offset: 5},
	{order: "Rang"},
	{order: "Rang DESC", limit: 10},
	{order: "Rang", limit: 10, offset: 8},
	{order: "Rang", limit: 1, offset: 24},
	{order: "Rang", limit: 5, offset: 100},
	{order: "Rang", limit: 1000, offset: 7},
	{order: "Ville"},
	{order: "Ville DESC, Age, Rang DESC", limit: 15, offset: 3},
	{where: "Age IS NOT NULL", keep: func(p person) bool { return p.Age != "" }, order: "Age DESC, Solde, Jour"},
	{where: "Actif = TRUE", keep: func(p person) bool { return p.Actif == "Y" }, order: "Solde, Rang", limit: 7},
	{order: "Vu DESC"},
	{order: "Ville, Jour DESC"},
}
