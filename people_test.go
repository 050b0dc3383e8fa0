package scale_test

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/scale-sql/scale/scaletest"
	"github.com/shopspring/decimal"
)

// person is a record of the matrix as the tests think of it. An empty text of
// Age, Solde, Actif, Jour or Vu is NULL; of Ville and Note it is a value.
type person struct {
	ID, Rang                    int64
	Nom, Ville, Note            string
	Age, Solde, Actif, Jour, Vu string
}

// people are few, so that pages of one record each are fetched in no time. No
// two texts of them differ by case or accents only, and their order is the same
// by bytes and by letters.
func people() []person {
	names := []string{"Adèle", "Béatrice", "Chloé", "d'Artagnan", "Élodie", "François", "Gaël", "Hélène", "Irène", "Œdipe", "日本", "🙂 Zoé"}
	cities := []string{"Lyon", "Nantes", "", "Paris", "Angers"}
	notes := []string{"", "RAS", "a $and b", `dit "oui"`, "50%", "x_y", "a*b", `c:\temp`, "1,2;3", "deux\nlignes", "0", "NULL"}
	ages := []string{"30", "", "18", "-1", "0", "9223372036854775807", "42"}
	balances := []string{"10.50", "0.10", "", "-3", "12345678901234567890.12", "10.5", "0"}
	truths := []string{"Y", "N", ""}
	days := []string{"1999-12-31", "", "2000-01-01", "0000-00-00", "2024-02-29"}
	moments := []string{"2024-01-01 00:00:00", "2024-01-01 12:34:56", "", "0000-00-00 00:00:00"}
	all := make([]person, 25)
	for i := range all {
		all[i] = person{
			ID: int64(1 + i + i/4), Rang: int64(7*i%25 + 1), // a permutation of 1 to 25
			Nom: names[i%len(names)], Ville: cities[i%len(cities)], Note: notes[(i/2)%len(notes)],
			Age: ages[i%len(ages)], Solde: balances[(i/3)%len(balances)], Actif: truths[i%len(truths)],
			Jour: days[(i/2)%len(days)], Vu: moments[i%len(moments)],
		}
	}
	return all
}

// peopleData is people as a server's data.
func peopleData(all []person) scaletest.Data {
	o := scaletest.Object{Name: "people", Key: "ID_PEOPLE", Fields: []scaletest.Field{
		{Name: "ID_PEOPLE", Type: "integer", NoWrite: true}, {Name: "Rang", Type: "integer"}, {Name: "Nom", Type: "text"},
		{Name: "Ville", Type: "choice"}, {Name: "Note", Type: "memo"}, {Name: "Age", Type: "integer"}, {Name: "Solde", Type: "decimal"},
		{Name: "Actif", Type: "boolean"}, {Name: "Jour", Type: "date"}, {Name: "Vu", Type: "datetime"},
	}}
	for _, p := range all {
		o.Records = append(o.Records, scaletest.Record{ID: p.ID, Values: map[string]string{
			"Rang": fmt.Sprint(p.Rang), "Nom": p.Nom, "Ville": p.Ville, "Note": p.Note, "Age": p.Age, "Solde": p.Solde,
			"Actif": p.Actif, "Jour": p.Jour, "Vu": p.Vu,
		}})
	}
	return scaletest.Data{o}
}

// peopleColumns is the select list of which row is a row.
const peopleColumns = "id, Rang, Nom, Ville, Note, Age, Solde, Actif, Jour, Vu"

// row is the person as rowsOf writes it.
func (p person) row() string {
	return strings.Join([]string{
		fmt.Sprint(p.ID), fmt.Sprint(p.Rang), p.Nom, p.Ville, p.Note, orNull(p.Age), orNull(p.Solde),
		orNull(map[string]string{"Y": "true", "N": "false"}[p.Actif]), orNull(p.day()), orNull(p.moment()),
	}, "|")
}

func orNull(text string) string {
	if text == "" {
		return "NULL"
	}
	return text
}

// day and moment are as database/sql writes a time; empty for NULL.
func (p person) day() string {
	if p.Jour == "" || p.Jour[0] == '0' {
		return ""
	}
	return p.Jour + "T00:00:00Z"
}

func (p person) moment() string {
	if p.Vu == "" || p.Vu[0] == '0' {
		return ""
	}
	return strings.Replace(p.Vu, " ", "T", 1) + "Z"
}

// age and balance compare the person's number with another; ok is false for
// NULL, which no comparison keeps.
func (p person) age(with string) (order int, ok bool) { return compareNumbers(p.Age, with) }

func (p person) balance(with string) (order int, ok bool) { return compareNumbers(p.Solde, with) }

func compareNumbers(a, b string) (order int, ok bool) {
	if a == "" || b == "" {
		return 0, false
	}
	return decimal.RequireFromString(a).Cmp(decimal.RequireFromString(b)), true
}

// nullsFirst orders numbers as ORDER BY does.
func nullsFirst(a, b string) int {
	if a == "" || b == "" {
		return cmp.Compare(len(a), len(b))
	}
	order, _ := compareNumbers(a, b)
	return order
}

// peopleOrders are the columns that the matrix sorts by.
var peopleOrders = map[string]func(a, b person) int{
	"id":    func(a, b person) int { return cmp.Compare(a.ID, b.ID) },
	"Rang":  func(a, b person) int { return cmp.Compare(a.Rang, b.Rang) },
	"Ville": func(a, b person) int { return cmp.Compare(a.Ville, b.Ville) },
	"Age":   func(a, b person) int { return nullsFirst(a.Age, b.Age) },
	"Solde": func(a, b person) int { return nullsFirst(a.Solde, b.Solde) },
	"Jour":  func(a, b person) int { return cmp.Compare(a.day(), b.day()) },
	"Vu":    func(a, b person) int { return cmp.Compare(a.moment(), b.moment()) },
}
