-- Arithmetic and functions of numbers.
SELECT 1 + 2, 1 - 2, 3 * 4, 7 / 2, 7 DIV 2, 7 % 2, 7 MOD 2, -7 DIV 2, -7 % 2, 7 % -2, -7 MOD 3;
SELECT 1 / 3, 2 / 3, 1.0 / 3, 1.00 / 3, 10 / 4, -1 / 3, 1 / 0, 0 / 1, 1.5 / 0.5, 1 / 7.000, 22 / 7 * 7;
SELECT 1 / 3 * 3, 2 / 3 + 1 / 3, 1 / 3 = 0.3333, ROUND(2 / 3, 6), ROUND(1 / 3 * 100, 3), 1 / 3 / 3 * 9, IF(1, 1 / 3, 2) * 3, COALESCE(1 / 3, 0) * 3, CONCAT(1 / 3), -(1 / 3) * 3, ABS(-1 / 3) * 3, FLOOR(1 / 3 * 3), CAST(1 / 3 AS DECIMAL(10, 4)) * 3, SQRT(1 / 3), 1 / 3 * 1e0, LEFT(2 / 3, 6);
SELECT x, x * 7, x / 3 FROM (SELECT 1 / 7 x UNION ALL SELECT 2.50 / 7) t ORDER BY x;
SELECT 1 + 1.5, 1.50 + 1.5, 1.10 - 0.1, 1.5 * 1.5, 0.10 * 0.10, 5.5 % 2, 5.5 MOD -2, -5.5 % 2, 5.5 DIV 2, 1.5 DIV 0.4, 0.0, -0.0, 1.0 - 1;
SELECT 1e0 + 1, 1e0 / 3, 1.5e1 * 2, 7e0 % 2, 7e0 DIV 2, 1e10, 1e20, 1.5e-10, 123456789e3, 1e15, 1e-5;
SELECT '3' + 4, '3.5' * 2, 'abc' + 1, '3abc' + 1, '' + 0, ' 7 ' + 0, '1e2' + 0, '-5' - 1, '10' / 4, '7' DIV 2, '7' % 4, 'a' * 1;
SELECT 1 + NULL, NULL * 2, NULL / 0, 5 DIV 0, 5 % 0, 5.5 % 0, 5.5 DIV 0, -NULL, 1e0 / 0, MOD(5, 0), MOD(NULL, 2);
SELECT 2 + 3 * 4, (2 + 3) * 4, 10 - 4 - 3, 100 / 10 / 2, 2 * 3 % 4, -2 * 3, - - 2, -(-2), 5 - -3, 8 DIV 3 * 2, 1 + 2 = 3, NOT 1 = 2, 1 < 2 < 3;
SELECT 1 | 2, 6 & 3, 6 ^ 3, 1 << 4, 256 >> 2, 1 | NULL, '6' & 3, 5.5 | 0, 2 ^ 3 | 8, 1 + 1 << 2;
SELECT 9223372036854775807, -9223372036854775808, 9223372036854775807 - 1, 9223372036854775806 + 1, 9007199254740993 + 0, 9007199254740993 * 1;
SELECT 12345678901234567890.12 + 0.01, 12345678901234567890123456789 * 2, 0.1 + 0.2, 0.1 + 0.2 = 0.3, 0.1e0 + 0.2e0 = 0.3e0, 99999999999999999999 + 1;
SELECT id, cc_age + 1, cc_age - score, cc_age * 2, cc_age / 7, cc_age DIV 7, cc_age % 7, -cc_age FROM contact WHERE score BETWEEN -1000000 AND 1000000 ORDER BY id;
SELECT id, solde + 1, solde - 0.5, solde * 2, solde * 1.5, solde / 3, solde DIV 3, solde % 3, -solde FROM contact ORDER BY id;
SELECT id, amount / quantity, amount * quantity, amount / amount, quantity / amount, amount DIV quantity, amount % quantity, quantity % amount, quantity / quantity FROM orders ORDER BY id;
SELECT id, price * stock, price / stock, price + stock, stock - price, price * price, price / 100 * stock FROM products ORDER BY id;
SELECT id, CP + 0, CP * 1, '1' + cc_age, Nom + 1 FROM contact ORDER BY id;
SELECT id, newsletter + 1, newsletter * 10, -newsletter, newsletter / 2, newsletter = 1, newsletter = TRUE FROM contact ORDER BY id;
SELECT ABS(-5), ABS(5), ABS(0), ABS(-1.50), ABS('-3.5'), ABS(NULL), ABS(-1e2), ABS('x'), ABS(-9223372036854775807);
SELECT SIGN(-5), SIGN(0), SIGN(3.2), SIGN(-0.01), SIGN('-2'), SIGN(NULL), SIGN('x'), SIGN(1e-9);
SELECT ROUND(1.5), ROUND(2.5), ROUND(-1.5), ROUND(-2.5), ROUND(1.25, 1), ROUND(-1.25, 1), ROUND(123.456, -1), ROUND(155, -1), ROUND(150, -2), ROUND(149, -2), ROUND(NULL), ROUND(1.5, NULL), ROUND(5, 2), ROUND(1.005, 2);
SELECT ROUND(1.5e0), ROUND(2.5e0), ROUND(-2.5e0), ROUND(1.25e0, 1), ROUND(1.35e0, 1), ROUND(12345e0, -2), ROUND('2.5'), ROUND('1.256', 2), ROUND('abc'), ROUND(0.000005e0, 5);
SELECT TRUNCATE(1.999, 1), TRUNCATE(-1.999, 1), TRUNCATE(122, -2), TRUNCATE(10.28 * 100, 0), TRUNCATE(1.5, 5), TRUNCATE(NULL, 1), TRUNCATE(1.999e0, 2), TRUNCATE('1.999', 1), TRUNCATE(199, -2), TRUNCATE(-1.9, 0);
SELECT CEIL(1.2), CEIL(-1.2), CEILING(5), CEIL(NULL), CEIL('1.2'), CEIL(1.2e0), FLOOR(1.8), FLOOR(-1.8), FLOOR(5), FLOOR('1.8'), FLOOR(-1.2e0), CEIL(0.0), FLOOR(-0.5), CEIL(-0.5);
SELECT id, ROUND(solde), ROUND(solde, 1), ROUND(solde, -2), TRUNCATE(solde, 1), CEIL(solde), FLOOR(solde), ABS(solde), SIGN(solde) FROM contact ORDER BY id;
-- differs: a whole number beyond 64 bits is an error, where MySQL has a DECIMAL
SELECT CEIL(12345678901234567890.5);
SELECT id, ROUND(amount / 3, 2), ROUND(amount * 1.196, 2), ROUND(quantity / 7), CEIL(quantity / 2), FLOOR(amount / 10) * 10 FROM orders ORDER BY id;
SELECT POW(2, 10), POWER(2, -1), POW(0, 0), POW(-2, 3), POW(2, 0.5), POW(NULL, 1), POW('2', '3'), POW(1.5, 2);
SELECT SQRT(4), SQRT(2), SQRT(-1), SQRT(0), SQRT(NULL), SQRT('16'), SQRT(6.25);
SELECT EXP(0), EXP(1), EXP(-1), EXP(NULL), LN(1), LN(2), LN(0), LN(-1), LN(NULL), LOG(2), LOG(2, 65536), LOG(10, 100), LOG(1, 100), LOG2(65536), LOG2(-1), LOG10(1000), LOG10(0), LOG10('100');
SELECT LOG(0, 5), LOG(-2, 8), LOG(2, -8), LOG(NULL, 2), LOG(2, 0);
SELECT ROUND(PI(), 6), PI() > 3.14, PI() < 3.15, ROUND(PI(), 10);
SELECT id, SQRT(ABS(solde)), LN(cc_age + 1), POW(cc_age, 2), EXP(cc_age / 10), LOG10(cc_age) FROM contact ORDER BY id;
SELECT MOD(10, 3), MOD(-10, 3), MOD(10.5, 3), MOD('10', 3), MOD(1e1, 3), MOD(5, 2.5), MOD(-5.5, 2);
SELECT GREATEST(1, 2, 3), GREATEST(1, 2.5), GREATEST('a', 'b'), GREATEST('B', 'a'), GREATEST(1, NULL), LEAST(3, 1, 2), LEAST(1.5, 2), LEAST('é', 'f'), LEAST(NULL, 1), GREATEST(10, '9'), LEAST(1e0, 2), GREATEST('10', '9');
SELECT id, GREATEST(cc_age, 50), LEAST(cc_age, 50), GREATEST(solde, cc_age), LEAST(solde, 100.5), GREATEST(Nom, Prenom) FROM contact ORDER BY id;
SELECT id, GREATEST(order_date, '2023-01-01'), LEAST(order_date, DATE '2023-01-01'), GREATEST(created_at, order_date) FROM orders ORDER BY id;
SELECT RAND() BETWEEN 0 AND 1, RAND(3) BETWEEN 0 AND 1, RAND(5) = RAND(5);
SELECT ROUND(RAND(1), 6), ROUND(RAND(42), 6), ROUND(RAND(NULL), 6);
SELECT TRUE, FALSE, TRUE + TRUE, NOT TRUE, !0, NOT NULL, TRUE AND NULL, FALSE AND NULL, TRUE OR NULL, FALSE OR NULL, 1 XOR 1, 1 XOR 0, NULL XOR 1;
SELECT 1 && 0, 1 || 0, 'a' || 'b', 2 AND 3, 0.5 AND 1, 'x' AND 1, '1x' AND 1, '' OR 0, 0.0 OR 0;
SELECT 5 BETWEEN 1 AND 10, 5 NOT BETWEEN 1 AND 10, 5 BETWEEN 10 AND 1, NULL BETWEEN 1 AND 2, 5 BETWEEN NULL AND 4, 5 BETWEEN NULL AND 10, 'b' BETWEEN 'A' AND 'C', '5' BETWEEN 1 AND 10;
SELECT 1 IN (1, 2), 1 IN (2, 3), 1 IN (2, NULL), 1 IN (1, NULL), NULL IN (1), 1 NOT IN (2, NULL), 'a' IN ('A', 'b'), '1' IN (1, 2), 1.0 IN (1, 2), 'é' IN ('e');
SELECT 1 <=> 1, 1 <=> NULL, NULL <=> NULL, 1 = NULL, NULL = NULL, NULL <> 1, 'a' <=> 'A', 1 <=> '1';
SELECT 1 IS NULL, NULL IS NULL, 1 IS NOT NULL, NULL IS TRUE, 0 IS FALSE, 1 IS TRUE, 5 IS TRUE, NULL IS NOT TRUE, 0.5 IS TRUE, NULL IS FALSE;
SELECT 1 = '1', 1 = '1a', 1 = 'a', 0 = 'a', 1.5 = '1.5', 1.5 = '1.50', '1.5' = '1.50', 1 = 1.0, 2 > '10', '2' > '10', 1e1 = 10, '1e1' = 10;
SELECT (1, 2) = (1, 2), (1, 2) <> (1, 3), (1, NULL) = (1, 2), (1, NULL) = (2, 2), (1, 2) IN ((1, 2), (3, 4)), (1, 2) NOT IN ((1, 3), (3, 4));
SELECT 9007199254740993 = 9007199254740992, 9007199254740993 = '9007199254740993', 0.1 = '0.1', 1 / 3 = 0.3333, 0.30 = 0.3;
-- args: [5, 2.5, "3", null]
SELECT ? + 1, ? * 2, ? + 4, ? + 1;
-- args: [10, "20"]
SELECT id, cc_age FROM contact WHERE cc_age > ? AND cc_age < ? ORDER BY id;
-- args: ["client", 3]
SELECT id, UPPER(status) FROM contact WHERE status = ? ORDER BY id LIMIT ?;
