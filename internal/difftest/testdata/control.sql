-- IF, CASE, COALESCE and their like.
SELECT IF(1, 'a', 'b'), IF(0, 'a', 'b'), IF(NULL, 1, 2), IF('x', 1, 2), IF(0.5, 1, 2), IF('0', 1, 2), IF(1 > 2, 1.5, 2), IF(1, 1, 2.50), IF(1, NULL, 3), IF(1, 2, 'x'), IF(1, 1.5, 'x'), IF(0.0, 1, 2);
SELECT IFNULL(NULL, 1), IFNULL(1, 2), IFNULL(NULL, 'a'), IFNULL(1, 'a'), IFNULL(1.5, 2), IFNULL(NULL, NULL), IFNULL(1/0, 'x'), IFNULL('', 'x');
SELECT COALESCE(NULL, NULL, 3), COALESCE(NULL, 'a', 1), COALESCE(1, 2.5), COALESCE(NULL, 2.50, 1), COALESCE(1), COALESCE(NULL, NULL), COALESCE(NULL, 1e0, 2);
SELECT NULLIF(1, 1), NULLIF(1, 2), NULLIF('a', 'A'), NULLIF('a', 'b'), NULLIF(NULL, 1), NULLIF(1, NULL), NULLIF(1.0, 1), NULLIF('1', 1), NULLIF(1.50, 2);
SELECT ISNULL(NULL), ISNULL(1), ISNULL(1 / 0), ISNULL('a');
-- server: SELECT MIN(Pays), 1 FROM contact WHERE id = 47001
SELECT ANY_VALUE(Pays), ANY_VALUE(1) FROM contact WHERE id = 47001;
SELECT CASE WHEN 1 THEN 'a' ELSE 'b' END, CASE WHEN 0 THEN 'a' END, CASE 1 WHEN 1 THEN 'one' WHEN 2 THEN 'two' END, CASE 'a' WHEN 'A' THEN 1 ELSE 2 END, CASE NULL WHEN NULL THEN 1 ELSE 2 END, CASE WHEN NULL THEN 1 ELSE 2 END, CASE 1 WHEN '1' THEN 'x' END, CASE 1.0 WHEN 1 THEN 'y' END;
SELECT CASE WHEN 1 THEN 1 ELSE 2.5 END, CASE WHEN 1 THEN 1 ELSE 'x' END, CASE WHEN 0 THEN 1 ELSE 1.5e0 END, CASE WHEN 1 THEN NULL ELSE 5 END, CASE WHEN 1 THEN 1.50 ELSE 2 END;
SELECT id, CASE WHEN cc_age < 18 THEN 'mineur' WHEN cc_age < 65 THEN 'adulte' ELSE 'senior' END tranche FROM contact ORDER BY id;
SELECT id, CASE status WHEN 'client' THEN 1 WHEN 'prospect' THEN 2 ELSE 0 END FROM contact ORDER BY id;
SELECT id, IF(newsletter, 'oui', 'non'), IF(solde > 0, solde, 0), IF(solde, 1, 0), IF(Nom, 1, 0), IF(DateNaissance, 1, 0), IF(heure_contact, 1, 0) FROM contact ORDER BY id;
SELECT id, IFNULL(solde, 0), IFNULL(DateNaissance, '1900-01-01'), IFNULL(date_last_interaction, 'jamais'), IFNULL(heure_contact, '00:00:00'), IFNULL(newsletter, 2) FROM contact ORDER BY id;
SELECT id, COALESCE(score, cc_age, 0), COALESCE(solde, score), COALESCE(DateNaissance, date_last_interaction), COALESCE(solde, 'rien') FROM contact ORDER BY id;
SELECT id, CONCAT(COALESCE(solde, id)), CAST(IF(newsletter, solde, cc_age) AS CHAR), CONCAT(CASE WHEN newsletter THEN 1.5 ELSE 2 END), LEAST(solde, cc_age) / 7, CONCAT(GREATEST(1.5, 2)), CONCAT(TRUNCATE(ROUND(solde, -1), 1)), CONCAT(ROUND(10.25, 1), ROUND(1.5, 3)) FROM contact ORDER BY id;
SELECT id, NULLIF(status, ''), NULLIF(cc_age, 50), NULLIF(solde, 0), NULLIF(Ville, 'paris'), NULLIF(DateNaissance, '1950-01-01') FROM contact ORDER BY id;
SELECT id, IF(cc_age > 50, DateNaissance, date_last_interaction), CASE WHEN cc_age > 50 THEN DateNaissance END, CASE WHEN cc_age > 50 THEN heure_contact END FROM contact ORDER BY id;
SELECT id, IF(paid, amount, -amount), IF(paid IS NULL, '?', IF(paid, 'Y', 'N')) FROM orders ORDER BY id;
SELECT IF(TRUE, DATE '2024-01-01', 'x'), IFNULL(NULL, DATE '2024-01-01'), CASE WHEN 1 THEN TIME '10:00:00' END, IF(1, 1, DATE '2024-01-01');
SELECT id, (cc_age > 50) + (solde > 0), cc_age > 50 AND solde > 0, cc_age > 50 OR NULL, NOT newsletter, newsletter XOR 1 FROM contact ORDER BY id;
SELECT id, solde IS NULL, solde IS NOT NULL, newsletter IS TRUE, newsletter IS NOT TRUE, newsletter IS FALSE, DateNaissance IS NULL, ISNULL(heure_contact) FROM contact ORDER BY id;
-- server: SELECT id FROM contact WHERE commentaire IS NULL OR commentaire = '' ORDER BY id
SELECT id FROM contact WHERE commentaire IS NULL ORDER BY id;
-- server: SELECT id FROM contact WHERE NOT (status IS NULL OR status = '') AND cc_age > 50 ORDER BY id
SELECT id FROM contact WHERE status IS NOT NULL AND cc_age > 50 ORDER BY id;
-- differs: a boolean column compares with the API's spellings of it
SELECT COUNT(*) FROM contact WHERE newsletter = 'Y';
