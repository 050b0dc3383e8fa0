package main

import (
	"database/sql"
	"fmt"
	"io"
	"strings"
	"time"
)

// lesson is a statement to run and what is to be learnt from it.
type lesson struct {
	about string // empty for a statement of the user's
	query string
	args  []any
}

// print writes the lesson's text, its SQL and its arguments.
func (l lesson) print(out io.Writer) error {
	var b strings.Builder
	if l.about != "" {
		fmt.Fprintf(&b, "-- %s\n", strings.ReplaceAll(l.about, "\n", "\n-- "))
	}
	fmt.Fprintln(&b, strings.TrimRight(visible(l.query, true), "; \n")+";")
	for i, arg := range l.args {
		if named, ok := arg.(sql.NamedArg); ok {
			fmt.Fprintf(&b, "-- :%s is %v\n", named.Name, shown(named.Value))
		} else {
			fmt.Fprintf(&b, "-- ? %d is %v\n", i+1, shown(arg))
		}
	}
	_, err := io.WriteString(out, b.String()+"\n")
	return err
}

// shown is an argument as SQL would write it.
func shown(arg any) any {
	switch arg := arg.(type) {
	case string:
		return "'" + strings.ReplaceAll(arg, "'", "''") + "'"
	case time.Time:
		return "the time " + arg.Format(time.RFC3339)
	}
	return arg
}

// tour is the lessons on the data of scaletest.
var tour = []lesson{{
	about: "The columns you name, in the order you name them. Names match without case.\nid is the record's identifier, which every object has.",
	query: "SELECT id, name, category, price\nFROM products\nORDER BY name\nLIMIT 5",
}, {
	about: "* is id and every field the API profile may read.",
	query: "SELECT *\nFROM products\nWHERE id = 23",
}, {
	about: "AS names a column of the result. Numbers compare as numbers, and decimals\nkeep all their digits: no value goes through floating point.",
	query: "SELECT reference AS commande, amount, quantity AS `quantité`\nFROM orders\nWHERE amount > 1850 AND quantity = 15\nORDER BY amount DESC, commande\nLIMIT 6",
}, {
	about: "Text compares without case and accents, as MySQL's does by default.",
	query: "SELECT Prenom, Nom, Ville\nFROM contact\nWHERE Ville = 'evry' AND Prenom < 'BENOIT'\nORDER BY Nom, Prenom\nLIMIT 5",
}, {
	about: "LIKE: % is any run of characters.",
	query: "SELECT name, price\nFROM products\nWHERE name LIKE 'th%' OR name LIKE '%olive n° 1'\nORDER BY name\nLIMIT 5",
}, {
	about: "IN and NOT IN take a list.",
	query: "SELECT id, Prenom, Pays, status\nFROM contact\nWHERE Pays IN ('BE', 'CH') AND status NOT IN ('client', 'prospect')\nORDER BY id\nLIMIT 5",
}, {
	about: "Dates are written YYYY-MM-DD, with HH:MM:SS for a datetime. BETWEEN includes\nboth its ends.",
	query: "SELECT reference, order_date, created_at\nFROM orders\nWHERE order_date BETWEEN '2024-12-24' AND '2024-12-25'\nORDER BY order_date, reference",
}, {
	about: "A boolean is a condition by itself. It may be NULL, which is neither true\nnor false.",
	query: "SELECT id, Prenom, newsletter\nFROM contact\nWHERE NOT newsletter AND cc_age >= 97\nORDER BY id\nLIMIT 4",
}, {
	about: "An empty number, date or boolean is NULL. An empty text is '', and both\n= '' and IS NULL find it.",
	query: "SELECT id, sku, category, launched, active\nFROM products\nWHERE launched IS NULL AND active IS NOT NULL\nORDER BY id\nLIMIT 5",
}, {
	about: "LIMIT with OFFSET is a page of the result.",
	query: "SELECT id, EMail\nFROM contact\nORDER BY EMail DESC\nLIMIT 3 OFFSET 6",
}, {
	about: "Values belong into placeholders, whatever characters they hold: they never\nbecome part of the SQL. A time.Time is a date as well.",
	query: "SELECT reference, status, created_at\nFROM orders\nWHERE status = ? AND created_at >= ?\nORDER BY created_at, reference\nLIMIT ?",
	args:  []any{"en cours", time.Date(2025, time.November, 30, 12, 0, 0, 0, time.UTC), 4},
}, {
	about: "Placeholders may have names; sql.Named gives them their values.",
	query: "SELECT name, stock, price\nFROM products\nWHERE stock < :few AND price > :dear\nORDER BY price, name\nLIMIT 6",
	args:  []any{sql.Named("few", 100), sql.Named("dear", 250.5)},
}, {
	about: "Any text comes back as it is stored. Line ends are shown as \\n here, and\nlong values are cut.",
	query: "SELECT id, commentaire\nFROM contact\nWHERE commentaire IN ('日本語', 'Ελλάδα', 'été 🏖 à Nice')\n   OR commentaire LIKE 'premi%' OR commentaire LIKE 'un com%'\nORDER BY id\nLIMIT 8",
}, {
	about: "What the API can't compute, an engine inside the driver does: expressions,\nCASE, any condition. The API is still asked for no more than may matter.",
	query: "SELECT UPPER(name) AS produit, price * 1.2 AS ttc,\n       CASE WHEN stock < 0 THEN 'commandé' WHEN stock < 50 THEN 'bientôt épuisé' ELSE 'en stock' END AS état\nFROM products\nWHERE category = 'Jeux' AND LENGTH(name) > 15\nORDER BY LENGTH(name) DESC, name\nLIMIT 6",
}, {
	about: "GROUP BY with the usual aggregates. Sums and averages of decimals are exact.",
	query: "SELECT YEAR(order_date) AS année, COUNT(*), SUM(amount) AS total, AVG(amount)\nFROM orders\nWHERE status = 'livrée' AND amount BETWEEN 0 AND 2000\nGROUP BY année\nHAVING COUNT(*) > 100\nORDER BY total DESC",
}, {
	about: "Joins. The orders are few, so only their contacts are asked for.",
	query: "SELECT o.reference, c.Prenom, c.Nom, p.name, o.amount\nFROM orders o\nJOIN contact c ON c.id = o.contact_id\nLEFT JOIN products p ON p.sku = o.product_sku AND p.active\nWHERE o.order_date = '2024-12-24'\nORDER BY o.reference",
}, {
	about: "Subqueries and UNION.",
	query: "SELECT Ville AS nom, 'ville' AS genre\nFROM contact\nWHERE cc_age > (SELECT AVG(cc_age) + 49 FROM contact WHERE cc_age BETWEEN 0 AND 120) AND cc_age < 120\nUNION\nSELECT category, 'catégorie'\nFROM products\nWHERE category <> ''\nORDER BY genre, nom\nLIMIT 8",
}}
