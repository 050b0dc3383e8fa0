package scaletest

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Sample returns the data of a server to which none is given: contact with
// 3,000 records, orders with 5,000 and products with 200, the objects of the
// API document's example. It is the same data on every call.
//
// The records are made to be awkward. They hold quotes, backslashes,
// wildcards, values that look like filters, emoji, empty values of every type,
// zero dates, negative numbers and numbers too big for floating point. Ids have
// gaps. One field of contact can't be read, MotDePasse, and one can't be
// written, score. In no field do two values differ only by case or accents, so
// that equality means the same to a server which heeds them and to one which
// doesn't.
func Sample() Data {
	contacts := sampleContacts()
	products := sampleProducts()
	return Data{contacts, sampleOrders(contacts, products), products}
}

// dice is a source of numbers that will be the same in every version of Go.
type dice struct{ state uint64 }

func (d *dice) roll(n int) int {
	d.state++
	return int(scramble(d.state) % uint64(n))
}

// one in n rolls is true.
func (d *dice) one(n int) bool { return d.roll(n) == 0 }

func pick[T any](d *dice, of []T) T { return of[d.roll(len(of))] }

// date is a day in the given years; one in 12 is empty and one in 400 zero.
func (d *dice) date(from, years int) string {
	switch n := d.roll(1200); {
	case n < 100:
		return ""
	case n < 103:
		return zeroDate
	}
	day := time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, d.roll(365*years))
	return day.Format(time.DateOnly)
}

// datetime is likewise a moment. One in 10 is a midnight.
func (d *dice) datetime(from, years int) string {
	date := d.date(from, years)
	switch {
	case date == "":
		return ""
	case date == zeroDate:
		return zeroDatetime
	case d.one(10):
		return date + " 00:00:00"
	}
	return date + " " + d.clock()
}

func (d *dice) clock() string {
	return fmt.Sprintf("%02d:%02d:%02d", d.roll(24), d.roll(60), d.roll(60))
}

// integer is a whole number, or now and then an empty, special or huge one.
func (d *dice) integer(below int) string {
	switch n := d.roll(100); {
	case n < 6:
		return ""
	case n < 9:
		return pick(d, []string{"0", "-1", "9007199254740993", "9007199254740992", "-2147483649",
			"9223372036854775807", "-9223372036854775808"})
	}
	return strconv.Itoa(d.roll(below) - below/10)
}

// decimal is an amount with 0 to 4 decimals, or now and then a special one.
func (d *dice) decimal(below int) string {
	switch n := d.roll(100); {
	case n < 6:
		return ""
	case n < 12:
		return pick(d, []string{"0", "0.00", "-0.01", "0.1", "0.10", "0.30", "0.3", "10", "10.00", "-10.5",
			"12345678901234567890.12", "12345678901234567890.13", "-99999999999999999999.9999", "0.0001"})
	}
	whole := strconv.Itoa(d.roll(below) - below/20)
	switch d.roll(4) {
	case 0:
		return whole
	case 1:
		return fmt.Sprintf("%s.%d", whole, d.roll(10))
	case 2:
		return fmt.Sprintf("%s.%04d", whole, d.roll(10000))
	}
	return fmt.Sprintf("%s.%02d", whole, d.roll(100))
}

func (d *dice) boolean() string { return pick(d, []string{"Y", "Y", "Y", "N", "N", "N", "N", ""}) }

// text is empty, or one of the awkward texts.
func (d *dice) text() string {
	if d.one(3) {
		return ""
	}
	return pick(d, sampleTexts)
}

func sampleContacts() Object {
	o := Object{
		Name: "contact", Key: "ID_CONTACT",
		Created: "2022-10-25 16:45:09", Modified: "2023-01-27 01:19:17",
		Fields: []Field{
			{Name: "Adresse", Type: "text", Length: 100, Label: "Adresse", Personal: true},
			{Name: "Civilite", Type: "choice", Length: 16, Label: "Civilité"},
			{Name: "CP", Type: "text", Length: 50, Label: "Code postal", Personal: true},
			{Name: "Prenom", Type: "text", Length: 50, Label: "Prénom", Personal: true},
			{Name: "Nom", Type: "text", Length: 50, Label: "Nom", Personal: true},
			{Name: "EMail", Type: "email", Length: 100, Label: "E-mail", Personal: true},
			{Name: "Telephone", Type: "phone", Length: 30, Label: "Téléphone", Personal: true},
			{Name: "Ville", Type: "text", Length: 50},
			{Name: "Pays", Type: "choice", Length: 2, Description: "Code ISO 3166 du pays"},
			{Name: "DateNaissance", Type: "date", Length: 10, Label: "Date de naissance", Personal: true},
			{Name: "cc_age", Type: "integer", Label: "Âge", Description: "Calculé d'après \"DateNaissance\""},
			{Name: "status", Type: "choice", Length: 16},
			{Name: "newsletter", Type: "boolean", Length: 1},
			{Name: "solde", Type: "decimal", Description: "En euros"},
			{Name: "date_last_interaction", Type: "datetime"},
			{Name: "heure_contact", Type: "time"},
			{Name: "commentaire", Type: "memo"},
			{Name: "MotDePasse", Type: "text", Length: 64, Personal: true, NoRead: true},
			{Name: "score", Type: "integer", Description: "Calculé chaque nuit", NoWrite: true},
			{Name: "ID_CONTACT", Type: "integer", NoWrite: true},
		},
	}
	d := &dice{state: 1}
	id := int64(47000)
	for i := range 3000 {
		id += int64(1 + d.roll(3)*d.roll(3))
		o.Records = append(o.Records, Record{ID: id, Values: sampleContact(d, i)})
	}
	return o
}

func sampleContact(d *dice, i int) map[string]string {
	city := pick(d, sampleCities)
	v := map[string]string{
		"Adresse":               fmt.Sprintf("%d, rue de l'Église", 1+d.roll(200)),
		"Civilite":              pick(d, []string{"Madame", "Monsieur", "Mlle", ""}),
		"CP":                    city[0],
		"Prenom":                pick(d, sampleFirstNames),
		"Nom":                   pick(d, sampleLastNames),
		"Telephone":             fmt.Sprintf("+33 %d %08d", 1+d.roll(7), d.roll(100000000)),
		"Ville":                 city[1],
		"Pays":                  pick(d, []string{"FR", "FR", "FR", "BE", "CH", "CA", "ES", ""}),
		"DateNaissance":         d.date(1912, 100),
		"cc_age":                strconv.Itoa(d.roll(100)),
		"status":                pick(d, []string{"client", "client", "prospect", ""}),
		"newsletter":            d.boolean(),
		"solde":                 d.decimal(5000),
		"date_last_interaction": d.datetime(2015, 11),
		"heure_contact":         pick(d, []string{"", d.clock(), "00:00:00", d.clock()}),
		"commentaire":           d.text(),
		"MotDePasse":            fmt.Sprintf("%016x", scramble(uint64(i))),
		"score":                 d.integer(1000),
	}
	v["EMail"] = fmt.Sprintf("%s.%d@%s", strings.ReplaceAll(fold(v["Prenom"]), " ", "-"), i,
		pick(d, []string{"example.fr", "example.com", "scal-e.example", "courrier.example.net"}))
	if d.one(20) {
		v[pick(d, []string{"Adresse", "EMail", "Telephone", "cc_age", "Prenom", "Nom"})] = ""
	}
	if d.one(25) { // too long a text would not fit the field
		if text := pick(d, sampleTexts); len(text) <= 50 {
			v[pick(d, []string{"Adresse", "Nom"})] = text
		}
	}
	return v
}
