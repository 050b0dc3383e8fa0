-- Functions of texts.
SELECT CONCAT('a', 'b'), CONCAT('é', 1, 2.50), CONCAT('x', NULL), CONCAT(''), CONCAT(1, -2), CONCAT('🙂', 'ß');
SELECT id, CONCAT(Prenom, ' ', Nom) FROM contact ORDER BY id;
SELECT id, CONCAT(cc_age, '/', solde, '/', DateNaissance) FROM contact ORDER BY id;
SELECT id, CONCAT(date_last_interaction, ' ', heure_contact, newsletter) FROM contact ORDER BY id;
SELECT CONCAT_WS(',', 'a', NULL, 'b', ''), CONCAT_WS(NULL, 'a', 'b'), CONCAT_WS('', 'a', 1), CONCAT_WS('-', NULL, NULL);
SELECT id, CONCAT_WS('|', Prenom, solde, DateNaissance, heure_contact) FROM contact ORDER BY id;
SELECT UPPER('éàçœßîñ'), LOWER('ÉÀÇŒÎÑ'), UCASE('abc'), LCASE('ABC'), UPPER(NULL), UPPER(''), UPPER(12), LOWER('🙂A');
SELECT id, UPPER(Nom), LOWER(Ville), UPPER(commentaire) FROM contact ORDER BY id;
SELECT LENGTH('é'), LENGTH(''), LENGTH(NULL), LENGTH('🙂'), LENGTH(123), LENGTH(-1.50), OCTET_LENGTH('été'), LENGTH(1e3);
SELECT CHAR_LENGTH('é'), CHAR_LENGTH(''), CHAR_LENGTH(NULL), CHARACTER_LENGTH('🙂a'), CHAR_LENGTH(12.5), CHAR_LENGTH('a ');
SELECT id, LENGTH(commentaire), CHAR_LENGTH(commentaire), LENGTH(solde), LENGTH(DateNaissance) FROM contact ORDER BY id;
SELECT REVERSE('abc'), REVERSE('été'), REVERSE(''), REVERSE(NULL), REVERSE(123), REVERSE('a🙂b');
SELECT HEX('abc'), HEX('é'), HEX(255), HEX(0), HEX(NULL), HEX(''), HEX(-1), HEX('🙂');
SELECT HEX(12.4), HEX(12.6), HEX(1.5e0), HEX(-1.5);
SELECT UNHEX('616263'), UNHEX(''), UNHEX(NULL), UNHEX('zz'), UNHEX('c3a9');
SELECT MD5('abc'), MD5(''), MD5(NULL), MD5('é'), MD5(12), SHA1('abc'), SHA('é'), SHA1(NULL);
SELECT SHA2('abc', 256), SHA2('abc', 224), SHA2('abc', 384), SHA2('abc', 512), SHA2('abc', 0), SHA2(NULL, 256), SHA2('abc', 5);
SELECT ASCII('a'), ASCII(''), ASCII(NULL), ASCII('é'), ASCII(9), ORD('a'), ORD('é'), ORD('');
SELECT CONCAT('[', SPACE(3), ']'), CONCAT('[', SPACE(0), ']'), CONCAT('[', SPACE(-1), ']'), SPACE(NULL);
SELECT SUBSTRING('abcdef', 2), SUBSTRING('abcdef', -2), SUBSTRING('abcdef', 0), SUBSTRING('abcdef', 7), SUBSTRING('abcdef', -7), SUBSTRING('été', 2);
SELECT SUBSTRING('abcdef', 2, 3), SUBSTRING('abcdef', -3, 2), SUBSTRING('abcdef', 2, 0), SUBSTRING('abcdef', 2, -1), SUBSTRING('abcdef', 0, 3), SUBSTR('abcdef', 5, 10), MID('abcdef', 3, 1);
SELECT SUBSTRING('abc', NULL), SUBSTRING(NULL, 1), SUBSTRING('abc', 1, NULL), SUBSTRING(12345, 2, 3), SUBSTRING('a🙂b', 2, 1), SUBSTRING('abc', 1.5), SUBSTRING('abc', 2.4);
SELECT SUBSTRING('abcdef' FROM 3), SUBSTRING('abcdef' FROM 2 FOR 2), SUBSTR('abcdef' FROM -2 FOR 1);
SELECT id, SUBSTRING(Nom, 2, 3), SUBSTRING(Nom, -3), SUBSTRING(CP, cc_age) FROM contact ORDER BY id;
SELECT LEFT('abc', 2), LEFT('abc', 0), LEFT('abc', -1), LEFT('abc', 10), LEFT(NULL, 2), LEFT('abc', NULL), LEFT('été', 2), LEFT(1234, 2);
SELECT RIGHT('abc', 2), RIGHT('abc', 0), RIGHT('abc', -1), RIGHT('abc', 10), RIGHT(NULL, 2), RIGHT('abc', NULL), RIGHT('été', 2), RIGHT(12.50, 2);
SELECT SUBSTRING_INDEX('a.b.c', '.', 1), SUBSTRING_INDEX('a.b.c', '.', 2), SUBSTRING_INDEX('a.b.c', '.', -1), SUBSTRING_INDEX('a.b.c', '.', -2), SUBSTRING_INDEX('a.b.c', '.', 0), SUBSTRING_INDEX('a.b.c', '.', 9), SUBSTRING_INDEX('abc', '', 1), SUBSTRING_INDEX('aXbxc', 'x', 1), SUBSTRING_INDEX(NULL, '.', 1), SUBSTRING_INDEX('a.b', NULL, 1);
SELECT id, SUBSTRING_INDEX(EMail, '@', 1), SUBSTRING_INDEX(EMail, '@', -1), SUBSTRING_INDEX(EMail, '.', -1) FROM contact ORDER BY id;
SELECT REPLACE('abcabc', 'b', 'X'), REPLACE('abc', 'B', 'X'), REPLACE('abc', '', 'X'), REPLACE('aaa', 'a', 'aa'), REPLACE('été', 'é', 'e'), REPLACE(NULL, 'a', 'b'), REPLACE('abc', NULL, 'b'), REPLACE(121, 1, 3);
SELECT REPEAT('ab', 3), REPEAT('ab', 0), REPEAT('ab', -1), REPEAT(NULL, 2), REPEAT('é', 2), REPEAT('', 5), REPEAT(1, 3);
SELECT LPAD('hi', 4, '?!'), LPAD('hi', 1, '?'), LPAD('hi', 5, ''), LPAD('été', 5, 'à'), LPAD('hi', -1, 'x'), LPAD('hi', 0, 'x'), LPAD(NULL, 3, 'x'), LPAD(7, 3, 0), LPAD('hi', 7, 'abc');
SELECT RPAD('hi', 4, '?!'), RPAD('hi', 1, '?'), RPAD('été', 5, 'à'), RPAD('hi', -1, 'x'), RPAD(7, 3, '0'), RPAD('hi', 7, 'abc'), RPAD('hi', NULL, 'x');
SELECT INSERT('Quadratic', 3, 4, 'What'), INSERT('Quadratic', -1, 4, 'What'), INSERT('Quadratic', 3, 100, 'What'), INSERT('abc', 0, 1, 'x'), INSERT('abc', 2, 0, 'x'), INSERT('abc', 2, -1, 'x'), INSERT('abc', 4, 1, 'x'), INSERT('abc', 3, 1, 'été'), INSERT(NULL, 1, 1, 'x');
SELECT LOCATE('b', 'abc'), LOCATE('B', 'abc'), LOCATE('x', 'abc'), LOCATE('', 'abc'), LOCATE('é', 'été'), LOCATE('b', 'abcb', 3), LOCATE('b', 'abc', 0), LOCATE('b', 'abc', 9), LOCATE(NULL, 'a'), LOCATE('a', NULL), LOCATE(2, 123), LOCATE('', 'abc', 2);
SELECT INSTR('foobarbar', 'bar'), INSTR('xbar', 'foobar'), INSTR('été', 'É'), INSTR('abc', ''), INSTR(NULL, 'a'), INSTR('🙂a', 'a'), POSITION('b' IN 'abc');
SELECT LOCATE(BINARY 'B', 'abc'), INSTR('abc', BINARY 'b'), LOCATE('É', 'café'), LOCATE('ca', 'CAFÉ');
-- differs: case and accents make no difference, as in comparisons; MySQL looks for as many bytes as the text has
SELECT LOCATE('e', 'été'), INSTR('été', 'E'), LOCATE('fe', 'CAFÉ');
SELECT id, LOCATE('-', Nom), INSTR(EMail, '@'), LOCATE('r', Prenom, 3) FROM contact ORDER BY id;
SELECT FIELD('b', 'a', 'B', 'c'), FIELD('x', 'a', 'b'), FIELD(NULL, 'a'), FIELD('a', NULL, 'a'), FIELD(2, 1, 2, 3), FIELD('é', 'f', 'E'), FIELD(1.0, 2, 1);
SELECT id, FIELD(status, 'prospect', 'CLIENT', '') FROM contact ORDER BY id;
SELECT FIND_IN_SET('b', 'a,b,c'), FIND_IN_SET('B', 'a,b,c'), FIND_IN_SET('x', 'a,b'), FIND_IN_SET('a', ''), FIND_IN_SET('', 'a,,b'), FIND_IN_SET(NULL, 'a'), FIND_IN_SET('a,b', 'a,b'), FIND_IN_SET(2, '1,2');
SELECT ELT(1, 'a', 'b'), ELT(2, 'a', 'b'), ELT(0, 'a'), ELT(3, 'a', 'b'), ELT(NULL, 'a'), ELT(1, NULL, 'x'), ELT(2, 'a', 5), ELT(1.6, 'a', 'b');
SELECT STRCMP('a', 'b'), STRCMP('b', 'a'), STRCMP('a', 'A'), STRCMP('é', 'e'), STRCMP('a', 'a '), STRCMP('', 'a'), STRCMP(NULL, 'a'), STRCMP(10, 9);
SELECT TRIM('  a b '), LTRIM('  a '), RTRIM(' a  '), TRIM(''), TRIM(NULL), TRIM(' é '), TRIM(12), CONCAT('[', TRIM('\t a'), ']');
SELECT TRIM(BOTH 'x' FROM 'xxaxx'), TRIM(LEADING 'x' FROM 'xxaxx'), TRIM(TRAILING 'x' FROM 'xxaxx'), TRIM('xy' FROM 'xyxaxy'), TRIM(BOTH '' FROM 'abc'), TRIM(LEADING FROM '  a '), TRIM('X' FROM 'xax'), TRIM('é' FROM 'éaé'), TRIM(NULL FROM 'a');
SELECT id, CONCAT('[', TRIM(commentaire), ']'), CONCAT('[', RTRIM(commentaire), ']'), CONCAT('[', LTRIM(commentaire), ']') FROM contact ORDER BY id;
SELECT FORMAT(12332.123456, 4), FORMAT(12332.1, 4), FORMAT(12332.2, 0), FORMAT(-1234567.891, 2), FORMAT(0, 2), FORMAT(NULL, 2), FORMAT(999.995, 2), FORMAT('1234.5', 1), FORMAT(0.5, 0), FORMAT(1.5, 0);
SELECT id, FORMAT(solde, 2), FORMAT(solde, 0), FORMAT(score, 1) FROM contact ORDER BY id;
SELECT FORMAT(1234.5, NULL), FORMAT(1234.5, -1);
SELECT CONV('a', 16, 2), CONV('6E', 18, 8), CONV(-17, 10, -18), CONV(10, 10, 16), CONV('ff', 16, 10), CONV(NULL, 10, 2), CONV('zz', 10, 2), CONV('-1', 10, 16), CONV('', 10, 2), CONV(5, 1, 10);
SELECT BIN(12), BIN(0), BIN(-1), BIN(NULL), BIN('7'), OCT(12), OCT(0), OCT(NULL), OCT(-8), BIN(2.9);
SELECT BIT_COUNT(29), BIT_COUNT(0), BIT_COUNT(-1), BIT_COUNT(NULL), BIT_COUNT('7');
SELECT CRC32('MySQL'), CRC32(''), CRC32(NULL), CRC32('é'), CRC32(12);
SELECT QUOTE('Don\'t!'), QUOTE('a\\b'), QUOTE(''), QUOTE(NULL), QUOTE('é"x'), QUOTE(12);
SELECT SOUNDEX('Hello'), SOUNDEX('Quadratically'), SOUNDEX(''), SOUNDEX(NULL), SOUNDEX('a'), SOUNDEX('Robert'), SOUNDEX('Rupert'), SOUNDEX('123abc');
SELECT id, SOUNDEX(Nom) FROM contact WHERE Nom REGEXP '^[A-Za-z]+$' ORDER BY id;
SELECT CHAR(77, 121, 83, 81, '76'), CHAR(77.3, 77.6), CHAR(NULL, 65), CHAR(256);
SELECT CHAR(0x41), 0x41 + 1, 0x41 | 0, 0x41 = 65, 0x41 = 'A', CONCAT(0x41, 1), 0x0a > 9;
-- server: SELECT 20, 65
SELECT x'0a' * 2, x'41' + 0;
SELECT cc_age FROM contact WHERE cc_age = 0x20 ORDER BY id;
-- open: a space at a text's end is missing in its label
SELECT 'B ';
-- open: the label of a text with a character set
SELECT _utf8mb4'y';
-- server: SELECT 'ab'
SELECT 'a' 'b';
SELECT 'l''été', "double", "it's", 'tab\there', 'nl\nx', '\\', '\%', '\_', N'x', x'616263', 0x4142;
SELECT 'a' = 'A', 'é' = 'e', 'a' = 'a ', 'a' = ' a', '' = ' ', 'œ' = 'oe', 'ß' = 'ss', 'a' < 'b', 'B' < 'a', 'Z' > 'é';
SELECT '🙂' = '👩', '🙂' = '🙂', 'æ' = 'ae', 'ø' = 'o', 'Ł' = 'L', 'đ' = 'd', 'ı' = 'i', 'ﬁ' = 'fi', '10' < '9', '10' < 9;
SELECT BINARY 'a' = 'A', 'a' = BINARY 'a', 'é' COLLATE utf8mb4_bin = 'e', 'a' COLLATE utf8mb4_bin = 'a ', BINARY 'a' < 'B';
SELECT LCASE(CONCAT(UPPER(Prenom), '-', REVERSE(Nom))) x FROM contact WHERE LENGTH(Nom) > CHAR_LENGTH(Nom) ORDER BY id;
-- refused: a function that the driver does not have
SELECT TO_BASE64('abc');
