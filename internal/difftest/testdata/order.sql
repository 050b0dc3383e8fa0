-- ORDER BY, LIMIT, OFFSET and labels.
-- differs: the API is asked, and the order of texts is its own
SELECT id, Nom FROM contact ORDER BY Nom, id;
SELECT id, Nom FROM contact ORDER BY CONCAT(Nom), id;
SELECT id, Nom FROM contact ORDER BY Nom DESC, Prenom, id LIMIT 20;
SELECT id, solde FROM contact ORDER BY solde, id;
SELECT id, solde FROM contact ORDER BY solde DESC, id LIMIT 10 OFFSET 5;
SELECT id, solde FROM contact ORDER BY -solde, id LIMIT 5, 10;
SELECT id, DateNaissance FROM contact ORDER BY DateNaissance DESC, id LIMIT 50;
SELECT id, date_last_interaction FROM contact ORDER BY date_last_interaction, id LIMIT 50;
SELECT id, newsletter FROM contact ORDER BY newsletter DESC, id;
SELECT id, commentaire FROM contact ORDER BY commentaire COLLATE utf8mb4_bin, id;
SELECT id, Ville FROM contact ORDER BY Ville, id;
SELECT id, name FROM products ORDER BY name, id;
SELECT id FROM contact ORDER BY cc_age % 7, cc_age DIV 7 DESC, id;
SELECT id FROM contact ORDER BY LENGTH(Nom), LOWER(Nom), id LIMIT 30;
SELECT id FROM contact ORDER BY solde IS NULL, solde, id;
SELECT id FROM contact ORDER BY FIELD(Pays, 'BE', 'FR', 'CH'), id;
SELECT id FROM contact ORDER BY CASE WHEN cc_age > 50 THEN 0 ELSE 1 END, cc_age, id;
SELECT id, cc_age AS a FROM contact ORDER BY a, id LIMIT 10;
SELECT id, cc_age AS Nom FROM contact ORDER BY Nom, id LIMIT 10;
SELECT id, cc_age FROM contact ORDER BY 2 DESC, 1 LIMIT 10;
-- open: an alias in an expression of ORDER BY
SELECT id, cc_age c FROM contact ORDER BY c + 0 DESC, id LIMIT 10;
SELECT id FROM contact ORDER BY id LIMIT 0;
SELECT id FROM contact ORDER BY id LIMIT 5 OFFSET 1000;
SELECT id FROM contact ORDER BY id LIMIT 18446744073709551615 OFFSET 295;
SELECT id AS `x y`, Nom 'n', cc_age "a", cc_age + 1 FROM contact ORDER BY id LIMIT 2;
SELECT 1+1, 1 + 1, 'a', "b", NULL, COUNT( * ), max(cc_age),  MIN(cc_age)  FROM contact;
SELECT contact.id, contact.Nom, c2.nom, C2.NOM FROM contact JOIN contact c2 ON c2.id = contact.id ORDER BY 1 LIMIT 2;
SELECT ID, NOM, `Nom` FROM contact ORDER BY ID LIMIT 2;
SELECT id, id, id FROM contact ORDER BY id LIMIT 1;
SELECT 1 FROM contact LIMIT 3;
SELECT 'é', '', 'a''b', 'x\ny', -1, +1, 1.50, 1e3, TRUE, (1), ((2)) FROM DUAL;
SELECT *, cc_age * 2 AS twice FROM contact ORDER BY id LIMIT 2;
SELECT c.*, c.id FROM contact AS c WHERE c.cc_age = 50 ORDER BY c.id;
SELECT 5, id FROM contact ORDER BY 1, 5 IS NULL, 'a' = 'b', NULL, 'x', id LIMIT 3;
SELECT 5 AS x, id AS y FROM contact ORDER BY x, y LIMIT 3;
SELECT 5, COUNT(*) FROM contact GROUP BY 1;
SELECT 5 x, 'a' y, COUNT(*) FROM contact GROUP BY x, y, 1 = 1;
SELECT COUNT(*) FROM contact WHERE id < 0 GROUP BY 'a';
-- differs: symbols sort as in newer versions of Unicode, and emoji among them
SELECT '^' < '%', '👩' < 'a';
SELECT STRCMP(Nom, Prenom), Nom < Prenom, Nom = Prenom FROM contact ORDER BY id;
