-- LIKE, REGEXP and comparisons in WHERE.
SELECT 'abc' LIKE 'a%', 'abc' LIKE 'A_C', 'abc' LIKE 'b%', 'abc' LIKE '', '' LIKE '', '' LIKE '%', 'abc' LIKE '%', 'a' LIKE 'a ', 'a ' LIKE 'a', NULL LIKE 'a', 'a' LIKE NULL, 'été' LIKE 'ETE', 'été' LIKE '_t_';
SELECT '100%' LIKE '100\%', '100x' LIKE '100\%', 'a_b' LIKE 'a\_b', 'axb' LIKE 'a\_b', 'a|%' LIKE 'a||%' ESCAPE '|', '50%' LIKE '50|%' ESCAPE '|', 'a\\b' LIKE 'a\\\\b', 123 LIKE '12%', 12.50 LIKE '12.5_', 'abc' NOT LIKE 'a%';
-- differs: ligatures match what they are equal to, where MySQL compares character by character
SELECT 'œuf' LIKE 'oe%', 'straße' LIKE '%ss%';
SELECT 'œuf' LIKE '_uf', 'a🙂b' LIKE 'a_b', '🙂' LIKE '👩', 'ab\nc' LIKE 'ab%c', 'abcabc' LIKE '%abc', 'aXbXc' LIKE '%x%x%', BINARY 'abc' LIKE 'A%';
SELECT id, Nom FROM contact WHERE Nom LIKE 'd%' ORDER BY id;
-- differs: the API is asked, and the server here finds an e in œ
SELECT id, Nom FROM contact WHERE Nom LIKE '%é%' AND Nom NOT LIKE '%ne%' ORDER BY id;
SELECT id, Nom FROM contact WHERE CONCAT(Nom) LIKE '%é%' AND Nom NOT LIKE '%ne%' ORDER BY id;
SELECT id, Ville FROM contact WHERE Ville LIKE '%saint%' OR Ville LIKE '_y%' ORDER BY id;
SELECT id, commentaire FROM contact WHERE commentaire LIKE '%\%%' ORDER BY id;
SELECT id, commentaire FROM contact WHERE commentaire LIKE '%\_%' ORDER BY id;
SELECT id, commentaire FROM contact WHERE commentaire LIKE '%*%' ORDER BY id;
SELECT id, commentaire FROM contact WHERE commentaire LIKE '%"%' ORDER BY id;
SELECT id, commentaire FROM contact WHERE commentaire LIKE '%\\\\%' ORDER BY id;
SELECT id, commentaire FROM contact WHERE commentaire = 'à RAPPELER' ORDER BY id;
-- differs: the API is asked, and the order of texts is its own
SELECT id, commentaire FROM contact WHERE commentaire > 'p' ORDER BY id;
SELECT id, commentaire FROM contact WHERE CONCAT(commentaire) > 'zz' ORDER BY id;
SELECT id, commentaire FROM contact WHERE CONCAT(commentaire) BETWEEN 'p' AND 'v' ORDER BY id;
-- differs: the API is asked, and the server here counts a trailing space
SELECT id FROM contact WHERE commentaire = 'espace derrière' ORDER BY id;
SELECT id FROM contact WHERE CONCAT(commentaire) = 'espace derrière' ORDER BY id;
SELECT id FROM contact WHERE commentaire = '🙂' ORDER BY id;
SELECT 'abc' REGEXP '^a', 'abc' REGEXP 'B', 'abc' REGEXP 'x', 'abc' REGEXP '^.{3}$', 'a1' REGEXP '[0-9]', 'a' REGEXP '[[:digit:]]', NULL REGEXP 'a', 'a' REGEXP NULL, 'abc' NOT REGEXP 'a', 'abc' RLIKE 'b|x', 12 REGEXP '2$', 'ab' REGEXP 'a|b';
SELECT 'abc' REGEXP BINARY 'B', 'fo\nfo' REGEXP '^fo$', 'a.b' REGEXP 'a\\.b', 'axb' REGEXP 'a\\.b', 'abab' REGEXP '^(ab)+$', 'ABC' REGEXP '^[a-c]+$';
SELECT id, EMail FROM contact WHERE EMail REGEXP '^[a-m].*[0-9]+@example\\.(fr|com)$' ORDER BY id;
SELECT id, Telephone FROM contact WHERE Telephone NOT REGEXP '^\\+33 [1-5]' ORDER BY id;
SELECT id FROM contact WHERE Ville = 'EVRY' OR Ville IN ('paris', 'liege', 'évreux') ORDER BY id;
SELECT id FROM contact WHERE Ville <> 'paris' AND Ville NOT IN ('Lyon', 'NICE', '') ORDER BY id;
SELECT id, Nom FROM contact WHERE Nom BETWEEN 'b' AND 'e' ORDER BY id;
SELECT id, Nom FROM contact WHERE Nom < 'C' OR Nom >= 'W' ORDER BY id;
SELECT id FROM contact WHERE Prenom = Nom OR Prenom < Nom ORDER BY id;
SELECT id, cc_age FROM contact WHERE cc_age = '42' OR cc_age > '90' ORDER BY id;
SELECT id, cc_age FROM contact WHERE cc_age IN (1, '2', 3.0, 4.5) ORDER BY id;
SELECT id, CP FROM contact WHERE CP = 75001 OR CP = 6000 OR CP > 90000 ORDER BY id;
SELECT id, CP FROM contact WHERE CP = '6000' OR CP = '06000' ORDER BY id;
SELECT id, solde FROM contact WHERE solde = 0 OR solde = '0.1' OR solde = 10 ORDER BY id;
SELECT id, solde FROM contact WHERE solde BETWEEN 100 AND '200.5' ORDER BY id;
SELECT id, solde FROM contact WHERE solde > 1e3 AND solde < 15e2 ORDER BY id;
SELECT id, solde FROM contact WHERE solde <> 0 AND NOT solde > 500 ORDER BY id;
SELECT id FROM contact WHERE solde > score ORDER BY id;
SELECT id FROM contact WHERE newsletter ORDER BY id;
SELECT id FROM contact WHERE NOT newsletter ORDER BY id;
SELECT id FROM contact WHERE newsletter = 1 AND newsletter <> 0 ORDER BY id;
SELECT id FROM contact WHERE newsletter IS NULL ORDER BY id;
SELECT id FROM contact WHERE Nom ORDER BY id;
SELECT id FROM contact WHERE cc_age ORDER BY id;
SELECT id FROM contact WHERE 1 AND cc_age > 95 ORDER BY id;
SELECT id FROM contact WHERE 0;
SELECT id FROM contact WHERE NULL;
SELECT id FROM contact WHERE cc_age > 90 AND (status = 'client' OR solde > 4000) AND NOT (Pays = 'FR' AND newsletter) ORDER BY id;
SELECT id FROM contact WHERE cc_age > 90 OR status = 'prospect' AND Pays = 'BE' ORDER BY id;
SELECT id FROM contact WHERE NOT (cc_age > 20 OR solde > 100) ORDER BY id;
SELECT id FROM contact WHERE cc_age > 20 XOR solde > 100 ORDER BY id;
SELECT id FROM contact WHERE (cc_age, Pays) IN ((20, 'FR'), (21, 'be'), (22, 'FR')) ORDER BY id;
SELECT id FROM contact WHERE (status, Pays) = ('CLIENT', 'fr') ORDER BY id;
SELECT id FROM contact WHERE cc_age <=> NULL ORDER BY id;
SELECT id FROM contact WHERE solde <=> 0.10 ORDER BY id;
SELECT id FROM contact WHERE cc_age = 20 + 2 * 3 OR cc_age + 1 = 30 OR cc_age * 2 > 190 ORDER BY id;
SELECT id, score FROM contact WHERE score > 9007199254740992 OR score = -9223372036854775808 ORDER BY id;
SELECT id, score FROM contact WHERE score = 9007199254740993 ORDER BY id;
SELECT id FROM contact WHERE id = ID_CONTACT AND ID_CONTACT > 47300 ORDER BY id DESC;
SELECT id FROM contact WHERE id IN (47001, 47010, 47020) ORDER BY 1;
-- args: ["d'artagnan", "%ÉTI%"]
SELECT id, Nom FROM contact WHERE Nom = ? OR Nom LIKE ? ORDER BY id;
-- args: ["x\" $or id $neq \""]
SELECT id FROM contact WHERE commentaire = ? ORDER BY id;
-- args: ["\\", "\\%"]
SELECT id FROM contact WHERE commentaire = ? OR commentaire LIKE ? ORDER BY id;
SELECT id FROM contact WHERE BINARY status = 'client' ORDER BY id;
SELECT id FROM contact WHERE status COLLATE utf8mb4_bin = 'CLIENT' ORDER BY id;
