package difftest

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/scale-sql/scale/scaletest"
)

// rowsToCompare is scaletest's sample made smaller, so that joins and subqueries
// are quick: 300 contacts, 600 orders and 60 products. Its decimals have two
// digits behind the point, as a DECIMAL(20,2) has; of its huge numbers just
// those of score and solde are kept; and some texts differ by their case or
// accents alone.
func rowsToCompare() scaletest.Data {
	data := scaletest.Sample()
	sizes := map[string]int{"contact": 300, "orders": 600, "products": 60}
	for i := range data {
		o := &data[i]
		o.Records = o.Records[:sizes[o.Name]]
		for k := range o.Records {
			fit(o, &o.Records[k])
		}
	}
	contacts, orders, products := object(data, "contact"), object(data, "orders"), object(data, "products")
	for i := range orders.Records {
		v := orders.Records[i].Values
		orders.Records[i].Links = nil
		if v["contact_id"] != "" && i%10 != 0 { // the tenth is of a contact that is not there
			c := contacts.Records[i*7%280]
			v["contact_id"], v["email_client"] = strconv.FormatInt(c.ID, 10), c.Values["EMail"]
		}
		v["product_sku"] = products.Records[i*11%55].Values["sku"]
	}
	for i := range contacts.Records {
		respell(i, contacts.Records[i].Values)
		sortable(contacts.Records[i].Values, "commentaire")
	}
	for i := range orders.Records {
		sortable(orders.Records[i].Values, "comment")
	}
	return data
}

func object(data scaletest.Data, name string) *scaletest.Object {
	for i := range data {
		if data[i].Name == name {
			return &data[i]
		}
	}
	panic("no object " + name)
}

// fit gives a record's values the form that MySQL's types have.
func fit(o *scaletest.Object, r *scaletest.Record) {
	for _, f := range o.Fields {
		v := r.Values[f.Name]
		switch {
		case v == "":
		case f.Type == "decimal":
			r.Values[f.Name] = twoDigits(v, f.Name == "solde")
		case f.Type == "integer" && len(v) > 9 && f.Name != "score":
			r.Values[f.Name] = v[:5]
		}
	}
}

// twoDigits cuts a decimal to two digits behind the point, and to 18 or 6 before
// it.
func twoDigits(v string, long bool) string {
	whole, fraction, _ := strings.Cut(v, ".")
	sign := ""
	if whole[0] == '-' {
		sign, whole = "-", whole[1:]
	}
	most := 6
	if long {
		most = 18
	}
	text := fmt.Sprintf("%s.%s", whole[:min(most, len(whole))], (fraction + "00")[:2])
	if strings.Trim(text, "0.") == "" {
		sign = ""
	}
	return sign + text
}

// sortable leaves out the few characters which versions of Unicode sort
// differently, at the start of some texts.
func sortable(v map[string]string, field string) {
	for _, first := range []string{"👩\u200d👩\u200d👧 ", "^"} {
		if rest, ok := strings.CutPrefix(v[field], first); ok {
			v[field] = rest
		}
	}
}

// respell makes texts that differ by case, accents or trailing spaces only.
func respell(i int, v map[string]string) {
	plain := strings.NewReplacer("é", "e", "É", "E", "è", "e", "ç", "c", "ô", "o", "ï", "i", "ë", "e")
	switch i % 9 {
	case 1:
		v["Ville"] = strings.ToUpper(v["Ville"])
	case 3:
		v["Ville"], v["Prenom"] = plain.Replace(v["Ville"]), plain.Replace(v["Prenom"])
	case 5:
		v["Nom"], v["status"] = strings.ToLower(v["Nom"]), strings.ToUpper(v["status"])
	}
}
