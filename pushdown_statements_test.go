package scale_test

import (
	"slices"
	"time"
)

// pushdown is a statement whose requests are recorded.
type pushdown struct {
	query string
	args  []any
}

func plain(queries ...string) []pushdown {
	var list []pushdown
	for _, q := range queries {
		list = append(list, pushdown{query: q})
	}
	return list
}

var pushdowns = slices.Concat(directPushdowns, conditionPushdowns, expressionPushdowns, orderPushdowns, aggregatePushdowns, joinPushdowns, subqueryPushdowns)

// The API answers these wholly.
var directPushdowns = append(plain(
	"SELECT id FROM products",
	"SELECT * FROM products",
	"SELECT name, price, price AS again FROM products",
	"SELECT id FROM products WHERE id = 23",
	"SELECT id FROM products WHERE id IN (1, 2, 3, 3)",
	"SELECT name FROM products WHERE id > 10 AND id <= 20",
	"SELECT name FROM products WHERE category = 'Maison'",
	"SELECT name FROM products WHERE category <> 'Maison'",
	"SELECT name FROM products WHERE category = 'Maison' OR category = 'Jeux'",
	"SELECT name FROM products WHERE category = 'Maison' OR price > 100",
	"SELECT name FROM products WHERE NOT (category = 'Maison' OR stock = 3)",
	"SELECT name FROM products WHERE stock < 10",
	"SELECT name FROM products WHERE stock < 10 AND stock IS NOT NULL",
	"SELECT name FROM products WHERE price BETWEEN 10 AND 20.50",
	"SELECT name FROM products WHERE active",
	"SELECT name FROM products WHERE active IS NULL",
	"SELECT name FROM products WHERE name LIKE 'Caf%'",
	"SELECT name FROM products WHERE name NOT LIKE '%n° 1' AND name NOT LIKE 'Caf%'",
	"SELECT name FROM products WHERE name REGEXP '^C'",
	"SELECT name FROM products WHERE launched < '2020-01-01'",
	"SELECT name FROM products WHERE launched IS NULL",
	"SELECT name FROM products WHERE launched BETWEEN '2020-01-01' AND '2020-12-31' AND active AND category IN ('Mode', 'Jeux')",
	"SELECT name FROM products WHERE 1 = 0",
	"SELECT name FROM products WHERE category = 'Mode' AND 1 = 1",
	"SELECT name FROM products ORDER BY name LIMIT 5",
	"SELECT name FROM products ORDER BY category, price DESC LIMIT 5 OFFSET 10",
	"SELECT name FROM products WHERE category = 'Mode' ORDER BY id DESC LIMIT 3",
	"SELECT id FROM contact LIMIT 10",
	"SELECT id FROM contact LIMIT 10 OFFSET 2500",
	"SELECT id FROM contact LIMIT 0",
), pushdown{"SELECT reference FROM orders WHERE created_at >= ? AND status = ?", []any{time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC), "livrée"}},
	pushdown{"SELECT reference FROM orders WHERE contact_id IN (?, ?, ?)", []any{47001, 47004, 47005}})

// The engine finishes what the API can be asked a part of.
var conditionPushdowns = plain(
	"SELECT id FROM contact WHERE (status = 'client' OR Pays = 'FR') AND cc_age > 90",
	"SELECT id FROM contact WHERE (status = 'client' AND cc_age > 90) OR (Pays = 'FR' AND cc_age < 5)",
	"SELECT id FROM contact WHERE cc_age < 5 OR status = 'client'",
	"SELECT id FROM contact WHERE cc_age > 90 AND Nom = Prenom",
	"SELECT id FROM contact WHERE cc_age > 90 OR Nom = Prenom",
	"SELECT id FROM contact WHERE Ville = 'Paris' AND UPPER(Nom) LIKE 'B%'",
	"SELECT id FROM contact WHERE UPPER(Ville) = 'PARIS'",
	"SELECT id FROM contact WHERE cc_age + 1 = 5",
	"SELECT id FROM contact WHERE Nom = 'a\"b'",
	"SELECT id FROM contact WHERE EMail LIKE 'a_c%' AND Pays = 'FR'",
	"SELECT id FROM contact WHERE EMail NOT LIKE 'a_c%' AND Pays = 'FR'",
	"SELECT id FROM contact WHERE EMail NOT REGEXP '^a' AND Pays = 'BE'",
	"SELECT id FROM contact WHERE BINARY Nom = 'Martin'",
	"SELECT id FROM contact WHERE DateNaissance LIKE '1990%'",
	"SELECT id FROM contact WHERE YEAR(DateNaissance) = 1990 AND Pays = 'FR'",
	"SELECT id FROM contact WHERE YEAR(DateNaissance) IN (2010, 2011) AND Pays = 'FR'",
	"SELECT id FROM contact WHERE YEAR(DateNaissance) < 1913",
	"SELECT id FROM contact WHERE DATE(date_last_interaction) = '2025-01-06'",
	"SELECT id FROM contact WHERE DATE_FORMAT(date_last_interaction, '%Y-%m') BETWEEN '2025-01' AND '2025-02'",
	"SELECT id FROM contact WHERE DATE_FORMAT(date_last_interaction, '%m') = '02' AND Pays = 'FR'",
	"SELECT id FROM contact WHERE EXTRACT(YEAR_MONTH FROM date_last_interaction) = 202502",
	"SELECT id FROM contact WHERE date_last_interaction LIKE '2025-02%'",
	"SELECT id FROM contact WHERE heure_contact > '20:00:00' AND Pays = 'ES'",
	"SELECT id FROM contact WHERE cc_age = '41abc'",
	"SELECT id FROM contact WHERE Pays IN ('FR', 'BE') AND cc_age NOT BETWEEN 5 AND 95",
	"SELECT id FROM contact WHERE Pays = 'FR' AND 1 = 0",
	"SELECT id FROM contact WHERE Pays = 'FR' AND NULL",
	"SELECT id FROM contact WHERE Pays = 'FR' AND (Pays = 'BE' OR UPPER(Nom) = 'X')",
	"SELECT id FROM contact WHERE DateNaissance >= DATE_SUB('2020-03-31', INTERVAL 1 MONTH)",
	"SELECT id FROM contact WHERE cc_age > 80 + 15",
	"SELECT id FROM contact WHERE solde > 4000 AND solde > cc_age",
	"SELECT id FROM contact WHERE Pays = 'FR' HAVING UPPER(status) = 'CLIENT'",
)

// The select list is computed; the rest is the API's.
var expressionPushdowns = plain(
	"SELECT 1",
	"SELECT UPPER(Nom) FROM contact WHERE id = 47001",
	"SELECT UPPER(name), price * 2 FROM products WHERE category = 'Mode' LIMIT 3",
	"SELECT CASE WHEN stock > 10 THEN 'many' ELSE 'few' END AS s FROM products ORDER BY price LIMIT 3",
	"SELECT CONCAT(Prenom, ' ', Nom) AS n FROM contact WHERE Pays = 'CH' LIMIT 2 OFFSET 3",
	"SELECT UPPER(Nom) FROM contact WHERE UPPER(Nom) = 'MARTIN' LIMIT 2",
	"SELECT UPPER(Nom) FROM contact LIMIT 0",
	"SELECT UPPER(Nom) FROM contact WHERE 1 = 0",
)

var orderPushdowns = plain(
	"SELECT id FROM products ORDER BY UPPER(name) LIMIT 5",
	"SELECT id FROM products WHERE category = 'Mode' ORDER BY active, id LIMIT 5",
	"SELECT id, LENGTH(name) AS l FROM products WHERE category = 'Mode' ORDER BY l DESC, id LIMIT 5",
	"SELECT UPPER(name) FROM products ORDER BY name DESC LIMIT 5",
	"SELECT name FROM products WHERE UPPER(category) = 'MODE' ORDER BY price LIMIT 5",
	"SELECT id FROM contact WHERE UPPER(Pays) = 'FR' LIMIT 5",
	"SELECT id FROM contact ORDER BY RAND() LIMIT 5",
)

var aggregatePushdowns = plain(
	"SELECT COUNT(*) FROM contact",
	"SELECT COUNT(*) FROM contact WHERE status = 'client' AND Pays = 'BE'",
	"SELECT COUNT(*) FROM contact WHERE 1 = 0",
	"SELECT MIN(cc_age) FROM contact",
	"SELECT MAX(id) FROM contact",
	"SELECT MAX(order_date) FROM orders WHERE status = 'livrée'",
	"SELECT MIN(amount), MAX(amount) FROM orders WHERE paid",
	"SELECT SUM(amount) FROM orders WHERE status = 'en cours'",
	"SELECT status, COUNT(*) FROM orders GROUP BY status",
	"SELECT status, COUNT(*) FROM orders WHERE order_date >= '2025-01-01' GROUP BY status HAVING COUNT(*) > 10 ORDER BY 2 DESC",
	"SELECT status, COUNT(*) FROM orders GROUP BY status HAVING status = 'livrée'",
	"SELECT MONTH(order_date) AS m, SUM(amount) FROM orders WHERE YEAR(order_date) = 2024 GROUP BY m",
	"SELECT DISTINCT Pays FROM contact",
	"SELECT DISTINCT Pays FROM contact WHERE cc_age > 90 ORDER BY Pays LIMIT 2",
	"SELECT COUNT(DISTINCT Ville) FROM contact WHERE Pays = 'FR'",
)

var joinPushdowns = plain(
	"SELECT c.Nom, o.amount FROM contact c JOIN orders o ON o.contact_id = c.id WHERE c.id = 47001",
	"SELECT c.Nom, o.amount FROM contact c JOIN orders o ON o.contact_id = c.id WHERE o.reference = 'CMD-2020-01044'",
	"SELECT c.Nom, o.amount FROM contact c JOIN orders o ON o.contact_id = c.id WHERE o.amount > 1990 AND c.Pays = 'FR'",
	"SELECT c.Nom, o.amount FROM contact c LEFT JOIN orders o ON o.contact_id = c.id AND o.status = 'livrée' WHERE c.Ville = 'Evry'",
	"SELECT c.Nom FROM contact c LEFT JOIN orders o ON o.contact_id = c.id WHERE o.id IS NULL AND c.Pays = 'CH'",
	"SELECT c.Nom, o.amount FROM contact c LEFT JOIN orders o ON o.contact_id = c.id WHERE o.amount > 1990",
	"SELECT c.Nom, o.amount FROM contact c LEFT JOIN orders o ON o.contact_id = c.id AND c.Pays = 'FR' WHERE YEAR(o.created_at) = 2025 AND o.amount > 1900",
	"SELECT c.Nom, o.amount FROM contact c LEFT JOIN orders o ON o.contact_id = c.id WHERE COALESCE(o.amount, 0) > 1990 AND c.Ville = 'Evry'",
	"SELECT p.name, o.amount FROM contact c LEFT JOIN orders o ON o.contact_id = c.id JOIN products p ON p.sku = o.product_sku WHERE c.id = 47001",
	"SELECT c.Nom, o.amount FROM contact c JOIN orders o ON c.id = o.contact_id WHERE c.newsletter AND o.reference = 'CMD-2020-01044'",
	"SELECT c.Nom, o.amount FROM orders o JOIN contact c ON o.contact_id = c.id WHERE o.paid AND c.DateNaissance > '2010-06-01'",
	"SELECT o.reference, p.name FROM products p RIGHT JOIN orders o ON o.product_sku = p.sku WHERE o.amount > 1995",
	"SELECT COUNT(*) FROM contact c, orders o, products p WHERE o.contact_id = c.id AND p.sku = o.product_sku AND p.id = 1 AND c.Pays = 'FR'",
	"SELECT a.id, b.id FROM products a JOIN products b ON a.category = b.category AND a.id < b.id WHERE a.price > 290",
	"SELECT p.name, SUM(o.amount) FROM orders o JOIN products p ON p.sku = o.product_sku WHERE o.order_date >= '2025-06-01' AND p.category = 'Jeux' GROUP BY p.name",
	"SELECT * FROM products a JOIN products b USING (id) WHERE a.id = 5",
)

var subqueryPushdowns = plain(
	"SELECT Nom FROM contact WHERE id IN (SELECT contact_id FROM orders WHERE amount > 1995)",
	"SELECT Nom FROM contact WHERE id NOT IN (SELECT contact_id FROM orders WHERE contact_id IS NOT NULL) AND Pays = 'CH'",
	"SELECT Nom FROM contact c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.contact_id = c.id AND o.amount > 1995)",
	"SELECT name FROM products WHERE price = (SELECT MAX(price) FROM products)",
	"SELECT name, (SELECT COUNT(*) FROM orders o WHERE o.product_sku = p.sku) FROM products p WHERE p.id <= 3",
	"SELECT t.name FROM (SELECT name, price FROM products WHERE category = 'Mode') t WHERE t.price > 200",
	"SELECT y, COUNT(*) FROM (SELECT YEAR(order_date) AS y, order_date AS d, amount FROM orders WHERE paid) t WHERE t.d >= '2025-01-01' AND amount > 1500 AND y > 2024 GROUP BY y",
	"SELECT t.Nom, o.amount FROM (SELECT id, Nom, Pays FROM contact) t JOIN orders o ON o.contact_id = t.id WHERE t.Pays = 'CH' AND o.amount > 1900",
	"SELECT COUNT(*) FROM (SELECT * FROM contact ORDER BY Nom LIMIT 10) t WHERE t.Pays = 'CH'",
	"SELECT COUNT(*) FROM (SELECT DISTINCT status FROM orders WHERE paid) t",
	"SELECT name FROM products WHERE category = 'Mode' UNION SELECT Nom FROM contact WHERE Ville = 'Evry'",
	"SELECT id FROM products UNION ALL SELECT id FROM contact LIMIT 3",
	"SELECT name FROM products WHERE id = 1 UNION SELECT name FROM products WHERE id = 2 ORDER BY 1",
)
