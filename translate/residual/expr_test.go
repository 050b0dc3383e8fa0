package residual

import (
	"strings"
	"testing"
)

// Each expression over the columns of a, with what it becomes.
func TestExpressions(t *testing.T) {
	for _, test := range []struct{ expr, want string }{
		// Comparison goes by the types of both sides.
		{"name = 'x'", "(a1.c1 COLLATE my_ci = 'x')"},
		{"name = BINARY 'x'", "(a1.c1 COLLATE my_bin = 'x')"},
		{"k = '5'", "(a1.c1 = 5)"},
		{"k = '5x'", "(CAST(a1.c1 AS REAL) = my_num('5x'))"},
		{"k = name", "(CAST(a1.c1 AS REAL) = my_num(a1.c2))"},
		{"k = d", "(CAST(a1.c1 AS TEXT) COLLATE my_decimal = a1.c2)"},
		{"d > 1.50", "(a1.c1 COLLATE my_decimal > '1.50')"},
		{"d > 1e0", "(a1.c1 COLLATE my_decimal > '1')"},
		{"flag = 'Y'", "(a1.c1 = 1)"},
		{"day = '2024-02-29'", "(a1.c1 = '2024-02-29')"},
		{"day = ' 2024-02-29 '", "(a1.c1 = '2024-02-29')"},
		{"day > '2024-02-29 10:00:00'", "((a1.c1 || ' 00:00:00') > '2024-02-29 10:00:00')"},
		{"at = '2024-02-29'", "(a1.c1 = ('2024-02-29' || ' 00:00:00'))"},
		{"at = '2024-02-29T10:00:00+02:00'", "(a1.c1 = '2024-02-29 08:00:00')"},
		{"day = '24/2/29'", "(a1.c1 = '2024-02-29')"},
		{"day = name", "((a1.c1 || ' 00:00:00') = my_datetime(a1.c2))"},
		{"day = 20240229", "(my_date_num(a1.c1) = 20240229)"},
		{"hour > '10:00'", "(my_time(a1.c1) COLLATE my_time > my_time('10:00'))"},
		{"day < at", "((a1.c1 || ' 00:00:00') < a1.c2)"},
		{"name = NULL", "(a1.c1 = NULL)"},
		// Truth and NULL.
		{"(k AND name) OR d", "((a1.c3 AND my_true(a1.c2)) OR my_true(a1.c1))"},
		{"NOT k", "(NOT a1.c1)"},
		{"k XOR name", "((a1.c1 <> 0) <> (my_true(a1.c2) <> 0))"},
		{"name IS NULL", "(ifnull(a1.c1, '') = '')"},
		{"k IS NULL", "(a1.c1 IS NULL)"},
		{"name <=> NULL", "(ifnull(a1.c1, '') = '')"},
		{"NULL <=> k", "(a1.c1 IS NULL)"},
		{"k <=> n", "(a1.c1 IS a1.c2)"},
		{"ISNULL(name)", "(ifnull(a1.c1, '') = '')"},
		{"k IS NOT TRUE", "(NOT (a1.c1 IS TRUE))"},
		{"NOT (k = 1 AND (n = 2 OR n = 3))", "(NOT ((a1.c2 = 1) AND ((a1.c1 = 2) OR (a1.c1 = 3))))"},
		{"k NOT BETWEEN 1 AND 2", "(NOT ((a1.c1 >= 1) AND (a1.c1 <= 2)))"},
		{"k NOT IN (1, NULL)", "(NOT (a1.c1 IN (1, NULL)))"},
		{"name IN ('x', 'y', 5)", "((a1.c1 COLLATE my_ci IN ('x', 'y')) OR (my_num(a1.c1) IN (CAST(5 AS REAL))))"},
		{"(k, name) IN ((1, 'x'), (2, 'y'))", "(((a1.c1 = 1) AND (a1.c2 COLLATE my_ci = 'x')) OR ((a1.c1 = 2) AND (a1.c2 COLLATE my_ci = 'y')))"},
		{"(k, n) != (1, 2)", "(NOT ((a1.c1 = 1) AND (a1.c2 = 2)))"},
		// Matching.
		{"name LIKE 'x%'", `my_like(a1.c1, 'x%', '\')`},
		{"name NOT LIKE BINARY 'x|%' ESCAPE '|'", "(NOT my_like_bin(a1.c1, 'x|%', '|'))"},
		{"k LIKE '1%'", `my_like(my_str(a1.c1), '1%', '\')`},
		{"name REGEXP '^x'", "my_regexp(a1.c1, '^x')"},
		{"STRCMP(name, BINARY 'x')", "my_strcmp_bin(a1.c1, 'x')"},
		{"LOCATE('x', name)", "my_locate('x', a1.c1, 1)"},
		{"INSTR(BINARY name, 'x')", "my_locate_bin('x', a1.c1, 1)"},
		// Arithmetic by type.
		{"k + n", "my_iadd(a1.c1, a1.c2)"},
		{"k + d", "my_dadd(CAST(a1.c1 AS TEXT), a1.c2)"},
		{"k + name", "(CAST(a1.c1 AS REAL) + my_num(a1.c2))"},
		{"k / n", "my_dscale(my_dquot(CAST(a1.c1 AS TEXT), CAST(a1.c2 AS TEXT)), 4)"},
		{"d DIV 2", "my_dintdiv(a1.c1, '2')"},
		{"k % 3", "my_imod(a1.c1, 3)"},
		{"-d", "my_dneg(a1.c1)"},
		{"-name", "(-my_num(a1.c1))"},
		{"k & 3", "(a1.c1 & 3)"},
		{"k ^ n", "my_bits(((a1.c1 | a1.c2) - (a1.c1 & a1.c2)))"},
		{"k & 5", "(a1.c1 & 5)"},
		{"k & ~5 | n << 2", "my_bits(((a1.c1 & (~5)) | my_shift_left(a1.c2, 2)))"},
		{"~k", "my_bits_text((~a1.c1))"},
		{"~d = ~~k", "(my_bits_text((~my_dbits(a1.c1))) COLLATE my_decimal = my_bits_text((~(~a1.c2))))"},
		{"BIT_COUNT(~k)", "my_bit_count((~a1.c1))"},
		{"MAX(hour)", "max(a1.c1 COLLATE my_time)"},
		{"hour <> hour", "(a1.c1 COLLATE my_time <> a1.c1)"},
		{"day + INTERVAL 1 DAY", "my_date_add(a1.c1, 1, 'day')"},
		{"day - INTERVAL 1 HOUR", "my_datetime(my_date_sub(a1.c1, 1, 'hour'))"},
		{"name + INTERVAL 1 DAY", "my_date_add(a1.c1, 1, 'day')"},
		{"d + INTERVAL 1 DAY", "my_date_add(a1.c1, 1, 'day')"},
		// Aggregates.
		{"SUM(k)", "my_dsum(a1.c1)"},
		{"SUM(DISTINCT d)", "my_dsum(DISTINCT a1.c1 COLLATE my_decimal)"},
		{"SUM(name)", "my_sum(my_num(a1.c1))"},
		{"AVG(k)", "my_dscale(my_dquot(my_dsum(a1.c1), CAST(count(a1.c1) AS TEXT)), 4)"},
		{"MIN(name)", "min(a1.c1 COLLATE my_ci)"},
		{"MAX(BINARY name)", "max(a1.c1 COLLATE my_bin)"},
		{"MAX(d)", "max(a1.c1 COLLATE my_decimal)"},
		{"COUNT(*)", "count(*)"},
		{"COUNT(DISTINCT name)", "count(DISTINCT a1.c1 COLLATE my_ci)"},
		{"COUNT(DISTINCT name, d, k)", "count(DISTINCT my_tuple(my_ci_key(a1.c1), my_dscale(a1.c2, 30), a1.c3) COLLATE BINARY)"},
		{"GROUP_CONCAT(DISTINCT name ORDER BY name DESC SEPARATOR '; ')", "my_join(my_collect(DISTINCT a1.c1 COLLATE my_ci ORDER BY a1.c1 COLLATE my_ci DESC), '; ')"},
		{"GROUP_CONCAT(name, k ORDER BY 2)", "my_join(my_collect(my_concat(a1.c1, my_str(a1.c2)) COLLATE my_ci ORDER BY a1.c2), ',')"},
		// The type of several values.
		{"IF(k, 1, 'x')", "iif(a1.c1, my_str(1), 'x')"},
		{"IFNULL(d, 1)", "coalesce(a1.c1, my_dpad('1', 2))"},
		{"COALESCE(day, at)", "coalesce((a1.c1 || ' 00:00:00'), a1.c2)"},
		{"CASE k WHEN 1 THEN d WHEN 'x' THEN 1e0 END", "(CASE WHEN (a1.c1 = 1) THEN my_num(a1.c2) WHEN (CAST(a1.c1 AS REAL) = my_num('x')) THEN (1e+00) ELSE NULL END)"},
		{"CASE WHEN k THEN 1 ELSE NULL END", "(CASE WHEN a1.c1 THEN 1 ELSE NULL END)"},
		{"GREATEST(name, 'x')", "max(a1.c1 COLLATE my_ci, 'x')"},
		{"LEAST(k, d)", "min(my_dpad(CAST(a1.c1 AS TEXT), 2) COLLATE my_decimal, a1.c2)"},
		{"NULLIF(k, '1')", "iif((a1.c1 = 1), NULL, a1.c1)"},
		{"ELT(k, 'x', 2)", "(CASE a1.c1 WHEN 1 THEN 'x' WHEN 2 THEN my_str(2) END)"},
		{"FIELD(name, 'x', 'y')", "(CASE WHEN (a1.c1 COLLATE my_ci = 'x') THEN 1 WHEN (a1.c1 COLLATE my_ci = 'y') THEN 2 ELSE 0 END)"},
		// Subqueries.
		{"(SELECT k FROM b)", "(SELECT CASE WHEN count(*) > 1 THEN my_error('a subquery that stands for a value has more than 1 row') ELSE max(d0) END FROM (SELECT d0 FROM (SELECT a2.c1 AS d0 FROM t2 AS a2) LIMIT 2))"},
		{"(SELECT MAX(k) FROM b)", "(SELECT max(a2.c1) AS d0 FROM t2 AS a2)"},
		{"(SELECT k FROM b LIMIT 1)", "(SELECT a2.c1 AS d0 FROM t2 AS a2 LIMIT 1)"},
		{"k IN (SELECT d FROM b)", "(CAST(a1.c1 AS TEXT) COLLATE my_decimal IN (SELECT d0 FROM (SELECT a2.c1 AS d0 FROM t2 AS a2)))"},
		{"name IN (SELECT BINARY name FROM b)", "(a1.c1 COLLATE my_bin IN (SELECT d0 FROM (SELECT a2.c1 AS d0 FROM t2 AS a2)))"},
		{"NOT EXISTS (SELECT 1 FROM b WHERE b.k = a.k)", "(NOT EXISTS (SELECT 1 AS d0 FROM t2 AS a2 WHERE (a2.c1 = a1.c1)))"},
		// Literals.
		{"'it''s'", "'it''s'"},
		{`'a\0b'`, "CAST(x'610062' AS TEXT)"},
		{"-5", "(-5)"},
		{"9223372036854775807", "9223372036854775807"},
		{"18446744073709551615", "'18446744073709551615'"},
		{"-9223372036854775808", "(-9223372036854775807 - 1)"},
		{"1.50", "'1.50'"},
		{"1e3", "(1e+03)"},
		{"TRUE", "1"},
		{"NULL", "NULL"},
		// Casts and the clock.
		{"CAST(k AS CHAR)", "my_str(a1.c1)"},
		{"CAST(k AS CHAR(2))", "my_left(my_str(a1.c1), 2)"},
		{"CAST(name AS SIGNED)", "my_int(a1.c1)"},
		{"CAST(name AS DECIMAL(10,2))", "my_dcast(my_dec(a1.c1), 10, 2)"},
		{"CAST(at AS DATE)", "my_date(a1.c1)"},
		{"CAST(name AS BINARY)", "a1.c1"},
		{"NOW()", "'2024-02-29 12:30:45'"},
		{"NOW(3)", "'2024-02-29 12:30:45.123'"},
		{"CURDATE()", "'2024-02-29'"},
		{"DATABASE()", "'demo'"},
	} {
		got := compiled(t, "SELECT "+test.expr+" FROM a").Body
		got = strings.TrimSuffix(strings.TrimPrefix(got, "SELECT "), " AS d0 FROM t1 AS a1")
		if got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.expr, got, test.want)
		}
	}
}
