package difftest

// table is an object that random statements use.
type table struct {
	name    string
	columns map[kind][]string
}

// tables are the objects, with the columns that arithmetic can't carry beyond
// 64 bits.
var tables = []table{
	{"contact", map[kind][]string{
		kInt: {"cc_age", "id"}, kDec: {"solde"}, kDate: {"DateNaissance"}, kDateTime: {"date_last_interaction"},
		kTime: {"heure_contact"}, kCond: {"newsletter"},
		kStr: {"Nom", "Prenom", "Ville", "Pays", "status", "CP", "EMail", "commentaire", "Civilite", "Adresse", "Telephone"},
	}},
	{"orders", map[kind][]string{
		kInt: {"quantity", "contact_id", "id"}, kDec: {"amount"}, kDate: {"order_date"}, kDateTime: {"created_at"},
		kTime: {"pickup_time"}, kCond: {"paid"},
		kStr: {"reference", "product_sku", "status", "comment", "email_client"},
	}},
	{"products", map[kind][]string{
		kInt: {"stock", "id"}, kDec: {"price"}, kDate: {"launched"}, kCond: {"active"},
		kStr: {"sku", "name", "category"},
	}},
}

// links are the ways in which two of the tables are joined, as a is joined to b.
var links = []struct{ a, b, on string }{
	{"contact", "orders", "b.contact_id = a.id"},
	{"orders", "contact", "b.id = a.contact_id"},
	{"orders", "contact", "b.EMail = a.email_client AND b.cc_age > 30"},
	{"products", "orders", "b.product_sku = a.sku"},
	{"orders", "products", "b.sku = a.product_sku"},
	{"products", "products", "b.category = a.category AND b.id < a.id"},
	{"products", "products", "b.price > a.price"},
	{"contact", "contact", "b.Ville = a.Ville AND b.cc_age = a.cc_age"},
}

// tableNamed finds one of the tables.
func tableNamed(name string) *table {
	for i := range tables {
		if tables[i].name == name {
			return &tables[i]
		}
	}
	panic("no table " + name)
}

// literals are values that the columns have, and some that they don't.
var literals = map[kind][]string{
	kInt:      {"0", "1", "2", "3", "7", "10", "25", "50", "-1", "-3", "100", "47100"},
	kDec:      {"0.5", "1.50", "10.25", "-2.75", "100.00", "0.00", "1234.56", "-0.1", "3.14159"},
	kDbl:      {"1e0", "2.5e1", "-3e0", "1e3", "5e-1"},
	kStr:      {"''", "'a'", "'FR'", "'client'", "'Paris'", "'évry'", "'%'", "'12'", "'-3.5x'", "'livrée'", "'🙂'", "'l''été'", "CONCAT('B', ' ')", "'Zoé'", "'example'"},
	kDate:     {"DATE '2024-02-29'", "DATE '2000-01-01'", "DATE '1950-12-31'", "DATE '2021-06-15'"},
	kDateTime: {"TIMESTAMP '2023-03-31 23:59:59'", "TIMESTAMP '2020-01-01 00:00:00'", "TIMESTAMP '2021-06-15 12:30:00'"},
	kTime:     {"TIME '00:00:00'", "TIME '12:34:56'", "TIME '23:59:59'"},
}

// arguments are the values of placeholders.
var arguments = map[kind][]any{
	kInt: {int64(0), int64(3), int64(50), int64(-7)},
	kStr: {"client", "é", "", "PARIS", "a%", `\`, `x" $or id $neq "`},
}
