package syntax

import "testing"

// rewrites are statements and their canonical texts.
var rewrites = []struct{ sql, want string }{
	// Names.
	{"SELECT t.1a, t.5, `x`.y FROM t", "SELECT `t`.`1a`, `t`.`5`, `x`.`y` FROM `t`"},
	{"SELECT `date`(d), a.`select`.`from` FROM t", "SELECT `date`(`d`) AS ```date``(d)`, `a`.`select`.`from` FROM `t`"},
	{"SELECT t . a, db.t.* FROM db . t", "SELECT `t`.`a`, `db`.`t`.* FROM `db`.`t`"},
	{"SELECT top, SQL_CACHE, offset o FROM t full", "SELECT `top`, `SQL_CACHE`, `offset` AS `o` FROM `t` AS `full`"},
	// Numbers and strings.
	{"SELECT a FROM t WHERE b = 007 AND c = 00 AND d = .5e-3", "SELECT `a` FROM `t` WHERE `b` = 7 AND `c` = 0 AND `d` = .5e-3"},
	{"SELECT a FROM t WHERE b = 0xF AND c = b'' AND d = b'111111111'", "SELECT `a` FROM `t` WHERE `b` = X'0F' AND `c` = X'' AND `d` = X'01FF'"},
	{`SELECT a FROM t WHERE b = "it's" 'x' "y"`, "SELECT `a` FROM `t` WHERE `b` = 'it''sxy'"},
	{"SELECT a FROM t WHERE b = _binary'x' AND c = _latin1'y' AND d = _utf8 X'4D'", "SELECT `a` FROM `t` WHERE `b` = BINARY 'x' AND `c` = 'y' AND `d` = 'M'"},
	{"SELECT _foo 'x' FROM t", "SELECT `_foo` AS `x` FROM `t`"},
	{"SELECT a FROM t WHERE b = {ts '2020-01-01 00:00:00'} AND c = {T '10:00:00'}", "SELECT `a` FROM `t` WHERE `b` = `__timestamp_literal`('2020-01-01 00:00:00') AND `c` = `__time_literal`('10:00:00')"},
	// Operators.
	{"SELECT a FROM t WHERE b=5--3", "SELECT `a` FROM `t` WHERE `b` = 5 - - 3"},
	{"SELECT a FROM t WHERE a XOR b XOR c AND d OR e", "SELECT `a` FROM `t` WHERE `__xor`(`__xor`(`a`, `b`), `c` AND `d`) OR `e`"},
	{"SELECT a FROM t WHERE a = b IN (1) AND a IS NULL = 1", "SELECT `a` FROM `t` WHERE `a` = (`b` IN (1)) AND (`a` IS NULL) = 1"},
	{"SELECT a FROM t WHERE a = b IS NOT TRUE", "SELECT `a` FROM `t` WHERE (`a` = `b`) IS NOT TRUE"},
	{"SELECT a FROM t WHERE a BETWEEN 1 AND b IN (2) = 3", "SELECT `a` FROM `t` WHERE (`a` BETWEEN 1 AND (`b` IN (2))) = 3"},
	{"SELECT a FROM t WHERE !EXISTS(SELECT 1 FROM u) + 1", "SELECT `a` FROM `t` WHERE ! (EXISTS (SELECT 1 AS `1` FROM `u`)) + 1"},
	{"SELECT a FROM t WHERE a <> ALL (SELECT b FROM u) AND ROW(a, b) = (1, 2)", "SELECT `a` FROM `t` WHERE `a` NOT IN (SELECT `b` FROM `u`) AND (`a`, `b`) = (1, 2)"},
	{"SELECT a FROM t WHERE a IS NULL > ALL (SELECT b FROM u) = 1 AND NOT a + 1 = ALL (SELECT 1)", "SELECT `a` FROM `t` WHERE `__all_gt`((`a` IS NULL), (SELECT `b` FROM `u`)) = 1 AND NOT `__all_eq`(`a` + 1, (SELECT 1 AS `1`))"},
	{"SELECT a <> SOME (SELECT b FROM u), a <= ANY (SELECT b FROM u) > ANY (SELECT 1) x FROM t", "SELECT `__any_ne`(`a`, (SELECT `b` FROM `u`)) AS `a <> SOME (SELECT b FROM u)`, `__any_gt`(`__any_le`(`a`, (SELECT `b` FROM `u`)), (SELECT 1 AS `1`)) AS `x` FROM `t`"},
	{"SELECT a FROM t WHERE a IN ((SELECT b FROM u))", "SELECT `a` FROM `t` WHERE `a` IN (SELECT `b` FROM `u`)"},
	{"SELECT a FROM t WHERE a || b && c", "SELECT `a` FROM `t` WHERE `a` OR `b` AND `c`"},
	{"SELECT a FROM t WHERE d < NOW() - INTERVAL 1+1 DAY", "SELECT `a` FROM `t` WHERE `d` < `now`() - INTERVAL (1 + 1) day"},
	{"SELECT a FROM t WHERE INTERVAL(a, 1, 2) = INTERVAL (1) DAY + d", "SELECT `a` FROM `t` WHERE `interval`(`a`, 1, 2) = INTERVAL (1) day + `d`"},
	// Calls.
	{"SELECT TRIM(BOTH FROM a) x, TRIM('x' FROM a = 1 = 1) y FROM t", "SELECT `__trim_both`(' ', `a`) AS `x`, `__trim_both`('x', (`a` = 1) = 1) AS `y` FROM `t`"},
	{"SELECT TRIM(TRAILING TRIM(a=1=1 FROM b) FROM c) x FROM t", "SELECT `__trim_trailing`(`__trim_both`((`a` = 1) = 1, `b`), `c`) AS `x` FROM `t`"},
	{"SELECT SUBSTRING(a FROM 2 FOR 3) x, MID(a, 1) y FROM t", "SELECT `substring`(`a`, 2, 3) AS `x`, `substring`(`a`, 1) AS `y` FROM `t`"},
	{"SELECT CAST(a AS FLOAT(25)) x, CAST(a AS CHAR(3) CHARACTER SET utf8mb4) y, CONVERT(a, YEAR) z FROM t", "SELECT `__cast_double`(`a`) AS `x`, CAST(`a` AS CHAR(3) CHARACTER SET `utf8mb4`) AS `y`, `__cast_year`(`a`) AS `z` FROM `t`"},
	{"SELECT TIMESTAMPADD(SQL_TSI_DAY, 1, d) x, GET_FORMAT(DATE, 'USA') y FROM t", "SELECT `timestampadd`('day', 1, `d`) AS `x`, `get_format`('date', 'USA') AS `y` FROM `t`"},
	{"SELECT CURRENT_USER, current_time(3) FROM t", "SELECT `current_user`() AS `CURRENT_USER`, `current_time`(3) AS `current_time(3)` FROM `t`"},
	{"SELECT GROUP_CONCAT(a SEPARATOR '''') x FROM t", "SELECT GROUP_CONCAT(`a` SEPARATOR '''') AS `x` FROM `t`"},
	// Queries.
	{"((SELECT a FROM t)) ORDER BY a LIMIT 1", "SELECT `a` FROM `t` ORDER BY `a` LIMIT 1"},
	{"(SELECT a FROM t) UNION DISTINCT (SELECT b FROM u ORDER BY b LIMIT 1) LIMIT 2, 3", "(SELECT `a` FROM `t`) UNION (SELECT `b` FROM `u` ORDER BY `b` LIMIT 1) LIMIT 3 OFFSET 2"},
	{"SELECT a FROM ((SELECT 1) UNION (SELECT 2)) AS u", "SELECT `a` FROM ((SELECT 1 AS `1`) UNION (SELECT 2 AS `2`)) AS `u`"},
	{"SELECT a FROM ((SELECT 1) AS x JOIN b)", "SELECT `a` FROM ((SELECT 1 AS `1`) AS `x` JOIN `b`)"},
	{"SELECT a FROM t LEFT JOIN u JOIN v ON x ON y", "SELECT `a` FROM `t` LEFT JOIN (`u` JOIN `v` ON `x`) ON `y`"},
	{"SELECT a FROM t NATURAL LEFT OUTER JOIN u NATURAL INNER JOIN v", "SELECT `a` FROM `t` NATURAL LEFT JOIN `u` NATURAL JOIN `v`"},
	{"SELECT a FROM t USE INDEX (), u IGNORE KEY FOR JOIN (PRIMARY, i)", "SELECT `a` FROM `t`, `u`"},
	{"SELECT SQL_NO_CACHE STRAIGHT_JOIN DISTINCT a FROM t", "SELECT DISTINCT `a` FROM `t`"},
	// Writes.
	{"INSERT DELAYED t VALUES ROW(1, DEFAULT), ROW(2, 3)", "INSERT INTO `t` VALUES (1, DEFAULT), (2, 3)"},
	{"INSERT INTO t (a) (SELECT b FROM u JOIN v) ON DUPLICATE KEY UPDATE t.a = 1", "INSERT INTO `t` (`a`) (SELECT `b` FROM `u` JOIN `v`) ON DUPLICATE KEY UPDATE `a` = 1"},
	{"INSERT INTO t SELECT b FROM u JOIN v ON DUPLICATE KEY UPDATE a = DEFAULT(a)", "INSERT INTO `t` (SELECT `b` FROM `u` JOIN `v`) ON DUPLICATE KEY UPDATE `a` = DEFAULT(`a`)"},
	{"UPDATE t SET a = b = 1 LIMIT :n", "UPDATE `t` SET `a` = `b` = 1 LIMIT :n1"},
}

func TestRewrites(t *testing.T) {
	for _, c := range rewrites {
		st, err := Parse(c.sql, Options{})
		if err != nil {
			t.Errorf("%q: %v", c.sql, err)
			continue
		}
		if st.Canonical != c.want {
			t.Errorf("%q gives\n\t%s, want\n\t%s", c.sql, st.Canonical, c.want)
		}
	}
}

// precedence are expressions whose operators come in every order of strength; the
// parser has to see the structure that this package does.
var precedence = []string{
	"NOT a = b AND c OR NOT d", "a OR b AND NOT c IS NULL", "NOT a IN (1) OR b", "! a = b", "!a + b * -c ^ d",
	"- a ^ b", "a | b & c << d + e * f ^ g", "a ^ b * c + d << e & f | g", "a - b - c", "a / b * c % d DIV e MOD f",
	"a = b + c", "a + b = c", "a BETWEEN b + 1 AND c * 2 AND d", "NOT a BETWEEN b AND c OR d", "a IS NULL IS NULL",
	"a LIKE b AND c", "NOT a LIKE b ESCAPE '!' OR c", "a LIKE BINARY b COLLATE utf8mb4_bin", "-a COLLATE x", "BINARY a + b",
	"BINARY a = b", "~a | ~b", "a <=> b <=> c", "a < b = c > d", "a REGEXP b | c", "NOT NOT a", "- - - 1", "!!a", "-(-1)",
	"CASE WHEN a THEN b END + 1", "a AND b OR c AND d OR e XOR f", "NOT a XOR b", "a = (SELECT 1) + 2", "EXISTS (SELECT 1) = 1",
	"d + INTERVAL 1 DAY > e - INTERVAL a = b HOUR", "INTERVAL 1 DAY + d * 2", "a IN (1, 2) IS TRUE", "a IS NOT FALSE OR b IS TRUE AND c",
	"a + b IS NULL", "a = b IS NULL AND c", "NOT a IS NULL", "NOT (a) = b", "a COLLATE x = b COLLATE y", "a COLLATE x COLLATE y",
	"a->'$.x' + 1", "a NOT LIKE b = c", "a SOUNDS LIKE b = c", "DEFAULT(a) = 1", "MATCH (a) AGAINST ('x') > 0.5",
}

func TestPrecedence(t *testing.T) {
	for _, s := range precedence {
		sql := "SELECT " + s
		st, err := Parse(sql, Options{})
		if err != nil {
			t.Errorf("%q: %v", sql, err)
			continue
		}
		checkFull(t, sql, st)
		checkAgain(t, sql, st)
	}
}
