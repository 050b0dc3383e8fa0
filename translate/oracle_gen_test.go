package translate

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/scale-sql/scale/scaletest"
	"github.com/shopspring/decimal"
)

// generator makes data and conditions of its dice.
type generator struct {
	*rand.Rand
	emptyAsNull bool
}

func choose[T any](g *generator, of ...T) T { return of[g.IntN(len(of))] }

func (g *generator) one(n int) bool { return g.IntN(n) == 0 }

// texts are the values of text columns. No two differ by trailing spaces.
var oracleTexts = []string{
	"", "", "", "client", "prospect", "Dupré", "dupre", "DUPRÉ", "Straße", "strasse", "cœur", "Coeur", "smørrebrød", "O'Connor", `l'été "indien"`,
	`C:\Temp`, "50%", "50 %", "a_b", "axb", "a*b", "5 $", "Œuvre", "0", "-1", "12", "2020-01-01", "日本", "🙂", " devant", "deux  espaces", "ligne\nsuite", "x,y", "]", "Y", "a", "A", "b",
}

var (
	oracleIntegers = []string{"", "", "0", "1", "-1", "16", "17", "18", "-16", "65", "9223372036854775807", "-9223372036854775808", "9007199254740993", "9007199254740992"}
	oracleDecimals = []string{"", "", "0", "0.00", "1", "1.50", "1.5", "-0.01", "16.5", "16", "-16.25", "12345678901234567890.12", "12345678901234567890.13"}
	oracleDates    = []string{"", "", "0000-00-00", "2020-01-01", "2020-01-02", "2020-02-29", "1999-12-31", "0001-01-01", "9999-12-31"}
	oracleMoments  = []string{"", "", "0000-00-00 00:00:00", "2020-01-01 00:00:00", "2020-01-01 06:00:00", "2020-01-01 06:00:01", "2020-02-29 23:59:59", "1999-12-31 12:00:00", "9999-12-31 23:59:59"}
)

// data is an object of 40 rows.
func (g *generator) data() scaletest.Object {
	o := scaletest.Object{Name: "contact", Key: "ID_CONTACT", Fields: []scaletest.Field{
		{Name: "ID_CONTACT", Type: "integer"}, {Name: "Nom", Type: "text"}, {Name: "Statut", Type: "choice"},
		{Name: "age", Type: "integer"}, {Name: "solde", Type: "decimal"}, {Name: "actif", Type: "boolean"},
		{Name: "naissance", Type: "date"}, {Name: "vu", Type: "datetime"}, {Name: "heure", Type: "time"},
	}}
	for i := range 40 {
		o.Records = append(o.Records, scaletest.Record{ID: int64(i*3 + 1), Values: map[string]string{
			"Nom": choose(g, oracleTexts...), "Statut": choose(g, oracleTexts...), "age": choose(g, oracleIntegers...),
			"solde": choose(g, oracleDecimals...), "actif": choose(g, "Y", "N", ""), "naissance": choose(g, oracleDates...),
			"vu": choose(g, oracleMoments...), "heure": choose(g, "", "06:00:00", "00:00:00"),
		}})
	}
	return o
}

func (g *generator) column() column {
	c := choose(g, column{name: "id", kind: numberKind}, column{name: "ID_CONTACT", kind: numberKind}, column{name: "Nom"}, column{name: "Statut"},
		column{name: "Nom"}, column{name: "age", kind: numberKind}, column{name: "age", kind: numberKind}, column{name: "solde", kind: numberKind},
		column{name: "actif", kind: booleanKind}, column{name: "naissance", kind: dateKind}, column{name: "vu", kind: datetimeKind}, column{name: "heure", kind: clockKind})
	c.emptyAsNull = g.emptyAsNull
	return c
}

func quote(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `''`).Replace(s) + "'"
}

// null is NULL, said in one of several ways.
func (g *generator) null() value {
	v := value{datum: datum{null: true}, literal: "NULL"}
	if g.one(2) {
		v.literal, v.arg = "?", choose[any](g, nil, []byte(nil))
	}
	return v
}

// constant is a value that a column of the kind can be compared with.
func (g *generator) constant(k kind) value {
	if g.one(25) {
		return g.null()
	}
	switch k {
	case numberKind:
		return g.number()
	case booleanKind:
		return g.truthValue()
	case dateKind, datetimeKind:
		return g.moment()
	case clockKind:
		return g.said("06:00:00")
	}
	return g.said(g.text())
}

// said is a text, as a literal or an argument.
func (g *generator) said(text string) value {
	v := value{datum: datum{text: text}, literal: "?"}
	switch g.IntN(3) {
	case 0:
		v.arg = text
	case 1:
		v.arg = []byte(text)
	default:
		v.literal = quote(text)
	}
	return v
}

func (g *generator) text() string {
	for {
		text := choose(g, oracleTexts...)
		switch g.IntN(8) {
		case 0:
			text = strings.ToUpper(text)
		case 1:
			text = plainText(text)
		case 2:
			text += choose(g, "x", " ", `"`, "%", "é")
		}
		if text != "" || !g.emptyAsNull {
			return text
		}
	}
}

func (g *generator) number() value {
	text := choose(g, append(oracleIntegers[2:], oracleDecimals[2:]...)...)
	switch g.IntN(6) {
	case 0:
		text = strconv.Itoa(1 + 3*g.IntN(40)) // an id
	case 1:
		text = choose(g, "16.5", "0.5", "1e2", "1e30", "-1e30", "18446744073709551615", "9223372036854775808", "-9223372036854775809", "1.4", "-16.4")
	}
	v := value{datum: numberDatum(text), literal: text}
	switch g.IntN(4) {
	case 0:
		v.literal = quote(choose(g, text, text+" ", " "+text))
	case 1:
		v.literal, v.arg = "?", decimal.RequireFromString(text)
	case 2:
		v.literal, v.arg = "?", text
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			v.arg = n
		} else if n, err := strconv.ParseUint(text, 10, 64); err == nil {
			v.arg = n
		} else if f, err := strconv.ParseFloat(text, 64); err == nil && len(text) < 8 {
			v.arg = f
		}
	}
	return v
}

func (g *generator) truthValue() value {
	switch g.IntN(4) {
	case 0:
		b := g.one(2)
		return value{datum: numberDatum(map[bool]string{true: "1", false: "0"}[b]), literal: "?", arg: b}
	case 1:
		b := g.one(2)
		v := g.said(map[bool]string{true: choose(g, "Y", "oui", "true", "1"), false: choose(g, "N", "non", "0")}[b])
		v.number = numberDatum(map[bool]string{true: "1", false: "0"}[b]).number
		return v
	case 2:
		b := g.one(2)
		return value{datum: numberDatum(map[bool]string{true: "1", false: "0"}[b]), literal: map[bool]string{true: "TRUE", false: "FALSE"}[b]}
	}
	text := choose(g, "0", "1", "2", "-1", "0.5", "1.0")
	return value{datum: numberDatum(text), literal: text}
}

func (g *generator) moment() value {
	text := choose(g, append(oracleDates[3:], oracleMoments[3:]...)...)
	if g.one(4) {
		text = choose(g, "2020-01-01 06:00", "2020-01-01 06:00:00.5", "2020-01-01 12:00", "9999-12-31 23:59:59.5", "2019-06-15")
	}
	v := value{datum: momentDatum(text), literal: quote(text)}
	switch g.IntN(4) {
	case 0:
		v.literal, v.arg = "?", text
	case 1:
		v.literal, v.arg = "?", v.when.In(time.FixedZone("", g.IntN(5)*3600-7200))
	case 2:
		v.literal = choose(g, "DATE ", "TIMESTAMP ") + quote(text)
		if len(text) > 10 == strings.HasPrefix(v.literal, "DATE") {
			v.literal = quote(text)
		}
	}
	return v
}

func (g *generator) pattern() value {
	text := g.text()
	runes := []rune(text)
	for range g.IntN(3) {
		at := g.IntN(len(runes) + 1)
		runes = append(runes[:at:at], append([]rune(choose(g, "%", "%", "%", "_", `\`, "|")), runes[at:]...)...)
	}
	if g.one(3) {
		runes = append(append([]rune("%"), runes...), '%')
	}
	return g.said(string(runes))
}

// leaf is a condition on one column.
func (g *generator) leaf() condition {
	c := g.column()
	numeric := c.kind == numberKind || c.kind == booleanKind
	switch n := g.IntN(20); {
	case n < 8:
		return comparing{c, choose(g, "=", "=", "<>", "!=", "<", "<=", ">", ">=", "<=>"), g.constant(c.kind), g.one(4)}
	case n < 10:
		return ranging{c, g.one(4), g.constant(c.kind), g.constant(c.kind)}
	case n < 13:
		list := make([]value, 1+g.IntN(4))
		if g.one(200) {
			list = make([]value, 500+g.IntN(1000))
		}
		for i := range list {
			for list[i] = g.constant(c.kind); list[i].null && len(list) > 10; {
				list[i] = g.constant(c.kind)
			}
			if len(list) > 10 && g.one(2) && c.kind <= numberKind {
				list[i] = g.filler(c.kind, i)
			}
		}
		return listing{c, g.one(3), list}
	case n < 15:
		return isTest{c, g.one(2), "NULL"}
	case n < 16 && numeric:
		return isTest{c, g.one(2), choose(g, "TRUE", "FALSE")}
	case n < 17 && numeric:
		return bare{c}
	case n < 18:
		return choose(g, settled{"1 = 1", yes}, settled{"1 = 0", no}, settled{"NULL", unknown}, settled{"NOT NULL", unknown}, settled{"TRUE", yes},
			settled{"NOT (1 <=> NULL)", yes}, settled{"NULL IS NULL", yes}, settled{"'a' = 'a'", yes}, settled{"2 NOT IN (1, NULL)", unknown})
	case c.kind == textKind && n < 19:
		return searching{c, g.said(choose(g, "^a", "e", "a*", "^$|b", "upr", "^(client|prospect)", "[0-9]+", "s.r"))}
	case c.kind == textKind:
		return matching{c, g.one(3), g.pattern(), choose(g, "", "", "", "|")}
	}
	return comparing{c, "=", g.constant(c.kind), false}
}

// filler is one of many values that make a list long.
func (g *generator) filler(k kind, i int) value {
	if k == numberKind {
		text := strconv.Itoa(i)
		return value{datum: numberDatum(text), literal: text}
	}
	return g.said(fmt.Sprintf("%s numéro %d", g.text(), i))
}

// condition is a condition of some depth. Chains of AND prevail: the API
// answers them.
func (g *generator) condition(depth int) condition {
	if depth == 0 || g.one(3) {
		return g.leaf()
	}
	switch g.IntN(6) {
	case 0:
		return denied{g.condition(depth - 1)}
	case 1, 2:
		return g.sameColumn()
	}
	kids := make([]condition, 2+g.IntN(2))
	for i := range kids {
		kids[i] = g.condition(depth - 1)
	}
	return chained{g.one(3), kids}
}

// sameColumn is an OR of equalities of one column.
func (g *generator) sameColumn() condition {
	c := g.column()
	kids := make([]condition, 2+g.IntN(3))
	for i := range kids {
		kids[i] = comparing{c, choose(g, "=", "=", "<=>"), g.constant(c.kind), false}
		if g.one(5) {
			kids[i] = isTest{c, false, "NULL"}
		}
	}
	return chained{true, kids}
}
