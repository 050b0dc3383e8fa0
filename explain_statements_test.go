package scale_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/scale-sql/scale/scaletest"
)

// explainGroup is statements that are explained under a DSN's options on a server
// of its own.
type explainGroup struct {
	name, dsn  string
	opts       []scaletest.Option
	statements []pushdown
}

var explainGroups = []explainGroup{
	{statements: slices.Concat(pushdowns, longExplained, mixedExplained)},
	{dsn: "collation=binary", statements: binaryExplained},
	{dsn: "empty_as_null=true", statements: plain(
		"SELECT id FROM contact WHERE Nom = ''",
		"SELECT id FROM contact WHERE Nom <> 'x'",
		"SELECT id FROM contact WHERE Nom IS NULL",
	)},
	{dsn: "paging=page&page_size=100", statements: plain(
		"SELECT id FROM contact LIMIT 10 OFFSET 2500",
		"SELECT Nom FROM contact WHERE id IN (SELECT contact_id FROM orders WHERE amount > 1995)",
	)},
	{dsn: "paging=keyset", statements: plain(
		"SELECT id FROM contact WHERE Pays = 'FR'",
		"SELECT id FROM contact ORDER BY Nom",
	)},
	{name: "no key field", opts: []scaletest.Option{scaletest.WithoutKeyField()}, statements: plain(
		"SELECT id FROM contact WHERE id = 47001",
		"SELECT Nom FROM contact WHERE id > 47001 AND Pays = 'FR' ORDER BY id LIMIT 3",
	)},
	{dsn: "batch_size=2", opts: []scaletest.Option{scaletest.WithData(shop())}, statements: writesExplained},
}

// What a URL has no room for.
var longExplained = []pushdown{
	{query: "SELECT Nom FROM contact WHERE Pays = 'FR' AND id IN (" + numbers(47001, 2000) + ")"},
	{query: "SELECT Nom FROM contact WHERE id IN (" + numbers(47001, 2000) + ") LIMIT 3"},
	{query: "SELECT Nom FROM contact WHERE id IN (" + numbers(47001, 2000) + ") ORDER BY Nom"},
	{query: "SELECT Nom FROM contact WHERE Pays = 'FR' AND id NOT IN (" + numbers(47001, 2000) + ")"},
	{query: "SELECT Nom FROM contact WHERE Pays = 'FR' OR id IN (" + numbers(47001, 2000) + ")"},
	{query: "SELECT Nom FROM contact WHERE cc_age < 50 AND Ville <> '" + strings.Repeat("x", 9000) + "'"},
}

var mixedExplained = append(plain(
	"SELECT id FROM contact WHERE Nom = 'x ' AND Pays = 'FR'",
	"SELECT id FROM contact WHERE Nom > 'a$b' AND Pays = 'FR'",
	"SELECT id FROM contact WHERE Nom LIKE '50\\%' AND Pays = 'FR'",
	"SELECT id FROM contact WHERE Nom IN ('a', 'b\"c')",
	"SELECT id FROM contact WHERE Nom = 5",
	"SELECT id FROM contact WHERE NOT (Nom LIKE 'a_' OR Pays = 'FR')",
	"SELECT id FROM contact WHERE newsletter = 'peut-être' AND Pays = 'FR'",
	"SELECT id FROM contact WHERE cc_age <=> NULL AND NOT (Pays <=> 'FR')",
	"SELECT id FROM contact WHERE DateNaissance > 'demain' AND Pays = 'FR'",
	"SELECT id FROM contact WHERE EMail REGEXP '(?i)^A' AND Pays = 'FR'",
	"SELECT id FROM contact WHERE Pays = 'FR' AND cc_age < 20 AND cc_age >= 10",
	"SELECT id FROM contact WHERE cc_age IN (1, 2) OR cc_age = 3",
	"SELECT id FROM contact WHERE cc_age BETWEEN 1 AND 16.5 AND cc_age <> 16.5",
	"SELECT COUNT(*) FROM contact WHERE Pays = 'FR' LIMIT 0",
	"SELECT Pays, COUNT(*) FROM contact GROUP BY Pays HAVING 1 = 0",
	"SELECT p.name, o.id FROM products p LEFT JOIN orders o ON o.product_sku = p.sku AND p.id < 5",
	"SELECT p.name FROM products p, contact c WHERE p.id < 5",
	"SELECT p.name FROM products p JOIN contact c ON p.name = c.Nom LIMIT 0",
	"SELECT p.name FROM products p JOIN contact c ON p.name = c.Nom WHERE EXISTS (SELECT 1 FROM orders WHERE id = 1)",
	"(SELECT Nom FROM contact LIMIT 3) UNION SELECT name FROM products ORDER BY Nom LIMIT 5",
	"SELECT t.n FROM (SELECT Pays, COUNT(*) AS n FROM contact GROUP BY Pays) t WHERE t.n > 100 ORDER BY t.n",
	"SELECT 1 + 1, UPPER('x')",
), pushdown{"SELECT id FROM contact WHERE Pays = ? AND cc_age > ? LIMIT ?", []any{"FR", 50, 3}})

var binaryExplained = plain(
	"SELECT id FROM contact WHERE Nom = 'Martin'",
	"SELECT id FROM contact WHERE Nom <> 'Martin' AND Pays = 'FR'",
	"SELECT id FROM contact WHERE Nom LIKE 'M%'",
	"SELECT id FROM contact WHERE Pays IN ('FR', 'BE')",
	"SELECT id FROM contact ORDER BY Nom LIMIT 3",
)

var writesExplained = append(plain(
	"INSERT INTO client (Nom, Ville) VALUES ('Zoé', 'Lyon')",
	"INSERT INTO client (Nom, Age) VALUES ('a', 1), ('b', 2), ('c', 3), ('d', 4), ('e', 1 + 4)",
	"INSERT INTO commande (client, Ref) VALUES (10, UPPER('x'))",
	"INSERT INTO client (id, Nom) VALUES (10, 'x') ON DUPLICATE KEY UPDATE Nom = VALUES(Nom)",
	"INSERT INTO client (Nom, Age) VALUES ('max', (SELECT MAX(Age) FROM client))",
	"INSERT INTO commande (Ref, Qui) SELECT Nom, id FROM client WHERE Ville = 'Lyon'",
	"INSERT INTO client (Nom) SELECT 'x'",
	"REPLACE INTO client (Nom) VALUES ('x')",
	"UPDATE client SET Ville = 'Nice' WHERE id IN (10, 11, 12)",
	"UPDATE client SET Ville = UPPER('n') WHERE id = 10",
	"UPDATE client SET Ville = 'Nice' WHERE id = -1",
	"UPDATE client SET Ville = 'Nice' WHERE Age > 2 ORDER BY id LIMIT 2",
	"UPDATE client SET Age = Age + 1, Note = 'n' WHERE Nom LIKE 'A%'",
	"UPDATE client c JOIN commande o ON o.Qui = c.id SET c.Ville = 'Nice' WHERE o.Montant > 15",
	"UPDATE client SET Secret = 'x' WHERE Ville = 'Lyon'",
), pushdown{"UPDATE client SET Ville = ? WHERE id = ?", []any{"Nice", 10}})

// numbers lists so many numbers.
func numbers(from, n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprint(from + i)
	}
	return strings.Join(list, ", ")
}
